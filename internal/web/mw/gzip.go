package mw

import (
	"compress/gzip"
	"net/http"
	"strings"
	"sync"
)

// gzipLeast is the size in bytes under which compressing does not pay.
const gzipLeast = 1024

// gzipLevel is a little better than the fastest: a page on a slow line wins more
// than the server spends.
const gzipLevel = 3

// Gzip compresses pages. They hold no secret that another site could make us
// repeat beside its own words, so compression gives nothing away.
func Gzip(next http.Handler) http.Handler {
	pool := &sync.Pool{New: func() any {
		z, _ := gzip.NewWriterLevel(nil, gzipLevel) // the level is valid
		return z
	}}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") || strings.HasPrefix(r.URL.Path, "/assets/") {
			next.ServeHTTP(w, r)
			return
		}
		z := &zipper{ResponseWriter: w, pool: pool}
		defer z.close()
		next.ServeHTTP(z, r)
	})
}

// zipper decides with the first write: pages are written in one piece.
type zipper struct {
	http.ResponseWriter
	pool    *sync.Pool
	z       *gzip.Writer
	status  int
	started bool
}

func (z *zipper) WriteHeader(status int) {
	z.status = status
}

func (z *zipper) Write(b []byte) (int, error) {
	if !z.started {
		z.start(len(b))
	}
	if z.z != nil {
		return z.z.Write(b)
	}
	return z.ResponseWriter.Write(b)
}

func (z *zipper) start(size int) {
	z.started = true
	h := z.Header()
	h.Add("Vary", "Accept-Encoding")
	if size >= gzipLeast && strings.HasPrefix(h.Get("Content-Type"), "text/html") {
		h.Set("Content-Encoding", "gzip")
		h.Del("Content-Length")
		z.z = z.pool.Get().(*gzip.Writer)
		z.z.Reset(z.ResponseWriter)
	}
	if z.status != 0 {
		z.ResponseWriter.WriteHeader(z.status)
	}
}

func (z *zipper) close() {
	if !z.started && z.status != 0 {
		z.ResponseWriter.WriteHeader(z.status)
	}
	if z.z != nil {
		_ = z.z.Close()
		z.pool.Put(z.z)
	}
}

// Flush sends what there is, for a stream of events.
func (z *zipper) Flush() {
	if !z.started {
		z.start(0)
	}
	_ = http.NewResponseController(z.ResponseWriter).Flush()
}

// Unwrap lets http.ResponseController reach the writer underneath.
func (z *zipper) Unwrap() http.ResponseWriter { return z.ResponseWriter }
