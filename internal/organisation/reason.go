package organisation

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/workday"
)

// Reached is somebody who came by a written reason, or asks to come for support.
// Times are microseconds since 1970 UTC.
type Reached struct {
	ID         string // of the place, too, once there is one
	Triangle   id.Triangle
	Person     id.Person
	Name       string
	Reach      triangle.Reach
	Entry      id.Entry // the reason
	Hours      int
	Second     id.Person // whose yes support rests on
	SecondName string
	Answered   int64
	Answer     string // yes, no
	ReviewBy   int64
	Reviewed   int64
	Outcome    string
	Made       int64
	Since      int64 // of the place; 0 where there is none
	Until      int64
}

// Holds reports whether the place is in force at a time.
func (r Reached) Holds(now int64) bool { return r.Since != 0 && r.Since <= now && now < r.Until }

// How long a place by a written reason lasts, and how long a reason can be.
const (
	reasonHours = 24
	ReasonMost  = 2000 // letters
)

// reviewDays is in how many working days a written reason is reviewed.
const reviewDays = 1

// Coming is what somebody writes to come in. ID was drawn with the form.
type Coming struct {
	ID       string
	Triangle id.Triangle // found by exact means
	Text     string
	Hours    int // of support
}

// Come takes a place of one day by a written reason. It is for who works in a
// team and has no other way in. The service user is told at once, and the
// information-governance lead looks at it within one working day.
func (s *Service) Come(ctx context.Context, by triangle.Person, c Coming) (err error) {
	defer errs.Wrap("organisation.Come", &err)
	if err := checkReason(c.Text).Err("organisation.Come"); err != nil {
		return err
	}
	now := s.now()
	until := now.Add(reasonHours * time.Hour).UnixMicro()
	m := triangle.Member{
		ID: c.ID, Person: by.ID, Corner: sharing.Professional, Role: by.Role, Since: now.UnixMicro(), Until: until, AcceptedBy: by.ID, Reach: triangle.ByReason, Reason: id.Entry(c.ID),
	}
	came, err := cameRecord(c.Triangle, m, now)
	if err != nil {
		return err
	}
	words, err := s.reason(ctx, by.ID, c, disclose.ReachReason, now)
	if err != nil {
		return err
	}
	row := Reached{ID: c.ID, Triangle: c.Triangle, Person: by.ID, Reach: triangle.ByReason, Entry: m.Reason, Hours: reasonHours, Made: now.UnixMicro(), ReviewBy: workday.Add(now, reviewDays).UnixMicro()}
	jobs, duties := notices(now), draw(peopleMost)
	return s.run.UpdateScope(ctx, c.Triangle, func(x Tx) error {
		tri, again, err := s.mayCome(ctx, x, by.ID, c, now)
		if err != nil || again {
			return err
		}
		if err := words.In(ctx, x); err != nil {
			return err
		}
		if err := x.PutReached(ctx, row); err != nil {
			return err
		}
		if err := s.owe(ctx, x, row, duty.ReviewReach, row.ReviewBy, duties); err != nil {
			return err
		}
		return s.seat(ctx, x, tri, m, came, jobs[0])
	})
}

// mayCome checks who may come by a written reason. again says that they stand
// there already: the form was sent twice, or they need no reason.
func (s *Service) mayCome(ctx context.Context, x Tx, by id.Person, c Coming, now time.Time) (tri triangle.Triangle, again bool, err error) {
	tri, err = x.Triangle(ctx, c.Triangle)
	if err != nil {
		return tri, false, err
	}
	if m, ok := tri.Member(by); ok && m.Here(now) && m.Corner == sharing.Professional {
		return tri, true, nil
	}
	_, used := tri.ServiceUser()
	works, err := x.MembershipsOf(ctx, by, now.UnixMicro())
	if err != nil {
		return tri, false, err
	}
	if _, err := professional(ctx, x, by); err != nil || len(works) == 0 || !used || tri.Kind != triangle.Three || private(tri, by) {
		return tri, false, errs.Missing("organisation.mayCome")
	}
	if _, err := x.Reached(ctx, c.ID); err == nil { // a form that was sent long ago opens nothing again
		return tri, false, errs.E(errs.Conflict, "organisation.mayCome", "reach.form-used", nil)
	}
	return tri, false, nil
}

func checkReason(text string) errs.Problems {
	var p errs.Problems
	text = plain.Clean(text)
	switch {
	case !plain.Visible(text):
		p.Add("reason", "reach.reason-missing")
	case plain.Length(text) > ReasonMost:
		p.Add("reason", "reach.reason-long", "most", ReasonMost)
	}
	return p
}

// reason draws the entry with a reason. One for coming in is about the service
// user, and theirs to read. One for support is about the program, and open to
// everybody in the triangle.
func (s *Service) reason(ctx context.Context, by id.Person, c Coming, kind disclose.Kind, now time.Time) (disclose.Writing, error) {
	var tri triangle.Triangle
	err := s.run.View(ctx, func(x Tx) (err error) {
		tri, err = x.Triangle(ctx, c.Triangle)
		return err
	})
	if err != nil {
		return disclose.Writing{}, err
	}
	body := disclose.Body{Text: plain.Clean(c.Text)}
	item := sharing.Item{Class: sharing.General, Topic: reasonTopic, GivenBy: string(by), PossibleSources: 1}
	if su, ok := tri.ServiceUser(); ok && kind == disclose.ReachReason {
		item.Class, item.About = sharing.Personal, []string{string(su.Person)}
		body.Spans = mention.Find(body.Text, tri, nil)
		item.Mentions = mention.Facts(body.Spans)
	}
	at := now.UnixMicro()
	return disclose.Draw(disclose.New{
		Meta: disclose.Meta{ID: id.Entry(c.ID), Triangle: c.Triangle, Kind: kind, Version: 1, Latest: 1, Author: by, Made: at, Changed: at, Item: item}, Body: body,
	})
}

// reasonTopic is what a reason is about: who is in the team.
const reasonTopic = "team"

// owe gives everybody who may do it a duty of the organisation about one coming.
func (s *Service) owe(ctx context.Context, x Tx, r Reached, k duty.Kind, due int64, ids []string) error {
	owners, err := reviewers(ctx, x, r.Person)
	for i, p := range owners {
		if i == len(ids) {
			break
		}
		d := duty.Duty{ID: ids[i], Triangle: id.Organisation, Kind: k, Owner: p, For: r.Person, Ref: r.ID, Due: due, Made: r.Made}
		if err := x.PutDuty(ctx, d); err != nil {
			return err
		}
	}
	return err
}

func draw(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = id.New()
	}
	return out
}
