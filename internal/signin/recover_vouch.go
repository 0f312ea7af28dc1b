package signin

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
)

// HowKnown lists how somebody can have made sure who asks to come back. It is
// never a question about their life: others may know the answer.
func HowKnown() []string { return []string{"rang", "met"} }

// WhyNot lists why somebody does not vouch.
func WhyNot() []string { return []string{"not-them", "not-sure", "no-contact"} }

// Vouch says that it is really them who ask to come back. The number shows that
// the one who was rung or met is the one who sits at the browser.
func (s *Service) Vouch(ctx context.Context, by triangle.Person, recovery, number, how string) (err error) {
	defer errs.Wrap("signin.Vouch", &err)
	var problems errs.Problems
	if !slices.Contains(HowKnown(), how) {
		problems.Add("how", "vouch.how-missing")
	}
	if number = digits(number); number == "" {
		problems.Add("number", "vouch.number-missing")
	}
	if err := problems.Err("signin.Vouch"); err != nil {
		return err
	}
	asks, err := s.Asker(ctx, by, recovery)
	if err != nil {
		return err
	}
	vouched, err := s.noteRecovery(by.ID, asks.Person.ID, "recovery-vouched", "how", how)
	if err != nil {
		return err
	}
	refused, err := s.noteRecovery(by.ID, asks.Person.ID, "recovery-refused", "why", "number")
	if err != nil {
		return err
	}
	var wrong bool
	err = s.vouching(ctx, by, recovery, func(t Tx, r Recovery) error {
		given, err := numberHash(ctx, t, r.ID, number)
		if err != nil {
			return err
		}
		if wrong = !same(r.Number, given); !wrong {
			r.VouchedBy, r.Vouched, r.Ready = by.ID, s.now().UnixMicro(), s.now().UnixMicro()
			return s.step(ctx, t, r, vouched, StepVouched)
		}
		if r.Wrong++; r.Wrong < numbersMost {
			return t.ChangeRecovery(ctx, r)
		}
		return s.step(ctx, t, r.settle(SaidNo, s.now()), refused, StepRefused)
	})
	if err == nil && wrong {
		problems.Add("number", "vouch.number-wrong")
	}
	if err != nil {
		return err
	}
	return problems.Err("signin.Vouch")
}

// Refuse says that it is not them, or that nobody can be sure.
func (s *Service) Refuse(ctx context.Context, by triangle.Person, recovery, why string) (err error) {
	defer errs.Wrap("signin.Refuse", &err)
	if !slices.Contains(WhyNot(), why) {
		var problems errs.Problems
		problems.Add("why", "vouch.why-missing")
		return problems.Err("signin.Refuse")
	}
	asks, err := s.Asker(ctx, by, recovery)
	if err != nil {
		return err
	}
	record, err := s.noteRecovery(by.ID, asks.Person.ID, "recovery-refused", "why", why)
	if err != nil {
		return err
	}
	return s.vouching(ctx, by, recovery, func(t Tx, r Recovery) error {
		return s.step(ctx, t, r.settle(SaidNo, s.now()), record, StepRefused)
	})
}

// vouching opens the transaction of somebody who may vouch, and looks again whether they do.
func (s *Service) vouching(ctx context.Context, by triangle.Person, recovery string, do func(Tx, Recovery) error) error {
	return s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		r, err := t.FindRecovery(ctx, RecoveryKey{ID: recovery})
		if err != nil {
			return err
		}
		if r.Settled != 0 || r.Vouched != 0 || r.Opened == 0 || r.Need != NeedSecond || s.now().UnixMicro() >= r.Ends {
			return errs.Missing("signin.vouching")
		}
		asks, err := t.Person(ctx, r.Person)
		if err != nil {
			return err
		}
		// Their place may have ended since the page was opened.
		fresh, err := t.Person(ctx, by.ID)
		if err != nil {
			return err
		}
		may, err := s.mayVouch(ctx, t, fresh, asks)
		if err != nil {
			return err
		}
		if !may {
			return errs.Missing("signin.vouching")
		}
		return do(t, r)
	})
}

// step stores a recovery, its record and its mail together.
func (s *Service) step(ctx context.Context, t Tx, r Recovery, record disclose.Noted, step string) error {
	if err := t.ChangeRecovery(ctx, r); err != nil {
		return err
	}
	if err := t.PutJob(ctx, s.lostMail(r.ID, step)); err != nil {
		return err
	}
	_, err := record.In(ctx, t)
	return err
}

// noteRecovery draws a record with one more code.
func (s *Service) noteRecovery(actor, about id.Person, ground, name, code string) (disclose.Noted, error) {
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: s.now().UnixMicro(), Kind: ledger.Account, Actor: string(actor), Person: string(about), Ground: ground,
		Extra: map[string]string{name: code},
	})
}

// digits keeps the digits of a number as it is typed: "123 456".
func digits(text string) string {
	var out []rune
	for _, r := range text {
		if r >= '0' && r <= '9' {
			out = append(out, r)
		}
	}
	return string(out)
}
