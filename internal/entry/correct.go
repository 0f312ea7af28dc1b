package entry

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
)

// Correctable reports whether words of this kind can be corrected. What
// somebody signed stands as it was signed.
func Correctable(k disclose.Kind) bool {
	switch k {
	case disclose.Note, disclose.Told, disclose.OwnNote, disclose.Question, disclose.Reply, disclose.Outcome, disclose.Message:
		return true
	}
	return false
}

// Correct writes a new version of somebody's own entry. from is the version
// they read; if it is no longer the latest, that is errs.Conflict and nothing
// is changed. Those who saw the old version can still see what they saw.
func (s *Service) Correct(ctx context.Context, by id.Person, t id.Triangle, e id.Entry, from int, text string) (err error) {
	defer errs.Wrap("entry.Correct", &err)
	body := disclose.Body{Text: plain.Clean(text)}
	if p := checkText(body.Text, nil); len(p) > 0 {
		return p.Err("entry.Correct")
	}
	var n disclose.New
	err = s.run.View(ctx, func(x Tx) error {
		tri, err := x.Triangle(ctx, t)
		if err != nil {
			return err
		}
		if _, err := memberHere(tri, by, s.now()); err != nil {
			return err
		}
		found, err := x.EntryByID(ctx, t, e)
		if err != nil {
			return err
		}
		if len(found) == 0 || found[0].Meta.Item.GivenBy != string(by) || !Correctable(found[0].Meta.Kind) {
			return errs.Missing("entry.Correct")
		}
		n.Meta = found[0].Meta
		if n.Item.Class != sharing.General { // what is true for anybody names nobody
			body.Spans = mention.Find(body.Text, tri, nil)
		}
		return nil
	})
	if err != nil {
		return err
	}
	n.Item.Mentions = mention.Facts(body.Spans)
	n.Body, n.Version, n.Author, n.Changed = body, from+1, by, s.now().UnixMicro()
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error { return w.In(ctx, x) })
}
