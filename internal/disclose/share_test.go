package disclose

import (
	"context"
	"slices"
	"testing"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// shelf keeps what a change of facts writes, and breaks where it is told to.
type shelf struct {
	facts   []Meta
	jobs    []Job
	records []ledger.Record
	breaks  string
}

func (s *shelf) PutFacts(_ context.Context, m Meta) error {
	if s.breaks == "facts" {
		return errBroken
	}
	s.facts = append(s.facts, m)
	return nil
}

func (s *shelf) PutJob(_ context.Context, j Job) error {
	if s.breaks == "job" {
		return errBroken
	}
	s.jobs = append(s.jobs, j)
	return nil
}

func (s *shelf) Append(_ context.Context, _ id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error) {
	if s.breaks == "append" || len(salts) != len(records) {
		return nil, errBroken
	}
	s.records = append(s.records, records...)
	return make([]int64, len(records)), nil
}

// page is one that Jo keeps, shared with Ravi for ever, with Bea until a moment, and
// with Al for a day on which nobody can be asked.
func page(at int64) Meta {
	return Meta{ID: "p", Triangle: home, Kind: Account, Version: 3, Item: sharing.Item{
		Class: sharing.CarersOwn, Topic: "caring-role", GivenBy: string(jo), About: []string{string(jo)}, OwnSection: &sharing.OwnSection{Owner: string(jo), SharedWith: []sharing.SectionShare{
			{Recipient: string(ravi), When: sharing.Everyday, From: sharing.Micros(1)},
			{Recipient: string(bea), When: sharing.Everyday, From: sharing.Micros(1), Until: sharing.Micros(at)},
			{Recipient: string(al), When: sharing.WithoutCapacity, From: sharing.Micros(1)},
		}},
	}}
}

func TestSharingAPageSaysWhoAndFromWhen(t *testing.T) {
	const at = 1000
	r, err := DrawShares(page(at), []id.Person{ravi, bea}, at)
	if err != nil {
		t.Fatal(err)
	}
	var s shelf
	if err := r.In(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	shares := s.facts[0].Item.OwnSection.SharedWith
	if len(shares) != 2 || shares[0].From.Micros() != 1 || shares[1].From.Micros() != at || shares[1].Until.IsSet() {
		t.Errorf("Ravi's stays from when it was, and Bea's begins anew: %+v", shares)
	}
	if len(s.records) != 1 || s.records[0].Person != string(bea) || s.records[0].Ground != SectionOpened || s.records[0].Version != 3 || s.records[0].Actor != string(jo) {
		t.Errorf("%+v", s.records)
	}
	if len(s.jobs) != 1 || s.jobs[0].Kind != NewsJob || s.jobs[0].Payload["entry"] != "p" {
		t.Errorf("%+v", s.jobs)
	}
}

func TestSharingNoMoreIsRecorded(t *testing.T) {
	r, err := DrawShares(page(1000), nil, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var s shelf
	if err := r.In(t.Context(), &s); err != nil || len(s.facts[0].Item.OwnSection.SharedWith) != 0 {
		t.Errorf("%+v: %v", s.facts, err)
	}
	if len(s.records) != 1 || s.records[0].Person != string(ravi) || s.records[0].Ground != SectionClosed {
		t.Errorf("%+v", s.records)
	}
}

func TestSharingAsItIsWritesNothing(t *testing.T) {
	r, err := DrawShares(page(1000), []id.Person{ravi}, 1000)
	if err != nil {
		t.Fatal(err)
	}
	var s shelf
	if err := r.In(t.Context(), &s); err != nil || len(s.facts)+len(s.jobs)+len(s.records) != 0 {
		t.Errorf("%+v: %v", s, err)
	}
	fresh := page(1000)
	fresh.Item.OwnSection = nil
	if r, err = DrawShares(fresh, nil, 1000); err != nil || r.In(t.Context(), &s) != nil || len(s.facts) != 0 {
		t.Error("a page that nobody shared stays so")
	}
}

func TestAChangeThatBreaksIsAnError(t *testing.T) {
	for _, where := range []string{"facts", "job", "append"} {
		r, err := DrawShares(page(1000), []id.Person{sam}, 1000)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.In(t.Context(), &shelf{breaks: where}); err == nil {
			t.Errorf("it breaks at %s, and nobody is told", where)
		}
		if where == "append" {
			continue
		}
		if err := DrawKnown(page(1000), []id.Person{al}, 1).In(t.Context(), &shelf{breaks: where}); err == nil {
			t.Errorf("told: it breaks at %s, and nobody is told", where)
		}
	}
}

func TestWhoIsToldIsAdded(t *testing.T) {
	m := page(1000)
	m.Item.KnownTo = []string{string(al)}
	var s shelf
	if err := DrawKnown(m, []id.Person{nia}, 7).In(t.Context(), &s); err != nil {
		t.Fatal(err)
	}
	if got := s.facts[0].Item.KnownTo; !slices.Equal(got, []string{string(al), string(nia)}) || len(m.Item.KnownTo) != 1 {
		t.Errorf("known to %v", got)
	}
	if s.jobs[0].RunAt != 7 || s.jobs[0].UniqueKey != NewsJob+"/p" {
		t.Errorf("%+v", s.jobs[0])
	}
}

func TestAHandfulHasNothingAfterIt(t *testing.T) {
	asked := 0
	fetch := AtOnce(func(context.Context, *world) ([]Sealed, error) { asked++; return make([]Sealed, 2), nil })
	first, err := fetch(t.Context(), nil, Place{}, 1)
	rest, restErr := fetch(t.Context(), nil, Place{At: 1, Entry: "e"}, 1)
	if len(first) != 2 || len(rest) != 0 || err != nil || restErr != nil || asked != 1 {
		t.Errorf("%d and %d in %d looks", len(first), len(rest), asked)
	}
}

func TestRoomsAreNamedOnce(t *testing.T) {
	all := WithRooms()
	sorted := slices.Clone(all)
	slices.Sort(sorted)
	if len(slices.Compact(sorted)) != len(all) || !slices.Contains(all, Message) || slices.Contains(all, Note) {
		t.Errorf("%v", all)
	}
}

func TestOpeningToSomebodyMore(t *testing.T) {
	o, err := DrawAddressed(page(1000), []id.Person{al, nia}, jo, 9)
	if err != nil {
		t.Fatal(err)
	}
	var s shelf
	if err := o.In(t.Context(), &s); err != nil || len(s.records) != 2 || s.records[1].Person != string(nia) || s.records[1].Ground != OpenedTo || len(s.jobs) != 1 {
		t.Errorf("%+v: %v", s, err)
	}
	if err := o.Quietly().In(t.Context(), &s); err != nil || len(s.jobs) != 1 {
		t.Errorf("of many one is news: %d jobs, %v", len(s.jobs), err)
	}
	for _, where := range []string{"facts", "job", "append"} {
		if err := o.In(t.Context(), &shelf{breaks: where}); err == nil {
			t.Errorf("it breaks at %s, and nobody is told", where)
		}
	}
}

func TestASightOfFactsThatWereRead(t *testing.T) {
	w := newWorld()
	e := w.add(note("A quiet week."))
	i := slices.IndexFunc(w.entries, func(s Sealed) bool { return s.Meta.ID == e })
	for p, want := range map[id.Person]bool{ravi: true, sam: true, jo: false, nia: false} {
		if got := SightOf(&w.facts, p, w.now).Decide(w.entries[i].Meta, sharing.Care).Shares(); got != want {
			t.Errorf("%s: %v", p, got)
		}
	}
}
