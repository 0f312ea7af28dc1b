package web_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trialogue/internal/apptest"
)

// browser is a stranger's browser: it keeps cookies, calls itself something and
// stands somewhere in the network.
type browser struct {
	t       *testing.T
	house   *apptest.House
	agent   string
	address string
	cookies map[string]string
}

const (
	chromeOnWindows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
	firefoxOnLinux  = "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"
)

// newBrowser is one that says nothing of itself.
func newBrowser(t *testing.T, h *apptest.House) *browser {
	t.Helper()
	return newBrowserAt(t, h, "", "192.0.2.1:1234")
}

func newBrowserAt(t *testing.T, h *apptest.House, agent, address string) *browser {
	t.Helper()
	return &browser{t: t, house: h, agent: agent, address: address, cookies: map[string]string{}}
}

func (b *browser) get(path string) apptest.Answer {
	b.t.Helper()
	return b.do(httptest.NewRequestWithContext(b.t.Context(), http.MethodGet, path, nil))
}

func (b *browser) post(path string, pairs ...string) apptest.Answer {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequestWithContext(b.t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.do(r)
}

func (b *browser) do(r *http.Request) apptest.Answer {
	b.t.Helper()
	r.Header.Set("User-Agent", b.agent)
	r.RemoteAddr = b.address
	for name, value := range b.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	b.house.Handler.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if b.cookies[c.Name] = c.Value; c.MaxAge < 0 {
			delete(b.cookies, c.Name)
		}
	}
	return apptest.Answer{Status: w.Code, Body: w.Body.String(), Header: w.Result().Header}
}

func (b *browser) signIn(email, password string) apptest.Answer {
	b.t.Helper()
	return b.post("/sign-in", "email", email, "password", password)
}

// in reports whether the browser is signed in.
func (b *browser) in() bool {
	b.t.Helper()
	return b.get("/account").Status == http.StatusOK
}
