package signin

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
)

// LinkHolds says whether a link of a mail can be opened, without opening it: a
// program that looks through mails uses nothing up.
func (s *Service) LinkHolds(ctx context.Context, link string) error {
	return s.run.View(ctx, func(t Tx) error {
		_, err := s.fresh(ctx, t, link)
		return err
	})
}

// fresh finds a link that was not used and is not over.
func (s *Service) fresh(ctx context.Context, t Tx, link string) (Recovery, error) {
	r, err := t.FindRecovery(ctx, RecoveryKey{Link: hashToken(link)})
	switch {
	case errs.Is(err, errs.NotFound):
		return r, notOpen("lost.unknown")
	case err != nil:
		return r, err
	case r.Opened != 0 || r.Outcome == Recovered:
		return r, notOpen("lost.used")
	case r.Outcome == Stopped:
		return r, notOpen("lost.stopped")
	case r.Settled != 0 || s.now().UnixMicro() >= r.Ends:
		return r, notOpen("lost.over")
	}
	p, err := t.Person(ctx, r.Person)
	if err == nil && p.Closed != 0 {
		err = notOpen("lost.over")
	}
	return r, err
}

// OpenLink uses a link up and ties what follows to one browser.
func (s *Service) OpenLink(ctx context.Context, link string) (browser string, err error) {
	defer errs.Wrap("signin.OpenLink", &err)
	browser = drawToken()
	now := s.now()
	err = s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		r, err := s.fresh(ctx, t, link)
		if err != nil {
			return err
		}
		if err := s.replaceOthers(ctx, t, r); err != nil {
			return err
		}
		p, err := t.Person(ctx, r.Person)
		if err != nil {
			return err
		}
		stake, err := s.stake(ctx, t, p)
		if err != nil {
			return err
		}
		r.Opened, r.Browser = now.UnixMicro(), hashToken(browser)
		if r.Number, err = numberHash(ctx, t, r.ID, numberOf(browser)); err != nil {
			return err
		}
		r.begin(stake.Need(), now)
		if err := t.ChangeRecovery(ctx, r); err != nil {
			return err
		}
		return t.PutJob(ctx, s.lostMail(r.ID, StepOpened))
	})
	return browser, err
}

// begin says what is to happen before it can be finished.
func (r *Recovery) begin(need Need, now time.Time) {
	r.Need, r.Ready, r.Ends = need, 0, now.Add(secondHolds).UnixMicro()
	if need == NeedWait {
		r.Ready, r.Ends = now.Add(waitAlone).UnixMicro(), now.Add(aloneHolds).UnixMicro()
	}
}

// replaceOthers ends what the same person has under way elsewhere.
func (s *Service) replaceOthers(ctx context.Context, t Tx, r Recovery) error {
	all, err := t.RecoveriesOf(ctx, r.Person, s.now().UnixMicro())
	for _, one := range all {
		if err == nil && one.ID != r.ID {
			err = t.ChangeRecovery(ctx, one.settle(Replaced, s.now()))
		}
	}
	return err
}

// Coming is where somebody stands who comes back.
type Coming struct {
	Need   Need
	Number string // to say to the second person; empty where none is needed
	Ready  int64  // from when a new password can be set; 0 while it is not known
	Ends   int64
	Now    bool // it can be set now
}

// Coming reads it by what the browser holds. What is over is errs.Conflict with
// words that say how it ended.
func (s *Service) Coming(ctx context.Context, browser string) (c Coming, err error) {
	defer errs.Wrap("signin.Coming", &err)
	var r Recovery
	err = s.run.UpdateScope(ctx, id.Organisation, func(t Tx) (err error) {
		r, err = s.comingNow(ctx, t, browser)
		return err
	})
	if err != nil {
		return c, err
	}
	c = Coming{Need: r.Need, Ready: r.Ready, Ends: r.Ends, Now: r.Ready != 0 && r.Ready <= s.now().UnixMicro()}
	if r.Need == NeedSecond && !c.Now {
		c.Number = numberOf(browser)
	}
	return c, nil
}

// comingNow finds an open recovery and looks again at what it needs: somebody
// may have joined a triangle since, and whoever vouched may have gone.
func (s *Service) comingNow(ctx context.Context, t Tx, browser string) (Recovery, error) {
	r, err := s.open(ctx, t, browser)
	if err != nil {
		return r, err
	}
	p, err := t.Person(ctx, r.Person)
	if err != nil {
		return r, err
	}
	if p.Closed != 0 {
		return r, notOpen("lost.over")
	}
	stake, err := s.stake(ctx, t, p)
	if err != nil {
		return r, err
	}
	again := r
	if need := stake.Need(); need != r.Need {
		again.begin(need, s.now())
		again.VouchedBy, again.Vouched = "", 0
	} else if r.Vouched != 0 {
		still, err := s.stillVouched(ctx, t, r, p)
		if err != nil {
			return r, err
		}
		if !still {
			again.VouchedBy, again.Vouched, again.Ready = "", 0, 0
		}
	}
	if again == r {
		return r, nil
	}
	return again, t.ChangeRecovery(ctx, again)
}

