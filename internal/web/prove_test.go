package web_test

import (
	"bytes"
	"html"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/signin"
	"trialogue/internal/web"
)

// stale is somebody who proved who they are a while ago.
func stale(t *testing.T, h *apptest.House, first string) *browser {
	t.Helper()
	b := browserAs(t, h, first)
	h.Clock.Move(signin.ProvedFor)
	return b
}

// What must be asked of somebody who proved themselves lately. Spelled out here,
// so that nothing leaves the list unseen.
func mustBeFresh() []string {
	out := []string{
		"POST /t/{triangle}/release/sign", "POST /t/{triangle}/release/{release}/countersign", "POST /t/{triangle}/record/export", "GET /t/{triangle}/seen/{entry}/proof",
		"POST /left/{triangle}/copy", "POST /account/reach", "POST /account/safe", "POST /account/password",
	}
	for _, r := range (&web.Site{}).Routes() {
		protects := slices.Contains([]string{"/account/ways", "/account/ways/simpler"}, r.Pattern)
		if strings.HasPrefix(r.Pattern, "/admin/") || strings.HasPrefix(r.Pattern, "/account/ways") && !protects {
			out = append(out, r.Method+" "+r.Pattern)
		}
	}
	return out
}

func TestWhatIsHardToTakeBackAsksForAProof(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.People["Ada"] = newOffice(t, h).People["Ada"]
		known := map[string]bool{}
		for _, r := range (&web.Site{}).Routes() {
			known[r.Method+" "+r.Pattern] = true
		}
		for _, who := range []string{"Ravi", "Sam", "Jo", "Ada"} {
			b := stale(t, h, who)
			for _, route := range mustBeFresh() {
				if !known[route] {
					t.Fatalf("there is no %s", route)
				}
				method, pattern, _ := strings.Cut(route, " ")
				path := someWhere(h, pattern)
				if strings.Contains(pattern, "/t/{triangle}") && who == "Ada" {
					continue
				}
				if method == http.MethodGet {
					if got := b.get(path); got.Status != http.StatusSeeOther || got.Location() != "/prove" || !strings.Contains(got.Header.Get("Location"), url.QueryEscape(path)) {
						t.Errorf("%s as %s: %d to %q", route, who, got.Status, got.Header.Get("Location"))
					}
					continue
				}
				if got := b.post(path, "name", "typed"); got.Status != http.StatusOK || !strings.Contains(got.Body, "Is it still you?") {
					t.Errorf("%s as %s: %d to %q", route, who, got.Status, got.Location())
				}
			}
		}
	})
}

var hiddenPair = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)">`)

// hiddenOf reads the hidden fields of the form that goes to a path.
func hiddenOf(t *testing.T, body, action string) []string {
	t.Helper()
	_, form, ok := strings.Cut(body, `action="`+action+`"`)
	if !ok {
		t.Fatalf("no form goes to %s\n%s", action, body)
	}
	form, _, _ = strings.Cut(form, "</form>")
	var out []string
	for _, found := range hiddenPair.FindAllStringSubmatch(form, -1) {
		out = append(out, html.UnescapeString(found[1]), html.UnescapeString(found[2]))
	}
	return out
}

func TestAProofKeepsWhatWasTyped(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := withCodes(t, h, "Ravi")
		item := noteOf(t, h, "Ravi", "safety-plan", "He spoke of "+secretPlan+".")
		form := releaseOf(h, id.New(), item)
		form = append(form, "kinds", "one & two", "kinds", "<b>“three”</b>\r\nfour")
		ravi := stale(t, h, "Ravi")
		before := ravi.cookies["session"]
		page := ravi.post(h.In("/release/sign"), form...)
		if !strings.Contains(page.Body, "What you typed is kept") || ravi.get(h.In("/release/"+form[1])).Status != http.StatusNotFound {
			t.Fatalf("nothing is signed before the proof\n%s", page.Body)
		}
		kept := hiddenOf(t, page.Body, "/prove")
		wrong := ravi.post("/prove", append(slices.Clone(kept), "password", "not this one", "code", codeAt(t, h, secret, 0))...)
		if wrong.Status != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body, "not your password") || !slices.Equal(hiddenOf(t, wrong.Body, "/prove"), kept) {
			t.Errorf("a mistake loses nothing: %d\n%s", wrong.Status, wrong.Body)
		}
		if got := ravi.post("/prove", append(slices.Clone(kept), "password", apptest.Password)...); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("without the code it is no proof: %d", got.Status)
		}
		h.Clock.Move(time.Minute)
		done := ravi.post("/prove", append(slices.Clone(kept), "password", apptest.Password, "code", codeAt(t, h, secret, 0))...)
		fields := hiddenOf(t, done.Body, h.In("/release/sign"))
		for i := 0; i+1 < len(form); i += 2 {
			if !holds(fields, form[i], form[i+1]) {
				t.Errorf("%s was lost", form[i])
			}
		}
		fixed := newBrowser(t, h)
		fixed.cookies["session"] = before
		if fixed.get("/account").Location() != "/sign-in" {
			t.Error("the token from before the proof still opens")
		}
		if got := ravi.post(h.In("/release/sign"), fields...); got.Status != http.StatusSeeOther {
			t.Errorf("one press more, and it is done: %d\n%s", got.Status, got.Body)
		}
		if got := ravi.get(h.In("/release/" + form[1])); got.Status != http.StatusOK {
			t.Errorf("and it is there: %d", got.Status)
		}
	})
}

