// Package web answers browsers. It knows requests, forms and pages; it decides
// nothing, and it has no way to the database but the services it is given.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
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
	// Shell is what stands around every request.
	Shell Shell
	// Scan, where set, looks at every file before it is kept.
	Scan Scanner
	Services
}

// Shell is what an operator can set of the walls. The zero value sets no bound
// that depends on the place.
type Shell struct {
	Trusted   []netip.Prefix // proxies whose word on the browser's address counts
	Hosts     []string       // names under which the service answers; none for any
	PerSecond int            // requests from one address, on average; 0 for no bound
	AtOnce    int            // requests that are answered at the same time; 0 for no bound
}

// Scanner looks at the bytes of a file. Only a plain yes lets a file in: an
// error means that nobody could look.
type Scanner interface {
	Clean(ctx context.Context, body []byte) (bool, error)
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
	return mw.Chain(mux, p.shell()...)
}

// shell is the walls, the outermost first. Where somebody comes from is settled
// before anything counts it; what is refused is still logged and measured.
func (p Parts) shell() []mw.Middleware {
	walls := []mw.Middleware{mw.Headers}
	if p.Secure {
		walls = append(walls, mw.Secure)
	}
	return append(walls, mw.Recover(p.Log), mw.Log(p.Log, p.Now), mw.Metrics(p.Now, p.measure), mw.Address(p.Shell.Trusted), mw.Host(p.Shell.Hosts),
		mw.Flood(p.Shell.PerSecond, p.Now), mw.Busy(p.Shell.AtOnce), mw.Isolate, mw.Limit(mw.Size{Form: formMost, Files: filesMost}), mw.Origin(), mw.Gzip)
}

func (p Parts) measure(a mw.Answered) {
	if p.Measure != nil {
		p.Measure(a)
	}
}

// Bounds of a request in bytes: words alone, or ten megabytes of attachment and
// its form.
const (
	formMost  = 1 << 20
	filesMost = 11 << 20
)
