package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ExtraPlaces is the Extra key under which an [Erased] record names the rows
// whose details were destroyed, in the form that [Places] writes.
const ExtraPlaces = "places"

// Span is a run of rows of one chain, both ends included.
type Span struct{ From, To int64 }

// Places writes row numbers for [ExtraPlaces], sorted, each once, with runs
// drawn together: 3, 8, 7, 9 becomes "3 7-9".
func Places(seqs ...int64) string {
	sorted := slices.Compact(slices.Sorted(slices.Values(seqs)))
	var words []string
	for i := 0; i < len(sorted); {
		j := i
		for j+1 < len(sorted) && sorted[j+1] == sorted[j]+1 {
			j++
		}
		word := strconv.FormatInt(sorted[i], 10)
		if j > i {
			word += "-" + strconv.FormatInt(sorted[j], 10)
		}
		words, i = append(words, word), j+1
	}
	return strings.Join(words, " ")
}

// ParsePlaces reads what [Places] wrote: numbers from 1, rising.
func ParsePlaces(s string) ([]Span, error) {
	if s == "" {
		return nil, nil
	}
	var spans []Span
	last := int64(0)
	for word := range strings.SplitSeq(s, " ") {
		from, to, run := strings.Cut(word, "-")
		if !run {
			to = from
		}
		a, okA := plainNumber(from)
		b, okB := plainNumber(to)
		if !okA || !okB || a <= last || b < a || (run && a == b) {
			return nil, fmt.Errorf("ledger: %q is not a list of places", s)
		}
		spans, last = append(spans, Span{a, b}), b
	}
	return spans, nil
}

// Erases returns the rows whose details an [Erased] record says are destroyed,
// and nothing for every other kind. Such a record must never be erased itself.
func (r Record) Erases() ([]Span, error) {
	if r.Kind != Erased {
		return nil, nil
	}
	return ParsePlaces(r.Extra[ExtraPlaces])
}

// plainNumber reads a whole number from 0 in its only spelling.
func plainNumber(s string) (int64, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0 && strconv.FormatInt(n, 10) == s
}
