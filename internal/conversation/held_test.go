package conversation_test

import (
	"context"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/safety"
	"trialogue/internal/store"
	"trialogue/internal/tx"
)

func opens(t *testing.T, h *apptest.House, by string, d conversation.Draft, with ...string) id.Entry {
	t.Helper()
	d.ID, d.Triangle, d.Line, d.Topic = id.Entry(id.New()), h.Triangle, "A line", "day-to-day"
	d.Message.ID, d.Text = id.Entry(id.New()), "The first words."
	for _, name := range with {
		d.People = append(d.People, h.ID(name))
	}
	c, err := h.Conversations.Open(t.Context(), h.ID(by), d)
	apptest.Must(t, err)
	h.Clock.Move(time.Second)
	return c
}

// says writes as somebody whose eyes the store reads with, as every page does.
func says(t *testing.T, h *apptest.House, by string, c id.Entry, text string) {
	t.Helper()
	m := conversation.Message{ID: id.Entry(id.New()), Text: text}
	apptest.Must(t, h.Conversations.Say(tx.For(t.Context(), h.ID(by)), h.ID(by), h.Triangle, c, m))
	h.Clock.Move(time.Second)
}

// reads lists what somebody may read of a conversation.
func reads(t *testing.T, h *apptest.House, by string, c id.Entry) map[string]bool {
	t.Helper()
	th, err := h.Conversations.Read(tx.For(t.Context(), h.ID(by)), h.ID(by), h.Triangle, c, conversation.Find{})
	apptest.Must(t, err)
	out := map[string]bool{}
	for _, m := range th.Messages {
		out[m.Words()] = true
	}
	return out
}

func holds(t *testing.T, h *apptest.House, who string) {
	t.Helper()
	name := id.New()
	apptest.Must(t, h.Safety.Set(t.Context(), h.ID("Mei"), safety.Draft{ID: name, Triangle: h.Triangle, Person: h.ID(who), Reason: "For now.", Review: h.Clock.Now().AddDate(0, 0, 7)}))
	apptest.Must(t, h.Safety.Confirm(t.Context(), h.ID("Grace"), h.Triangle, name))
	h.Clock.Move(time.Second)
}

// Somebody whose sight is held sees the conversation as it was. What they write goes
// by how it is: to nobody who has left, and without a yes that was taken back.
func TestWhatIsWrittenGoesByHowThingsAre(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := opens(t, h, "Sam", conversation.Draft{Team: true}, "Jo", "Al")
		says(t, h, "Ravi", c, "With a yes.")
		if !reads(t, h, "Jo", c)["With a yes."] {
			t.Fatal("Sam's yes tells Jo")
		}
		reads(t, h, "Bea", c)
		holds(t, h, "Bea")
		apptest.Must(t, h.Conversations.Agree(t.Context(), h.ID("Sam"), h.Triangle, c, conversation.Consent{ID: id.New()}))
		apptest.Must(t, h.Conversations.Leave(t.Context(), h.ID("Al"), h.Triangle, c, h.ID("Al")))
		h.Clock.Move(time.Second)
		th, err := h.Conversations.Peek(tx.For(t.Context(), h.ID("Bea")), h.ID("Bea"), h.Triangle, c)
		apptest.Must(t, err)
		if !th.Agreed || len(th.People) != 3 {
			t.Errorf("for Bea nothing has changed: %v, %d people", th.Agreed, len(th.People))
		}
		says(t, h, "Bea", c, "From Bea.")
		if reads(t, h, "Jo", c)["From Bea."] || reads(t, h, "Al", c)["From Bea."] {
			t.Error("the yes was taken back, and Al has left")
		}
		if !reads(t, h, "Sam", c)["From Bea."] || !reads(t, h, "Bea", c)["From Bea."] {
			t.Error("Sam and Bea herself read it")
		}
	})
}

