package storetest

import (
	"context"
	"slices"
	"testing"

	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/safety"
	"trialogue/internal/store"
	"trialogue/internal/tx"
)

func (h home) event(name string, what conversation.What, by id.Person, made int64) conversation.Event {
	return conversation.Event{ID: name, Triangle: h.tri, Conversation: "talk", What: what, Person: h.jo, By: by, Entry: "question", Answer: "answer", Made: made}
}

func TestRowsOfAConversationAreReadAsTheyWere(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		all := []conversation.Event{h.event("1", conversation.Came, h.sam, 5), h.event("2", conversation.Left, h.sam, 20), h.event("3", conversation.Came, h.jo, 21)}
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			for _, e := range all {
				if err := x.PutTalkEvent(ctx, e); err != nil {
					return err
				}
			}
			return x.PutHold(ctx, safety.Hold{ID: id.New(), Triangle: h.tri, Person: h.jo, By: h.sam, Quiet: true, Begins: 10, Seq: 1})
		})
		read := func(as id.Person) (out []conversation.Event) {
			h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
				out, err = x.TalkEvents(tx.For(ctx, as), h.tri, "talk")
				return err
			})
			return out
		}
		if got := read(h.ravi); !slices.Equal(got, all) {
			t.Errorf("Ravi reads %+v", got)
		}
		if got := read(h.jo); !slices.Equal(got, []conversation.Event{all[0], all[2]}) {
			t.Errorf("Jo's sight is held at 10, and she reads %+v", got)
		}
		h.read(t, func(ctx context.Context, x *store.Tx) error {
			other, err := x.TalkEvents(ctx, "elsewhere", "talk")
			if len(other) != 0 {
				t.Errorf("another triangle has %+v", other)
			}
			return err
		})
		err := h.UpdateScope(t.Context(), h.tri, func(x *store.Tx) error { return x.PutTalkEvent(t.Context(), all[0]) })
		Want(t, err, errs.Conflict)
	})
}

func TestMessagesComeNewestFirstInPages(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		var want []id.Entry
		for i := range 7 {
			n := h.entry(int64(10+i/2), "words") // two and two at the same moment
			n.Kind, n.Parent = disclose.Message, "talk"
			if i == 6 {
				n.Parent = "other"
			}
			h.put(t, n)
			if i < 6 {
				want = append(want, n.ID)
			}
		}
		slices.Reverse(want)
		var got []id.Entry
		h.read(t, func(ctx context.Context, x *store.Tx) error {
			after := disclose.Place{}
			for {
				page, err := x.Messages(ctx, h.tri, "talk", after, 2)
				if err != nil || len(page) == 0 {
					return err
				}
				for _, one := range page {
					got = append(got, one.Meta.ID)
					after = disclose.Place{At: one.Meta.Made, Entry: one.Meta.ID}
				}
			}
		})
		if !slices.Equal(got, want) {
			t.Errorf("in pages %v, want %v", got, want)
		}
	})
}

func TestWhatWaitsForAnAnswer(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		put := func(name string, owner id.Person, due int64) duty.Duty {
			d := duty.Duty{ID: name, Triangle: h.tri, Kind: duty.AnswerTalk, Owner: owner, For: h.jo, Entry: "talk", Ref: name, Due: due, Made: 5}
			h.write(t, func(ctx context.Context, x *store.Tx) error { return x.PutDuty(ctx, d) })
			return d
		}
		put("late", h.ravi, 30)
		first := put("first", h.ravi, 20)
		gone := put("gone", "somebody-gone", 25)
		h.write(t, func(ctx context.Context, x *store.Tx) error {
			if _, err := x.EndDuties(ctx, h.tri, duty.AnswerTalk, "late", duty.End{By: h.ravi, At: 12, Outcome: "answered"}); err != nil {
				return err
			}
			return x.PutHold(ctx, safety.Hold{ID: id.New(), Triangle: h.tri, Person: h.sam, By: h.ravi, Begins: 10, Seq: 1})
		})
		h.read(t, func(ctx context.Context, x *store.Tx) error {
			open, err := x.AnswersDue(ctx, h.tri)
			if err != nil || len(open) != 2 || open[0] != first || open[1] != gone {
				t.Errorf("open: %+v, %v", open, err)
			}
			held, err := x.AnswersDue(tx.For(ctx, h.sam), h.tri)
			if err != nil || len(held) != 3 {
				t.Errorf("as it was: %+v, %v", held, err)
			}
			left, err := x.LeftAnswers(ctx, 50, 10)
			if len(left) != 1 || left[0] != gone {
				t.Errorf("whose owner has gone: %+v", left)
			}
			return err
		})
	})
}
