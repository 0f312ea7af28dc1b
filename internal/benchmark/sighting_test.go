package benchmark

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
)

// readersAtOnce is how many people open something at the same moment.
const readersAtOnce = 32

// BenchmarkFirstSightings lets 32 readers open pages that hold one entry they
// have not seen yet. Each page is recorded and on the disk before it is shown.
func BenchmarkFirstSightings(b *testing.B) {
	for name, db := range map[string]apptest.Database{"sqlite": apptest.SQLite, "postgres": apptest.Postgres} {
		b.Run(name, func(b *testing.B) { firstSightings(b, apptest.New(b, db)) })
	}
}

func firstSightings(b *testing.B, h *apptest.House) {
	entries := writeEntries(b, h, 256)
	door := disclose.NewDoor(h.Clock.Now)
	run := store.Runner(h.Store, func(t *store.Tx) entry.Tx { return t })
	service := entry.New(run, door, h.Clock.Now)
	readers := []id.Person{h.ID("Bea"), h.ID("Mei"), h.ID("Grace"), h.ID("Sam")}
	var next atomic.Int64
	b.ResetTimer()
	start := time.Now()
	var all sync.WaitGroup
	for range readersAtOnce {
		all.Go(func() {
			for {
				n := next.Add(1) - 1
				if n >= int64(b.N) {
					return
				}
				// A new day makes everything a first sighting again.
				if n > 0 && n%int64(len(entries)*len(readers)) == 0 {
					h.Clock.Move(24 * time.Hour)
				}
				e := entries[n%int64(len(entries))]
				reader := readers[(n/int64(len(entries)))%int64(len(readers))]
				if _, err := service.Read(b.Context(), reader, h.Triangle, e); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "pages/s")
}

func writeEntries(b *testing.B, h *apptest.House, n int) []id.Entry {
	b.Helper()
	var out []id.Entry
	for range n {
		e, err := h.Entries.Write(b.Context(), h.ID("Ravi"), entry.Draft{
			ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.Personal, Topic: "day-to-day", About: []id.Person{h.ID("Sam")}, Text: sentence,
		})
		apptest.Must(b, err)
		out = append(out, e)
	}
	return out
}
