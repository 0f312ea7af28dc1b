package candour

import (
	"context"
	"math"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// Part says why a line stands in somebody's record.
type Part string

// The parts.
const (
	Did    Part = "did"    // they did it
	ToMe   Part = "to-me"  // it was done to or for them
	OnMine Part = "onmine" // it was done with something of theirs
)

// Line is one record as one person may know of it.
type Line struct {
	Part   Part
	Kind   ledger.Kind
	At     int64     // microseconds since 1970 UTC
	Actor  id.Person // empty where they must not be named
	Person id.Person
	Topic  string
	Ground string
	Entry  id.Entry
	Words  string // of the entry, where the reader may see it now
}

// Cursor is a place in a record: lines before this time, and of those at this
// time without the first Skip. It says nothing of lines that are not shown.
type Cursor struct {
	At   int64
	Skip int
}

// RecordPage is a page of a record, newest first. Next is zero at the end.
type RecordPage struct {
	Lines []Line
	Next  Cursor
}

// RecordSize is how many lines a page of a record has.
const RecordSize = 50

// Record shows everything that a person did here, that was done to them, and
// that was done with what is theirs, as far as it is theirs to know.
func (s *Service) Record(ctx context.Context, by id.Person, t id.Triangle, after Cursor) (RecordPage, error) {
	return s.record(ctx, by, t, after, RecordSize, nil)
}

// Latest lists the last n times that others saw something of the reader's.
func (s *Service) Latest(ctx context.Context, by id.Person, t id.Triangle, n int) ([]Line, error) {
	page, err := s.record(ctx, by, t, Cursor{}, n, func(l Line) bool { return l.Kind == ledger.Sighting && l.Part == OnMine })
	return page.Lines, err
}

// record chooses lines with the engine alone, and then opens the entries of
// those through the door. So nobody is on record as having seen what was left out.
func (s *Service) record(ctx context.Context, by id.Person, t id.Triangle, after Cursor, n int, keep func(Line) bool) (page RecordPage, err error) {
	defer errs.Wrap("candour.Record", &err)
	var lines []Line
	err = s.run.View(ctx, func(x Tx) error {
		w := walk{service: s, x: x, triangle: t, reader: by, known: map[id.Entry]verdict{}, keep: keep}
		lines, err = w.lines(ctx, after, n+1)
		return err
	})
	if err != nil {
		return RecordPage{}, err
	}
	if len(lines) > n {
		page.Next = cursorAfter(after, lines[:n])
		lines = lines[:n]
	}
	page.Lines, err = s.open(ctx, by, t, lines)
	return page, err
}

func cursorAfter(start Cursor, shown []Line) Cursor {
	c := Cursor{At: shown[len(shown)-1].At}
	for _, l := range shown {
		if l.At == c.At {
			c.Skip++
		}
	}
	if start.At == c.At {
		c.Skip += start.Skip
	}
	return c
}

// open adds the words of entries. A choice that narrowed in between is a
// conflict: read again, the record is right.
func (s *Service) open(ctx context.Context, by id.Person, t id.Triangle, lines []Line) ([]Line, error) {
	var ids []id.Entry
	for _, l := range lines {
		if l.Entry != "" && !slices.Contains(ids, l.Entry) {
			ids = append(ids, l.Entry)
		}
	}
	words := map[id.Entry]string{}
	shown, err := s.few(ctx, by, t, nil, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntriesByID(ctx, t, ids) })
	if err != nil {
		return nil, err
	}
	for _, one := range shown {
		words[one.Entry] = one.Words()
	}
	out := make([]Line, 0, len(lines))
	for _, l := range lines {
		text, ok := words[l.Entry]
		if l.Entry != "" && !ok {
			return nil, errs.E(errs.Conflict, "candour.open", "error.changed-meanwhile", nil)
		}
		l.Words = text
		out = append(out, l)
	}
	return out, nil
}

// walk goes through records and keeps what one person may know.
type walk struct {
	service  *Service
	x        Tx
	triangle id.Triangle
	reader   id.Person
	room     room
	eyes     eyes
	sight    disclose.Sight
	known    map[id.Entry]verdict
	keep     func(Line) bool
}

// verdict is what the engine said of an entry, once a walk.
type verdict struct {
	facts
	visible bool
}

// walkBatch is how many records are read at once.
const walkBatch = 500

func (w *walk) lines(ctx context.Context, after Cursor, n int) ([]Line, error) {
	if err := w.begin(ctx); err != nil {
		return nil, err
	}
	var out []Line
	skip := after.Skip
	before := Moment{At: math.MaxInt64}
	if after.At != 0 {
		before = Moment{At: after.At, Seq: math.MaxInt64}
	}
	for {
		records, err := w.x.RecordsNear(ctx, w.triangle, w.reader, before, walkBatch)
		if err != nil {
			return nil, err
		}
		if err := w.judge(ctx, records); err != nil {
			return nil, err
		}
		for _, r := range records {
			before = Moment{At: r.At, Seq: r.Seq}
			l, ok := w.line(r)
			if !ok || w.keep != nil && !w.keep(l) {
				continue
			}
			if l.At == after.At && skip > 0 {
				skip--
				continue
			}
			if out = append(out, l); len(out) == n {
				return out, nil
			}
		}
		if len(records) < walkBatch {
			return out, nil
		}
	}
}

func (w *walk) begin(ctx context.Context) (err error) {
	s := w.service
	w.room.now = s.now()
	if w.room.tri, w.room.me, err = s.placeIn(ctx, w.x, w.reader, w.triangle); err != nil {
		return err
	}
	if w.room.facts, err = w.x.Facts(ctx, w.triangle); err != nil {
		return err
	}
	if w.sight, err = disclose.See(ctx, w.x, w.triangle, w.reader, w.room.now); err != nil {
		return err
	}
	w.eyes = eyes{me: w.room.me, tri: w.room.tri}
	w.eyes.releases, err = w.x.BegunReleases(ctx, w.triangle)
	return err
}

// judge asks the engine about the entries that a batch names. Nothing is opened.
func (w *walk) judge(ctx context.Context, records []ledger.Record) error {
	var ask []id.Entry
	for _, r := range records {
		e := id.Entry(r.Entry)
		if _, known := w.known[e]; e != "" && !known && !slices.Contains(ask, e) {
			ask = append(ask, e)
		}
	}
	found, err := w.x.EntriesByID(ctx, w.triangle, ask)
	for _, e := range ask {
		w.known[e] = verdict{}
	}
	for _, one := range found {
		a := w.sight.Decide(one.Meta, sharing.Care)
		w.known[one.Meta.ID] = verdict{facts: factsBefore(one.Meta, a, w.reader), visible: a.Outcome.Shares()}
	}
	return err
}

// ground keeps the reasons behind a release to the team.
func (w *walk) ground(r ledger.Record) string {
	if w.room.me.Corner == sharing.Professional {
		return r.Ground
	}
	return plainGround(r.Ground)
}
