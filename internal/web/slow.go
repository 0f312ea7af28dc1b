package web

import (
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/signin"
)

// addressOf is where a request comes from. Of the long addresses the network
// counts: one customer has all of it.
func addressOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	a, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if a = a.Unmap().WithZone(""); a.Is6() {
		network, _ := a.Prefix(64)
		return network.String()
	}
	return a.String()
}

// retryAfter is what a refusal for a while tells a program, where no time is known.
const retryAfter = 5 * time.Second

// mayTry tells programs when to try again, and gives the words for people.
func (s *Site) mayTry(w http.ResponseWriter, v *Visit, err error) string {
	until, known := signin.WaitUntil(err)
	left := until.Sub(v.Now)
	if !known {
		left = retryAfter
	}
	w.Header().Set("Retry-After", strconv.Itoa(int(left.Seconds()+0.999)))
	switch {
	case !known:
		return v.Words.T(errs.KeyOf(err))
	case left < time.Minute:
		return v.Words.T("guard.wait-seconds", "count", int(left.Seconds()+0.999))
	}
	return v.Words.T("guard.wait-until", "time", v.Words.Clock(until.Add(time.Minute-time.Nanosecond).Truncate(time.Minute)))
}

// tooMany answers a form that came too early or too often.
func tooMany(err error) int {
	if errs.Is(err, errs.TooMuch) {
		return http.StatusTooManyRequests
	}
	return http.StatusUnprocessableEntity
}

// tryCode counts a code that somebody who is signed in typed, until one is right.
func (s *Site) tryCode(r *http.Request, v *Visit, kind string, do func() error) error {
	lane := signin.CodeLane(kind, string(v.Person.ID))
	if err := s.SignIn.Take(r.Context(), lane); err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	return s.SignIn.Passed(r.Context(), lane)
}
