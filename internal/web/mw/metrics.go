package mw

import (
	"net/http"
	"time"
)

// Answered is what is counted of a request: nothing that names a person or a place.
type Answered struct {
	Route  string // the pattern, never the address
	Status int
	Took   time.Duration
}

// Metrics tells of every request when it has been answered.
func Metrics(now func() time.Time, tell func(Answered)) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			start := now()
			rec := &recorder{ResponseWriter: w, status: http.StatusOK}
			next.ServeHTTP(rec, r)
			tell(Answered{Route: r.Pattern, Status: rec.status, Took: now().Sub(start)})
		})
	}
}
