package web_test

import (
	"html"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	sumnote "golang.org/x/mod/sumdb/note"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// says writes something about Sam, without the form.
func says(t *testing.T, h *apptest.House, who string, d entry.Draft) id.Entry {
	t.Helper()
	d.ID, d.Triangle = id.Entry(id.New()), h.Triangle
	if len(d.About) == 0 {
		d.About = []id.Person{h.ID("Sam")}
	}
	if d.Class == "" {
		d.Class = sharing.Personal
	}
	e, err := h.Entries.Write(t.Context(), h.ID(who), d)
	apptest.Must(t, err)
	return e
}

func tells(t *testing.T, h *apptest.House, who string, c sharing.Confidence, text string) id.Entry {
	t.Helper()
	return says(t, h, who, entry.Draft{Kind: disclose.Told, Topic: "early-signs", Confidence: c, Text: text})
}

func notes(t *testing.T, h *apptest.House, who, topic, text string) id.Entry {
	t.Helper()
	return says(t, h, who, entry.Draft{Kind: disclose.Note, Topic: topic, Text: text})
}

func opens(t *testing.T, h *apptest.House, who string, e id.Entry) {
	t.Helper()
	if got := h.As(t, who).Get(h.In("/entry/" + string(e))); got.Status != http.StatusOK {
		t.Fatalf("%s should be able to open it: %d", who, got.Status)
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// plainText is what a page says, without its marks.
func plainText(a apptest.Answer) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(a.Body, ""))), " ")
}

func mustSay(t *testing.T, a apptest.Answer, wants ...string) {
	t.Helper()
	if a.Status != http.StatusOK {
		t.Fatalf("the page answers %d", a.Status)
	}
	text := plainText(a)
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("the page should say %q:\n%s", want, text)
		}
	}
}

func mustNotSay(t *testing.T, a apptest.Answer, unwanted ...string) {
	t.Helper()
	for _, one := range unwanted {
		if strings.Contains(plainText(a), one) {
			t.Errorf("the page must not say %q", one)
		}
	}
}

func TestJoSeesWhoSawWhatSheTold(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := tells(t, h, "Jo", sharing.Team, "Sam has stopped going to band practice.")
		jo := h.As(t, "Jo")
		mustSay(t, jo.Get(h.In("/seen")), "“Sam has stopped going to band practice.”", "Only the team may know.", "Sam has not seen it. Al has not seen it.")
		opens(t, h, "Ravi", e)
		opens(t, h, "Ravi", e) // the same day counts once
		h.Clock.Move(24 * time.Hour)
		opens(t, h, "Ravi", e)
		opens(t, h, "Grace", e)
		jo = h.As(t, "Jo")
		page := jo.Get(h.In("/seen"))
		mustSay(t, page, "Ravi Menon (key worker) saw this on Monday 23 November, because you told the team.", "They opened it again on one more day, Tuesday 24 November.",
			"Grace Bello (carer lead) saw this on Tuesday 24 November, because you told the team.", "Sam has not seen it.")
		if strings.Count(plainText(page), "saw this") != 2 {
			t.Errorf("two people saw it:\n%s", plainText(page))
		}
		mustSay(t, jo.Get(h.In("/seen/"+string(e))), "Monday 23 November, 9:30am", "Tuesday 24 November, 9:30am", "Keep a proof", "I have a question about this")
		apptest.Must(t, h.Entries.Correct(t.Context(), h.ID("Jo"), h.Triangle, e, 1, "Sam has stopped going to music."))
		opens(t, h, "Bea", e)
		mustSay(t, jo.Get(h.In("/seen")), "saw this on Monday 23 November, as it was before it was corrected,", "Bea Lindqvist (occupational therapist) saw this on Tuesday 24 November, because you told the team.")
	})
}

func TestOthersFindNothingThere(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := tells(t, h, "Jo", sharing.Team, "Sam has stopped going to band practice.")
		opens(t, h, "Ravi", e)
		for _, name := range []string{"Sam", "Al"} {
			v := h.As(t, name)
			mustNotSay(t, v.Get(h.In("/seen")), "band", "Ravi Menon (key worker) saw")
			here, absent := v.Get(h.In("/seen/"+string(e))), v.Get(h.In("/seen/"+id.New()))
			if here.Status != http.StatusNotFound || ids.ReplaceAllString(here.Body, "") != ids.ReplaceAllString(absent.Body, "") {
				t.Errorf("for %s it must be as if it were not there: %d", name, here.Status)
			}
		}
		// Bea may read it, but it is not hers to follow.
		opens(t, h, "Bea", e)
		if got := h.As(t, "Bea").Get(h.In("/seen/" + string(e))); got.Status != http.StatusNotFound {
			t.Errorf("it is not Bea's to follow: %d", got.Status)
		}
		for _, path := range []string{"/seen", "/seen/" + string(e), "/record", "/questions", "/question", "/seen/" + string(e) + "/proof"} {
			if got := h.As(t, "Nia").Get(h.In(path)); got.Status != http.StatusNotFound {
				t.Errorf("Nia is not here, and %s answers %d", path, got.Status)
			}
			if got := h.Stranger(t).Get(h.In(path)); got.Status != http.StatusSeeOther {
				t.Errorf("a stranger must sign in for %s: %d", path, got.Status)
			}
		}
	})
}

