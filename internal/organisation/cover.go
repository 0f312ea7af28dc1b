package organisation

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// Cover is somebody who reads a colleague's messages while they are away. Times
// are microseconds since 1970 UTC.
type Cover struct {
	ID           string // drawn with the form
	Away         id.Person
	AwayName     string
	Covering     id.Person
	CoveringName string
	Team         id.Team // in which the covering person works
	TeamName     string
	Since, Until int64
	SetBy        id.Person
	AgreedBy     id.Person
	Agreed       int64 // 0 while a yes is awaited
	Ended        int64
}

// Holds reports whether a cover is in force at a time.
func (c Cover) Holds(now int64) bool {
	return c.Agreed != 0 && c.Ended == 0 && c.Since <= now && now < c.Until
}

// Covers lists the covers that somebody may know of: their own, those of their
// teams, and for an administrator all.
func (s *Service) Covers(ctx context.Context, by triangle.Person) (out []Cover, err error) {
	defer errs.Wrap("organisation.Covers", &err)
	now := s.now().UnixMicro()
	err = s.run.View(ctx, func(x Tx) error {
		if _, err := professional(ctx, x, by.ID); err != nil {
			return err
		}
		out, err = x.Covers(ctx, now)
		if err != nil || administrator(ctx, x, by.ID) == nil {
			return err
		}
		mine, err := x.MembershipsOf(ctx, by.ID, now)
		if err != nil {
			return err
		}
		var kept []Cover
		for _, c := range out {
			near, err := shareTeam(ctx, x, mine, c.Away, now)
			if err != nil {
				return err
			}
			if near || c.Away == by.ID || c.Covering == by.ID || holdsTeam(mine, c.Team) {
				kept = append(kept, c)
			}
		}
		out = kept
		return nil
	})
	return out, err
}

func holdsTeam(works []triangle.Membership, team id.Team) bool {
	return slices.ContainsFunc(works, func(m triangle.Membership) bool { return m.Team.ID == team })
}

// shareTeam reports whether somebody works in one of these teams now.
func shareTeam(ctx context.Context, x Tx, mine []triangle.Membership, p id.Person, now int64) (bool, error) {
	theirs, err := x.MembershipsOf(ctx, p, now)
	return slices.ContainsFunc(theirs, func(m triangle.Membership) bool { return holdsTeam(mine, m.Team.ID) }), err
}

// SetCover records who covers for whom. The person themselves, a colleague of the
// team or an administrator can; somebody of another team covers only with a yes.
func (s *Service) SetCover(ctx context.Context, by triangle.Person, c Cover) (err error) {
	defer errs.Wrap("organisation.SetCover", &err)
	now := s.now().UnixMicro()
	if err := c.problems(now).Err("organisation.SetCover"); err != nil {
		return err
	}
	r := change{whom: c.Away, ground: "cover-set", extra: map[string]string{"cover": c.ID, "covering": string(c.Covering)}}
	return s.organise(ctx, by.ID, r, func(x Tx) (bool, error) {
		if old, err := x.Cover(ctx, c.ID); err == nil {
			return false, sameCover(old, by.ID) // sent twice
		}
		set, err := s.fit(ctx, x, by.ID, c, now)
		if err != nil {
			return false, err
		}
		return true, x.PutCover(ctx, set, now)
	})
}

func sameCover(old Cover, by id.Person) error {
	if old.SetBy != by {
		return errs.Missing("organisation.sameCover")
	}
	return nil
}

func (c Cover) problems(now int64) errs.Problems {
	var p errs.Problems
	switch {
	case c.Away == "":
		p.Add("away", "cover.away-missing")
	case c.Covering == "":
		p.Add("covering", "cover.covering-missing")
	case c.Away == c.Covering:
		p.Add("covering", "cover.oneself")
	}
	if c.Until == 0 {
		p.Add("until", "cover.until-missing")
	}
	return append(p, spanProblems(c.Since, c.Until, now)...)
}

