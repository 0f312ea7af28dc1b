package web_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// addsContact sends the last step of the form.
func addsContact(t *testing.T, h *apptest.House, who string, pairs ...string) string {
	t.Helper()
	e := id.New()
	usual := []string{"topic", "benefits-and-housing", "kind", "person", "name", "Pat Nowak", "does", "housing officer", "for", "Helps with the new flat", "phone", "01632 960 777"}
	fields := append([]string{"draft", e}, pairs...)
	for i := 0; i < len(usual); i += 2 {
		if !slices.Contains(pairs, usual[i]) {
			fields = append(fields, usual[i], usual[i+1])
		}
	}
	if got := h.As(t, who).Post(h.In("/network/send"), fields...); got.Location() != h.In("/network/"+e) {
		t.Fatalf("%s adds a contact: %d\n%s", who, got.Status, plainText(got))
	}
	return e
}

func wantContact(t *testing.T, h *apptest.House, e, name string, who map[string]bool) {
	t.Helper()
	for one, sees := range who {
		v := h.As(t, one)
		list, page, ring := v.Get(h.In("/network")), v.Get(h.In("/network/"+e)), v.Get(h.In("/network/ring"))
		if strings.Contains(plainText(list), name) != sees || (page.Status == http.StatusOK) != sees {
			t.Errorf("%s sees %s: %v, want %v (page %d)", one, name, !sees, sees, page.Status)
		}
		if !sees {
			if page.Status != http.StatusNotFound || strings.Contains(plainText(ring), name) {
				t.Errorf("%s finds something of %s: %d", one, name, page.Status)
			}
			for _, path := range []string{"/change", "/end"} {
				if got := v.Get(h.In("/network/" + e + path)); got.Status != http.StatusNotFound {
					t.Errorf("%s opens %s: %d", one, path, got.Status)
				}
			}
		}
	}
}

func TestAServiceUserTellsWhomTheyChoose(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := addsContact(t, h, "Sam", "tell", "team", "tell", string(h.ID("Jo")))
		wantContact(t, h, e, "Pat Nowak", map[string]bool{"Sam": true, "Jo": true, "Ravi": true, "Grace": true, "Al": false, "Nia": false})
		mustSay(t, h.As(t, "Jo").Get(h.In("/network")), "Pat Nowak", "housing officer", "Helps with the new flat. Ring 01632 960 777.", "no end set")
		alone := addsContact(t, h, "Sam", "name", "Chris Vale")
		wantContact(t, h, alone, "Chris Vale", map[string]bool{"Sam": true, "Jo": false, "Ravi": false, "Grace": false})
	})
}

func TestAProfessionalsContactFollowsTheChoices(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := addsContact(t, h, "Ravi")
		wantContact(t, h, e, "Pat Nowak", map[string]bool{"Sam": true, "Bea": true, "Jo": false, "Al": false, "Nia": false})
		send := h.As(t, "Sam").Post(h.In("/sharing/change"), "recipient", string(h.ID("Jo")), "topic", "benefits-and-housing", "answer", "share", "change", id.New())
		if send.Status != http.StatusSeeOther {
			t.Fatalf("sharing: %d", send.Status)
		}
		wantContact(t, h, e, "Pat Nowak", map[string]bool{"Jo": true, "Al": false})
		mustSay(t, h.As(t, "Jo").Get(h.In("/network")), "You can be told by Sam’s choice:", "Money and housing")
		mustSay(t, h.As(t, "Sam").Get(h.In("/network")), "You share with Jo: Money and housing.", "You share nothing with Al for every day.")
		mustNotSay(t, h.As(t, "Al").Get(h.In("/network")), "You share with Jo", "Money and housing")
	})
}

