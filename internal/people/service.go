// Package people knows who stands in which triangle, how they came there and
// how they leave. Nobody is ever matched by name or birth date, and it never
// knows what anybody wrote.
package people

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	Triangles
	Invitations
	Tries
	Teams
	Work
	Records
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	Duties
}

// Records is what is written down, and what follows a commit.
type Records interface {
	disclose.Appender
	PutJob(ctx context.Context, j disclose.Job) error
}

// Duties is what promises need of a transaction.
type Duties interface {
	PutDuty(ctx context.Context, d duty.Duty) error
	EndDuties(ctx context.Context, t id.Triangle, k duty.Kind, ref string, e duty.End) (int, error)
	DutiesOf(ctx context.Context, p id.Person, now int64) ([]duty.Duty, error)
	// CopyAsked reads when a copy is due that somebody asked for; 0 for none.
	CopyAsked(ctx context.Context, t id.Triangle, p id.Person) (due int64, err error)
}

// Triangles is what membership needs of a transaction.
type Triangles interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	TrianglesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error)
	// Left lists triangles in which somebody once stood and stands no more.
	Left(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error)
	PutTriangle(ctx context.Context, t triangle.Triangle) error
	PutMember(ctx context.Context, t id.Triangle, m triangle.Member) error
	EndMember(ctx context.Context, t id.Triangle, p id.Person, until int64) error
	// Arrive puts the service user where nobody stood yet.
	Arrive(ctx context.Context, t id.Triangle, p id.Person, since int64) error
	Facts(ctx context.Context, t id.Triangle) (*sharing.Triangle, error)
}

// Invitations is what inviting needs of a transaction.
type Invitations interface {
	PutInvitation(ctx context.Context, i Invitation) error
	Invitation(ctx context.Context, id string) (Invitation, error)
	InvitationByCode(ctx context.Context, hash string) (Invitation, error)
	InvitationsOf(ctx context.Context, t id.Triangle) ([]Invitation, error)
	// InvitationsFor lists those that a team has been asked to take up.
	InvitationsFor(ctx context.Context, team id.Team, now int64) ([]Invitation, error)
	// ChangeInvitation stores code, word, agreement and pause of an open one;
	// one that is settled already is errs.Conflict.
	ChangeInvitation(ctx context.Context, i Invitation) error
	// SettleInvitation ends an open one and forgets name and address.
	SettleInvitation(ctx context.Context, i Invitation) error
	// ForgetEnded takes name and address out of what ran out.
	ForgetEnded(ctx context.Context, now int64) error
}

// Tries counts words that did not fit, so that guessing gets slow.
type Tries interface {
	CountAttempts(ctx context.Context, key string, since int64) (int, error)
	PutAttempt(ctx context.Context, key string, at int64) error
}

// Teams is what an organisation needs of a transaction.
type Teams interface {
	Organisation(ctx context.Context) (id, name string, err error)
	PutOrganisation(ctx context.Context, organisation, name string, made int64) error
	TeamList(ctx context.Context) ([]triangle.Team, error)
	PutTeam(ctx context.Context, t triangle.Team, made int64) error
	ChangeTeam(ctx context.Context, t triangle.Team) error
	ChangeTriangle(ctx context.Context, t id.Triangle, team id.Team) error
	ChangeMember(ctx context.Context, t id.Triangle, m triangle.Member) error
}

// Work is who works where, from when until when.
type Work interface {
	// Colleagues lists who works in a team now, by name.
	Colleagues(ctx context.Context, t id.Team, now int64) ([]triangle.Person, error)
	// MembershipsOf lists where somebody works now, the home team first.
	MembershipsOf(ctx context.Context, p id.Person, now int64) ([]triangle.Membership, error)
	// HoldMembership says whether one is in force, and makes whoever ends it wait.
	HoldMembership(ctx context.Context, membership string, now int64) (bool, error)
}

// Service answers who is where.
type Service struct {
	run tx.Runner[Tx]
	now func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], now func() time.Time) *Service { return &Service{run: run, now: now} }

// Triangle reads a triangle with everybody who stands or stood in it. Callers
// show it to its members only.
func (s *Service) Triangle(ctx context.Context, t id.Triangle) (out triangle.Triangle, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.Triangle(ctx, t)
		return err
	})
	return out, err
}

// Of lists the triangles in which somebody stands now, oldest first.
func (s *Service) Of(ctx context.Context, p id.Person) (out []triangle.Triangle, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.TrianglesOf(ctx, p, s.now().UnixMicro())
		return err
	})
	return out, err
}

// standing finds somebody's place in force; for anybody else the triangle is not there.
func standing(t triangle.Triangle, p id.Person, now time.Time) (triangle.Member, error) {
	m, ok := t.Member(p)
	if !ok || !m.Here(now) {
		return triangle.Member{}, errs.Missing("people.standing")
	}
	return m, nil
}
