package ledger

import (
	"errors"
	"fmt"
	"math"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// pageSize is how many things are read at once.
const pageSize = 512

// Reader is what [Verify] reads. All of it must show the same moment, as one
// read transaction does.
type Reader interface {
	tlog.HashReader
	// Triangles returns up to max ids of triangles that have rows and are
	// greater than after, in byte order.
	Triangles(after string, max int) ([]string, error)
	// Rows returns up to max rows of a chain whose Seq is greater than after,
	// in order of Seq.
	Rows(triangle string, after int64, max int) ([]Stored, error)
	// Leaves returns up to max leaves whose Index is from or greater, in order.
	Leaves(from int64, max int) ([]Leaf, error)
	// Checkpoints returns up to max signed checkpoints in the order in which
	// they were signed, without the first skip ones.
	Checkpoints(skip, max int) ([][]byte, error)
}

// Trust is what the check relies on; everything else it rebuilds.
type Trust struct {
	// Keys are the public keys of the log, present and past.
	Keys []note.Verifier
	// Published are signed checkpoints kept outside the database. Only they can
	// show that a whole database was put back to an older day.
	Published [][]byte
}

// Report says what was checked.
type Report struct {
	Chains      int64  // triangles that have rows
	Rows        int64  // rows of all chains
	Erased      int64  // records that were erased as they should be
	Leaves      int64  // leaves of the tree
	Checkpoints int64  // signed checkpoints, published ones included
	Unfolded    int64  // rows that are not yet under a leaf
	Unsigned    int64  // leaves that are not yet under a checkpoint
	First       *Break // the first broken place; nil when all is well
}

// String says the result in one line.
func (r Report) String() string {
	counts := fmt.Sprintf("%d chains, %d rows (%d erased, %d not yet in the tree), %d leaves (%d not yet signed), %d checkpoints",
		r.Chains, r.Rows, r.Erased, r.Unfolded, r.Leaves, r.Unsigned, r.Checkpoints)
	if r.First != nil {
		return "broken at " + r.First.Error() + " — checked until then: " + counts
	}
	return "all is well: " + counts
}

// Verify rebuilds everything: each chain from its first row, then each leaf
// and inner hash of the tree, then the root of each checkpoint. It stops at
// the first broken place and names it in the report. The error is about
// reading only.
//
// What no checkpoint covers, counted in Unfolded and Unsigned, has only the
// chains to speak for it: its tail could have been cut off or written anew.
func Verify(r Reader, trust Trust) (Report, error) {
	v := &verification{Reader: r, chains: map[string]*progress{}}
	for _, step := range []func(Trust) error{v.allChains, v.allLeaves, v.allCheckpoints} {
		if err := step(trust); err != nil {
			if errors.As(err, &v.report.First) {
				return v.report, nil
			}
			return v.report, err
		}
	}
	return v.report, nil
}

// progress is how far one chain reaches, and how far the tree covers it.
type progress struct{ head, folded int64 }

type verification struct {
	Reader
	report Report
	chains map[string]*progress
	fits   int64 // size of the largest checkpoint that was found right
}

func (v *verification) allChains(Trust) error {
	for after := ""; ; {
		page, err := v.Triangles(after, pageSize)
		if err != nil {
			return fmt.Errorf("ledger: list triangles after %q: %w", after, err)
		}
		if len(page) == 0 {
			return nil
		}
		for _, triangle := range page {
			if triangle <= after {
				return fmt.Errorf("ledger: the reader lists triangle %q out of order", triangle)
			}
			after = triangle
			if err := v.chain(triangle); err != nil {
				return err
			}
		}
	}
}

func (v *verification) chain(triangle string) error {
	v.report.Chains++
	chain := NewChainVerifier(triangle)
	for after := int64(math.MinInt64); ; after = chain.Head().Seq {
		page, err := v.Rows(triangle, after, pageSize)
		if err != nil {
			return fmt.Errorf("ledger: read rows of triangle %s after %d: %w", triangle, after, err)
		}
		if len(page) == 0 {
			break
		}
		for _, stored := range page {
			if b := chain.Feed(stored.Row, stored.Detail); b != nil {
				return b
			}
			v.report.Rows++
		}
	}
	if b := chain.Close(); b != nil {
		return b
	}
	v.report.Erased += chain.Erased()
	v.report.Unfolded += chain.Head().Seq
	v.chains[triangle] = &progress{head: chain.Head().Seq}
	return nil
}
