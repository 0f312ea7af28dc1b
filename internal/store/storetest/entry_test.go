package storetest

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// open is what the giver of an entry reads through the door.
func (h home) open(t *testing.T, by id.Person, fetch func(context.Context, *store.Tx) ([]disclose.Sealed, error)) []disclose.Shown {
	t.Helper()
	page, err := disclose.Read(t.Context(), disclose.NewDoor(func() time.Time { return time.UnixMicro(1000) }), disclose.Look[*store.Tx]{
		Run: h.Store, Triangle: h.tri, Person: by, Purpose: sharing.Care, Limit: 50,
		Fetch: func(ctx context.Context, x *store.Tx, after disclose.Place, _ int) ([]disclose.Sealed, error) {
			if after != (disclose.Place{}) {
				return nil, nil
			}
			return fetch(ctx, x)
		},
	})
	Must(t, err)
	return page.Shown
}

func TestAnEntryComesBackAsItWas(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		n := h.entry(5, "Zoë said: 50% of 'it' \"is\" \\ fine; -- 李 🦊\nnew line")
		n.Parent = "parent"
		n.Item.Confidence, n.Item.InfluencedCare, n.Item.PossibleSources = sharing.Unnamed, true, 3
		n.Item.About, n.Item.HeldBy, n.Item.KnownTo = []string{"a", "b"}, []string{"c", "d"}, []string{"e"}
		n.Item.Mentions = []sharing.Mention{{Span: "m1", Person: "al"}}
		n.Item.SeriousHarm = &sharing.Opinion{By: "mei", At: sharing.Micros(4)}
		n.Item.OwnSection = &sharing.OwnSection{Owner: string(h.ravi), SharedWith: []sharing.SectionShare{{Recipient: "x", When: sharing.Everyday, From: sharing.Micros(1), Until: sharing.Micros(9)}}}
		n.Body.Parts = []disclose.Part{{Name: "why", Text: "because"}}
		n.Body.Spans = []disclose.Span{{ID: "m1", Start: 0, End: 4, Person: "al"}}
		h.put(t, n)
		find := func(ctx context.Context, x *store.Tx) ([]disclose.Sealed, error) {
			return x.EntryByID(ctx, h.tri, n.ID)
		}
		n.Corrected = 5
		h.read(t, func(ctx context.Context, x *store.Tx) error {
			found, err := find(ctx, x)
			if len(found) != 1 || !reflect.DeepEqual(found[0].Meta, n.Meta) {
				t.Errorf("came back as %+v\nwant %+v", found, n.Meta)
			}
			return err
		})
		shown := h.open(t, h.ravi, find)
		if len(shown) != 1 || shown[0].Words() != n.Body.Text || !slices.Equal(shown[0].Parts, n.Body.Parts) {
			t.Errorf("opened as %+v", shown)
		}
		var sealed []byte
		Must(t, s.Engine().View(t.Context(), func(x *engine.Tx) error {
			return x.Row(t.Context(), []any{&sealed}, "SELECT body FROM entry_version WHERE entry = $1", string(n.ID))
		}))
		if bytes.Contains(sealed, []byte("said")) || len(sealed) == 0 {
			t.Errorf("the words stand in the clear: %q", sealed)
		}
		for _, tri := range []id.Triangle{id.Triangle(id.New()), ""} {
			if got := h.ids(t, func(ctx context.Context, x *store.Tx) ([]disclose.Sealed, error) { return x.EntryByID(ctx, tri, n.ID) }); got != nil {
				t.Errorf("found in another triangle: %v", got)
			}
		}
	})
}

func TestVersions(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		one := h.put(t, h.entry(5, "first"))
		two := one
		two.Version, two.Latest, two.Changed, two.Body.Text = 2, 2, 6, "second"
		h.write(t, func(ctx context.Context, x *store.Tx) error { return x.PutVersion(ctx, two) })
		for what, again := range map[string]func(context.Context, *store.Tx) error{
			"the same entry":          func(ctx context.Context, x *store.Tx) error { return x.PutEntry(ctx, one) },
			"a version that is there": func(ctx context.Context, x *store.Tx) error { return x.PutVersion(ctx, two) },
			"a version too far":       func(ctx context.Context, x *store.Tx) error { n := two; n.Version = 4; return x.PutVersion(ctx, n) },
			"a version of nothing": func(ctx context.Context, x *store.Tx) error {
				n := two
				n.ID, n.Version = "none", 2
				return x.PutVersion(ctx, n)
			},
		} {
			if err := h.UpdateScope(t.Context(), h.tri, func(x *store.Tx) error { return again(t.Context(), x) }); !errs.Is(err, errs.Conflict) {
				t.Errorf("%s: %v", what, err)
			}
		}
		earlier := one
		earlier.Latest = 2
		find := func(ctx context.Context, x *store.Tx) ([]disclose.Sealed, error) {
			return x.Versions(ctx, h.tri, one.ID)
		}
		if got := h.ids(t, find); !slices.Equal(got, at(two, earlier)) {
			t.Errorf("versions %v", got)
		}
		var words []string
		for _, one := range h.open(t, h.ravi, find) {
			words = append(words, one.Words())
		}
		if !slices.Equal(words, []string{"second", "first"}) {
			t.Errorf("they say %q", words)
		}
	})
}

