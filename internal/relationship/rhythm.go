package relationship

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// Pace is how often somebody wants to be asked how their ends go.
type Pace string

// The paces. Never is how everybody begins.
const (
	Never     Pace = "never"
	Weekly    Pace = "weekly"
	Fortnight Pace = "fortnight"
	Monthly   Pace = "monthly"
)

// Paces are all of them, from never to often.
func Paces() []Pace { return []Pace{Never, Monthly, Fortnight, Weekly} }

// How a prompt ends.
const (
	Written = "written" // they wrote something
	NotNow  = "not-now"
	Passed  = "passed" // the next one came
)

// Rhythm is somebody's own in one triangle. Zone is where their clock stands; Next
// is when the next prompt comes, in microseconds since 1970 UTC, and 0 for never.
type Rhythm struct {
	Triangle id.Triangle
	Person   id.Person
	Pace     Pace
	Zone     string
	Next     int64
	Made     int64
}

// promptHour is when a prompt comes, by the person's own clock.
const promptHour = 9

// after is when the next prompt comes after a moment: in the morning, so many days on.
func (r Rhythm) after(now time.Time) int64 {
	zone, err := time.LoadLocation(r.Zone)
	if err != nil || r.Zone == "" {
		zone = time.UTC
	}
	y, m, d := now.In(zone).Date()
	switch r.Pace {
	case Weekly:
		d += 7
	case Fortnight:
		d += 14
	case Monthly:
		if m++; d > 28 {
			d = 28 // each month has it
		}
	default:
		return 0
	}
	return time.Date(y, m, d, promptHour, 0, 0, 0, zone).UnixMicro()
}

// Rhythm reads somebody's own rhythm.
func (s *Service) Rhythm(ctx context.Context, by id.Person, t id.Triangle) (r Rhythm, err error) {
	defer errs.Wrap("relationship.Rhythm", &err)
	err = s.run.View(ctx, func(x Tx) (err error) {
		r, err = x.Rhythm(ctx, t, by)
		return err
	})
	if r.Pace == "" {
		r.Pace = Never
	}
	return r, err
}

// Waits reports whether a prompt waits for somebody now.
func (s *Service) Waits(ctx context.Context, by id.Person, t id.Triangle) (waits bool, err error) {
	defer errs.Wrap("relationship.Waits", &err)
	err = s.run.View(ctx, func(x Tx) error {
		all, err := x.DutiesAbout(ctx, t, string(by))
		waits = slices.ContainsFunc(all, func(d duty.Duty) bool { return d.Kind == duty.LookAtArrow && d.Open() })
		return err
	})
	return waits, err
}

// SetRhythm changes it. A prompt that waits goes where the rhythm is never.
func (s *Service) SetRhythm(ctx context.Context, by id.Person, t id.Triangle, pace Pace, zone string) (err error) {
	defer errs.Wrap("relationship.SetRhythm", &err)
	now := s.now()
	r := Rhythm{Triangle: t, Person: by, Pace: pace, Zone: zone, Made: now.UnixMicro()}
	r.Next = r.after(now)
	if pace != Never && r.Next == 0 {
		var p errs.Problems
		p.Add("pace", "between.pace-missing")
		return p.Err("relationship.SetRhythm")
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		if _, err := address.Here(tri, by, now); err != nil {
			return err
		}
		if pace == Never {
			if err := endPrompts(ctx, x, t, duty.End{By: by, At: r.Made, Outcome: NotNow}); err != nil {
				return err
			}
		}
		return x.PutRhythm(ctx, r)
	})
}

// Later puts a prompt away until the next one.
func (s *Service) Later(ctx context.Context, by id.Person, t id.Triangle) (err error) {
	defer errs.Wrap("relationship.Later", &err)
	at := s.now().UnixMicro()
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		return endPrompts(ctx, x, t, duty.End{By: by, At: at, Outcome: NotNow})
	})
}

// endPrompts ends those of the one who ends them.
func endPrompts(ctx context.Context, x Tx, t id.Triangle, e duty.End) error {
	_, err := x.EndDuties(ctx, t, duty.LookAtArrow, string(e.By), e)
	return err
}
