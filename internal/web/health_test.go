package web_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/store/engine"
)

func TestHealthSaysYesOrNoAndNothingElse(t *testing.T) {
	for name, db := range map[string]apptest.Database{"sqlite": apptest.SQLite, "postgres": apptest.Postgres} {
		t.Run(name, func(t *testing.T) {
			var gone atomic.Bool
			h := apptest.Empty(t, db(t), engine.Options{Hook: func(string) error {
				if gone.Load() {
					return errs.E(errs.Unavailable, "test", "", errors.New("postgres://somebody:secret@host"))
				}
				return nil
			}})
			is := func(path string, status int, body string) {
				t.Helper()
				if got := h.Stranger(t).Get(path); got.Status != status || got.Body != body {
					t.Errorf("%s gave %d %q, want %d %q", path, got.Status, got.Body, status, body)
				}
			}
			is("/healthz", http.StatusOK, "alive\n")
			is("/readyz", http.StatusOK, "ready\n")
			gone.Store(true)
			is("/healthz", http.StatusOK, "alive\n")
			is("/readyz", http.StatusServiceUnavailable, "not ready\n")
			if !strings.Contains(h.Logs.String(), "not ready") {
				t.Error("the reason belongs into the log")
			}
			gone.Store(false)
			is("/readyz", http.StatusOK, "ready\n")
			h.Stopping()
			is("/readyz", http.StatusServiceUnavailable, "not ready\n")
		})
	}
}

func TestReadyNeedsTheRightShapeAndTheMasterKey(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ready := func() int { return h.Stranger(t).Get("/readyz").Status }
		change := func(q string) {
			t.Helper()
			apptest.Must(t, h.Store.Engine().UpdateScope(t.Context(), "test", func(x *engine.Tx) error { _, err := x.Exec(t.Context(), q); return err }))
		}
		change("INSERT INTO migration (number, name) VALUES (9999, 'from a newer program')")
		if ready() != http.StatusServiceUnavailable {
			t.Error("ready with a database from the future")
		}
		change("DELETE FROM migration WHERE number = 9999")
		change("UPDATE setting SET value = '00' WHERE name = 'canary'")
		if ready() != http.StatusServiceUnavailable {
			t.Error("ready although the master key opens nothing")
		}
	})
}

// While the database is gone every page says so, and when it is back all is as before.
func TestDatabaseGoneIsSaidInClearWords(t *testing.T) {
	for name, db := range map[string]apptest.Database{"sqlite": apptest.SQLite, "postgres": apptest.Postgres} {
		t.Run(name, func(t *testing.T) {
			var gone atomic.Bool
			h := apptest.NewWith(t, db, engine.Options{Hook: func(string) error {
				if gone.Load() {
					return errs.E(errs.Unavailable, "test", "", errors.New("the database is gone"))
				}
				return nil
			}})
			ravi := h.As(t, "Ravi")
			gone.Store(true)
			for _, path := range []string{h.In("/timeline"), "/"} {
				got := ravi.Get(path)
				if got.Status != http.StatusServiceUnavailable || !strings.Contains(got.Body, "try again in a few minutes") {
					t.Errorf("%s gave %d:\n%s", path, got.Status, got.Body)
				}
				if strings.Contains(got.Body, "database is gone") {
					t.Error("the cause is not for the page")
				}
			}
			sent := ravi.Post(h.In("/write/send"), "topic", "medicines", "say", "words that must not be half kept")
			if sent.Status != http.StatusServiceUnavailable {
				t.Errorf("a form gave %d", sent.Status)
			}
			gone.Store(false)
			if got := ravi.Get(h.In("/timeline")); got.Status != http.StatusOK || strings.Contains(got.Body, "half kept") {
				t.Errorf("when the database is back: %d", got.Status)
			}
		})
	}
}

func TestEveryAnswerIsMeasuredByPatternAlone(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	h.As(t, "Ravi").Get(h.In("/timeline"))
	h.Stranger(t).Get("/no-such-page/" + string(h.ID("Ravi")))
	page := get(t, h.Metrics(), "/metrics")
	for _, want := range []string{
		`trialogue_requests_total{route="GET /t/{triangle}/timeline",status="200"} 1`, `trialogue_requests_total{route="none",status="404"} 1`,
		"trialogue_jobs_due 0", "trialogue_jobs_parked 0", `trialogue_transaction_seconds_count{end="kept",way="update"}`, "trialogue_streams 0",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("metrics lack %q", want)
		}
	}
	secrets := []string{string(h.Triangle)}
	for _, p := range h.People {
		secrets = append(secrets, string(p.ID), p.Email, p.Name)
	}
	for _, s := range secrets {
		if strings.Contains(page, s) || strings.Contains(h.Logs.String(), s) {
			t.Errorf("metrics or logs hold %q", s)
		}
	}
}

func get(t *testing.T, from http.Handler, path string) string {
	t.Helper()
	w := httptest.NewRecorder()
	from.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	return w.Body.String()
}
