package organisation

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/workday"
)

const (
	// SupportMost is how long support can last, in hours.
	SupportMost = 4
	// SupportNotice is how long before it begins everybody in the triangle is told.
	SupportNotice = 15 * time.Minute
	// supportWaits is how long an ask waits for an answer.
	supportWaits = 7 * 24 * time.Hour
)

// AskSupport asks for a look at the pages of a triangle, to find a fault. It says
// why, for how long at most, and begins only after a second person's yes.
func (s *Service) AskSupport(ctx context.Context, by triangle.Person, c Coming) (err error) {
	defer errs.Wrap("organisation.AskSupport", &err)
	problems := checkReason(c.Text)
	if c.Hours < 1 || c.Hours > SupportMost {
		problems.Add("hours", "support.hours-wrong", "most", SupportMost)
	}
	if err := problems.Err("organisation.AskSupport"); err != nil {
		return err
	}
	now := s.now()
	words, err := s.reason(ctx, by.ID, c, disclose.SupportReason, now)
	if err != nil {
		return err
	}
	row := Reached{ID: c.ID, Triangle: c.Triangle, Person: by.ID, Reach: triangle.BySupport, Entry: id.Entry(c.ID), Hours: c.Hours, Made: now.UnixMicro()}
	duties := draw(peopleMost)
	return s.run.UpdateScope(ctx, c.Triangle, func(x Tx) error {
		if err := administrator(ctx, x, by.ID); err != nil {
			return err
		}
		if old, err := x.Reached(ctx, c.ID); err == nil {
			return sameAsker(old, by.ID) // sent twice
		}
		if err := s.maySupport(ctx, x, by.ID, c.Triangle, now); err != nil {
			return err
		}
		if err := words.In(ctx, x); err != nil {
			return err
		}
		if err := x.PutReached(ctx, row); err != nil {
			return err
		}
		return s.owe(ctx, x, row, duty.AnswerSupport, workday.Add(now, reviewDays).UnixMicro(), duties)
	})
}

func sameAsker(old Reached, by id.Person) error {
	if old.Person != by {
		return errs.Missing("organisation.sameAsker")
	}
	return nil
}

// maySupport refuses whoever stands in the triangle, and an ask that nobody could answer.
func (s *Service) maySupport(ctx context.Context, x Tx, by id.Person, t id.Triangle, now time.Time) error {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return err
	}
	if tri.Kind != triangle.Three {
		return errs.Missing("organisation.maySupport")
	}
	var p errs.Problems
	if m, ok := tri.Member(by); ok && (m.Here(now) || private(tri, by)) {
		p.Add("code", "support.there-already")
		return p.Err("organisation.maySupport")
	}
	seconds, err := reviewers(ctx, x, by)
	if err == nil && len(seconds) == 0 {
		p.Add("reason", "support.nobody-to-ask")
		err = p.Err("organisation.maySupport")
	}
	return err
}

// Supports lists asks for support that somebody may know of: their own, and those
// that wait for their yes or had it.
func (s *Service) Supports(ctx context.Context, by triangle.Person) (out []Reached, err error) {
	defer errs.Wrap("organisation.Supports", &err)
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		one, err := professional(ctx, x, by.ID)
		if err != nil {
			return err
		}
		if !one.Admin && !one.Governs {
			return errs.Missing("organisation.Supports")
		}
		all, err := x.SupportSince(ctx, now.Add(-supportWaits).UnixMicro())
		for _, r := range all {
			if r.Person == by.ID || r.Second == by.ID || mayAnswer(ctx, x, r, by.ID) == nil {
				out = append(out, r)
			}
		}
		return err
	})
	return out, err
}

// mayAnswer insists on somebody who may say yes to this support: an
// information-governance lead, or where there is none another administrator.
func mayAnswer(ctx context.Context, x Tx, r Reached, by id.Person) error {
	seconds, err := reviewers(ctx, x, r.Person)
	if err == nil && (!slices.Contains(seconds, by) || r.Reach != triangle.BySupport) {
		err = errs.Missing("organisation.mayAnswer")
	}
	return err
}

// Support reads one ask for who asked and who may answer it.
func (s *Service) Support(ctx context.Context, by triangle.Person, ref string) (r Reached, mayAnswerIt bool, err error) {
	defer errs.Wrap("organisation.Support", &err)
	err = s.run.View(ctx, func(x Tx) (err error) {
		if r, err = x.Reached(ctx, ref); err != nil {
			return err
		}
		mayAnswerIt = mayAnswer(ctx, x, r, by.ID) == nil
		if r.Reach != triangle.BySupport || (!mayAnswerIt && r.Person != by.ID && r.Second != by.ID) {
			return errs.Missing("organisation.Support")
		}
		return nil
	})
	return r, mayAnswerIt, err
}

// SupportReason shows the reason to who is asked for a yes.
func (s *Service) SupportReason(ctx context.Context, by triangle.Person, r Reached) (disclose.Shown, error) {
	return s.readReason(ctx, by.ID, r, func(ctx context.Context, x Tx) error { return mayAnswer(ctx, x, r, by.ID) })
}

// Waits reports whether an ask for support can still be answered.
func (r Reached) Waits(now time.Time) bool {
	return r.Answered == 0 && now.UnixMicro() < r.Made+supportWaits.Microseconds()
}

