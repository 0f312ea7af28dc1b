package network

import (
	"context"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Draft is a contact about to be written down. ID is drawn with the form, so that
// sending twice writes once.
type Draft struct {
	ID       id.Entry
	Triangle id.Triangle
	Topic    string
	// Confidence is a carer's.
	Confidence sharing.Confidence
	// Carers and Team are whom a service user tells.
	Carers []id.Person
	Team   bool
	Details
	Ends int64 // microseconds since 1970 UTC; 0 for no end
}

// composed is a draft with the facts that the engine decides on.
type composed struct {
	entry disclose.New
	tri   triangle.Triangle
	me    triangle.Member
}

// Audience says who of the triangle would see a draft. Nothing is recorded.
func (s *Service) Audience(ctx context.Context, by id.Person, d Draft) (out []address.Hearer, err error) {
	defer errs.Wrap("network.Audience", &err)
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		c, problems, err := compose(ctx, x, by, d, now)
		if err != nil {
			return err
		}
		if err := problems.Err("network.Audience"); err != nil {
			return err
		}
		facts, err := x.Facts(ctx, d.Triangle)
		if err != nil {
			return err
		}
		out = address.Hearers(c.entry.Item, c.tri, facts, by, now)
		return nil
	})
	return out, err
}

// Check says what is wrong with a draft.
func (s *Service) Check(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("network.Check", &err)
	_, problems := d.tidy()
	err = s.run.View(ctx, func(x Tx) error {
		_, more, err := compose(ctx, x, by, d, s.now())
		problems = append(problems, more...)
		return err
	})
	if err != nil {
		return err
	}
	return problems.Err("network.Check")
}

// Add writes a contact down.
func (s *Service) Add(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("network.Add", &err)
	if err := s.Check(ctx, by, d); err != nil {
		return err
	}
	d.Details, _ = d.tidy()
	now := s.now()
	var c composed
	if err := s.run.View(ctx, func(x Tx) (err error) {
		c, _, err = compose(ctx, x, by, d, now)
		return err
	}); err != nil {
		return err
	}
	w, err := disclose.Draw(c.entry)
	if err != nil {
		return err
	}
	day := Day{ID: string(d.ID), Triangle: d.Triangle, Contact: d.ID, By: by, Ends: d.Ends, Made: now.UnixMicro()}
	err = s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		if _, _, err := placeIn(ctx, x, by, d.Triangle, now); err != nil {
			return err // they left while they were writing
		}
		if err := w.In(ctx, x); err != nil {
			return err
		}
		return x.PutContactDay(ctx, day)
	})
	return disclose.Once(ctx, s.run, d.Triangle, d.ID, by, err)
}

func compose(ctx context.Context, x Tx, by id.Person, d Draft, now time.Time) (composed, errs.Problems, error) {
	tri, me, err := placeIn(ctx, x, by, d.Triangle, now)
	if err != nil {
		return composed{}, nil, err
	}
	draft := address.Draft{
		ID: d.ID, Triangle: d.Triangle, Kind: disclose.Contact, Topic: d.Topic, Confidence: d.Confidence, Text: plain.Line(d.Name), Parts: d.parts(),
	}
	su, _ := tri.ServiceUser()
	draft.About = su.Person
	var rulesAlone bool
	switch me.Corner {
	case sharing.ServiceUser:
		draft.To = address.To{People: d.Carers, Team: d.Team}
	case sharing.Carer:
		rulesAlone = toldBy(&draft, me, su)
	default:
		rulesAlone = true
	}
	n, problems := address.Compose(draft, tri, me, now)
	if d.Confidence == sharing.Unnamed && draft.About == me.Person {
		problems.Add("confidence", "network.unnamed-own")
	}
	if rulesAlone {
		n.Item.Among = nil // nobody in particular is meant
	}
	return composed{entry: n, tri: tri, me: me}, problems, nil
}

// toldBy is what a carer tells: who helps themselves, under a topic of carers, or
// who helps the service user. Where the service user may know, the sharing rules
// alone say who else does.
func toldBy(d *address.Draft, me, su triangle.Member) (rulesAlone bool) {
	d.To = address.To{Team: true}
	open := d.Confidence == sharing.Named || d.Confidence == sharing.Unnamed
	if open {
		d.To.People = []id.Person{su.Person}
	}
	if sharing.ForCarers(d.Topic) {
		d.About = me.Person
		return false
	}
	if d.Confidence == "" {
		d.Confidence = "missing" // a carer chooses, and nothing is chosen for them
	}
	return open
}
