package today_test

import (
	"testing"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/today"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

func runner(h *apptest.House) tx.Runner[*store.Tx] {
	return store.Runner(h.Store, func(t *store.Tx) *store.Tx { return t })
}

// agreed writes what somebody proposes to some people about Sam, and that an owner does it.
func agreed(t *testing.T, h *apptest.House, by string, to address.To, text string, d duty.Duty) id.Entry {
	t.Helper()
	h.Clock.Move(time.Second)
	now := h.Clock.Now()
	tri, err := h.App.People.Triangle(t.Context(), h.Triangle)
	apptest.Must(t, err)
	me, _ := tri.Member(h.ID(by))
	n, problems := address.Compose(address.Draft{ID: id.Entry(id.New()), Kind: disclose.Agreed, To: to, About: h.ID("Sam"), Topic: "care-plan", Text: text}, tri, me, now)
	apptest.Must(t, problems.Err("test"))
	w, err := disclose.Draw(n)
	apptest.Must(t, err)
	d.ID, d.Triangle, d.Entry, d.Ref, d.Made = id.New(), h.Triangle, n.ID, string(n.ID), now.UnixMicro()
	if d.Due == 0 {
		d.Due = now.Add(24 * time.Hour).UnixMicro()
	}
	apptest.Must(t, runner(h).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
		if err := w.In(t.Context(), x); err != nil {
			return err
		}
		return x.PutDuty(t.Context(), d)
	}))
	return n.ID
}

func words(all []today.Promise) (out []string) {
	for _, p := range all {
		out = append(out, p.Words)
	}
	return out
}

func is(t *testing.T, what string, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %q, and not %q", what, got, want)
		return
	}
	for i := range got {
		if got[i] != want[i] {
			t.Errorf("%s: %q, and not %q", what, got, want)
		}
	}
}

func TestPromisesAreForThoseWhoMayReadThem(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		three := address.To{Team: true, People: []id.Person{h.ID("Sam"), h.ID("Jo")}}
		agreed(t, h, "Sam", three, "Ravi rings the college.", duty.Duty{Kind: duty.DoAction, Owner: h.ID("Ravi"), For: h.ID("Sam")})
		agreed(t, h, "Sam", three, "Jo cooks on Sundays.", duty.Duty{Kind: duty.SayYes, Owner: h.ID("Jo"), For: h.ID("Sam")})
		agreed(t, h, "Ravi", address.To{Team: true}, "Bea looks at the plan.", duty.Duty{Kind: duty.DoAction, Owner: h.ID("Bea"), For: h.ID("Ravi")})
		agreed(t, h, "Ravi", three, "Not for Jo before Sam says yes.", duty.Duty{Kind: duty.DoAction, Owner: h.ID("Ravi"), For: h.ID("Jo")})
		look := func(who string) today.Promises {
			all, err := h.Today.Promises(t.Context(), h.ID(who), h.Triangle)
			apptest.Must(t, err)
			return all
		}
		jo := look("Jo")
		is(t, "promised to Jo", words(jo.Promised), "Ravi rings the college.")
		is(t, "waiting for Jo", words(jo.Waiting), "Jo cooks on Sundays.")
		is(t, "promised to Al", words(look("Al").Promised))
		is(t, "waiting for Al", words(look("Al").Waiting))
		is(t, "promised to Sam", words(look("Sam").Promised), "Ravi rings the college.", "Bea looks at the plan.", "Not for Jo before Sam says yes.")
		is(t, "what Ravi does", words(look("Ravi").Mine), "Ravi rings the college.", "Not for Jo before Sam says yes.")
	})
}

func TestADayHoldsWhatMayBeKnown(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		agreed(t, h, "Sam", address.To{Team: true}, "Ravi rings the college.", duty.Duty{Kind: duty.DoAction, Owner: h.ID("Ravi"), For: h.ID("Sam")})
		// A duty about words that Ravi may not read is not there for him.
		agreed(t, h, "Sam", address.To{People: []id.Person{h.ID("Jo")}}, "Between the two of us.", duty.Duty{Kind: duty.DoAction, Owner: h.ID("Ravi"), For: h.ID("Sam")})
		d, err := h.Today.Day(t.Context(), h.ID("Ravi"), sharing.Professional)
		apptest.Must(t, err)
		if len(d.Duties) != 1 || d.More || len(d.Shown) != 1 || d.Shown[0].ID != h.Triangle {
			t.Errorf("%d duties, %v, in %d triangles", len(d.Duties), d.More, len(d.Shown))
		}
		if none, err := h.Today.Day(t.Context(), h.ID("Nia"), sharing.Professional); err != nil || len(none.Triangles)+len(none.Duties)+len(none.Shown) != 0 {
			t.Errorf("%+v for somebody who stands nowhere: %v", none, err)
		}
	})
}

