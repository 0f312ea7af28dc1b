package benchmark

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/triangle"
)

const (
	trianglesThere = 60
	promisesThere  = 2_000
	unreadThere    = 10_000
	statementsMost = 12
)

// busyDay gives Ravi sixty triangles, two thousand promises and ten thousand
// messages to the team that he has not read.
func busyDay(b *testing.B, h *apptest.House) {
	b.Helper()
	run := store.Runner(h.Store, func(t *store.Tx) *store.Tx { return t })
	at := apptest.Start().AddDate(0, 0, -30)
	for n := range trianglesThere {
		su, carer := triangle.Person{ID: id.Person(id.New()), Name: fmt.Sprintf("Service User %d", n)}, triangle.Person{ID: id.Person(id.New()), Name: fmt.Sprintf("Carer %d", n)}
		for _, p := range []triangle.Person{su, carer} {
			p.Email, p.Lang, p.Zone, p.Made = string(p.ID)+"@example.org", "en", "Europe/London", at.UnixMicro()
			apptest.Must(b, run.Update(b.Context(), func(t *store.Tx) error { return t.PutPerson(b.Context(), p, "") }))
		}
		tri, err := h.App.People.Found(b.Context(), triangle.Triangle{Kind: triangle.Three, Owner: su.ID}, []triangle.Member{
			{Person: su.ID, Corner: sharing.ServiceUser}, {Person: carer.ID, Corner: sharing.Carer, Relation: "mother"}, {Person: h.ID("Ravi"), Corner: sharing.Professional, Role: "key worker"},
		}, at)
		apptest.Must(b, err)
		fillTeamTalk(b, h, run.UpdateScope, tri, su.ID, at)
	}
}

// updateScope opens a transaction of one triangle.
type updateScope func(ctx context.Context, t id.Triangle, fn func(*store.Tx) error) error

// fillTeamTalk writes a triangle's share of messages and promises.
func fillTeamTalk(b *testing.B, h *apptest.House, update updateScope, tri id.Triangle, su id.Person, at time.Time) {
	b.Helper()
	var all []disclose.Writing
	var first []id.Entry
	for i := range unreadThere / trianglesThere {
		e := id.Entry(id.New())
		made := at.Add(time.Duration(i) * time.Minute).UnixMicro()
		w, err := disclose.Draw(disclose.New{
			Meta: disclose.Meta{ID: e, Triangle: tri, Kind: disclose.Message, Version: 1, Latest: 1, Author: su, Made: made, Changed: made, Item: sharing.Item{
				ID: string(e), Class: sharing.Personal, Topic: "day-to-day", GivenBy: string(su), About: []string{string(su)}, PossibleSources: 1, Among: &sharing.Among{Team: true},
			}},
			Body: disclose.Body{Text: fmt.Sprintf("Message %d. %s", i, sentence)},
		})
		apptest.Must(b, err)
		all, first = append(all, w), append(first, e)
	}
	apptest.Must(b, update(b.Context(), tri, func(t *store.Tx) error {
		for _, w := range all {
			if err := w.In(b.Context(), t); err != nil {
				return err
			}
		}
		for i := range promisesThere/trianglesThere + 1 {
			due := apptest.Start().Add(time.Duration(i-5) * 24 * time.Hour).UnixMicro()
			d := duty.Duty{ID: id.New(), Triangle: tri, Kind: duty.DoAction, Owner: h.ID("Ravi"), For: su, Entry: first[i], Ref: string(first[i]), Due: due, Made: at.UnixMicro()}
			if err := t.PutDuty(b.Context(), d); err != nil {
				return err
			}
		}
		return nil
	}))
}

// counted counts statements, those that begin and end transactions left out.
type counted struct{ n atomic.Int64 }

func (c *counted) hook(statement string) error {
	if q := strings.ToUpper(statement); !strings.HasPrefix(q, "BEGIN") && !strings.HasPrefix(q, "COMMIT") && !strings.HasPrefix(q, "SAVEPOINT") && !strings.HasPrefix(q, "RELEASE") {
		c.n.Add(1)
	}
	return nil
}

// BenchmarkHome opens the first page of a professional on a busy day, beside the
// main job's page of a timeline in the same run. The metric home/timeline is the
// ratio of the two; statements are those of one page.
func BenchmarkHome(b *testing.B) {
	var c counted
	h := apptest.NewWith(b, apptest.SQLite, engine.Options{Hook: c.hook})
	fillTriangle(b, h, entriesThere)
	busyDay(b, h)
	ravi := h.As(b, "Ravi")
	home := func() {
		if got := ravi.Get("/"); got.Status != 200 || !strings.Contains(got.Body, "Service User") {
			b.Fatalf("the page is %d: %.200s", got.Status, got.Body)
		}
	}
	timeline := func() { ravi.Get(h.In("/timeline")) }
	home()
	timeline()
	before := c.n.Load()
	home()
	statements := c.n.Load() - before
	if statements > statementsMost {
		b.Errorf("%d statements for one page, at most %d were meant", statements, statementsMost)
	}
	b.Run("page", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			home()
		}
		b.ReportMetric(float64(statements), "statements")
	})
	b.Run("ratio", func(b *testing.B) {
		var one, other time.Duration
		for b.Loop() {
			start := time.Now()
			home()
			middle := time.Now()
			timeline()
			one, other = one+middle.Sub(start), other+time.Since(middle)
		}
		b.ReportMetric(float64(one)/float64(other), "home/timeline")
	})
}

// BenchmarkTriangle opens the page of one triangle with ten thousand entries and as
// many messages in it, beside its timeline.
func BenchmarkTriangle(b *testing.B) {
	var c counted
	h := apptest.NewWith(b, apptest.SQLite, engine.Options{Hook: c.hook})
	fillTriangle(b, h, entriesThere)
	run := store.Runner(h.Store, func(t *store.Tx) *store.Tx { return t })
	for range trianglesThere {
		fillTeamTalk(b, h, run.UpdateScope, h.Triangle, h.ID("Sam"), apptest.Start().AddDate(0, 0, -30))
	}
	ravi := h.As(b, "Ravi")
	page := func() {
		if got := ravi.Get(h.In("")); got.Status != 200 || len(got.Body) < 10_000 {
			b.Fatalf("the page is %d with %d bytes", got.Status, len(got.Body))
		}
	}
	ravi.Get(h.In("/timeline"))
	page()
	before := c.n.Load()
	page()
	statements := c.n.Load() - before
	b.Run("page", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			page()
		}
		b.ReportMetric(float64(statements), "statements")
	})
	b.Run("ratio", func(b *testing.B) {
		var one, other time.Duration
		for b.Loop() {
			start := time.Now()
			page()
			middle := time.Now()
			ravi.Get(h.In("/timeline"))
			one, other = one+middle.Sub(start), other+time.Since(middle)
		}
		b.ReportMetric(float64(one)/float64(other), "triangle/timeline")
	})
}
