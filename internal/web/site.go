// Package web answers browsers. It knows requests, forms and pages; it decides
// nothing, and it has no way to the database but the services it is given.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"trialogue/internal/library"
	"trialogue/internal/news"
	"trialogue/internal/signin"
	"trialogue/internal/web/mw"
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

// Parts are what a site is made of. The lead wires them in package app.
type Parts struct {
	Now     func() time.Time
	Log     *slog.Logger
	Words   *words.Catalogue
	Render  *ui.Renderer
	Library *library.Library
	SignIn  *signin.Service
	// Demo allows one-click sign-in as anybody; never set it on a real service.
	Demo Demo
	// Bell rings where something is new.
	Bell *news.Bell
	// Ready says whether the program can answer.
	Ready func(context.Context) error
	// Measure, where set, is told of every request.
	Measure func(mw.Answered)
	// Secure marks cookies for https alone.
	Secure bool
	Services
}

// Site is the whole web side.
type Site struct{ Parts }

// New builds the handler of the site from its route table.
func New(p Parts) http.Handler {
	s := &Site{Parts: p}
	mux := http.NewServeMux()
	for _, r := range s.Routes() {
		mux.Handle(r.Method+" "+r.Pattern, s.serve(r))
	}
	mux.Handle("GET /assets/", s.Render.Assets())
	mux.Handle("/", s.serve(Route{Who: Anybody, Do: s.notFound}))
	return mw.Chain(mux, mw.Headers, mw.Recover(p.Log), mw.Log(p.Log, p.Now), mw.Metrics(p.Now, p.measure), mw.Limit(bodyMost), mw.Origin(), mw.Gzip)
}

func (p Parts) measure(a mw.Answered) {
	if p.Measure != nil {
		p.Measure(a)
	}
}

// bodyMost bounds a request: ten megabytes of attachment and its form.
const bodyMost = 11 << 20
