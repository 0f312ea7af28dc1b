package web_test

import (
	"net/http"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
)

// wordOn writes a word on a task as somebody, and returns the path of its page.
func wordOn(t *testing.T, h *apptest.House, who, arrow, other, task string, pairs ...string) string {
	t.Helper()
	path := h.In("/between/" + arrow + "/" + string(h.ID(other)) + "/" + task)
	got := h.As(t, who).Post(path, append([]string{"draft", id.New()}, pairs...)...)
	if got.Status != http.StatusSeeOther {
		t.Fatalf("%s writes on %s: %d\n%s", who, path, got.Status, plainText(got))
	}
	return got.Location()
}

func post(t *testing.T, h *apptest.House, who, path string, pairs ...string) {
	t.Helper()
	if got := h.As(t, who).Post(path, pairs...); got.Status != http.StatusSeeOther {
		t.Fatalf("%s posts %s: %d\n%s", who, path, got.Status, plainText(got))
	}
}

func TestTheTriangleLeadsToSixArrows(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for _, who := range []string{"Sam", "Jo", "Ravi"} {
			page := h.As(t, who).Get(h.In(""))
			for _, arrow := range []string{"service-user-to-carer", "carer-to-service-user", "service-user-to-professional", "professional-to-service-user", "carer-to-professional", "professional-to-carer"} {
				if strings.Count(page.Body, h.In("/between/"+arrow)+`"`) != 2 {
					t.Errorf("%s: the picture and the list should both lead to %s", who, arrow)
				}
				if got := h.As(t, who).Get(h.In("/between/" + arrow)); got.Status != http.StatusOK {
					t.Errorf("%s opens %s: %d", who, arrow, got.Status)
				}
			}
			mustSay(t, h.As(t, who).Get(h.In("/between")), "Your arrows", "Between the other two")
		}
	})
}

func TestAnArrowShowsItsTasksAndBothEnds(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		// Jo has one service user across, and begins at once.
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "From you to Sam", "What you can try", "Helping them do it, not doing it for them", "Keeping hope alive", "Being more than a carer", "Write how it goes", "Make it something we agree")
		// Sam has two carers across, and chooses.
		mustSay(t, h.As(t, "Sam").Get(h.In("/between/carer-to-service-user")), "With whom?", "Jo Okafor", "Al Okafor")
		mustSay(t, h.As(t, "Sam").Get(h.In("/between/carer-to-service-user/"+string(h.ID("Jo")))), "From Jo to you", "What Jo can try", "In these words, “you” is Jo.", "Say how it arrives")

		word := wordOn(t, h, "Jo", "carer-to-service-user", "Sam", "help-to-do", "try", "I leave his letters shut.", "goes", "Mondays are hard.")
		mustSay(t, h.As(t, "Jo").Get(word), "You wrote", "What I try", "I leave his letters shut.", "How it goes", "Mondays are hard.", "Only you.", "Share this with Sam")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "I leave his letters shut.", "Only you see this.", "Write again")
		for _, who := range []string{"Sam", "Al", "Ravi", "Grace", "Nia"} {
			if got := h.As(t, who).Get(word); got.Status != http.StatusNotFound {
				t.Errorf("%s finds a word that is Jo's alone: %d", who, got.Status)
			}
		}
		mustNotSay(t, h.As(t, "Sam").Get(h.In("/between/carer-to-service-user/"+string(h.ID("Jo")))), "letters", "Jo wrote")

		mustSay(t, h.As(t, "Jo").Get(word+"/share"), "Share this with Sam?", "Sam will see it. Nobody else will.", "You share it with Sam.", "It is not shared with Al.", "I leave his letters shut.")
		post(t, h, "Jo", word+"/share")
		mustSay(t, h.As(t, "Jo").Get(word), "You and Sam.", "Stop sharing it")
		mustSay(t, h.As(t, "Sam").Get(h.In("/between/carer-to-service-user/"+string(h.ID("Jo")))), "Jo wrote", "I leave his letters shut.", "Jo shared this with you.")
		for _, who := range []string{"Al", "Ravi", "Grace", "Nia"} {
			if got := h.As(t, who).Get(word); got.Status != http.StatusNotFound {
				t.Errorf("%s finds a word that Jo shared with Sam: %d", who, got.Status)
			}
		}

		arrives := wordOn(t, h, "Sam", "carer-to-service-user", "Jo", "help-to-do", "arrives", "Better when you do not hold the pen.")
		mustNotSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "do not hold the pen", "How it arrives with Sam")
		post(t, h, "Sam", arrives+"/share")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/carer-to-service-user")), "How it arrives with Sam", "Better when you do not hold the pen.")

		post(t, h, "Jo", word+"/unshare")
		if got := h.As(t, "Sam").Get(word); got.Status != http.StatusNotFound {
			t.Errorf("Sam still finds what is shared no more: %d", got.Status)
		}
		mustSay(t, h.As(t, "Jo").Get(word), "Only you.")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/timeline")), "I leave his letters shut.", "Better when you do not hold the pen.")
		mustSay(t, h.As(t, "Jo").Get(h.In("/between/timeline?arrow=carer-to-professional")), "Nothing here yet")
	})
}

func TestAnArrowBetweenTheOtherTwoSaysNothingOfHowItGoes(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		before := h.As(t, "Ravi").Get(h.In("/between/carer-to-service-user"))
		mustSay(t, before, "How it goes is for them to know.", "Keeping hope alive")
		mustNotSay(t, before, "Write how it goes", "Say how it arrives", "Make it something we agree", "Jo wrote")
		post(t, h, "Jo", wordOn(t, h, "Jo", "carer-to-service-user", "Sam", "carry-hope", "goes", "secret")+"/share")
		after := h.As(t, "Ravi").Get(h.In("/between/carer-to-service-user"))
		if mainOf(before) != mainOf(after) {
			t.Error("the page of an arrow between the other two must not change")
		}
		for _, path := range []string{"/between/carer-to-service-user/" + string(h.ID("Jo")), "/between/carer-to-service-user/" + string(h.ID("Jo")) + "/carry-hope"} {
			if got := h.As(t, "Ravi").Get(h.In(path)); got.Status != http.StatusNotFound {
				t.Errorf("%s for Ravi: %d", path, got.Status)
			}
			if got := h.As(t, "Ravi").Post(h.In(path), "goes", "x"); got.Status != http.StatusNotFound && got.Status != http.StatusMethodNotAllowed {
				t.Errorf("%s sent by Ravi: %d", path, got.Status)
			}
		}
	})
}

// mainOf is the page without its frame, in which the time ticks.
func mainOf(a apptest.Answer) string {
	main := a.Body
	if at := strings.Index(main, "<main"); at >= 0 {
		main = main[at:]
	}
	main, _, _ = strings.Cut(main, "</main>")
	return main
}
