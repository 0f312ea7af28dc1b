package web_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/profile"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
	"trialogue/internal/triangle"
)

var formVersion = regexp.MustCompile(`name="version" value="(\d+)"`)

// versionAt reads which version a form was opened with.
func versionAt(t *testing.T, v *apptest.Visitor, path string) string {
	t.Helper()
	found := formVersion.FindStringSubmatch(v.Get(path).Body)
	if found == nil {
		t.Fatalf("%s has no version", path)
	}
	return found[1]
}

// saves posts a form of the profile that must be taken.
func saves(t *testing.T, v *apptest.Visitor, path string, pairs ...string) {
	t.Helper()
	if got := v.Post(path, append(pairs, "version", versionAt(t, v, path))...); got.Location() != "/account" {
		t.Fatalf("%s gave %d\n%s", path, got.Status, got.Body)
	}
}

func TestNameAndPronounsAreOnesOwn(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo, ravi := h.As(t, "Jo"), h.As(t, "Ravi")
		was := []string{"was-name", "Jo Okafor", "was-lang", "en"}
		if got := jo.Post("/account/about", append(was, "name", "Josephine  Okafor", "pronouns", "she/her")...); got.Location() != "/account" {
			t.Fatalf("saving gave %d\n%s", got.Status, got.Body)
		}
		if page := ravi.Get(h.In("/people")).Body; !strings.Contains(page, "Josephine Okafor") || !strings.Contains(page, "(she/her)") {
			t.Error("the team reads name and pronouns")
		}
		for field, value := range map[string]string{"name": " \u200b", "pronouns": strings.Repeat("x", 41)} {
			form := append([]string{"was-name", "Josephine Okafor", "was-pronouns", "she/her"}, "pronouns", "kept/kept", "name", "Jo")
			form = append(form, field, value)
			for i := 0; i < len(form)-2; i += 2 {
				if form[i] == field {
					form[i+1] = value
				}
			}
			got := jo.Post("/account/about", form...)
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, `id="`+field+`-error"`) {
				t.Errorf("%s %q gave %d", field, value, got.Status)
			}
		}
		// Another window, opened before: told, and what was typed is still there.
		got := jo.Post("/account/about", append(was, "name", "Jo-Jo", "pronouns", "they/them")...)
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "changed in another window") ||
			!strings.Contains(got.Body, `value="Jo-Jo"`) || !strings.Contains(got.Body, "Josephine Okafor") {
			t.Errorf("a form that came too late gave %d\n%s", got.Status, got.Body)
		}
		if page := ravi.Get(h.In("/people")).Body; !strings.Contains(page, "Josephine Okafor") {
			t.Error("and nothing is written over")
		}
	})
}

// sendPhoto posts a file as a browser does.
func sendPhoto(t *testing.T, v *apptest.Visitor, name string, body []byte, pairs ...string) apptest.Answer {
	t.Helper()
	var form bytes.Buffer
	w := multipart.NewWriter(&form)
	for i := 0; i+1 < len(pairs); i += 2 {
		apptest.Must(t, w.WriteField(pairs[i], pairs[i+1]))
	}
	if body != nil {
		part, err := w.CreateFormFile("photo", name)
		apptest.Must(t, err)
		_, err = part.Write(body)
		apptest.Must(t, err)
	}
	apptest.Must(t, w.Close())
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/account/photo", &form)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return v.Do(r)
}

func aPicture(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	apptest.Must(t, png.Encode(&b, image.NewGray(image.Rect(0, 0, 640, 480))))
	return b.Bytes()
}

