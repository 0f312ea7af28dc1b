package faults

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/pgtest"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
)

const said = "Sam plays the same song again and again."

// raw runs one statement that no feature has.
func raw(t *testing.T, h *apptest.House, q string, args ...any) {
	t.Helper()
	apptest.Must(t, h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error {
		_, err := x.Exec(t.Context(), q, args...)
		return err
	}))
}

// tell sends the form on which Jo tells the team something.
func tell(t *testing.T, jo *apptest.Visitor, h *apptest.House, words string) apptest.Answer {
	t.Helper()
	return jo.Post(h.In("/write/send"), "draft", id.New(), "topic", "early-signs", "confidence", "team", "say", words)
}

// wantClearWords checks the page that somebody gets while nothing works.
func wantClearWords(t *testing.T, what string, got apptest.Answer, typed string) {
	t.Helper()
	if got.Status != http.StatusServiceUnavailable {
		t.Errorf("%s: %d instead of 503", what, got.Status)
	}
	for _, want := range []string{"It was not your fault", "try again in a few minutes", typed} {
		if !strings.Contains(got.Body, want) {
			t.Errorf("%s: the page does not say %q", what, want)
		}
	}
	for _, never := range []string{"sqlite", "SQLSTATE", "engine", "database"} {
		if strings.Contains(strings.ToLower(got.Body), strings.ToLower(never)) {
			t.Errorf("%s: the page says %q", what, never)
		}
	}
}

func TestAFullDisk(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	jo, ravi := h.As(t, "Jo"), h.As(t, "Ravi")
	if got := tell(t, jo, h, said); got.Status != http.StatusSeeOther {
		t.Fatalf("while there is room: %d", got.Status)
	}
	pages := func(pragma string) (n int) {
		apptest.Must(t, h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error { return x.Row(t.Context(), []any{&n}, "PRAGMA "+pragma) }))
		return n
	}
	pages(fmt.Sprintf("max_page_count = %d", pages("page_count")))
	long := strings.Repeat("The long story of a long night, with everything in it. ", 300)
	wantClearWords(t, "writing", tell(t, jo, h, long), strings.TrimSpace(long))
	if got := jo.Get(h.In("/timeline")); got.Status != http.StatusOK || !strings.Contains(got.Body, "the same song") {
		t.Errorf("one's own words can still be read: %d", got.Status)
	}
	fillUp(t, h)
	got := ravi.Get(h.In("/timeline"))
	if wantClearWords(t, "reading for the first time", got, ""); strings.Contains(got.Body, "the same song") {
		t.Error("shown without a record")
	}
	pages("max_page_count = 1000000")
	if got := ravi.Get(h.In("/timeline")); got.Status != http.StatusOK || !strings.Contains(got.Body, "the same song") {
		t.Errorf("with room again: %d", got.Status)
	}
	if got := tell(t, jo, h, long); got.Status != http.StatusSeeOther {
		t.Errorf("with room again: %d", got.Status)
	}
}

// fillUp takes the room that is left in the pages that are there.
func fillUp(t *testing.T, h *apptest.House) {
	t.Helper()
	for i, size := 0, 2000; size > 0; i++ {
		if err := h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error {
			_, err := x.Exec(t.Context(), "INSERT INTO ledger_detail (triangle, seq, at, kind, actor, person, entry, version, topic, rule, ground, extra, salt, day) VALUES ('fill', $1, 0, '', '', '', '', 0, '', '', '', $2, '', 0)",
				i, strings.Repeat("x", size))
			return err
		}); err != nil {
			size /= 2
		}
	}
	for i := range 400 { // the indexes and tables that a sighting needs
		_ = h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error {
			_, err := x.Exec(t.Context(), "INSERT INTO ledger (triangle, seq, commitment, chain) VALUES ('fill', $1, $2, $2)", i, strings.Repeat("0", 64))
			return err
		})
	}
}