// fit checks a cover against who works where, and against other covers.
func (s *Service) fit(ctx context.Context, x Tx, by id.Person, c Cover, now int64) (Cover, error) {
	if _, err := professional(ctx, x, c.Away); err != nil {
		return c, err
	}
	if _, err := professional(ctx, x, c.Covering); err != nil {
		return c, err
	}
	setter, err := s.setter(ctx, x, by, c, now)
	if err != nil {
		return c, err
	}
	works, err := x.PlacesOf(ctx, c.Covering, now)
	if err != nil {
		return c, err
	}
	theirs, err := x.MembershipsOf(ctx, c.Away, now)
	if err != nil {
		return c, err
	}
	through, same, problems := c.through(works, theirs)
	if last := lastDay(theirs); last != 0 && last < c.Until {
		problems.Add("until", "cover.away-leaves", "day", time.UnixMicro(last-1))
	}
	if err := problems.Err("organisation.fit"); err != nil {
		return c, err
	}
	if err := clashes(ctx, x, c, now); err != nil {
		return c, err
	}
	c.Team, c.SetBy = through.Team.ID, by
	switch {
	case same:
		c.Agreed = now
	case by != c.Covering && (setter == asOffice || leads(ctx, x, by, c.Team, now)):
		c.Agreed, c.AgreedBy = now, by
	}
	return c, nil
}

// setting says as what somebody sets a cover.
type setting int

const (
	asThemselves setting = iota
	asColleague
	asOffice
)

func (s *Service) setter(ctx context.Context, x Tx, by id.Person, c Cover, now int64) (setting, error) {
	if by == c.Away {
		return asThemselves, nil
	}
	mine, err := x.MembershipsOf(ctx, by, now)
	if err != nil {
		return 0, err
	}
	near, err := shareTeam(ctx, x, mine, c.Away, now)
	if err != nil || near {
		return asColleague, err
	}
	return asOffice, administrator(ctx, x, by)
}

// through finds the place in a team through which somebody covers: one that lasts
// as long as the cover, in the team of who is away if there is one.
func (c Cover) through(works, theirs []triangle.Membership) (through triangle.Membership, same bool, p errs.Problems) {
	if len(works) == 0 {
		p.Add("covering", "cover.no-team")
		return through, false, p
	}
	last := int64(0)
	for _, m := range works {
		if m.Since > c.Since || (m.Until != 0 && m.Until < c.Until) {
			last = max(last, m.Until)
			continue
		}
		if shared := holdsTeam(theirs, m.Team.ID); through.ID == "" || (shared && !same) {
			through, same = m, shared
		}
	}
	if through.ID == "" {
		p.Add("until", "cover.leaves-earlier", "day", time.UnixMicro(last-1))
	}
	return through, same, p
}

// lastDay is when the last of some places in teams ends; 0 where one has no end, or there is none.
func lastDay(works []triangle.Membership) int64 {
	last := int64(0)
	for _, m := range works {
		if m.Until == 0 {
			return 0
		}
		last = max(last, m.Until)
	}
	return last
}

// clashes finds a cover that stands in the way: a second one of the same person,
// or that who is to cover is away then too.
func clashes(ctx context.Context, x Tx, c Cover, now int64) error {
	var p errs.Problems
	theirs, err := x.CoversOf(ctx, c.Away, now)
	if err != nil {
		return err
	}
	for _, one := range theirs {
		if one.Away == c.Away && overlap(one.Since, one.Until, c.Since, c.Until) {
			p.Add("since", "cover.overlaps", "name", one.CoveringName, "from", time.UnixMicro(one.Since), "until", time.UnixMicro(one.Until-1))
			return p.Err("organisation.clashes")
		}
	}
	others, err := x.CoversOf(ctx, c.Covering, now)
	for _, one := range others {
		if one.Away == c.Covering && overlap(one.Since, one.Until, c.Since, c.Until) {
			p.Add("covering", "cover.away-too", "from", time.UnixMicro(one.Since), "until", time.UnixMicro(one.Until-1))
			return p.Err("organisation.clashes")
		}
	}
	return err
}

// leads reports whether somebody is lead of a team now.
func leads(ctx context.Context, x Tx, p id.Person, team id.Team, now int64) bool {
	m, err := worksIn(ctx, x, p, team, now)
	return err == nil && m.Lead
}

