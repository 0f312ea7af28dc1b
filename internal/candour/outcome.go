package candour

import (
	"context"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Outcome is what a professional writes down for the one who gave something:
// what came of it, or that the team talked about it, or both.
type Outcome struct {
	Draft    id.Entry
	Triangle id.Triangle
	Of       id.Entry
	Text     string
	Talked   bool // the team talked about it
}

// step codes in the record of an outcome.
const (
	extraStep  = "step"
	stepTalked = "talked"
	stepCame   = "came"
)

// returning is an outcome with everything found that it needs.
type returning struct {
	room
	parent disclose.Meta
	giver  triangle.Member
	item   sharing.Item
}

// OutcomeFor finds the entry that an outcome is about to be written for, and who
// would see it. Only a professional who may see what a carer or the service user
// gave can do that; for anything else it is errs.NotFound.
func (s *Service) OutcomeFor(ctx context.Context, by id.Person, t id.Triangle, of id.Entry) (disclose.Shown, []address.Hearer, error) {
	shown, err := s.one(ctx, by, t, of)
	if err != nil {
		return disclose.Shown{}, nil, err
	}
	r, err := s.returning(ctx, by, t, of)
	if err != nil {
		return disclose.Shown{}, nil, err
	}
	return shown, r.hearers(r.item), nil
}

// returning decides to whom an outcome goes: to the giver, and to those of the
// team who may see what it is about. The others must not learn that it exists.
func (s *Service) returning(ctx context.Context, by id.Person, t id.Triangle, of id.Entry) (r returning, err error) {
	q, err := s.enter(ctx, by, t)
	if err != nil {
		return r, err
	}
	r.room = q.room
	if r.parent, err = s.meta(ctx, t, of); err != nil {
		return r, err
	}
	giver, ok := r.tri.Member(id.Person(r.parent.Item.GivenBy))
	kind := r.parent.Kind
	if !ok || giver.Corner == sharing.Professional || r.me.Corner != sharing.Professional || r.parent.Item.OwnSection != nil ||
		(kind != disclose.Told && kind != disclose.Note) {
		return r, errs.Missing("candour.returning")
	}
	r.giver = giver
	r.item = addressed(giver, by, r.parent.Item.Topic, r.parent.Item.Class, r.team(r.parent.Item))
	return r, nil
}

// Came writes down what came of something. The giver reads it as a step.
func (s *Service) Came(ctx context.Context, by id.Person, o Outcome) (err error) {
	defer errs.Wrap("candour.Came", &err)
	if _, err := s.one(ctx, by, o.Triangle, o.Of); err != nil {
		return err
	}
	r, err := s.returning(ctx, by, o.Triangle, o.Of)
	if err != nil {
		return err
	}
	text, problems := checkText(o.Text)
	if text == "" && o.Talked {
		return s.talked(ctx, r)
	}
	if err := problems.Err("candour.Came"); err != nil {
		return err
	}
	w, err := disclose.Draw(fresh(o.Draft, o.Triangle, disclose.Outcome, o.Of, r.item, text, r.now))
	if err != nil {
		return err
	}
	steps := []string{stepCame}
	if o.Talked {
		steps = []string{stepTalked, stepCame}
	}
	notes, err := r.records(steps, map[string]string{"outcome": string(o.Draft)})
	if err != nil {
		return err
	}
	err = s.run.UpdateScope(ctx, o.Triangle, func(x Tx) error {
		if _, _, err := s.placeIn(ctx, x, by, o.Triangle); err != nil {
			return err
		}
		if err := w.In(ctx, x); err != nil {
			return err
		}
		return writeAll(ctx, x, notes)
	})
	return disclose.Once(ctx, s.run, o.Triangle, o.Draft, by, err)
}

// talked records that the team talked about it, once a day.
func (s *Service) talked(ctx context.Context, r returning) error {
	notes, err := r.records([]string{stepTalked}, nil)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, r.tri.ID, func(x Tx) error {
		if _, _, err := s.placeIn(ctx, x, r.me.Person, r.tri.ID); err != nil {
			return err
		}
		before, err := x.Touching(ctx, r.tri.ID, []id.Entry{r.parent.ID})
		if err != nil {
			return err
		}
		for _, b := range before {
			if b.Kind == ledger.CameOfIt && b.Extra[extraStep] == stepTalked && b.Actor == string(r.me.Person) && b.At/dayMicros == r.now.UnixMicro()/dayMicros {
				return nil
			}
		}
		return writeAll(ctx, x, notes)
	})
}

const dayMicros = 86_400_000_000

// records draws one record for each step.
func (r returning) records(steps []string, more map[string]string) ([]disclose.Noted, error) {
	var out []disclose.Noted
	for _, step := range steps {
		extra := map[string]string{extraStep: step}
		if step == stepCame {
			for k, v := range more {
				extra[k] = v
			}
		}
		n, err := disclose.DrawRecord(ledger.Record{
			Triangle: string(r.tri.ID), At: r.now.UnixMicro(), Kind: ledger.CameOfIt, Actor: string(r.me.Person), Person: string(r.giver.Person),
			Entry: string(r.parent.ID), Version: r.parent.Version, Topic: r.parent.Item.Topic, Extra: extra,
		})
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

func writeAll(ctx context.Context, x Tx, notes []disclose.Noted) error {
	for _, n := range notes {
		if _, err := n.In(ctx, x); err != nil {
			return err
		}
	}
	return nil
}
