package release

import (
	"context"
	"slices"
	"strings"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
)

// FindingRow is a finding without its words. Times are microseconds since 1970 UTC.
type FindingRow struct {
	ID           id.Entry // of its text too
	Triangle     id.Triangle
	FoundBy      id.Person
	Begins, Ends int64
	Made         int64
}

// InForce reports whether it counts at a time.
func (f FindingRow) InForce(now time.Time) bool {
	us := now.UnixMicro()
	return f.Begins <= us && us < f.Ends
}

func inForce(all []FindingRow, now time.Time) (FindingRow, bool) {
	i := slices.IndexFunc(all, func(f FindingRow) bool { return f.InForce(now) })
	if i < 0 {
		return FindingRow{}, false
	}
	return all[i], true
}

// Lack is what somebody cannot do with what they need to know for a decision, even with help.
type Lack string

// The four. A choice that others find unwise is none of them.
const (
	CannotUnderstand Lack = "understand"
	CannotRemember   Lack = "remember"
	CannotWeigh      Lack = "weigh"
	CannotSay        Lack = "say"
)

// Lacks lists them.
func Lacks() []Lack { return []Lack{CannotUnderstand, CannotRemember, CannotWeigh, CannotSay} }

// FindingDraft is what a professional found. ID is drawn with the form.
type FindingDraft struct {
	ID       id.Entry
	Triangle id.Triangle
	Decision string    // which decision about sharing
	Day      time.Time // when it was found, any moment of the day
	Lacks    []Lack
	Reasons  string // how it showed, and why
	Help     string // what was tried to help them decide
	Until    time.Time
}

// The names of the parts of a finding; the reasons stand in the text itself.
const (
	PartDecision = "decision"
	PartLacks    = "lacks" // codes, parted by spaces
	PartHelp     = "help"
)

// How far a finding reaches: back a few days at most, since it voids what was agreed meanwhile, and on for some months.
const (
	FindingBackMost   = 7 // days
	FindingMonthsMost = 6
)

// Find records that the service user cannot decide about sharing now. Capacity is presumed: without decision, day,
// functional reasons and an end there is no finding.
func (s *Service) Find(ctx context.Context, by id.Person, d FindingDraft) (err error) {
	defer errs.Wrap("release.Find", &err)
	d.Decision, d.Reasons, d.Help = plain.Clean(d.Decision), plain.Clean(d.Reasons), plain.Clean(d.Help)
	now := s.now()
	var n disclose.New
	again := false
	row := FindingRow{ID: d.ID, Triangle: d.Triangle, FoundBy: by, Made: now.UnixMicro()}
	err = s.run.View(ctx, func(t Tx) error {
		if again = foundBefore(ctx, t, row); again {
			return nil
		}
		n, err = d.compose(ctx, t, by, now)
		return err
	})
	if err != nil || again {
		return err
	}
	row.Begins, row.Ends = d.begins(now), endOf(d.Until).UnixMicro()
	return s.find(ctx, row, n, now)
}

func foundBefore(ctx context.Context, t Tx, row FindingRow) bool {
	before, err := t.FindingByID(ctx, row.Triangle, row.ID)
	return err == nil && before.FoundBy == row.FoundBy
}

func (s *Service) find(ctx context.Context, row FindingRow, n disclose.New, now time.Time) error {
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	log, err := drawLog([]ledger.Record{row.record(row.FoundBy, now, "found")})
	if err != nil {
		return err
	}
	look := duty.Duty{ID: id.New(), Triangle: row.Triangle, Kind: duty.ReviewFinding, Owner: row.FoundBy, Entry: row.ID, Ref: string(row.ID), Due: row.Ends, Made: row.Made}
	return s.run.UpdateScope(ctx, row.Triangle, func(t Tx) error {
		if foundBefore(ctx, t, row) {
			return nil // sent twice
		}
		tri, err := t.Triangle(ctx, row.Triangle)
		if err != nil {
			return err
		}
		if _, err := staff(tri, row.FoundBy, now); err != nil {
			return err
		}
		all, err := t.FindingsOf(ctx, row.Triangle)
		if err != nil {
			return err
		}
		if _, already := inForce(all, now); already {
			return errs.E(errs.Conflict, "release.find", "capacity.one-already", nil)
		}
		if err := t.PutFinding(ctx, row); err != nil {
			return err
		}
		if err := w.In(ctx, t); err != nil {
			return err
		}
		if err := t.PutDuty(ctx, look); err != nil {
			return err
		}
		return log.in(ctx, t)
	})
}

