package expertise

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// ViewDraft is how one person sees a matter, or how they think things go on anyway.
// Version is the one that was read, 0 for a first.
type ViewDraft struct {
	ID         id.Entry
	Triangle   id.Triangle
	Matter     id.Entry
	Version    int
	Confidence sharing.Confidence
	Text       string
}

// sitting is a matter as one person finds it: the door has shown it to them.
type sitting struct {
	room
	shown disclose.Shown
	meta  disclose.Meta
}

// sit reads a matter through the door. One that is not shown is errs.NotFound.
func (s *Service) sit(ctx context.Context, by id.Person, t id.Triangle, matter id.Entry) (m sitting, err error) {
	if m.room, err = s.enter(ctx, by, t); err != nil {
		return m, err
	}
	find := func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		found, err := x.EntryByID(ctx, t, matter)
		return slices.DeleteFunc(found, func(one disclose.Sealed) bool { return one.Meta.Kind != disclose.Matter }), err
	}
	if m.shown, err = s.one(ctx, by, t, find); err != nil {
		return m, err
	}
	err = s.run.View(ctx, func(x Tx) error {
		found, err := find(ctx, x)
		if err == nil && len(found) == 0 {
			err = errs.Missing("expertise.sit")
		}
		if err == nil {
			m.meta = found[0].Meta
		}
		return err
	})
	return m, err
}

// to are all whom the matter concerns, whoever of them writes.
func (m sitting) to() address.To {
	out := address.To{People: []id.Person{id.Person(m.meta.Item.GivenBy)}}
	if m.meta.Item.Among != nil {
		out.Team = m.meta.Item.Among.Team
		for _, p := range m.meta.Item.Among.People {
			out.People = append(out.People, id.Person(p))
		}
	}
	return out
}

// agreed reports whether the service user opened the matter to these people. That
// is their yes to what is said in it.
func (m sitting) agreed() bool {
	su, ok := m.tri.ServiceUser()
	return ok && m.meta.Item.GivenBy == string(su.Person)
}

// compose makes a text that hangs on the matter and goes to the same people.
func (m sitting) compose(d ViewDraft, k disclose.Kind) (disclose.New, errs.Problems) {
	n, p := address.Compose(address.Draft{
		ID: d.ID, Triangle: d.Triangle, Kind: k, Parent: d.Matter, To: m.to(), About: m.writesAbout(), Topic: m.meta.Item.Topic,
		Confidence: d.Confidence, Agreed: m.agreed(), Text: d.Text,
	}, m.tri, m.me, m.now)
	if d.Confidence != "" && !slices.Contains(Named(), d.Confidence) {
		p.Add("confidence", "write.confidence-missing")
	}
	return n, p
}

// writesAbout is whom a view is about: whom the matter is about, or, where this
// person cannot write about that carer, the service user. What a professional
// writes in a matter that a carer keeps from the service user is said to that
// carer, in the same confidence.
func (m sitting) writesAbout() id.Person {
	about, giver := id.Person(m.meta.Item.About[0]), id.Person(m.meta.Item.GivenBy)
	carer, _ := m.tri.Member(about)
	su, _ := m.tri.ServiceUser()
	switch {
	case m.me.Corner == sharing.Professional && m.kept():
		return giver
	case carer.Corner == sharing.Carer && about != m.me.Person && m.me.Corner != sharing.Professional:
		return su.Person
	}
	return about
}

// kept reports whether a carer opened the matter without the service user.
func (m sitting) kept() bool {
	giver, _ := m.tri.Member(id.Person(m.meta.Item.GivenBy))
	su, _ := m.tri.ServiceUser()
	return giver.Corner == sharing.Carer && (m.meta.Item.Confidence != sharing.Named || !chosen(m.meta.Item, su))
}

// ViewAudience says who would see a view of this person, before a word is written.
func (s *Service) ViewAudience(ctx context.Context, by id.Person, d ViewDraft) (out []address.Hearer, err error) {
	defer errs.Wrap("expertise.ViewAudience", &err)
	m, err := s.sit(ctx, by, d.Triangle, d.Matter)
	if err != nil {
		return nil, err
	}
	mine, err := s.mine(ctx, m)
	if err != nil {
		return nil, err
	}
	if mine != nil {
		return m.hearers(disclose.New{Meta: *mine}), nil // who may know was settled when it was first written
	}
	n, problems := m.compose(d, disclose.View)
	if err := problems.Err("expertise.ViewAudience"); err != nil {
		return nil, err
	}
	return m.hearers(n), nil
}

// mine is the facts of the reader's own view; nil for none.
func (s *Service) mine(ctx context.Context, m sitting) (out *disclose.Meta, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = viewOf(ctx, x, m.tri.ID, m.meta.ID, m.me.Person)
		return err
	})
	return out, err
}