func holds(pairs []string, name, value string) bool {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name && pairs[i+1] == value {
			return true
		}
	}
	return false
}

func TestPasswordsAndFilesDoNotWait(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := stale(t, h, "Jo")
		page := jo.post("/account/password", "old", apptest.Password, "fresh", freshPassword, "my-password-2", "zebra", "code", "123456", "say", "hello")
		for _, secret := range []string{apptest.Password, freshPassword, "three", "zebra", "123456"} {
			if strings.Contains(page.Body, secret) || !holds(hiddenOf(t, page.Body, "/prove"), "kept", "say=hello") {
				t.Errorf("%q waits in the page\n%s", secret, page.Body)
			}
		}
		if signInAs(t, h, "jo@example.org", freshPassword).Status == http.StatusSeeOther {
			t.Error("the password was changed without a proof")
		}
		if got := jo.post("/account/password", "old", apptest.Password, "fresh", freshPassword); got.Header.Get("Location") != "/prove?next=%2Faccount%2Fpassword" {
			t.Errorf("where nothing waits, the form comes again: %d to %q", got.Status, got.Header.Get("Location"))
		}
		var body bytes.Buffer
		form := multipart.NewWriter(&body)
		apptest.Must(t, form.WriteField("say", "some words"))
		file, err := form.CreateFormFile("file", "letter.txt")
		apptest.Must(t, err)
		_, err = file.Write([]byte("a secret letter"))
		apptest.Must(t, err)
		apptest.Must(t, form.Close())
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, h.In("/record/export"), &body)
		r.Header.Set("Content-Type", form.FormDataContentType())
		got := jo.do(r)
		if !strings.Contains(got.Body, "A file cannot wait") || strings.Contains(got.Body, "secret letter") || !holds(hiddenOf(t, got.Body, "/prove"), "kept", "say=some+words") {
			t.Errorf("a file is not kept, and that is said\n%s", got.Body)
		}
	})
}

// What waits goes to a sensitive form of ours and nowhere else.
func TestAProofSendsNothingElsewhere(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for _, to := range []string{
			"https://evil.example/", "//evil.example/admin/teams", "/sign-out", "/admin/teams/../../evil", h.In("/write/send"), `/\evil.example`, "javascript:alert(1)", "/account/password/x", "/t//release/sign",
		} {
			jo := stale(t, h, "Jo")
			got := jo.post("/prove", "password", apptest.Password, "to", to, "kept", "say=hello", "next", to)
			if strings.Contains(got.Body, "<form class=\"part stack\"") || got.Status != http.StatusSeeOther || strings.Contains(got.Header.Get("Location"), "evil.example") && !strings.HasPrefix(got.Header.Get("Location"), "/admin") {
				t.Errorf("%q: %d to %q\n%s", to, got.Status, got.Header.Get("Location"), got.Body)
			}
		}
		jo := stale(t, h, "Jo")
		if got := jo.post("/prove", "password", apptest.Password, "next", h.In("/record")); got.Location() != h.In("/record") {
			t.Errorf("a page that waits comes next: %q", got.Location())
		}
		one, err := jo.session()
		if err != nil || !signin.Fresh(one, h.Clock.Now()) || one.Way != signin.ByPasskey || one.Level != 2 {
			t.Errorf("a proof lowers nothing: %+v, %v", one, err)
		}
	})
}

func TestAProofByPasskey(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		key, other := withPasskey(t, h, "Ravi"), withPasskey(t, h, "Bea")
		ravi := stale(t, h, "Ravi")
		if page := ravi.get("/prove"); strings.Contains(page.Body, `name="password"`) {
			t.Errorf("a password alone proves too little for a professional\n%s", page.Body)
		}
		if got := ravi.post("/prove", "password", apptest.Password); got.Status != http.StatusNotFound {
			t.Errorf("nor is it taken: %d", got.Status)
		}
		if got := ravi.post("/prove/passkey", "answer", other.Sign(ravi.ask(signin.ToProve))); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("somebody else’s passkey: %d", got.Status)
		}
		if got := ravi.post("/prove/passkey", "answer", key.Sign(ravi.ask(signin.ToProve)), "next", "/account/password"); got.Location() != "/account/password" || ravi.get("/account/password").Status != http.StatusOK {
			t.Errorf("their own: %d to %q", got.Status, got.Location())
		}
	})
}

func TestTheHintComesOnceAndGoesForGood(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		in := func() string { return signInAs(t, h, "jo@example.org", apptest.Password).Location() }
		if first, second := in(), in(); first != "/account/ways/simpler" || second != "/" {
			t.Errorf("after signing in: %q, then %q", first, second)
		}
		jo := browserAs(t, h, "Jo")
		if page := jo.get("/account"); !strings.Contains(page.Body, "Do not show this again") {
			t.Error("it stands on the account page")
		}
		jo.post("/account/ways/simpler")
		if page := jo.get("/account"); strings.Contains(page.Body, "Do not show this again") {
			t.Error("until it is put away")
		}
		withPasskey(t, h, "Al")
		if got := signInAs(t, h, "al@example.org", apptest.Password); got.Location() != "/" {
			t.Errorf("who has a passkey hears nothing of it: %q", got.Location())
		}
		if got := signInAs(t, h, "ravi@example.org", apptest.Password); got.Location() != "/" {
			t.Errorf("a professional goes to the second factor: %q", got.Location())
		}
	})
}
