package web_test

import (
	"net/http"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
)

// chose puts a choice of Sam on record, as the sharing page does.
func chose(t *testing.T, h *apptest.House, recipient, topic, answer string, until int64) {
	t.Helper()
	choose(t, h, sharing.Everyday, recipient, topic, answer, until)
}

func asks(h *apptest.House, who string) string { return string(h.Triangle) + "/" + string(h.ID(who)) }

func TestMayITellAnswersAtOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		chose(t, h, string(h.ID("Jo")), "early-signs", "share", apptest.Start().AddDate(0, 1, 0).UnixMicro())
		chose(t, h, string(h.ID("Jo")), "therapy", "keep", 0)
		ravi := h.As(t, "Ravi")
		form := ravi.Get("/may-i-tell")
		if form.Status != http.StatusOK || !strings.Contains(form.Body, "Jo Okafor, mother of Sam") {
			t.Fatalf("the form names people as one hears them: %d", form.Status)
		}
		for topic, want := range map[string][]string{
			"early-signs": {"say--share", "Sam agreed, until", "Record that I told them by phone", "never covers what somebody else told"},
			"medicines":   {"say--ask", "has not chosen", "Ask Sam now", "/ask?for=" + string(h.ID("Jo")) + "&amp;topic=medicines", "I will ask, and ring you back"},
			"therapy":     {"say--keep", "chosen to keep this private", "whether there is something to tell or not", "Only Sam can change this"},
		} {
			got := ravi.Post("/may-i-tell", "person", asks(h, "Jo"), "topic", topic)
			for _, words := range want {
				if got.Status != http.StatusOK || !strings.Contains(got.Body, words) {
					t.Errorf("%s: %d without %q", topic, got.Status, words)
				}
			}
		}
		own := ravi.Post(h.In("/may-i-tell"), "person", asks(h, "Sam"), "topic", "medicines")
		if !strings.Contains(own.Body, "It is about Sam") {
			t.Errorf("Sam may be told about Sam: %d", own.Status)
		}
	})
}

func TestMayITellIsForProfessionalsOfTheTriangle(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for _, who := range []string{"Sam", "Jo", "Nia"} {
			v := h.As(t, who)
			for path, got := range map[string]apptest.Answer{
				"GET": v.Get("/may-i-tell"), "POST": v.Post("/may-i-tell", "person", asks(h, "Jo"), "topic", "medicines"),
				"GET in": v.Get(h.In("/may-i-tell")), "told": v.Get(h.In("/told?for=" + string(h.ID("Jo")) + "&topic=medicines")),
				"tell": v.Post(h.In("/told"), "draft", id.New(), "person", asks(h, "Jo"), "topic", "medicines", "how", "phone"),
			} {
				if got.Status != http.StatusNotFound {
					t.Errorf("%s %s got %d", who, path, got.Status)
				}
			}
		}
		ravi := h.As(t, "Ravi")
		for name, got := range map[string]apptest.Answer{
			"no person":          ravi.Post("/may-i-tell", "topic", "medicines"),
			"no topic":           ravi.Post("/may-i-tell", "person", asks(h, "Jo")),
			"a carer's own":      ravi.Post("/may-i-tell", "person", asks(h, "Jo"), "topic", "carers-health"),
			"told without a how": ravi.Post(h.In("/told"), "draft", id.New(), "person", asks(h, "Sam"), "topic", "medicines", "told", "kept words"),
		} {
			if got.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s got %d", name, got.Status)
			}
		}
		for name, got := range map[string]apptest.Answer{
			"a colleague":      ravi.Post("/may-i-tell", "person", asks(h, "Mei"), "topic", "medicines"),
			"somebody outside": ravi.Post("/may-i-tell", "person", asks(h, "Nia"), "topic", "medicines"),
			"no triangle":      ravi.Post("/may-i-tell", "person", id.New()+"/"+string(h.ID("Jo")), "topic", "medicines"),
		} {
			if got.Status != http.StatusNotFound {
				t.Errorf("%s got %d", name, got.Status)
			}
		}
	})
}

