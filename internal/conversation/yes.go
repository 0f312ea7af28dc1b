package conversation

import (
	"context"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Consent is the service user's word on the carers in a conversation being told
// directly what is said there.
type Consent struct {
	ID    string // drawn with the form
	Yes   bool
	SoFar bool // the yes holds for what is written there so far, too
}

// Agree says yes, or takes it back for what comes. What was said with a yes stays
// with those who heard it.
func (s *Service) Agree(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, a Consent) (err error) {
	defer errs.Wrap("conversation.Agree", &err)
	r, _, err := s.enter(ctx, by, t, c)
	if err != nil {
		return err
	}
	if r.me.Corner != sharing.ServiceUser || !r.Has(r.me) {
		return errs.Missing("conversation.Agree")
	}
	what := No
	if a.Yes {
		what = Yes
	}
	said := r.event(a.ID, what, by)
	if s.stands(ctx, said) || a.Yes == r.Agreed && !a.SoFar {
		return nil
	}
	var open []disclose.Opening
	if a.Yes {
		if open, err = s.agreed(ctx, by, r, a.SoFar); err != nil {
			return err
		}
	}
	return s.write(ctx, t, []Event{said}, func(x Tx) error {
		for _, one := range open {
			if err := one.In(ctx, x); err != nil {
				return err
			}
		}
		return nil
	})
}

// soFarMost bounds how many messages a yes opens that were there before.
const soFarMost = 500

// agreed opens the line to the carers who are in it, and where the service user
// wants it what they themselves can read there so far.
func (s *Service) agreed(ctx context.Context, by id.Person, r room, soFar bool) ([]disclose.Opening, error) {
	metas := []disclose.Meta{r.opening}
	err := s.run.View(ctx, func(x Tx) error {
		if !soFar {
			return nil
		}
		sight, err := disclose.See(ctx, x, r.tri.ID, by, r.now)
		if err != nil {
			return err
		}
		found, err := x.Messages(ctx, r.tri.ID, r.opening.ID, disclose.Place{}, soFarMost)
		metas = metas[:1]
		for _, one := range found {
			if sight.Decide(one.Meta, sharing.Care).Shares() {
				metas = append(metas, one.Meta)
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	var out []disclose.Opening
	for i, m := range metas {
		item, added := address.Agree(m.Item, r.tri, r.carersBy(m, i == 0))
		if len(added) == 0 {
			continue
		}
		m.Item = item
		one, err := disclose.DrawAddressed(m, added, by, r.now.UnixMicro())
		if err != nil {
			return nil, err
		}
		if i > 0 {
			one = one.Quietly()
		}
		out = append(out, one)
	}
	return out, nil
}

// carersBy are the carers who were in it when a message was written; who came later
// reads it only with its writer's yes. The line is for all.
func (r room) carersBy(m disclose.Meta, line bool) []id.Person {
	var out []id.Person
	for _, one := range r.People {
		if one.Corner == sharing.Carer && (line || r.Came[one.Person].Made <= m.Made) {
			out = append(out, one.Person)
		}
	}
	return out
}

// Reads is somebody's choice whether writers see that they have read something.
type Reads struct {
	ID   string // drawn with the form
	Show bool
}

// ShowReads reports what somebody chose; nothing chosen is no.
func (s *Service) ShowReads(ctx context.Context, by id.Person, t id.Triangle) (on bool, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		if _, err := s.place(ctx, x, by, t); err != nil {
			return err
		}
		since, err := s.readsSince(ctx, x, t)
		_, on = since[by]
		return err
	})
	return on, err
}

// SetReads keeps the choice. It holds from now on.
func (s *Service) SetReads(ctx context.Context, by id.Person, t id.Triangle, c Reads) (err error) {
	defer errs.Wrap("conversation.SetReads", &err)
	on, err := s.ShowReads(ctx, by, t)
	if err != nil || on == c.Show {
		return err
	}
	e := Event{ID: c.ID, Triangle: t, What: ReadsOff, Person: by, By: by, Made: s.now().UnixMicro()}
	if c.Show {
		e.What = ReadsOn
	}
	err = s.run.UpdateScope(ctx, t, func(x Tx) error { return x.PutTalkEvent(ctx, e) })
	if errs.Is(err, errs.Conflict) {
		return nil
	}
	return err
}
