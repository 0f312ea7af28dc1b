package storetest

import (
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/pgtest"
	"trialogue/internal/store/engine"
)

// BenchmarkCommits says how many commits a second 32 writers of 32 triangles
// get together, and how many times that is what one gets alone. The ratio says
// what common commits are worth; the rate belongs to the machine.
func BenchmarkCommits(b *testing.B) {
	for name, address := range map[string]func(testing.TB) string{
		"sqlite": func(tb testing.TB) string { return filepath.Join(tb.TempDir(), "a.db") }, "postgres": pgtest.URL,
	} {
		b.Run(name, func(b *testing.B) {
			e := Engine(b, address(b), engine.Options{})
			Must(b, e.Update(b.Context(), func(x *engine.Tx) error {
				_, err := x.Exec(b.Context(), "CREATE TABLE thing (name TEXT PRIMARY KEY, n BIGINT NOT NULL)")
				for i := 0; i < writers && err == nil; i++ {
					err = put(b.Context(), x, fmt.Sprint(i), 0)
				}
				return err
			}))
			const alone = 200
			one := commits(b, e, 1, alone)
			b.ResetTimer()
			many := commits(b, e, writers, b.N)
			b.ReportMetric(many, "commits/s")
			b.ReportMetric(many/one, "times-one-writer")
		})
	}
}

// commits spreads n commits over writers, each in a scope of its own, and returns how many there were a second.
func commits(b *testing.B, e engine.Engine, writers, n int) float64 {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(n))
	start := time.Now()
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() {
			for left.Add(-1) >= 0 {
				if err := e.UpdateScope(b.Context(), fmt.Sprint("triangle ", i), func(x *engine.Tx) error { return raise(b.Context(), x, fmt.Sprint(i)) }); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	return float64(n) / time.Since(start).Seconds()
}
