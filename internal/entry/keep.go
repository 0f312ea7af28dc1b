package entry

import (
	"context"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Kept is what somebody has written and not sent yet. It is an entry that is
// its writer's own section: nobody else ever sees it, and it takes the same
// way through the door.

const (
	partTopic      = "topic"
	partConfidence = "confidence"
	partNames      = "names"
	partClass      = "class"
)

// Keep puts a draft aside with its attachments. Keeping the same draft again
// replaces what was kept before.
func (s *Service) Keep(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("entry.Keep", &err)
	if p := checkSize(plain.Clean(d.Text), d.Files); len(p) > 0 {
		return p.Err("entry.Keep")
	}
	kept, err := s.Kept(ctx, by, d.Triangle, d.ID)
	if err != nil {
		return err
	}
	d.Files = append(kept.Files, d.Files...)
	if len(d.Files) > FilesMost {
		return checkSize("", d.Files).Err("entry.Keep")
	}
	n := keptEntry(by, d, s.now().UnixMicro())
	return s.run.UpdateScope(ctx, d.Triangle, func(t Tx) error {
		tri, err := t.Triangle(ctx, d.Triangle)
		if err != nil {
			return err
		}
		me, err := memberHere(tri, by, s.now())
		if err != nil {
			return err
		}
		if me.Corner == sharing.Carer {
			n.Item.Class = sharing.CarersOwn // sealed with the carer's own key
		}
		if err := t.DropKept(ctx, d.Triangle, by, d.ID); err != nil {
			return err
		}
		return t.PutEntry(ctx, n)
	})
}

func keptEntry(by id.Person, d Draft, at int64) disclose.New {
	e := id.Entry(id.New())
	n := disclose.New{
		Meta: disclose.Meta{ID: e, Triangle: d.Triangle, Kind: disclose.Kept, Version: 1, Latest: 1, Author: by, Parent: d.ID, Made: at, Changed: at,
			Item: sharing.Item{ID: string(e), Class: sharing.Personal, Topic: "day-to-day", GivenBy: string(by), About: []string{string(by)}, OwnSection: &sharing.OwnSection{Owner: string(by)}}},
		Body: disclose.Body{Text: plain.Clean(d.Text), Parts: []disclose.Part{
			{Name: partTopic, Text: d.Topic}, {Name: partConfidence, Text: string(d.Confidence)}, {Name: partNames, Text: strings.Join(d.Names, ", ")}, {Name: partClass, Text: classWord(d)},
		}},
		Files: d.Files,
	}
	n.Body.Parts = append(n.Body.Parts, d.Extra...)
	for i := range n.Files {
		n.Files[i].ID = id.New()
		n.Body.Files = append(n.Body.Files, disclose.Name{File: n.Files[i].ID, Words: n.Files[i].Name})
	}
	return n
}

// classWord is the class of a draft, or "own" for what is for its writer alone.
func classWord(d Draft) string {
	if d.Kind == disclose.OwnNote {
		return "own"
	}
	return string(d.Class)
}

// Kept finds what was kept of a draft, with its attachments; nothing is an
// empty draft of that id.
func (s *Service) Kept(ctx context.Context, by id.Person, t id.Triangle, draft id.Entry) (Draft, error) {
	shown, err := s.keptOf(ctx, by, t)
	if err != nil {
		return Draft{}, err
	}
	d := Draft{ID: draft, Triangle: t}
	for _, one := range shown {
		if one.Parent != draft {
			continue
		}
		d = draftFrom(one)
		for _, name := range one.Files {
			f, err := s.File(ctx, by, t, one.Entry, name.File)
			if err != nil {
				return Draft{}, err
			}
			d.Files = append(d.Files, f)
		}
	}
	return d, nil
}

// AllKept lists what somebody has kept in a triangle, newest first, without the attachments' bytes.
func (s *Service) AllKept(ctx context.Context, by id.Person, t id.Triangle) ([]Draft, error) {
	shown, err := s.keptOf(ctx, by, t)
	var out []Draft
	for _, one := range shown {
		out = append(out, draftFrom(one))
	}
	return out, err
}

// DropKept throws a kept draft away for good.
func (s *Service) DropKept(ctx context.Context, by id.Person, t id.Triangle, draft id.Entry) error {
	return s.run.UpdateScope(ctx, t, func(x Tx) error { return x.DropKept(ctx, t, by, draft) })
}

func (s *Service) keptOf(ctx context.Context, by id.Person, t id.Triangle) ([]disclose.Shown, error) {
	return s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		return x.Timeline(ctx, t, Filter{Kinds: []disclose.Kind{disclose.Kept}, GivenBy: by}, disclose.Place{}, keptMost)
	})
}

// keptMost bounds the list of drafts in one triangle.
const keptMost = 50

func draftFrom(one disclose.Shown) Draft {
	d := Draft{ID: one.Parent, Triangle: one.Triangle, Text: one.Words()}
	for _, p := range one.Parts {
		switch p.Name {
		case partTopic:
			d.Topic = p.Text
		case partConfidence:
			d.Confidence = sharing.Confidence(p.Text)
		case partClass:
			d.Class = sharing.Class(p.Text)
		case partNames:
			d.Names = Names(p.Text)
		default:
			d.Extra = append(d.Extra, p)
		}
	}
	return d
}

// Names reads people's names parted by commas.
func Names(text string) []string {
	var out []string
	for name := range strings.SplitSeq(text, ",") {
		if name = plain.Line(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// Named lists the members of the triangle whom a draft names, besides its
// writer and the one it is about.
func (s *Service) Named(ctx context.Context, by id.Person, d Draft) ([]triangle.Member, error) {
	n, err := s.compose(ctx, by, d)
	if err != nil {
		return nil, err
	}
	var out []triangle.Member
	err = s.run.View(ctx, func(t Tx) error {
		tri, err := t.Triangle(ctx, d.Triangle)
		if err != nil {
			return err
		}
		for _, m := range tri.Members {
			if m.Person != by && named(n.Item, m.Person) {
				out = append(out, m)
			}
		}
		return nil
	})
	return out, err
}

func named(i sharing.Item, p id.Person) bool {
	for _, about := range i.About {
		if about == string(p) {
			return false
		}
	}
	for _, m := range i.Mentions {
		if m.Person == string(p) {
			return true
		}
	}
	return false
}