func TestSamSeesWhoSawWhatIsAboutSam(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		named := tells(t, h, "Jo", sharing.Named, "Sam laughed a lot on Sunday.")
		unnamed := tells(t, h, "Jo", sharing.Unnamed, "The nights are short.")
		note := notes(t, h, "Ravi", "medicines", "We talked about the evening dose.")
		for _, e := range []id.Entry{named, unnamed} {
			opens(t, h, "Ravi", e)
		}
		opens(t, h, "Bea", note)
		sam := h.As(t, "Sam")
		page := sam.Get(h.In("/seen"))
		mustSay(t, page, "Who has seen what is about you", "Told to the team, by Jo Okafor", "because Jo told the team", "Told to the team, by Somebody close",
			"because Somebody told the team", "A note, by Ravi Menon", "Bea Lindqvist (occupational therapist) saw this on Monday 23 November, because Bea is one of the team.")
		mustNotSay(t, page, "Al has not seen", "Jo has not seen")
		one := plainText(sam.Get(h.In("/seen/" + string(unnamed))))
		if !strings.Contains(one, "The nights are short.") || strings.Contains(one, "Jo") {
			t.Errorf("the page of what somebody close said must not name Jo:\n%s", one)
		}
		mustSay(t, h.As(t, "Jo").Get(h.In("/seen")), "Sam Okafor (service user) saw this on Monday 23 November, because you said that Sam may know.")
	})
}

var (
	ids    = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}`)
	keeper = regexp.MustCompile(`data-keeper="[^"]*"`)
)

// world lets the same things happen, and with secret a few more that Sam must not know of.
func world(t *testing.T, db apptest.Database, secret bool) (h *apptest.House) {
	t.Helper()
	h = apptest.New(t, db)
	hush := func(c sharing.Confidence, text string) {
		if !secret {
			return
		}
		e := tells(t, h, "Jo", c, text)
		opens(t, h, "Grace", e)
		if c == sharing.Team {
			opens(t, h, "Ravi", e)
			h.As(t, "Ravi").Post(h.In("/entry/"+string(e)+"/outcome"), "draft", id.New(), "say", "We will ring Jo.", "talked", "1")
			h.As(t, "Jo").Post(h.In("/question"), "draft", id.New(), "entry", string(e), "say", "Who has read this?")
		}
		own := says(t, h, "Jo", entry.Draft{Kind: disclose.Told, Class: sharing.CarersOwn, Topic: "carers-health", About: []id.Person{h.ID("Jo")}, Confidence: sharing.Team, Text: "I do not sleep."})
		opens(t, h, "Ravi", own)
	}
	hush(sharing.Sealed, "He hid a letter.")
	h.Clock.Move(time.Hour)
	note := notes(t, h, "Ravi", "medicines", "We talked about the evening dose.")
	hush(sharing.Team, "He does not take them.")
	h.Clock.Move(time.Hour)
	named := tells(t, h, "Jo", sharing.Named, "Sam laughed a lot on Sunday.")
	for _, e := range []id.Entry{note, named} {
		opens(t, h, "Bea", e)
		opens(t, h, "Sam", e)
		hush(sharing.Team, "He shouts at night.")
	}
	h.As(t, "Sam").Post(h.In("/question"), "draft", id.New(), "entry", string(note), "say", "Why did Bea look?")
	apptest.Must(t, h.SignedLog.Checkpoint(t.Context()))
	return h
}

