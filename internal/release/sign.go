package release

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/mention"
	"trialogue/internal/workday"
)

// Check finds what is wrong with a draft, and writes nothing.
func (s *Service) Check(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("release.Check", &err)
	now := s.now()
	return s.run.View(ctx, func(t Tx) error {
		_, _, err := compose(ctx, t, by, d, now)
		return err
	})
}

// Sign signs a draft. One that is urgent acts at once and is looked at by a second person within one working day; any
// other gives nothing until a second person signs too.
func (s *Service) Sign(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("release.Sign", &err)
	now := s.now()
	var row Row
	var n disclose.New
	signed := false
	err = s.run.View(ctx, func(t Tx) (err error) {
		if signed = signedBefore(ctx, t, by, d); signed {
			return nil
		}
		row, n, err = compose(ctx, t, by, d, now)
		return err
	})
	if err != nil || signed {
		return err
	}
	return s.sign(ctx, by, d, row, n, now)
}

// signedBefore tells a form that was sent twice.
func signedBefore(ctx context.Context, t Tx, by id.Person, d Draft) bool {
	before, err := t.ReleaseByID(ctx, d.Triangle, d.ID)
	return err == nil && before.MadeBy == by
}

func (s *Service) sign(ctx context.Context, by id.Person, d Draft, row Row, n disclose.New, now time.Time) error {
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	log, err := drawLog(signedRecords(row, by, now))
	if err != nil {
		return err
	}
	after := aftermath(now)
	return s.run.UpdateScope(ctx, d.Triangle, func(t Tx) error {
		if signedBefore(ctx, t, by, d) {
			return nil
		}
		row, _, err := compose(ctx, t, by, d, now)
		if err != nil {
			return err
		}
		if err := t.PutRelease(ctx, row); err != nil {
			return err
		}
		if err := w.In(ctx, t); err != nil {
			return err
		}
		if err := after.signed(ctx, t, row); err != nil {
			return err
		}
		return log.in(ctx, t)
	})
}

func signedRecords(r Row, by id.Person, now time.Time) []ledger.Record {
	drafted, signed := r.record(ledger.ReleaseDrafted, by, now), r.record(ledger.ReleaseSigned, by, now)
	signed.Extra["role"] = "first"
	if r.Urgent {
		signed.Extra["urgent"] = "yes"
	}
	return []ledger.Record{drafted, signed}
}

// compose checks a draft against this moment and makes the row and its text.
func compose(ctx context.Context, t Tx, by id.Person, d Draft, now time.Time) (Row, disclose.New, error) {
	if !id.Valid(string(d.ID)) {
		return Row{}, disclose.New{}, errs.Missing("release.compose")
	}
	d.Words = d.Words.clean()
	m, err := open(ctx, t, d.Triangle, by, d.Item, now)
	if err != nil {
		return Row{}, disclose.New{}, err
	}
	all, err := t.FindingsOf(ctx, d.Triangle)
	if err != nil {
		return Row{}, disclose.New{}, err
	}
	finding, _ := inForce(all, now)
	held, err := t.Pause(ctx, d.Triangle, d.Recipient)
	if err != nil {
		return Row{}, disclose.New{}, err
	}
	d.held = held.Since != 0
	if err := m.check(d, by, finding).Err("release.compose"); err != nil {
		return Row{}, disclose.New{}, err
	}
	row := m.row(d, by, finding)
	body := disclose.Body{Text: d.Words.Facts, Parts: d.Words.parts()}
	body.Spans = mention.FindIn(body, m.tri, nil)
	n := disclose.New{
		Meta: disclose.Meta{ID: d.ID, Triangle: d.Triangle, Kind: disclose.ReleaseText, Version: 1, Latest: 1, Author: by, Made: row.Made, Changed: row.Made, Item: m.text(d, by)},
		Body: body,
	}
	n.Item.Mentions = mention.Facts(body.Spans)
	return row, n, nil
}

// row is the release as it is signed.
func (m matter) row(d Draft, by id.Person, finding FindingRow) Row {
	who, _ := m.concerns()
	ends := d.endsAt(m.now).UnixMicro()
	r := Row{
		ID: d.ID, Triangle: d.Triangle, Item: d.Item, Recipient: d.Recipient, Ground: d.Ground, MadeBy: by, Second: d.Second, Concerns: who,
		Urgent: d.Urgent, Ends: ends, Told: d.Told, Made: m.now.UnixMicro(), Despite: d.held && d.Despite,
	}
	if d.Ground == BestInterests {
		r.Finding, r.Ends = string(finding.ID), min(ends, finding.Ends)
	}
	if d.Told == ToldLater {
		r.ToldReview = endOf(d.ToldReview).UnixMicro()
	}
	if d.Urgent {
		r.Begins, r.ReviewBy = r.Made, workday.Add(m.now, 1).UnixMicro()
	}
	return r
}

// check finds what stands against a draft.
func (m matter) check(d Draft, by id.Person, finding FindingRow) errs.Problems {
	var p errs.Problems
	switch {
	case !m.recipientHere(d.Recipient, by):
		p.Add("recipient", "release.recipient-missing")
	case d.held && !d.Despite:
		p.Add("despite", "release.held")
	case d.Recipient != Outside && !d.held && m.answer(d.Recipient).Shares():
		p.Add("recipient", "release.recipient-sees")
	}
	m.checkGround(d, finding, &p)
	d.checkWords(&p)
	if !slices.Contains([]Told{ToldAlready, ToldSoon, ToldLater}, d.Told) {
		p.Add("was-told", "release.told-missing")
	}
	d.checkDays(&p, m.now)
	switch {
	case d.Second == by:
		p.Add("second", "release.second-same")
	case !m.secondHere(d.Second, by, d.Recipient):
		p.Add("second", "release.second-missing")
	}
	return p
}

// checkGround holds the two grounds that stand or fall with capacity: best interests need a finding in force, and a no of
// somebody who can decide about their own safety normally stands.
func (m matter) checkGround(d Draft, finding FindingRow, p *errs.Problems) {
	switch {
	case !d.Ground.Known():
		p.Add("ground", "release.ground-missing")
	case d.Ground == BestInterests && finding.ID == "":
		p.Add("ground", "release.no-finding")
	case d.Ground == SeriousHarmSelf && finding.ID != "":
		p.Add("ground", "release.has-finding")
	case d.Ground == SeriousHarmSelf && d.Words.Senior == "":
		p.Add("senior", "release.no-stands")
	}
}