// A conversation that was opened to somebody else meanwhile does not vanish for one
// whose sight is held, read before or not.
func TestAConversationDoesNotVanishFromAHeldSight(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := opens(t, h, "Sam", conversation.Draft{Team: true}, "Jo")
		holds(t, h, "Bea")
		apptest.Must(t, h.Conversations.Add(t.Context(), h.ID("Sam"), conversation.Join{ID: id.New(), Triangle: h.Triangle, In: c, Person: h.ID("Al")}))
		h.Clock.Move(time.Second)
		th, err := h.Conversations.Peek(tx.For(t.Context(), h.ID("Bea")), h.ID("Bea"), h.Triangle, c)
		if err != nil || len(th.People) != 2 {
			t.Errorf("Bea sees it as it was: %v, %d people", err, len(th.People))
		}
		th, err = h.Conversations.Peek(tx.For(t.Context(), h.ID("Al")), h.ID("Al"), h.Triangle, c)
		if err != nil || len(th.People) != 3 {
			t.Errorf("Al is in it: %v", err)
		}
	})
}

// between lets something happen just before a writing transaction begins.
type between struct {
	tx.Runner[conversation.Tx]
	do func()
}

func (b *between) UpdateScope(ctx context.Context, t id.Triangle, fn func(conversation.Tx) error) error {
	if do := b.do; do != nil {
		b.do = nil
		do()
	}
	return b.Runner.UpdateScope(ctx, t, fn)
}

// A message that was checked with a yes, or with somebody in it, is not sent by that
// where it is true no more.
func TestWhatChangedMeanwhileStopsAMessage(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := opens(t, h, "Sam", conversation.Draft{Team: true}, "Jo", "Al")
		reads(t, h, "Ravi", c) // so that the next that is written is the message
		run := &between{Runner: store.Runner(h.Store, func(x *store.Tx) conversation.Tx { return x })}
		slow := conversation.New(run, disclose.NewDoor(h.Clock.Now), h.Clock.Now)
		for name, do := range map[string]func(){
			"somebody leaves": func() {
				apptest.Must(t, h.Conversations.Leave(t.Context(), h.ID("Al"), h.Triangle, c, h.ID("Al")))
			},
			"the yes is taken back": func() {
				apptest.Must(t, h.Conversations.Agree(t.Context(), h.ID("Sam"), h.Triangle, c, conversation.Consent{ID: id.New()}))
			},
		} {
			run.do = do
			m := conversation.Message{ID: id.Entry(id.New()), Text: name}
			if err := slow.Say(t.Context(), h.ID("Ravi"), h.Triangle, c, m); !errs.Is(err, errs.Conflict) {
				t.Errorf("%s: %v", name, err)
			}
			h.Clock.Move(time.Second)
			if reads(t, h, "Ravi", c)[name] {
				t.Errorf("%s, and it was sent", name)
			}
			apptest.Must(t, slow.Say(t.Context(), h.ID("Ravi"), h.Triangle, c, m)) // looked at again
			if !reads(t, h, "Ravi", c)[name] {
				t.Errorf("%s, and it cannot be sent", name)
			}
		}
	})
}

// What a question owes is made once, whatever is sent again and however often jobs run.
func TestAQuestionOwesOneAnswer(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := conversation.Draft{Team: true}
		d.Question = true
		c := opens(t, h, "Jo", d)
		again := conversation.Message{ID: id.Entry(id.New()), Text: "And when?", Question: true}
		for range 3 {
			apptest.Must(t, h.Conversations.Say(t.Context(), h.ID("Jo"), h.Triangle, c, again))
		}
		due := func() (out []duty.Duty) {
			apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).View(t.Context(), func(x *store.Tx) (err error) {
				out, err = x.AnswersDue(t.Context(), h.Triangle)
				return err
			}))
			return out
		}
		if got := due(); len(got) != 2 || got[0].Owner != h.ID("Ravi") || got[0].For != h.ID("Jo") || got[0].Entry != c {
			t.Fatalf("owed: %+v", got)
		}
		h.Clock.Move(21 * 24 * time.Hour)
		for range 3 {
			apptest.Must(t, h.RunJobs(t.Context()))
			apptest.Must(t, h.Conversations.Sweep(t.Context(), disclose.Job{}))
		}
		mine, err := h.Duties.Of(t.Context(), h.ID("Grace"))
		apptest.Must(t, err)
		kinds := map[duty.Kind]int{}
		for _, d := range mine {
			kinds[d.Kind]++
		}
		if kinds[duty.AnswerLate] != 2 || kinds[duty.AnswerVeryLate] != 2 || kinds[duty.AnswerTalk] != 0 {
			t.Errorf("Grace is told %v", kinds)
		}
	})
}
