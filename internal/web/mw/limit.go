package mw

import (
	"mime"
	"net/http"
)

// Size bounds bodies in bytes.
type Size struct {
	Form  int64 // a form of words
	Files int64 // a form with attachments
}

// Limit bounds the size of a request's body by what it says it is.
func Limit(most Size) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			n := most.Form
			if kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err == nil && kind == "multipart/form-data" {
				n = most.Files
			}
			r.Body = http.MaxBytesReader(w, r.Body, n)
			next.ServeHTTP(w, r)
		})
	}
}
