package disclose

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// world is a triangle in memory, with everything that can go wrong.
type world struct {
	now     time.Time
	facts   sharing.Triangle
	entries []Sealed
	files   []SealedFile
	chain   []ledger.Record
	opened  []id.Entry // what was decrypted
	opens   int        // transactions that may write
	fails   map[string]error
	paused  id.Person
	since   int64             // when their pause began
	today   *sharing.Triangle // the facts of now, for them
	between func()            // what happens after the look and before the lock
}

var errBroken = errors.New("broken")

const (
	sam, jo, al, ravi, bea, nia = id.Person("sam"), id.Person("jo"), id.Person("al"), id.Person("ravi"), id.Person("bea"), id.Person("nia")
	home                        = id.Triangle("home")
)

func start() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) }

func newWorld() *world {
	w := &world{now: start(), fails: map[string]error{}}
	for p, corner := range map[id.Person]sharing.Corner{sam: sharing.ServiceUser, jo: sharing.Carer, al: sharing.Carer, ravi: sharing.Professional, bea: sharing.Professional} {
		w.facts.People = append(w.facts.People, sharing.Person{ID: string(p), Corner: corner, Since: sharing.At(start().AddDate(0, -6, 0))})
	}
	return w
}

// choose records a choice of Sam's.
func (w *world) choose(who id.Person, topic string, c sharing.Choice, at time.Time) {
	w.facts.Decisions = append(w.facts.Decisions, sharing.Decision{
		Owner: string(sam), Recipient: string(who), Topic: topic, Answer: c, When: sharing.Everyday, From: sharing.At(at),
	})
	w.chain = append(w.chain, ledger.Record{Triangle: string(home), At: at.UnixMicro(), Kind: ledger.Decision, Actor: string(sam)})
}

// note is something that Ravi writes about Sam.
func note(text string) New {
	return New{Meta: Meta{Kind: Note, Author: ravi, Item: sharing.Item{Class: sharing.Personal, Topic: "medication", GivenBy: string(ravi), About: []string{string(sam)}}}, Body: Body{Text: text}}
}

// general is what everybody of the triangle may know.
func general(text string) New {
	return New{Meta: Meta{Kind: Note, Author: ravi, Item: sharing.Item{Class: sharing.General, Topic: "medication", GivenBy: string(ravi)}}, Body: Body{Text: text}}
}

// told is what Jo tells the team about Sam without being named.
func told(text string, c sharing.Confidence) New {
	return New{Meta: Meta{Kind: Told, Author: jo, Item: sharing.Item{
		Class: sharing.Personal, Topic: "early-signs", GivenBy: string(jo), About: []string{string(sam)}, Confidence: c, PossibleSources: 2,
	}}, Body: Body{Text: text}}
}

// add puts an entry on top of the timeline.
func (w *world) add(n New) id.Entry {
	n.ID = id.Entry(fmt.Sprintf("e%04d", len(w.entries)+1))
	n.Triangle, n.Item.ID = home, string(n.ID)
	n.Version, n.Latest = max(1, n.Version), max(1, n.Latest)
	n.Made = start().Add(-time.Hour).UnixMicro() + int64(len(w.entries))
	n.Changed = n.Made
	w.entries = append(w.entries, Seal(n.Meta, func() (Body, error) {
		w.opened = append(w.opened, n.ID)
		return n.Body, w.fails["open"]
	}))
	return n.ID
}

// Facts hands out a copy, as a database does.
func (w *world) Facts(context.Context, id.Triangle) (*sharing.Triangle, error) {
	f := w.facts
	f.Decisions = slices.Clone(f.Decisions)
	return &f, w.fails["facts"]
}

func (w *world) Pause(_ context.Context, _ id.Triangle, p id.Person) (Pause, error) {
	if p != w.paused {
		return Pause{}, w.fails["pause"]
	}
	return Pause{Since: w.since, Today: w.today}, w.fails["pause"]
}