func (s *Service) open(ctx context.Context, t Tx, browser string) (Recovery, error) {
	if browser == "" {
		return Recovery{}, notOpen("lost.unknown")
	}
	r, err := t.FindRecovery(ctx, RecoveryKey{Browser: hashToken(browser)})
	switch {
	case errs.Is(err, errs.NotFound):
		return r, notOpen("lost.unknown")
	case err != nil:
		return r, err
	case r.Outcome == SaidNo:
		return r, notOpen("lost.refused")
	case r.Outcome == Stopped:
		return r, notOpen("lost.stopped")
	case r.Outcome == Recovered:
		return r, notOpen("lost.used")
	case r.Settled != 0 || s.now().UnixMicro() >= r.Ends:
		return r, notOpen("lost.over")
	}
	return r, nil
}

// ComeBack sets a new password, ends every session, forgets every device, and
// signs in, with one factor: what asks for more still asks, unless it was lost.
func (s *Service) ComeBack(ctx context.Context, browser, password string, lost Lost, by Proof) (token string, err error) {
	defer errs.Wrap("signin.ComeBack", &err)
	c, r, err := s.about(ctx, browser)
	if err != nil {
		return "", err
	}
	var problems errs.Problems
	checkPassword(&problems, "password", password, c.Email, c.Name)
	if err := problems.Err("signin.ComeBack"); err != nil {
		return "", err
	}
	hash, err := s.hashes.hash(ctx, password)
	if err != nil {
		return "", err
	}
	ground := "recovered"
	if lost == LostDevice {
		ground = "recovered-without-ways"
	}
	record, err := s.noteRecovery(r.Person, r.Person, ground, "need", string(r.Need))
	if err != nil {
		return "", err
	}
	by.Way, by.Level, by.Held = ByReturn, 1, ""
	if lost != LostDevice {
		by.Level, err = s.afterPassword(ctx, r.Person)
		if err != nil && !errs.Is(err, errs.NotFound) { // closed meanwhile: finish says so
			return "", err
		}
	}
	return s.start(ctx, r.Person, by, func(t Tx) error {
		if err := s.finish(ctx, t, browser, hash, record); err != nil || lost != LostDevice {
			return err
		}
		return dropSeconds(ctx, t, r.Person)
	})
}

func (s *Service) finish(ctx context.Context, t Tx, browser, hash string, record disclose.Noted) error {
	r, err := s.comingNow(ctx, t, browser)
	if err != nil {
		return err
	}
	if r.Ready == 0 || r.Ready > s.now().UnixMicro() {
		return notOpen("lost.not-yet")
	}
	if err := t.SetPassword(ctx, r.Person, hash); err != nil {
		return err
	}
	if err := t.EndSessions(ctx, r.Person, "", s.now().UnixMicro()); err != nil {
		return err
	}
	if err := t.ForgetDevices(ctx, r.Person); err != nil {
		return err
	}
	if err := s.replaceOthers(ctx, t, r); err != nil {
		return err
	}
	return s.step(ctx, t, r.settle(Recovered, s.now()), record, StepRecovered)
}

// about reads whose recovery a browser holds.
func (s *Service) about(ctx context.Context, browser string) (p struct{ Name, Email string }, r Recovery, err error) {
	err = s.run.View(ctx, func(t Tx) error {
		if r, err = s.open(ctx, t, browser); err != nil {
			return err
		}
		one, err := t.Person(ctx, r.Person)
		p.Name, p.Email = one.Name, one.Email
		return err
	})
	return p, r, err
}

// Stop ends what somebody has under way to come back: "that was not me", said in an open session.
func (s *Service) Stop(ctx context.Context, p id.Person, recovery string) error {
	return s.stop(ctx, recovery, "session", func(_ Tx, r Recovery) (bool, error) { return r.Person == p, nil })
}

// StopByMail is Stop for whoever has the mail.
func (s *Service) StopByMail(ctx context.Context, recovery, mac string) error {
	return s.stop(ctx, recovery, "mail", func(t Tx, r Recovery) (bool, error) {
		want, err := t.Blind(ctx, "stop/"+r.ID)
		return same(want, mac), err
	})
}

func (s *Service) stop(ctx context.Context, recovery, from string, may func(Tx, Recovery) (bool, error)) (err error) {
	defer errs.Wrap("signin.Stop", &err)
	var found Recovery
	if err := s.run.View(ctx, func(t Tx) (err error) {
		found, err = t.FindRecovery(ctx, RecoveryKey{ID: recovery})
		return err
	}); err != nil {
		return err
	}
	record, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: s.now().UnixMicro(), Kind: ledger.Account, Actor: string(found.Person), Person: string(found.Person), Ground: "recovery-stopped",
		Extra: map[string]string{"from": from},
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		r, err := t.FindRecovery(ctx, RecoveryKey{ID: recovery})
		if err != nil {
			return err
		}
		ok, err := may(t, r)
		if err != nil {
			return err
		}
		if !ok {
			return errs.Missing("signin.Stop")
		}
		if r.Settled != 0 || s.now().UnixMicro() >= r.Ends {
			return notOpen("lost.over")
		}
		return s.step(ctx, t, r.settle(Stopped, s.now()), record, StepStopped)
	})
}
