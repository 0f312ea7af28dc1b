package meeting

import (
	"context"

	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/tx"
)

// Answer says whether somebody who is invited comes. They may say something else
// later: who said yes can withdraw.
func (s *Service) Answer(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry, word string) (err error) {
	defer errs.Wrap("meeting.Answer", &err)
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		a, _ := c.m.Find(by)
		if a.State != Allowed || !c.m.Coming(c.now) {
			return errs.Missing("meeting.Answer")
		}
		if word != Yes && word != No && word != Maybe && word != Withdrawn {
			var p errs.Problems
			p.Add("answer", "meeting.answer-missing")
			return p.Err("meeting.Answer")
		}
		if a.Answer == word && !a.Earlier {
			return nil
		}
		c.answered(d, word, len(c.m.Times))
		return d.record("answered", "")
	})
}

// answered writes somebody's answer to a time, and what follows from it.
func (c scene) answered(d *deed, word string, time int) {
	d.step(Step{Did: Answered, Word: word, Version: time})
	d.done(duty.AnswerMeeting, c.me.Person, word)
	d.done(duty.ComeToMeeting, c.me.Person, word)
	d.settle = true
	if word == Yes {
		at := c.m.Time()
		if time > len(c.m.Times) {
			at = d.lastTime()
		}
		d.owe(duty.ComeToMeeting, c.me.Person, c.me.Person, c.call.Topic, at.Begins)
	}
	c.heard(d)
}

// lastTime is the time that this deed sets.
func (d *deed) lastTime() (out Step) {
	for _, s := range d.steps {
		if s.Did == SetTime {
			out = s
		}
	}
	return out
}

// heard notes the team's first answer to a call.
func (c scene) heard(d *deed) {
	if c.staff() && c.whole.Heard == 0 {
		d.step(Step{Did: Heard})
		for _, m := range c.tri.Members { // whoever was the key worker when it was called
			d.done(duty.CallBack, m.Person, "answered")
		}
	}
}

// CallBack says that the team has answered a call: by phone, or face to face.
func (s *Service) CallBack(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry) (err error) {
	defer errs.Wrap("meeting.CallBack", &err)
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		if !c.staff() {
			return errs.Missing("meeting.CallBack")
		}
		if c.m.Heard != 0 || c.whole.Heard != 0 {
			return nil
		}
		c.heard(d)
		return d.record("heard", "")
	})
}

// Pause asks for a moment's quiet, or lets the meeting go on. Who asked is not
// shown; they or the service user end it.
func (s *Service) Pause(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry, did Did) (err error) {
	defer errs.Wrap("meeting.Pause", &err)
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		if !c.m.On() || !c.m.Invited(by) || c.m.Note.Final != 0 {
			return errs.Missing("meeting.Pause")
		}
		switch {
		case did == Paused && c.m.PausedBy == "":
		case did == WentOn && c.m.PausedBy != "" && (c.m.PausedBy == by || c.mine()):
		default:
			return nil
		}
		d.step(Step{Did: did})
		return nil
	})
}

// mayMark reports whether whoever acts may say of somebody else that they were
// there: whoever keeps the note, or before there is one, anybody who was there.
func (c scene) mayMark(who id.Person) bool {
	return !c.m.SaidThere(who) && c.m.WasThere(c.me.Person) && (c.m.Note.Entry == "" || c.m.Note.Keeper == c.me.Person)
}

// WasThere says who was in the meeting. Everybody speaks for themselves; whoever
// keeps the note can say it for others, who can correct it.
func (s *Service) WasThere(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry, who id.Person, word string) (err error) {
	defer errs.Wrap("meeting.WasThere", &err)
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		if !c.m.Begun(c.now) || !c.m.Invited(who) || !c.m.Invited(by) || c.m.Note.Final != 0 || word != Yes && word != No {
			return errs.Missing("meeting.WasThere")
		}
		if who != by && !c.mayMark(who) {
			return errs.Missing("meeting.WasThere")
		}
		if was, said := c.m.there[who]; said && was == (presence{yes: word == Yes, own: who == by}) {
			return nil
		}
		d.step(Step{Did: There, Person: who, Word: word})
		d.done(duty.ComeToMeeting, who, "held")
		d.done(duty.AnswerMeeting, who, "held")
		if c.whole.Note.Entry != "" && word == No {
			d.done(duty.ReadNote, who, "not-there")
		}
		return d.record("there", "")
	})
}

// ThinkAloud keeps whether professionals may think aloud with each other before
// somebody. It holds for every meeting of the triangle until it is changed.
func (s *Service) ThinkAloud(ctx context.Context, by id.Person, t id.Triangle, word string) (err error) {
	defer errs.Wrap("meeting.ThinkAloud", &err)
	if word != Yes && word != No {
		return errs.Missing("meeting.ThinkAloud")
	}
	step := Step{ID: id.New(), Triangle: t, Did: Aloud, By: by, Word: word}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		r, err := s.enter(ctx, x, by, t, s.now())
		if err != nil {
			return err
		}
		before, err := x.StepsOf(tx.For(ctx, ""), t, []id.Entry{""})
		if err != nil {
			return err
		}
		step.Made, step.Place = r.now.UnixMicro(), len(before)
		return x.PutSteps(ctx, []Step{step})
	})
}