// What is new is counted alike by the page of one triangle and by the first page of
// many, whatever is withheld.
func TestNewIsCountedAlike(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		put := func(by string, d entry.Draft) {
			t.Helper()
			d.ID, d.Triangle, d.About = id.Entry(id.New()), h.Triangle, []id.Person{h.ID("Sam")}
			_, err := h.Entries.Write(t.Context(), h.ID(by), d)
			apptest.Must(t, err)
		}
		same := func(who string) (n int) {
			t.Helper()
			d, err := h.Today.Day(t.Context(), h.ID(who), h.People[who].Corner)
			apptest.Must(t, err)
			want, err := h.News.Count(t.Context(), h.ID(who), h.Triangle)
			apptest.Must(t, err)
			crowded := len(d.Crowded) > 0
			if got := d.New[h.Triangle]; !crowded && got != want {
				t.Errorf("%d new for %s on the first page, and %d by itself", got, who, want)
			}
			return want
		}
		put("Sam", entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "day-to-day", Text: "Played bass."})
		put("Jo", entry.Draft{Kind: disclose.Told, Class: sharing.Personal, Topic: "day-to-day", Confidence: sharing.Sealed, Text: "For Grace."})
		put("Ravi", entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "medicines", Text: "A note."})
		for _, who := range []string{"Sam", "Jo", "Al", "Ravi", "Grace", "Bea"} {
			same(who)
		}
		for range 40 { // more than is looked at, and nothing of it for Ravi
			put("Jo", entry.Draft{Kind: disclose.Told, Class: sharing.Personal, Topic: "day-to-day", Confidence: sharing.Sealed, Text: "For Grace."})
		}
		d, err := h.Today.Day(t.Context(), h.ID("Ravi"), sharing.Professional)
		apptest.Must(t, err)
		if len(d.Crowded) != 1 || same("Ravi") != 1 {
			t.Errorf("crowded %v: what is withheld would change the number", d.Crowded)
		}
		same("Grace")
		apptest.Must(t, h.News.Look(t.Context(), h.ID("Grace"), h.Triangle))
		if got := same("Grace"); got != 0 {
			t.Errorf("%d new after a look", got)
		}
	})
}

func TestLongListsComeInPages(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := agreed(t, h, "Sam", address.To{Team: true}, "Many things.", duty.Duty{Kind: duty.DoAction, Owner: h.ID("Ravi"), For: h.ID("Sam")})
		apptest.Must(t, runner(h).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
			for n := range 69 {
				d := duty.Duty{ID: id.New(), Triangle: h.Triangle, Kind: duty.DoAction, Owner: h.ID("Ravi"), Entry: e, Ref: string(e), Due: h.Clock.Now().Add(time.Duration(n+2) * 24 * time.Hour).UnixMicro(), Made: 1}
				if err := x.PutDuty(t.Context(), d); err != nil {
					return err
				}
			}
			return nil
		}))
		seen := map[string]bool{}
		for from := 0; from <= 70; from += 30 {
			some, more, err := h.Today.Waiting(t.Context(), h.ID("Ravi"), from, 30)
			apptest.Must(t, err)
			if more != (from+30 < 70) {
				t.Errorf("more after %d: %v", from, more)
			}
			for _, d := range some {
				seen[d.ID] = true
			}
		}
		if len(seen) != 70 {
			t.Errorf("%d of 70 were listed", len(seen))
		}
		d, err := h.Today.Day(t.Context(), h.ID("Ravi"), sharing.Professional)
		apptest.Must(t, err)
		if !d.More || len(d.Duties) != today.DutiesMost {
			t.Errorf("the first page lists %d, more: %v", len(d.Duties), d.More)
		}
	})
}

func TestThePageBeginsWhereSomethingWaits(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		var last id.Triangle
		for range today.PeopleMost + 3 {
			tri, err := h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: h.ID("Nia")}, []triangle.Member{
				{Person: h.ID("Nia"), Corner: sharing.ServiceUser}, {Person: h.ID("Ravi"), Corner: sharing.Professional},
			}, h.Clock.Now().Add(-time.Hour))
			apptest.Must(t, err)
			last = tri
		}
		apptest.Must(t, runner(h).UpdateScope(t.Context(), last, func(x *store.Tx) error {
			return x.PutDuty(t.Context(), duty.Duty{ID: id.New(), Triangle: last, Kind: duty.ReviewFinding, Owner: h.ID("Ravi"), Ref: "x", Due: 1, Made: 1})
		}))
		d, err := h.Today.Day(t.Context(), h.ID("Ravi"), sharing.Professional)
		apptest.Must(t, err)
		if len(d.Shown) != today.PeopleMost || d.Shown[0].ID != last {
			t.Errorf("%d are shown, the first is where something waits: %v", len(d.Shown), d.Shown[0].ID == last)
		}
	})
}
