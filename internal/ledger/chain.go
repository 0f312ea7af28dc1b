package ledger

import (
	"errors"
	"fmt"
)

// Row is one place in the chain of a triangle. Rows are never changed and
// never removed; erasing a record leaves its row standing.
type Row struct {
	Triangle   string
	Seq        int64 // from 1, without gaps
	Commitment Hash  // hides the record, see [Commit]
	Chain      Hash  // binds this row and all before it, see [Link]
}

// Detail is what a row hides. It can be erased; the row cannot.
type Detail struct {
	Record Record
	Salt   Salt
}

// ErrPlace is the reason when a record does not fit after the row before it.
var ErrPlace = errors.New("ledger: the record is not the next one of this chain")

// Commit hides a record behind a salt. Without the salt nobody can find the
// record by guessing; with it anybody can check that it is this record.
func Commit(salt Salt, r Record) Hash {
	return digest(tagCommitment, salt[:], r.Canonical())
}

// Link binds a commitment to its triangle, its place and everything before it.
// The first row of a chain links to the zero hash.
func Link(prev Hash, triangle string, seq int64, commitment Hash) Hash {
	return digest(tagLink, prev[:], number(seq), commitment[:], []byte(triangle))
}

// Append makes the row that follows prev, the head of the chain; the zero Row
// stands before the first. The record must already carry its place, prev.Seq+1,
// because it is stored with it. Errors wrap [ErrPlace].
func Append(prev Row, r Record, salt Salt) (Row, error) {
	if r.Triangle == "" || (prev.Seq > 0 && prev.Triangle != r.Triangle) {
		return Row{}, fmt.Errorf("%w: it belongs to triangle %q, the chain to %q", ErrPlace, r.Triangle, prev.Triangle)
	}
	if r.Seq != prev.Seq+1 {
		return Row{}, fmt.Errorf("%w: it is number %d, the next is %d", ErrPlace, r.Seq, prev.Seq+1)
	}
	if salt.IsZero() {
		return Row{}, errors.New("ledger: the salt was never drawn")
	}
	row := Row{Triangle: r.Triangle, Seq: r.Seq, Commitment: Commit(salt, r)}
	row.Chain = Link(prev.Chain, row.Triangle, row.Seq, row.Commitment)
	return row, nil
}
