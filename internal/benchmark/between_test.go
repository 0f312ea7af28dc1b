package benchmark

import (
	"testing"
	"time"

	"trialogue/internal/apptest"
)

// lookMost is what the six arrows may cost in a triangle with ten thousand entries.
const lookMost = 5 * time.Millisecond

// BenchmarkLookAtArrows says how six relationships go, for Sam, who was shown a
// page of ten thousand entries, and for Jo, who was shown none of them.
func BenchmarkLookAtArrows(b *testing.B) {
	h := apptest.New(b, apptest.SQLite)
	fillTriangle(b, h, entriesThere)
	h.As(b, "Sam").Get(h.In("/timeline"))
	for _, who := range []string{"Sam", "Jo", "Ravi"} {
		b.Run(who, func(b *testing.B) {
			for b.Loop() {
				if _, err := h.Relationships.Look(b.Context(), h.ID(who), h.Triangle); err != nil {
					b.Fatal(err)
				}
			}
			if each := b.Elapsed() / time.Duration(b.N); each > lookMost {
				b.Errorf("a look takes %v; it may take %v", each, lookMost)
			}
		})
	}
}

// BenchmarkTrianglePage is the whole page of the triangle.
func BenchmarkTrianglePage(b *testing.B) {
	h := apptest.New(b, apptest.SQLite)
	fillTriangle(b, h, entriesThere)
	for _, who := range []string{"Sam", "Jo", "Ravi"} {
		v := h.As(b, who)
		b.Run(who, func(b *testing.B) {
			for b.Loop() {
				if got := v.Get(h.In("")); got.Status != 200 {
					b.Fatal(got.Status)
				}
			}
		})
	}
}
