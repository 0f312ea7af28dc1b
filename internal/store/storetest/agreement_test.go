package storetest

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/agreement"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/safety"
	"trialogue/internal/store"
	"trialogue/internal/tx"
)

// agreed is one with a step that Ravi proposed at a time.
func (h home) agreed(t *testing.T, at int64) agreement.Agreement {
	t.Helper()
	n := h.entry(at, "Ring the pharmacy.")
	n.Kind = disclose.Agreed
	a := agreement.Agreement{
		ID: n.ID, Triangle: h.tri, Kind: agreement.Action, By: h.ravi, Made: at,
		Versions: []agreement.Version{{
			ID: n.ID, Number: 1, By: h.ravi, Parties: address.To{Team: true, People: []id.Person{h.sam, h.jo}}, Owner: h.jo, Needs: []id.Person{h.jo, h.ravi}, Due: 50, Review: 60,
			After: "another", Made: at, Steps: []agreement.Step{{ID: id.Entry(id.New()), Owner: h.ravi}},
		}},
	}
	h.write(t, func(ctx context.Context, x *store.Tx) error {
		if err := x.PutEntry(ctx, n); err != nil {
			return err
		}
		if err := x.PutAgreement(ctx, a); err != nil {
			return err
		}
		return x.PutAgreedVersion(ctx, a.ID, a.Versions[0])
	})
	return a
}

func (h home) agreedRows(t *testing.T, as id.Person, ids ...id.Entry) (out []agreement.Agreement) {
	t.Helper()
	h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
		out, err = x.Agreements(tx.For(ctx, as), h.tri, ids)
		return err
	})
	return out
}

func TestAnAgreementComesBackAsItWas(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		a := h.agreed(t, 5)
		// Two of the same moment keep their order, whatever their ids.
		a.Events = []agreement.Event{
			{ID: "b", Number: 1, Kind: agreement.No, By: h.jo, Words: "words", Made: 7},
			{ID: "a", Number: 1, Kind: agreement.Yes, By: h.jo, Person: h.sam, Step: "step", Ref: "ref", Made: 7},
		}
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			for _, e := range a.Events {
				if err := x.PutAgreedEvent(ctx, a.ID, e); err != nil {
					return err
				}
			}
			return nil
		})
		if got := h.agreedRows(t, "", a.ID, "no such"); len(got) != 1 || !reflect.DeepEqual(got[0], a) {
			t.Errorf("it came back as\n%+v\nand not as\n%+v", got, a)
		}
		second := a.Versions[0]
		second.ID = "second"
		Want(t, h.UpdateScope(t.Context(), h.tri, func(x *store.Tx) error { return x.PutAgreedVersion(t.Context(), a.ID, second) }), errs.Conflict)
		Want(t, h.UpdateScope(t.Context(), h.tri, func(x *store.Tx) error { return x.PutAgreedEvent(t.Context(), a.ID, a.Events[0]) }), errs.Conflict)
		for _, table := range []string{"agreed", "agreed_version", "agreed_step", "agreed_event"} {
			if s.Raw(t, "DELETE FROM "+table) == nil {
				t.Errorf("%s lost rows", table)
			}
		}
	})
}

func TestAHeldSightKnowsAnAgreementAsItWas(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		a, later := h.agreed(t, 5), h.agreed(t, 40)
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			for _, e := range []agreement.Event{
				{ID: "1", Number: 1, Kind: agreement.Yes, By: h.sam, Made: 10}, {ID: "2", Number: 1, Kind: agreement.Yes, By: h.ravi, Made: 30},
				{ID: "3", Number: 1, Kind: agreement.No, By: h.jo, Made: 31}, {ID: "4", Number: 1, Kind: agreement.LateOwner, Person: h.jo, Made: 32}, {ID: "5", Number: 1, Kind: agreement.WasClosed, By: h.ravi, Made: 33},
			} {
				if err := x.PutAgreedEvent(ctx, a.ID, e); err != nil {
					return err
				}
			}
			two := a.Versions[0]
			two.ID, two.Number, two.Made, two.Steps = "two", 2, 34, nil
			if err := x.PutAgreedVersion(ctx, a.ID, two); err != nil {
				return err
			}
			return x.PutHold(ctx, safety.Hold{ID: "hold", Triangle: h.tri, Person: h.jo, By: h.sam, Quiet: true, Begins: 20, Seq: 0})
		})
		got := h.agreedRows(t, h.jo, a.ID, later.ID)
		if len(got) != 1 || len(got[0].Versions) != 1 {
			t.Fatalf("Jo knows the one, in its first wording: %+v", got)
		}
		var events string
		for _, e := range got[0].Events {
			events += e.ID
		}
		if events != "134" {
			t.Errorf("Jo knows what was before, what Jo did, and what the calendar brings: %s", events)
		}
		if all := h.agreedRows(t, h.sam, a.ID, later.ID); len(all) != 2 || all[0].State() != agreement.Closed {
			t.Errorf("Sam knows all: %+v", all)
		}
		open := func(as id.Person, show agreement.Show) []string {
			return h.ids(t, func(ctx context.Context, x *store.Tx) ([]disclose.Sealed, error) {
				return x.AgreedEntries(tx.For(ctx, as), h.tri, agreement.Filter{Show: show, Person: as, Now: 100}, disclose.Place{}, 10)
			})
		}
		if got := open(h.sam, agreement.ShowEnded); len(got) != 1 || got[0] != string(a.ID)+"/1" {
			t.Errorf("for Sam one is closed: %v", got)
		}
		if got := open(h.jo, agreement.ShowEnded); len(got) != 0 {
			t.Errorf("for Jo none is: %v", got)
		}
	})
}

