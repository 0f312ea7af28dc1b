// Package apptest builds the whole program for tests, on both databases, with
// a clock that stands still and a family that everybody knows: Sam, Jo and Al
// Okafor, and the Riverside team. Only tests import it.
package apptest

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/config"
	"trialogue/internal/id"
	"trialogue/internal/notify"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/triangle"
)

// Clock stands still until a test moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time that the program sees.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Move goes forward, or back where d is negative.
func (c *Clock) Move(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Start is a Monday morning in November.
func Start() time.Time { return time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC) }

// House is the program with the family in it.
type House struct {
	*app.App
	Clock    *Clock
	Logs     *bytes.Buffer
	Mails    *notify.Catcher
	Handler  http.Handler
	Triangle id.Triangle
	Team     id.Team
	// By first name: Sam, Jo, Al, Ravi, Bea, Mei, Grace (carer lead), and Nia, who is in no triangle.
	People map[string]triangle.Person
}

// Database says where to open; Postgres asks for a real server.
type Database func(t testing.TB) string

// Both runs a test on both databases.
func Both(t *testing.T, fn func(t *testing.T, h *House)) {
	t.Helper()
	for name, db := range map[string]Database{"sqlite": SQLite, "postgres": Postgres} {
		t.Run(name, func(t *testing.T) { fn(t, New(t, db)) })
	}
}

// New opens the program on a database and lets the family in.
func New(t testing.TB, db Database) *House {
	t.Helper()
	return NewWith(t, db, engine.Options{})
}

// NewWith is New with an engine that a test can break.
func NewWith(t testing.TB, db Database, opt engine.Options) *House {
	t.Helper()
	h := Empty(t, db(t), opt)
	h.family(t)
	return h
}

// Empty opens the program on a database with nobody in it.
func Empty(t testing.TB, database string, opt engine.Options) *House {
	t.Helper()
	common := shaped(t)
	master, err := Master()
	Must(t, err)
	h := &House{Clock: &Clock{now: Start()}, Logs: &bytes.Buffer{}, Mails: &notify.Catcher{}, People: map[string]triangle.Person{}}
	h.App, err = app.New(t.Context(), config.Config{Database: database, URL: "http://trialogue.test", Data: t.TempDir()}, app.Options{
		Now: h.Clock.Now, Log: slog.New(slog.NewTextHandler(h.Logs, nil)), Engine: opt, Master: master, Words: common.words, Render: common.render, Library: common.library, Mail: h.Mails,
	})
	Must(t, err)
	t.Cleanup(func() { _ = h.App.Close() })
	h.Handler = h.App.Handler(nil)
	return h
}

// Password opens every account of the family.
const Password = "a rainy day in March"

func (h *House) family(t testing.TB) {
	t.Helper()
	h.Team = id.Team(id.New())
	for _, p := range []struct {
		name, role string
		corner     sharing.Corner
	}{
		{"Sam Okafor", "", sharing.ServiceUser}, {"Jo Okafor", "", sharing.Carer}, {"Al Okafor", "", sharing.Carer},
		{"Ravi Menon", "nurse", sharing.Professional}, {"Bea Lindqvist", "occupational therapist", sharing.Professional},
		{"Mei Lee", "psychiatrist", sharing.Professional}, {"Grace Bello", "carer lead", sharing.Professional}, {"Nia Rees", "", sharing.Carer},
	} {
		first := triangle.FirstName(p.name)
		h.People[first] = h.account(t, signin.NewAccount{Name: p.name, Email: first + "@example.org", Password: Password, Corner: p.corner, Role: p.role})
	}
	members := []triangle.Member{
		{Person: h.ID("Sam"), Corner: sharing.ServiceUser},
		{Person: h.ID("Jo"), Corner: sharing.Carer, Relation: "mother", AcceptedBy: h.ID("Sam")},
		{Person: h.ID("Al"), Corner: sharing.Carer, Relation: "father", AcceptedBy: h.ID("Sam")},
		{Person: h.ID("Ravi"), Corner: sharing.Professional, Role: "key worker"},
		{Person: h.ID("Bea"), Corner: sharing.Professional},
		{Person: h.ID("Mei"), Corner: sharing.Professional},
		{Person: h.ID("Grace"), Corner: sharing.Professional, CarerLead: true},
	}
	var err error
	h.Triangle, err = h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: h.ID("Sam")}, members, Start().AddDate(0, -6, 0))
	Must(t, err)
}

// account signs somebody up. The password is hashed once a process: it is the
// same for all, and slow on purpose.
func (h *House) account(t testing.TB, n signin.NewAccount) triangle.Person {
	t.Helper()
	accounts := store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x })
	common := shaped(t)
	common.hash.Lock()
	defer common.hash.Unlock()
	if common.password == "" {
		p, err := h.SignIn.SignUp(t.Context(), n)
		Must(t, err)
		Must(t, accounts.View(t.Context(), func(x *store.Tx) (err error) {
			common.password, err = x.Password(t.Context(), p.ID)
			return err
		}))
		return p
	}
	p := triangle.Person{
		ID: id.Person(id.New()), Name: n.Name, Email: signin.FoldEmail(n.Email), Corner: n.Corner, Role: n.Role,
		Lang: "en", Zone: "Europe/London", Mail: true, Made: h.Clock.Now().UnixMicro(),
	}
	Must(t, accounts.Update(t.Context(), func(x *store.Tx) error { return x.PutPerson(t.Context(), p, common.password) }))
	return p
}

// ID is the id of somebody by first name.
func (h *House) ID(first string) id.Person { return h.People[first].ID }

// Must ends the test on an error.
func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// LeaveForTest ends somebody's membership now.
func (h *House) LeaveForTest(t testing.TB, first string) error {
	t.Helper()
	return store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
		return x.EndMember(t.Context(), h.Triangle, h.ID(first), h.Clock.Now().UnixMicro())
	})
}

// RunJobs does what waits, until nothing is due.
func (h *House) RunJobs(ctx context.Context) error {
	_, err := h.Worker.Drain(ctx)
	return err
}
