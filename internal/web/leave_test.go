package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/candour"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/store"
)

// recordsAbout counts the records of a kind about a person.
func recordsAbout(t *testing.T, h *apptest.House, kind ledger.Kind, who id.Person) int {
	t.Helper()
	n := 0
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).View(t.Context(), func(x *store.Tx) error {
		n = 0
		all, err := x.RecordsNear(t.Context(), h.Triangle, who, candour.Moment{At: 1 << 60}, 100)
		for _, r := range all {
			if r.Kind == kind && r.Person == string(who) {
				n++
			}
		}
		return err
	}))
	return n
}

func TestWhoLeavesSeesNothingAtOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		open := jo.Get(h.In("/timeline"))
		if open.Status != http.StatusOK {
			t.Fatal(open.Status)
		}
		if got := jo.Get(h.In("/leave")); got.Status != http.StatusOK || !strings.Contains(got.Body, "you see nothing of it") {
			t.Errorf("it says first what leaving means: %d", got.Status)
		}
		if got := jo.Post(h.In("/leave")); got.Location() != "/left" {
			t.Fatalf("leaving gave %d\n%s", got.Status, got.Body)
		}
		for _, path := range []string{"", "/timeline", "/people", "/write", "/leave"} {
			gone, never := jo.Get(h.In(path)), h.As(t, "Nia").Get(h.In(path))
			if gone.Status != http.StatusNotFound || never.Status != http.StatusNotFound {
				t.Errorf("%q after leaving: %d, like for an outsider: %d", path, gone.Status, never.Status)
			}
		}
		if got := jo.Post(h.In("/leave")); got.Status != http.StatusNotFound {
			t.Errorf("leaving twice gave %d", got.Status)
		}
		if n := recordsAbout(t, h, ledger.Left, h.ID("Jo")); n != 1 {
			t.Errorf("the record says it %d times", n)
		}
		h.Clock.Move(time.Minute)
		for who, told := range map[string]bool{"Sam": true, "Ravi": true, "Al": false} {
			page := h.As(t, who).Get(h.In("/people"))
			if got := strings.Contains(page.Body, "no longer here"); got != told {
				t.Errorf("%s reads that somebody left: %v", who, got)
			}
		}
	})
}

func TestOwnWordsAfterLeaving(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		if got := jo.Get("/left"); strings.Contains(got.Body, "Sam") {
			t.Error("before leaving there is nothing to list")
		}
		if got := jo.Post("/left/" + string(h.Triangle) + "/copy"); got.Status != http.StatusNotFound {
			t.Errorf("a member does not ask this way: %d", got.Status)
		}
		jo.Post(h.In("/leave"))
		page := jo.Get("/left")
		if !strings.Contains(page.Body, "With Sam Okafor") || !strings.Contains(page.Body, "Ask for a copy") {
			t.Fatalf("she sees where she was\n%s", page.Body)
		}
		for range 2 {
			if got := jo.Post("/left/" + string(h.Triangle) + "/copy"); got.Location() != "/left" {
				t.Fatalf("asking gave %d", got.Status)
			}
		}
		if page = jo.Get("/left"); !strings.Contains(page.Body, "Wednesday 23 December") {
			t.Errorf("one month later it is due\n%s", page.Body)
		}
		owed, err := h.App.People.Owed(t.Context(), h.ID("Grace"))
		apptest.Must(t, err)
		if len(owed) != 1 {
			t.Fatalf("the carer lead owes %+v", owed)
		}
		path := h.In("/owed/" + owed[0].Ref)
		if got := h.As(t, "Grace").Get("/"); !strings.Contains(got.Body, path) {
			t.Error("her home leads there")
		}
		if got := h.As(t, "Ravi").Post(path, "outcome", "given"); got.Status != http.StatusNotFound {
			t.Errorf("it is Grace's to do: %d", got.Status)
		}
		if got := h.As(t, "Grace").Post(path, "outcome", "forgotten"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("no such outcome: %d", got.Status)
		}
		if got := h.As(t, "Grace").Post(path, "outcome", "given"); got.Location() != h.In("/people") {
			t.Errorf("done gave %d\n%s", got.Status, got.Body)
		}
		if n := recordsAbout(t, h, ledger.Commitment, h.ID("Jo")); n != 1 {
			t.Errorf("asked twice is one promise, not %d", n)
		}
		if got := h.As(t, "Nia").Post("/left/" + string(h.Triangle) + "/copy"); got.Status != http.StatusNotFound {
			t.Errorf("somebody who never was in gets %d", got.Status)
		}
	})
}

