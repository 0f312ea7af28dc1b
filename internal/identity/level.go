package identity

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
)

// Levels is what levels need of a transaction.
type Levels interface {
	// PutIdentityStep stores a step and puts its level in force.
	PutIdentityStep(ctx context.Context, s Step) error
	// IdentitySteps lists somebody's, newest first.
	IdentitySteps(ctx context.Context, p id.Person) ([]Step, error)
}

// Step is one time that somebody's level was set.
type Step struct {
	ID       string
	Person   id.Person
	Level    triangle.Identity
	Way      string
	Reason   string
	By       id.Person // empty where another organisation vouches
	Triangle id.Triangle
	At       int64
}

// The ways that are no papers.
const (
	WayKnown    = "known"    // a professional of the triangle knows them in person
	WayProvider = "provider" // another organisation vouches when they sign in
)

// Papers are what can be seen, as codes.
func Papers() []string {
	return []string{"passport", "driving-licence", "residence-permit", "birth-certificate", "bank-or-benefit-letter", "health-record"}
}

// LowerReasons are why a level can be set lower.
func LowerReasons() []string { return []string{"mistake", "papers-not-theirs", "asked-by-person"} }

// Change is a level that a professional wants to set. Way is a code; Reason is
// needed for a lower level alone. The id is drawn with the form.
type Change struct {
	ID, Way, Reason string
	Level           triangle.Identity
}

func rank(l triangle.Identity) int {
	return slices.Index([]triangle.Identity{triangle.Said, triangle.Known, triangle.Checked}, l)
}

func (c Change) problems(now triangle.Identity) error {
	var p errs.Problems
	switch {
	case !id.Valid(c.ID):
		p.Add("", "error.invalid")
	case rank(c.Level) < 0, c.Level == triangle.Known && c.Way != WayKnown, c.Level == triangle.Checked && !slices.Contains(Papers(), c.Way), c.Level == triangle.Said && c.Way != "":
		p.Add("way", "identity.way-missing")
	case rank(c.Level) < rank(now) && !slices.Contains(LowerReasons(), c.Reason):
		p.Add("reason", "identity.reason-missing")
	case c.Level == triangle.Said && now == triangle.Said:
		p.Add("way", "identity.way-missing")
	}
	return p.Err("identity.Set")
}

// LookDuty asks a professional to look again at how sure we are who somebody is.
const LookDuty duty.Kind = "look-identity"

// lookDays is how long that may take.
const lookDays = 14 * 24 * time.Hour

