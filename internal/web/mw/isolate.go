package mw

import "net/http"

// Isolate lets other sites link here and do nothing else: no page of theirs can
// load one of ours as a picture, a script, a frame or by a request of its own.
// Browsers say truly where a request comes from; older ones say nothing and are
// held by the other walls.
func Isolate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" && !follows(r) {
			http.Error(w, "Trialogue answers its own pages, and links to them.", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// follows reports whether somebody followed a link to a page. Forms are for the wall of [Origin].
func follows(r *http.Request) bool {
	safe := r.Method == http.MethodGet || r.Method == http.MethodHead
	dest := r.Header.Get("Sec-Fetch-Dest")
	return !safe || r.Header.Get("Sec-Fetch-Mode") == "navigate" && (dest == "document" || dest == "")
}