func TestADatabaseThatIsGone(t *testing.T) {
	for name, gone := range map[string]func(*testing.T) (*apptest.House, func(), func()){"sqlite": closedEngine, "postgres": stoppedServer} {
		t.Run(name, func(t *testing.T) {
			h, stop, start := gone(t)
			jo, ravi := h.As(t, "Jo"), h.As(t, "Ravi")
			if got := tell(t, jo, h, said); got.Status != http.StatusSeeOther {
				t.Fatalf("while all is well: %d", got.Status)
			}
			stop()
			wantClearWords(t, "writing", tell(t, jo, h, "Typed while nothing works."), "Typed while nothing works.")
			wantClearWords(t, "reading", ravi.Get(h.In("/timeline")), "")
			wantClearWords(t, "signing in", h.Stranger(t).Post("/sign-in", "email", "jo@example.org", "password", apptest.Password), "")
			if got := h.Stranger(t).Post("/sign-in", "email", "jo@example.org", "password", apptest.Password); strings.Contains(got.Body, apptest.Password) {
				t.Error("a password was shown")
			}
			if start == nil {
				return
			}
			start()
			if got := ravi.Get(h.In("/timeline")); got.Status != http.StatusOK || !strings.Contains(got.Body, "the same song") || strings.Contains(got.Body, "nothing works") {
				t.Errorf("back again: %d", got.Status)
			}
			if got := tell(t, jo, h, said); got.Status != http.StatusSeeOther {
				t.Errorf("back again: %d", got.Status)
			}
		})
	}
}

func closedEngine(t *testing.T) (h *apptest.House, stop, start func()) {
	h = apptest.New(t, apptest.SQLite)
	return h, func() { apptest.Must(t, h.Store.Close()) }, nil
}

// stoppedServer throws everybody out of the database and lets nobody in again.
func stoppedServer(t *testing.T) (h *apptest.House, stop, start func()) {
	address := pgtest.URL(t)
	h = apptest.New(t, func(testing.TB) string { return address })
	u, err := url.Parse(address)
	apptest.Must(t, err)
	name := strings.TrimPrefix(u.Path, "/")
	u.Path = "/postgres"
	// Not migrated, and not in a transaction: these are a server's own affairs.
	server, err := engine.Open(t.Context(), u.String(), engine.Options{})
	apptest.Must(t, err)
	t.Cleanup(func() { _ = server.Close() })
	run := func(statements ...string) {
		for _, q := range statements {
			apptest.Must(t, server.Update(t.Context(), func(x *engine.Tx) error {
				_, err := x.Exec(t.Context(), q)
				return err
			}))
		}
	}
	allow := func(yes string) { run("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS " + yes) }
	stop = func() {
		allow("false")
		run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'")
	}
	return h, stop, func() { allow("true") }
}

// A clock that is set back: sessions and sightings go on, and what Sam has
// taken away does not come back.
func TestAClockThatIsSetBack(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		draft := id.Entry(id.New())
		_, err := h.Entries.Write(t.Context(), h.ID("Ravi"), entry.Draft{
			ID: draft, Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.Personal, Topic: "medicines", About: []id.Person{h.ID("Sam")}, Text: "Two tablets instead of one.",
		})
		apptest.Must(t, err)
		sam, jo, bea := h.As(t, "Sam"), h.As(t, "Jo"), h.As(t, "Bea")
		choose(t, h, sharing.Share)
		path := h.In("/entry/" + string(draft))
		if got := jo.Get(path); got.Status != http.StatusOK || !strings.Contains(got.Body, "Two tablets") {
			t.Fatalf("shared with Jo: %d", got.Status)
		}
		h.Clock.Move(30 * 60 * 1e9)
		choose(t, h, sharing.Keep)
		if got := jo.Get(path); got.Status != http.StatusNotFound {
			t.Fatalf("kept from Jo: %d", got.Status)
		}
		h.Clock.Move(-20 * 60 * 1e9)
		if got := jo.Get(path); got.Status != http.StatusNotFound || strings.Contains(got.Body, "Two tablets") {
			t.Errorf("the clock went back, and Jo reads it again: %d", got.Status)
		}
		for name, visitor := range map[string]*apptest.Visitor{"Sam": sam, "Bea": bea} {
			if got := visitor.Get(path); got.Status != http.StatusOK || !strings.Contains(got.Body, "Two tablets") {
				t.Errorf("%s goes on reading: %d", name, got.Status)
			}
		}
		h.As(t, "Sam") // a new session begins
	})
}

// choose is Sam's choice about medicines and Jo.
func choose(t *testing.T, h *apptest.House, c sharing.Choice) {
	t.Helper()
	q, err := h.Protocol.Form(t.Context(), h.ID("Sam"), h.Triangle, string(h.ID("Jo")), "medicines", sharing.Everyday)
	apptest.Must(t, err)
	apptest.Must(t, h.Protocol.Change(t.Context(), h.ID("Sam"), protocolDraft(h, q.Read, c)))
}
