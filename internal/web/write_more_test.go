package web_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
)

// form sends fields and one file, as a browser does.
func form(t *testing.T, path string, file []byte, name string, pairs ...string) *http.Request {
	t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for i := 0; i+1 < len(pairs); i += 2 {
		apptest.Must(t, w.WriteField(pairs[i], pairs[i+1]))
	}
	if file != nil {
		part, err := w.CreateFormFile("file", name)
		apptest.Must(t, err)
		_, err = part.Write(file)
		apptest.Must(t, err)
	}
	apptest.Must(t, w.Close())
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, &body)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return r
}

var pdf = []byte("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")

func TestAnAttachmentTravelsWithItsEntryAndNoFurther(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo, draft := h.As(t, "Jo"), id.New()
		fields := []string{"draft", draft, "topic", "early-signs", "confidence", "team", "say", "The letter says it all."}
		check := jo.Do(form(t, h.In("/write"), pdf, "letter from the school.pdf", fields...))
		if check.Status != http.StatusOK || !strings.Contains(check.Body, "letter from the school.pdf") {
			t.Fatalf("the check must name the file: %d\n%s", check.Status, check.Body)
		}
		if sent := jo.Post(h.In("/write/send"), fields...); sent.Status != http.StatusSeeOther {
			t.Fatalf("sending: %d\n%s", sent.Status, sent.Body)
		}
		page := h.As(t, "Ravi").Get(h.In("/entry/" + draft))
		at := strings.Index(page.Body, "/entry/"+draft+"/file/")
		if at < 0 {
			t.Fatalf("Ravi should find the file\n%s", page.Body)
		}
		path, _, _ := strings.Cut(page.Body[strings.LastIndex(page.Body[:at], `"`)+1:], `"`)
		got := h.As(t, "Ravi").Get(path)
		if got.Status != http.StatusOK || got.Body != string(pdf) || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("the file came as %d, %q", got.Status, got.Header)
		}
		for _, name := range []string{"Sam", "Al", "Nia"} {
			if got := h.As(t, name).Get(path); got.Status != http.StatusNotFound {
				t.Errorf("%s must not find the file: %d", name, got.Status)
			}
		}
		if kept := jo.Get(h.In("/kept")); strings.Contains(kept.Body, "says it all") {
			t.Error("what was sent must not be kept as a draft")
		}
	})
}

func TestBadInputKeepsWhatWasTypedAndChangesNothing(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	long := strings.Repeat("long ", 20_000)
	hostile := "<script>alert(1)</script> \u202Egnp.exe {{.}} '; DROP TABLE entry; --"
	for name, c := range map[string]struct {
		fields []string
		file   []byte
		want   string
	}{
		"nothing written":       {fields: []string{"topic", "early-signs", "confidence", "team", "say", "  "}, want: "Write a few words first"},
		"unknown topic":         {fields: []string{"topic", "gossip", "confidence", "team", "say", hostile}, want: "Choose what it is about"},
		"no confidence":         {fields: []string{"topic", "early-signs", "confidence", "", "say", hostile}, want: "Choose who may know"},
		"invented confidence":   {fields: []string{"topic", "early-signs", "confidence", "everybody", "say", hostile}, want: "Choose who may know"},
		"100,000 letters":       {fields: []string{"topic", "early-signs", "confidence", "team", "say", long}, want: "too long for one message"},
		"a program as a letter": {fields: []string{"topic", "early-signs", "confidence", "team", "say", hostile}, file: []byte("MZ\x90\x00"), want: "cannot be added"},
		"a page as a picture":   {fields: []string{"topic", "early-signs", "confidence", "team", "say", hostile}, file: []byte("<html><script>"), want: "cannot be added"},
	} {
		t.Run(name, func(t *testing.T) {
			jo := h.As(t, "Jo")
			got := jo.Do(form(t, h.In("/write"), c.file, "x.png", append(c.fields, "draft", id.New())...))
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, c.want) {
				t.Fatalf("got %d without %q", got.Status, c.want)
			}
			if strings.Contains(got.Body, "<script>alert") {
				t.Error("what was typed must not become markup")
			}
			if typed := strings.TrimSpace(c.fields[len(c.fields)-1]); typed == hostile && !strings.Contains(got.Body, "DROP TABLE entry") {
				t.Error("what was typed must be kept")
			}
			if list := h.As(t, "Ravi").Get(h.In("/timeline")); strings.Contains(list.Body, "DROP TABLE") {
				t.Error("nothing may have been written")
			}
		})
	}
}

func TestUnnamedWithOneSourceIsRefusedWithTheReason(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	apptest.Must(t, h.LeaveForTest(t, "Al"))
	got := h.As(t, "Jo").Post(h.In("/write"), "draft", id.New(), "topic", "early-signs", "confidence", "unnamed", "say", "Somebody is worried.")
	if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "nobody else could have said it") {
		t.Fatalf("got %d\n%s", got.Status, got.Body)
	}
}

