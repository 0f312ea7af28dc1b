package web

import (
	"context"
	"net/http"
	"strings"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/profile"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

// Visit is one request by one person. It is an argument, never a context value.
type Visit struct {
	Now     time.Time
	Words   *words.Printer
	Path    string
	Session signin.Session
	Person  triangle.Person // zero when nobody is signed in
	Notes   []ui.NoteBox    // what somebody should know of their account, on the pages that show it
	// Place is set on routes under /t/{triangle}.
	Place Place
	// Met is how the people of Place are met; for a professional alone.
	Met []profile.Met
	// Ask and Offer are questions on the first page.
	Ask, Offer *ui.NoteBox
}

// SignedIn reports whether somebody is.
func (v *Visit) SignedIn() bool { return v.Person.ID != "" }

// account is who signed in: somebody who looks from a joined account proves who
// they are with their own ways in.
func (v *Visit) account() triangle.Person {
	p := v.Person
	p.ID = v.Session.Person
	return p
}

// Place is where somebody is: a triangle, and their own corner in it.
type Place struct {
	triangle.Triangle
	Me triangle.Member
}

// Base is the path under which the pages of this triangle live.
func (p Place) Base() string { return "/t/" + string(p.ID) }

// For is the service user's first name, or empty in a carer's own file.
func (p Place) For() string {
	if su, ok := p.ServiceUser(); ok {
		return triangle.FirstName(su.Name)
	}
	return ""
}

// Is reports whether the visitor stands at a corner here.
func (p Place) Is(corner sharing.Corner) bool { return p.Me.Corner == corner }

// visit finds out who is asking. Nobody is an answer, not an error.
func (s *Site) visit(r *http.Request) (*Visit, error) {
	v := &Visit{Now: s.Now(), Path: r.URL.Path}
	v.Words = s.Words.Printer(words.English, nil, s.Now)
	cookie, err := r.Cookie(s.cookieName())
	if err == nil {
		look := s.SignIn.Session
		if r.URL.Path == eventsPath { // a page left open is not somebody at work
			look = s.SignIn.Glance
		}
		v.Session, v.Person, err = look(r.Context(), cookie.Value)
		if err == nil && signin.OtherDevice(v.Session.Device, deviceOf(r)) {
			err = s.SignIn.EndStolen(r.Context(), v.Session, deviceOf(r))
			v.Session, v.Person = signin.Session{}, triangle.Person{}
		}
		if err != nil && !errs.Is(err, errs.SignedOut) {
			return v, err
		}
	}
	v.Words = s.Words.Printer(v.Person.Lang, zoneOf(v.Person), func() time.Time { return v.Now })
	return v, nil
}

// zoneOf is where a person's clock stands; nil, which is London, when unknown.
func zoneOf(p triangle.Person) *time.Location {
	zone, err := time.LoadLocation(p.Zone)
	if err != nil || p.Zone == "" {
		return nil
	}
	return zone
}

// enter finds the triangle in the path. For anybody who is not in it now, it is
// as if it did not exist.
func (s *Site) enter(ctx context.Context, v *Visit, name string) error {
	if !id.Valid(name) {
		return errs.Missing("web.enter")
	}
	t, err := s.People.Triangle(ctx, id.Triangle(name))
	if err != nil {
		return err
	}
	me, ok := t.Member(v.Person.ID)
	if !ok || !me.Here(v.Now) {
		return errs.Missing("web.enter")
	}
	v.Place = Place{Triangle: t, Me: me}
	return s.meet(ctx, v)
}

func (s *Site) cookieName() string { return s.hostCookie("session") }

func (s *Site) setCookie(w http.ResponseWriter, token string) {
	http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Value: token, Path: "/", Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

func (s *Site) dropCookie(w http.ResponseWriter) {
	http.SetCookie(w, &http.Cookie{Name: s.cookieName(), Path: "/", MaxAge: -1, Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// deviceOf makes a short name of a browser's long one. The long one is not kept.
func deviceOf(r *http.Request) string {
	agent := r.UserAgent()
	return oneOf(agent, "browser", "Firefox", "Firefox", "Edg/", "Edge", "Chrome", "Chrome", "Safari", "Safari") + ", " +
		oneOf(agent, "device", "Android", "Android", "iPhone", "iPhone", "iPad", "iPad", "Windows", "Windows", "Mac OS", "Mac", "Linux", "Linux")
}

func oneOf(agent, otherwise string, pairs ...string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.Contains(agent, pairs[i]) {
			return pairs[i+1]
		}
	}
	return otherwise
}
