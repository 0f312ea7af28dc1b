package faults

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/seal"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// What the killed process is told, in its environment.
const (
	databaseVariable = "FAULTS_DATABASE"
	statementVar     = "FAULTS_STATEMENT"
	placeVariable    = "FAULTS_PLACE" // triangle, writer, reader
)

// rounds of writing and reading before the process ends by itself.
const rounds = 2

// victim is the part of the program that is killed.
type victim struct {
	*store.DB
	entries *entry.Service
}

func open(t *testing.T, database string, opt engine.Options) victim {
	t.Helper()
	master, err := seal.MasterFromBytes(bytes.Repeat([]byte{7}, seal.KeySize))
	apptest.Must(t, err)
	db, err := store.Open(t.Context(), database, master, opt)
	apptest.Must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return victim{db, entry.New(store.Runner(db, func(x *store.Tx) entry.Tx { return x }), disclose.NewDoor(apptest.Start), apptest.Start)}
}

// TestVictim is the process that is killed. By itself it does nothing.
func TestVictim(t *testing.T) {
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
	for range rounds {
		v.writeAndRead(t, id.Triangle(place[0]), id.Person(place[1]), id.Person(place[2]))
	}
	armed = false
	fmt.Println("done")
}

// deadly is an engine on which the process is killed at a statement, counted from
// when it was armed.
func deadly(last int, armed *bool) engine.Options {
	seen := 0
	return engine.Options{Hook: func(string) error {
		if *armed {
			if seen++; seen == last {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {} // the signal is on its way
			}
		}
		return nil
	}}
}

func (v victim) writeAndRead(t *testing.T, tri id.Triangle, writer, reader id.Person) {
	t.Helper()
	e := id.Entry(id.New())
	draft := entry.Draft{ID: e, Triangle: tri, Kind: disclose.Note, Class: sharing.General, Topic: "early-signs", Text: textOf(e)}
	fmt.Println("tried", e)
	_, err := v.entries.Write(t.Context(), writer, draft)
	apptest.Must(t, err)
	fmt.Println("kept", e)
	page, err := v.entries.Timeline(t.Context(), reader, tri, entry.Filter{}, "", disclose.Place{})
	apptest.Must(t, err)
	for _, s := range page.Shown {
		fmt.Println("shown", s.Entry)
	}
}

func textOf(e id.Entry) string { return "words of " + string(e) }

// scene is a database with the family in it, and who writes and reads there.
type scene struct {
	database string
	tri      id.Triangle
	writer   id.Person
	reader   id.Person
}

func newScene(t *testing.T, db apptest.Database) scene {
	t.Helper()
	s := scene{database: db(t)}
	h := apptest.New(t, func(testing.TB) string { return s.database })
	s.tri, s.writer, s.reader = h.Triangle, h.ID("Ravi"), h.ID("Jo")
	apptest.Must(t, h.Close())
	return s
}

// kill runs the victim up to a statement and returns what it said by then.
func (s scene) kill(t *testing.T, statement int) (said map[string][]id.Entry, ended bool) {
	t.Helper()
	out, ended := killed(t, "TestVictim", s.database, statement, string(s.tri), string(s.writer), string(s.reader))
	said = map[string][]id.Entry{}
	for line := range strings.Lines(out) {
		word, e, _ := strings.Cut(strings.TrimSpace(line), " ")
		said[word] = append(said[word], id.Entry(e))
	}
	return said, ended
}

// killed runs a test as a process of its own up to a statement. It returns what it
// said, and whether it came to its end.
func killed(t *testing.T, victim, database string, statement int, place ...string) (said string, ended bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+victim+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), databaseVariable+"="+database, statementVar+"="+strconv.Itoa(statement), placeVariable+"="+strings.Join(place, " "))
	out, err := cmd.Output()
	ended = strings.Contains(string(out), "done\n")
	if state, killed := cmd.ProcessState.Sys().(syscall.WaitStatus); !ended && (!killed || state.Signal() != syscall.SIGKILL) {
		t.Fatalf("statement %d: it ended by itself: %v\n%s", statement, err, out)
	}
	return string(out), ended
}

// check opens what the killed process left.
func (s scene) check(t *testing.T, statement int, said map[string][]id.Entry) {
	t.Helper()
	v := open(t, s.database, engine.Options{})
	defer v.Close()
	report, err := store.Examine(t.Context(), s.database, ledger.Trust{})
	apptest.Must(t, err)
	if report.First != nil {
		t.Errorf("statement %d: the record is broken: %v", statement, report.First)
	}
	recorded := v.column(t, "SELECT entry FROM ledger_detail WHERE kind = 'sighting' AND actor = $1", string(s.reader))
	for _, e := range said["shown"] {
		if !slices.Contains(recorded, string(e)) {
			t.Errorf("statement %d: %s was shown and is not on record", statement, e)
		}
	}
	for _, e := range said["tried"] {
		w, err := v.entries.Read(t.Context(), s.writer, s.tri, e)
		acknowledged := slices.Contains(said["kept"], e)
		switch {
		case err == nil && w.Words() != textOf(e):
			t.Errorf("statement %d: %s holds %q", statement, e, w.Words())
		case err != nil && (acknowledged || !errs.Is(err, errs.NotFound)):
			t.Errorf("statement %d: %s, acknowledged %v: %v", statement, e, acknowledged, err)
		}
	}
	// An entry is whole with its text, its record and its job, or not there at all.
	whole := v.column(t, "SELECT id FROM entry ORDER BY id")
	for what, q := range map[string]string{
		"texts": "SELECT entry FROM entry_version ORDER BY entry", "records": "SELECT entry FROM ledger_detail WHERE kind = 'entry-written' ORDER BY entry",
		"jobs": "SELECT SUBSTR(unique_key, 6) FROM job WHERE kind = 'news' ORDER BY 1",
	} {
		if got := v.column(t, q); !slices.Equal(got, whole) {
			t.Errorf("statement %d: entries %v and %s %v", statement, whole, what, got)
		}
	}
}

func (v victim) column(t *testing.T, q string, args ...any) (out []string) {
	t.Helper()
	apptest.Must(t, v.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(context.WithoutCancel(t.Context()), func(scan func(...any) error) error {
			var one string
			err := scan(&one)
			out = append(out, one)
			return err
		}, q, args...)
	}))
	return out
}

// Killed at each statement in turn: what was acknowledged is there, what was
// shown is on record, and nothing is there by half.
func TestKilledAtEveryStatement(t *testing.T) {
	first := newScene(t, apptest.SQLite)
	before, err := os.ReadFile(first.database)
	apptest.Must(t, err)
	deaths := 0
	for n := 1; ; n++ {
		s := first
		s.database = filepath.Join(t.TempDir(), "copy.db")
		apptest.Must(t, os.WriteFile(s.database, before, 0o600))
		said, ended := s.kill(t, n)
		s.check(t, n, said)
		if ended {
			if len(said["kept"]) != rounds || len(said["shown"]) != rounds*(rounds+1)/2 {
				t.Errorf("left alone it said %v", said)
			}
			break
		}
		deaths++
	}
	if deaths < 40 {
		t.Errorf("killed only %d times: the statements are no longer counted", deaths)
	}
}

// On PostgreSQL a part of them, one after the other on one database.
func TestKilledOnPostgres(t *testing.T) {
	s := newScene(t, apptest.Postgres)
	deaths := 0
	for n := 1; ; n += 6 {
		said, ended := s.kill(t, n)
		s.check(t, n, said)
		if ended {
			break
		}
		deaths++
	}
	if deaths < 7 {
		t.Errorf("killed only %d times", deaths)
	}
}
