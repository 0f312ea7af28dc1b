package web_test

import (
	"net/http"
	"regexp"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/conversation"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
)

// asksIn opens a conversation with the team in another triangle than the family's.
func (o works) asksIn(t *testing.T, words string) string {
	t.Helper()
	c := id.New()
	got := o.As(t, "Jo").Post(o.at("/talk/new/send"), "talk", c, "draft", id.New(), "with", "the-team", "line", "A line", "topic", "medicines", "say", words, "question", "1")
	if got.Status != http.StatusSeeOther {
		t.Fatalf("asking: %d\n%s", got.Status, plainText(got))
	}
	o.Clock.Move(time.Second)
	return c
}

var messageID = regexp.MustCompile(`id="m-([0-9a-f-]+)"`)

func TestACoverAnswersWhileTheKeyWorkerIsAway(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		before := o.asksIn(t, "Asked before he went away?")
		form := o.cover("Tom", "Una", 0, 4)
		for who, path := range map[string]string{"Tom": "/cover/new"} {
			if got := h.As(t, who).Post(path, form...); got.Status != http.StatusSeeOther {
				t.Fatalf("setting a cover: %d", got.Status)
			}
		}
		una := h.As(t, "Una")
		mustSay(t, una.Get("/"), "For Tom, who is away", "Something waits for Tom about Pia")
		if got := una.Get(o.at("/talk/" + before)); got.Status != http.StatusNotFound {
			t.Errorf("she has taken no place yet: %d", got.Status)
		}
		if got := una.Post("/team/" + string(o.tri) + "/open"); got.Status != http.StatusSeeOther {
			t.Fatalf("taking it: %d", got.Status)
		}
		mustSay(t, una.Get("/"), "Answer the question that Jo asked.")
		h.Clock.Move(time.Minute)
		during := o.asksIn(t, "Asked while he is away?")
		mustSay(t, h.As(t, "Jo").Get(o.at("/talk/"+during)), "Una will answer by")
		mustSay(t, h.As(t, "Jo").Get(o.at("/talk/"+before)), "Tom will answer by", "If Tom is away, somebody else of the team answers.")
		for _, c := range []string{before, during} {
			q := messageID.FindStringSubmatch(una.Get(o.at("/talk/" + c)).Body)[1]
			if got := una.Post(o.at("/talk/"+c+"/send"), "draft", id.New(), "say", "Here is the answer.", "answers", q); got.Status != http.StatusSeeOther {
				t.Fatalf("answering: %d\n%s", got.Status, plainText(got))
			}
			mustSay(t, h.As(t, "Jo").Get(o.at("/talk/"+c)), "Here is the answer.", "Answered by Una on Monday 23 November.")
		}
		mustNotSay(t, h.As(t, "Tom").Get("/"), "Answer the question")
	})
}

// A question whose owner has gone goes to somebody who is there.
func TestAQuestionFindsANewOwner(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Jo", []string{"the-team"}, "line", "A line", "topic", "day-to-day", "say", "Who comes on Friday?", "question", "1")
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "Ravi will answer by")
		apptest.Must(t, h.LeaveForTest(t, "Ravi"))
		for range 3 {
			h.Clock.Move(conversation.SweepEvery)
			apptest.Must(t, h.Conversations.Sweep(t.Context(), disclose.Job{}))
		}
		mustSay(t, h.As(t, "Grace").Get("/"), "Answer the question that Jo asked.")
		mustNotSay(t, h.As(t, "Bea").Get("/"), "Answer the question")
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "Grace will answer by Thursday 26 November")
		q := messageID.FindStringSubmatch(h.As(t, "Jo").Get(h.In("/talk/" + c)).Body)[1]
		replies(t, h, "Bea", c, "say", "I do.", "answers", q)
		mustNotSay(t, h.As(t, "Grace").Get("/"), "Answer the question")
		mustSay(t, h.As(t, "Jo").Get(h.In("/talk/"+c)), "Answered by Bea")
	})
}

// The last two writers say yes at the same moment: what was before opens, and once.
func TestTheLastTwoYesesAtOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Sam", []string{"the-team", "Jo"}, "line", "A line", "topic", "day-to-day", "say", "From Sam.")
		replies(t, h, "Jo", c, "say", "From Jo.")
		replies(t, h, "Ravi", c, "say", "From Ravi.")
		h.As(t, "Sam").Post(h.In("/talk/"+c+"/people"), "id", id.New(), "person", string(h.ID("Al")), "earlier", "1")
		h.Clock.Move(time.Second)
		jo, ravi := h.As(t, "Jo"), h.As(t, "Ravi")
		var both sync.WaitGroup
		for _, v := range []*apptest.Visitor{jo, ravi} {
			both.Go(func() {
				if got := v.Post(h.In("/talk/"+c+"/earlier/"+string(h.ID("Al"))), "earlier", "earlier-yes"); got.Status != http.StatusSeeOther {
					t.Errorf("saying yes: %d", got.Status)
				}
			})
		}
		both.Wait()
		mustSay(t, h.As(t, "Al").Get(h.In("/talk/"+c)), "From Sam.", "From Jo.", "From Ravi.")
		var opened int
		apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).View(t.Context(), func(x *store.Tx) error {
			all, err := x.Messages(t.Context(), h.Triangle, id.Entry(c), disclose.Place{}, 10)
			for _, one := range all {
				if one.Meta.Item.Among != nil && len(one.Meta.Item.Among.People) == 3 {
					opened++
				}
			}
			return err
		}))
		if opened != 3 {
			t.Errorf("%d messages are open to three", opened)
		}
	})
}

// What goes to nobody who left meanwhile: two tabs, and one of them is old.
func TestWhoHasLeftGetsNothingNew(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		c := talks(t, h, "Sam", []string{"Jo", "Al"}, "line", "A line", "topic", "day-to-day", "say", "From Sam.")
		isThere(t, h, c, "Jo", "Al")
		isNotThere(t, h, c, "Ravi", "Grace", "Nia")
		if got := h.As(t, "Al").Post(h.In("/talk/" + c + "/people/" + string(h.ID("Jo")) + "/end")); got.Status != http.StatusNotFound {
			t.Errorf("Al takes Jo out: %d", got.Status)
		}
		al := h.As(t, "Al")
		for range 2 {
			al.Post(h.In("/talk/" + c + "/people/" + string(h.ID("Al")) + "/end"))
		}
		h.Clock.Move(time.Second)
		replies(t, h, "Jo", c, "say", "Now we two.")
		mustNotSay(t, al.Get(h.In("/talk/"+c)), "Now we two.")
		mustSay(t, al.Get(h.In("/talk/"+c)), "From Sam.", "You are not in this conversation")
		apptest.Must(t, h.LeaveForTest(t, "Jo"))
		h.Clock.Move(time.Second)
		replies(t, h, "Sam", c, "say", "Alone here.")
		mustNotSay(t, h.As(t, "Sam").Get(h.In("/talk/"+c+"/people")), triangle.FirstName("Jo Okafor")+" Okafor")
	})
}