func viewOf(ctx context.Context, x Tx, t id.Triangle, matter id.Entry, p id.Person) (*disclose.Meta, error) {
	all, err := x.Children(ctx, t, matter)
	for _, one := range ofOwner(all, p) {
		if one.Meta.Kind == disclose.View {
			return &one.Meta, err
		}
	}
	return nil, err
}

// WriteView keeps how somebody sees a matter: their first words, or a new version.
// Each person has one view and nobody changes another's.
func (s *Service) WriteView(ctx context.Context, by id.Person, d ViewDraft) (err error) {
	defer errs.Wrap("expertise.WriteView", &err)
	m, err := s.sit(ctx, by, d.Triangle, d.Matter)
	if err != nil {
		return err
	}
	mine, err := s.mine(ctx, m)
	if err != nil {
		return err
	}
	if mine != nil {
		d.Confidence = mine.Item.Confidence
	}
	n, problems := m.compose(d, disclose.View)
	problems = append(problems, address.Written("say", d.Text, ViewMost)...)
	if err := problems.Err("expertise.WriteView"); err != nil {
		return err
	}
	if mine != nil && (d.Version > 0 || mine.ID != d.ID) {
		mentions, changed := n.Item.Mentions, n.Changed
		n.Meta = *mine
		n.Item.Mentions, n.Version, n.Author, n.Changed = mentions, d.Version+1, by, changed
	} else if err := s.heldToday(ctx, by, d, &n); err != nil {
		return err
	}
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	err = s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		if err := s.still(ctx, x, by, d.Triangle); err != nil {
			return err
		}
		again, err := viewOf(ctx, x, d.Triangle, d.Matter, by)
		if err != nil {
			return err
		}
		if (again == nil) != (mine == nil) {
			return changedElsewhere(nil)
		}
		return w.In(ctx, x)
	})
	if !errs.Is(err, errs.Conflict) {
		return err
	}
	if s.viewStands(ctx, m, d, n) {
		return nil
	}
	return changedElsewhere(err)
}

// heldToday is alsoToday for what hangs on a matter.
func (s *Service) heldToday(ctx context.Context, by id.Person, d ViewDraft, n *disclose.New) error {
	if len(n.Item.HeldBy) == 0 || tx.Reader(ctx) == "" {
		return nil
	}
	m, err := s.sit(ctx, by, d.Triangle, d.Matter)
	if err != nil {
		return err
	}
	if m.room, err = s.enter(tx.For(ctx, ""), by, d.Triangle); err != nil {
		return err
	}
	today, _ := m.compose(d, n.Kind)
	n.Item.HeldBy = union(n.Item.HeldBy, today.Item.HeldBy)
	return nil
}

// viewStands tells a form that was sent twice from a change in another window.
func (s *Service) viewStands(ctx context.Context, m sitting, d ViewDraft, n disclose.New) bool {
	found, err := s.few(ctx, m.me.Person, d.Triangle, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		all, err := x.Children(ctx, d.Triangle, d.Matter)
		return ofOwner(all, m.me.Person), err
	})
	return err == nil && slices.ContainsFunc(found, func(one disclose.Shown) bool {
		return one.Kind == disclose.View && one.Version == d.Version+1 && one.Words() == n.Body.Text
	})
}

// Propose says how things could go on anyway. It goes to those whom the matter concerns.
func (s *Service) Propose(ctx context.Context, by id.Person, d ViewDraft) (err error) {
	defer errs.Wrap("expertise.Propose", &err)
	m, err := s.sit(ctx, by, d.Triangle, d.Matter)
	if err != nil {
		return err
	}
	n, problems := m.compose(d, disclose.GoOn)
	problems = append(problems, address.Written("say", d.Text, ViewMost)...)
	if err := problems.Err("expertise.Propose"); err != nil {
		return err
	}
	if err := s.heldToday(ctx, by, d, &n); err != nil {
		return err
	}
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	// Whoever proposes it has said yes to it.
	yes := Word{ID: id.New(), Matter: d.Matter, GoOn: d.ID, Person: by, Said: Yes, Made: n.Made}
	err = s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		if err := s.still(ctx, x, by, d.Triangle); err != nil {
			return err
		}
		if err := w.In(ctx, x); err != nil {
			return err
		}
		return x.PutMatterSaid(ctx, d.Triangle, yes)
	})
	return disclose.Once(ctx, s.run, d.Triangle, d.ID, by, err)
}

// GoOnAudience says who would see a proposal of this person.
func (s *Service) GoOnAudience(ctx context.Context, by id.Person, d ViewDraft) (out []address.Hearer, err error) {
	defer errs.Wrap("expertise.GoOnAudience", &err)
	m, err := s.sit(ctx, by, d.Triangle, d.Matter)
	if err != nil {
		return nil, err
	}
	n, problems := m.compose(d, disclose.GoOn)
	if err := problems.Err("expertise.GoOnAudience"); err != nil {
		return nil, err
	}
	return m.hearers(n), nil
}
