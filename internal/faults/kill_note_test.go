package faults

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/meeting"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// afterwards is when the meeting is over and the last of them reads its note.
func afterwards() time.Time { return apptest.Start().Add(2 * time.Hour) }

func (v victim) meetings() *meeting.Service {
	return meeting.New(store.Runner(v.DB, func(x *store.Tx) meeting.Tx { return x }), disclose.NewDoor(afterwards), afterwards)
}

// TestVictimOfANote is the process that is killed while the last one reads a note.
func TestVictimOfANote(t *testing.T) {
	database := os.Getenv(databaseVariable)
	if database == "" {
		return
	}
	last, err := strconv.Atoi(os.Getenv(statementVar))
	apptest.Must(t, err)
	place := strings.Fields(os.Getenv(placeVariable))
	armed := false
	v := open(t, database, deadly(last, &armed))
	armed = true
	apptest.Must(t, v.meetings().ReadNote(t.Context(), id.Person(place[1]), id.Triangle(place[0]), id.Entry(place[2]), 1))
	fmt.Println("closed")
	armed = false
	fmt.Println("done")
}

// almostRead is a family with a meeting whose note Jo alone has still to read.
func almostRead(t *testing.T, db apptest.Database) (scene, id.Entry) {
	t.Helper()
	s, m := scene{database: db(t)}, id.Entry(id.New())
	h := apptest.New(t, func(testing.TB) string { return s.database })
	s.tri, s.writer, s.reader = h.Triangle, h.ID("Ravi"), h.ID("Jo")
	zone, err := time.LoadLocation("Europe/London")
	apptest.Must(t, err)
	at := apptest.Start().Add(time.Hour).In(zone)
	apptest.Must(t, h.Meetings.Call(t.Context(), h.ID("Sam"), meeting.Call{
		ID: m, Triangle: s.tri, Topic: "care-plan", Why: "The nights are bad.", Zone: zone, Minutes: 60, People: []id.Person{s.reader, s.writer},
		When: meeting.When{Day: at.Format("2"), Month: at.Format("1"), Year: at.Format("2006"), Clock: at.Format("15:04")},
	}))
	h.Clock.Move(afterwards().Sub(apptest.Start()))
	for _, p := range []id.Person{h.ID("Sam"), s.reader, s.writer} {
		apptest.Must(t, h.Meetings.WasThere(t.Context(), p, s.tri, m, p, meeting.Yes))
	}
	apptest.Must(t, h.Meetings.WriteNote(t.Context(), s.writer, meeting.Draft{ID: id.Entry(id.New()), Triangle: s.tri, Meeting: m, Text: "The nights."}))
	apptest.Must(t, h.Meetings.ReadNote(t.Context(), h.ID("Sam"), s.tri, m, 1))
	apptest.Must(t, h.Close())
	return s, m
}

// checkNote opens what the killed process left, and returns whether the note is final.
func (s scene) checkNote(t *testing.T, statement int, m id.Entry, acknowledged bool) (final bool) {
	t.Helper()
	v := open(t, s.database, engine.Options{})
	defer v.Close()
	report, err := store.Examine(t.Context(), s.database, ledger.Trust{})
	apptest.Must(t, err)
	if report.First != nil {
		t.Errorf("statement %d: the record is broken: %v", statement, report.First)
	}
	seen, err := v.meetings().View(t.Context(), s.writer, s.tri, m)
	apptest.Must(t, err)
	final = seen.Note.Final != 0
	if acknowledged && !final {
		t.Errorf("statement %d: it was said that the note is final, and it is not", statement)
	}
	steps := v.column(t, "SELECT kind FROM meeting_step WHERE meeting = $1 AND kind IN ('read', 'final') AND by_person = $2 ORDER BY place", string(m), string(s.reader))
	records := v.column(t, "SELECT ground FROM ledger_detail WHERE kind = 'met' AND ground IN ('read', 'closed') AND actor = $1 ORDER BY ground", string(s.reader))
	owed := v.column(t, "SELECT id FROM task WHERE kind = 'read-note' AND owner = $1 AND done = 0 ORDER BY id", string(s.reader))
	want := [3][]string{nil, nil, {"one"}}
	if final {
		want = [3][]string{{"read", "final"}, {"closed", "read"}, nil}
	}
	if !slices.Equal(steps, want[0]) || !slices.Equal(records, want[1]) || len(owed) != len(want[2]) {
		t.Errorf("statement %d: final %v, steps %v, records %v, owed %v", statement, final, steps, records, owed)
	}
	return final
}

// Killed at each statement while a note is closed: it is final with all that goes
// with it, or Jo has still to read it, and can.
func TestANoteKilledWhileItIsClosed(t *testing.T) {
	first, m := almostRead(t, apptest.SQLite)
	before, err := os.ReadFile(first.database)
	apptest.Must(t, err)
	deaths := 0
	for n := 1; ; n++ {
		s := first
		s.database = filepath.Join(t.TempDir(), "copy.db")
		apptest.Must(t, os.WriteFile(s.database, before, 0o600))
		said, ended := killed(t, "TestVictimOfANote", s.database, n, string(s.tri), string(s.reader), string(m))
		final := s.checkNote(t, n, m, strings.Contains(said, "closed\n"))
		if ended {
			if !final {
				t.Error("left alone it was not closed")
			}
			break
		}
		deaths++
	}
	if deaths < 15 {
		t.Errorf("killed only %d times: the statements are no longer counted", deaths)
	}
}

// On PostgreSQL on one database: whoever was killed reads it again.
func TestANoteKilledOnPostgres(t *testing.T) {
	s, m := almostRead(t, apptest.Postgres)
	deaths := 0
	for n := 1; ; n += 2 {
		said, ended := killed(t, "TestVictimOfANote", s.database, n, string(s.tri), string(s.reader), string(m))
		final := s.checkNote(t, n, m, strings.Contains(said, "closed\n"))
		if ended || final {
			break
		}
		deaths++
	}
	if deaths < 7 {
		t.Errorf("killed only %d times", deaths)
	}
}
