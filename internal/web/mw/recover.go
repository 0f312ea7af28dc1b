package mw

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
)

// Recover turns a panic into a plain page and a line in the log. The log gets
// the place in the code, never the request.
func Recover(log *slog.Logger) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			defer func() {
				p := recover()
				if p == nil {
					return
				}
				if err, ok := p.(error); ok && err == http.ErrAbortHandler { //nolint:errorlint // the value itself is the signal
					panic(p)
				}
				log.Error("panic", "kind", fmt.Sprintf("%T", p), "stack", string(debug.Stack()))
				http.Error(w, "Something went wrong on our side. Nothing was changed. Please try again.", http.StatusInternalServerError)
			}()
			next.ServeHTTP(w, r)
		})
	}
}