func TestPhotographIsForThoseWhoStandTogether(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo, nia, ravi := h.As(t, "Jo"), h.As(t, "Nia"), h.As(t, "Ravi")
		path := "/photo/" + string(h.ID("Jo"))
		absent := ravi.Get("/photo/" + id.New())
		none := ravi.Get(path)
		if got := sendPhoto(t, jo, "../../me.svg", aPicture(t)); got.Location() != "/account/about" {
			t.Fatalf("sending gave %d\n%s", got.Status, got.Body)
		}
		got := ravi.Get(path)
		if got.Status != http.StatusOK || got.Header.Get("Content-Type") != "image/jpeg" || got.Header.Get("Cache-Control") != "no-store" {
			t.Fatalf("Ravi gets %d %v", got.Status, got.Header)
		}
		if size, err := jpeg.DecodeConfig(strings.NewReader(got.Body)); err != nil || size.Width != 480 || size.Height != 480 {
			t.Errorf("it is %v %v", size, err)
		}
		if page := ravi.Get(h.In("/people")).Body; !strings.Contains(page, `src="`+path+`"`) {
			t.Error("the page of people shows it")
		}
		if page := ravi.Get(h.In("/people/" + string(h.ID("Jo")))).Body; !strings.Contains(page, `alt="Jo Okafor"`) {
			t.Error("where it stands for itself, its words are the name")
		}
		for name, v := range map[string]*apptest.Visitor{"Nia": nia} {
			if other := v.Get(path); other.Status != http.StatusNotFound || same(other.Body) != same(v.Get("/photo/"+id.New()).Body) {
				t.Errorf("for %s it is not there: %d", name, other.Status)
			}
		}
		if same(none.Body) != same(absent.Body) || none.Status != absent.Status {
			t.Error("somebody without a photograph looks like nobody")
		}
		apptest.Must(t, h.LeaveForTest(t, "Jo"))
		h.Clock.Move(time.Minute)
		if after := ravi.Get(path); after.Status != http.StatusNotFound {
			t.Errorf("when they stand together no more it is gone: %d", after.Status)
		}
		if after := ravi.Get(h.In("/people")).Body; strings.Contains(after, path) {
			t.Error("and no page asks for it")
		}
		if own := jo.Get(path); own.Status != http.StatusOK {
			t.Errorf("it stays one's own: %d", own.Status)
		}
		jo.Post("/account/photo/remove")
		if own := jo.Get(path); own.Status != http.StatusNotFound {
			t.Errorf("until it is taken away: %d", own.Status)
		}
	})
}

var pathOf = regexp.MustCompile(`/photo/[0-9a-f-]{36}`)

// same takes out of a page what differs by the address alone.
func same(body string) string { return pathOf.ReplaceAllString(body, "/photo") }

func TestWhatIsNoPhotographIsSaidBesideTheField(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	jo := h.As(t, "Jo")
	for name, body := range map[string][]byte{
		"nothing": nil, "svg": []byte("<svg/>"), "words": []byte("hello"), "large": bytes.Repeat([]byte("x"), profile.PhotoMost+1),
	} {
		got := sendPhoto(t, jo, name+".jpg", body)
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, `id="photo-error"`) {
			t.Errorf("%s gave %d", name, got.Status)
		}
	}
	if got := jo.Get("/photo/" + string(h.ID("Jo"))); got.Status != http.StatusNotFound {
		t.Error("and nothing is kept")
	}
}

func TestNeedsAreFlaggedToTheTeamOnEveryPage(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo, ravi, sam, al := h.As(t, "Jo"), h.As(t, "Ravi"), h.As(t, "Sam"), h.As(t, "Al")
		saves(t, jo, "/account/needs", "need-large-print", "yes", "need-interpreter", "yes", "need-interpreter-detail", "Zarphatic")
		for _, path := range []string{"", "/people", "/write", "/may-i-tell", "/timeline", "/agreement", "/releases", "/people/" + string(h.ID("Jo"))} {
			page := ravi.Get(h.In(path))
			if page.Status != http.StatusOK || !strings.Contains(page.Body, "large print, an interpreter (Zarphatic)") {
				t.Errorf("%q does not say what Jo needs: %d", path, page.Status)
			}
		}
		for name, v := range map[string]*apptest.Visitor{"Sam": sam, "Al": al} {
			if page := v.Get(h.In("/people/" + string(h.ID("Jo")))).Body; strings.Contains(page, "Zarphatic") {
				t.Errorf("%s reads it without the tick", name)
			}
		}
		saves(t, jo, "/account/needs", "need-large-print", "yes", "need-interpreter", "yes", "need-interpreter-detail", "Zarphatic", "shown", "yes")
		for name, v := range map[string]*apptest.Visitor{"Sam": sam, "Al": al} {
			if page := v.Get(h.In("/people/" + string(h.ID("Jo")))).Body; !strings.Contains(page, "Zarphatic") {
				t.Errorf("%s does not read it with the tick", name)
			}
		}
		if page := jo.Get("/account").Body; !strings.Contains(page, `data-size="larger"`) {
			t.Error("large print makes Jo's own pages larger")
		}
		if page := ravi.Get("/account").Body; strings.Contains(page, `data-size="larger"`) {
			t.Error("and nobody else's")
		}
	})
}

