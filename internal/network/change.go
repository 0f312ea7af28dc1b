package network

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/tx"
)

// Change is a correction of one's own contact. Day is drawn with the form; From
// is the version that was read: if it is no longer the latest, that is errs.Conflict.
type Change struct {
	Triangle id.Triangle
	Contact  id.Entry
	From     int
	Day      string
	Details
	Ends int64
}

// Correct writes a new version. Those who saw the old one can still see what they saw.
func (s *Service) Correct(ctx context.Context, by id.Person, c Change) (err error) {
	defer errs.Wrap("network.Correct", &err)
	details, problems := c.tidy()
	was, err := s.Read(ctx, by, c.Triangle, c.Contact)
	if err == nil && !was.MayCorrect {
		err = errs.Missing("network.Correct")
	}
	if err != nil {
		return err
	}
	if err := problems.Err("network.Correct"); err != nil {
		return err
	}
	day := Day{ID: c.Day, Triangle: c.Triangle, Contact: c.Contact, By: by, Ends: c.Ends, Made: s.now().UnixMicro()}
	words := details != was.Details
	if !words && c.Ends == was.Ends {
		return nil // sent twice, or nothing changed
	}
	if c.From != was.Latest {
		return errs.E(errs.Conflict, "network.Correct", "error.changed-meanwhile", nil)
	}
	var w disclose.Writing
	if words {
		if w, err = s.version(ctx, by, c, details); err != nil {
			return err
		}
	}
	return s.run.UpdateScope(ctx, c.Triangle, func(x Tx) error {
		if _, _, err := placeIn(ctx, x, by, c.Triangle, s.now()); err != nil {
			return err
		}
		if words {
			if err := w.In(ctx, x); err != nil {
				return err
			}
		}
		if c.Ends == was.Ends {
			return nil
		}
		return x.PutContactDay(ctx, day)
	})
}

// version is the contact with other words, and the facts that it has.
func (s *Service) version(ctx context.Context, by id.Person, c Change, d Details) (disclose.Writing, error) {
	var n disclose.New
	err := s.run.View(tx.For(ctx, by), func(x Tx) error {
		tri, _, err := placeIn(ctx, x, by, c.Triangle, s.now())
		if err != nil {
			return err
		}
		found, err := x.EntryByID(ctx, c.Triangle, c.Contact)
		if err == nil && len(found) == 0 {
			err = errs.Missing("network.version")
		}
		if err != nil {
			return err
		}
		n.Meta = found[0].Meta
		n.Body = disclose.Body{Text: d.Name, Parts: d.parts()}
		n.Body.Spans = mention.FindIn(n.Body, tri, nil)
		return nil
	})
	if err != nil {
		return disclose.Writing{}, err
	}
	n.Item.Mentions = mention.Facts(n.Body.Spans)
	n.Version, n.Author, n.Changed = c.From+1, by, s.now().UnixMicro()
	return disclose.Draw(n)
}

// End says until when a contact helps. Day is drawn with the form: sent twice, it
// is written once. What a professional wrote down any professional can end.
func (s *Service) End(ctx context.Context, by id.Person, d Day) (err error) {
	defer errs.Wrap("network.End", &err)
	c, err := s.Read(ctx, by, d.Triangle, d.Contact)
	if err == nil && !c.MayEnd {
		err = errs.Missing("network.End")
	}
	if err != nil {
		return err
	}
	if d.Ends == 0 {
		var p errs.Problems
		p.Add("until", "network.day-missing")
		return p.Err("network.End")
	}
	if c.Ends == d.Ends {
		return nil
	}
	d.By, d.Made = by, s.now().UnixMicro()
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		if _, _, err := placeIn(ctx, x, by, d.Triangle, s.now()); err != nil {
			return err
		}
		return x.PutContactDay(ctx, d)
	})
}
