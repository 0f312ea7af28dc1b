package today

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// Promise is one thing that is to be done, with the words that say what it is.
type Promise struct {
	duty.Duty
	Words string // as the reader may read them; empty where there are none
}

// Promises are those of one triangle, as one of its people may know them. Each list
// begins with the earliest day.
type Promises struct {
	Waiting  []Promise // for a yes, an answer, a look of the reader's own
	Mine     []Promise // what the reader said they would do
	Promised []Promise // what others said they would do, for the reader or among all
	Coming   []Promise // meetings
}

// promisesMost bounds what a first page reads of one triangle.
const promisesMost = 60

// Promises shows what is open in a triangle for one of its people. What the words
// say is shown, so it is on record like everything that is shown.
func (s *Service) Promises(ctx context.Context, p id.Person, t id.Triangle) (out Promises, err error) {
	defer errs.Wrap("today.Promises", &err)
	ctx = tx.For(ctx, p)
	var open []duty.Duty
	err = s.run.View(ctx, func(x Tx) error {
		all, err := x.OpenDuties(ctx, t)
		open = slices.DeleteFunc(all, func(d duty.Duty) bool { return !concerns(d, p) || d.Over(s.now().UnixMicro()) })
		return err
	})
	if err != nil || len(open) == 0 {
		return Promises{}, err
	}
	if len(open) > promisesMost {
		open = open[:promisesMost]
	}
	words, err := s.words(ctx, p, t, open)
	if err != nil {
		return Promises{}, err
	}
	for _, d := range open {
		text, shown := words[d.Entry]
		if d.Entry == "" && d.Owner == p || shown {
			out.put(Promise{Duty: d, Words: text}, p)
		}
	}
	return out, nil
}

// concerns reports whether a duty could be the person's to know: their own, one
// that was promised to them, or an action among those who agreed on it.
func concerns(d duty.Duty, p id.Person) bool {
	return duty.Together(d.Kind) && (d.Owner == p || d.For == p || d.Kind == duty.DoAction)
}

// words opens what the duties are about, as far as the person may read it.
func (s *Service) words(ctx context.Context, p id.Person, t id.Triangle, open []duty.Duty) (map[id.Entry]string, error) {
	var about []id.Entry
	for _, d := range open {
		if d.Entry != "" && !slices.Contains(about, d.Entry) {
			about = append(about, d.Entry)
		}
	}
	out := map[id.Entry]string{}
	if len(about) == 0 {
		return out, nil
	}
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: p, Purpose: sharing.Care, Limit: len(about),
		Fetch: disclose.AtOnce(func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntriesByID(ctx, t, about) }),
	})
	for _, one := range page.Shown {
		out[one.Entry] = one.Words()
	}
	return out, err
}

func (out *Promises) put(one Promise, p id.Person) {
	switch {
	case one.Kind == duty.ComeToMeeting:
		if one.Owner == p {
			out.Coming = append(out.Coming, one)
		}
	case one.Owner == p && one.Kind == duty.DoAction:
		out.Mine = append(out.Mine, one)
	case one.Owner == p:
		out.Waiting = append(out.Waiting, one)
	case one.Kind == duty.DoAction || one.Kind == duty.AnswerTalk || one.Kind == duty.CallBack:
		out.Promised = append(out.Promised, one)
	}
}
