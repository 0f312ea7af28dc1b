package relationship

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
)

// Limits of a wording, in letters.
const (
	TitleMost    = 80
	SentenceMost = 300
	ExampleMost  = 400
)

// ForAll stands for every service of the organisation that has no wording of its own.
const ForAll = ""

// Wording is how a service says a task to its own people, from a day on. One
// without a title puts back what stood before any change.
type Wording struct {
	ID      string // drawn with the form
	Service string // an id, or ForAll
	Task    string
	Number  int // of this service and task, from 1
	Title   string
	Say     string
	Example string
	By      id.Person
	Made    int64 // microseconds since 1970 UTC
}

// Standard reports whether it puts the words of the catalogue back.
func (w Wording) Standard() bool { return w.Title == "" }

// Wordings are the words that hold for the people of a service, by task: its own,
// or those for all. A task that nobody changed is not in it.
func (s *Service) Wordings(ctx context.Context, service string) (out map[string]Wording, err error) {
	defer errs.Wrap("relationship.Wordings", &err)
	err = s.run.View(ctx, func(x Tx) error {
		all, err := x.Wordings(ctx, service)
		out = map[string]Wording{}
		for _, w := range all {
			if have, ok := out[w.Task]; !w.Standard() && (!ok || have.Service == ForAll) {
				out[w.Task] = w
			}
		}
		return err
	})
	return out, err
}

// History lists all wordings of one task of a service, newest first, for administrators.
func (s *Service) History(ctx context.Context, by triangle.Person, service, task string) (out []Wording, err error) {
	defer errs.Wrap("relationship.History", &err)
	err = s.run.View(ctx, func(x Tx) error {
		if err := administrator(ctx, x, by.ID); err != nil {
			return err
		}
		out, err = x.WordingsOf(ctx, service, task)
		return err
	})
	return out, err
}

// Reword changes how a service says a task, from now on. Number is the one of the
// wording that was read: where somebody was faster, that is errs.Conflict.
func (s *Service) Reword(ctx context.Context, by triangle.Person, w Wording) (err error) {
	defer errs.Wrap("relationship.Reword", &err)
	w.Title, w.Say, w.Example = plain.Line(w.Title), plain.Clean(w.Say), plain.Clean(w.Example)
	var p errs.Problems
	length(&p, "title", w.Title, TitleMost)
	length(&p, "sentence", w.Say, SentenceMost)
	length(&p, "example", w.Example, ExampleMost)
	if err := p.Err("relationship.Reword"); err != nil {
		return err
	}
	return s.reword(ctx, by, w)
}

// PutBack lets the words of the catalogue hold again. What was written stays on record.
func (s *Service) PutBack(ctx context.Context, by triangle.Person, w Wording) (err error) {
	defer errs.Wrap("relationship.PutBack", &err)
	w.Title, w.Say, w.Example = "", "", ""
	return s.reword(ctx, by, w)
}

func (s *Service) reword(ctx context.Context, by triangle.Person, w Wording) error {
	if _, ok := TaskOf(w.Task); !ok {
		return errs.Missing("relationship.reword")
	}
	w.By, w.Made = by.ID, s.now().UnixMicro()
	w.Number++
	return s.run.Update(ctx, func(x Tx) error {
		if err := administrator(ctx, x, by.ID); err != nil {
			return err
		}
		old, err := x.WordingsOf(ctx, w.Service, w.Task)
		if err != nil {
			return err
		}
		switch {
		case len(old) > 0 && old[0].ID == w.ID:
			return nil // the form was sent twice
		case len(old) == 0 && (w.Standard() || w.Number != 1), len(old) > 0 && w.Number != old[0].Number+1:
			return errs.E(errs.Conflict, "relationship.reword", "between.reworded-meanwhile", nil)
		}
		return x.PutWording(ctx, w)
	})
}

func length(p *errs.Problems, field, text string, most int) {
	switch have := plain.Length(text); {
	case text == "":
		p.Add(field, "write.text-missing")
	case have > most:
		p.Add(field, "between.too-long", "most", most, "have", have)
	}
}

// administrator asks the database again: an office may have ended since the session began.
func administrator(ctx context.Context, x Tx, p id.Person) error {
	who, err := x.Person(ctx, p)
	if err == nil && (!who.Admin || who.Closed != 0) {
		err = errs.Missing("relationship.administrator")
	}
	return err
}