// MayAgree reports whether somebody's yes is what a cover waits for.
func (s *Service) MayAgree(ctx context.Context, by triangle.Person, c Cover) (may bool, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		may = c.Agreed == 0 && by.ID != c.Covering && (administrator(ctx, x, by.ID) == nil || leads(ctx, x, by.ID, c.Team, s.now().UnixMicro()))
		return nil
	})
	return may, err
}

// AgreeCover is the yes that somebody of another team needs: by the lead of that
// team or an administrator, and never by who covers.
func (s *Service) AgreeCover(ctx context.Context, by triangle.Person, cover string) (err error) {
	defer errs.Wrap("organisation.AgreeCover", &err)
	now := s.now().UnixMicro()
	r := change{whom: by.ID, ground: "cover-agreed", extra: map[string]string{"cover": cover}}
	return s.organise(ctx, by.ID, r, func(x Tx) (bool, error) {
		c, err := x.Cover(ctx, cover)
		if err != nil {
			return false, err
		}
		if by.ID == c.Covering || (administrator(ctx, x, by.ID) != nil && !leads(ctx, x, by.ID, c.Team, now)) {
			return false, errs.Missing("organisation.AgreeCover")
		}
		if c.Agreed != 0 {
			return false, nil // pressed twice
		}
		return true, x.AgreeCover(ctx, cover, by.ID, now)
	})
}

// EndCover calls a cover off, or ends it at once, with every place that rests on
// it. Who is away or covers can, a colleague of who is away, and an administrator.
func (s *Service) EndCover(ctx context.Context, by triangle.Person, cover string) (err error) {
	defer errs.Wrap("organisation.EndCover", &err)
	now := s.now()
	after := sweepSoon(now)
	r := change{whom: by.ID, ground: "cover-ended", extra: map[string]string{"cover": cover}}
	return s.organise(ctx, by.ID, r, func(x Tx) (bool, error) {
		c, err := x.Cover(ctx, cover)
		if err != nil {
			return false, err
		}
		if by.ID != c.Covering {
			if _, err := s.setter(ctx, x, by.ID, c, now.UnixMicro()); err != nil {
				return false, err
			}
		}
		if c.Ended != 0 || c.Until <= now.UnixMicro() {
			return false, nil // it has ended: as they wished
		}
		if err := x.EndCover(ctx, cover, by.ID, now.UnixMicro()); err != nil {
			return false, err
		}
		if _, err := x.EndResting(ctx, cover, now.UnixMicro()); err != nil {
			return false, err
		}
		return true, x.PutJob(ctx, after)
	})
}

// ForAway is what waits for somebody who is away, for who covers for them.
type ForAway struct {
	Cover     Cover
	Triangles []triangle.Triangle // in which the away person stands
	Duties    []duty.Duty         // that the away person owes there
}

// Covering lists what somebody covers now, with what waits there.
func (s *Service) Covering(ctx context.Context, p triangle.Person) (out []ForAway, err error) {
	defer errs.Wrap("organisation.Covering", &err)
	now := s.now().UnixMicro()
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		covers, err := x.CoversOf(ctx, p.ID, now)
		for _, c := range covers {
			if c.Covering != p.ID || !c.Holds(now) {
				continue
			}
			one := ForAway{Cover: c}
			if one.Triangles, err = awayIn(ctx, x, c.Away, now); err != nil {
				return err
			}
			if one.Duties, err = x.DutiesOf(ctx, c.Away, now); err != nil {
				return err
			}
			one.Duties = slices.DeleteFunc(one.Duties, func(d duty.Duty) bool { return d.Triangle == id.Organisation })
			out = append(out, one)
		}
		return err
	})
	return out, err
}

// CanCover lists who could cover for somebody: who works in a team now, by name.
func (s *Service) CanCover(ctx context.Context, by triangle.Person) (out []triangle.Membership, err error) {
	defer errs.Wrap("organisation.CanCover", &err)
	now := s.now().UnixMicro()
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		if _, err := professional(ctx, x, by.ID); err != nil {
			return err
		}
		out, err = x.MembershipsNow(ctx, now)
		out = slices.CompactFunc(out, func(a, b triangle.Membership) bool { return a.Person.ID == b.Person.ID })
		return err
	})
	return out, err
}