func (f FindingRow) record(by id.Person, at time.Time, state string) ledger.Record {
	return ledger.Record{
		Triangle: string(f.Triangle), At: at.UnixMicro(), Kind: ledger.Capacity, Actor: string(by), Entry: string(f.ID), Version: 1, Topic: TopicFinding,
		Extra: map[string]string{"state": state},
	}
}

// begins is now for a finding of today, and otherwise the beginning of its day.
func (d FindingDraft) begins(now time.Time) int64 {
	if start := startOf(d.Day); !start.Equal(startOf(now)) {
		return start.UnixMicro()
	}
	return now.UnixMicro()
}

func (d FindingDraft) compose(ctx context.Context, t Tx, by id.Person, now time.Time) (disclose.New, error) {
	if !id.Valid(string(d.ID)) {
		return disclose.New{}, errs.Missing("release.compose")
	}
	tri, err := t.Triangle(ctx, d.Triangle)
	if err != nil {
		return disclose.New{}, err
	}
	user, err := staff(tri, by, now)
	if err != nil {
		return disclose.New{}, err
	}
	if err := d.check(now).Err("release.Find"); err != nil {
		return disclose.New{}, err
	}
	lacks := make([]string, len(d.Lacks))
	for i, l := range d.Lacks {
		lacks[i] = string(l)
	}
	at := now.UnixMicro()
	return disclose.New{
		Meta: disclose.Meta{
			ID: d.ID, Triangle: d.Triangle, Kind: disclose.Finding, Version: 1, Latest: 1, Author: by, Made: at, Changed: at,
			Item: sharing.Item{Class: sharing.Sensitive, Topic: TopicFinding, GivenBy: string(by), About: []string{string(user.Person)}, PossibleSources: 1},
		},
		Body: disclose.Body{Text: d.Reasons, Parts: []disclose.Part{
			{Name: PartDecision, Text: d.Decision}, {Name: PartLacks, Text: strings.Join(lacks, " ")}, {Name: PartHelp, Text: d.Help},
		}},
	}, nil
}

func (d FindingDraft) check(now time.Time) errs.Problems {
	var p errs.Problems
	need := func(field, text, key string) {
		switch {
		case text == "":
			p.Add(field, key)
		case plain.Length(text) > WordsMost:
			p.Add(field, "release.long", "most", WordsMost, "have", plain.Length(text))
		}
	}
	need("decision", d.Decision, "capacity.decision-missing")
	switch {
	case d.Day.IsZero():
		p.Add("day", "capacity.day-missing")
	case startOf(d.Day).After(now):
		p.Add("day", "capacity.day-ahead")
	case startOf(d.Day).Before(startOf(now).AddDate(0, 0, -FindingBackMost)):
		p.Add("day", "capacity.day-long-ago", "most", FindingBackMost)
	}
	if len(d.Lacks) == 0 || slices.ContainsFunc(d.Lacks, func(l Lack) bool { return !slices.Contains(Lacks(), l) }) {
		p.Add("lacks", "capacity.lacks-missing")
	}
	need("reasons", d.Reasons, "capacity.reasons-missing")
	need("help", d.Help, "capacity.help-missing")
	switch {
	case d.Until.IsZero():
		p.Add("until", "capacity.until-missing")
	case !endOf(d.Until).After(now):
		p.Add("until", "release.ends-past")
	case d.Until.After(now.AddDate(0, FindingMonthsMost, 0)):
		p.Add("until", "capacity.until-far", "most", FindingMonthsMost)
	}
	return p
}
