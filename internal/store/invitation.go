package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
)

const invitationColumns = "id, triangle, made_by, corner, team, name, email, relation, basis, code, made, ends, agreed, paused, settled, outcome, settled_by, word, wrong, astray, holder"

// PutInvitation stores a new invitation; an id that is taken is errs.Conflict.
func (t *Tx) PutInvitation(ctx context.Context, i people.Invitation) error {
	_, err := t.sql.Exec(ctx, `INSERT INTO invitation (id, triangle, made_by, corner, team, name, email, relation, basis, made, ends, agreed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		i.ID, string(i.Triangle), string(i.By), string(i.Corner), string(i.Team), i.Name, i.Email, i.Relation, string(i.Basis), i.Made, i.Ends, i.Agreed)
	return err
}

// invitations reads with a WHERE of this package.
func (t *Tx) invitations(ctx context.Context, where string, args ...any) ([]people.Invitation, error) {
	var out []people.Invitation
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var i people.Invitation
		var tri, by, corner, team, basis, outcome, settledBy, holder string
		err := scan(&i.ID, &tri, &by, &corner, &team, &i.Name, &i.Email, &i.Relation, &basis, &i.Code,
			&i.Made, &i.Ends, &i.Agreed, &i.Paused, &i.Settled, &outcome, &settledBy, &i.Word, &i.Wrong, &i.Astray, &holder)
		i.Triangle, i.By, i.Corner, i.Team = id.Triangle(tri), id.Person(by), sharing.Corner(corner), id.Team(team)
		i.Basis, i.Outcome, i.SettledBy = people.Basis(basis), people.Outcome(outcome), id.Person(settledBy)
		i.Holder = id.Person(holder)
		out = append(out, i)
		return err
	}, "SELECT "+invitationColumns+" FROM invitation WHERE "+where, args...)
	return out, err
}

func (t *Tx) oneInvitation(ctx context.Context, where string, arg any) (people.Invitation, error) {
	found, err := t.invitations(ctx, where, arg)
	if err == nil && len(found) == 0 {
		err = missing("store.Invitation")
	}
	if err != nil {
		return people.Invitation{}, err
	}
	return found[0], nil
}

// Invitation reads one by its id.
func (t *Tx) Invitation(ctx context.Context, invitation string) (people.Invitation, error) {
	return t.oneInvitation(ctx, "id = $1", invitation)
}

// InvitationByCode reads one by the hash of its code.
func (t *Tx) InvitationByCode(ctx context.Context, hash string) (people.Invitation, error) {
	return t.oneInvitation(ctx, "code = $1 AND code <> ''", hash)
}

// InvitationsOf lists those of a triangle, newest first.
func (t *Tx) InvitationsOf(ctx context.Context, tri id.Triangle) ([]people.Invitation, error) {
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	out, err := t.invitations(ctx, "triangle = $1 ORDER BY made DESC, id DESC", string(tri))
	for i := range out {
		if out[i].SettledBy != reader && held.notYet(&out[i].Settled) {
			out[i].Outcome, out[i].SettledBy = "", ""
		}
	}
	return keep(held, out, func(i people.Invitation) int64 { return i.Made }, func(i people.Invitation) bool { return i.By == reader }), err
}

// InvitationsFor lists what a team has been asked and has not answered, oldest first.
func (t *Tx) InvitationsFor(ctx context.Context, team id.Team, now int64) ([]people.Invitation, error) {
	return t.invitations(ctx, "team = $1 AND team <> '' AND settled = 0 AND agreed > 0 AND ends > $2 ORDER BY made, id", string(team), now)
}

// ChangeInvitation stores code, word, agreement, basis and pause of one that is not settled.
func (t *Tx) ChangeInvitation(ctx context.Context, i people.Invitation) error {
	n, err := t.sql.Exec(ctx, `UPDATE invitation SET code = $1, agreed = $2, ends = $3, paused = $4, basis = $5, word = $6, wrong = $7, astray = $8, holder = $9
		WHERE id = $10 AND settled = 0`,
		i.Code, i.Agreed, i.Ends, i.Paused, string(i.Basis), i.Word, i.Wrong, i.Astray, string(i.Holder), i.ID)
	return changedOne(n, err, "store.ChangeInvitation")
}

// SettleInvitation ends an open one and forgets name and address. The code
// stays, so that whoever opens the link again can be told that it is over.
func (t *Tx) SettleInvitation(ctx context.Context, i people.Invitation) error {
	n, err := t.sql.Exec(ctx, "UPDATE invitation SET settled = $1, outcome = $2, settled_by = $3, name = '', email = '' WHERE id = $4 AND settled = 0",
		i.Settled, string(i.Outcome), string(i.SettledBy), i.ID)
	return changedOne(n, err, "store.SettleInvitation")
}

// ForgetEnded takes name and address out of invitations that ran out.
func (t *Tx) ForgetEnded(ctx context.Context, now int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE invitation SET name = '', email = '' WHERE settled = 0 AND ends <= $1 AND (name <> '' OR email <> '')", now)
	return err
}

// changedOne turns "no row was as expected" into errs.Conflict.
func changedOne(n int64, err error, op string) error {
	if err == nil && n == 0 {
		err = errs.E(errs.Conflict, op, "error.changed-meanwhile", nil)
	}
	return err
}