// Set records how sure a professional is who somebody of their triangle is, and
// by which way. Nobody sets their own, and never lower without a reason.
func (s *Service) Set(ctx context.Context, by id.Person, t id.Triangle, who id.Person, c Change) (err error) {
	defer errs.Wrap("identity.Set", &err)
	now := s.now()
	noted, err := disclose.DrawRecord(account(by, who, "identity", now, map[string]string{"level": string(c.Level), "way": c.Way, "reason": c.Reason, "step": c.ID}))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if _, err := cared(ctx, x, by, t, who, now); err != nil {
			return err
		}
		steps, err := x.IdentitySteps(ctx, who)
		if err != nil || slices.ContainsFunc(steps, func(old Step) bool { return old.ID == c.ID && old.By == by }) {
			return err // the form was sent twice
		}
		p, err := x.Person(ctx, who)
		if err != nil {
			return err
		}
		if err := c.problems(p.Identity); err != nil {
			return err
		}
		if rank(c.Level) >= rank(p.Identity) {
			c.Reason = ""
		}
		if err := x.PutIdentityStep(ctx, Step{ID: c.ID, Person: who, Level: c.Level, Way: c.Way, Reason: c.Reason, By: by, Triangle: t, At: now.UnixMicro()}); err != nil {
			return err
		}
		if _, err := x.EndDuties(ctx, t, LookDuty, string(who), duty.End{By: by, At: now.UnixMicro(), Outcome: "looked"}); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// Vouch records that another organisation vouches for somebody. It never lowers a level.
func (s *Service) Vouch(ctx context.Context, who id.Person, level triangle.Identity) (err error) {
	defer errs.Wrap("identity.Vouch", &err)
	now, step := s.now(), id.New()
	noted, err := disclose.DrawRecord(account(who, who, "identity", now, map[string]string{"level": string(level), "way": WayProvider, "step": step}))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		p, err := x.Person(ctx, who)
		if err != nil || rank(level) <= rank(p.Identity) {
			return err
		}
		if err := x.PutIdentityStep(ctx, Step{ID: step, Person: who, Level: level, Way: WayProvider, At: now.UnixMicro()}); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// State is how sure we are who somebody is, and why.
type State struct {
	Person triangle.Person
	Corner sharing.Corner // where they stand, for the asker
	Steps  []Step         // newest first
	Number bool           // an NHS number is kept
	Asked  bool           // they asked to have it looked at again
}

// Of tells a professional about somebody of their triangle.
func (s *Service) Of(ctx context.Context, by id.Person, t id.Triangle, who id.Person) (out State, err error) {
	defer errs.Wrap("identity.Of", &err)
	err = s.run.View(ctx, func(x Tx) error {
		m, err := cared(ctx, x, by, t, who, s.now())
		if err != nil {
			return err
		}
		if out, err = state(ctx, x, who); err != nil {
			return err
		}
		out.Corner = m.Corner
		about, err := x.DutiesAbout(ctx, t, string(who))
		out.Asked = slices.ContainsFunc(about, looking)
		return err
	})
	return out, err
}

// Own tells somebody about themselves.
func (s *Service) Own(ctx context.Context, p id.Person) (out State, err error) {
	defer errs.Wrap("identity.Own", &err)
	err = s.run.View(ctx, func(x Tx) error {
		if out, err = state(ctx, x, p); err != nil {
			return err
		}
		mine, err := x.TrianglesOf(ctx, p, s.now().UnixMicro())
		for _, t := range mine {
			about, err := x.DutiesAbout(ctx, t.ID, string(p))
			if err != nil {
				return err
			}
			out.Asked = out.Asked || slices.ContainsFunc(about, looking)
			if me, _ := t.Member(p); me.Corner == sharing.ServiceUser {
				out.Corner = sharing.ServiceUser
			}
		}
		return err
	})
	if out.Person.Corner == sharing.ServiceUser {
		out.Corner = sharing.ServiceUser
	}
	return out, err
}

func looking(d duty.Duty) bool { return d.Kind == LookDuty && d.Open() }

func state(ctx context.Context, x Tx, who id.Person) (out State, err error) {
	if out.Person, err = x.Person(ctx, who); err != nil {
		return out, err
	}
	if out.Steps, err = x.IdentitySteps(ctx, who); err != nil {
		return out, err
	}
	_, err = x.Number(ctx, who)
	out.Number = err == nil
	if errs.Is(err, errs.NotFound) {
		err = nil
	}
	return out, err
}

// AskAgain asks the team of each of somebody's triangles to look again. Where
// there is no team it says so; asked twice is asked once.
func (s *Service) AskAgain(ctx context.Context, p id.Person) (err error) {
	defer errs.Wrap("identity.AskAgain", &err)
	now := s.now()
	noted, err := disclose.DrawRecord(account(p, p, "identity-question", now, nil))
	if err != nil {
		return err
	}
	var drawn []string
	for range placesMost {
		drawn = append(drawn, id.New())
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		mine, err := x.TrianglesOf(ctx, p, now.UnixMicro())
		if err != nil {
			return err
		}
		asked, reached := 0, false
		for _, t := range mine {
			owner, ok := keeper(t, now)
			about, err := x.DutiesAbout(ctx, t.ID, string(p))
			if err != nil {
				return err
			}
			reached = reached || ok
			if !ok || asked == len(drawn) || slices.ContainsFunc(about, looking) {
				continue
			}
			if err := x.PutDuty(ctx, duty.Duty{
				ID: drawn[asked], Triangle: t.ID, Kind: LookDuty, Owner: owner, For: p, Ref: string(p), Made: now.UnixMicro(), Due: now.Add(lookDays).UnixMicro(),
			}); err != nil {
				return err
			}
			asked++
		}
		if !reached {
			return errs.E(errs.Conflict, "identity.AskAgain", "identity.nobody-to-ask", nil)
		}
		if asked == 0 {
			return nil
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// placesMost bounds how many teams are asked at once.
const placesMost = 20

// keeper is who of a team answers: the carer lead, or else who came first.
func keeper(t triangle.Triangle, now time.Time) (id.Person, bool) {
	staff := t.At(sharing.Professional, now)
	for _, m := range staff {
		if m.CarerLead {
			return m.Person, true
		}
	}
	if len(staff) == 0 {
		return "", false
	}
	return staff[0].Person, true
}