func TestACorrectionLeavesTheOldWordsToThoseWhoSawThem(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		draft := id.New()
		jo := h.As(t, "Jo")
		jo.Post(h.In("/write/send"), "draft", draft, "topic", "early-signs", "confidence", "team", "say", "It was Tuesday.")
		h.As(t, "Ravi").Get(h.In("/entry/" + draft))
		if got := jo.Post(h.In("/entry/"+draft+"/correct"), "version", "1", "say", "It was Wednesday."); got.Status != http.StatusSeeOther {
			t.Fatalf("correcting: %d\n%s", got.Status, got.Body)
		}
		stale := jo.Post(h.In("/entry/"+draft+"/correct"), "version", "1", "say", "It was Thursday.")
		if stale.Status != http.StatusUnprocessableEntity || !strings.Contains(stale.Body, "Thursday") || !strings.Contains(stale.Body, "Somebody changed this") {
			t.Errorf("a stale correction must say so and keep the words: %d", stale.Status)
		}
		if got := h.As(t, "Ravi").Get(h.In("/entry/" + draft)).Body; !strings.Contains(got, "Wednesday") || !strings.Contains(got, "It was Tuesday") {
			t.Error("Ravi saw the old words and should still find them")
		}
		if got := h.As(t, "Bea").Get(h.In("/entry/" + draft)).Body; !strings.Contains(got, "Wednesday") || strings.Contains(got, "It was Tuesday") {
			t.Error("Bea never saw the old words")
		}
		if got := h.As(t, "Ravi").Post(h.In("/entry/"+draft+"/correct"), "version", "2", "say", "No."); got.Status != http.StatusNotFound {
			t.Errorf("nobody else corrects Jo's words: %d", got.Status)
		}
	})
}

func TestKeptForLaterIsTheWritersAlone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo, draft := h.As(t, "Jo"), id.New()
		fields := []string{"draft", draft, "topic", "early-signs", "confidence", "sealed", "say", "Not yet sure how to say it."}
		if got := jo.Post(h.In("/write"), append(fields, "later", "1")...); got.Location() != h.In("/kept") {
			t.Fatalf("keeping: %d to %q", got.Status, got.Location())
		}
		if got := jo.Get(h.In("/kept")); !strings.Contains(got.Body, "Not yet sure") {
			t.Error("Jo should find what she kept")
		}
		again := jo.Get(h.In("/write?draft=" + draft))
		if !strings.Contains(again.Body, "Not yet sure") || !strings.Contains(again.Body, `value="sealed" checked`) {
			t.Errorf("the form should come back as it was")
		}
		for _, name := range []string{"Sam", "Al", "Ravi", "Grace"} {
			v := h.As(t, name)
			for _, path := range []string{"/kept", "/timeline", "/write?draft=" + draft, "/entry/" + draft} {
				if got := v.Get(h.In(path)); strings.Contains(got.Body, "Not yet sure") {
					t.Errorf("%s reads it at %s", name, path)
				}
			}
		}
		jo.Post(h.In("/kept/drop"), "draft", draft)
		if got := jo.Get(h.In("/kept")); strings.Contains(got.Body, "Not yet sure") {
			t.Error("thrown away is thrown away")
		}
	})
}

func TestFindingLooksOnlyAtWhatMayBeSeen(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.As(t, "Jo").Post(h.In("/write/send"), "draft", id.New(), "topic", "early-signs", "confidence", "team", "say", "Mae’r tŷ yn oer: a cold house.")
		h.As(t, "Sam").Post(h.In("/write/send"), "draft", id.New(), "topic", "day-to-day", "say", "Played bass.")
		if got := h.As(t, "Ravi").Get(h.In("/timeline?q=TY+yn")); !strings.Contains(got.Body, "a cold house") || strings.Contains(got.Body, "Played bass") {
			t.Error("accents and capitals aside, Ravi should find the one entry")
		}
		hit, miss := h.As(t, "Sam").Get(h.In("/timeline?q=cold")), h.As(t, "Sam").Get(h.In("/timeline?q=warm"))
		if strings.ReplaceAll(hit.Body, "cold", "") != strings.ReplaceAll(miss.Body, "warm", "") {
			t.Error("looking for what is withheld must look like looking for nothing")
		}
	})
}

func TestTheKindOfAnEntrySettlesWhoSeesIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		send := func(name, class, words string) {
			t.Helper()
			fields := []string{"draft", id.New(), "topic", "day-to-day", "class", class, "say", words}
			if got := h.As(t, name).Post(h.In("/write"), fields...); got.Status != http.StatusOK {
				t.Fatalf("checking %q: %d\n%s", words, got.Status, got.Body)
			}
			if got := h.As(t, name).Post(h.In("/write/send"), fields...); got.Status != http.StatusSeeOther {
				t.Fatalf("sending %q: %d", words, got.Status)
			}
		}
		h.As(t, "Sam").Post(h.In("/sharing/change"), "recipient", string(h.ID("Jo")), "topic", "day-to-day", "answer", "share", "change", id.New())
		send("Ravi", "general", "The drop-in is open on Fridays.")
		send("Ravi", "personal", "Sam walked to the mill.")
		send("Sam", "own", "Nobody needs to know this.")
		// A carer's form asks for a confidence instead, and without one nothing is sent.
		if got := h.As(t, "Jo").Post(h.In("/write/send"), "draft", id.New(), "topic", "day-to-day", "class", "general", "say", "A carer cannot make this general."); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a carer made something general: %d", got.Status)
		}
		for name, wants := range map[string]string{
			"Jo":   "The drop-in is open on Fridays.|Sam walked to the mill.",
			"Al":   "The drop-in is open on Fridays.",
			"Ravi": "The drop-in is open on Fridays.|Sam walked to the mill.",
			"Sam":  "The drop-in is open on Fridays.|Sam walked to the mill.|Nobody needs to know this.",
		} {
			page := h.As(t, name).Get(h.In("/timeline")).Body
			for _, words := range []string{"The drop-in is open on Fridays.", "Sam walked to the mill.", "Nobody needs to know this.", "A carer cannot make this general."} {
				if want := strings.Contains(wants, words); want != strings.Contains(page, words) {
					t.Errorf("%s, %q: should be seen %t", name, words, want)
				}
			}
		}
	})
}
