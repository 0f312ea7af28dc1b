package mw

import (
	"net/http"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Flood bounds how many requests a second come from one address, on average; 0
// is no bound. A ward behind one address must fit in, a program that tries
// everything must not. It stands behind [Address].
func Flood(perSecond int, now func() time.Time) Middleware {
	return func(next http.Handler) http.Handler {
		if perSecond <= 0 {
			return next
		}
		f := &flood{limit: rate.Limit(perSecond), burst: 4 * perSecond, from: map[netip.Prefix]*rate.Limiter{}}
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !forWatchers(r) && !f.of(r).AllowN(now(), 1) {
				w.Header().Set("Retry-After", "5")
				http.Error(w, "Too many requests came from your address. Please wait a few seconds and try again. Nothing was changed.", http.StatusTooManyRequests)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// flood remembers addresses of this process. When there are too many it
// forgets them all: whoever floods from everywhere is stopped by [Busy].
type flood struct {
	limit rate.Limit
	burst int
	mu    sync.Mutex
	from  map[netip.Prefix]*rate.Limiter
}

// floodMost bounds the memory; one address takes some 150 bytes.
const floodMost = 50_000

func (f *flood) of(r *http.Request) *rate.Limiter {
	key := neighbourhood(r)
	f.mu.Lock()
	defer f.mu.Unlock()
	if one, ok := f.from[key]; ok {
		return one
	}
	if len(f.from) >= floodMost {
		clear(f.from)
	}
	one := rate.NewLimiter(f.limit, f.burst)
	f.from[key] = one
	return one
}

// neighbourhood is an address, or the /64 that one household has of IPv6.
func neighbourhood(r *http.Request) netip.Prefix {
	a, ok := peer(r)
	if !ok {
		return netip.Prefix{}
	}
	bits := 64
	if a.Is4() {
		bits = 32
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