func (w *world) LatestAt(_ context.Context, _ id.Triangle, notAfter int64) (int64, error) {
	latest := int64(0)
	for _, r := range w.chain {
		if r.At <= notAfter {
			latest = max(latest, r.At)
		}
	}
	return latest, w.fails["latest"]
}

func (w *world) SeenOn(_ context.Context, _ id.Triangle, p id.Person, day int64, entries []string) (Seen, error) {
	seen := Seen{}
	for _, r := range w.chain {
		if r.Actor != string(p) || Day(time.UnixMicro(r.At)) != day || !slices.Contains(entries, r.Entry) {
			continue
		}
		switch r.Kind {
		case ledger.Sighting:
			seen[SeenKey{Entry: r.Entry, Version: r.Version, Ground: r.Ground}] = struct{}{}
		case ledger.Unshown:
			seen[UnshownKey(r.Topic, r.Rule)] = struct{}{}
		}
	}
	return seen, w.fails["seen"]
}

func (w *world) Append(_ context.Context, _ id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error) {
	if len(records) != len(salts) {
		return nil, fmt.Errorf("%d records with %d salts", len(records), len(salts))
	}
	var seqs []int64
	for _, r := range records {
		w.chain = append(w.chain, r)
		seqs = append(seqs, int64(len(w.chain)))
	}
	return seqs, w.fails["append"]
}

// View, Update and UpdateScope keep what a closure appends only where they return nil.
func (w *world) View(_ context.Context, fn func(*world) error) error {
	if err := w.fails["view"]; err != nil {
		return err
	}
	return fn(w)
}

func (w *world) Update(ctx context.Context, fn func(*world) error) error {
	return w.UpdateScope(ctx, "", fn)
}

func (w *world) UpdateScope(_ context.Context, _ id.Triangle, fn func(*world) error) error {
	if w.between != nil {
		w.between()
	}
	w.opens++
	before := len(w.chain)
	err := fn(w)
	if err == nil {
		err = w.fails["commit"]
	}
	if err != nil {
		w.chain = w.chain[:before]
	}
	return err
}

var _ tx.Runner[*world] = (*world)(nil)

// look is somebody's look at the timeline, newest first.
func (w *world) look(p id.Person) Look[*world] {
	return Look[*world]{Run: w, Triangle: home, Person: p, Purpose: sharing.Care, Limit: 50, Fetch: w.fetch}
}

func (w *world) fetch(_ context.Context, _ *world, after Place, n int) ([]Sealed, error) {
	var out []Sealed
	for _, s := range slices.Backward(w.entries) {
		if len(out) < n && (after == Place{} || s.Meta.Made < after.At || s.Meta.Made == after.At && s.Meta.ID < after.Entry) {
			out = append(out, s)
		}
	}
	return out, w.fails["fetch"]
}

func (w *world) door() *Door { return NewDoor(func() time.Time { return w.now }) }

func (w *world) read(t *testing.T, l Look[*world]) Page {
	t.Helper()
	page, err := Read(t.Context(), w.door(), l)
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// texts joins what a page shows.
func texts(p Page) (out []string) {
	for _, s := range p.Shown {
		out = append(out, s.Words())
	}
	return out
}

func (w *world) records(k ledger.Kind) (out []ledger.Record) {
	for _, r := range w.chain {
		if r.Kind == k {
			out = append(out, r)
		}
	}
	return out
}

func wantNothing(t *testing.T, what string, p Page, err error) {
	t.Helper()
	if err == nil || len(p.Shown) > 0 || p.Next != (Place{}) {
		t.Errorf("%s: an error may carry nothing, and this carried %+v (%v)", what, p, err)
	}
}

func wantMissing(t *testing.T, err error) {
	t.Helper()
	if !errs.Is(err, errs.NotFound) {
		t.Errorf("it should be as if it were not there: %v", err)
	}
}
