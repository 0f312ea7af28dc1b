// Package mw holds what happens around every request, one idea a file. It knows
// requests and answers; it never knows a person.
package mw

import "net/http"

// Middleware wraps a handler.
type Middleware func(http.Handler) http.Handler

// Chain puts middlewares around a handler; the first stands outermost.
func Chain(h http.Handler, all ...Middleware) http.Handler {
	for i := len(all) - 1; i >= 0; i-- {
		h = all[i](h)
	}
	return h
}
