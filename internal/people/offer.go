package people

import (
	"context"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Offer is an invitation as the invited may see it, after they have signed in
// and proved the code.
type Offer struct {
	Invitation
	ByName   string
	ByCorner sharing.Corner
	For      string            // the service user's name; empty where it is the invited, or nobody yet
	TeamName string            // of the triangle; may be empty
	Here     []triangle.Member // who is there, for the service user to weigh
	// Into are triangles of the invited into which the inviter could come.
	Into []triangle.Triangle
	// Mine says that the invited has accepted before.
	Mine bool
	// AsksWord says that the check word has to be given first; nothing else is set then.
	AsksWord    bool
	serviceUser id.Person
}

// Open shows an invitation to the person it is meant for: who holds the code, has
// the address or has given the word. A code that nobody knows, and an invitation
// that is over for whatever reason, have the same words.
func (s *Service) Open(ctx context.Context, p triangle.Person, code string) (o Offer, err error) {
	defer errs.Wrap("people.Open", &err)
	err = s.run.View(ctx, func(x Tx) error {
		o = Offer{}
		one, err := s.proved(ctx, x, p, code)
		if err != nil {
			return err
		}
		if one.asksWord(p.ID) {
			o.AsksWord = true
			return nil
		}
		o = Offer{Invitation: one, Mine: one.SettledBy == p.ID}
		t, err := x.Triangle(ctx, one.Triangle)
		if err != nil {
			return err
		}
		if err := alreadyHere(t, one, p.ID, s.now()); err != nil {
			return err
		}
		s.describe(&o, t)
		if t.Kind == triangle.File {
			o.Into, err = s.ownTriangles(ctx, x, p.ID)
		}
		return err
	})
	if errs.KeyOf(err) == "join.other-address" {
		if err := s.strayed(ctx, code); err != nil {
			return Offer{}, err
		}
	}
	if err != nil {
		return Offer{}, err
	}
	return o, nil
}

// alreadyHere is for somebody who stands in the triangle that they are invited to.
func alreadyHere(t triangle.Triangle, i Invitation, p id.Person, now time.Time) error {
	me, ok := t.Member(p)
	switch {
	case !ok || !me.Here(now) || i.Settled != 0:
		return nil
	case me.Corner == sharing.ServiceUser && i.Corner == sharing.Carer:
		return closed("join.yourself")
	case me.Corner != i.Corner:
		return closed("join.other-corner")
	}
	return closed("join.already")
}

func (s *Service) describe(o *Offer, t triangle.Triangle) {
	by, _ := t.Member(o.By)
	o.ByName, o.ByCorner, o.TeamName = by.Name, by.Corner, t.Team.Name
	if su, ok := t.ServiceUser(); ok && o.Corner == sharing.Carer {
		o.For, o.serviceUser = su.Name, su.Person
	}
	if o.Corner != sharing.ServiceUser {
		return
	}
	for _, m := range t.Members {
		if m.Here(s.now()) && m.Person != triangle.NobodyYet {
			o.Here = append(o.Here, m)
		}
	}
}

// proved finds the invitation of a code, for this person and now. The word may
// still have to be given.
func (s *Service) proved(ctx context.Context, x Tx, p triangle.Person, code string) (Invitation, error) {
	one, err := x.InvitationByCode(ctx, hashCode(code))
	if errs.Is(err, errs.NotFound) {
		return Invitation{}, closed("join.over")
	}
	if err != nil {
		return Invitation{}, err
	}
	switch state := one.State(s.now()); {
	case state == Joined && one.SettledBy == p.ID:
		return one, nil
	case state == Joined:
		return Invitation{}, closed("join.used")
	case state != Open:
		return Invitation{}, closed("join.over")
	}
	gone, err := s.inviterGone(ctx, x, one)
	switch {
	case err != nil:
		return Invitation{}, err
	case gone, one.Holder != "" && one.Holder != p.ID:
		return Invitation{}, closed("join.over")
	case one.By == p.ID:
		return Invitation{}, closed("join.own-link")
	case p.Corner == sharing.Professional:
		return Invitation{}, closed("join.work-account")
	case one.Email != "" && one.Email != p.Email:
		return Invitation{}, closed("join.other-address")
	}
	return one, nil
}

// inviterGone reports whether somebody who invited stands there no more, or has
// closed their account: then nobody answers for the invitation.
func (s *Service) inviterGone(ctx context.Context, x Tx, i Invitation) (bool, error) {
	t, err := x.Triangle(ctx, i.Triangle)
	if err != nil {
		return false, err
	}
	if _, err := standing(t, i.By, s.now()); err != nil {
		return true, nil
	}
	by, err := x.Person(ctx, i.By)
	return by.Closed != 0, err
}

// closed is an invitation that does not open, with words for whoever tries.
func closed(key string) error { return errs.E(errs.Conflict, "people.Open", key, nil) }

// ownTriangles lists those in which somebody is the service user.
func (s *Service) ownTriangles(ctx context.Context, x Tx, p id.Person) ([]triangle.Triangle, error) {
	all, err := x.TrianglesOf(ctx, p, s.now().UnixMicro())
	var out []triangle.Triangle
	for _, t := range all {
		if me, _ := t.Member(p); me.Corner == sharing.ServiceUser {
			out = append(out, t)
		}
	}
	return out, err
}

// Decline says no to an invitation. The inviter reads that it is over, as with any other end.
func (s *Service) Decline(ctx context.Context, p triangle.Person, code string) (err error) {
	defer errs.Wrap("people.Decline", &err)
	var one Invitation
	if err := s.run.View(ctx, func(x Tx) (err error) {
		one, err = s.proved(ctx, x, p, code)
		return err
	}); err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, one.Triangle, func(x Tx) error {
		one, err := s.proved(ctx, x, p, code)
		if err != nil {
			return err
		}
		if one.asksWord(p.ID) {
			return wrongWord()
		}
		one.Settled, one.Outcome, one.SettledBy = s.now().UnixMicro(), Declined, p.ID
		return x.SettleInvitation(ctx, one)
	})
}