func TestTimelineOrderFiltersAndPlaces(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		var all []disclose.New
		for i := range 30 {
			n := h.entry(int64(10+i/3), fmt.Sprint(i)) // three at each moment
			if i%5 == 0 {
				n.Item.Topic = "crisis"
			}
			if i%7 == 0 {
				n.Kind = disclose.Kept
			}
			all = append(all, h.put(t, n))
		}
		h.put(t, withdrawn(h, t))
		slices.Reverse(all)
		want := func(keep func(disclose.New) bool) []string {
			return at(slices.DeleteFunc(slices.Clone(all), func(n disclose.New) bool { return !keep(n) })...)
		}
		for what, c := range map[string]struct {
			f    entry.Filter
			keep func(disclose.New) bool
		}{
			"everything":  {entry.Filter{}, func(n disclose.New) bool { return n.Kind == disclose.Note }},
			"one topic":   {entry.Filter{Topic: "crisis"}, func(n disclose.New) bool { return n.Kind == disclose.Note && n.Item.Topic == "crisis" }},
			"kept":        {entry.Filter{Kinds: []disclose.Kind{disclose.Kept}}, func(n disclose.New) bool { return n.Kind == disclose.Kept }},
			"two kinds":   {entry.Filter{Kinds: []disclose.Kind{disclose.Kept, disclose.Note}}, func(disclose.New) bool { return true }},
			"a time":      {entry.Filter{From: 12, Until: 15}, func(n disclose.New) bool { return n.Kind == disclose.Note && n.Made >= 12 && n.Made < 15 }},
			"one giver":   {entry.Filter{GivenBy: h.ravi}, func(n disclose.New) bool { return n.Kind == disclose.Note }},
			"other giver": {entry.Filter{GivenBy: h.jo}, func(disclose.New) bool { return false }},
			"no such":     {entry.Filter{Topic: "' OR 1=1 --"}, func(disclose.New) bool { return false }},
		} {
			for _, n := range []int{1, 4, 100} {
				if got := h.walk(t, c.f, n); !slices.Equal(got, want(c.keep)) {
					t.Errorf("%s, %d at a time: %v\nwant %v", what, n, got, want(c.keep))
				}
			}
		}
	})
}

func withdrawn(h home, t *testing.T) disclose.New {
	n := h.entry(99, "taken back")
	h.put(t, n)
	Must(t, h.Raw(t, "UPDATE entry SET withdrawn = 100 WHERE id = $1", string(n.ID)))
	other := h.entry(98, "in another triangle")
	other.Triangle = id.Triangle(id.New())
	Must(t, h.Raw(t, "INSERT INTO triangle (id, kind, owner, made) VALUES ($1, 'three', '', 1)", string(other.Triangle)))
	return other
}

func (h home) walk(t *testing.T, f entry.Filter, n int) (out []string) {
	t.Helper()
	var after disclose.Place
	for {
		var found []disclose.Sealed
		got := h.ids(t, func(ctx context.Context, x *store.Tx) (_ []disclose.Sealed, err error) {
			found, err = x.Timeline(ctx, h.tri, f, after, n)
			return found, err
		})
		out = append(out, got...)
		if len(got) < n {
			return out
		}
		last := found[len(found)-1].Meta
		after = disclose.Place{At: last.Made, Entry: last.ID}
	}
}

func TestChildrenFilesAndKeptDrafts(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		parent := h.put(t, h.entry(5, "asked"))
		child := h.entry(6, "answered")
		child.Parent = parent.ID
		child.Files = []disclose.File{{ID: id.New(), Name: "plan für Sam.pdf", Media: "application/pdf", Bytes: bytes.Repeat([]byte{0, 1, 255}, 50_000)}}
		h.put(t, child)
		if got := h.ids(t, func(ctx context.Context, x *store.Tx) ([]disclose.Sealed, error) {
			return x.Children(ctx, h.tri, parent.ID)
		}); !slices.Equal(got, at(child)) {
			t.Errorf("children %v", got)
		}
		file := func(e id.Entry, f string) (disclose.File, error) {
			return disclose.ReadFile(t.Context(), disclose.NewDoor(func() time.Time { return time.UnixMicro(1000) }), disclose.FileLook[*store.Tx]{
				Run: h.Store, Triangle: h.tri, Person: h.ravi,
				Fetch: func(ctx context.Context, x *store.Tx) (disclose.SealedFile, error) {
					return x.FileByID(ctx, h.tri, e, f)
				},
			})
		}
		want := child.Files[0]
		if got, err := file(child.ID, want.ID); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("the file is %q %s with %d bytes: %v", got.Name, got.Media, len(got.Bytes), err)
		}
		for _, pair := range [][2]string{{string(parent.ID), want.ID}, {string(child.ID), "none"}, {"none", want.ID}} {
			if _, err := file(id.Entry(pair[0]), pair[1]); !errs.Is(err, errs.NotFound) {
				t.Errorf("%v: %v", pair, err)
			}
		}
		draft := h.entry(7, "not sent yet")
		draft.Kind, draft.Parent = disclose.Kept, "form"
		draft.Files = []disclose.File{{ID: id.New(), Name: "x", Media: "image/png", Bytes: []byte("x")}}
		h.put(t, draft)
		h.write(t, func(ctx context.Context, x *store.Tx) error { return x.DropKept(ctx, h.tri, h.jo, "form") })
		if _, err := file(draft.ID, draft.Files[0].ID); err != nil {
			t.Errorf("Jo threw away what is Ravi's: %v", err)
		}
		h.write(t, func(ctx context.Context, x *store.Tx) error { return x.DropKept(ctx, h.tri, h.ravi, "form") })
		if _, err := file(draft.ID, draft.Files[0].ID); !errs.Is(err, errs.NotFound) {
			t.Errorf("a draft that was thrown away: %v", err)
		}
		if _, err := file(child.ID, want.ID); err != nil {
			t.Errorf("and nothing else: %v", err)
		}
	})
}
