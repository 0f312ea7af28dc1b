package mw

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// Host answers only under the names by which people know the service, so that a
// foreign name that points here cannot borrow its pages, links or forms. No
// names means any. What watches over the program may ask by number.
func Host(names []string) Middleware {
	return func(next http.Handler) http.Handler {
		if len(names) == 0 {
			return next
		}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !slices.Contains(names, nameOf(r.Host)) && !forWatchers(r) {
				http.Error(w, "There is no service of this name here.", http.StatusMisdirectedRequest)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// nameOf takes the port off a host.
func nameOf(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// forWatchers are the questions whether the program runs. They say nothing else.
func forWatchers(r *http.Request) bool { return r.URL.Path == "/healthz" || r.URL.Path == "/readyz" }
