package safety

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
)

// Confirm is the second professional's yes: to a hold, or to a later day for it.
// Nobody confirms what they began themselves.
func (s *Service) Confirm(ctx context.Context, by id.Person, t id.Triangle, hold string) (err error) {
	defer errs.Wrap("safety.Confirm", &err)
	return s.change(ctx, by, t, hold, func(r room, h *Hold) (string, error) {
		switch {
		case !r.staff() || h.Quiet:
			return "", errs.Missing("safety.Confirm")
		case !h.On(r.now):
			return "", errs.E(errs.Conflict, "safety.Confirm", "safety.over", nil)
		case h.Longer != 0:
			return h.confirmLonger(r)
		case h.Confirmed != 0:
			return "", nil
		case h.By == by:
			return "", errs.E(errs.Conflict, "safety.Confirm", "safety.second-same", nil)
		}
		h.Confirmed, h.ConfirmedBy = r.now.UnixMicro(), by
		return "confirmed", nil
	})
}

func (h *Hold) confirmLonger(r room) (string, error) {
	if h.LongerBy == r.me.Person {
		return "", errs.E(errs.Conflict, "safety.Confirm", "safety.second-same", nil)
	}
	h.Review, h.Reason, h.By = h.Longer, h.LongerReason, h.LongerBy
	h.Longer, h.LongerBy, h.LongerReason = 0, "", ""
	h.Confirmed, h.ConfirmedBy = r.now.UnixMicro(), r.me.Person
	return "longer", nil
}

// Lengthen asks for a later day, with a reason of its own. It counts from a second
// professional's yes; until then the hold acts on.
func (s *Service) Lengthen(ctx context.Context, by id.Person, hold string, d Draft) (err error) {
	defer errs.Wrap("safety.Lengthen", &err)
	now := s.now()
	d.Reason = plain.Clean(d.Reason)
	var h Hold
	var n disclose.New
	err = s.run.View(ctx, func(x Tx) error {
		r, err := s.enter(ctx, x, by, d.Triangle, now)
		if err != nil {
			return err
		}
		if h, err = r.longer(hold, d); err == nil {
			n = r.reason(d, h)
		}
		return err
	})
	if err != nil || h.LongerReason == id.Entry(d.ID) {
		return err
	}
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	noted, err := disclose.DrawRecord(h.record(ledger.Hold, by, now.UnixMicro(), "asked-longer"))
	if err != nil {
		return err
	}
	h.Longer, h.LongerBy, h.LongerReason = endOf(d.Review).UnixMicro(), by, id.Entry(d.ID)
	late := drawAfter(Hold{ID: h.ID, Triangle: h.Triangle, Review: h.Longer}, now)
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		r, err := s.enter(ctx, x, by, d.Triangle, now)
		if err != nil {
			return err
		}
		if again, err := r.longer(hold, d); err != nil || again.LongerReason == id.Entry(d.ID) {
			return err
		}
		if err := x.ChangeHold(ctx, h); err != nil {
			return err
		}
		if err := w.In(ctx, x); err != nil {
			return err
		}
		if _, err := noted.In(ctx, x); err != nil {
			return err
		}
		if err := x.PutJob(ctx, late.late); err != nil {
			return err
		}
		return late.ask(ctx, x, r, h, now.Add(ConfirmWithin).UnixMicro())
	})
}

// longer finds the hold that is to act longer, and what stands against it.
func (r room) longer(hold string, d Draft) (Hold, error) {
	h, err := r.hold(hold)
	switch {
	case err != nil || !r.staff() || h.Quiet || !id.Valid(d.ID):
		return Hold{}, errs.Missing("safety.longer")
	case !h.On(r.now):
		return Hold{}, errs.E(errs.Conflict, "safety.longer", "safety.over", nil)
	case h.LongerReason == id.Entry(d.ID):
		return h, nil
	case h.Longer != 0 || h.Confirmed == 0:
		return Hold{}, errs.E(errs.Conflict, "safety.longer", "safety.second-first", nil)
	}
	return h, d.check(r.now).Err("safety.longer")
}

// Jobs are what happens by itself, by kind of job. Each can run twice.
func (s *Service) Jobs() map[string]func(context.Context, disclose.Job) error {
	return map[string]func(context.Context, disclose.Job) error{LapseJob: s.lapse, ReviewJob: s.late}
}

// lapse ends a hold that nobody confirmed in time.
func (s *Service) lapse(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("safety.lapse", &err)
	now := s.now()
	return s.byItself(ctx, j, func(x Tx, h Hold, noted disclose.Noted) error {
		if !h.lapsed(now) {
			return nil
		}
		h.end(now.UnixMicro(), service, Unconfirmed)
		if err := x.ChangeHold(ctx, h); err != nil {
			return err
		}
		if err := follow(ctx, x, h, service, now.UnixMicro(), ""); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// byItself finds the open hold of a job.
func (s *Service) byItself(ctx context.Context, j disclose.Job, do func(Tx, Hold, disclose.Noted) error) error {
	t, name := id.Triangle(j.Payload["triangle"]), j.Payload["hold"]
	noted, err := disclose.DrawRecord(Hold{ID: name, Triangle: t, Person: id.Person(j.Payload["person"])}.record(ledger.HoldLifted, service, s.now().UnixMicro(), Unconfirmed))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		all, err := x.HoldsIn(ctx, t)
		if err != nil {
			return err
		}
		for _, h := range all {
			if h.ID == name && h.Ended == 0 {
				return do(x, h, noted)
			}
		}
		return nil
	})
}

// late puts a hold that nobody looked at again before all of the team.
func (s *Service) late(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("safety.late", &err)
	now := s.now()
	var fresh []string
	for range secondMost {
		fresh = append(fresh, id.New())
	}
	return s.byItself(ctx, j, func(x Tx, h Hold, _ disclose.Noted) error {
		if !h.Late(now) {
			return nil
		}
		return s.everybody(ctx, x, h, now, fresh)
	})
}

func (s *Service) everybody(ctx context.Context, x Tx, h Hold, now time.Time, fresh []string) error {
	tri, err := x.Triangle(ctx, h.Triangle)
	if err != nil {
		return err
	}
	open, err := x.DutiesAbout(ctx, h.Triangle, h.ID)
	if err != nil {
		return err
	}
	holds, err := x.HoldsIn(ctx, h.Triangle)
	if err != nil {
		return err
	}
	has := map[id.Person]bool{}
	for _, d := range open {
		has[d.Owner] = has[d.Owner] || d.Kind == DutyReview && d.Open()
	}
	for i, m := range (room{tri: tri, holds: holds, now: now}).others(h) {
		if has[m.Person] || i >= len(fresh) {
			continue
		}
		d := duty.Duty{ID: fresh[i], Triangle: h.Triangle, Kind: DutyReview, Owner: m.Person, For: h.Person, Ref: h.ID, Due: h.Review, Made: now.UnixMicro()}
		if err := x.PutDuty(ctx, d); err != nil {
			return err
		}
	}
	return nil
}