func TestSamEndsAPlaceWithoutAReason(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := h.In("/people/" + string(h.ID("Al")))
		if got := h.As(t, "Jo").Post(path + "/end"); got.Status != http.StatusNotFound {
			t.Errorf("a carer ends nobody's place: %d", got.Status)
		}
		if got := h.As(t, "Nia").Post(path + "/end"); got.Status != http.StatusNotFound {
			t.Errorf("an outsider: %d", got.Status)
		}
		al, sam := h.As(t, "Al"), h.As(t, "Sam")
		if got := sam.Get(path); !strings.Contains(got.Body, "End the place of Al") {
			t.Errorf("the way is there\n%s", got.Body)
		}
		if got := sam.Post(path + "/end"); got.Location() != h.In("/people") {
			t.Fatalf("ending gave %d\n%s", got.Status, got.Body)
		}
		if got := al.Get(h.In("/timeline")); got.Status != http.StatusNotFound {
			t.Errorf("his open page is gone: %d", got.Status)
		}
		if got := al.Get("/left"); !strings.Contains(got.Body, "With Sam Okafor") || strings.Contains(got.Body, "reason") {
			t.Errorf("he reads that it ended, and no reason\n%s", got.Body)
		}
		if got := sam.Post(path + "/end"); got.Status != http.StatusNotFound {
			t.Errorf("ending twice: %d", got.Status)
		}
		if got := sam.Post(h.In("/people/" + string(h.ID("Sam")) + "/end")); got.Status != http.StatusNotFound {
			t.Errorf("Sam cannot end himself: %d", got.Status)
		}
		if got := sam.Post(h.In("/leave")); got.Status != http.StatusNotFound {
			t.Errorf("a service user does not leave their own triangle: %d", got.Status)
		}
		if got := sam.Post(h.In("/people/" + string(h.ID("Bea")) + "/end")); got.Location() != h.In("/people") {
			t.Errorf("Sam ends a professional's place: %d", got.Status)
		}
	})
}

func TestProfessionalEndsAPlaceForAReason(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := h.In("/people/" + string(h.ID("Al")) + "/end")
		ravi := h.As(t, "Ravi")
		for _, reason := range []string{"", "dislike", "left-team"} {
			if got := ravi.Post(path, "reason", reason); got.Status != http.StatusUnprocessableEntity {
				t.Errorf("%q is no reason: %d", reason, got.Status)
			}
		}
		if got := ravi.Post(path, "reason", "safety"); got.Location() != h.In("/people") {
			t.Fatalf("it gave %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Al").Get("/left"); strings.Contains(got.Body, "harm") || strings.Contains(got.Body, "safety") {
			t.Error("the one who goes is not told the reason")
		}
		if got := ravi.Post(h.In("/people/" + string(h.ID("Sam")) + "/end")); got.Status != http.StatusNotFound {
			t.Errorf("nobody ends the service user's place: %d", got.Status)
		}
	})
}

// Who was out and is asked back has a new place; the old one stays on record.
func TestComingBack(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.As(t, "Al").Post(h.In("/leave"))
		h.Clock.Move(time.Hour)
		link := linkOf(t, h, "Sam", invited(t, h, "Sam", "name", "Al", "relation", "father"), "Al")
		if got := h.As(t, "Al").Post(link); got.Location() != h.In("/people") {
			t.Fatalf("coming back gave %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Al").Get("/left"); strings.Contains(got.Body, "With Sam") {
			t.Error("he is in again, and has left nothing")
		}
		if n := recordsAbout(t, h, ledger.Joined, h.ID("Al")); n != 2 {
			t.Errorf("he joined %d times by the record", n)
		}
	})
}
