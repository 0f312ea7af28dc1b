package candour

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// StepKind says what happened to something that was said.
type StepKind string

// The kinds of step, in the order in which they are usual.
const (
	StepSent     StepKind = "sent"     // nobody has read it yet
	StepRead     StepKind = "read"     // somebody of the team read it
	StepTalked   StepKind = "talked"   // the team talked about it
	StepWaiting  StepKind = "waiting"  // a question: who answers by when
	StepAnswered StepKind = "answered" // a question: the answer
	StepCame     StepKind = "came"     // what came of it
)

// Step is one thing that happened to something that was said. At is when, or for
// StepWaiting by when.
type Step struct {
	Kind StepKind
	Who  id.Person
	At   int64
	Text string // of an answer or outcome
	Late bool
}

// Said is something that the reader said, and what became of it.
type Said struct {
	disclose.Shown
	Steps []Step
}

// Said lists the latest things that somebody told or asked, at most n, with what
// became of each.
func (s *Service) Said(ctx context.Context, by id.Person, t id.Triangle, n int) (out []Said, err error) {
	defer errs.Wrap("candour.Said", &err)
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: n,
		Keep: func(one disclose.Shown) bool {
			return one.Mine && (one.Kind == disclose.Told || one.Kind == disclose.Question || one.Kind == disclose.Note)
		},
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			return x.Concerning(ctx, t, by, after, n)
		},
	})
	for _, one := range page.Shown {
		steps, stepsErr := s.stepsOf(ctx, by, one)
		if stepsErr != nil {
			return nil, stepsErr
		}
		out = append(out, Said{Shown: one, Steps: steps})
	}
	return out, err
}

// Steps says what became of one entry that the reader gave; of any other, nothing.
func (s *Service) Steps(ctx context.Context, by id.Person, one disclose.Shown) (steps []Step, err error) {
	defer errs.Wrap("candour.Steps", &err)
	if !one.Mine {
		return nil, nil
	}
	return s.stepsOf(ctx, by, one)
}

func (s *Service) stepsOf(ctx context.Context, by id.Person, one disclose.Shown) ([]Step, error) {
	tri, me, err := s.place(ctx, by, one.Triangle)
	if err != nil {
		return nil, err
	}
	var records []ledger.Record
	var d duty.Duty
	e := eyes{tri: tri, me: me}
	err = s.run.View(ctx, func(x Tx) (err error) {
		if records, err = x.Touching(ctx, one.Triangle, []id.Entry{one.Entry}); err != nil || one.Kind != disclose.Question {
			return err
		}
		d, err = dutyOrNone(ctx, x, one.Triangle, one.Entry)
		return err
	})
	if err != nil {
		return nil, err
	}
	steps := e.read(factsOf(one), records)
	steps = append(steps, talkedSteps(records)...)
	words, err := s.wordSteps(ctx, by, one)
	if err != nil {
		return nil, err
	}
	steps = append(steps, words...)
	return s.waiting(one, d, steps), nil
}

// read is the first time that each of the first few of the team read it.
func (e eyes) read(f facts, records []ledger.Record) []Step {
	const most = 3
	var out []Step
	for _, r := range records {
		seen := slices.ContainsFunc(out, func(s Step) bool { return s.Who == id.Person(r.Actor) })
		if len(out) < most && !seen && e.sighting(f, r) && e.corner(r.Actor) == sharing.Professional {
			out = append(out, Step{Kind: StepRead, Who: id.Person(r.Actor), At: r.At})
		}
	}
	return out
}

// talkedSteps is the last time that the team talked about it.
func talkedSteps(records []ledger.Record) []Step {
	var out []Step
	for _, r := range records {
		if r.Kind == ledger.CameOfIt && r.Extra[extraStep] == stepTalked {
			out = []Step{{Kind: StepTalked, Who: id.Person(r.Actor), At: r.At}}
		}
	}
	return out
}

// wordSteps are answers and outcomes, as far as the reader may see them.
func (s *Service) wordSteps(ctx context.Context, by id.Person, one disclose.Shown) ([]Step, error) {
	shown, err := s.few(ctx, by, one.Triangle, func(c disclose.Shown) bool { return c.Kind == disclose.Reply || c.Kind == disclose.Outcome },
		func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
			return x.Children(ctx, one.Triangle, one.Entry)
		})
	var out []Step
	for _, c := range shown {
		kind := StepCame
		if c.Kind == disclose.Reply {
			kind = StepAnswered
		}
		out = append(out, Step{Kind: kind, Who: c.GivenBy, At: c.Made, Text: c.Words()})
	}
	return out, err
}

// waiting adds what is still to come.
func (s *Service) waiting(one disclose.Shown, d duty.Duty, steps []Step) []Step {
	if d.ID != "" && d.Open() {
		return append(steps, Step{Kind: StepWaiting, Who: d.Owner, At: d.Due, Late: d.Late(s.now())})
	}
	if len(steps) == 0 && one.Kind != disclose.OwnNote {
		return []Step{{Kind: StepSent, At: one.Made}}
	}
	return steps
}