func TestNeedsSayWhatIsWrongAndKeepTheRest(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		for name, c := range map[string]struct {
			form  []string
			field string
		}{
			"no language":     {[]string{"need-interpreter", "yes"}, "need-interpreter-detail"},
			"long detail":     {[]string{"need-audio", "yes", "need-audio-detail", strings.Repeat("a", 101)}, "need-audio-detail"},
			"no such day":     {[]string{"review-day", "31", "review-month", "2", "review-year", "2027"}, "review"},
			"a day gone by":   {[]string{"review-day", "1", "review-month", "2", "review-year", "2026"}, "review"},
			"a day far ahead": {[]string{"review-day", "1", "review-month", "2", "review-year", "2036"}, "review"},
			"half a day":      {[]string{"review-day", "1"}, "review"},
		} {
			got := jo.Post("/account/needs", append(c.form, "version", "0", "need-braille", "yes", "need-braille-detail", "grade two")...)
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, `id="`+c.field+`-error"`) || !strings.Contains(got.Body, `value="grade two"`) {
				t.Errorf("%s gave %d\n%s", name, got.Status, got.Body)
			}
		}
		if versionAt(t, jo, "/account/needs") != "0" {
			t.Error("nothing was kept")
		}
	})
}

func TestTwoWindowsLoseNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		for path, c := range map[string]struct{ first, second, kept, typed []string }{
			"/account/needs": {[]string{"need-braille", "yes", "need-braille-detail", "grade two"}, []string{"need-audio", "yes", "need-audio-detail", "on a stick"}, []string{"Braille (grade two)"}, []string{`value="on a stick"`}},
			"/account/reach": {[]string{"zone", "Europe/London", "phone-1", "01632 960 001"}, []string{"zone", "Europe/London", "phone-1", "01632 960 002"}, []string{"01632 960 001"}, []string{`value="01632 960 002"`}},
			"/account/safe":  {[]string{"rule-no-message", "yes"}, []string{"rule-ask-first", "yes", "rule-ask-first-detail", "say Ann"}, []string{"Do not leave a message"}, []string{`value="say Ann"`}},
		} {
			was := versionAt(t, jo, path)
			saves(t, jo, path, c.first...)
			if again := jo.Post(path, append(c.first, "version", was)...); again.Location() != "/account" {
				t.Errorf("%s: the same form sent twice gave %d", path, again.Status)
			}
			late := jo.Post(path, append(c.second, "version", was)...)
			if late.Status != http.StatusUnprocessableEntity || !strings.Contains(late.Body, "changed in another window") {
				t.Errorf("%s: a form that came too late gave %d", path, late.Status)
			}
			for _, want := range append(c.kept, c.typed...) {
				if !strings.Contains(late.Body, want) {
					t.Errorf("%s: %q is lost", path, want)
				}
			}
			next := formVersion.FindStringSubmatch(late.Body)[1]
			if got := jo.Post(path, append(c.second, "version", next)...); got.Location() != "/account" {
				t.Errorf("%s: having seen both, one saves: %d", path, got.Status)
			}
		}
	})
}

func TestReviewAsksWhenItsDayHasCome(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := func() *apptest.Visitor { return h.As(t, "Jo") }
		if page := jo().Get("/").Body; !strings.Contains(page, "Do you need anything") {
			t.Error("somebody who was never asked is asked")
		}
		if page := h.As(t, "Ravi").Get("/").Body; strings.Contains(page, "Do you need anything") {
			t.Error("a professional is not")
		}
		saves(t, jo(), "/account/needs", "need-audio", "yes")
		if page := jo().Get("/").Body; strings.Contains(page, "Do you need anything") || strings.Contains(page, "Is this still right?") {
			t.Error("whoever answered is left in peace")
		}
		h.Clock.Move(364 * 24 * time.Hour)
		if page := jo().Get("/").Body; strings.Contains(page, "Is this still right?") {
			t.Error("for a year")
		}
		h.Clock.Move(2 * 24 * time.Hour)
		if page := jo().Get("/").Body; !strings.Contains(page, "Is this still right?") {
			t.Error("and is asked then")
		}
		if got := jo().Post("/account/needs/still"); got.Location() != "/" {
			t.Errorf("one press gave %d", got.Status)
		}
		if page := jo().Get("/").Body; strings.Contains(page, "Is this still right?") {
			t.Error("one press is enough")
		}
		if page := h.As(t, "Ravi").Get(h.In("/people/" + string(h.ID("Jo")))).Body; !strings.Contains(page, "Audio") {
			t.Error("and nothing else changes")
		}
		// A day of one's own choice.
		saves(t, jo(), "/account/needs", "need-audio", "yes", "review-day", "1", "review-month", "2", "review-year", "2028")
		h.Clock.Move(90 * 24 * time.Hour)
		if page := jo().Get("/").Body; !strings.Contains(page, "Is this still right?") {
			t.Error("a day that somebody chose counts")
		}
	})
}

