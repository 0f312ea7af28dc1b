package demo_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
	"trialogue/internal/triangle"
)

// browser is somebody at the demonstration.
type browser struct {
	t       *testing.T
	handler http.Handler
	cookies []*http.Cookie
}

func (b *browser) send(r *http.Request) *httptest.ResponseRecorder {
	b.t.Helper()
	for _, c := range b.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

func (b *browser) get(path string) *httptest.ResponseRecorder {
	b.t.Helper()
	return b.send(httptest.NewRequestWithContext(b.t.Context(), http.MethodGet, path, nil))
}

// take presses the button of somebody's name.
func (b *browser) take(person string) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequestWithContext(b.t.Context(), http.MethodPost, "/demo/sign-in", strings.NewReader(url.Values{"person": {person}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := b.send(r)
	b.cookies = append(b.cookies, w.Result().Cookies()...)
	return w
}

// paths are the pages that somebody can open where they stand.
func paths(t triangle.Triangle, me triangle.Member) []string {
	out := []string{"", "/timeline", "/seen", "/record", "/write", "/kept", "/questions"}
	if t.Kind == triangle.Three {
		out = append(out, "/people", "/agreement")
		out = append(out, "/between", "/between/timeline", "/expertise", "/views", "/agreed", "/limits", "/talk", "/meetings", "/meetings/without", "/network", "/network/ring")
		if me.Corner != sharing.Professional {
			out = append(out, "/sharing", "/question")
		} else {
			out = append(out, "/may-i-tell", "/releases", "/capacity")
		}
	}
	return out
}

// pages has everybody open theirs.
func (p *play) pages(t *testing.T) {
	people, err := p.House.People(t.Context())
	apptest.Must(t, err)
	handler := p.Handler(p.House)
	for _, one := range people {
		b := &browser{t: t, handler: handler}
		if w := b.take(string(one.ID)); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/" {
			t.Fatalf("%s cannot come in: %d to %q", one.Name, w.Code, w.Header().Get("Location"))
		}
		all := []string{"/", "/account", "/library"}
		mine, err := p.App.People.Of(t.Context(), one.ID)
		apptest.Must(t, err)
		for _, tri := range mine {
			me, _ := tri.Member(one.ID)
			for _, path := range paths(tri, me) {
				all = append(all, "/t/"+string(tri.ID)+path)
			}
		}
		for _, path := range all {
			if w := b.get(path); w.Code != http.StatusOK && w.Code != http.StatusSeeOther {
				t.Errorf("%s gets %d at %s", one.Name, w.Code, path)
			}
		}
	}
	p.quiet(t)
	p.verify(t)
}

// quiet finds nothing of anybody's in the logs.
func (p *play) quiet(t *testing.T) {
	t.Helper()
	logs := strings.ToLower(p.Logs.String())
	if !strings.Contains(logs, "/timeline") {
		t.Fatal("the logs are empty, so they show nothing")
	}
	for _, secret := range []string{"okafor", "example.org", "band", "same song", "insulin", "jollof", "bakery", "envelope", "01632", "ruth", "curtains", "corridor", "adeyemi", "chip shop"} {
		if strings.Contains(logs, secret) {
			t.Errorf("the logs hold %q", secret)
		}
	}
	if strings.Contains(logs, "level=error") || strings.Contains(logs, "level=warn") {
		t.Errorf("something went wrong: %s", logs)
	}
}

// list finds everybody on the pages that offer them.
func (p *play) list(t *testing.T) {
	b := &browser{t: t, handler: p.Handler(p.House)}
	list, signIn := b.get("/demo"), b.get("/sign-in")
	if list.Code != http.StatusOK || signIn.Code != http.StatusOK {
		t.Fatalf("%d and %d", list.Code, signIn.Code)
	}
	people, err := p.House.People(t.Context())
	apptest.Must(t, err)
	for _, one := range people {
		button := `<button class="lk" type="submit" name="person" value="` + string(one.ID) + `"><b>` + one.Name + `</b></button>`
		if !strings.Contains(list.Body.String(), button) {
			t.Errorf("/demo has no button for %s", one.Name)
		}
		if !strings.Contains(signIn.Body.String(), `value="`+string(one.ID)+`"`) {
			t.Errorf("/sign-in has no button for %s", one.Name)
		}
		if one.Line == "" || one.Group == "" || one.Initials == "" {
			t.Errorf("nothing is said of %s", one.Name)
		}
	}
	if w := b.take(id.New()); w.Code != http.StatusNotFound {
		t.Errorf("somebody who is not in the story: %d", w.Code)
	}
}

func TestARealServiceHasNoSuchDoor(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	b := &browser{t: t, handler: h.Handler}
	if w := b.take(string(h.ID("Jo"))); w.Code != http.StatusNotFound || len(b.cookies) != 0 {
		t.Errorf("one click signed somebody in: %d", w.Code)
	}
	if w := b.get("/demo"); w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), "Okafor") {
		t.Errorf("the list is there: %d", w.Code)
	}
	empty := apptest.Empty(t, apptest.SQLite(t), engine.Options{})
	b = &browser{t: t, handler: empty.Handler}
	if w := b.take(""); w.Code != http.StatusNotFound {
		t.Errorf("nobody: %d", w.Code)
	}
}
