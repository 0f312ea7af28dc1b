package network_test

import (
	"sync"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/network"
)

func added(t *testing.T, h *apptest.House, by string) id.Entry {
	t.Helper()
	e := id.Entry(id.New())
	apptest.Must(t, h.Network.Add(t.Context(), h.ID(by), network.Draft{
		ID: e, Triangle: h.Triangle, Topic: "team", Details: network.Details{Name: " Pat  Nowak ", Service: true, Does: "housing officer", For: "The flat", Phone: "01632 960 777", Reach: "Mondays"}, Ends: 77,
	}))
	return e
}

func TestAContactComesBackAsItWasWritten(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c, err := h.Network.Read(t.Context(), h.ID("Sam"), h.Triangle, added(t, h, "Ravi"))
		apptest.Must(t, err)
		want := network.Details{Name: "Pat Nowak", Service: true, Does: "housing officer", For: "The flat", Phone: "01632 960 777", Reach: "Mondays"}
		if c.Details != want || c.Ends != 77 || c.EndsBy != h.ID("Ravi") || c.MayCorrect || c.MayEnd {
			t.Errorf("%+v", c)
		}
		for name, err := range map[string]error{
			"a note is no contact": func() error {
				_, err := h.Network.Read(t.Context(), h.ID("Sam"), h.Triangle, id.Entry(id.New()))
				return err
			}(),
			"nobody from outside":   func() error { _, err := h.Network.List(t.Context(), h.ID("Nia"), h.Triangle); return err }(),
			"nor do they write one": h.Network.Add(t.Context(), h.ID("Nia"), network.Draft{ID: id.Entry(id.New()), Triangle: h.Triangle, Topic: "team", Details: want}),
		} {
			if !errs.Is(err, errs.NotFound) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

// Two pages are open on one contact: one correction counts, the other is told.
func TestTwoCorrectAtOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := added(t, h, "Ravi")
		results := make([]error, 2)
		var all sync.WaitGroup
		for i, name := range []string{"First", "Second"} {
			all.Go(func() {
				results[i] = h.Network.Correct(t.Context(), h.ID("Ravi"), network.Change{Triangle: h.Triangle, Contact: e, From: 1, Day: id.New(), Details: network.Details{Name: name, For: "The flat"}, Ends: 77})
			})
		}
		all.Wait()
		conflicts := 0
		for _, err := range results {
			if errs.Is(err, errs.Conflict) {
				conflicts++
			} else if err != nil {
				t.Errorf("neither a correction nor a conflict: %v", err)
			}
		}
		c, err := h.Network.Read(t.Context(), h.ID("Ravi"), h.Triangle, e)
		apptest.Must(t, err)
		if conflicts != 1 || c.Version != 2 {
			t.Errorf("%d conflicts, and version %d", conflicts, c.Version)
		}
	})
}

func TestWhoLeavesCannotGoOn(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	e := added(t, h, "Bea")
	apptest.Must(t, h.LeaveForTest(t, "Bea"))
	h.Clock.Move(1e9)
	if err := h.Network.End(t.Context(), h.ID("Bea"), network.Day{ID: id.New(), Triangle: h.Triangle, Contact: e, Ends: 99}); !errs.Is(err, errs.NotFound) {
		t.Errorf("ended after leaving: %v", err)
	}
	apptest.Must(t, h.Network.End(t.Context(), h.ID("Grace"), network.Day{ID: id.New(), Triangle: h.Triangle, Contact: e, Ends: 99}))
	c, err := h.Network.Read(t.Context(), h.ID("Grace"), h.Triangle, e)
	apptest.Must(t, err)
	if c.Ends != 99 || !c.Over(h.Clock.Now()) || c.MayCorrect {
		t.Errorf("%+v", c)
	}
}
