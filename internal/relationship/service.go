// Package relationship knows the six directed relationships of a triangle and
// how they go, as far as the person who looks may know it: from what they
// themselves gave, and from what they themselves were shown. It never measures
// anybody against anybody.
package relationship

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Given is the latest of one kind of thing that a person gave.
type Given struct {
	Kind       disclose.Kind
	Class      sharing.Class
	Confidence sharing.Confidence
	Last       int64 // microseconds since 1970 UTC
}

// Shown is the latest thing of somebody that a person was shown by name.
type Shown struct {
	By   id.Person
	Last int64
}

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	disclose.WriteTx
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	GivenBy(ctx context.Context, t id.Triangle, p id.Person) ([]Given, error)
	ShownTo(ctx context.Context, t id.Triangle, p id.Person) ([]Shown, error)
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

// Arrow is one directed relationship.
type Arrow struct{ From, To sharing.Corner }

// Arrows are the six, in the order in which they are numbered.
func Arrows() []Arrow {
	const su, ca, pr = sharing.ServiceUser, sharing.Carer, sharing.Professional
	return []Arrow{{su, ca}, {ca, su}, {su, pr}, {pr, su}, {ca, pr}, {pr, ca}}
}

// Service looks.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}

// lately is how long something counts as going along.
const lately = 30 * 24 * time.Hour

// Look says how each relationship goes, as somebody of the triangle may know it.
func (s *Service) Look(ctx context.Context, p id.Person, t id.Triangle) (map[Arrow]State, error) {
	var tri triangle.Triangle
	var given []Given
	var shown []Shown
	err := s.run.View(ctx, func(x Tx) (err error) {
		if tri, err = x.Triangle(ctx, t); err != nil {
			return err
		}
		if given, err = x.GivenBy(ctx, t, p); err != nil {
			return err
		}
		shown, err = x.ShownTo(ctx, t, p)
		return err
	})
	if err != nil {
		return nil, err
	}
	me, _ := tri.Member(p)
	last := map[Arrow]int64{}
	for _, g := range given {
		for _, to := range reaches(me.Corner, g) {
			last[Arrow{me.Corner, to}] = max(last[Arrow{me.Corner, to}], g.Last)
		}
	}
	for _, one := range shown {
		if m, ok := tri.Member(one.By); ok {
			last[Arrow{m.Corner, me.Corner}] = max(last[Arrow{m.Corner, me.Corner}], one.Last)
		}
	}
	return s.states(me.Corner, last), nil
}

func (s *Service) states(mine sharing.Corner, last map[Arrow]int64) map[Arrow]State {
	out := map[Arrow]State{}
	for _, a := range Arrows() {
		at, known := last[a]
		switch {
		case a.From != mine && a.To != mine:
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
func reaches(from sharing.Corner, g Given) []sharing.Corner {
	if g.Kind == disclose.Kept || g.Kind == disclose.OwnNote {
		return nil
	}
	switch from {
	case sharing.ServiceUser:
		return []sharing.Corner{sharing.Professional}
	case sharing.Carer:
		if g.Confidence == sharing.Named || g.Confidence == sharing.Unnamed {
			return []sharing.Corner{sharing.Professional, sharing.ServiceUser}
		}
		return []sharing.Corner{sharing.Professional}
	}
	if g.Class == sharing.CarersOwn || g.Kind == disclose.CallRecord {
		return []sharing.Corner{sharing.Carer}
	}
	return []sharing.Corner{sharing.ServiceUser}
}