// The answer speaks of choices alone: with something written and without it, it is the same, byte for byte.
func TestMayITellDoesNotTellWhetherThereIsAnything(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi := h.As(t, "Ravi")
		before := ravi.Post("/may-i-tell", "person", asks(h, "Jo"), "topic", "medicines")
		_, err := h.Entries.Write(t.Context(), h.ID("Bea"), entry.Draft{
			ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.Personal, Topic: "medicines", About: []id.Person{h.ID("Sam")}, Text: "Lithium since May.",
		})
		apptest.Must(t, err)
		if after := ravi.Post("/may-i-tell", "person", asks(h, "Jo"), "topic", "medicines"); after.Body != before.Body {
			t.Error("the answer changed with what is written")
		}
	})
}

func TestARefusalIsRecordedOnceADay(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi := h.As(t, "Ravi")
		for range 3 {
			ravi.Post("/may-i-tell", "person", asks(h, "Jo"), "topic", "medicines")
		}
		ravi.Post("/may-i-tell", "person", asks(h, "Al"), "topic", "medicines")
		ravi.Post("/may-i-tell", "person", asks(h, "Sam"), "topic", "medicines") // a yes leaves nothing
		var met []ledger.Record
		for _, r := range everyRecord(t, h) {
			if r.Kind == ledger.Unshown {
				met = append(met, r)
			}
		}
		if len(met) != 2 || met[0].Topic != "medicines" || met[0].Rule != "R15" || met[0].Entry != "" || met[0].Person != string(h.ID("Jo")) || met[1].Person != string(h.ID("Al")) {
			t.Errorf("two limits met, topic and rule and no item: %+v", met)
		}
	})
}

func TestWhatWasToldIsKeptForSamAndKnownToJo(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		chose(t, h, string(h.ID("Jo")), "early-signs", "share", 0)
		ravi, draft := h.As(t, "Ravi"), id.New()
		form := []string{"draft", draft, "person", asks(h, "Jo"), "topic", "early-signs", "how", "phone", "told", "Less sleep is the first sign."}
		for range 2 {
			if got := ravi.Post(h.In("/told"), form...); got.Status != http.StatusSeeOther {
				t.Fatalf("recording gave %d\n%s", got.Status, got.Body)
			}
		}
		told := 0
		for _, r := range everyRecord(t, h) {
			if r.Kind == ledger.Told {
				told++
				if r.Entry != draft || r.Person != string(h.ID("Jo")) || r.Rule != "R15" || r.Extra["how"] != "phone" {
					t.Errorf("the record says %+v", r)
				}
			}
		}
		if told != 1 {
			t.Errorf("sent twice, recorded %d times", told)
		}
		for who, sees := range map[string]bool{"Sam": true, "Jo": true, "Bea": true, "Al": false} {
			got := h.As(t, who).Get(h.In("/entry/" + draft))
			if strings.Contains(got.Body, "Less sleep") != sees {
				t.Errorf("%s sees it: %v (%d)", who, !sees, got.Status)
			}
		}
		chose(t, h, string(h.ID("Jo")), "early-signs", "keep", 0)
		if got := h.As(t, "Jo").Get(h.In("/entry/" + draft)); !strings.Contains(got.Body, "You know this already") {
			t.Errorf("what Jo was told she knows: %d", got.Status)
		}
	})
}

func TestTellingNeedsAYesAtThatMoment(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		chose(t, h, string(h.ID("Jo")), "early-signs", "share", 0)
		q := telling.Question{Triangle: h.Triangle, Person: h.ID("Jo"), Topic: "early-signs"}
		a, err := h.Telling.Look(t.Context(), h.ID("Ravi"), q)
		apptest.Must(t, err)
		if a.Verdict != telling.Yes {
			t.Fatalf("the answer is %s", a.Verdict)
		}
		h.Clock.Move(1)
		chose(t, h, string(h.ID("Jo")), "early-signs", "keep", 0)
		draft := id.New()
		got := h.As(t, "Ravi").Post(h.In("/told"), "draft", draft, "person", asks(h, "Jo"), "topic", "early-signs", "how", "phone", "told", "Less sleep.")
		if got.Status != http.StatusConflict || !strings.Contains(got.Body, "changed since you looked") {
			t.Errorf("a choice that changed gave %d", got.Status)
		}
		if h.As(t, "Ravi").Get(h.In("/entry/"+draft)).Status != http.StatusNotFound {
			t.Error("nothing may be kept")
		}
	})
}
