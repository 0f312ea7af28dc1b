package storetest

import (
	"context"
	"reflect"
	"testing"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/safety"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/tx"
)

func (h home) step(m id.Entry, place int, by id.Person, made int64) meeting.Step {
	return meeting.Step{
		ID: id.New(), Triangle: h.tri, Meeting: m, Did: meeting.SetTime, By: by, Person: h.jo, Entry: "e", Version: 2, Begins: 70, Minutes: 60, Zone: "Europe/London",
		Word: meeting.Yes, Made: made, Place: place,
	}
}

func (h home) steps(t *testing.T, reader id.Person, meetings ...id.Entry) (out []meeting.Step) {
	t.Helper()
	h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
		out, err = x.StepsOf(tx.For(ctx, reader), h.tri, meetings)
		return err
	})
	return out
}

func TestStepsComeBackInTheirOrder(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		first, second := h.step("m1", 0, h.sam, 9), h.step("m1", 1, h.ravi, 3) // a clock was set back
		other := h.step("m2", 0, h.jo, 5)
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			return x.PutSteps(ctx, []meeting.Step{second, other, first})
		})
		if got := h.steps(t, "", "m1"); !reflect.DeepEqual(got, []meeting.Step{first, second}) {
			t.Errorf("came back as %+v", got)
		}
		if got := h.steps(t, "", "m1", "m2", "m3"); len(got) != 3 {
			t.Errorf("of several: %+v", got)
		}
		if got := h.steps(t, ""); got != nil {
			t.Errorf("of none: %+v", got)
		}
		again := h.step("m1", 1, h.jo, 12)
		Want(t, h.UpdateScope(t.Context(), h.tri, func(x *store.Tx) error { return x.PutSteps(t.Context(), []meeting.Step{again}) }), errs.Conflict)
		h.read(t, func(ctx context.Context, x *store.Tx) error {
			ahead, err := x.TimesAfter(ctx, 69)
			if len(ahead) != 3 {
				t.Errorf("ahead: %+v", ahead)
			}
			if past, _ := x.TimesAfter(ctx, 70); len(past) != 0 {
				t.Errorf("not ahead: %+v", past)
			}
			return err
		})
	})
}

func TestStepsAreNeverChanged(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			return x.PutSteps(ctx, []meeting.Step{h.step("m1", 0, h.sam, 9)})
		})
		for _, q := range []string{"UPDATE meeting_step SET word = 'no'", "DELETE FROM meeting_step"} {
			err := h.Engine().Update(t.Context(), func(x *engine.Tx) error { _, err := x.Exec(t.Context(), q); return err })
			if err == nil {
				t.Errorf("%s went through", q)
			}
		}
	})
}

func TestStepsOfOthersDidNotHappenWhileASightIsHeld(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		before, after, own := h.step("m1", 0, h.sam, 10), h.step("m1", 1, h.sam, 20), h.step("m1", 2, h.jo, 21)
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			if err := x.PutHold(ctx, safety.Hold{ID: id.New(), Triangle: h.tri, Person: h.jo, By: h.sam, Quiet: true, Begins: 15, Seq: 0}); err != nil {
				return err
			}
			return x.PutSteps(ctx, []meeting.Step{before, after, own})
		})
		if got := h.steps(t, h.jo, "m1"); !reflect.DeepEqual(got, []meeting.Step{before, own}) {
			t.Errorf("Jo, whose sight is held, finds %+v", got)
		}
		for _, reader := range []id.Person{h.sam, h.ravi, ""} {
			if got := h.steps(t, reader, "m1"); len(got) != 3 {
				t.Errorf("%q finds %+v", reader, got)
			}
		}
	})
}

func TestTextsOfMeetingsComePageByPage(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		for at, k := range []disclose.Kind{disclose.Meeting, disclose.OpenQuestion, disclose.Meeting, disclose.Note} {
			n := h.entry(int64(at+5), "words")
			n.Kind = k
			h.put(t, n)
		}
		h.read(t, func(ctx context.Context, x *store.Tx) error {
			kinds := []disclose.Kind{disclose.Meeting, disclose.OpenQuestion}
			page, err := x.MeetingTexts(ctx, h.tri, kinds, disclose.Place{}, 2)
			if err != nil || len(page) != 2 || page[0].Meta.Made != 7 || page[1].Meta.Made != 6 {
				t.Fatalf("first page %v %v", page, err)
			}
			page, err = x.MeetingTexts(ctx, h.tri, kinds, disclose.Place{At: 6, Entry: page[1].Meta.ID}, 2)
			if len(page) != 1 || page[0].Meta.Made != 5 {
				t.Errorf("second page %v", page)
			}
			return err
		})
	})
}