func TestNothingNeededIsOnePress(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	jo := h.As(t, "Jo")
	jo.Post("/account/needs/none")
	if page := jo.Get("/").Body; strings.Contains(page, "Do you need anything") {
		t.Error("it asks again")
	}
	saves(t, jo, "/account/needs", "need-audio", "yes")
	jo.Post("/account/needs/none") // from a page that was left open
	if page := jo.Get("/account/needs").Body; !strings.Contains(page, `id="need-audio" value="yes" checked`) {
		t.Error("an old page takes nothing away")
	}
}

// safeJo gives Jo a number and a rule.
func safeJo(t *testing.T, h *apptest.House) {
	t.Helper()
	jo := h.As(t, "Jo")
	saves(t, jo, "/account/reach", "zone", "Europe/London", "phone-1", "01632 960 777", "phone-1-may", "message", "mail", "yes", "good", "weekday-morning", "when", "not on Quarndays")
	saves(t, jo, "/account/safe", "rule-only-when", "yes", "rule-only-when-detail", "Al is at the allotmentword", "rule-no-message", "yes")
}

func TestTheRuleStandsBeforeTheNumber(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		safeJo(t, h)
		ravi := h.As(t, "Ravi")
		jo := string(h.Triangle) + "/" + string(h.ID("Jo"))
		h.As(t, "Sam").Post(h.In("/sharing/change"), "recipient", string(h.ID("Jo")), "topic", "medicines", "answer", "share", "change", id.New())
		for name, page := range map[string]apptest.Answer{
			"person": ravi.Get(h.In("/people/" + string(h.ID("Jo")))), "ring": ravi.Get("/ring"), "may I tell": ravi.Post("/may-i-tell", "person", jo, "topic", "medicines"),
			"told": ravi.Get(h.In("/told?topic=medicines&for=" + string(h.ID("Jo")))),
		} {
			rule, number := strings.Index(page.Body, "allotmentword"), strings.Index(page.Body, "01632 960 777")
			if page.Status != http.StatusOK || rule < 0 || number < 0 || rule > number || !strings.Contains(page.Body, "<details") {
				t.Errorf("%s: %d, rule at %d, number at %d", name, page.Status, rule, number)
			}
		}
		if page := ravi.Get(h.In("/people")).Body; !strings.Contains(page, "Read before you ring.") {
			t.Error("the page of people says that there is something to read")
		}
	})
}

func TestSafeContactIsNotThereForOthers(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		paths := []string{"/", "/ring", "/account", h.In(""), h.In("/people"), h.In("/people/" + string(h.ID("Jo"))), h.In("/timeline"), h.In("/record"), h.In("/seen")}
		visitors := map[string]*apptest.Visitor{}
		read := func(name string) (out []string) {
			if visitors[name] == nil {
				visitors[name] = h.As(t, name)
			}
			for _, path := range paths {
				v := visitors[name]
				out = append(out, v.Get(path).Body)
			}
			return out
		}
		for _, name := range []string{"Sam", "Al", "Nia"} {
			read(name) // what is looked at for the first time is on record after this
		}
		before := map[string][]string{}
		for _, name := range []string{"Sam", "Al", "Nia"} {
			before[name] = read(name)
		}
		safeJo(t, h)
		for name, was := range before {
			for i, is := range read(name) {
				if quietIDs(is) != quietIDs(was[i]) {
					t.Errorf("%s sees a difference at %s", name, paths[i])
				}
			}
		}
	})
}

