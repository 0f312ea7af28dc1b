package web_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
)

// promised writes what Sam agrees with Jo and the team, and the duty that goes with it.
func promised(t *testing.T, h *apptest.House, text string, d duty.Duty) {
	t.Helper()
	now := h.Clock.Now()
	tri, err := h.App.People.Triangle(t.Context(), h.Triangle)
	apptest.Must(t, err)
	sam, _ := tri.Member(h.ID("Sam"))
	n, problems := address.Compose(address.Draft{
		ID: id.Entry(id.New()), Kind: disclose.Agreed, To: address.To{Team: true, People: []id.Person{h.ID("Jo")}}, About: h.ID("Sam"), Topic: "care-plan", Text: text,
	}, tri, sam, now)
	apptest.Must(t, problems.Err("test"))
	w, err := disclose.Draw(n)
	apptest.Must(t, err)
	d.ID, d.Triangle, d.Entry, d.Ref, d.Made, d.For = id.New(), h.Triangle, n.ID, string(n.ID), now.UnixMicro(), h.ID("Sam")
	if d.Due == 0 {
		d.Due = now.Add(48 * time.Hour).UnixMicro()
	}
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
		if err := w.In(t.Context(), x); err != nil {
			return err
		}
		return x.PutDuty(t.Context(), d)
	}))
}

func TestHomesSayWhatWasPromised(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		late := h.Clock.Now().Add(-72 * time.Hour).UnixMicro()
		promised(t, h, "Ravi rings the college.", duty.Duty{Kind: duty.DoAction, Owner: h.ID("Ravi"), Due: late})
		promised(t, h, "Jo cooks on Sundays.", duty.Duty{Kind: duty.DoAction, Owner: h.ID("Jo")})
		promised(t, h, "We talk on Mondays.", duty.Duty{Kind: duty.SayYes, Owner: h.ID("Jo")})
		promised(t, h, "How the winter can go well.", duty.Duty{Kind: duty.ComeToMeeting, Owner: h.ID("Jo")})
		apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
			return x.PutDuty(t.Context(), duty.Duty{ID: id.New(), Triangle: h.Triangle, Kind: duty.LookAtArrow, Owner: h.ID("Jo"), Due: late, Made: 1})
		}))
		for name, wants := range map[string][]string{
			"Jo":  {"You wanted to be asked how it goes between you.", "Promised to you", "Ravi: Ravi rings the college.", "3 days late", "What you said you would do", "Jo cooks on Sundays.", "We talk on Mondays.", "Coming up", "How the winter can go well.", "One thing that was promised to you is late."},
			"Sam": {"Promised to you", "Ravi rings the college.", "Jo: Jo cooks on Sundays."},
			"Al":  {"Nothing is new"},
		} {
			got := h.As(t, name).Get("/")
			if got.Status != http.StatusOK {
				t.Fatalf("%s: %d\n%s", name, got.Status, h.Logs.String())
			}
			for _, want := range wants {
				if !strings.Contains(got.Body, want) {
					t.Errorf("the home of %s lacks %q", name, want)
				}
			}
			if name == "Al" && strings.Contains(got.Body, "college") {
				t.Error("Al reads what he is no part of")
			}
		}
	})
}

func TestAllThatWaitsComesInPages(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
			for n := range 60 {
				d := duty.Duty{ID: id.New(), Triangle: h.Triangle, Kind: duty.ReviewFinding, Owner: h.ID("Ravi"), Ref: "r", Due: h.Clock.Now().AddDate(0, 0, n+1).UnixMicro(), Made: 1}
				if err := x.PutDuty(t.Context(), d); err != nil {
					return err
				}
			}
			return nil
		}))
		ravi := h.As(t, "Ravi")
		if got := ravi.Get("/"); !strings.Contains(got.Body, "and there is more") || strings.Count(got.Body, "decide again?") != 30 {
			t.Errorf("the first page lists %d", strings.Count(got.Body, "decide again?"))
		}
		for page, want := range []int{50, 10} {
			if got := strings.Count(ravi.Get(fmt.Sprintf("/waiting?page=%d", page)).Body, "decide again?"); got != want {
				t.Errorf("page %d lists %d, and not %d", page, got, want)
			}
		}
		for _, name := range []string{"Sam", "Jo", "Nia"} {
			for _, path := range []string{"/waiting", "/everybody"} {
				if got := h.As(t, name).Get(path); got.Status != http.StatusNotFound {
					t.Errorf("%s as %s: %d", path, name, got.Status)
				}
			}
		}
	})
}

func TestEverybodyIsAPageAway(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for range 13 {
			_, err := h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: h.ID("Nia")}, []triangle.Member{
				{Person: h.ID("Nia"), Corner: sharing.ServiceUser}, {Person: h.ID("Ravi"), Corner: sharing.Professional},
			}, h.Clock.Now().Add(-time.Hour))
			apptest.Must(t, err)
		}
		ravi := h.As(t, "Ravi")
		if got := ravi.Get("/"); !strings.Contains(got.Body, "See all 14 people") {
			t.Error("the first page does not lead to everybody")
		}
		if got := strings.Count(ravi.Get("/everybody").Body, `class="who-link"`); got != 14 {
			t.Errorf("%d people are listed", got)
		}
	})
}
