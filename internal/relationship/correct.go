package relationship

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
)

// Correct writes a new version of one of somebody's own words. from is the version
// that they read; where it is no longer the latest, that is errs.Conflict and
// nothing is changed. Who sees it stays as it is.
func (s *Service) Correct(ctx context.Context, by id.Person, t id.Triangle, e id.Entry, from int, texts map[string]string) (err error) {
	defer errs.Wrap("relationship.Correct", &err)
	var n disclose.New
	err = s.run.View(ctx, func(x Tx) error {
		m, spot, err := own(ctx, x, by, t, e)
		if err != nil {
			return err
		}
		p, err := s.pairIn(ctx, x, by, t, spot.Arrow, spot.Other)
		if err != nil {
			return err
		}
		n.Meta, n.Body.Parts = m, partsOf(m.Kind, texts)
		topic := ""
		if len(m.Item.About) > 1 {
			topic = m.Item.Topic
		}
		if err := check(m.Kind, n.Body.Parts, p, topic).Err("relationship.Correct"); err != nil {
			return err
		}
		n.Body.Spans = mention.FindIn(n.Body, p.tri, nil)
		return nil
	})
	if err != nil {
		return err
	}
	n.Item.Mentions = mention.Facts(n.Body.Spans)
	n.Version, n.Author, n.Changed = from+1, by, s.now().UnixMicro()
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error { return w.In(ctx, x) })
}
