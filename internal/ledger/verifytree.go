package ledger

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// errShort is the reason when a reader gives another number of things than asked.
var errShort = errors.New("the reader gave fewer or more than asked for")

func (v *verification) allLeaves(Trust) error {
	for {
		page, err := v.Leaves(v.report.Leaves, pageSize)
		if err != nil {
			return fmt.Errorf("ledger: read leaves from %d: %w", v.report.Leaves, err)
		}
		if len(page) == 0 {
			v.report.Unsigned = v.report.Leaves
			return nil
		}
		if err := v.leaves(page); err != nil {
			return err
		}
	}
}

// leaves checks a run of leaves against the hashes stored for them. When one
// of the hashes is missing it goes leaf by leaf, to name the right one.
func (v *verification) leaves(run []Leaf) error {
	first := v.report.Leaves
	start, end := tlog.StoredHashIndex(0, first), tlog.StoredHashIndex(0, first+int64(len(run)))
	indexes := make([]int64, 0, end-start)
	for i := start; i < end; i++ {
		indexes = append(indexes, i)
	}
	hashes, err := v.ReadHashes(indexes)
	if errors.Is(err, ErrMissing) {
		return v.leafByLeaf(run)
	}
	if err == nil && len(hashes) != len(indexes) {
		err = errShort
	}
	if err != nil {
		return fmt.Errorf("ledger: read %d tree hashes from %d: %w", len(indexes), start, err)
	}
	stored := &overlay{first: start, hashes: hashes, below: v}
	for _, leaf := range run {
		if err := v.leaf(leaf, stored); err != nil {
			return err
		}
		v.report.Leaves++
	}
	return nil
}

func (v *verification) leafByLeaf(run []Leaf) error {
	if len(run) == 1 {
		return &Break{Flaw: TreeChanged, Leaf: v.report.Leaves, Why: "a hash that the tree needs here is missing"}
	}
	for i := range run {
		if err := v.leaves(run[i : i+1]); err != nil {
			return err
		}
	}
	return nil
}

// leaf rebuilds all hashes that this leaf completes. The hashes before it are
// right already, so nothing but the stored tree is needed to rebuild the next.
func (v *verification) leaf(leaf Leaf, stored *overlay) error {
	index := v.report.Leaves
	if leaf.Index != index {
		return &Break{Flaw: LeafMissing, Leaf: index, Why: fmt.Sprintf("the leaf is missing; leaf %d stands in its place", leaf.Index)}
	}
	content, err := v.folded(leaf)
	if err != nil {
		return err
	}
	rebuilt, err := tlog.StoredHashes(index, content[:], stored)
	if err != nil {
		return fmt.Errorf("ledger: rebuild leaf %d: %w", index, err)
	}
	from := tlog.StoredHashIndex(0, index) - stored.first
	for level, h := range rebuilt {
		if stored.hashes[from+int64(level)] == h {
			continue
		}
		if level == 0 {
			return &Break{Flaw: LeafChanged, Leaf: index, Triangle: leaf.Triangle, Seq: leaf.Seq,
				Why: fmt.Sprintf("it was made from row %d of triangle %s; the leaf or the row was changed since", leaf.Seq, leaf.Triangle)}
		}
		return &Break{Flaw: TreeChanged, Leaf: index, Why: fmt.Sprintf("the hash of level %d that it completes was changed", level)}
	}
	return nil
}

// folded returns what the leaf must contain, from the row it was made from.
func (v *verification) folded(leaf Leaf) (Hash, error) {
	chain := v.chains[leaf.Triangle]
	if chain == nil {
		chain = &progress{}
	}
	if leaf.Seq > chain.head {
		return Hash{}, &Break{Flaw: TailMissing, Triangle: leaf.Triangle, Seq: chain.head + 1,
			Why: fmt.Sprintf("the chain ends too early; leaf %d of the tree holds row %d", leaf.Index, leaf.Seq)}
	}
	if leaf.Seq <= chain.folded {
		return Hash{}, &Break{Flaw: LeafBackward, Leaf: leaf.Index, Triangle: leaf.Triangle, Seq: leaf.Seq,
			Why: fmt.Sprintf("it holds row %d of triangle %s, but an earlier leaf holds row %d", leaf.Seq, leaf.Triangle, chain.folded)}
	}
	v.report.Unfolded -= leaf.Seq - chain.folded
	chain.folded = leaf.Seq
	rows, err := v.Rows(leaf.Triangle, leaf.Seq-1, 1)
	if err == nil && len(rows) != 1 {
		err = errShort
	}
	if err != nil {
		return Hash{}, fmt.Errorf("ledger: read row %d of triangle %s again: %w", leaf.Seq, leaf.Triangle, err)
	}
	return HeadLeaf(leaf.Blinded, leaf.Seq, rows[0].Row.Chain), nil
}
