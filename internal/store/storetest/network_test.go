package storetest

import (
	"context"
	"testing"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/network"
	"trialogue/internal/store"
	"trialogue/internal/tx"
)

func TestTheDaysOfContacts(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		put := func(name string, by id.Person, ends, made int64) error {
			return s.UpdateScope(t.Context(), h.tri, func(x *store.Tx) error {
				return x.PutContactDay(t.Context(), network.Day{ID: name, Triangle: h.tri, Contact: "food", By: by, Ends: ends, Made: made})
			})
		}
		read := func(reader id.Person, tri id.Triangle) (out []network.Day) {
			h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
				out, err = x.ContactDays(tx.For(ctx, reader), tri)
				return err
			})
			return out
		}
		Must(t, put("b", h.ravi, 900, 20))
		Must(t, put("a", h.ravi, 0, 10))
		if err := put("a", h.ravi, 5, 30); !errs.Is(err, errs.Conflict) {
			t.Errorf("one id was written twice: %v", err)
		}
		want := network.Day{ID: "b", Triangle: h.tri, Contact: "food", By: h.ravi, Ends: 900, Made: 20}
		if got := read(h.jo, h.tri); len(got) != 2 || got[0].ID != "a" || got[1] != want {
			t.Errorf("%+v", got)
		}
		if got := read(h.jo, "another"); len(got) != 0 {
			t.Errorf("another triangle has %+v", got)
		}
	})
}
