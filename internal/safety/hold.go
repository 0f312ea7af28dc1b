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
	"trialogue/internal/sharing"
)

// Draft is a safeguarding hold about to be set, or a later day for one. ID was
// drawn with the form, and names the entry with the reason.
type Draft struct {
	ID       string
	Triangle id.Triangle
	Person   id.Person
	Reason   string
	Review   time.Time // any moment of the last day
}

func (d Draft) check(now time.Time) errs.Problems {
	var p errs.Problems
	switch {
	case d.Reason == "":
		p.Add("reason", "safety.reason-missing")
	case plain.Length(d.Reason) > ReasonMost:
		p.Add("reason", "safety.reason-long", "most", ReasonMost)
	}
	switch {
	case d.Review.IsZero() || endOf(d.Review).Before(now):
		p.Add("review", "safety.review-missing")
	case d.Review.After(now.Add(ReviewMost)):
		p.Add("review", "safety.review-far", "most", int(ReviewMost.Hours()/24))
	}
	return p
}

// endOf is the last moment of a day.
func endOf(day time.Time) time.Time {
	y, m, d := day.Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, day.Location()).Add(-time.Microsecond)
}

// reason is the entry with a reason: for the professionals who stand here now,
// without the one whom it is about. It is nobody else's to read, ever.
func (r room) reason(d Draft, h Hold) disclose.New {
	item := sharing.Item{Class: sharing.Personal, Topic: "safety-plan", GivenBy: string(r.me.Person), OwnSection: &sharing.OwnSection{Owner: string(r.me.Person)}, PossibleSources: 1}
	for _, m := range r.others(h, r.me.Person) {
		item.OwnSection.SharedWith = append(item.OwnSection.SharedWith, sharing.SectionShare{Recipient: string(m.Person), When: sharing.Everyday, From: sharing.At(r.now)})
	}
	at := r.now.UnixMicro()
	return disclose.New{
		Meta: disclose.Meta{ID: id.Entry(d.ID), Triangle: d.Triangle, Kind: disclose.HoldReason, Version: 1, Latest: 1, Author: r.me.Person, Made: at, Changed: at, Item: item},
		Body: disclose.Body{Text: d.Reason},
	}
}

// Set begins a safeguarding hold. It acts at once; without a second professional
// it ends by itself.
func (s *Service) Set(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("safety.Set", &err)
	now := s.now()
	d.Reason = plain.Clean(d.Reason)
	h := Hold{
		ID: d.ID, Triangle: d.Triangle, Person: d.Person, By: by, Reason: id.Entry(d.ID), Begins: now.UnixMicro(),
		ConfirmBy: now.Add(ConfirmWithin).UnixMicro(), Review: endOf(d.Review).UnixMicro(),
	}
	noted, err := disclose.DrawRecord(h.record(ledger.Hold, by, h.Begins, "begun"))
	if err != nil {
		return err
	}
	w, err := s.draw(ctx, by, d, h, now)
	if err != nil || w.before {
		return err
	}
	after := drawAfter(h, now)
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		r, err := s.enter(ctx, x, by, d.Triangle, now)
		if err != nil {
			return err
		}
		if again, err := r.settable(d); err != nil || again {
			return err
		}
		if h.Seq, err = noted.In(ctx, x); err != nil {
			return err
		}
		if err := x.PutHold(ctx, h); err != nil {
			return err
		}
		if err := w.In(ctx, x); err != nil {
			return err
		}
		return after.in(ctx, x, r, h)
	})
}

// settable finds what stands against a hold; again says that the form came twice.
func (r room) settable(d Draft) (again bool, err error) {
	m, ok := r.tri.Member(d.Person)
	if !r.staff() || !ok || !m.Here(r.now) || m.Corner == sharing.ServiceUser || m.Person == r.me.Person || !id.Valid(d.ID) {
		return false, errs.Missing("safety.settable")
	}
	if h, err := r.hold(d.ID); err == nil && h.By == r.me.Person {
		return true, nil
	}
	for _, h := range r.holds {
		if h.Person == d.Person && !h.Quiet && h.On(r.now) {
			return false, errs.E(errs.Conflict, "safety.settable", "safety.held-already", nil)
		}
	}
	return false, d.check(r.now).Err("safety.settable")
}

// drawn is a reason that is ready to be written.
type drawn struct {
	disclose.Writing
	before bool
}

// draw checks a draft and prepares its reason.
func (s *Service) draw(ctx context.Context, by id.Person, d Draft, h Hold, now time.Time) (w drawn, err error) {
	var n disclose.New
	err = s.run.View(ctx, func(x Tx) error {
		r, err := s.enter(ctx, x, by, d.Triangle, now)
		if err != nil {
			return err
		}
		w.before, err = r.settable(d)
		n = r.reason(d, h)
		return err
	})
	if err != nil || w.before {
		return w, err
	}
	w.Writing, err = disclose.Draw(n)
	return w, err
}

// after is what follows a hold: who is asked to be second, and what happens by itself.
type after struct {
	ids         []string
	lapse, late disclose.Job
}

// secondMost bounds how many are asked.
const secondMost = 20

func drawAfter(h Hold, now time.Time) after {
	a := after{lapse: job(LapseJob, h, h.ConfirmBy, now), late: job(ReviewJob, h, h.Review+1, now)}
	for range secondMost + 1 {
		a.ids = append(a.ids, id.New())
	}
	return a
}

// job names a hold and a day, so that a later day is another job.
func job(kind string, h Hold, at int64, now time.Time) disclose.Job {
	fresh := id.New()
	return disclose.Job{
		ID: fresh, Kind: kind, UniqueKey: kind + "/" + fresh, Payload: map[string]string{"triangle": string(h.Triangle), "hold": h.ID, "person": string(h.Person)},
		RunAt: at, Made: now.UnixMicro(),
	}
}

func (a after) in(ctx context.Context, x Tx, r room, h Hold) error {
	if err := a.ask(ctx, x, r, h, h.ConfirmBy); err != nil {
		return err
	}
	review := duty.Duty{ID: a.ids[secondMost], Triangle: h.Triangle, Kind: DutyReview, Owner: h.By, For: h.Person, Ref: h.ID, Due: h.Review, Made: r.now.UnixMicro()}
	if err := x.PutDuty(ctx, review); err != nil {
		return err
	}
	if err := x.PutJob(ctx, a.lapse); err != nil {
		return err
	}
	return x.PutJob(ctx, a.late)
}

// ask puts the question to every professional who can be second.
func (a after) ask(ctx context.Context, x Tx, r room, h Hold, due int64) error {
	for i, m := range r.others(h, r.me.Person) {
		if i == secondMost {
			break
		}
		d := duty.Duty{ID: a.ids[i], Triangle: h.Triangle, Kind: DutyConfirm, Owner: m.Person, For: h.Person, Ref: h.ID, Due: due, Made: r.now.UnixMicro()}
		if err := x.PutDuty(ctx, d); err != nil {
			return err
		}
	}
	return nil
}
