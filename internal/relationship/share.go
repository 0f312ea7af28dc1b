package relationship

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// own finds one of somebody's own words, as its latest version stands.
func own(ctx context.Context, x Tx, by id.Person, t id.Triangle, e id.Entry) (disclose.Meta, Spot, error) {
	found, err := x.EntryByID(ctx, t, e)
	if err != nil {
		return disclose.Meta{}, Spot{}, err
	}
	spots, err := x.PlacesOnArrows(ctx, t, []id.Entry{e})
	if err != nil {
		return disclose.Meta{}, Spot{}, err
	}
	spot, ok := spots[e]
	if len(found) == 0 || !ok || found[0].Meta.Item.GivenBy != string(by) {
		return disclose.Meta{}, Spot{}, errs.Missing("relationship.own")
	}
	return found[0].Meta, spot, nil
}

// Audience says who would see one of somebody's own words if they shared it with
// the other person of the pair. Nothing is shown, so nothing is recorded.
func (s *Service) Audience(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (out []address.Hearer, err error) {
	defer errs.Wrap("relationship.Audience", &err)
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		m, spot, err := own(ctx, x, by, t, e)
		if err != nil {
			return err
		}
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		facts, err := x.Facts(ctx, t)
		if err != nil {
			return err
		}
		m.Item.OwnSection = openedTo(m.Item, spot.Other, now.UnixMicro())
		out = address.Hearers(m.Item, tri, facts, by, now)
		return nil
	})
	return out, err
}

func openedTo(i sharing.Item, p id.Person, at int64) *sharing.OwnSection {
	return &sharing.OwnSection{Owner: i.GivenBy, SharedWith: []sharing.SectionShare{{Recipient: string(p), When: sharing.Everyday, From: sharing.Micros(at)}}}
}

// Everybody says who sees a word that is nobody's but its writer's.
func (s *Service) Everybody(tri triangle.Triangle, by id.Person) []triangle.Member {
	var out []triangle.Member
	for _, c := range []sharing.Corner{sharing.ServiceUser, sharing.Carer, sharing.Professional} {
		out = append(out, slices.DeleteFunc(tri.At(c, s.now()), func(m triangle.Member) bool { return m.Person == by })...)
	}
	return out
}

// Share opens one of somebody's own words to the other person of the pair.
func (s *Service) Share(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (err error) {
	defer errs.Wrap("relationship.Share", &err)
	return s.reshare(ctx, by, t, e, true)
}

// Unshare closes it again. What was seen stays known.
func (s *Service) Unshare(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (err error) {
	defer errs.Wrap("relationship.Unshare", &err)
	return s.reshare(ctx, by, t, e, false)
}

func (s *Service) reshare(ctx context.Context, by id.Person, t id.Triangle, e id.Entry, open bool) error {
	now := s.now()
	var m disclose.Meta
	var spot Spot
	err := s.run.View(ctx, func(x Tx) (err error) {
		m, spot, err = own(ctx, x, by, t, e)
		return err
	})
	if err != nil {
		return err
	}
	var with []id.Person
	if open {
		with = []id.Person{spot.Other}
	}
	change, err := disclose.DrawShares(m, with, now.UnixMicro())
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		if _, err := address.Here(tri, by, now); err != nil {
			return err
		}
		if open {
			if _, err := s.pairIn(ctx, x, by, t, spot.Arrow, spot.Other); err != nil {
				return err
			}
		}
		return change.In(ctx, x)
	})
}
