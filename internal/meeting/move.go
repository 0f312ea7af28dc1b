package meeting

import (
	"context"
	"time"

	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// Time is a time for a meeting, as somebody typed it where their clock stands.
type Time struct {
	Triangle id.Triangle
	Meeting  id.Entry
	When     When
	Zone     *time.Location
	Minutes  int
}

// MaySet reports whether somebody can move a meeting or call it off: the service
// user, and whoever called it.
func (m Meeting) MaySet(p, serviceUser id.Person) bool {
	return m.Off == 0 && m.Note.Final == 0 && (p == serviceUser && m.Agreed != 0 || p == m.By)
}

// SetTime moves a meeting, or suggests another time where somebody may not move
// it themselves. After a move everybody is asked again; the hour is that of the
// clock on that day, also where the clock has changed in between.
func (s *Service) SetTime(ctx context.Context, by id.Person, n Time) (err error) {
	defer errs.Wrap("meeting.SetTime", &err)
	return s.act(ctx, by, n.Triangle, n.Meeting, func(c scene, d *deed) error {
		if c.m.Off != 0 || c.m.Note.Final != 0 {
			return errs.Missing("meeting.SetTime")
		}
		at, problems := n.When.Read(c.now.In(n.Zone))
		if !knownLength(n.Minutes) {
			problems.Add("minutes", "meeting.minutes-unknown")
		}
		if err := problems.Err("meeting.SetTime"); err != nil {
			return err
		}
		next := Step{Begins: at.UnixMicro(), Minutes: n.Minutes, Zone: n.Zone.String()}
		if c.m.MaySet(by, c.su.Person) {
			return c.move(d, next)
		}
		if !c.m.On() || !c.m.Invited(by) && !c.staff() {
			return errs.Missing("meeting.SetTime")
		}
		for _, one := range c.m.Suggested {
			if one.Begins == next.Begins && one.Minutes == next.Minutes {
				return nil
			}
		}
		next.Did = Suggested
		d.step(next)
		c.heard(d)
		return d.record("suggested", "")
	})
}

// Take moves a meeting to a time that somebody suggested. step names the suggestion.
func (s *Service) Take(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry, step string) (err error) {
	defer errs.Wrap("meeting.Take", &err)
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		for _, one := range c.m.Suggested {
			if one.ID == step && c.m.MaySet(by, c.su.Person) && one.Begins > c.now.UnixMicro() {
				return c.move(d, Step{Begins: one.Begins, Minutes: one.Minutes, Zone: one.Zone})
			}
		}
		return errs.Missing("meeting.Take")
	})
}

// move sets a new time. What people said to the earlier one does not hold for it.
func (c scene) move(d *deed, next Step) error {
	if old := c.whole.Time(); old.Begins == next.Begins && old.Minutes == next.Minutes {
		return nil
	}
	next.Did = SetTime
	d.step(next)
	times := len(c.whole.Times) + 1
	d.jobs = append(d.jobs, remindJob(d.t, d.m, times, next.Begins, d.at))
	if c.whole.Agreed == 0 {
		return d.record("moved", "")
	}
	for _, p := range c.whole.People() {
		if p == c.me.Person {
			continue
		}
		d.done(duty.ComeToMeeting, p, "moved")
		d.done(duty.AnswerMeeting, p, "moved")
		if _, here := c.here(p); here {
			d.owe(duty.AnswerMeeting, p, c.me.Person, c.call.Topic, c.answerBy(next.Begins))
			d.jobs = append(d.jobs, noticeJob(d.t, d.m, "moved", times, p, d.at))
		}
	}
	if c.whole.Invited(c.me.Person) {
		c.answered(d, Yes, times)
	}
	return d.record("moved", "")
}

// CallOff calls a meeting off. What was said about it stays.
func (s *Service) CallOff(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry) (err error) {
	defer errs.Wrap("meeting.CallOff", &err)
	return s.act(ctx, by, t, meeting, func(c scene, d *deed) error {
		if c.m.Off != 0 {
			return nil
		}
		if !c.m.MaySet(by, c.su.Person) {
			return errs.Missing("meeting.CallOff")
		}
		d.step(Step{Did: CalledOff})
		for _, m := range c.tri.Members {
			for _, k := range []duty.Kind{duty.AnswerMeeting, duty.ComeToMeeting, duty.CallBack, duty.ReadNote} {
				d.done(k, m.Person, "off")
			}
			if c.whole.Invited(m.Person) && m.Person != by && m.Here(c.now) {
				d.jobs = append(d.jobs, noticeJob(d.t, d.m, "off", len(c.whole.Times), m.Person, d.at))
			}
		}
		return d.record("off", "")
	})
}
