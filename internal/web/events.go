package web

import (
	"io"
	"net/http"
	"time"
)

// eventsPath is the stream that says that something is new, and never what.
const eventsPath = "/events"

func (s *Site) eventRoutes() []Route {
	return []Route{{http.MethodGet, eventsPath, SignedIn, s.events}}
}

// heartbeat keeps proxies from closing a quiet stream, and is when a stream
// asks whether its session still holds.
const heartbeat = 25 * time.Second

// events is open as long as the session. A stream does not keep a session
// alive: whoever only leaves a page open is signed out as before.
func (s *Site) events(w http.ResponseWriter, r *http.Request, v *Visit) error {
	rings, stop, ok := s.Bell.Listen(v.Person.ID)
	if !ok {
		w.WriteHeader(http.StatusNoContent) // which tells a browser not to try again
		return nil
	}
	defer stop()
	out := http.NewResponseController(w)
	// The server's limits are for requests that end.
	if out.SetReadDeadline(time.Time{}) != nil { // no connection that could stay open
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no")
	say := func(line string) bool {
		if out.SetWriteDeadline(time.Now().Add(heartbeat)) != nil {
			return false
		}
		_, err := io.WriteString(w, line)
		return err == nil && out.Flush() == nil
	}
	if !say(": hello\n\n") {
		return nil
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		select {
		case <-r.Context().Done():
			return nil
		case _, open := <-rings:
			if !open || !s.sessionHolds(r) || !say("event: new\ndata:\n\n") {
				return nil
			}
		case <-beat.C:
			if !s.sessionHolds(r) || !say(": still here\n\n") {
				return nil
			}
		}
	}
}

// sessionHolds looks at the session of a stream and does not count as using it.
func (s *Site) sessionHolds(r *http.Request) bool {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil {
		return false
	}
	_, _, err = s.SignIn.Glance(r.Context(), cookie.Value)
	return err == nil
}
