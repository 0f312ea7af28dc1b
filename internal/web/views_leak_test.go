package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

// chooses lets Sam share a topic with a carer, or no more.
func chooses(t *testing.T, h *apptest.House, to, topic string, answer sharing.Choice) {
	t.Helper()
	h.Clock.Move(time.Second)
	q, err := h.Protocol.Form(t.Context(), h.ID("Sam"), h.Triangle, string(h.ID(to)), topic, sharing.Everyday)
	apptest.Must(t, err)
	apptest.Must(t, h.Protocol.Change(t.Context(), h.ID("Sam"), protocol.Draft{
		ID: id.New(), Triangle: h.Triangle, Recipient: string(h.ID(to)), Topic: topic, When: sharing.Everyday, Answer: answer, Read: q.Read,
	}))
}

// ofMatter is what a page says, without how long the session lasts.
func ofMatter(a apptest.Answer) string {
	said, _, _ := strings.Cut(plainText(a), "You will be signed out")
	return said
}

// What Sam chose about Al must not show Jo in who has written nothing yet, nor in
// whose yes or no there is.
func TestAMatterTellsNobodyWhatWasChosenAboutOthers(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		chooses(t, h, "Jo", "medicines", sharing.Share)
		m := opensMatter(t, h, "Ravi", "medicines", "Whether the dose is right.", "", "Jo", "Al", "Bea")
		draft := id.New()
		mustGo(t, h.As(t, "Ravi").Post(h.In(m+"/go-on"), "draft", draft, "say", "A week as it is."), h.In(m))
		mustNotSay(t, h.As(t, "Jo").Get(h.In(m)), "Al")
		jo := h.As(t, "Jo")
		jo.Get(h.In(m))
		before := ofMatter(jo.Get(h.In(m)))
		chooses(t, h, "Al", "medicines", sharing.Share)
		mustSay(t, h.As(t, "Al").Get(h.In(m)), "Whether the dose is right.")
		mustGo(t, h.As(t, "Al").Post(h.In(m+"/go-on/"+draft), "word", id.New(), "said", "yes"), h.In(m))
		if after := ofMatter(jo.Get(h.In(m))); after != before {
			t.Errorf("Jo sees a difference:\n%s\n%s", before, after)
		}
		mustSay(t, h.As(t, "Ravi").Get(h.In(m)), "Nothing from Al here yet.", "Al says yes")
		// And where Sam keeps it private again, it is gone for Al.
		chooses(t, h, "Al", "medicines", sharing.Keep)
		if got := h.As(t, "Al").Get(h.In(m)); got.Status != http.StatusNotFound {
			t.Errorf("kept private: %d", got.Status)
		}
		if after := ofMatter(jo.Get(h.In(m))); after != before {
			t.Errorf("Jo sees a difference:\n%s\n%s", before, after)
		}
		mustNotSay(t, h.As(t, "Ravi").Get(h.In(m)), "Nothing from Al here yet.", "Al says yes")
	})
}

// A carer's confidence holds for what professionals answer in it.
func TestWhatIsSaidInACarersConfidenceStaysThere(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m := opensMatter(t, h, "Jo", "early-signs", "Whether the nights are a sign.", "team", "Ravi")
		mustSay(t, h.As(t, "Ravi").Get(h.In(m+"/mine")), "These people will see it: Jo.")
		writesView(t, h, "Ravi", m, "", "They may be.")
		writesView(t, h, "Jo", m, "team", "I think so.")
		draft := id.New()
		mustGo(t, h.As(t, "Ravi").Post(h.In(m+"/go-on"), "draft", draft, "say", "We ring each Friday."), h.In(m))
		mustSay(t, h.As(t, "Jo").Get(h.In(m)), "They may be.", "I think so.", "We ring each Friday.")
		for _, name := range []string{"Sam", "Al"} {
			v := h.As(t, name)
			for _, path := range []string{m, "/entry/" + draft, "/entry/" + m[len("/views/"):]} {
				if got := v.Get(h.In(path)); got.Status != http.StatusNotFound {
					t.Errorf("%s at %s: %d", name, path, got.Status)
				}
			}
			for _, path := range []string{"/seen", "/record", "/views", "/timeline"} {
				mustNotSay(t, v.Get(h.In(path)), "They may be", "each Friday", "nights are a sign", "How we go on")
			}
		}
		sealed := opensMatter(t, h, "Jo", "early-signs", "Whether I can go on.", "sealed", "Grace")
		for _, name := range []string{"Sam", "Ravi"} {
			if got := h.As(t, name).Get(h.In(sealed)); got.Status != http.StatusNotFound {
				t.Errorf("%s finds what is for the carer lead alone: %d", name, got.Status)
			}
		}
		mustSay(t, h.As(t, "Grace").Get(h.In(sealed)), "Whether I can go on.")
	})
}

