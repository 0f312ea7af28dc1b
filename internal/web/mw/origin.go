package mw

import "net/http"

// Origin refuses forms that another site sends in somebody's name.
func Origin() Middleware {
	guard := http.NewCrossOriginProtection()
	return guard.Handler
}
