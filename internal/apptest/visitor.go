package apptest

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"trialogue/internal/signin"
)

// Visitor is somebody with a browser and a session.
type Visitor struct {
	t      testing.TB
	house  *House
	cookie *http.Cookie
}

// As signs somebody in by first name, without the form.
func (h *House) As(t testing.TB, first string) *Visitor {
	t.Helper()
	token, err := h.SignIn.Start(t.Context(), h.ID(first), signin.Proof{Way: signin.ByPasskey, Level: 2, Device: "test"})
	Must(t, err)
	return &Visitor{t: t, house: h, cookie: &http.Cookie{Name: "session", Value: token}}
}

// Stranger has no session.
func (h *House) Stranger(t testing.TB) *Visitor { return &Visitor{t: t, house: h} }

// Answer is what a visitor got.
type Answer struct {
	Status int
	Body   string
	Header http.Header
}

// Location is where a redirect leads, without its query.
func (a Answer) Location() string {
	to, _, _ := strings.Cut(a.Header.Get("Location"), "?")
	return to
}

// Get asks for a page.
func (v *Visitor) Get(path string) Answer {
	v.t.Helper()
	return v.Do(httptest.NewRequestWithContext(v.t.Context(), http.MethodGet, path, nil))
}

// Post sends a form of name and value pairs.
func (v *Visitor) Post(path string, pairs ...string) Answer {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r := httptest.NewRequestWithContext(v.t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return v.Do(r)
}

// Do sends any request as this visitor.
func (v *Visitor) Do(r *http.Request) Answer {
	v.t.Helper()
	if v.cookie != nil {
		r.AddCookie(v.cookie)
	}
	w := httptest.NewRecorder()
	v.house.Handler.ServeHTTP(w, r)
	return Answer{Status: w.Code, Body: w.Body.String(), Header: w.Result().Header}
}

// In is a path inside the family's triangle.
func (h *House) In(path string) string { return "/t/" + string(h.Triangle) + path }
