package web

import (
	"crypto/rand"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/tx"
	"trialogue/internal/web/ui"
)

// serve makes a handler of a route: find out who asks, let them in or not, and
// turn an error into a page. Only this place knows how errors look.
func (s *Site) serve(route Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v, err := s.visit(r)
		// Before anything reads the form: a copy of a request that was made
		// afterwards would not know what was typed.
		r = r.WithContext(tx.For(r.Context(), v.Person.ID))
		if err == nil {
			err = s.let(w, r, route, v)
		}
		if err != nil {
			s.fail(w, r, v, err)
		}
	})
}

func (s *Site) let(w http.ResponseWriter, r *http.Request, route Route, v *Visit) error {
	if stop, err := s.halfway(w, r, route, v); stop || err != nil {
		return err
	}
	if route.Who != Anybody && !v.SignedIn() {
		return errs.E(errs.SignedOut, "web.let", "", nil)
	}
	if done, err := s.ownAccountFirst(w, r, v); done || err != nil {
		return err
	}
	if route.Who == InPlace {
		if err := s.enter(r.Context(), v, r.PathValue("triangle")); err != nil {
			return s.turnedAway(r, v, err)
		}
		if err := atSupport(route, v); err != nil {
			return err
		}
	}
	return route.Do(w, r, v)
}

// fail answers an error. Absent, withheld and not allowed are one page.
func (s *Site) fail(w http.ResponseWriter, r *http.Request, v *Visit, err error) {
	if v.Words == nil {
		http.Error(w, "Trialogue cannot answer just now. Please try again in a few minutes.", http.StatusServiceUnavailable)
		return
	}
	status, page := http.StatusInternalServerError, ui.Page(nil)
	base := s.base(v)
	switch errs.KindOf(err) {
	case errs.SignedOut:
		s.signedOut(w, r, v)
		return
	case errs.NotFound, errs.Forbidden:
		status, page = http.StatusNotFound, ui.NotFound(base)
	case errs.Conflict:
		status, page = http.StatusConflict, ui.Problem(base, v.Words.T(errs.KeyOf(err)))
	case errs.TooMuch:
		status, page = http.StatusTooManyRequests, ui.Problem(base, s.mayTry(w, v, err))
	case errs.Invalid:
		status, page = http.StatusUnprocessableEntity, ui.Problem(base, s.firstProblem(v, err))
	default:
		reference := rand.Text()[:8]
		s.Log.Error("request failed", "reference", reference, "kind", errs.KindOf(err).String(), "error", err.Error())
		if errs.Is(err, errs.Unavailable) {
			status = http.StatusServiceUnavailable
		}
		failed := ui.Failed(base, reference)
		failed.Wrote = typed(r)
		page = failed
	}
	body, renderErr := s.Render.Render(page)
	if renderErr != nil {
		s.Log.Error("error page failed", "error", renderErr.Error())
		http.Error(w, v.Words.T("error.failed-why"), status)
		return
	}
	write(w, status, body)
}

// typed is what somebody wrote into a form that could not be taken, so that it
// is not lost: everything with more than one word in it, and never a password.
func typed(r *http.Request) string {
	if r.Method != http.MethodPost {
		return ""
	}
	_ = r.ParseMultipartForm(2 << 20) // what can be read of it
	var out []string
	for _, name := range slices.Sorted(maps.Keys(r.PostForm)) {
		for _, value := range r.PostForm[name] {
			if value = strings.TrimSpace(value); !strings.Contains(name, "password") && len(strings.Fields(value)) > 1 {
				out = append(out, value)
			}
		}
	}
	return strings.Join(out, "\n\n")
}

func (s *Site) firstProblem(v *Visit, err error) string {
	for _, p := range errs.ProblemsOf(err) {
		return v.Words.T(p.Key, p.Args...)
	}
	return v.Words.T(errs.KeyOf(err))
}

// signedOut sends somebody to sign in and back again. What they were writing
// stays in their browser.
func (s *Site) signedOut(w http.ResponseWriter, r *http.Request, v *Visit) {
	q := url.Values{}
	if next := s.comeBack(r); next != "" {
		q.Set("next", next)
	}
	if _, err := r.Cookie(s.cookieName()); err == nil && !v.SignedIn() {
		q.Set("ended", "1")
		s.dropCookie(w)
	}
	to := "/sign-in"
	if len(q) > 0 {
		to += "?" + q.Encode()
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// page renders to memory and only then writes.
func (s *Site) page(w http.ResponseWriter, status int, p ui.Page) error {
	body, err := s.Render.Render(p)
	if err != nil {
		return err
	}
	write(w, status, body)
	return nil
}

func write(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // a reader who has gone away is no error of ours
}

// seeOther ends a form that worked: post, redirect, get. The notice is a
// message key, so nothing of a person stands in an address.
func seeOther(w http.ResponseWriter, r *http.Request, to, notice string) error {
	if notice != "" {
		to += "?done=" + url.QueryEscape(notice)
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

func (s *Site) notFound(http.ResponseWriter, *http.Request, *Visit) error {
	return errs.Missing("web.notFound")
}
