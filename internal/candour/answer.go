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
	"trialogue/internal/triangle"
)

// Asked is a question with who answers it by when, and the answers so far.
type Asked struct {
	disclose.Shown
	Duty    duty.Duty
	Seen    SightingKey // zero where it is not about a sighting
	Answers []disclose.Shown
}

// Question reads one question, its duty and its answers. Any other entry is errs.NotFound.
func (s *Service) Question(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (a Asked, err error) {
	defer errs.Wrap("candour.Question", &err)
	if a.Shown, err = s.one(ctx, by, t, e); err != nil {
		return Asked{}, err
	}
	err = s.run.View(ctx, func(x Tx) (err error) {
		if a.Duty, err = questionDuty(ctx, x, t, e); err != nil {
			return err
		}
		records, err := x.Touching(ctx, t, []id.Entry{e})
		for _, r := range records {
			if r.Kind == ledger.QuestionRaised {
				a.Seen = keyOf(r.Extra)
			}
		}
		return err
	})
	if err != nil {
		return Asked{}, err
	}
	a.Answers, err = s.few(ctx, by, t, onlyKind(disclose.Reply), func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.Children(ctx, t, e) })
	return a, err
}

// questionDuty finds the duty to answer a question; errs.NotFound for what is no question.
func questionDuty(ctx context.Context, x Tx, t id.Triangle, question id.Entry) (duty.Duty, error) {
	all, err := x.DutiesAbout(ctx, t, string(question))
	if err != nil {
		return duty.Duty{}, err
	}
	if i := slices.IndexFunc(all, func(d duty.Duty) bool { return d.Kind == Duty }); i >= 0 {
		return all[i], nil
	}
	return duty.Duty{}, errs.Missing("candour.questionDuty")
}

// dutyOrNone is for lists, where a question without a duty is no reason to show nothing.
func dutyOrNone(ctx context.Context, x Tx, t id.Triangle, question id.Entry) (duty.Duty, error) {
	d, err := questionDuty(ctx, x, t, question)
	if errs.Is(err, errs.NotFound) {
		return duty.Duty{}, nil
	}
	return d, err
}

func onlyKind(k disclose.Kind) func(disclose.Shown) bool {
	return func(s disclose.Shown) bool { return s.Kind == k }
}

// Questions lists the questions that a person asked here, newest first, or for a
// professional those that are theirs to answer here, next due first.
func (s *Service) Questions(ctx context.Context, by id.Person, t id.Triangle) (out []Asked, err error) {
	defer errs.Wrap("candour.Questions", &err)
	_, me, err := s.place(ctx, by, t)
	if err != nil {
		return nil, err
	}
	if me.Corner == sharing.Professional {
		return s.toAnswer(ctx, by, t)
	}
	shown, err := s.few(ctx, by, t, nil, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.QuestionsOf(ctx, t, by) })
	if err != nil {
		return nil, err
	}
	return s.withDuties(ctx, t, shown)
}

func (s *Service) toAnswer(ctx context.Context, by id.Person, t id.Triangle) ([]Asked, error) {
	waiting, err := s.Waiting(ctx, by)
	if err != nil {
		return nil, err
	}
	waiting = slices.DeleteFunc(waiting, func(d duty.Duty) bool { return d.Triangle != t })
	shown, err := s.few(ctx, by, t, nil, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		var ids []id.Entry
		for _, d := range waiting {
			ids = append(ids, d.Entry)
		}
		return x.EntriesByID(ctx, t, ids)
	})
	var out []Asked
	for _, d := range waiting {
		if i := slices.IndexFunc(shown, func(one disclose.Shown) bool { return one.Entry == d.Entry }); i >= 0 {
			out = append(out, Asked{Shown: shown[i], Duty: d})
		}
	}
	return out, err
}

func (s *Service) withDuties(ctx context.Context, t id.Triangle, shown []disclose.Shown) ([]Asked, error) {
	out := make([]Asked, len(shown))
	err := s.run.View(ctx, func(x Tx) (err error) {
		for i, one := range shown {
			out[i].Shown = one
			if out[i].Duty, err = dutyOrNone(ctx, x, t, one.Entry); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// Waiting lists what a professional has to answer, in all their triangles, next
// due first. It opens no text.
func (s *Service) Waiting(ctx context.Context, by id.Person) (out []duty.Duty, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		all, err := x.DutiesOf(ctx, by, s.now().UnixMicro())
		out = slices.DeleteFunc(all, func(d duty.Duty) bool { return d.Kind != Duty })
		return err
	})
	return out, err
}

// Answer answers a question to the same people who can see it. Any professional
// who can see it may, so that somebody's holiday does not make another wait.
func (s *Service) Answer(ctx context.Context, by id.Person, t id.Triangle, question, draft id.Entry, words string) (err error) {
	defer errs.Wrap("candour.Answer", &err)
	q, err := s.enter(ctx, by, t)
	if err != nil {
		return err
	}
	asked, err := s.Question(ctx, by, t, question)
	if err != nil {
		return err
	}
	if q.me.Corner != sharing.Professional {
		return errs.Missing("candour.Answer")
	}
	text, problems := checkText(words)
	if err := problems.Err("candour.Answer"); err != nil {
		return err
	}
	asker, ok := q.tri.Member(asked.Duty.For)
	if !ok {
		return errs.Missing("candour.Answer")
	}
	meta, err := s.meta(ctx, t, question)
	if err != nil {
		return err
	}
	item := addressed(asker, by, meta.Item.Topic, meta.Item.Class, heldBy(q.tri, meta.Item))
	w, err := disclose.Draw(fresh(draft, t, disclose.Reply, question, item, text, q.now))
	if err != nil {
		return err
	}
	err = s.answered(ctx, q.room, asked.Duty, draft, w)
	return disclose.Once(ctx, s.run, t, draft, by, err)
}

// heldBy finds the professionals to whom a text was addressed.
func heldBy(tri triangle.Triangle, i sharing.Item) []triangle.Member {
	var out []triangle.Member
	for _, p := range i.HeldBy {
		if m, ok := tri.Member(id.Person(p)); ok && m.Corner == sharing.Professional {
			out = append(out, m)
		}
	}
	return out
}

func (s *Service) answered(ctx context.Context, r room, d duty.Duty, reply id.Entry, w disclose.Writing) error {
	at := r.now.UnixMicro()
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(d.Triangle), At: at, Kind: ledger.QuestionAnswered, Actor: string(r.me.Person), Person: string(d.For),
		Entry: string(d.Entry), Version: 1, Topic: d.Topic, Extra: map[string]string{"reply": string(reply)},
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		if _, _, err := s.placeIn(ctx, x, r.me.Person, d.Triangle); err != nil {
			return err
		}
		if err := w.In(ctx, x); err != nil {
			return err
		}
		if err := end(ctx, x, d, r.me.Person, at); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// end ends the duty; one that is ended stays as it was.
func end(ctx context.Context, x Tx, d duty.Duty, by id.Person, at int64) error {
	_, err := x.EndDuties(ctx, d.Triangle, Duty, d.Ref, duty.End{By: by, At: at, Outcome: "answered"})
	return err
}
