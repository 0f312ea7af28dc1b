package protocol

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// AskAnswer is what an owner says to a question. ID was drawn with the form.
type AskAnswer struct {
	ID       string
	Triangle id.Triangle
	Ask      string
	Answer   sharing.Choice
	Ends     int64 // of a share; a share that answers a question always ends
}

// Answer records the choice that answers a question. Who asked learns of it as
// the choice that governs, and of nothing else.
func (s *Service) Answer(ctx context.Context, by id.Person, d AskAnswer) (err error) {
	defer errs.Wrap("protocol.Answer", &err)
	return s.commit(ctx, by, d.Triangle, d.ID, func(st state) ([]Choice, error) {
		a, err := st.ask(d.Ask)
		if err != nil || a.Owner != by {
			return nil, errs.Missing("protocol.Answer")
		}
		if a.Closed != 0 {
			return nil, errs.E(errs.Conflict, "protocol.Answer", "protocol.ask-answered", nil)
		}
		p := checkAnswer(d.Answer, d.Ends, st.now)
		if d.Answer == sharing.Share && d.Ends == 0 {
			p.Add("until", "protocol.ask-until")
		}
		if len(p) > 0 {
			return nil, p.Err("protocol.Answer")
		}
		return []Choice{{Owner: by, Recipient: a.Recipient, Topic: a.Topic, Answer: d.Answer, When: sharing.Everyday, Ends: d.Ends}}, nil
	})
}

func (st state) ask(name string) (Ask, error) {
	i := slices.IndexFunc(st.asks, func(a Ask) bool { return a.ID == name })
	if i < 0 {
		return Ask{}, errs.Missing("protocol.ask")
	}
	return st.asks[i], nil
}

// Codes of how a question ended without a choice.
const (
	NotNow = "not-now" // the owner leaves it as it is
	Looked = "looked"  // a professional looked into it, where the owner could not be asked
)

// Leave ends a question without a choice: everything stays as it is.
func (s *Service) Leave(ctx context.Context, by id.Person, t id.Triangle, ask string) (err error) {
	defer errs.Wrap("protocol.Leave", &err)
	now := s.now()
	noted, err := disclose.DrawRecord(ledger.Record{Triangle: string(t), At: now.UnixMicro(), Kind: ledger.Answered, Actor: string(by), Extra: map[string]string{"ask": ask}})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		st, err := load(ctx, x, t, by, now)
		if err != nil {
			return err
		}
		a, err := st.ask(ask)
		outcome := NotNow
		switch {
		case err != nil || a.Owner != by && a.PutTo != by:
			return errs.Missing("protocol.Leave")
		case a.Closed != 0:
			return nil
		case a.Owner != by:
			outcome = Looked
		}
		if _, err := noted.In(ctx, x); err != nil {
			return err
		}
		return closeAsk(ctx, x, a, st, outcome)
	})
}

func closeAsk(ctx context.Context, x Tx, a Ask, st state, outcome string) error {
	at := st.now.UnixMicro()
	if err := x.CloseAsk(ctx, a.ID, at, outcome); err != nil {
		return err
	}
	return endDuties(ctx, x, st.tri.ID, a.ID, duty.End{By: st.me.Person, At: at, Outcome: outcome})
}
