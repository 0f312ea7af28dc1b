package weighing

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/fold"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/workday"
)

// Answer is what somebody decided when they weighed.
type Answer string

// The answers.
const (
	Tell       Answer = "tell"       // the giver is asked first
	Paraphrase Answer = "paraphrase" // the substance, without its source
	Keep       Answer = "keep"       // not now, for a reason, until a day
)

// Weighed is an answer with its reasons. ID and Told are drawn with the form.
type Weighed struct {
	ID       id.Entry // of the reasons, for those who may read the confidence
	Told     id.Entry // of the words to the service user
	Triangle id.Triangle
	Entry    id.Entry
	Answer   Answer
	Reasons  string
	Words    string    // of Paraphrase: what the service user reads
	Review   time.Time // of Keep: the day to look again, any moment of it
}

// Duty is the open duty to weigh an entry; errs.NotFound where there is none, or for somebody who may not read the entry.
func (s *Service) Duty(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (d duty.Duty, asked bool, err error) {
	defer errs.Wrap("weighing.Duty", &err)
	err = s.run.View(ctx, func(x Tx) error {
		if _, err := open(ctx, x, t, by, e, s.now()); err != nil {
			return err
		}
		var waits bool
		if d, waits, err = openDuty(ctx, x, t, duty.WeighTelling, e); err != nil {
			return err
		}
		if !waits {
			return errs.Missing("weighing.Duty")
		}
		_, asked, err = openDuty(ctx, x, t, duty.AskGiver, e)
		return err
	})
	return d, asked, err
}

// Weigh records an answer. To tell, the giver is asked first and the duty stays open; the others end it.
func (s *Service) Weigh(ctx context.Context, by id.Person, w Weighed) (err error) {
	defer errs.Wrap("weighing.Weigh", &err)
	if !id.Valid(string(w.ID)) || !id.Valid(string(w.Told)) {
		return errs.Missing("weighing.Weigh")
	}
	w.Reasons, w.Words = plain.Clean(w.Reasons), plain.Clean(w.Words)
	now := s.now()
	var c confidence
	var again bool
	err = s.run.View(ctx, func(t Tx) (err error) {
		if again, err = written(ctx, t, by, w.Triangle, w.ID); err != nil || again {
			return err
		}
		c, err = open(ctx, t, w.Triangle, by, w.Entry, now)
		return err
	})
	if err != nil || again {
		return err
	}
	if err := c.check(w).Err("weighing.Weigh"); err != nil {
		return err
	}
	drawn, err := c.draw(w, by)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, w.Triangle, func(t Tx) error {
		if again, err := written(ctx, t, by, w.Triangle, w.ID); err != nil || again {
			return err
		}
		c, err := open(ctx, t, w.Triangle, by, w.Entry, now)
		if err != nil {
			return err
		}
		return c.settle(ctx, t, by, w, drawn)
	})
}

func (c confidence) check(w Weighed) errs.Problems {
	p := checkText("reasons", w.Reasons, "weighing.reasons-missing")
	switch w.Answer {
	case Tell:
		if c.meta.Item.Confidence == sharing.Sealed {
			p.Add("answer", "weighing.sealed")
		}
	case Paraphrase:
		p = append(p, checkText("words", w.Words, "weighing.words-missing")...)
		if c.namesGiver(w.Words) {
			p.Add("words", "weighing.names-giver")
		}
	case Keep:
		switch {
		case w.Review.IsZero():
			p.Add("review", "weighing.review-missing")
		case !w.Review.After(c.now):
			p.Add("review", "weighing.review-past")
		case w.Review.After(c.now.AddDate(0, ReviewMonths, 0)):
			p.Add("review", "weighing.review-far", "most", ReviewMonths)
		}
	default:
		p.Add("answer", "weighing.answer-missing")
	}
	return p
}

// namesGiver finds the giver's name or what they are to the service user: words without a source must not give it away.
func (c confidence) namesGiver(text string) bool {
	for _, span := range mention.Find(text, c.tri, nil) {
		if span.Person == string(c.giver.Person) {
			return true
		}
	}
	return c.giver.Relation != "" && fold.Contains(text, c.giver.Relation)
}

// drawing is what a transaction must not draw.
type drawing struct {
	reasons, told disclose.Writing
	record        disclose.Noted
	task          string
}

func (c confidence) draw(w Weighed, by id.Person) (d drawing, err error) {
	d.task = id.New()
	if d.reasons, err = disclose.Draw(c.reasons(w, by)); err != nil {
		return d, err
	}
	if d.told, err = disclose.Draw(c.words(w, by)); err != nil {
		return d, err
	}
	d.record, err = disclose.DrawRecord(c.record(ledger.Weighed, by, map[string]string{"answer": string(w.Answer), "reasons": string(w.ID)}))
	return d, err
}

// reasons are for those who may read the confidence, and for nobody else. They stand about the giver and the service user
// together, so that neither reads them without the other's yes, which nobody can give on this topic.
func (c confidence) reasons(w Weighed, by id.Person) disclose.New {
	n := c.entry(w.ID, disclose.Weighing, by, sharing.Item{
		Class: sharing.CarersOwn, Topic: TopicOutcome, About: []string{string(c.giver.Person), string(c.user.Person)}, HeldBy: c.confidants(),
	})
	n.Body.Text = w.Reasons
	return n
}

// words are for the service user. They hang on nothing: where they come from must not show.
func (c confidence) words(w Weighed, by id.Person) disclose.New {
	spans := mention.Find(w.Words, c.tri, nil)
	n := c.entry(w.Told, disclose.Note, by, sharing.Item{Class: sharing.Sensitive, Topic: TopicForYou, About: []string{string(c.user.Person)}, Mentions: mention.Facts(spans)})
	n.Parent, n.Body = "", disclose.Body{Text: w.Words, Spans: spans}
	return n
}

func (c confidence) settle(ctx context.Context, t Tx, by id.Person, w Weighed, d drawing) error {
	_, waits, err := openDuty(ctx, t, c.tri.ID, duty.WeighTelling, c.meta.ID)
	if err != nil {
		return err
	}
	if !waits {
		return errs.E(errs.Conflict, "weighing.settle", "error.changed-meanwhile", nil)
	}
	if err := d.reasons.In(ctx, t); err != nil {
		return err
	}
	if _, err := d.record.In(ctx, t); err != nil {
		return err
	}
	if w.Answer == Tell {
		return c.askGiver(ctx, t, by, d.task)
	}
	end := duty.End{By: by, At: c.now.UnixMicro(), Outcome: string(w.Answer)}
	if _, err := t.EndDuties(ctx, c.tri.ID, duty.WeighTelling, string(c.meta.ID), end); err != nil {
		return err
	}
	if w.Answer == Paraphrase {
		return d.told.In(ctx, t)
	}
	return t.PutDuty(ctx, c.weigh(d.task, by, w.Review.UnixMicro()))
}

func (c confidence) askGiver(ctx context.Context, t Tx, by id.Person, task string) error {
	if _, asked, err := openDuty(ctx, t, c.tri.ID, duty.AskGiver, c.meta.ID); err != nil || asked {
		return err
	}
	d := c.weigh(task, c.giver.Person, workday.Add(c.now, WeighDays).UnixMicro())
	d.Kind, d.For = duty.AskGiver, by
	return t.PutDuty(ctx, d)
}
