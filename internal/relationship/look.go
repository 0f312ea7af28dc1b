package relationship

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Given is something that a person gave: the latest of one kind in the timeline,
// or one thing in a room.
type Given struct {
	Kind       disclose.Kind
	Class      sharing.Class
	Confidence sharing.Confidence
	// People and Team are whom a thing in a room was meant for.
	People []id.Person
	Team   bool
	Last   int64 // microseconds since 1970 UTC
}

// Shown is the latest thing of somebody that a person was shown by name.
type Shown struct {
	By   id.Person
	Last int64
}

// State is how a relationship goes, seen from one end.
type State string

// The states. Other is between the other two, and not the looker's to know.
const (
	NotBegun State = "none"
	Begun    State = "begun"
	Going    State = "going"
	Other    State = "other"
)

// lately is how long something counts as going along.
const lately = 30 * 24 * time.Hour

// sight is what a look is made of: the looker's own doings, and what they were shown.
type sight struct {
	tri   triangle.Triangle
	given []Given
	shown []Shown
	said  map[string]int64
}

// Look says how each relationship goes, as somebody of the triangle may know it.
func (s *Service) Look(ctx context.Context, p id.Person, t id.Triangle) (map[Arrow]State, error) {
	var l sight
	err := s.run.View(ctx, func(x Tx) (err error) {
		if l.tri, err = x.Triangle(ctx, t); err != nil {
			return err
		}
		if l.given, err = x.GivenBy(ctx, t, p); err != nil {
			return err
		}
		if l.said, err = x.SaidOn(ctx, t, p); err != nil {
			return err
		}
		l.shown, err = x.ShownTo(ctx, t, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	me, _ := l.tri.Member(p)
	return s.states(me.Corner, l.last(me.Corner)), nil
}

// last is when each arrow at the looker's corner was last used.
func (l sight) last(mine sharing.Corner) map[Arrow]int64 {
	last := map[Arrow]int64{}
	at := func(a Arrow, when int64) { last[a] = max(last[a], when) }
	for _, g := range l.given {
		for _, to := range l.reaches(mine, g) {
			at(Arrow{mine, to}, g.Last)
		}
	}
	for _, one := range l.shown {
		if m, ok := l.tri.Member(one.By); ok {
			at(Arrow{m.Corner, mine}, one.Last)
		}
	}
	for code, when := range l.said {
		if a, ok := ArrowOf(code); ok {
			at(a, when)
		}
	}
	return last
}

func (s *Service) states(mine sharing.Corner, last map[Arrow]int64) map[Arrow]State {
	out := map[Arrow]State{}
	for _, a := range Arrows() {
		at, known := last[a]
		switch {
		case a.EndAt(mine) == Aside:
			out[a] = Other
		case !known:
			out[a] = NotBegun
		case s.now().Sub(time.UnixMicro(at)) <= lately:
			out[a] = Going
		default:
			out[a] = Begun
		}
	}
	return out
}

// reaches lists the corners for which something was meant by its giver.
func (l sight) reaches(from sharing.Corner, g Given) []sharing.Corner {
	switch {
	case g.Kind == disclose.Kept || g.Kind == disclose.OwnNote:
		return nil
	case slices.Contains(disclose.WithRooms(), g.Kind):
		return l.meantFor(g)
	case from == sharing.ServiceUser:
		return []sharing.Corner{sharing.Professional}
	case from == sharing.Carer && (g.Confidence == sharing.Named || g.Confidence == sharing.Unnamed):
		return []sharing.Corner{sharing.Professional, sharing.ServiceUser}
	case from == sharing.Carer:
		return []sharing.Corner{sharing.Professional}
	case g.Class == sharing.CarersOwn || g.Kind == disclose.CallRecord:
		return []sharing.Corner{sharing.Carer}
	}
	return []sharing.Corner{sharing.ServiceUser}
}

// meantFor are the corners of those whom a thing in a room was meant for.
func (l sight) meantFor(g Given) []sharing.Corner {
	var out []sharing.Corner
	if g.Team {
		out = append(out, sharing.Professional)
	}
	for _, p := range g.People {
		if m, ok := l.tri.Member(p); ok {
			out = append(out, m.Corner)
		}
	}
	return out
}
