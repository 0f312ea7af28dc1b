package calendar

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// goneFor is how long a calendar is told that something does not come any more.
const goneFor = 30 * 24 * time.Hour

// meetingLasts is the length of a meeting of which nobody has said it.
const meetingLasts = time.Hour

// eventsMost bounds one calendar.
const eventsMost = 500

// inCalendars reports whether a duty has a day that belongs in a calendar. What
// only tells that something is late has none of its own.
func inCalendars(k duty.Kind) bool {
	switch k {
	case duty.SayYes, duty.DoAction, duty.ReviewAgreed, duty.AnswerTalk, duty.AnswerMeeting, duty.ComeToMeeting, duty.CallBack, duty.ReadNote, duty.LookAgain, duty.LookAtArrow:
		return true
	}
	return false
}

// Coming is one thing in somebody's calendar.
type Coming struct {
	Duty duty.Duty
	// Name stays the same when the day moves: it follows from what is to be done
	// and for whom, not from the row that holds the day.
	Name string
	// Version grows when the day moves, or when it is called off.
	Version int
	Changed int64 // when anything of it was last changed, microseconds since 1970 UTC
	Start   time.Time
	End     time.Time // zero for something that lasts a day
	Gone    bool      // called off
	Words   string    // as the door shows them; empty unless titles say words
}

// Upcoming lists what stands in somebody's calendar, the earliest first: their
// duties with a day, in triangles where they stand now, about things that the
// door shows them. Words are opened only where titles say them, and recorded then
// as seen.
func (s *Service) Upcoming(ctx context.Context, f Feed) (out []Coming, err error) {
	defer errs.Wrap("calendar.Upcoming", &err)
	ctx = tx.For(ctx, f.Person)
	now := s.now()
	var all []duty.Duty
	var there map[id.Entry]bool
	err = s.run.View(ctx, func(t Tx) error {
		if all, err = t.DutiesSince(ctx, f.Person, now.UnixMicro(), now.Add(-goneFor).UnixMicro()); err != nil {
			return err
		}
		all = latest(all)
		there, err = shownOf(ctx, t, f.Person, all, now)
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, d := range all {
		if d.Entry != "" && !there[d.Entry] {
			continue
		}
		c, err := s.coming(ctx, d)
		if err != nil {
			return nil, err
		}
		c.Changed = max(c.Changed, f.Changed)
		out = append(out, c)
	}
	if len(out) > eventsMost {
		out = out[:eventsMost]
	}
	if f.Titles == InWords {
		err = s.addWords(ctx, f.Person, out)
	}
	return out, err
}

// thing is what a duty is about, whichever row holds its day.
type thing struct {
	triangle id.Triangle
	kind     duty.Kind
	ref      string
}

// latest keeps of each thing the newest row, and drops what a calendar does not
// hold: what has no day, and what was done. Only a meeting that was called off
// stays for a while: somebody may have it in another calendar already.
func latest(all []duty.Duty) []duty.Duty {
	newest := map[thing]duty.Duty{}
	for _, d := range all {
		if !inCalendars(d.Kind) || d.Due == 0 {
			continue
		}
		t := thing{d.Triangle, d.Kind, d.Ref}
		if was, ok := newest[t]; !ok || d.Made > was.Made || d.Made == was.Made && d.Open() && !was.Open() {
			newest[t] = d
		}
	}
	var out []duty.Duty
	for _, d := range newest {
		if d.Open() || d.Kind == duty.ComeToMeeting && d.Done < d.Due {
			out = append(out, d)
		}
	}
	slices.SortFunc(out, func(a, b duty.Duty) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// shownOf asks the door what of it is there for somebody. Nothing is opened, so
// nothing is recorded.
func shownOf(ctx context.Context, t Tx, p id.Person, all []duty.Duty, now time.Time) (map[id.Entry]bool, error) {
	there := map[id.Entry]bool{}
	for tri, es := range byTriangle(all) {
		sight, err := disclose.See(ctx, t, tri, p, now)
		if err != nil {
			return nil, err
		}
		found, err := t.EntriesByID(ctx, tri, es)
		if err != nil {
			return nil, err
		}
		for _, one := range found {
			there[one.Meta.ID] = sight.Decide(one.Meta, sharing.Care).Shares()
		}
	}
	return there, nil
}

func byTriangle(all []duty.Duty) map[id.Triangle][]id.Entry {
	out := map[id.Triangle][]id.Entry{}
	for _, d := range all {
		if d.Entry != "" && !slices.Contains(out[d.Triangle], d.Entry) {
			out[d.Triangle] = append(out[d.Triangle], d.Entry)
		}
	}
	return out
}

func (s *Service) coming(ctx context.Context, d duty.Duty) (Coming, error) {
	c := Coming{Duty: d, Name: nameOf(d), Changed: max(d.Made, d.Done), Start: time.UnixMicro(d.Due), Gone: !d.Open()}
	c.Version = versionAt(c.Changed)
	if d.Kind != duty.ComeToMeeting {
		return c, nil
	}
	length := time.Duration(0)
	if s.lengths != nil {
		var err error
		if length, err = s.lengths.MeetingLength(ctx, d.Triangle, d.Entry); err != nil {
			return Coming{}, err
		}
	}
	if length <= 0 {
		length = meetingLasts
	}
	c.End = c.Start.Add(length)
	return c, nil
}

// nameOf names a thing in the calendars of one person, and tells nobody its id.
func nameOf(d duty.Duty) string {
	sum := sha256.Sum256([]byte(string(d.Triangle) + "/" + string(d.Kind) + "/" + d.Ref + "/" + string(d.Owner)))
	return "duty-" + hex.EncodeToString(sum[:12])
}

// firstVersion is where versions begin to count, in seconds since 1970: they have
// to stay small.
const firstVersion = 1735689600 // 1 January 2025

// versionAt is a number that grows with time, in minutes.
func versionAt(us int64) int {
	return int(max(0, (us/1_000_000-firstVersion)/60))
}

// addWords opens the words of what is still to come, as that person and on record.
func (s *Service) addWords(ctx context.Context, p id.Person, out []Coming) error {
	var open []duty.Duty
	for _, c := range out {
		if !c.Gone {
			open = append(open, c.Duty)
		}
	}
	found := map[id.Entry]disclose.Shown{}
	for tri, es := range byTriangle(open) {
		page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
			Run: s.run, Triangle: tri, Person: p, Purpose: sharing.Care, Limit: len(es),
			Fetch: disclose.AtOnce(func(ctx context.Context, t Tx) ([]disclose.Sealed, error) { return t.EntriesByID(ctx, tri, es) }),
		})
		if err != nil {
			return err
		}
		for _, one := range page.Shown {
			found[one.Entry] = one
		}
	}
	for i, c := range out {
		if one, ok := found[c.Duty.Entry]; ok && !c.Gone {
			out[i].Words = one.Words()
			out[i].Changed = max(c.Changed, one.Changed)
		}
	}
	return nil
}

// One finds one thing of somebody's calendar by its name.
func (s *Service) One(ctx context.Context, f Feed, name string) (Coming, error) {
	all, err := s.Upcoming(ctx, f)
	if err != nil {
		return Coming{}, err
	}
	i := slices.IndexFunc(all, func(c Coming) bool { return c.Name == name && !c.Gone })
	if i < 0 {
		return Coming{}, errs.Missing("calendar.One")
	}
	return all[i], nil
}