// TestTwoThousandAgreementsAreListedInAMoment counts on the plan of the query, not
// on the machine: a list that looks at each by itself takes many times as long.
func TestTwoThousandAgreementsAreListedInAMoment(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		const many = 2000
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			for i := range many {
				n := h.entry(int64(i+1), fmt.Sprintf("Action %d", i))
				n.Kind = disclose.Agreed
				a := agreement.Agreement{ID: n.ID, Triangle: h.tri, Kind: agreement.Action, By: h.sam, Made: n.Made}
				v := agreement.Version{ID: n.ID, Number: 1, By: h.sam, Parties: address.To{Team: true}, Owner: h.ravi, Needs: []id.Person{h.ravi}, Due: 50, Made: n.Made}
				for _, err := range []error{x.PutEntry(ctx, n), x.PutAgreement(ctx, a), x.PutAgreedVersion(ctx, a.ID, v)} {
					if err != nil {
						return err
					}
				}
				if err := x.PutDuty(ctx, duty.Duty{ID: id.New(), Triangle: h.tri, Kind: duty.DoAction, Owner: h.ravi, For: h.sam, Entry: n.ID, Ref: string(n.ID), Due: 50, Made: n.Made}); err != nil {
					return err
				}
			}
			return nil
		})
		start := time.Now()
		for _, show := range []agreement.Show{agreement.ShowOpen, agreement.ShowDoing, agreement.ShowLate, agreement.ShowWaiting, agreement.ShowEnded} {
			var after disclose.Place
			found := 0
			for range 5 {
				h.read(t, func(ctx context.Context, x *store.Tx) error {
					page, err := x.AgreedEntries(ctx, h.tri, agreement.Filter{Show: show, Person: h.ravi, Now: 100}, after, 20)
					for _, one := range page {
						after = disclose.Place{At: one.Meta.Made, Entry: one.Meta.ID}
					}
					found += len(page)
					return err
				})
			}
			if want := map[agreement.Show]int{agreement.ShowWaiting: 0, agreement.ShowEnded: 0}; found != 100 && found != want[show] {
				t.Errorf("%s finds %d", show, found)
			}
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("25 pages of lists took %v", took)
		}
	})
}

func TestWhatComesUpByTheCalendarIsFoundInOrder(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		a := h.agreed(t, 5)
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			for i, d := range []duty.Duty{{ID: "d1", Owner: h.jo, Due: 50}, {ID: "d2", Owner: h.ravi, Due: 60}, {ID: "d3", Owner: "gone", Due: 900}, {ID: "d4", Owner: h.jo, Due: 40, Done: 41}} {
				d.Triangle, d.Kind, d.Entry, d.Ref, d.Made = h.tri, duty.DoAction, a.ID, fmt.Sprint(i), 6
				if err := x.PutDuty(ctx, d); err != nil {
					return err
				}
			}
			return x.PutAgreedEvent(ctx, a.ID, agreement.Event{ID: "w", Number: 1, Kind: agreement.WaitsToSee, Person: h.jo, Made: 7})
		})
		h.read(t, func(ctx context.Context, x *store.Tx) error {
			late, err := x.LateActions(ctx, 100, "", 10)
			if len(late) != 2 || late[0].ID != "d1" || late[1].ID != "d2" {
				t.Errorf("late are %+v", late)
			}
			Must(t, err)
			late, err = x.LateActions(ctx, 100, "d1", 10)
			if len(late) != 1 {
				t.Errorf("after the first: %+v", late)
			}
			Must(t, err)
			gone, err := x.GoneOwners(ctx, 100, "", 10)
			if len(gone) != 1 || gone[0].ID != "d3" {
				t.Errorf("gone are %+v", gone)
			}
			Must(t, err)
			waiting, err := x.WaitingAsks(ctx, "", 10)
			if len(waiting) != 1 || waiting[0].Person != h.jo || waiting[0].Agreement != a.ID {
				t.Errorf("waiting are %+v", waiting)
			}
			return err
		})
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			return x.PutAgreedEvent(ctx, a.ID, agreement.Event{ID: "x", Number: 1, Kind: agreement.WasAsked, Ref: "w", Made: 8})
		})
		h.read(t, func(ctx context.Context, x *store.Tx) error {
			waiting, err := x.WaitingAsks(ctx, "", 10)
			if len(waiting) != 0 {
				t.Errorf("who was asked waits no more: %+v", waiting)
			}
			return err
		})
	})
}
