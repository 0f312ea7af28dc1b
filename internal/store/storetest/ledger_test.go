package storetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

func salts(t testing.TB, n int) (out []ledger.Salt) {
	t.Helper()
	for range n {
		s, err := ledger.NewSalt(rand.Reader)
		Must(t, err)
		out = append(out, s)
	}
	return out
}

// verify reads a chain back and checks it from its first row.
func verify(t *testing.T, s Store, tri id.Triangle) (rows int64) {
	t.Helper()
	v := ledger.NewChainVerifier(string(tri))
	Must(t, s.View(t.Context(), func(x *store.Tx) error {
		stored, err := x.Evidence(t.Context()).Rows(string(tri), 0, 10_000)
		for _, one := range stored {
			if b := v.Feed(one.Row, one.Detail); b != nil {
				return b
			}
		}
		return err
	}))
	if b := v.Close(); b != nil {
		t.Error(b)
	}
	return v.Head().Seq
}

func TestWritersOfOneChain(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		one, two := id.Triangle(id.New()), id.Triangle(id.New())
		planned := errors.New("planned")
		var all sync.WaitGroup
		for i := range 12 {
			tri := []id.Triangle{one, two}[i%2]
			all.Go(func() {
				for n := range 5 {
					records := []ledger.Record{{At: 5, Kind: ledger.Joined, Actor: fmt.Sprint(i)}, {At: 6, Kind: ledger.Left, Extra: map[string]string{"n": fmt.Sprint(n), "a": ""}}}
					drawn := salts(t, 2)
					err := s.UpdateScope(t.Context(), tri, func(x *store.Tx) error {
						seqs, err := x.Append(t.Context(), tri, records, drawn)
						if err == nil && (len(seqs) != 2 || seqs[1] != seqs[0]+1) {
							t.Errorf("places %v", seqs)
						}
						if n == 3 {
							return planned
						}
						return err
					})
					if n == 3 != errors.Is(err, planned) || n != 3 && err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		for _, tri := range []id.Triangle{one, two} {
			if rows := verify(t, s, tri); rows != 6*4*2 {
				t.Errorf("%d rows, want %d", rows, 6*4*2)
			}
		}
		if rows := verify(t, s, id.Triangle(id.New())); rows != 0 {
			t.Errorf("a chain that does not exist has %d rows", rows)
		}
	})
}

// The primary key is the backstop where somebody forgets the lock.
func TestAPlaceIsTakenOnce(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		insert := "INSERT INTO ledger (triangle, seq, commitment, chain) VALUES ('t', 1, 'c', 'h')"
		Must(t, s.Raw(t, insert))
		Want(t, s.Raw(t, insert), errs.Conflict)
	})
}

func TestWhatWasSeenOnADay(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		tri, other := id.Triangle(id.New()), id.Triangle(id.New())
		const day = 20_000
		noon := int64(day*86_400+43_200) * 1_000_000
		sighting := ledger.Record{At: noon, Kind: ledger.Sighting, Actor: "jo", Entry: "e1", Version: 2, Topic: "crisis", Rule: "R1", Ground: "g"}
		change := func(f func(*ledger.Record)) ledger.Record { r := sighting; f(&r); return r }
		put := func(tri id.Triangle, records ...ledger.Record) error {
			drawn := salts(t, len(records))
			return s.UpdateScope(t.Context(), tri, func(x *store.Tx) error {
				_, err := x.Append(t.Context(), tri, records, drawn)
				return err
			})
		}
		unshown := ledger.Record{At: noon, Kind: ledger.Unshown, Actor: "jo", Topic: "crisis", Rule: "R9"}
		Must(t, put(tri, sighting, unshown,
			change(func(r *ledger.Record) { r.Actor = "al" }), change(func(r *ledger.Record) { r.At += 86_400_000_000 }),
			change(func(r *ledger.Record) { r.Entry = "e2" }), change(func(r *ledger.Record) { r.Kind, r.Entry = ledger.EntryWritten, "e3" })))
		Must(t, put(other, change(func(r *ledger.Record) { r.Entry = "e4" })))
		// A sighting twice on one day is a mistake of ours, and the database says so.
		Want(t, put(tri, sighting), errs.Conflict)
		Must(t, put(tri, change(func(r *ledger.Record) { r.Ground = "another" }), change(func(r *ledger.Record) { r.Version = 3 })))
		for _, c := range []struct {
			ask  []string
			want []string
		}{
			{[]string{"e1"}, []string{"e1 2 another", "e1 2 g", "e1 3 g"}}, {[]string{"e1", "e2", "e3", "e4"}, []string{"e1 2 another", "e1 2 g", "e1 3 g", "e2 2 g"}},
			{[]string{""}, []string{" 0 unshown R9 crisis"}}, {[]string{"none"}, nil},
		} {
			var seen disclose.Seen
			Must(t, s.View(t.Context(), func(x *store.Tx) (err error) {
				seen, err = x.SeenOn(t.Context(), tri, "jo", day, c.ask)
				return err
			}))
			var got []string
			for k := range maps.Keys(seen) {
				got = append(got, fmt.Sprint(k.Entry, " ", k.Version, " ", k.Ground))
			}
			if slices.Sort(got); !slices.Equal(got, c.want) {
				t.Errorf("asked for %q: %q, want %q", c.ask, got, c.want)
			}
		}
		verify(t, s, tri)
	})
}

func TestTheLatestTimeOnRecord(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		tri := id.Triangle(id.New())
		records := []ledger.Record{{At: 30, Kind: ledger.Joined}, {At: 90, Kind: ledger.Joined}, {At: 20, Kind: ledger.Joined}}
		drawn := salts(t, 3)
		Must(t, s.UpdateScope(t.Context(), tri, func(x *store.Tx) error {
			_, err := x.Append(t.Context(), tri, records, drawn)
			return err
		}))
		for limit, want := range map[int64]int64{100: 90, 90: 90, 89: 30, 10: 0} {
			Must(t, s.View(t.Context(), func(x *store.Tx) error {
				got, err := x.LatestAt(t.Context(), tri, limit)
				if got != want {
					t.Errorf("up to %d it is %d, want %d", limit, got, want)
				}
				return err
			}))
		}
	})
}

// Many writers of one new space end up with one key, and all can read.
func TestKeysOfANewSpace(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		var written sync.Map
		var all sync.WaitGroup
		for i := range 8 {
			all.Go(func() {
				n := h.entry(int64(i+2), fmt.Sprint("words ", i))
				if err := h.UpdateScope(t.Context(), id.Triangle(fmt.Sprint("scope ", i)), func(x *store.Tx) error { return x.PutEntry(t.Context(), n) }); err != nil {
					t.Error(err)
					return
				}
				written.Store(n.ID, n.Body.Text)
			})
		}
		all.Wait()
		for e, words := range written.Range {
			shown := h.open(t, h.ravi, func(ctx context.Context, x *store.Tx) ([]disclose.Sealed, error) {
				return x.EntryByID(ctx, h.tri, e.(id.Entry))
			})
			if len(shown) != 1 || shown[0].Words() != words.(string) {
				t.Errorf("%s: %+v", words, shown)
			}
		}
		var keys int
		Must(t, s.Engine().View(t.Context(), func(x *engine.Tx) error {
			return x.Row(t.Context(), []any{&keys}, "SELECT COUNT(*) FROM data_key WHERE space = $1", "triangle/"+string(h.tri))
		}))
		if keys != 1 {
			t.Errorf("%d keys for one space", keys)
		}
	})
}
