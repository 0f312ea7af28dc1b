package demo_test

import (
	"bytes"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"trialogue/internal/app"
	"trialogue/internal/apptest"
	"trialogue/internal/config"
	"trialogue/internal/demo"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/seal"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/words"
)

// play is a demonstration on a database, with a real time that stands still.
type play struct {
	*app.App
	House    *demo.House
	Clock    *demo.Clock
	Logs     *bytes.Buffer
	Database string
	Data     string
	names    map[string]id.Person
}

func monday() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) }

// open opens the program on a database, and tells nothing.
func open(t *testing.T, database, data string, now time.Time) *play {
	t.Helper()
	master, err := seal.MasterFromBytes(bytes.Repeat([]byte{7}, seal.KeySize))
	apptest.Must(t, err)
	catalogue, err := words.Load()
	apptest.Must(t, err)
	p := &play{Clock: demo.NewClock(func() time.Time { return now }), Logs: &bytes.Buffer{}, Database: database, Data: data, names: map[string]id.Person{}}
	p.App, err = app.New(t.Context(), config.Config{Database: database, URL: "http://trialogue.test", Data: data}, app.Options{
		Now: p.Clock.Now, Log: slog.New(slog.NewTextHandler(p.Logs, &slog.HandlerOptions{Level: slog.LevelDebug})), Master: master, Words: catalogue.Strict(),
	})
	apptest.Must(t, err)
	t.Cleanup(func() { _ = p.App.Close() })
	return p
}

// fill tells the story, or finds that it was told.
func (p *play) fill(t *testing.T) *play {
	t.Helper()
	var err error
	p.House, err = demo.Fill(t.Context(), p.App, p.Clock)
	apptest.Must(t, err)
	people, err := p.House.People(t.Context())
	apptest.Must(t, err)
	for _, one := range people {
		p.names[one.Name] = one.ID
	}
	return p
}

func TestOnBothDatabases(t *testing.T) {
	for name, db := range map[string]apptest.Database{"sqlite": apptest.SQLite, "postgres": apptest.Postgres} {
		t.Run(name, func(t *testing.T) {
			p := open(t, db(t), t.TempDir(), monday()).fill(t)
			told := p.verify(t)
			if told.Chains < 9 || told.Rows < 400 || told.Unfolded != 0 || told.Unsigned != 0 {
				t.Fatalf("the record of the story: %s", told)
			}
			t.Run("states", p.states)
			t.Run("the list", p.list)
			t.Run("pages", p.pages)
			t.Run("a second start", p.secondStart)
		})
	}
}

// verify rebuilds the whole record.
func (p *play) verify(t *testing.T) ledger.Report {
	t.Helper()
	key, err := note.NewVerifier(p.SignedLog.PublicKey())
	apptest.Must(t, err)
	report, err := store.Examine(t.Context(), p.Database, ledger.Trust{Keys: []note.Verifier{key}})
	apptest.Must(t, err)
	if report.First != nil {
		t.Fatal(report)
	}
	return report
}

func (p *play) secondStart(t *testing.T) {
	before := p.verify(t)
	first, err := p.House.People(t.Context())
	apptest.Must(t, err)
	apptest.Must(t, p.App.Close())

	again := open(t, p.Database, p.Data, monday().AddDate(0, 0, 3)).fill(t)
	if after := again.verify(t); after != before {
		t.Errorf("the second start wrote: %s, and before %s", after, before)
	}
	second, err := again.House.People(t.Context())
	apptest.Must(t, err)
	if len(first) < 25 || !slices.Equal(first, second) {
		t.Errorf("at first %+v, later %+v", first, second)
	}
}

func TestTheClockIsTheRealOneAfterwards(t *testing.T) {
	now := time.Date(2027, 3, 28, 0, 10, 0, 0, time.UTC) // a Sunday, and the clocks change
	p := open(t, apptest.SQLite(t), t.TempDir(), now).fill(t)
	if !p.Clock.Now().Equal(now) {
		t.Errorf("the clock says %s", p.Clock.Now())
	}
	p.verify(t)
	if n, err := p.Worker.Drain(t.Context()); err != nil || n != 0 {
		t.Errorf("%d jobs were left over: %v", n, err)
	}
}

func TestNothingStrangeIsTouched(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	_, err := demo.Fill(t.Context(), h.App, demo.NewClock(h.Clock.Now))
	if !errors.Is(err, demo.ErrForeign) {
		t.Fatalf("a database of other people: %v", err)
	}
	if teams, err := h.App.People.TeamList(t.Context()); err != nil || len(teams) != 0 {
		t.Errorf("teams were made: %v %v", teams, err)
	}
}

func TestHalfAStoryIsNone(t *testing.T) {
	h := apptest.Empty(t, apptest.SQLite(t), engine.Options{})
	_, err := h.SignIn.SignUp(t.Context(), signin.NewAccount{Name: "Pat Ellis", Email: "pat.ellis@example.org", Password: apptest.Password, Corner: sharing.Professional})
	apptest.Must(t, err)
	if _, err := demo.Fill(t.Context(), h.App, demo.NewClock(h.Clock.Now)); !errors.Is(err, demo.ErrHalf) {
		t.Fatalf("half a story: %v", err)
	}
}