// AnswerSupport is the second person's yes or no. After a yes everybody in the
// triangle is told, and a while later the place begins.
func (s *Service) AnswerSupport(ctx context.Context, by triangle.Person, ref, answer string) (err error) {
	defer errs.Wrap("organisation.AnswerSupport", &err)
	if answer != "yes" && answer != "no" {
		return errs.Missing("organisation.AnswerSupport")
	}
	now := s.now()
	r, may, err := s.Support(ctx, by, ref)
	if err != nil {
		return err
	}
	if !may {
		return errs.Missing("organisation.AnswerSupport")
	}
	m := supportPlace(r, by.ID, now)
	came, err := cameRecord(r.Triangle, m, now)
	if err != nil {
		return err
	}
	jobs, toAsker := notices(now), notice(now)
	return s.run.UpdateScope(ctx, r.Triangle, func(x Tx) error {
		one, err := x.Reached(ctx, ref)
		if err != nil {
			return err
		}
		if err := firstOf(mayAnswer(ctx, x, one, by.ID), s.stillAsks(ctx, x, one, now)); err != nil {
			return err
		}
		if one.Answered != 0 && one.Second == by.ID && one.Answer == answer {
			return nil // pressed twice
		}
		if !one.Waits(now) {
			return errs.E(errs.Conflict, "organisation.AnswerSupport", "support.not-open", nil)
		}
		one.Second, one.Answered, one.Answer = by.ID, now.UnixMicro(), answer
		if err := x.AnswerReached(ctx, one); err != nil {
			return err
		}
		if _, err := x.EndDuties(ctx, id.Organisation, duty.AnswerSupport, ref, duty.End{By: by.ID, At: now.UnixMicro(), Outcome: answer}); err != nil {
			return err
		}
		if err := tell(ctx, x, toAsker, one.Person, one.Triangle); err != nil || answer == "no" {
			return err
		}
		return s.letSupport(ctx, x, m, one.Triangle, came, jobs, now)
	})
}

// supportPlace is the place that a yes gives: beside the corners, later, for hours.
func supportPlace(r Reached, by id.Person, now time.Time) triangle.Member {
	since := now.Add(SupportNotice)
	return triangle.Member{
		ID: r.ID, Person: r.Person, Corner: triangle.AtSupport, Since: since.UnixMicro(), Until: since.Add(time.Duration(r.Hours) * time.Hour).UnixMicro(),
		AcceptedBy: by, Reach: triangle.BySupport, Reason: r.Entry,
	}
}

// stillAsks insists that who asked is an administrator still.
func (s *Service) stillAsks(ctx context.Context, x Tx, r Reached, now time.Time) error {
	if administrator(ctx, x, r.Person) != nil {
		return errs.E(errs.Conflict, "organisation.stillAsks", "support.not-open", nil)
	}
	tri, err := x.Triangle(ctx, r.Triangle)
	if err != nil {
		return err
	}
	if m, ok := tri.Member(r.Person); ok && m.Corner != triangle.AtSupport && m.Here(now) {
		return errs.E(errs.Conflict, "organisation.stillAsks", "support.not-open", nil)
	}
	return nil
}

func (s *Service) letSupport(ctx context.Context, x Tx, m triangle.Member, t id.Triangle, came disclose.Noted, jobs []disclose.Job, now time.Time) error {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return err
	}
	if err := place(ctx, x, t, m); err != nil {
		return err
	}
	if err := tellAll(ctx, x, jobs, tri, m.Person, now); err != nil {
		return err
	}
	_, err = came.In(ctx, x)
	return err
}

// SupportIn lists the support of a triangle that is announced or in force, for
// those who stand there.
func (s *Service) SupportIn(ctx context.Context, by id.Person, t id.Triangle) (out []Reached, err error) {
	defer errs.Wrap("organisation.SupportIn", &err)
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		if m, ok := tri.Member(by); !ok || !m.Here(now) {
			return errs.Missing("organisation.SupportIn")
		}
		out, err = x.SupportIn(ctx, t, now.UnixMicro())
		return err
	})
	return out, err
}

// EndSupport ends support, also before it begins: the service user can, any
// professional of the triangle, the second person, and who asked.
func (s *Service) EndSupport(ctx context.Context, by id.Person, ref string) (err error) {
	defer errs.Wrap("organisation.EndSupport", &err)
	now := s.now()
	var r Reached
	err = s.run.View(ctx, func(x Tx) (err error) {
		r, err = mayEndSupport(ctx, x, by, ref, now)
		return err
	})
	if err != nil {
		return err
	}
	gone, err := goneRecord(r, by, now)
	if err != nil {
		return err
	}
	jobs, toAsker := notices(now), notice(now)
	return s.run.UpdateScope(ctx, r.Triangle, func(x Tx) error {
		if _, err := mayEndSupport(ctx, x, by, ref, now); err != nil {
			return err
		}
		ended, err := x.EndPlace(ctx, ref, now.UnixMicro())
		if err != nil || !ended {
			return err // it has ended: as they wished
		}
		tri, err := x.Triangle(ctx, r.Triangle)
		if err != nil {
			return err
		}
		if err := firstOf(tellAll(ctx, x, jobs, tri, by, now), tell(ctx, x, toAsker, r.Person, r.Triangle)); err != nil {
			return err
		}
		_, err = gone.In(ctx, x)
		return err
	})
}

func mayEndSupport(ctx context.Context, x Tx, by id.Person, ref string, now time.Time) (Reached, error) {
	r, err := x.Reached(ctx, ref)
	if err != nil {
		return r, err
	}
	if r.Reach != triangle.BySupport {
		return r, errs.Missing("organisation.mayEndSupport")
	}
	if by == r.Person || by == r.Second {
		return r, nil
	}
	tri, err := x.Triangle(ctx, r.Triangle)
	if err != nil {
		return r, err
	}
	m, ok := tri.Member(by)
	if !ok || !m.Here(now) || (m.Corner != sharing.ServiceUser && m.Corner != sharing.Professional) {
		err = errs.Missing("organisation.mayEndSupport")
	}
	return r, err
}
