package weighing

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/workday"
)

// Change says that something a carer told changed what the team does. ID is drawn with the form and names the outcome that
// the carer reads.
type Change struct {
	ID       id.Entry
	Triangle id.Triangle
	Entry    id.Entry
	What     string // for the carer: what was done
}

// Mark notes the change and tells the giver. Where the service user is not to know what was said, somebody now has to
// weigh whether they must: by is that somebody, with three working days.
func (s *Service) Mark(ctx context.Context, by id.Person, d Change) (err error) {
	defer errs.Wrap("weighing.Mark", &err)
	d.What = plain.Clean(d.What)
	if !id.Valid(string(d.ID)) {
		return errs.Missing("weighing.Mark")
	}
	now := s.now()
	var c confidence
	err = s.run.View(ctx, func(t Tx) (err error) {
		c, err = open(ctx, t, d.Triangle, by, d.Entry, now)
		return err
	})
	if err != nil {
		return err
	}
	if err := checkText("what", d.What, "weighing.what-missing").Err("weighing.Mark"); err != nil {
		return err
	}
	w, err := disclose.Draw(c.outcome(d.ID, by, d.What))
	if err != nil {
		return err
	}
	record, err := disclose.DrawRecord(c.record(ledger.CameOfIt, by, map[string]string{"outcome": string(d.ID)}))
	if err != nil {
		return err
	}
	weigh := c.weigh(id.New(), by, workday.Add(now, WeighDays).UnixMicro())
	return s.run.UpdateScope(ctx, d.Triangle, func(t Tx) error {
		if again, err := written(ctx, t, by, d.Triangle, d.ID); err != nil || again {
			return err
		}
		c, err := open(ctx, t, d.Triangle, by, d.Entry, now)
		if err != nil {
			return err
		}
		if err := t.MarkInfluence(ctx, d.Triangle, d.Entry); err != nil {
			return err
		}
		if err := w.In(ctx, t); err != nil {
			return err
		}
		if err := c.ask(ctx, t, weigh); err != nil {
			return err
		}
		_, err = record.In(ctx, t)
		return err
	})
}

// outcome is for the giver alone: what their words did.
func (c confidence) outcome(e id.Entry, by id.Person, what string) disclose.New {
	giver := []string{string(c.giver.Person)}
	n := c.entry(e, disclose.Outcome, by, sharing.Item{Class: sharing.CarersOwn, Topic: TopicOutcome, About: giver, HeldBy: giver})
	n.Body.Text = what
	return n
}

func (c confidence) weigh(task string, owner id.Person, due int64) duty.Duty {
	return duty.Duty{
		ID: task, Triangle: c.tri.ID, Kind: duty.WeighTelling, Owner: owner, For: c.giver.Person, Entry: c.meta.ID, Topic: c.meta.Item.Topic,
		Ref: string(c.meta.ID), Due: due, Made: c.now.UnixMicro(),
	}
}

// ask makes it somebody's duty to weigh, unless there is nothing to weigh or somebody does already.
func (c confidence) ask(ctx context.Context, t Tx, d duty.Duty) error {
	if !c.kept() {
		return nil
	}
	_, open, err := openDuty(ctx, t, c.tri.ID, duty.WeighTelling, c.meta.ID)
	if err != nil || open {
		return err
	}
	return t.PutDuty(ctx, d)
}

func openDuty(ctx context.Context, t Tx, tri id.Triangle, k duty.Kind, e id.Entry) (duty.Duty, bool, error) {
	all, err := t.DutiesAbout(ctx, tri, string(e))
	for _, d := range all {
		if d.Kind == k && d.Open() {
			return d, true, err
		}
	}
	return duty.Duty{}, false, err
}

func (c confidence) record(k ledger.Kind, by id.Person, extra map[string]string) ledger.Record {
	return ledger.Record{
		Triangle: string(c.tri.ID), At: c.now.UnixMicro(), Kind: k, Actor: string(by), Person: string(c.giver.Person), Entry: string(c.meta.ID),
		Version: c.meta.Version, Topic: c.meta.Item.Topic, Extra: extra,
	}
}

// written tells a form that was sent twice.
func written(ctx context.Context, t Tx, by id.Person, tri id.Triangle, e id.Entry) (bool, error) {
	found, err := t.EntryByID(ctx, tri, e)
	return len(found) == 1 && found[0].Meta.Item.GivenBy == string(by), err
}

func checkText(field, text, missing string) errs.Problems {
	var p errs.Problems
	switch {
	case text == "":
		p.Add(field, missing)
	case plain.Length(text) > WordsMost:
		p.Add(field, "weighing.long", "most", WordsMost, "have", plain.Length(text))
	}
	return p
}