func TestSamsPagesAreTheSameInBothWorlds(t *testing.T) {
	for name, db := range map[string]apptest.Database{"sqlite": apptest.SQLite, "postgres": apptest.Postgres} {
		t.Run(name, func(t *testing.T) {
			var pages [2]map[string]string
			for i, secret := range []bool{false, true} {
				h := world(t, db, secret)
				sam := h.As(t, "Sam")
				pages[i] = map[string]string{}
				for round := range 2 { // the second time they are on record themselves
					for _, path := range []string{"/seen", "/record", "/questions", "/question"} {
						got := sam.Get(h.In(path))
						if got.Status != http.StatusOK {
							t.Fatalf("%s: %d", path, got.Status)
						}
						pages[i][path+strings.Repeat(" again", round)] = got.Body
					}
				}
				for _, format := range []string{"csv", "text"} {
					pages[i][format] = sam.Post(h.In("/record/export"), "format", format).Body
				}
			}
			for path, without := range pages[0] {
				clean := func(s string) string { return keeper.ReplaceAllString(ids.ReplaceAllString(s, "ID"), "") }
				if a, b := clean(without), clean(pages[1][path]); a != b {
					t.Errorf("%s tells the two worlds apart:\n%s\n---\n%s", path, a, b)
				}
				if len(without) < 200 {
					t.Errorf("%s says next to nothing, so it proves nothing", path)
				}
			}
		})
	}
}

func TestAProofIsKeptAndHolds(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := tells(t, h, "Jo", sharing.Team, "Sam has stopped going to band practice.")
		opens(t, h, "Ravi", e)
		jo := h.As(t, "Jo")
		link := regexp.MustCompile(`href="([^"]*/proof\?[^"]*)"`).FindStringSubmatch(jo.Get(h.In("/seen/" + string(e))).Body)
		if link == nil {
			t.Fatal("there is no link to a proof")
		}
		path := html.UnescapeString(link[1])
		got := jo.Get(path)
		if got.Status != http.StatusOK || got.Header.Get("Content-Disposition") != `attachment; filename="proof.txt"` {
			t.Fatalf("the proof answers %d, %v", got.Status, got.Header)
		}
		p, err := ledger.ParseProof(got.Body)
		apptest.Must(t, err)
		key, err := sumnote.NewVerifier(strings.TrimSpace(h.Stranger(t).Get("/log/key").Body))
		apptest.Must(t, err)
		apptest.Must(t, p.Check(key))
		if p.Record.Kind != ledger.Sighting || p.Record.Actor != string(h.ID("Ravi")) || p.Record.Entry != string(e) {
			t.Errorf("it proves something else: %+v", p.Record)
		}
		for _, name := range []string{"Sam", "Al", "Bea", "Ravi"} {
			if other := h.As(t, name).Get(path); other.Status != http.StatusNotFound {
				t.Errorf("%s must find no proof there: %d", name, other.Status)
			}
		}
		wrong, _ := url.Parse(path)
		q := wrong.Query()
		for _, change := range [][2]string{{"at", "1"}, {"who", string(h.ID("Bea"))}, {"at", "x"}, {"who", "x"}} {
			q.Set(change[0], change[1])
			if other := jo.Get(wrong.Path + "?" + q.Encode()); other.Status != http.StatusNotFound {
				t.Errorf("there was no such sighting (%v): %d", change, other.Status)
			}
		}
	})
}

func TestTheLogIsForAnybodyAndNamesNobody(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		stranger := h.Stranger(t)
		if got := stranger.Get("/log/checkpoint"); got.Status != http.StatusNotFound {
			t.Errorf("nothing is signed yet: %d", got.Status)
		}
		tells(t, h, "Jo", sharing.Team, "Sam has stopped going to band practice.")
		apptest.Must(t, h.SignedLog.Checkpoint(t.Context()))
		mustSay(t, stranger.Get("/log"), "You do not have to trust us.")
		var all string
		for _, path := range []string{"/log/checkpoint", "/log/key", "/log/tile/0/000.p/1", "/log/tile/entries/000.p/1"} {
			got := stranger.Get(path)
			if got.Status != http.StatusOK || got.Body == "" {
				t.Errorf("%s: %d", path, got.Status)
			}
			all += got.Body
		}
		for name, p := range h.People {
			if strings.Contains(all, p.Name) || strings.Contains(all, string(p.ID)) {
				t.Errorf("the log names %s", name)
			}
		}
		if strings.Contains(all, string(h.Triangle)) {
			t.Error("the log names the triangle")
		}
		for _, path := range []string{"/log/tile/0/000", "/log/tile/0/001.p/1", "/log/tile/9/zzz", "/log/tile/"} {
			if got := stranger.Get(path); got.Status != http.StatusNotFound {
				t.Errorf("%s: %d", path, got.Status)
			}
		}
	})
}

// The key is made on the first start and read on the second.
func TestTheLogKeyIsPrivateAndStays(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	file := filepath.Join(h.Config.Data, "log.key")
	info, err := os.Stat(file)
	apptest.Must(t, err)
	if info.Mode().Perm() != 0o600 {
		t.Errorf("others may read the key: %v", info.Mode())
	}
	text, err := os.ReadFile(file)
	apptest.Must(t, err)
	if !strings.Contains(string(text), h.SignedLog.PublicKey()) {
		t.Error("the public half should stand beside it")
	}
}
