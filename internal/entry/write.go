package entry

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Write stores what somebody wrote. The same draft sent twice is one entry.
// Problems come back as errs.Invalid, and nothing is changed then.
func (s *Service) Write(ctx context.Context, by id.Person, d Draft) (e id.Entry, err error) {
	defer errs.Wrap("entry.Write", &err)
	w, err := s.prepare(ctx, by, d)
	if err != nil {
		return "", err
	}
	err = s.run.UpdateScope(ctx, d.Triangle, func(t Tx) error {
		tri, err := t.Triangle(ctx, d.Triangle)
		if err != nil {
			return err
		}
		if _, err := memberHere(tri, by, s.now()); err != nil {
			return err // they left while they were writing
		}
		if err := w.In(ctx, t); err != nil {
			return err
		}
		return t.DropKept(ctx, d.Triangle, by, d.ID)
	})
	return d.ID, disclose.Once(ctx, s.run, d.Triangle, d.ID, by, err)
}

// Check finds what is wrong with a draft, and writes nothing.
func (s *Service) Check(ctx context.Context, by id.Person, d Draft) error {
	_, err := s.prepare(ctx, by, d)
	return err
}

// prepare checks a draft against the triangle as it is now.
func (s *Service) prepare(ctx context.Context, by id.Person, d Draft) (disclose.Writing, error) {
	n, err := s.compose(ctx, by, d)
	if err != nil {
		return disclose.Writing{}, err
	}
	if p := checkText(n.Body.Text, d.Files); len(p) > 0 {
		return disclose.Writing{}, p.Err("entry.prepare")
	}
	if err := s.alsoToday(ctx, by, d, &n); err != nil {
		return disclose.Writing{}, err
	}
	return disclose.Draw(n)
}

// alsoToday adds those who are told directly today to those whom the writer knows
// of: somebody whose sight is held may know an older team, and is heard all the same.
func (s *Service) alsoToday(ctx context.Context, by id.Person, d Draft, n *disclose.New) error {
	if len(n.Item.HeldBy) == 0 || tx.Reader(ctx) == "" {
		return nil
	}
	today, err := s.compose(tx.For(ctx, ""), by, d)
	if errs.Is(err, errs.Invalid) {
		return nil
	}
	for _, p := range today.Item.HeldBy {
		if !slices.Contains(n.Item.HeldBy, p) {
			n.Item.HeldBy = append(n.Item.HeldBy, p)
		}
	}
	return err
}

// compose makes an entry of a draft; the text may still be empty.
func (s *Service) compose(ctx context.Context, by id.Person, d Draft) (disclose.New, error) {
	var tri triangle.Triangle
	err := s.run.View(ctx, func(t Tx) (err error) {
		if tri, err = t.Triangle(ctx, d.Triangle); err != nil {
			return err
		}
		d, err = underAddedTopic(ctx, t, by, d)
		return err
	})
	if err != nil {
		return disclose.New{}, err
	}
	now := s.now()
	me, err := memberHere(tri, by, now)
	if err != nil {
		return disclose.New{}, err
	}
	item, problems := itemOf(d, me, tri, now)
	if err := problems.Err("entry.compose"); err != nil {
		return disclose.New{}, err
	}
	body := disclose.Body{Text: plain.Clean(d.Text)}
	if item.Class != "general" {
		body.Spans = mention.Find(body.Text, tri, d.Names)
		item.Mentions = mention.Facts(body.Spans)
	}
	for _, f := range d.Files {
		body.Files = append(body.Files, disclose.Name{File: f.ID, Words: f.Name})
	}
	at := now.UnixMicro()
	return disclose.New{
		Meta: disclose.Meta{ID: d.ID, Triangle: d.Triangle, Kind: d.Kind, Version: 1, Latest: 1, Author: by, Parent: d.Parent, Made: at, Changed: at, Item: item},
		Body: body, Files: d.Files,
	}, nil
}

func checkText(text string, files []disclose.File) errs.Problems {
	var p errs.Problems
	if text == "" {
		p.Add("say", "write.text-missing")
	}
	return append(p, checkSize(text, files)...)
}

func checkSize(text string, files []disclose.File) errs.Problems {
	var p errs.Problems
	if have := plain.Length(text); have > TextMost {
		p.Add("say", "write.text-long", "most", TextMost, "have", have)
	}
	if len(files) > FilesMost {
		p.Add("file", "write.files-many", "most", FilesMost)
	}
	return p
}
