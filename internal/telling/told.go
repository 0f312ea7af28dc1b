package telling

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
)

// How something was told.
type How string

// The ways.
const (
	ByPhone  How = "phone"
	InPerson How = "in-person"
)

// WordsMost is the most letters in a line about what was told.
const WordsMost = 500

// Telling is what a professional told somebody. ID is drawn with the form, so that sending twice writes once. Words can
// be empty; the topic alone is kept then.
type Telling struct {
	ID id.Entry
	Question
	How   How
	Words string
}

// Told keeps that something was told. It must be allowed at this moment: if a choice changed since the professional
// looked, that is errs.Conflict and nothing is kept. The service user can read it; the person who was told knows it.
func (s *Service) Told(ctx context.Context, by id.Person, d Telling) (err error) {
	defer errs.Wrap("telling.Told", &err)
	d.Words = plain.Line(d.Words)
	if err := checkTelling(d); err != nil {
		return err
	}
	now := s.now()
	n := disclose.New{
		Meta: disclose.Meta{ID: d.ID, Triangle: d.Triangle, Kind: disclose.CallRecord, Version: 1, Latest: 1, Author: by, Made: now.UnixMicro(), Changed: now.UnixMicro()},
		Body: disclose.Body{Text: d.Words},
	}
	record := ledger.Record{
		Triangle: string(d.Triangle), At: now.UnixMicro(), Kind: ledger.Told, Actor: string(by), Person: string(d.Person), Entry: string(d.ID), Version: 1,
		Topic: d.Topic, Extra: map[string]string{"how": string(d.How)},
	}
	err = s.run.View(ctx, func(t Tx) error {
		a, rule, err := look(ctx, t, by, d.Question, now)
		if err != nil {
			return err
		}
		tri, err := t.Triangle(ctx, d.Triangle)
		n.Body.Spans = mention.Find(d.Words, tri, nil)
		n.Item = itemOf(by, a, n.Body.Spans)
		record.Rule, record.Ground = string(rule), a.Ground
		return err
	})
	if err != nil {
		return err
	}
	return s.draw(ctx, by, d, n, record)
}

// draw prepares what a transaction must not draw.
func (s *Service) draw(ctx context.Context, by id.Person, d Telling, n disclose.New, r ledger.Record) error {
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	noted, err := disclose.DrawRecord(r)
	if err != nil {
		return err
	}
	return s.keep(ctx, by, d, w, noted)
}

// keep asks once more inside the transaction: a choice may have narrowed since.
func (s *Service) keep(ctx context.Context, by id.Person, d Telling, w disclose.Writing, record disclose.Noted) error {
	return s.run.UpdateScope(ctx, d.Triangle, func(t Tx) error {
		before, err := t.EntryByID(ctx, d.Triangle, d.ID)
		if err != nil {
			return err
		}
		if len(before) == 1 && before[0].Meta.Item.GivenBy == string(by) {
			return nil // sent twice
		}
		a, _, err := look(ctx, t, by, d.Question, s.now())
		if err != nil {
			return err
		}
		if a.Verdict != Yes {
			return errs.E(errs.Conflict, "telling.keep", "telling.changed", nil)
		}
		if err := w.In(ctx, t); err != nil {
			return err
		}
		_, err = record.In(ctx, t)
		return err
	})
}

// itemOf makes what was told the service user's to see, and known to the carer who heard it.
func itemOf(by id.Person, a Answer, spans []disclose.Span) sharing.Item {
	i := sharing.Item{Class: sharing.Personal, Topic: a.Topic, GivenBy: string(by), About: []string{string(a.About.Person)}, PossibleSources: 1, Mentions: mention.Facts(spans)}
	if a.Asker.Corner == sharing.Carer {
		i.KnownTo = []string{string(a.Asker.Person)}
	}
	return i
}

func checkTelling(d Telling) error {
	var p errs.Problems
	if !id.Valid(string(d.ID)) {
		return errs.Missing("telling.checkTelling")
	}
	if d.How != ByPhone && d.How != InPerson {
		p.Add("how", "telling.how-missing")
	}
	if plain.Length(d.Words) > WordsMost {
		p.Add("told", "telling.words-long", "most", WordsMost, "have", plain.Length(d.Words))
	}
	return p.Err("telling.checkTelling")
}
