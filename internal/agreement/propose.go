package agreement

import (
	"context"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// Hearers says who would see a draft, and who of the carers only when the service
// user says yes to it. What is wrong with the draft is not asked.
func (s *Service) Hearers(ctx context.Context, by id.Person, d Draft) (out []address.Hearer, err error) {
	defer errs.Wrap("agreement.Hearers", &err)
	r, before, err := s.before(ctx, by, &d)
	if err != nil {
		return nil, err
	}
	w, _ := r.write(d, before)
	err = s.run.View(ctx, func(x Tx) error {
		facts, err := x.Facts(ctx, d.Triangle)
		if err == nil {
			out = address.Hearers(w.entries[0].Item, r.tri, facts, by, r.now)
		}
		return err
	})
	return out, err
}

// Check says what is wrong with a draft, and writes nothing.
func (s *Service) Check(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("agreement.Check", &err)
	r, before, err := s.before(ctx, by, &d)
	if err != nil {
		return err
	}
	_, problems := r.write(d, before)
	after, err := s.checkAfter(ctx, by, d)
	if err != nil {
		return err
	}
	return append(problems, after...).Err("agreement.Check")
}

// before finds who writes, and the agreement that a draft would change: one that
// its writer sees, and in which they take part. What a change leaves as it is, whom
// it is agreed with and what about, is taken from there.
func (s *Service) before(ctx context.Context, by id.Person, d *Draft) (room, Agreement, error) {
	r := room{now: s.now()}
	var err error
	if r.tri, r.me, err = s.place(ctx, by, d.Triangle); err != nil || d.Agreement == "" {
		return r, Agreement{}, err
	}
	story, err := s.mine(ctx, by, d.Triangle, d.Agreement)
	if err != nil {
		return r, Agreement{}, err
	}
	d.Kind, d.Topic, d.To = story.Kind, story.Root.Topic, story.With()
	return r, story.Agreement, nil
}

// Propose writes a new agreement, or a new wording of one. Whoever proposes to do
// something themselves has said yes. Sent twice, it is written once.
func (s *Service) Propose(ctx context.Context, by id.Person, d Draft) (a id.Entry, err error) {
	defer errs.Wrap("agreement.Propose", &err)
	r, before, err := s.before(ctx, by, &d)
	if err != nil {
		return "", err
	}
	if hasVersion(before, d.ID) {
		return d.Agreement, nil
	}
	w, problems := r.write(d, before)
	after, err := s.checkAfter(ctx, by, d)
	if err != nil {
		return "", err
	}
	if err := append(problems, after...).Err("agreement.Propose"); err != nil {
		return "", err
	}
	if d.Agreement != "" {
		if before.Ended() {
			return "", errs.E(errs.Conflict, "agreement.Propose", "agreed.over", nil)
		}
		if before.Latest().ID != d.Read {
			return "", errs.E(errs.Conflict, "agreement.Propose", "agreed.changed-meanwhile", nil)
		}
	}
	err = s.proposed(ctx, r, d, w)
	return d.root(), disclose.Once(ctx, s.run, d.Triangle, d.ID, by, err)
}

func hasVersion(a Agreement, version id.Entry) bool {
	for _, v := range a.Versions {
		if v.ID == version {
			return true
		}
	}
	return false
}

// proposed writes a wording with all that follows from it, in one transaction.
func (s *Service) proposed(ctx context.Context, r room, d Draft, w written) error {
	var writings []disclose.Writing
	for _, n := range w.entries {
		one, err := disclose.Draw(n)
		if err != nil {
			return err
		}
		writings = append(writings, one)
	}
	k := newKit(r, d.root(), d.Topic)
	noted, err := k.record(groundOf(d), r.me.Person)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		k.again()
		if _, _, err := placeIn(ctx, x, r.me.Person, d.Triangle, r.now); err != nil {
			return err // they left while they were writing
		}
		a, err := s.root(ctx, x, r, d)
		if err != nil {
			return err
		}
		v := w.version
		v.Number = len(a.Versions) + 1
		for _, one := range writings {
			if err := one.In(ctx, x); err != nil {
				return err
			}
		}
		if err := x.PutAgreedVersion(ctx, a.ID, v); err != nil {
			return err
		}
		if len(a.Versions) > 0 {
			if err := k.stopAsking(ctx, x, a, "changed"); err != nil {
				return err
			}
		}
		a.Versions = append(a.Versions, v)
		if err := k.openedByProposer(ctx, x, &a, v); err != nil {
			return err
		}
		if err := k.ask(ctx, x, &a, w.entries[0].Meta); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// Grounds of a ledger.AgreedOn record. The agreement stands in Extra: an agreement
// does not change whom its words are shown to, but for the yes that opens it.
const (
	groundProposed = "proposed"
	groundChanged  = "changed"
	groundAccepted = "accepted"
	groundDeclined = "declined"
	groundDone     = "done"
	groundNotDone  = "not-done"
	groundClosed   = "closed"
	groundTaken    = "taken-over"
	groundOpened   = "opened"
)

func groundOf(d Draft) string {
	if d.Agreement != "" {
		return groundChanged
	}
	return groundProposed
}

// root reads what there is, or stores that there is a new one.
func (s *Service) root(ctx context.Context, x Tx, r room, d Draft) (Agreement, error) {
	if d.Agreement == "" {
		a := Agreement{ID: d.ID, Triangle: d.Triangle, Kind: d.Kind, By: r.me.Person, Made: r.now.UnixMicro()}
		return a, x.PutAgreement(ctx, a)
	}
	seen, truth, err := both(ctx, x, d.Triangle, d.Agreement, r.me.Person)
	if err == nil && seen.Latest().ID != d.Read {
		err = errs.E(errs.Conflict, "agreement.root", "agreed.changed-meanwhile", nil)
	}
	return truth, err
}

// openedByProposer notes that the service user's own proposal is told to carers.
func (k *kit) openedByProposer(ctx context.Context, x Tx, a *Agreement, v Version) error {
	if k.me.Corner != sharing.ServiceUser {
		return nil
	}
	for _, p := range k.carers(v.Parties) {
		if a.openedTo(p) {
			continue
		}
		if err := k.event(ctx, x, a, Event{Number: v.Number, Kind: Opened, Person: p}); err != nil {
			return err
		}
	}
	return nil
}

func (k *kit) record(ground string, about id.Person) (disclose.Noted, error) {
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(k.tri.ID), At: k.now.UnixMicro(), Kind: ledger.AgreedOn, Actor: string(k.me.Person), Person: string(about), Topic: k.topic, Ground: ground,
		Extra: map[string]string{"agreement": string(k.agreement)},
	})
}
