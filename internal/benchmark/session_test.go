package benchmark

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/signin"
)

// BenchmarkSessionCheck asks whose token it is, as every request does, among the
// sessions of a thousand sign-ins.
func BenchmarkSessionCheck(b *testing.B) {
	for name, db := range map[string]apptest.Database{"sqlite": apptest.SQLite, "postgres": apptest.Postgres} {
		b.Run(name, func(b *testing.B) {
			h := apptest.New(b, db)
			var tokens []string
			for range 1000 {
				token, err := h.SignIn.Start(b.Context(), h.ID("Jo"), signin.Proof{Way: signin.ByPasskey, Level: 2, Device: "test"})
				apptest.Must(b, err)
				tokens = append(tokens, token)
			}
			n := 0
			b.ReportAllocs()
			before := processorTime(b)
			for b.Loop() {
				if _, _, err := h.SignIn.Session(b.Context(), tokens[n%len(tokens)]); err != nil {
					b.Fatal(err)
				}
				n++
			}
			b.ReportMetric(float64((processorTime(b)-before).Nanoseconds())/float64(n)/1000, "µs-processor/op")
		})
	}
}

// processorTime is what the process has used of all processors: on a machine
// that is busy with other things it says more than the clock.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	apptest.Must(b, syscall.Getrusage(syscall.RUSAGE_SELF, &u))
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// signInsAtOnce is how many people press the button in one moment.
const signInsAtOnce = 50

// BenchmarkSignInsAtOnce lets fifty people sign in with a password at the same
// moment, each from their own address, and reads the most memory that the
// process held meanwhile.
func BenchmarkSignInsAtOnce(b *testing.B) {
	for name, db := range map[string]apptest.Database{"sqlite": apptest.SQLite, "postgres": apptest.Postgres} {
		b.Run(name, func(b *testing.B) {
			h := apptest.New(b, db)
			debug.FreeOSMemory()
			peak, stop := watchMemory(b)
			began := time.Now()
			round := 0
			for b.Loop() {
				signInTogether(b, h, round)
				round++
			}
			took := time.Since(began)
			stop()
			b.ReportMetric(float64(peak.Load())/1e6, "MB-resident-peak")
			b.ReportMetric(took.Seconds()/float64(round)*1000, "ms/50-sign-ins")
		})
	}
}

func signInTogether(b *testing.B, h *apptest.House, round int) {
	b.Helper()
	var all sync.WaitGroup
	for n := range signInsAtOnce {
		all.Go(func() {
			form := url.Values{"email": {"jo@example.org"}, "password": {apptest.Password}}
			r := httptest.NewRequestWithContext(b.Context(), http.MethodPost, "/sign-in", strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.RemoteAddr = "10." + strconv.Itoa(round%200) + "." + strconv.Itoa(n) + ".1:1"
			w := httptest.NewRecorder()
			h.Handler.ServeHTTP(w, r)
			if w.Code != http.StatusSeeOther {
				b.Errorf("signing in gave %d", w.Code)
			}
		})
	}
	all.Wait()
}

// watchMemory reads every two milliseconds what the system says the process holds.
func watchMemory(b *testing.B) (*atomic.Int64, func()) {
	b.Helper()
	if runtime.GOOS != "linux" {
		b.Fatal("memory is read from /proc, which only Linux has")
	}
	peak, stop, ended := &atomic.Int64{}, make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-stop:
				return
			case <-tick.C:
				raw, err := os.ReadFile("/proc/self/statm")
				if fields := strings.Fields(string(raw)); err == nil && len(fields) > 1 {
					pages, _ := strconv.ParseInt(fields[1], 10, 64)
					peak.Store(max(peak.Load(), pages*int64(os.Getpagesize())))
				}
			}
		}
	}()
	return peak, func() { close(stop); <-ended }
}
