package people

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Begin gives somebody new a place of their own: a carer a file, in which the
// service user's corner is kept free, and a service user a triangle with nobody
// else in it. Whoever has one keeps it; professionals have none.
func (s *Service) Begin(ctx context.Context, p triangle.Person) (t id.Triangle, err error) {
	defer errs.Wrap("people.Begin", &err)
	switch p.Corner {
	case sharing.Carer:
		return s.OwnFile(ctx, p.ID)
	case sharing.ServiceUser:
		return s.ownTriangle(ctx, p.ID)
	}
	return "", errs.Missing("people.Begin")
}

// OwnFile finds a carer's own file, or makes it. In it stands the carer alone.
func (s *Service) OwnFile(ctx context.Context, carer id.Person) (id.Triangle, error) {
	if t, err := s.file(ctx, carer); err != nil || t != "" {
		return t, err
	}
	t, err := s.Found(ctx, triangle.Triangle{Kind: triangle.File, Owner: carer}, []triangle.Member{
		{Person: triangle.NobodyYet, Corner: sharing.ServiceUser}, {Person: carer, Corner: sharing.Carer},
	}, s.now())
	if errs.Is(err, errs.Conflict) { // two windows at once: the first one's file stands
		return s.file(ctx, carer)
	}
	return t, err
}

// file finds a carer's own file; empty where there is none.
func (s *Service) file(ctx context.Context, carer id.Person) (id.Triangle, error) {
	mine, err := s.Of(ctx, carer)
	for _, t := range mine {
		if t.Kind == triangle.File && t.Owner == carer {
			return t.ID, nil
		}
	}
	return "", err
}

func (s *Service) ownTriangle(ctx context.Context, su id.Person) (id.Triangle, error) {
	mine, err := s.Of(ctx, su)
	if err != nil {
		return "", err
	}
	for _, t := range mine {
		if me, _ := t.Member(su); me.Corner == sharing.ServiceUser {
			return t.ID, nil
		}
	}
	return s.Found(ctx, triangle.Triangle{Kind: triangle.Three, Owner: su}, []triangle.Member{{Person: su, Corner: sharing.ServiceUser}}, s.now())
}