// While a sight is held, a matter is there as it was.
func TestAHeldSightSeesAMatterAsItWas(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m := opensMatter(t, h, "Sam", "day-to-day", "Whether evenings are quiet.", "", "Jo", "Ravi")
		writesView(t, h, "Ravi", m, "", "They are.")
		draft := id.New()
		mustGo(t, h.As(t, "Ravi").Post(h.In(m+"/go-on"), "draft", draft, "say", "Lights out at ten."), h.In(m))
		jo := h.As(t, "Jo")
		jo.Get(h.In(m))
		before := ofMatter(jo.Get(h.In(m)))
		h.Clock.Move(time.Second)
		apptest.Must(t, h.Safety.Pause(t.Context(), h.ID("Sam"), h.Triangle, id.New(), h.ID("Jo")))
		h.Clock.Move(time.Minute)
		writesView(t, h, "Sam", m, "", "They are loud.")
		mustGo(t, h.As(t, "Ravi").Post(h.In(m+"/mine"), "draft", id.New(), "version", "1", "say", "They were."), h.In(m))
		mustGo(t, h.As(t, "Sam").Post(h.In(m+"/go-on/"+draft), "word", id.New(), "said", "no"), h.In(m))
		mustGo(t, h.As(t, "Sam").Post(h.In(m+"/now"), "word", id.New(), "said", "stands"), h.In(m))
		mustGo(t, h.As(t, "Ravi").Post(h.In(m+"/look"), "word", id.New(), "until-day", "30", "until-month", "11", "until-year", "2026"), h.In(m))
		if after := ofMatter(jo.Get(h.In(m))); after != before {
			t.Errorf("Jo sees a difference:\n%s\n%s", before, after)
		}
		if n := len(looks(t, h, "Jo")); n != 1 {
			t.Errorf("the day is there when she looks again freely: %d", n)
		}
		mustNotSay(t, jo.Get("/"), "Look again at something")
		// What Jo does herself she sees, and the others see it too.
		writesView(t, h, "Jo", m, "named", "I sleep badly.")
		mustGo(t, h.As(t, "Jo").Post(h.In(m+"/go-on/"+draft), "word", id.New(), "said", "yes"), h.In(m))
		mustSay(t, h.As(t, "Jo").Get(h.In(m)), "I sleep badly.", "You say yes")
		mustSay(t, h.As(t, "Sam").Get(h.In(m)), "I sleep badly.", "Jo says yes", "They are loud.", "They were.")
	})
}

// A carer who is alone can write for the day when others are there; there is
// nobody yet to see a thing differently.
func TestACarerAloneWritesForLater(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	file, err := h.App.People.Begin(t.Context(), h.People["Nia"])
	apptest.Must(t, err)
	nia, base := h.As(t, "Nia"), "/t/"+string(file)
	mine := base + "/account-of/" + string(h.ID("Nia"))
	for _, path := range []string{base + "/expertise", base + "/expertise/mine", mine + "/write"} {
		if got := nia.Get(path); got.Status != http.StatusOK {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
	mustSay(t, nia.Get(base+"/expertise/mine"), "What do you know that a team should know one day?")
	mustGo(t, nia.Post(base+"/expertise/mine", "draft", id.New(), "version", "0", "hows", "caring", "say", "The signs."), base+"/expertise/share")
	mustGo(t, nia.Post(mine+"/write", "draft", id.New(), "version", "0", "say", "How it began."), mine+"/share")
	for path, want := range map[string]string{base + "/expertise": "The signs.", base + "/expertise/share": "Who may read it?", mine: "How it began."} {
		mustSay(t, nia.Get(path), want)
	}
	for _, path := range []string{base + "/views", base + "/views/new"} {
		if got := nia.Get(path); got.Status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.Status)
		}
	}
	for _, path := range []string{base + "/views", base + "/views/new"} {
		if got := nia.Post(path, "topic", "caring-role", "say", "Alone."); got.Status == http.StatusSeeOther {
			t.Errorf("%s goes on: %d", path, got.Status)
		}
	}
}
