package storetest

import (
	"context"
	"reflect"
	"testing"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
)

func (h home) facts(t *testing.T, tri id.Triangle) (f *sharing.Triangle) {
	t.Helper()
	h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
		f, err = x.Facts(ctx, tri)
		return err
	})
	return f
}

func TestFactsAreWhatWasWritten(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		tri, sam, jo, ravi := string(h.tri), string(h.sam), string(h.jo), string(h.ravi)
		for q, args := range map[string][]any{
			"INSERT INTO decision (id, triangle, owner, recipient, topic, answer, circumstance, begins, ends, made_by, made) VALUES ('d2', $1, $2, $3, '*', 'keep', 'everyday', 20, 0, $2, 20)":                {tri, sam, jo},
			"INSERT INTO decision (id, triangle, owner, recipient, topic, answer, circumstance, begins, ends, made_by, made) VALUES ('d1', $1, $2, $3, 'crisis', 'share', 'without-capacity', 10, 30, $2, 10)": {tri, sam, jo},
			"INSERT INTO capacity (id, triangle, begins, ends, found_by, entry, made) VALUES ('c1', $1, 5, 0, $2, 'e', 5)":                                                                                     {tri, ravi},
			"INSERT INTO release (id, triangle, item, recipient, ground, made_by, begins, ends, entry, made) VALUES ('r1', $1, 'i', $2, 'vital-interests', $3, 7, 9, 'e', 7)":                                  {tri, jo, ravi},
			"INSERT INTO release (id, triangle, item, recipient, ground, made_by, begins, ends, entry, made) VALUES ('r2', $1, 'i', $2, 'vital-interests', $3, 0, 9, 'e', 7)":                                  {tri, jo, ravi},
		} {
			Must(t, h.Raw(t, q, args...))
		}
		f := h.facts(t, h.tri)
		if want := []sharing.Decision{
			{Owner: sam, Recipient: jo, Topic: "crisis", Answer: sharing.Share, When: sharing.WithoutCapacity, From: sharing.Micros(10), Until: sharing.Micros(30)},
			{Owner: sam, Recipient: jo, Topic: "*", Answer: sharing.Keep, When: sharing.Everyday, From: sharing.Micros(20)},
		}; !reflect.DeepEqual(f.Decisions, want) {
			t.Errorf("decisions %+v", f.Decisions)
		}
		if len(f.Capacity) != 1 || f.Capacity[0].By != ravi || f.Capacity[0].From != sharing.Micros(5) || f.Capacity[0].Until.IsSet() || f.Capacity[0].Reasons == "" {
			t.Errorf("findings %+v", f.Capacity)
		}
		if want := []sharing.Release{{Item: "i", Recipient: jo, Ground: "vital-interests", By: ravi, From: sharing.Micros(7), Until: sharing.Micros(9)}}; !reflect.DeepEqual(f.Releases, want) {
			t.Errorf("releases %+v: what nobody signed does not count", f.Releases)
		}
		if len(f.People) != 3 {
			t.Errorf("people %+v", f.People)
		}
		if err := sharing.Check(&sharing.Case{Name: "from the store", Now: sharing.Micros(50), Triangle: *f, Request: sharing.Request{Recipient: jo, Purpose: sharing.Care},
			Item: sharing.Item{ID: "i", Class: sharing.General, Topic: "crisis", GivenBy: ravi, PossibleSources: 1}}); err != nil {
			t.Errorf("the engine does not take it: %v", err)
		}
		none := h.facts(t, id.Triangle(id.New()))
		if !reflect.DeepEqual(none, &sharing.Triangle{}) {
			t.Errorf("a triangle that does not exist has %+v", none)
		}
	})
}

// Somebody who left and came back is one person, as they are now or were last.
func TestFactsOfSomebodyWhoCameBack(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		jo := func() (found []sharing.Person) {
			for _, p := range h.facts(t, h.tri).People {
				if p.ID == string(h.jo) {
					found = append(found, p)
				}
			}
			return found
		}
		h.write(t, func(ctx context.Context, x *store.Tx) error { return x.EndMember(ctx, h.tri, h.jo, 10) })
		if got := jo(); len(got) != 1 || got[0].Until != sharing.Micros(10) {
			t.Errorf("Jo left: %+v", got)
		}
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			return x.PutMember(ctx, h.tri, triangle.Member{ID: id.New(), Person: h.jo, Corner: sharing.Carer, Since: 20, Died: 30})
		})
		if got := jo(); len(got) != 1 || got[0].Since != sharing.Micros(20) || got[0].Until.IsSet() || got[0].Died != sharing.Micros(30) {
			t.Errorf("Jo came back: %+v", got)
		}
	})
}
