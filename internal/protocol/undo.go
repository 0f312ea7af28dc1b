package protocol

import (
	"context"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Undo takes back a person's last change by new choices that say what was said
// before. Where nothing was said, the new choice ends at once: an ended choice
// is as if absent. If another change came meanwhile, that is errs.Conflict.
func (s *Service) Undo(ctx context.Context, by id.Person, t id.Triangle, change, undo string) (err error) {
	defer errs.Wrap("protocol.Undo", &err)
	if done, err := s.unsay(ctx, by, t, change); err != nil || done {
		return err
	}
	return s.commit(ctx, by, t, undo, func(st state) ([]Choice, error) {
		if st.is(sharing.Professional) || !st.changed(change, by) {
			return nil, errs.Missing("protocol.Undo")
		}
		if st.lastChange() != change {
			return nil, errs.E(errs.Conflict, "protocol.Undo", "protocol.changed-meanwhile", nil)
		}
		var out []Choice
		for _, c := range st.choices {
			if c.Change == change && c.Owner == by {
				out = append(out, st.before(c))
			}
		}
		return out, nil
	})
}

// unsay takes back a yes that has started nothing: it is forgotten.
func (s *Service) unsay(ctx context.Context, by id.Person, t id.Triangle, change string) (done bool, err error) {
	now := s.now()
	st, err := s.view(ctx, t, by)
	if err != nil || len(st.waiting(change)) == 0 || st.said().lastChange() != change {
		return false, err
	}
	if slices.ContainsFunc(st.choices, func(c Choice) bool { return c.Change == change }) {
		return false, nil // part of it has begun
	}
	return true, s.run.UpdateScope(ctx, t, func(x Tx) error {
		st, err := load(ctx, x, t, by, now)
		if err != nil {
			return err
		}
		for _, c := range st.waiting(change) {
			if err := st.forget(ctx, x, c, "undone"); err != nil {
				return err
			}
		}
		return nil
	})
}

// lastChange is the latest change of the person whose state this is.
func (st state) lastChange() string {
	for _, c := range slices.Backward(st.choices) {
		if c.Owner == st.me.Person {
			return c.Change
		}
	}
	return ""
}

// before says again what stood in the slot of a choice before it.
func (st state) before(c Choice) Choice {
	now := st.now.UnixMicro()
	out := Choice{Owner: c.Owner, Recipient: c.Recipient, Topic: c.Topic, When: c.When}
	if old, ok := st.latest(c.slot(), c.Change); ok && !old.over(now) {
		out.Answer, out.Ends = old.Answer, old.Ends
		return out
	}
	out.Answer, out.Ends = sharing.Keep, now+1
	return out
}

// Done is what a change did, for the message after it. Last says that it can be undone.
type Done struct {
	Choices []Choice
	Last    bool
}

// LookAt reads a person's own change.
func (s *Service) LookAt(ctx context.Context, by id.Person, t id.Triangle, change string) (Done, error) {
	st, err := s.viewSaid(ctx, t, by)
	if err != nil {
		return Done{}, err
	}
	d := Done{Last: st.lastChange() == change}
	for _, c := range st.choices {
		if c.Change == change && c.Owner == by {
			d.Choices = append(d.Choices, c)
		}
	}
	if len(d.Choices) == 0 {
		return Done{}, errs.Missing("protocol.LookAt")
	}
	return d, nil
}
