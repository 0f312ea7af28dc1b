package storetest

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/safety"
	"trialogue/internal/store"
	"trialogue/internal/tx"
)

func (h home) say(t *testing.T, w expertise.Word) {
	t.Helper()
	h.write(t, func(ctx context.Context, x *store.Tx) error { return x.PutMatterSaid(ctx, h.tri, w) })
}

func TestWhatIsSaidAboutAMatterStaysAsItWasSaid(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		matter, other := id.Entry(id.New()), id.Entry(id.New())
		yes := expertise.Word{ID: id.New(), Matter: matter, GoOn: "way", Person: h.sam, Said: expertise.Yes, Made: 10}
		look := expertise.Word{ID: id.New(), Matter: matter, Person: h.ravi, Said: expertise.Look, Due: 99, Made: 30}
		alike := expertise.Word{ID: id.New(), Matter: matter, Person: h.jo, Said: expertise.Alike, Made: 20}
		for _, w := range []expertise.Word{yes, look, alike, {ID: id.New(), Matter: other, Person: h.jo, Said: expertise.Stands, Made: 5}} {
			h.say(t, w)
		}
		want := []expertise.Word{yes, alike, look}
		all := func(reader id.Person) (out []expertise.Word) {
			ctx := tx.For(t.Context(), reader)
			Must(t, h.View(ctx, func(x *store.Tx) (err error) { out, err = x.MatterSaid(ctx, h.tri, matter); return err }))
			return out
		}
		if got := all(""); !reflect.DeepEqual(got, want) {
			t.Errorf("came back as %+v", got)
		}
		err := h.UpdateScope(t.Context(), h.tri, func(x *store.Tx) error { return x.PutMatterSaid(t.Context(), h.tri, yes) })
		if !errs.Is(err, errs.Conflict) {
			t.Errorf("the same word twice: %v", err)
		}
		for _, q := range []string{"UPDATE matter_said SET word = 'no'", "DELETE FROM matter_said"} {
			if err := s.Raw(t, q); err == nil || !strings.Contains(err.Error(), "append only") {
				t.Errorf("%s: %v", q, err)
			}
		}
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			return x.PutHold(ctx, safety.Hold{ID: id.New(), Triangle: h.tri, Person: h.jo, By: h.sam, Quiet: true, Begins: 15, Seq: 1})
		})
		// Jo sees what was there, and what she said herself; the others see all.
		if got := all(h.jo); !reflect.DeepEqual(got, []expertise.Word{yes, alike}) {
			t.Errorf("a held sight reads %+v", got)
		}
		if got := all(h.sam); !reflect.DeepEqual(got, want) {
			t.Errorf("Sam reads %+v", got)
		}
	})
}

func TestPagesOfOneKindAreFoundNewestFirst(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		var ids []id.Entry
		for _, at := range []int64{5, 7, 6} {
			n := h.entry(at, "what I know")
			if at != 6 {
				n.Kind = disclose.Expertise
			}
			h.put(t, n)
			ids = append(ids, n.ID)
		}
		h.read(t, func(ctx context.Context, x *store.Tx) error {
			found, err := x.KnownIn(ctx, h.tri, disclose.Expertise)
			if len(found) != 2 || found[0].Meta.ID != ids[1] || found[1].Meta.ID != ids[0] {
				t.Errorf("found %+v", found)
			}
			elsewhere, elseErr := x.KnownIn(ctx, id.Triangle(id.New()), disclose.Expertise)
			if len(elsewhere) != 0 || elseErr != nil {
				t.Errorf("another triangle: %v %v", elsewhere, elseErr)
			}
			return err
		})
	})
}