var formID = regexp.MustCompile(`value="[0-9a-f]{8}-[0-9a-f-]{27}"`)

func quietIDs(body string) string { return formID.ReplaceAllString(body, "drawn") }

// A professional's own number is not for colleagues, nor is anything for those
// who work elsewhere.
func TestOnlyThoseWhoServeReadIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		bea := h.As(t, "Bea")
		saves(t, bea, "/account/reach", "zone", "Europe/London", "phone-1", "01632 960 555")
		saves(t, bea, "/account/needs", "need-audio", "yes")
		page := h.As(t, "Ravi").Get(h.In("/people/" + string(h.ID("Bea")))).Body
		if strings.Contains(page, "01632 960 555") || !strings.Contains(page, "Audio") {
			t.Error("colleagues read what Bea needs and not her own number")
		}
		safeJo(t, h)
		apptest.Must(t, h.LeaveForTest(t, "Ravi"))
		h.Clock.Move(time.Minute)
		ravi := h.As(t, "Ravi")
		if ring := ravi.Get("/ring").Body; strings.Contains(ring, "01632 960 777") || strings.Contains(ring, "allotmentword") {
			t.Error("who works there no more finds no number")
		}
	})
}

func TestSafeContactWaitsForAPrivateMoment(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam := h.As(t, "Sam")
		saves(t, sam, "/account/safe", "rule-ask-first", "yes", "rule-ask-first-detail", "kettleword")
		was := sam.Get("/account").Body
		sam.Post(h.In("/sharing/alone"), "alone", "yes")
		other := h.As(t, "Sam")
		page := other.Get("/account/safe")
		if strings.Contains(page.Body, "kettleword") || strings.Contains(page.Body, "Never ring") || !strings.Contains(page.Body, `action="/account/private"`) {
			t.Fatalf("it waits: %d\n%s", page.Status, page.Body)
		}
		if got := other.Post("/account/safe", "version", "1"); got.Status != http.StatusOK || strings.Contains(got.Body, "kettleword") {
			t.Errorf("so does saving: %d", got.Status)
		}
		if quietIDs(other.Get("/account").Body) == "" || strings.Contains(was, "kettleword") {
			t.Error("the page before it says nothing")
		}
		if got := other.Post("/account/private", "next", "/account/safe"); got.Location() != "/account/safe" {
			t.Fatalf("saying that one is alone leads on: %q", got.Location())
		}
		if page := other.Get("/account/safe"); !strings.Contains(page.Body, "kettleword") {
			t.Error("alone, one sees one's own words")
		}
		if got := other.Post("/account/private", "next", "https://evil.example"); got.Location() != "/account" {
			t.Errorf("and never leaves for elsewhere: %q", got.Location())
		}
	})
}

func TestReachSaysWhatIsWrong(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	jo := h.As(t, "Jo")
	for name, c := range map[string]struct {
		path, field string
		form        []string
	}{
		"no number":      {"/account/reach", "phone-2", []string{"zone", "Europe/London", "phone-2", "my sister"}},
		"no place":       {"/account/reach", "zone", []string{"zone", "Mars/Olympus"}},
		"good and bad":   {"/account/reach", "bad", []string{"zone", "Europe/London", "good", "weekend", "bad", "weekend"}},
		"long words":     {"/account/reach", "when", []string{"zone", "Europe/London", "when", strings.Repeat("b", 101)}},
		"no hours":       {"/account/safe", "from", []string{"rule-mail-hours", "yes", "from", "60", "until", "60"}},
		"strange hours":  {"/account/safe", "from", []string{"rule-mail-hours", "yes", "from", "-4", "until", "9999"}},
		"when, but when": {"/account/safe", "rule-only-when-detail", []string{"rule-only-when", "yes"}},
	} {
		got := jo.Post(c.path, append(c.form, "version", "0")...)
		if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, `id="`+c.field+`-error"`) {
			t.Errorf("%s gave %d\n%s", name, got.Status, got.Body)
		}
	}
}