func TestACarersConfidenceHoldsForContactsToo(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for c, sees := range map[sharing.Confidence]map[string]bool{
			sharing.Named:   {"Sam": true, "Ravi": true, "Grace": true, "Jo": true, "Al": false, "Nia": false},
			sharing.Unnamed: {"Sam": true, "Ravi": true, "Grace": true, "Jo": true, "Al": false, "Nia": false},
			sharing.Team:    {"Sam": false, "Ravi": true, "Grace": true, "Jo": true, "Al": false, "Nia": false},
			sharing.Sealed:  {"Sam": false, "Ravi": false, "Grace": true, "Jo": true, "Al": false, "Nia": false},
		} {
			name := "Pat " + string(c)
			e := addsContact(t, h, "Jo", "confidence", string(c), "name", name)
			wantContact(t, h, e, name, sees)
			if c == sharing.Unnamed {
				mustSay(t, h.As(t, "Sam").Get(h.In("/network/"+e)), "Somebody close, on")
				mustNotSay(t, h.As(t, "Sam").Get(h.In("/network/"+e)), "Jo Okafor")
			}
			if c != sharing.Named {
				mustNotSay(t, h.As(t, "Grace").Get(h.In("/network/ring")), name)
				continue
			}
			mustSay(t, h.As(t, "Grace").Get(h.In("/network/ring")), name, "01632 960 777")
		}
		own := addsContact(t, h, "Jo", "topic", "caring-role", "confidence", "team", "name", "My group")
		wantContact(t, h, own, "My group", map[string]bool{"Jo": true, "Ravi": true, "Sam": false, "Al": false})
		told := addsContact(t, h, "Jo", "topic", "caring-role", "confidence", "named", "name", "My friend")
		wantContact(t, h, told, "My friend", map[string]bool{"Jo": true, "Sam": true, "Ravi": true, "Al": false})
		mustNotSay(t, h.As(t, "Jo").Get(h.In("/network/ring")), "My group", "My friend")
	})
}

func TestWhatIsWrongWithAContact(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for _, path := range []string{"/network/new", "/network/send"} {
		got := h.As(t, "Jo").Post(h.In(path), "draft", id.New(), "topic", "benefits-and-housing", "phone", "ring ring", "does", strings.Repeat("x", 81), "until-day", "40", "until-month", "1", "until-year", "2027")
		if got.Status != http.StatusUnprocessableEntity {
			t.Fatalf("%s: %d", path, got.Status)
		}
		for _, want := range []string{"Write a name", "Write what they help with", "Write a number that a phone can ring", "Write at most 80 letters. There are 81.", "Choose who may know", `value="ring ring"`, `value="40"`} {
			if !strings.Contains(got.Body, want) {
				t.Errorf("%s should say %q", path, want)
			}
		}
	}
	unnamed := h.As(t, "Jo").Post(h.In("/network/send"), "draft", id.New(), "topic", "caring-role", "name", "Group", "for", "Talk", "confidence", "unnamed")
	if unnamed.Status != http.StatusUnprocessableEntity || !strings.Contains(plainText(unnamed), "It is about you, so it cannot go without your name.") {
		t.Errorf("about oneself without a name: %d", unnamed.Status)
	}
	mustSay(t, h.As(t, "Jo").Get(h.In("/network")), "Nobody is written down here yet.")
	if got := h.As(t, "Sam").Post(h.In("/network/send"), "draft", id.New(), "topic", "no-such", "name", "Pat", "for", "x"); got.Status != http.StatusUnprocessableEntity {
		t.Errorf("a topic that is none: %d", got.Status)
	}
}

func TestCheckingAContactWritesNothing(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	fields := []string{"draft", id.New(), "topic", "team", "confidence", "team", "name", "Pat <b>Nowak", "for", "Helps"}
	jo := h.As(t, "Jo")
	mustSay(t, jo.Get(h.In("/network/new")), "Who will see this", "Only the team may know.")
	mustSay(t, jo.Post(h.In("/network/new"), fields...), "Nothing is written down yet.", "Pat <b>Nowak", "will see", "You told the team, and Ravi is in it.", "You said who may know, and Sam is not among them.")
	back := jo.Post(h.In("/network/send"), append(fields, "back", "1")...)
	if back.Status != http.StatusOK || !strings.Contains(back.Body, `value="Pat &lt;b&gt;Nowak"`) {
		t.Errorf("going back keeps what was typed: %d", back.Status)
	}
	mustNotSay(t, jo.Get(h.In("/network")), "Pat")
}

func TestAContactThatIsSentTwiceIsWrittenOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		fields := []string{"draft", id.New(), "topic", "team", "name", "Pat Nowak", "for", "Helps"}
		for range 2 {
			if got := h.As(t, "Ravi").Post(h.In("/network/send"), fields...); got.Status != http.StatusSeeOther {
				t.Fatalf("sending: %d", got.Status)
			}
		}
		if n := strings.Count(plainText(h.As(t, "Ravi").Get(h.In("/network"))), "Pat Nowak"); n != 2 { // its name, and the link for reading voices
			t.Errorf("it stands there %d times", n)
		}
		// Somebody else's form with the same id is no way in.
		if got := h.As(t, "Jo").Post(h.In("/network/send"), append(fields, "confidence", "team")...); got.Status == http.StatusSeeOther {
			t.Error("the id of somebody else's contact was taken")
		}
	})
}

func TestAContactIsCorrectedByWhoWroteIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := addsContact(t, h, "Ravi")
		change := []string{"from", "1", "day", id.New(), "kind", "service", "name", "Nowak Homes", "for", "The flat", "until-day", "1", "until-month", "3", "until-year", "2027"}
		path := h.In("/network/" + e + "/change")
		for _, who := range []string{"Sam", "Bea", "Jo", "Nia"} {
			if got := h.As(t, who).Post(path, change...); got.Status != http.StatusNotFound {
				t.Errorf("%s corrects it: %d", who, got.Status)
			}
		}
		for range 2 {
			if got := h.As(t, "Ravi").Post(path, change...); got.Status != http.StatusSeeOther {
				t.Fatalf("correcting: %d\n%s", got.Status, plainText(got))
			}
		}
		mustSay(t, h.As(t, "Sam").Get(h.In("/network")), "Nowak Homes", "until 1 March 2027")
		mustNotSay(t, h.As(t, "Sam").Get(h.In("/network")), "Pat Nowak")
		stale := h.As(t, "Ravi").Post(path, "from", "1", "day", id.New(), "name", "Third", "for", "The flat")
		if stale.Status != http.StatusConflict && stale.Status != http.StatusUnprocessableEntity || !strings.Contains(stale.Body, `value="Third"`) {
			t.Errorf("an old page: %d", stale.Status)
		}
		if got := h.As(t, "Ravi").Get(path); !strings.Contains(got.Body, `value="2027"`) || !strings.Contains(got.Body, `value="Nowak Homes"`) {
			t.Error("the form holds what stands now")
		}
	})
}

func TestAContactEnds(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := addsContact(t, h, "Ravi")
		path := h.In("/network/" + e + "/end")
		today := []string{"day", id.New(), "until-day", "23", "until-month", "11", "until-year", "2026"}
		if got := h.As(t, "Sam").Post(path, today...); got.Status != http.StatusNotFound {
			t.Errorf("Sam did not write it: %d", got.Status)
		}
		if got := h.As(t, "Bea").Post(path, "day", id.New(), "until-day", "22", "until-month", "11", "until-year", "2026"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a day that has passed: %d", got.Status)
		}
		if got := h.As(t, "Bea").Post(path, "day", id.New()); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Write the last day") {
			t.Errorf("no day: %d", got.Status)
		}
		for range 2 { // the team is one voice
			if got := h.As(t, "Bea").Post(path, today...); got.Status != http.StatusSeeOther {
				t.Fatalf("ending: %d", got.Status)
			}
		}
		sam := h.As(t, "Sam")
		mustSay(t, sam.Get(h.In("/network")), "until 23 November")
		mustNotSay(t, sam.Get(h.In("/network")), "Before")
		h.Clock.Move(24 * time.Hour)
		sam = h.As(t, "Sam")
		mustSay(t, sam.Get(h.In("/network")), "Before", "helped until 23 November")
		mustNotSay(t, sam.Get(h.In("/network/ring")), "Pat Nowak")
		told := addsContact(t, h, "Jo", "confidence", "named", "name", "Told by Jo")
		if got := h.As(t, "Ravi").Post(h.In("/network/"+told+"/end"), today...); got.Status != http.StatusNotFound {
			t.Errorf("what a carer wrote a professional does not end: %d", got.Status)
		}
	})
}

func TestWhoIsWhoInTheTriangle(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for who, says := range map[string][]string{
		"Sam":  {"You share nothing with Jo for every day.", "your choices", "Ravi Menon", "Since 23 May"},
		"Jo":   {"Just now you can be told what is true for anybody.", "what I can be told", "Is there for carers."},
		"Ravi": {"The team may know from Sam:", "may I tell them?", "Cares for Sam."},
	} {
		page := h.As(t, who).Get(h.In("/network"))
		mustSay(t, page, append(says, "Sam Okafor", "Al Okafor", "Other services")...)
		mustSay(t, h.As(t, who).Get(h.In("/network/ring")), "999", "What was told in confidence")
	}
	apptest.Must(t, h.LeaveForTest(t, "Mei"))
	h.Clock.Move(time.Hour)
	mustSay(t, h.As(t, "Jo").Get(h.In("/network")), "Before", "Mei Lee", "Was one of the team.")
	if got := h.As(t, "Nia").Get(h.In("/network")); got.Status != http.StatusNotFound {
		t.Errorf("outside: %d", got.Status)
	}
}
