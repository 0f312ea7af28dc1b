package mw

import "net/http"

// Busy bounds how many requests are answered at once; 0 is no bound. One too
// many is told at once, instead of making everybody wait. Streams stay open for
// hours and have a bound of their own; watchers must always get an answer.
func Busy(most int) Middleware {
	return func(next http.Handler) http.Handler {
		if most <= 0 {
			return next
		}
		slots := make(chan struct{}, most)
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/events" || forWatchers(r) {
				next.ServeHTTP(w, r)
				return
			}
			select {
			case slots <- struct{}{}:
				defer func() { <-slots }()
				next.ServeHTTP(w, r)
			default:
				w.Header().Set("Retry-After", "5")
				http.Error(w, "Many people are here just now. Please try again in a few seconds. Nothing was changed.", http.StatusServiceUnavailable)
			}
		})
	}
}
