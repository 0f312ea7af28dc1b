package organisation

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/workday"
)

// Over is a place that has ended and from which something still follows.
type Over struct {
	Place    string
	Triangle id.Triangle
	Person   id.Person
	Corner   string
	Reach    triangle.Reach
	Until    int64
	Recorded bool // its end is in the chain
}

// The jobs that look after places that have ended: at their end, and now and then
// for what that job missed.
const (
	EndedJob = "places-ended"
	SweepJob = "places-sweep"
	// SweepEvery is how long the record of an end can be behind the end itself, at worst.
	SweepEvery = 15 * time.Minute
)

// endsAt draws the job that looks after a place at its end; none where it has no end.
func endsAt(name string, until int64, now time.Time) (disclose.Job, bool) {
	return disclose.Job{ID: EndedJob + "/" + name, Kind: EndedJob, RunAt: until, Made: now.UnixMicro()}, until != 0
}

// overMost is how many are looked after at a time.
const overMost = 100

// Jobs are what this package does later, by kind of job. Each can run twice.
func (s *Service) Jobs() map[string]func(context.Context, disclose.Job) error {
	return map[string]func(context.Context, disclose.Job) error{EndedJob: s.Sweep}
}

// Sweep records every end that nobody has recorded, tells those concerned, and
// sees to it that a triangle without a professional does not stay unnoticed.
func (s *Service) Sweep(ctx context.Context, _ disclose.Job) (err error) {
	defer errs.Wrap("organisation.Sweep", &err)
	for {
		var over []Over
		err := s.run.View(ctx, func(x Tx) (err error) {
			over, err = x.Over(ctx, s.now().UnixMicro(), overMost)
			return err
		})
		if err != nil {
			return err
		}
		for _, o := range over {
			if err := s.settle(ctx, o); err != nil {
				return err
			}
		}
		if len(over) < overMost {
			return s.found(ctx)
		}
	}
}

// settle does what follows from the end of one place, once.
func (s *Service) settle(ctx context.Context, o Over) error {
	now := s.now()
	left, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(o.Triangle), At: now.UnixMicro(), Kind: ledger.Left, Actor: string(o.Person), Person: string(o.Person), Ground: endGround(o.Reach), Extra: map[string]string{"place": o.Place},
	})
	if err != nil {
		return err
	}
	jobs, duties := notices(now), draw(peopleMost)
	return s.run.UpdateScope(ctx, o.Triangle, func(x Tx) error {
		mine, err := x.SettleOver(ctx, o.Place)
		if err != nil || !mine {
			return err
		}
		tri, err := x.Triangle(ctx, o.Triangle)
		if err != nil {
			return err
		}
		if !o.Recorded {
			if err := tellEnd(ctx, x, jobs, tri, o, now); err != nil {
				return err
			}
			if _, err := left.In(ctx, x); err != nil {
				return err
			}
		}
		if o.Corner != string(sharing.Professional) {
			return nil
		}
		return s.nobodyThere(ctx, x, tri, duties, now)
	})
}

// endGround says by what a place ended that nobody ended by hand.
func endGround(r triangle.Reach) string {
	if r == triangle.AskedIn {
		return string(triangle.ByTeam)
	}
	return string(r)
}

// tellEnd tells the service user, and of support everybody.
func tellEnd(ctx context.Context, x Tx, jobs []disclose.Job, tri triangle.Triangle, o Over, now time.Time) error {
	if o.Reach == triangle.BySupport {
		return tellAll(ctx, x, jobs, tri, o.Person, now)
	}
	su, ok := tri.ServiceUser()
	if !ok || su.Person == o.Person {
		return nil
	}
	return tell(ctx, x, jobs[0], su.Person, tri.ID)
}

// staysBy reports whether somebody is there whom the service user can rely on.
func staysBy(t triangle.Triangle, now time.Time) bool {
	return slices.ContainsFunc(t.At(sharing.Professional, now), func(m triangle.Member) bool { return !m.Passing() })
}

// nobodyDays is within how many working days somebody sees to a triangle that has no professional.
const nobodyDays = 1

