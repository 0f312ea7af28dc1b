package ledger

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// ErrMissing is the reason when a stored tree hash is not there. A HashReader
// over a database must wrap it, so that a lost hash is told apart from a
// database that cannot be read.
var ErrMissing = errors.New("ledger: the tree hash is not stored")

// HashStore keeps the hashes of the tree by storage index, as tlog numbers
// them: 0, 1, 2 and so on without gaps.
type HashStore interface {
	tlog.HashReader
	// StoreHashes keeps new hashes at first, first+1 and so on. None of them
	// is stored yet.
	StoreHashes(first int64, hashes []tlog.Hash) error
}

// Blind hides the id of a triangle behind the key of the service, so that the
// leaves of one triangle cannot be matched even by somebody who knows its chain.
func Blind(key Salt, triangle string) Hash {
	return digest(tagBlind, key[:], []byte(triangle))
}

// HeadLeaf folds the head of a chain into the 32 bytes that stand in the tree.
// They are published, and tell nothing without the three values.
func HeadLeaf(blinded Hash, seq int64, chain Hash) Hash {
	return digest(tagHead, blinded[:], number(seq), chain[:])
}

// Leaf says which place of which chain stands at one index of the tree.
type Leaf struct {
	Index    int64 // from 0, without gaps
	Triangle string
	Seq      int64
	Blinded  Hash // see [Blind]
}

// Tree is the tree of chain heads, of a known size, over stored hashes.
type Tree struct {
	size  int64
	store HashStore
}

// OpenTree continues a tree that has size leaves.
func OpenTree(size int64, store HashStore) *Tree {
	return &Tree{size: size, store: store}
}

// Size returns the number of leaves.
func (t *Tree) Size() int64 { return t.size }

// Append adds leaves and stores the new hashes in one call. After an error the
// size is as before.
func (t *Tree) Append(leaves ...Hash) error {
	fresh := overlay{first: tlog.StoredHashIndex(0, t.size), below: t.store}
	for i, leaf := range leaves {
		hashes, err := tlog.StoredHashes(t.size+int64(i), leaf[:], &fresh)
		if err != nil {
			return fmt.Errorf("ledger: add leaf %d: %w", t.size+int64(i), err)
		}
		fresh.hashes = append(fresh.hashes, hashes...)
	}
	if len(leaves) == 0 {
		return nil
	}
	if err := t.store.StoreHashes(fresh.first, fresh.hashes); err != nil {
		return fmt.Errorf("ledger: store %d leaves after %d: %w", len(leaves), t.size, err)
	}
	t.size += int64(len(leaves))
	return nil
}

// Root returns the root of the tree.
func (t *Tree) Root() (Hash, error) { return rootAt(t.size, t.store) }

func rootAt(size int64, r tlog.HashReader) (Hash, error) {
	root, err := tlog.TreeHash(size, r)
	if err != nil {
		return Hash{}, fmt.Errorf("ledger: root of %d leaves: %w", size, err)
	}
	return Hash(root), nil
}

// overlay reads a run of hashes from memory and the others from below.
type overlay struct {
	first  int64
	hashes []tlog.Hash
	below  tlog.HashReader
}

// ReadHashes implements tlog.HashReader.
func (o *overlay) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	var ask []int64
	var at []int
	for i, index := range indexes {
		if n := index - o.first; n >= 0 && n < int64(len(o.hashes)) {
			found[i] = o.hashes[n]
			continue
		}
		ask, at = append(ask, index), append(at, i)
	}
	if len(ask) == 0 {
		return found, nil
	}
	below, err := o.below.ReadHashes(ask)
	if err != nil {
		return nil, err
	}
	if len(below) != len(ask) {
		return nil, errShort
	}
	for i, h := range below {
		found[at[i]] = h
	}
	return found, nil
}
