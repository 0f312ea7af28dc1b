package web

import (
	"net/http"
	"strings"
)

// comeBack is the page to go to after signing in again: the page that was asked
// for, or the one with the form that was sent. What stood in the form is kept
// in the browser.
func (s *Site) comeBack(r *http.Request) string {
	if r.Method == http.MethodGet {
		if r.URL.Path == "/" {
			return ""
		}
		return r.URL.RequestURI()
	}
	_, pattern, _ := strings.Cut(r.Pattern, " ")
	path := r.URL.Path
	for pattern != "" && path != "" {
		for _, route := range s.Routes() {
			if route.Method == http.MethodGet && route.Pattern == pattern {
				return path
			}
		}
		pattern, path = parent(pattern), parent(path)
	}
	return ""
}

// parent takes the last part off a path.
func parent(path string) string { return path[:max(0, strings.LastIndexByte(path, '/'))] }
