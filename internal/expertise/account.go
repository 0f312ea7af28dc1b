package expertise

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// Account is a story that is told once, as one person may read it.
type Account struct {
	disclose.Shown
	Owner id.Person
	// Said is what the reader said about having read it; zero for nothing. For the
	// owner, Readers are the words of all.
	Said    SaidRead
	Readers []SaidRead
}

// ChangedSince reports whether it changed since the reader said that they read it.
func (a Account) ChangedSince() bool { return a.Said.At != 0 && a.Said.Version < a.Version }

// AccountOf shows somebody's account; errs.NotFound where there is none for this reader.
func (s *Service) AccountOf(ctx context.Context, by id.Person, t id.Triangle, owner id.Person) (a Account, err error) {
	defer errs.Wrap("expertise.AccountOf", &err)
	if _, err := s.enter(ctx, by, t); err != nil {
		return Account{}, err
	}
	a.Owner = owner
	a.Shown, err = s.one(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		return pageOf(ctx, x, t, disclose.Account, owner)
	})
	if err != nil {
		return Account{}, err
	}
	err = s.run.View(ctx, func(x Tx) error {
		records, err := x.Touching(ctx, t, []id.Entry{a.Entry})
		all := saidRead(records)
		if i := slices.IndexFunc(all, func(one SaidRead) bool { return one.Person == by }); i >= 0 {
			a.Said = all[i]
		}
		if a.Mine {
			a.Readers = all
		}
		return err
	})
	return a, err
}

// WriteAccount keeps somebody's account. A professional has none: it is the story of
// those who live it.
func (s *Service) WriteAccount(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("expertise.WriteAccount", &err)
	r, err := s.enter(ctx, by, d.Triangle)
	if err != nil {
		return err
	}
	if r.me.Corner == sharing.Professional {
		return errs.Missing("expertise.WriteAccount")
	}
	p := address.Written("say", d.Text, AccountMost)
	if err := p.Err("expertise.WriteAccount"); err != nil {
		return err
	}
	page := address.Page{ID: d.ID, Kind: disclose.Account, Topic: "day-to-day", Text: d.Text}
	if r.me.Corner == sharing.Carer {
		// It tells of the hardest days: it goes to another carer only where the
		// service user lets those go.
		page.Topic, page.Touches = "crisis", true
	}
	return s.keep(ctx, r, d, page)
}

// HaveRead records that somebody says they have read a version of an account. The
// same word twice is one.
func (s *Service) HaveRead(ctx context.Context, by id.Person, t id.Triangle, owner id.Person, version int) (err error) {
	defer errs.Wrap("expertise.HaveRead", &err)
	a, err := s.AccountOf(ctx, by, t, owner)
	if err != nil {
		return err
	}
	if a.Mine {
		return errs.Missing("expertise.HaveRead")
	}
	if a.Version != version {
		return errs.E(errs.Conflict, "expertise.HaveRead", "account-of.changed-meanwhile", nil)
	}
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(t), At: s.now().UnixMicro(), Kind: ledger.Acknowledged, Actor: string(by), Person: string(owner),
		Entry: string(a.Entry), Version: version, Topic: a.Topic,
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		if err := s.still(ctx, x, by, t); err != nil {
			return err
		}
		records, err := x.Touching(ctx, t, []id.Entry{a.Entry})
		if err != nil {
			return err
		}
		if slices.ContainsFunc(saidRead(records), func(one SaidRead) bool { return one.Person == by && one.Version == version }) {
			return nil
		}
		_, err = noted.In(ctx, x)
		return err
	})
}