// nobodyThere makes it somebody's duty that a triangle has no professional: the
// leads' of its team, or else the administrators', who read no name there.
func (s *Service) nobodyThere(ctx context.Context, x Tx, tri triangle.Triangle, ids []string, now time.Time) error {
	if _, used := tri.ServiceUser(); !used || tri.Kind != triangle.Three || staysBy(tri, now) {
		return nil
	}
	open, err := x.DutiesOfKind(ctx, id.Organisation, duty.NobodyThere)
	if err != nil || slices.ContainsFunc(open, func(d duty.Duty) bool { return d.Ref == string(tri.ID) }) {
		return err
	}
	owners, err := s.answerable(ctx, x, tri, now)
	for i, p := range owners[:min(len(owners), len(ids))] {
		d := duty.Duty{
			ID: ids[i], Triangle: id.Organisation, Kind: duty.NobodyThere, Owner: p, Ref: string(tri.ID), Topic: string(tri.Team.ID),
			Due: workday.Add(now, nobodyDays).UnixMicro(), Made: now.UnixMicro(),
		}
		if err := x.PutDuty(ctx, d); err != nil {
			return err
		}
	}
	return err
}

func (s *Service) answerable(ctx context.Context, x Tx, tri triangle.Triangle, now time.Time) ([]id.Person, error) {
	var owners []id.Person
	if tri.Team.ID != "" {
		team, err := x.MembershipsIn(ctx, tri.Team.ID, now.UnixMicro())
		if err != nil {
			return nil, err
		}
		for _, m := range team {
			if m.Lead && m.Holds(now.UnixMicro()) && !private(tri, m.Person.ID) {
				owners = append(owners, m.Person.ID)
			}
		}
	}
	if len(owners) > 0 {
		return owners, nil
	}
	return holders(ctx, x, "", administers)
}

// found ends those duties where somebody has come meanwhile, by whatever way, and
// lets home teams follow places that began or ended by their day.
func (s *Service) found(ctx context.Context) error {
	now := s.now()
	err := s.run.Update(ctx, func(x Tx) error { return x.TidyHomes(ctx, now.UnixMicro()) })
	if err != nil {
		return err
	}
	var open []duty.Duty
	err = s.run.View(ctx, func(x Tx) (err error) {
		open, err = x.DutiesOfKind(ctx, id.Organisation, duty.NobodyThere)
		return err
	})
	if err != nil {
		return err
	}
	for _, d := range open {
		err := s.run.UpdateScope(ctx, id.Triangle(d.Ref), func(x Tx) error {
			tri, err := x.Triangle(ctx, id.Triangle(d.Ref))
			if err != nil || !staysBy(tri, now) {
				return err
			}
			_, err = x.EndDuties(ctx, id.Organisation, duty.NobodyThere, d.Ref, duty.End{At: now.UnixMicro(), Outcome: "taken-up"})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// Owed lists what somebody owes the organisation, the earliest day first. What a
// duty is about is named by its Ref; Name is the service user's where the reader
// works in the team of the triangle.
func (s *Service) Owed(ctx context.Context, p triangle.Person) (out []Owed, err error) {
	defer errs.Wrap("organisation.Owed", &err)
	now := s.now().UnixMicro()
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		all, err := x.DutiesOf(ctx, p.ID, now)
		if err != nil {
			return err
		}
		for _, d := range all {
			if d.Triangle != id.Organisation {
				continue
			}
			one, err := s.owed(ctx, x, p.ID, d, now)
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return nil
	})
	return out, err
}

// Owed is a duty of the organisation, with what its owner may know of it.
type Owed struct {
	duty.Duty
	Who  string // who came, or asks to
	Team string // of the triangle
	Name string // the service user's, for their own team alone
}

func (s *Service) owed(ctx context.Context, x Tx, p id.Person, d duty.Duty, now int64) (Owed, error) {
	one := Owed{Duty: d}
	if d.For != "" {
		who, err := x.Person(ctx, d.For)
		if err != nil {
			return one, err
		}
		one.Who = who.Name
	}
	if d.Kind != duty.NobodyThere {
		return one, nil
	}
	tri, err := x.Triangle(ctx, id.Triangle(d.Ref))
	if err != nil {
		return one, err
	}
	one.Team = tri.Team.Name
	if _, err := worksIn(ctx, x, p, tri.Team.ID, now); err == nil && tri.Team.ID != "" {
		su, _ := tri.ServiceUser()
		one.Name = su.Name
	}
	return one, nil
}
