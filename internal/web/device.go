package web

import (
	"net/http"

	"trialogue/internal/signin"
)

// deviceCookie holds what makes a browser known to the accounts that were used
// in it. It opens nothing and names nobody.
func (s *Site) deviceCookie() string { return s.hostCookie("device") }

// hostCookie is a name that browsers tie to this host, where there is https.
func (s *Site) hostCookie(name string) string {
	if s.Secure {
		return "__Host-" + name
	}
	return name // browsers refuse the prefix without https
}

// proofOf gathers from where somebody comes in. Whoever begins a session with
// it calls arrived afterwards.
func (s *Site) proofOf(r *http.Request, way signin.Way, level int) signin.Proof {
	by := signin.Proof{Way: way, Level: level, Device: deviceOf(r), Address: addressOf(r), Mark: signin.NewMark()}
	if c, err := r.Cookie(s.deviceCookie()); err == nil {
		by.Held = c.Value
	}
	return by
}

// leaveBefore ends the session that a browser had before it signed in anew.
func (s *Site) leaveBefore(r *http.Request, v *Visit) error {
	if v.Session.ID == "" {
		return nil
	}
	return s.SignIn.End(r.Context(), v.Session.Person, v.Session.ID)
}

// arrived gives the browser its session, and makes it known from now on.
func (s *Site) arrived(w http.ResponseWriter, token string, by signin.Proof) {
	s.setCookie(w, token)
	http.SetCookie(w, &http.Cookie{
		Name: s.deviceCookie(), Value: by.Mark, Path: "/", MaxAge: int(signin.DeviceKept.Seconds()), Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	})
}
