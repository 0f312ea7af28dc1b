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
)

// TeamTriangles are those of one team, for somebody who works in it now.
type TeamTriangles struct {
	Membership triangle.Membership
	Triangles  []triangle.Triangle
}

// OfTeams lists the triangles of the teams in which somebody works now. That
// somebody uses the service is for that team alone to know.
func (s *Service) OfTeams(ctx context.Context, p triangle.Person) (out []TeamTriangles, err error) {
	defer errs.Wrap("organisation.OfTeams", &err)
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		if _, err := professional(ctx, x, p.ID); err != nil {
			return err
		}
		works, err := x.MembershipsOf(ctx, p.ID, s.now().UnixMicro())
		for _, m := range works {
			all, err := x.TrianglesOfTeam(ctx, m.Team.ID)
			if err != nil {
				return err
			}
			out = append(out, TeamTriangles{m, slices.DeleteFunc(all, func(t triangle.Triangle) bool { return private(t, p.ID) })})
		}
		return err
	})
	return out, err
}

// private reports whether somebody stands or stood in a triangle for themselves,
// and so is nobody's professional there.
func private(t triangle.Triangle, p id.Person) bool {
	m, ok := t.Member(p)
	return ok && (m.Corner == sharing.ServiceUser || m.Corner == sharing.Carer)
}

// awayIn lists the triangles in which somebody stands as a professional whose place is no passing one.
func awayIn(ctx context.Context, x Tx, p id.Person, now int64) ([]triangle.Triangle, error) {
	all, err := x.TrianglesOf(ctx, p, now)
	return slices.DeleteFunc(all, func(t triangle.Triangle) bool {
		m, _ := t.Member(p)
		_, used := t.ServiceUser()
		return m.Corner != sharing.Professional || m.Passing() || m.Reach == triangle.ByCover || t.Kind != triangle.Three || !used
	}), err
}

// way is by what somebody may take a place in a triangle.
type way struct {
	member triangle.Member
	hold   func(ctx context.Context, x Tx, now int64) (bool, error)
}

// Open takes a place in a triangle by the team or by cover. The service user is
// told who came and why. Whoever stands there already changes nothing.
func (s *Service) Open(ctx context.Context, by triangle.Person, t id.Triangle) (err error) {
	defer errs.Wrap("organisation.Open", &err)
	now := s.now()
	var w way
	err = s.run.View(ctx, func(x Tx) (err error) {
		w, err = s.wayTo(ctx, x, by, t, now)
		return err
	})
	if err != nil || w.hold == nil {
		return err
	}
	w.member.ID = id.New()
	came, err := cameRecord(t, w.member, now)
	if err != nil {
		return err
	}
	news := notice(now)
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		if m, ok := tri.Member(by.ID); ok && m.Here(now) {
			return nil // pressed twice
		}
		held, err := w.hold(ctx, x, now.UnixMicro())
		if err != nil || !held || private(tri, by.ID) {
			return firstOf(err, errs.Missing("organisation.Open"))
		}
		return s.seat(ctx, x, tri, w.member, came, news)
	})
}

// place puts somebody in place, and the job that looks after its end.
func place(ctx context.Context, x Tx, t id.Triangle, m triangle.Member) error {
	if err := x.PutMember(ctx, t, m); err != nil {
		return err
	}
	if j, ends := endsAt(m.ID, m.Until, time.UnixMicro(m.Since)); ends {
		return x.PutJob(ctx, j)
	}
	return nil
}

// seat puts somebody in place, records it, and tells the service user.
func (s *Service) seat(ctx context.Context, x Tx, tri triangle.Triangle, m triangle.Member, came disclose.Noted, news disclose.Job) error {
	if err := place(ctx, x, tri.ID, m); err != nil {
		return err
	}
	if !m.Passing() {
		end := duty.End{By: m.Person, At: m.Since, Outcome: "taken-up"}
		if _, err := x.EndDuties(ctx, id.Organisation, duty.NobodyThere, string(tri.ID), end); err != nil {
			return err
		}
	}
	if su, ok := tri.ServiceUser(); ok {
		if err := tell(ctx, x, news, su.Person, tri.ID); err != nil {
			return err
		}
	}
	_, err := came.In(ctx, x)
	return err
}

// wayTo finds by what somebody may come in: the team first, and then cover. It is
// the zero way for whoever stands there already.
func (s *Service) wayTo(ctx context.Context, x Tx, by triangle.Person, t id.Triangle, now time.Time) (way, error) {
	none := errs.Missing("organisation.wayTo")
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return way{}, err
	}
	if m, ok := tri.Member(by.ID); ok && m.Here(now) && m.Corner == sharing.Professional {
		return way{}, nil
	}
	_, used := tri.ServiceUser()
	if _, err := professional(ctx, x, by.ID); err != nil || !used || tri.Kind != triangle.Three || private(tri, by.ID) {
		return way{}, firstOf(err, none)
	}
	came := triangle.Member{Person: by.ID, Corner: sharing.Professional, Since: now.UnixMicro(), AcceptedBy: by.ID}
	m, err := worksIn(ctx, x, by.ID, tri.Team.ID, now.UnixMicro())
	if err == nil && tri.Team.ID != "" {
		came.Reach, came.RestsOn, came.Until, came.Role = triangle.ByTeam, m.ID, m.Until, m.Role
		came.CarerLead = m.Lead && !hasLead(tri, now)
		return way{came, func(ctx context.Context, x Tx, now int64) (bool, error) { return x.HoldMembership(ctx, m.ID, now) }}, nil
	}
	if err != nil && !errs.Is(err, errs.NotFound) {
		return way{}, err
	}
	c, err := s.coverTo(ctx, x, by.ID, tri, now)
	if err != nil {
		return way{}, err
	}
	came.Reach, came.RestsOn, came.Until, came.For = triangle.ByCover, c.ID, c.Until, c.Away
	return way{came, func(ctx context.Context, x Tx, now int64) (bool, error) { return x.HoldCover(ctx, c.ID, now) }}, nil
}

// hasLead reports whether a triangle has a carer lead: what is told to the carer
// lead alone is for one pair of eyes.
func hasLead(t triangle.Triangle, now time.Time) bool {
	return slices.ContainsFunc(t.At(sharing.Professional, now), func(m triangle.Member) bool { return m.CarerLead })
}

// coverTo finds a cover in force by which somebody may come into a triangle.
func (s *Service) coverTo(ctx context.Context, x Tx, by id.Person, tri triangle.Triangle, now time.Time) (Cover, error) {
	covers, err := x.CoversOf(ctx, by, now.UnixMicro())
	for _, c := range covers {
		away, ok := tri.Member(c.Away)
		stands := ok && away.Here(now) && away.Corner == sharing.Professional && !away.Passing() && away.Reach != triangle.ByCover
		if c.Covering == by && c.Holds(now.UnixMicro()) && stands {
			return c, nil
		}
	}
	return Cover{}, firstOf(err, errs.Missing("organisation.coverTo"))
}

// cameRecord draws the record of a place that was taken.
func cameRecord(t id.Triangle, m triangle.Member, now time.Time) (disclose.Noted, error) {
	extra := map[string]string{"place": m.ID}
	if m.RestsOn != "" {
		extra["rests-on"] = m.RestsOn
	}
	if m.For != "" {
		extra["for"] = string(m.For)
	}
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(t), At: now.UnixMicro(), Kind: ledger.Reached, Actor: string(m.Person), Person: string(m.Person), Entry: string(m.Reason), Ground: string(m.Reach), Extra: extra,
	})
}