// The record of the organisation says which kinds of thing changed, and no more;
// and what is kept is sealed.
func TestProfileLeavesNoWordsBehind(t *testing.T) {
	file := apptest.SQLite(t)
	h := apptest.New(t, func(testing.TB) string { return file })
	safeJo(t, h)
	jo := h.As(t, "Jo")
	saves(t, jo, "/account/needs", "need-braille", "yes", "need-braille-detail", "quiltword")
	sendPhoto(t, jo, "me.png", aPicture(t))
	jo.Post("/account/about", "was-name", "Jo Okafor", "was-lang", "en", "name", "Jo Okafor", "pronouns", "she/her")
	var fields []string
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var extra string
			err := scan(&extra)
			fields = append(fields, extra)
			return err
		}, "SELECT extra FROM ledger_detail WHERE triangle = $1 AND kind = 'account' AND ground = 'profile-changed' AND actor = $2 ORDER BY seq", string(id.Organisation), string(h.ID("Jo")))
	}))
	// A rule for somebody's safety is recorded as a change of how they are reached.
	if got := strings.Join(fields, " "); got != `{"fields":"reach"} {"fields":"reach"} {"fields":"needs"} {"fields":"photo"} {"fields":"pronouns"}` {
		t.Errorf("the record holds %s", got)
	}
	apptest.Must(t, h.RunJobs(t.Context()))
	search := [][]byte{h.Logs.Bytes()}
	apptest.Must(t, h.Close())
	files, err := filepath.Glob(file + "*")
	apptest.Must(t, err)
	for _, f := range files {
		body, err := os.ReadFile(f)
		apptest.Must(t, err)
		search = append(search, body)
	}
	for _, body := range search {
		for _, word := range []string{"quiltword", "allotmentword", "01632 960 777", "Quarndays", "braille", "no-message", "\xff\xd8\xff\xdb"} {
			if bytes.Contains(body, []byte(word)) {
				t.Errorf("%q lies open", word)
			}
		}
	}
}

// Keys that are destroyed take the profile with them, and nothing else breaks.
func TestDestroyedKeyIsAnEmptyProfile(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		safeJo(t, h)
		sendPhoto(t, h.As(t, "Jo"), "me.png", aPicture(t))
		apptest.Must(t, h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error {
			_, err := x.Exec(t.Context(), "UPDATE data_key SET destroyed = 1 WHERE space = $1", "person/"+string(h.ID("Jo")))
			return err
		}))
		page := h.As(t, "Ravi").Get(h.In("/people/" + string(h.ID("Jo"))))
		if page.Status != http.StatusOK || strings.Contains(page.Body, "01632 960 777") {
			t.Errorf("the page of the person gave %d", page.Status)
		}
		if got := h.As(t, "Ravi").Get("/photo/" + string(h.ID("Jo"))); got.Status != http.StatusNotFound {
			t.Errorf("the photograph gave %d", got.Status)
		}
	})
}

// Nobody stands for somebody else: a carer of another triangle, and a carer's own file.
func TestProfileEndsAtTheTriangle(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	safeJo(t, h)
	file, err := h.App.People.Begin(t.Context(), h.People["Nia"])
	apptest.Must(t, err)
	other, err := h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: h.ID("Nia")}, []triangle.Member{
		{Person: h.ID("Nia"), Corner: sharing.ServiceUser}, {Person: h.ID("Jo"), Corner: sharing.Professional},
	}, h.Clock.Now())
	apptest.Must(t, err)
	nia := h.As(t, "Nia")
	for _, path := range []string{"/t/" + string(other) + "/people/" + string(h.ID("Jo")), "/t/" + string(other), "/t/" + string(file) + "/timeline", "/ring"} {
		if page := nia.Get(path).Body; strings.Contains(page, "01632 960 777") || strings.Contains(page, "allotmentword") {
			t.Errorf("%s shows Nia what Jo said for her own triangle", path)
		}
	}
}

func TestEasyReadBeginsWithTheShortVersion(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	jo := h.As(t, "Jo")
	if page := jo.Get("/library/who-has-seen").Body; strings.Contains(page, "Read the whole page") {
		t.Error("nobody asked for it")
	}
	saves(t, jo, "/account/needs", "need-easy-read", "yes")
	page := jo.Get("/library/who-has-seen").Body
	if lead, whole := strings.Index(page, "hello__lead"), strings.Index(page, "Read the whole page"); lead < 0 || whole < lead {
		t.Errorf("the short version stands at %d, the whole behind it at %d", lead, whole)
	}
}
