package web

import (
	"context"
	"io"
	"net/http"
	"time"
)

// healthRoutes are for whatever watches the program. They say yes or no and
// nothing else; the reason stands in the log.
func (s *Site) healthRoutes() []Route {
	return []Route{
		{http.MethodGet, "/healthz", Anybody, s.alive},
		{http.MethodGet, "/readyz", Anybody, s.ready},
	}
}

func (s *Site) alive(w http.ResponseWriter, _ *http.Request, _ *Visit) error {
	return sayPlainly(w, http.StatusOK, "alive\n")
}

// readyMost is how long the database has to answer.
const readyMost = 2 * time.Second

func (s *Site) ready(w http.ResponseWriter, r *http.Request, _ *Visit) error {
	ctx, cancel := context.WithTimeout(r.Context(), readyMost)
	defer cancel()
	if err := s.Ready(ctx); err != nil {
		s.Log.Warn("not ready", "error", err.Error())
		return sayPlainly(w, http.StatusServiceUnavailable, "not ready\n")
	}
	return sayPlainly(w, http.StatusOK, "ready\n")
}

func sayPlainly(w http.ResponseWriter, status int, text string) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // a reader who has gone away is no error of ours
	return nil
}
