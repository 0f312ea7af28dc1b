package benchmark

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

const (
	entriesThere = 10_000
	pageSize     = entry.PageSize
	sentence     = "Sam slept four hours and went out with the dog in the morning. We talked about Thursday, and about what helps when the nights are short. "
)

// fillTriangle writes entries as Ravi, many in one transaction.
func fillTriangle(b *testing.B, h *apptest.House, n int) {
	b.Helper()
	run := store.Runner(h.Store, func(t *store.Tx) *store.Tx { return t })
	const batch = 500
	for at := 0; at < n; at += batch {
		writings := make([]disclose.Writing, 0, batch)
		for i := at; i < min(n, at+batch); i++ {
			made := apptest.Start().Add(-time.Duration(n-i) * time.Minute).UnixMicro()
			e := id.Entry(id.New())
			w, err := disclose.Draw(disclose.New{
				Meta: disclose.Meta{ID: e, Triangle: h.Triangle, Kind: disclose.Note, Version: 1, Latest: 1, Author: h.ID("Ravi"), Made: made, Changed: made,
					Item: sharing.Item{ID: string(e), Class: sharing.Personal, Topic: "day-to-day", GivenBy: string(h.ID("Ravi")), About: []string{string(h.ID("Sam"))}, PossibleSources: 1}},
				Body: disclose.Body{Text: fmt.Sprintf("Entry %d. %s", i, strings.Repeat(sentence, 2))},
			})
			apptest.Must(b, err)
			writings = append(writings, w)
		}
		apptest.Must(b, run.UpdateScope(b.Context(), h.Triangle, func(t *store.Tx) error {
			for _, w := range writings {
				if err := w.In(b.Context(), t); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

// BenchmarkTimeline shows Bea a page of 50 entries out of 10,000 that she has
// seen today already, and the same page without door and encryption. The
// metric door/plain is the ratio of the two.
func BenchmarkTimeline(b *testing.B) {
	h := apptest.New(b, apptest.SQLite)
	fillTriangle(b, h, entriesThere)
	bea := h.As(b, "Bea")
	plain := newPlainPage(b, h)
	get := func() {
		if got := bea.Get(h.In("/timeline")); len(got.Body) < 20_000 {
			b.Fatalf("the page is only %d bytes", len(got.Body))
		}
	}
	bare := func() {
		w := httptest.NewRecorder()
		plain.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
		if w.Body.Len() < 20_000 {
			b.Fatal("the plain page is too small")
		}
	}
	get() // from here on she has seen them today
	b.Run("door", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			get()
		}
	})
	b.Run("plain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			bare()
		}
	})
	// The two in turn, so that whatever else the machine does falls on both.
	b.Run("ratio", func(b *testing.B) {
		var door, without time.Duration
		for b.Loop() {
			start := time.Now()
			get()
			middle := time.Now()
			bare()
			door, without = door+middle.Sub(start), without+time.Since(middle)
		}
		b.ReportMetric(float64(door)/float64(without), "door/plain")
	})
}

// plainPage is the same page made from plain rows: the same session check, the
// same look at the triangle, the same template, and nothing else.
type plainPage struct {
	b      *testing.B
	house  *apptest.House
	db     engine.Engine
	render *ui.Renderer
	words  *words.Catalogue
	token  string
}

func newPlainPage(b *testing.B, h *apptest.House) *plainPage {
	b.Helper()
	db, err := engine.Open(b.Context(), filepath.Join(b.TempDir(), "plain.db"), engine.Options{})
	apptest.Must(b, err)
	b.Cleanup(func() { _ = db.Close() })
	apptest.Must(b, db.Update(b.Context(), func(t *engine.Tx) error {
		_, err := t.Exec(b.Context(), "CREATE TABLE entry (id TEXT PRIMARY KEY, triangle TEXT, kind TEXT, topic TEXT, given_by TEXT, made BIGINT, body TEXT)")
		if err != nil {
			return err
		}
		if _, err = t.Exec(b.Context(), "CREATE INDEX timeline ON entry (triangle, made, id)"); err != nil {
			return err
		}
		for i := range entriesThere {
			if _, err := t.Exec(b.Context(), "INSERT INTO entry VALUES ($1, $2, 'note', 'day-to-day', $3, $4, $5)", id.New(), string(h.Triangle), string(h.ID("Ravi")),
				apptest.Start().Add(-time.Duration(entriesThere-i)*time.Minute).UnixMicro(), fmt.Sprintf("Entry %d. %s", i, strings.Repeat(sentence, 2))); err != nil {
				return err
			}
		}
		return nil
	}))
	render, err := ui.NewRenderer()
	apptest.Must(b, err)
	catalogue, err := words.Load()
	apptest.Must(b, err)
	token, err := h.SignIn.Start(b.Context(), h.ID("Bea"), signin.Proof{Way: signin.ByPasskey, Level: 2, Device: "test"})
	apptest.Must(b, err)
	return &plainPage{b: b, house: h, db: db, render: render, words: catalogue, token: token}
}

func (p *plainPage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, me, err := p.house.SignIn.Session(r.Context(), p.token)
	apptest.Must(p.b, err)
	tri, err := p.house.App.People.Triangle(r.Context(), p.house.Triangle)
	apptest.Must(p.b, err)
	say := p.words.Printer("en", nil, p.house.Clock.Now)
	page := &ui.Timeline{Base: ui.Base{Words: say, Who: ui.Who{Name: me.Name, SignedIn: true}}, Title: "What is written", Lead: "The newest stands first."}
	page.Actions = []ui.Action{ui.Do("Write something", "/write")}
	page.Find = &ui.FindForm{Action: "/timeline"}
	for _, t := range sharing.Topics() {
		page.Find.Topics = append(page.Find.Topics, ui.Option{Value: t.Name, Label: say.T("topic." + t.Name)})
	}
	page.Entries = p.entries(r.Context(), tri, say)
	body, err := p.render.Render(page)
	apptest.Must(p.b, err)
	_, _ = w.Write(body)
}

func (p *plainPage) entries(ctx context.Context, tri triangle.Triangle, say *words.Printer) []ui.Entry {
	var out []ui.Entry
	apptest.Must(p.b, p.db.View(ctx, func(t *engine.Tx) error {
		return t.Rows(ctx, func(scan func(...any) error) error {
			var e, kind, topic, by, body string
			var made int64
			if err := scan(&e, &kind, &topic, &by, &made, &body); err != nil {
				return err
			}
			m, _ := tri.Member(id.Person(by))
			out = append(out, ui.Entry{
				ID: e, Who: ui.Person{Name: m.Name, Initials: triangle.Initials(m.Name), Corner: ui.Corner(m.Corner), Role: m.Role}, When: say.DateTime(time.UnixMicro(made)),
				Topic: say.T("topic." + topic), Kind: say.T("kind." + kind), Text: ui.Words(body), Href: "/entry/" + e,
			})
			return nil
		}, "SELECT id, kind, topic, given_by, made, body FROM entry WHERE triangle = $1 ORDER BY made DESC, id DESC LIMIT $2", string(tri.ID), pageSize+1)
	}))
	return out[:pageSize]
}
