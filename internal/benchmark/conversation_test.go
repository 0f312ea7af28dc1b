package benchmark

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
)

const messagesThere = 5_000

// fillTalk makes a conversation of Sam and the team, with messages of Ravi.
func fillTalk(b *testing.B, h *apptest.House, n int) string {
	b.Helper()
	c := id.Entry(id.New())
	_, err := h.Conversations.Open(b.Context(), h.ID("Sam"), conversation.Draft{
		ID: c, Triangle: h.Triangle, Team: true, Line: "A long talk", Topic: "day-to-day", Message: conversation.Message{ID: id.Entry(id.New()), Text: "We begin with porridge."},
	})
	apptest.Must(b, err)
	run := store.Runner(h.Store, func(t *store.Tx) *store.Tx { return t })
	const batch = 500
	for at := 0; at < n; at += batch {
		apptest.Must(b, run.UpdateScope(b.Context(), h.Triangle, func(t *store.Tx) error {
			for i := at; i < min(n, at+batch); i++ {
				made := h.Clock.Now().Add(time.Duration(i) * time.Millisecond).UnixMicro()
				e := id.Entry(id.New())
				item := sharing.Item{ID: string(e), Class: sharing.Personal, Topic: "day-to-day", GivenBy: string(h.ID("Ravi")), About: []string{string(h.ID("Sam"))}, PossibleSources: 1}
				item.Among = &sharing.Among{People: []string{string(h.ID("Sam"))}, Team: true}
				w, err := disclose.Draw(disclose.New{
					Meta: disclose.Meta{ID: e, Triangle: h.Triangle, Kind: disclose.Message, Parent: c, Version: 1, Latest: 1, Author: h.ID("Ravi"), Made: made, Changed: made, Item: item},
					Body: disclose.Body{Text: fmt.Sprintf("Message %d. %s", i, strings.Repeat(sentence, 2))},
				})
				if err != nil {
					return err
				}
				if err := w.In(b.Context(), t); err != nil {
					return err
				}
			}
			return nil
		}))
	}
	h.Clock.Move(time.Minute)
	return string(c)
}

// BenchmarkConversation shows Bea the newest page of a conversation of 5,000
// messages, and looks for a word that stands nowhere in what one search looks
// through. The metric of each is its ratio to a page of the timeline of 10,000
// entries, in turn, so that whatever else the machine does falls on both.
func BenchmarkConversation(b *testing.B) {
	h := apptest.New(b, apptest.SQLite)
	fillTriangle(b, h, entriesThere)
	talk := h.In("/talk/" + fillTalk(b, h, messagesThere))
	bea := h.As(b, "Bea")
	timeline := func() {
		if got := bea.Get(h.In("/timeline")); len(got.Body) < 20_000 {
			b.Fatalf("the timeline is only %d bytes", len(got.Body))
		}
	}
	page := func() {
		if got := bea.Get(talk); len(got.Body) < 20_000 {
			b.Fatalf("the page is only %d bytes", len(got.Body))
		}
	}
	search := func() {
		if got := bea.Post(talk+"/find", "q", "porridge"); !strings.Contains(got.Body, "Look further back") {
			b.Fatalf("the search does not say where it stopped: %d", got.Status)
		}
	}
	timeline()
	page() // from here on she has seen them today
	for name, do := range map[string]func(){"page": page, "search": search} {
		b.Run(name, func(b *testing.B) {
			var ours, theirs time.Duration
			for b.Loop() {
				start := time.Now()
				do()
				middle := time.Now()
				timeline()
				ours, theirs = ours+middle.Sub(start), theirs+time.Since(middle)
			}
			b.ReportMetric(float64(ours)/float64(theirs), name+"/timeline")
			b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "ms/"+name)
		})
	}
}
