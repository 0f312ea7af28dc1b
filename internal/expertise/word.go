package expertise

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// Saying is what somebody can say about a matter without writing.
type Saying string

// What can be said. Nobody counts it: it stands with the name of who said it.
const (
	Yes    Saying = "yes"    // to a way to go on
	No     Saying = "no"     // not to that way
	Stands Saying = "stands" // it still stands for me
	Alike  Saying = "alike"  // I see it alike now
	Look   Saying = "look"   // we look again on that day
)

// Word is one thing that somebody said. The latest of a person counts.
type Word struct {
	ID     string
	Matter id.Entry
	GoOn   id.Entry // of Yes and No
	Person id.Person
	Said   Saying
	Due    int64 // of Look: the midnight after that day; microseconds since 1970 UTC, as is Made
	Made   int64
}

// Answer says yes or not to a way to go on.
func (s *Service) Answer(ctx context.Context, by id.Person, t id.Triangle, w Word) (err error) {
	defer errs.Wrap("expertise.Answer", &err)
	if w.Said != Yes && w.Said != No {
		return errs.Missing("expertise.Answer")
	}
	m, err := s.sit(ctx, by, t, w.Matter)
	if err != nil {
		return err
	}
	shown, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntryByID(ctx, t, w.GoOn) })
	if err != nil {
		return err
	}
	if len(shown) == 0 || shown[0].Kind != disclose.GoOn || shown[0].Parent != w.Matter {
		return errs.Missing("expertise.Answer")
	}
	return s.say(ctx, m, w, nil)
}

// Now says how somebody sees the matter now: it still stands, or alike. Their own
// day to look again is done with it.
func (s *Service) Now(ctx context.Context, by id.Person, t id.Triangle, w Word) (err error) {
	defer errs.Wrap("expertise.Now", &err)
	if w.Said != Stands && w.Said != Alike {
		return errs.Missing("expertise.Now")
	}
	m, err := s.sit(ctx, by, t, w.Matter)
	if err != nil {
		return err
	}
	return s.say(ctx, m, w, func(x Tx) error {
		_, err := x.EndDuties(ctx, t, duty.LookAgain, lookRef(w.Matter, by), duty.End{By: by, At: m.now.UnixMicro(), Outcome: string(w.Said)})
		return err
	})
}

// say writes a word. The same form twice is one word.
func (s *Service) say(ctx context.Context, m sitting, w Word, also func(Tx) error) error {
	w.Person, w.Made = m.me.Person, m.now.UnixMicro()
	err := s.run.UpdateScope(ctx, m.tri.ID, func(x Tx) error {
		if err := s.still(ctx, x, w.Person, m.tri.ID); err != nil {
			return err
		}
		if err := x.PutMatterSaid(ctx, m.tri.ID, w); err != nil {
			return err
		}
		if also == nil {
			return nil
		}
		return also(x)
	})
	if !errs.Is(err, errs.Conflict) {
		return err
	}
	var all []Word
	if viewErr := s.run.View(ctx, func(x Tx) (err error) { all, err = x.MatterSaid(ctx, m.tri.ID, w.Matter); return err }); viewErr != nil {
		return err
	}
	if slices.ContainsFunc(all, func(one Word) bool { return one.ID == w.ID && one.Person == w.Person && one.Said == w.Said }) {
		return nil
	}
	return err
}

// lookRef names one person's day to look again at a matter: each looks for themselves.
func lookRef(matter id.Entry, p id.Person) string { return string(matter) + "/" + string(p) }

// LookAgain sets the day on which all whom it concerns look at the matter again. An
// earlier day gives way to it.
func (s *Service) LookAgain(ctx context.Context, by id.Person, t id.Triangle, w Word) (err error) {
	defer errs.Wrap("expertise.LookAgain", &err)
	m, err := s.sit(ctx, by, t, w.Matter)
	if err != nil {
		return err
	}
	if w.Due <= m.now.UnixMicro() {
		return problem("expertise.LookAgain", "until", "views.day-missing")
	}
	// Who owes a look is settled by what is true today, whatever this person may know.
	today, err := s.enter(tx.For(ctx, ""), by, t)
	if err != nil {
		return err
	}
	w.Said = Look
	var duties []duty.Duty
	for _, p := range today.concerned(m.meta) {
		d := duty.Duty{
			ID: id.New(), Triangle: t, Kind: duty.LookAgain, Owner: p, Entry: w.Matter, Topic: m.meta.Item.Topic, Ref: lookRef(w.Matter, p),
			Due: w.Due - 1, Made: m.now.UnixMicro(), // still on that day
		}
		if p == by {
			d.For = by // they chose the day, so it is no news to them
		}
		duties = append(duties, d)
	}
	return s.say(ctx, m, w, func(x Tx) error {
		for _, d := range duties {
			if _, err := x.EndDuties(ctx, t, duty.LookAgain, d.Ref, duty.End{By: by, At: d.Made, Outcome: "moved"}); err != nil {
				return err
			}
			if err := x.PutDuty(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// concerned lists who was named in a matter, opened it or is who it is about, and
// may see it now, in the fixed order.
func (r room) concerned(m disclose.Meta) []id.Person {
	var out []id.Person
	for _, p := range r.inOrder() {
		if r.isNamed(m, p) && r.sees(r.facts, m, p) {
			out = append(out, p)
		}
	}
	return out
}

// isNamed reports whether a matter is meant for somebody by name, and they are here.
func (r room) isNamed(m disclose.Meta, p id.Person) bool {
	who, ok := r.tri.Member(p)
	if !ok || !who.Here(r.now) {
		return false
	}
	su, _ := r.tri.ServiceUser()
	return m.Item.GivenBy == string(p) || m.Item.Among != nil && slices.Contains(m.Item.Among.People, string(p)) ||
		p == su.Person && slices.Contains(m.Item.About, string(p))
}

func (r room) sees(facts *sharing.Triangle, m disclose.Meta, p id.Person) bool {
	return sharing.Decide(sharing.At(r.now), facts, &m.Item, sharing.Request{Recipient: string(p), Purpose: sharing.Care}).Shares()
}

// known are the facts without the choices that are not the reader's to know: what
// others chose must not show in who is said to have written nothing yet.
func (r room) known() *sharing.Triangle {
	if r.me.Corner == sharing.Professional {
		return r.facts
	}
	facts := *r.facts
	facts.Decisions = nil
	for _, d := range r.facts.Decisions {
		if d.Owner == string(r.me.Person) {
			facts.Decisions = append(facts.Decisions, d)
		}
	}
	facts.Capacity, facts.Releases = nil, nil
	return &facts
}
