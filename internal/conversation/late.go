package conversation

import (
	"context"
	"slices"
	"strconv"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
	"trialogue/internal/workday"
)

// LateJob tells others that a question waits longer than was promised.
const LateJob = "talk-late"

// SweepJob looks for questions whose owner has gone.
const (
	SweepJob   = "talk-sweep"
	SweepEvery = time.Hour
)

// step is one stretch of being late.
type step struct {
	kind  duty.Kind
	after int // working days after the day of the answer
}

func steps() []step {
	return []step{{duty.AnswerLate, duty.TeamAfter}, {duty.AnswerVeryLate, duty.LeadAfter}}
}

// job has a name that follows from the question, so a crash repeats and loses none.
func (s step) job(t id.Triangle, question id.Entry, due, now time.Time) disclose.Job {
	name := LateJob + "/" + string(question) + "/" + string(s.kind)
	return disclose.Job{
		ID: name, Kind: LateJob, UniqueKey: name, Payload: map[string]string{"triangle": string(t), "question": string(question), "kind": string(s.kind)},
		RunAt: workday.Add(due, s.after).UnixMicro(), Made: now.UnixMicro(),
	}
}

// Jobs says who does which job.
func (s *Service) Jobs() map[string]func(context.Context, disclose.Job) error {
	return map[string]func(context.Context, disclose.Job) error{LateJob: s.late}
}

// late tells the team, or the carer lead, where a question still waits.
func (s *Service) late(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("conversation.late", &err)
	t, question, kind := id.Triangle(j.Payload["triangle"]), id.Entry(j.Payload["question"]), duty.Kind(j.Payload["kind"])
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		all, err := x.DutiesAbout(ctx, t, string(question))
		if err != nil {
			return err
		}
		open := slices.IndexFunc(all, func(d duty.Duty) bool { return d.Kind == duty.AnswerTalk && d.Open() })
		if open < 0 {
			return nil
		}
		r, meta, err := s.asIs(ctx, x, t, question)
		if err != nil {
			return err
		}
		for _, m := range r.able(meta.Item) {
			d := all[open]
			name := string(kind) + "/" + string(question) + "/" + string(m.Person)
			had := slices.ContainsFunc(all, func(one duty.Duty) bool { return one.ID == name })
			if had || m.Person == d.Owner || kind == duty.AnswerVeryLate && !m.CarerLead {
				continue
			}
			// Made and Due stay those of the question: they say how long it waits.
			d.ID, d.Kind, d.Owner, d.For = name, kind, m.Person, ""
			if err := x.PutDuty(ctx, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// asIs is a triangle with all that the program knows, and the facts of a question.
func (s *Service) asIs(ctx context.Context, x Tx, t id.Triangle, question id.Entry) (r room, m disclose.Meta, err error) {
	r.now = s.now()
	if r.tri, err = x.Triangle(ctx, t); err != nil {
		return r, m, err
	}
	if r.facts, err = x.Facts(ctx, t); err != nil {
		return r, m, err
	}
	found, err := x.EntryByID(ctx, t, question)
	if err == nil && len(found) > 0 {
		m = found[0].Meta
	}
	return r, m, err
}

// sweepMost is how many are looked at in one go.
const sweepMost = 100

// Sweep finds a new owner for every question whose owner has gone.
func (s *Service) Sweep(ctx context.Context, _ disclose.Job) (err error) {
	defer errs.Wrap("conversation.Sweep", &err)
	var left []duty.Duty
	err = s.run.View(ctx, func(x Tx) (err error) {
		left, err = x.LeftAnswers(ctx, s.now().UnixMicro(), sweepMost)
		return err
	})
	for _, d := range left {
		if err := s.handOn(ctx, d); err != nil {
			return err
		}
	}
	return err
}

// handOn gives a question to who owns it now. Where nobody can read it, it waits.
func (s *Service) handOn(ctx context.Context, old duty.Duty) error {
	var r room
	var m disclose.Meta
	err := s.run.View(ctx, func(x Tx) (err error) {
		r, m, err = s.asIs(ctx, x, old.Triangle, id.Entry(old.Ref))
		return err
	})
	if err != nil {
		return err
	}
	var owner triangle.Member
	if owner, err = s.owner(ctx, r, m.Item); errs.Is(err, errs.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, old.Triangle, func(x Tx) error {
		n, err := x.EndDuties(ctx, old.Triangle, duty.AnswerTalk, old.Ref, duty.End{By: "service", At: r.now.UnixMicro(), Outcome: "handed-on"})
		if err != nil || n == 0 { // answered meanwhile
			return err
		}
		all, err := x.DutiesAbout(ctx, old.Triangle, old.Ref)
		if err != nil {
			return err
		}
		d := old
		d.ID, d.Owner = dutyID(id.Entry(old.Ref))+"/"+strconv.Itoa(len(all)), owner.Person
		return x.PutDuty(ctx, d)
	})
}
