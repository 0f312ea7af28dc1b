package news_test

import (
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/news"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// told has Jo tell the team, and nobody else.
func told(t *testing.T, h *apptest.House, text string) id.Entry {
	t.Helper()
	e, err := h.Entries.Write(t.Context(), h.ID("Jo"), entry.Draft{
		ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Told, Class: sharing.Personal, Topic: "early-signs",
		About: []id.Person{h.ID("Sam")}, Confidence: sharing.Team, Text: text,
	})
	apptest.Must(t, err)
	return e
}

func since(t *testing.T, h *apptest.House, who string) news.News {
	t.Helper()
	n, err := h.News.Since(t.Context(), h.ID(who), h.Triangle)
	apptest.Must(t, err)
	return n
}

func count(t *testing.T, h *apptest.House, who string) int {
	t.Helper()
	n, err := h.News.Count(t.Context(), h.ID(who), h.Triangle)
	apptest.Must(t, err)
	return n
}

func look(t *testing.T, h *apptest.House, who string) {
	t.Helper()
	apptest.Must(t, h.News.Look(t.Context(), h.ID(who), h.Triangle))
}

func TestNewIsWhatOthersWroteSinceTheLastLook(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		told(t, h, "before the first look")
		if n := since(t, h, "Ravi"); len(n.Shown) != 1 || !n.Since.IsZero() {
			t.Fatalf("to somebody who never looked all is new: %d, since %v", len(n.Shown), n.Since)
		}
		h.Clock.Move(time.Hour)
		look(t, h, "Ravi")
		if n := since(t, h, "Ravi"); len(n.Shown) != 0 || !n.Since.Equal(h.Clock.Now()) {
			t.Fatalf("right after a look nothing is new: %d, since %v", len(n.Shown), n.Since)
		}
		told(t, h, "after the look")
		n := since(t, h, "Ravi")
		if len(n.Shown) != 1 || n.Shown[0].Words() != "after the look" || count(t, h, "Ravi") != 1 {
			t.Fatalf("new: %+v", n.Shown)
		}
		if got := since(t, h, "Jo"); len(got.Shown) != 0 || count(t, h, "Jo") != 0 {
			t.Error("one's own words are never new")
		}
	})
}

func TestCorrectionIsNewAgain(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := told(t, h, "he slept well")
		look(t, h, "Ravi")
		h.Clock.Move(time.Minute)
		apptest.Must(t, h.Entries.Correct(t.Context(), h.ID("Jo"), h.Triangle, e, 1, "he slept badly"))
		if n := since(t, h, "Ravi"); len(n.Shown) != 1 || n.Shown[0].Words() != "he slept badly" {
			t.Errorf("new: %+v", n.Shown)
		}
	})
}

// What is withheld is nowhere: no list, no count, and no other number either.
func TestWithheldIsNotNew(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for range 3 {
			told(t, h, "for the team")
		}
		for _, who := range []string{"Sam", "Al", "Nia"} {
			if n := since(t, h, who); len(n.Shown) != 0 || n.More || count(t, h, who) != 0 {
				t.Errorf("%s is told of %d (more: %v, count %d)", who, len(n.Shown), n.More, count(t, h, who))
			}
		}
	})
}

func TestCountingShowsNothingAndRecordsNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		told(t, h, "for the team")
		sightings := func() (n int) {
			apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
				return x.Row(t.Context(), []any{&n}, "SELECT COUNT(*) FROM ledger_detail WHERE kind = 'sighting' AND actor = $1", string(h.ID("Ravi")))
			}))
			return n
		}
		if n := count(t, h, "Ravi"); n != 1 || sightings() != 0 {
			t.Errorf("counted %d with %d sightings", n, sightings())
		}
		since(t, h, "Ravi")
		if sightings() != 1 {
			t.Errorf("a list that was shown leaves %d sightings, want 1", sightings())
		}
	})
}

func TestLongListStopsAndSaysThatThereIsMore(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for range news.Most + 2 {
		h.Clock.Move(time.Second)
		told(t, h, "one of many")
		if _, err := h.Entries.Write(t.Context(), h.ID("Ravi"), entry.Draft{ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note,
			Class: sharing.Personal, Topic: "medicines", About: []id.Person{h.ID("Sam")}, Text: "Ravi's own, between the others"}); err != nil {
			t.Fatal(err)
		}
	}
	n := since(t, h, "Ravi")
	if len(n.Shown) != news.Most || !n.More || count(t, h, "Ravi") != news.Most {
		t.Errorf("%d shown, more %v, counted %d", len(n.Shown), n.More, count(t, h, "Ravi"))
	}
	for _, one := range n.Shown {
		if one.Mine {
			t.Error("his own stands between the others")
		}
	}
}

func TestClockSetBackHidesNothingNew(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		look(t, h, "Ravi")
		h.Clock.Move(-3 * time.Hour)
		told(t, h, "written by a clock that was set back")
		if n := since(t, h, "Ravi"); len(n.Shown) != 1 {
			t.Errorf("%d shown, want what was written after the look", len(n.Shown))
		}
	})
}

// What a release opens to somebody is new to them, however old it is, and to nobody else.
func TestReleasedEntryIsNewToItsRecipientAlone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e, err := h.Entries.Write(t.Context(), h.ID("Ravi"), entry.Draft{
			ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.Personal, Topic: "crisis", About: []id.Person{h.ID("Sam")}, Text: "a risk tonight",
		})
		apptest.Must(t, err)
		for _, who := range []string{"Al", "Bea"} {
			look(t, h, who)
		}
		h.Clock.Move(time.Minute)
		now := h.Clock.Now()
		signed, err := disclose.DrawRecord(ledger.Record{Triangle: string(h.Triangle), At: now.UnixMicro(), Kind: ledger.ReleaseSigned, Actor: string(h.ID("Ravi")), Entry: "release-1"})
		apptest.Must(t, err)
		apptest.Must(t, h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error {
			_, err := x.Exec(t.Context(), `INSERT INTO release (id, triangle, item, recipient, ground, made_by, begins, ends, entry, made)
				VALUES ('release-1', $1, $2, $3, 'vital-interests', $4, $5, $6, 'release-1', $5)`,
				string(h.Triangle), string(e), string(h.ID("Al")), string(h.ID("Ravi")), now.UnixMicro(), now.Add(time.Hour).UnixMicro())
			return err
		}))
		apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
			_, err := signed.In(t.Context(), x)
			return err
		}))
		for who, want := range map[string]int{"Al": 1, "Bea": 0, "Jo": 0, "Sam": 0} {
			if who == "Sam" {
				look(t, h, who)
			}
			if got := count(t, h, who); got != want {
				t.Errorf("%d new for %s, want %d", got, who, want)
			}
		}
	})
}

// What comes while a list is made is still new the next time.
func TestWhatCameMeanwhileStaysNew(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		told(t, h, "first")
		list := since(t, h, "Ravi")
		told(t, h, "meanwhile")
		apptest.Must(t, h.News.Saw(t.Context(), h.ID("Ravi"), h.Triangle, list))
		if n := since(t, h, "Ravi"); len(n.Shown) != 1 || n.Shown[0].Words() != "meanwhile" {
			t.Errorf("new: %+v", n.Shown)
		}
	})
}
