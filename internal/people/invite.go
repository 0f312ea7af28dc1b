package people

import (
	"context"
	"slices"
	"strings"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Invite makes an invitation. A service user and a professional can invite a
// carer; a professional the service user of a triangle that they opened; a
// service user a team; a carer, from their own file, a team or the person. The
// id is drawn with the form, so that sending twice invites once.
func (s *Service) Invite(ctx context.Context, i Invitation) (_ Invitation, err error) {
	defer errs.Wrap("people.Invite", &err)
	now := s.now()
	i.Name, i.Email, i.Relation = plain.Line(i.Name), plain.Email(i.Email), strings.TrimSpace(i.Relation)
	i.Made, i.Ends = now.UnixMicro(), now.Add(Life).UnixMicro()
	if err := i.problems().Err("people.Invite"); err != nil {
		return Invitation{}, err
	}
	invited, err := disclose.DrawRecord(invitedRecord(i))
	if err != nil {
		return Invitation{}, err
	}
	jobs := jobs{at: now}
	letter := jobs.draw(LetterJob, map[string]string{"invitation": i.ID})
	news := jobs.draw(NoticeJob, nil)
	err = s.run.UpdateScope(ctx, i.Triangle, func(x Tx) error {
		if err := x.ForgetEnded(ctx, now.UnixMicro()); err != nil {
			return err
		}
		one, ask, err := allow(ctx, x, i, now)
		if err != nil {
			return err
		}
		if err := x.PutInvitation(ctx, one); err != nil {
			return err
		}
		if i = one; i.Agreed != 0 && i.Email != "" {
			if err := x.PutJob(ctx, letter.Job); err != nil {
				return err
			}
		}
		if ask != "" {
			if err := x.PutJob(ctx, news.to(ask, i.Triangle, "asked")); err != nil {
				return err
			}
		}
		_, err = invited.In(ctx, x)
		return err
	})
	if errs.Is(err, errs.Conflict) {
		return s.madeBefore(ctx, i, err)
	}
	return i, err
}

// madeBefore tells a form that was sent twice from an id that is taken.
func (s *Service) madeBefore(ctx context.Context, i Invitation, conflict error) (Invitation, error) {
	var old Invitation
	err := s.run.View(ctx, func(x Tx) (err error) {
		old, err = x.Invitation(ctx, i.ID)
		return err
	})
	if err != nil || old.By != i.By || old.Triangle != i.Triangle {
		return Invitation{}, conflict
	}
	return old, nil
}

func invitedRecord(i Invitation) ledger.Record {
	extra := map[string]string{"corner": string(i.Corner), "invitation": i.ID}
	if i.Team != "" {
		extra["team"] = string(i.Team)
	}
	return ledger.Record{Triangle: string(i.Triangle), At: i.Made, Kind: ledger.Invited, Actor: string(i.By), Ground: string(i.Basis), Extra: extra}
}

func (i Invitation) problems() errs.Problems {
	var p errs.Problems
	if !id.Valid(i.ID) {
		p.Add("", "error.invalid")
	}
	if i.Corner == sharing.Professional {
		if i.Team == "" {
			p.Add("team", "invite.team-missing")
		}
		return p
	}
	switch {
	case !plain.Visible(i.Name):
		p.Add("name", "invite.name-missing")
	case plain.Length(i.Name) > nameMost:
		p.Add("name", "invite.name-long", "most", nameMost)
	}
	if i.Email != "" && !plain.IsEmail(i.Email) {
		p.Add("email", "signup.email-wrong")
	}
	if i.Corner == sharing.Carer && !knownRelation(i.Relation) {
		p.Add("relation", "invite.relation-missing")
	}
	return p
}

// allow settles what the inviter may do here, and who has to be asked first.
func allow(ctx context.Context, x Tx, i Invitation, now time.Time) (_ Invitation, ask id.Person, err error) {
	t, err := x.Triangle(ctx, i.Triangle)
	if err != nil {
		return i, "", err
	}
	me, err := standing(t, i.By, now)
	if err != nil {
		return i, "", err
	}
	if err := alreadyAsked(ctx, x, i, now); err != nil {
		return i, "", err
	}
	if me.Passing() {
		return i, "", errs.Missing("people.allow")
	}
	if i.Basis != "" && (me.Corner != sharing.Professional || i.Corner != sharing.Carer) {
		return i, "", errs.Missing("people.allow")
	}
	su, here := t.ServiceUser()
	switch {
	case t.Kind == triangle.File && me.Corner == sharing.Carer && (i.Corner == sharing.ServiceUser || i.Team != ""),
		t.Kind == triangle.Three && me.Corner == sharing.ServiceUser && (i.Corner == sharing.Carer || i.Team != ""),
		t.Kind == triangle.Three && me.Corner == sharing.Professional && i.Corner == sharing.ServiceUser && !here && i.Team == "":
		i.Agreed = i.Made
	case t.Kind == triangle.Three && me.Corner == sharing.Professional && i.Corner == sharing.Carer && i.Team == "":
		if !here {
			var p errs.Problems
			p.Add("", "invite.person-first")
			return i, "", p.Err("people.allow")
		}
		return byProfessional(ctx, x, i, su.Person, now)
	default:
		return i, "", errs.Missing("people.allow")
	}
	if t.Kind == triangle.File && !knownRelation(i.Relation) {
		var p errs.Problems
		p.Add("relation", "invite.relation-missing")
		return i, "", p.Err("people.allow")
	}
	if i.Team != "" {
		return i, "", knownTeam(ctx, x, i.Team)
	}
	return i, "", nil
}

// byProfessional waits for the service user's yes, or rests on a legal basis that holds now.
func byProfessional(ctx context.Context, x Tx, i Invitation, su id.Person, now time.Time) (Invitation, id.Person, error) {
	if i.Basis == "" {
		return i, su, nil
	}
	if err := holds(ctx, x, i.Triangle, i.Basis, now); err != nil {
		return i, "", err
	}
	i.Agreed = i.Made
	return i, "", nil
}

// holds checks that a legal basis counts now.
func holds(ctx context.Context, x Tx, t id.Triangle, b Basis, now time.Time) error {
	var p errs.Problems
	if !knownBasis(b) {
		p.Add("basis", "invite.basis-missing")
		return p.Err("people.holds")
	}
	if !b.NeedsFinding() {
		return nil
	}
	facts, err := x.Facts(ctx, t)
	if err != nil {
		return err
	}
	if !lacking(facts, now) {
		p.Add("basis", "invite.finding-missing")
	}
	return p.Err("people.holds")
}

func knownBasis(b Basis) bool { return slices.Contains(Bases(), b) }

// lacking reports whether a finding is in force that the service user cannot decide.
func lacking(f *sharing.Triangle, now time.Time) bool {
	at := sharing.At(now)
	for _, c := range f.Capacity {
		if !at.Before(c.From) && (!c.Until.IsSet() || at.Before(c.Until)) {
			return true
		}
	}
	return false
}

// alreadyAsked finds an open invitation to the same address or team, so that nobody gets two.
func alreadyAsked(ctx context.Context, x Tx, i Invitation, now time.Time) error {
	all, err := x.InvitationsOf(ctx, i.Triangle)
	if err != nil {
		return err
	}
	var p errs.Problems
	for _, old := range all {
		if state := old.State(now); old.ID == i.ID || state == Joined || state == Over {
			continue
		}
		switch {
		case i.Team != "" && old.Team == i.Team:
			p.Add("team", "invite.team-already")
			return p.Err("people.Invite")
		case i.Team == "" && i.Email != "" && old.Email == i.Email:
			p.Add("email", "invite.already")
			return p.Err("people.Invite")
		}
	}
	return nil
}

func knownTeam(ctx context.Context, x Tx, team id.Team) error {
	all, err := x.TeamList(ctx)
	if err != nil {
		return err
	}
	for _, one := range all {
		if one.ID == team {
			return nil
		}
	}
	var p errs.Problems
	p.Add("team", "invite.team-missing")
	return p.Err("people.Invite")
}
