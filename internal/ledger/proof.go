package ledger

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Proof shows, without asking the service, that one record stands in the tree
// that the service signed. It holds that one record and of all others nothing
// but hashes, though the number of hashes tells how many rows came after it.
type Proof struct {
	Record     Record
	Salt       Salt
	Before     Hash   // chain hash of the row before it; zero before the first
	Chain      Hash   // chain hash of its own row
	After      []Hash // commitments of the rows after it, up to the folded head
	Head       Hash   // chain hash of the folded head
	Blinded    Hash   // see [Blind]
	Leaf       int64  // index of the leaf that holds the folded head
	Path       []Hash // inclusion proof of the leaf
	Checkpoint string // the signed checkpoint, as published
}

var (
	// ErrProof is the reason when a file is a proof that does not hold.
	ErrProof = errors.New("this proof does not hold")
	// ErrProofFile is the reason when a file cannot be read as a proof.
	ErrProofFile = errors.New("this is not a whole proof file")
	// ErrNoRecord is the reason when there is no such row.
	ErrNoRecord = errors.New("ledger: the chain has no such row")
	// ErrErased is the reason when the record was erased and can no longer be proved.
	ErrErased = errors.New("ledger: the record was erased")
	// ErrNotYet is the reason when no signed checkpoint covers the record yet.
	ErrNotYet = errors.New("ledger: no signed checkpoint covers the record yet")
)

// Check proves the proof with the public keys of the service, and nothing
// else. The words of its error can be shown to the person who holds the file.
// Errors wrap [ErrProof].
func (p Proof) Check(keys ...note.Verifier) error {
	if p.Record.Seq < 1 || (p.Record.Seq == 1) != p.Before.IsZero() {
		return fmt.Errorf("%w: it does not say rightly what came before the record; the file was changed or damaged", ErrProof)
	}
	if Link(p.Before, p.Record.Triangle, p.Record.Seq, Commit(p.Salt, p.Record)) != p.Chain {
		return fmt.Errorf("%w: what it says is not what was written down at the time; the file was changed or damaged", ErrProof)
	}
	chain, seq := p.Chain, p.Record.Seq
	for _, commitment := range p.After {
		seq++
		chain = Link(chain, p.Record.Triangle, seq, commitment)
	}
	if chain != p.Head {
		return fmt.Errorf("%w: the steps that follow the record do not fit together; the file was changed or damaged", ErrProof)
	}
	c, err := OpenCheckpoint([]byte(p.Checkpoint), keys...)
	if err != nil {
		return fmt.Errorf("%w: its checkpoint is not signed by the service whose key you gave", ErrProof)
	}
	leaf := HeadLeaf(p.Blinded, seq, p.Head)
	if !included(c, p.Leaf, leaf, p.Path) {
		return fmt.Errorf("%w: the record is not part of what the service signed on that day; the file was changed or damaged", ErrProof)
	}
	return nil
}

func included(c Checkpoint, index int64, leaf Hash, path []Hash) bool {
	if index < 0 || index >= c.Size {
		return false
	}
	proof := make(tlog.RecordProof, len(path))
	for i, h := range path {
		proof[i] = tlog.Hash(h)
	}
	return tlog.CheckRecord(proof, c.Size, tlog.Hash(c.Root), index, tlog.RecordHash(leaf[:])) == nil
}

// Stored is a row as it is kept, with its detail unless that was erased.
type Stored struct {
	Row    Row
	Detail *Detail
}

// ProofSource is what [BuildProof] reads from.
type ProofSource interface {
	tlog.HashReader
	// Rows returns up to max rows of a chain whose Seq is greater than after,
	// in order of Seq.
	Rows(triangle string, after int64, max int) ([]Stored, error)
	// LeafFor returns the first leaf that holds seq or a later row of the
	// triangle, and reports whether there is one.
	LeafFor(triangle string, seq int64) (Leaf, bool, error)
}

// BuildProof makes the proof of one record under a signed checkpoint, and
// checks it before it is handed out. Errors wrap [ErrNoRecord], [ErrErased],
// [ErrNotYet] or [ErrProof] where those are the reason.
func BuildProof(src ProofSource, triangle string, seq int64, checkpoint []byte, keys ...note.Verifier) (Proof, error) {
	c, err := OpenCheckpoint(checkpoint, keys...)
	if err != nil {
		return Proof{}, err
	}
	leaf, found, err := src.LeafFor(triangle, seq)
	if err != nil {
		return Proof{}, fmt.Errorf("ledger: find the leaf for row %d: %w", seq, err)
	}
	p := Proof{Blinded: leaf.Blinded, Leaf: leaf.Index, Checkpoint: string(checkpoint)}
	// The row is looked at first, so that an erased or unknown one is named as such.
	if err := p.readRow(src, triangle, seq); err != nil {
		return Proof{}, err
	}
	if !found || leaf.Index >= c.Size {
		return Proof{}, fmt.Errorf("%w: row %d", ErrNotYet, seq)
	}
	if err := p.readAfter(src, leaf.Seq); err != nil {
		return Proof{}, err
	}
	path, err := tlog.ProveRecord(c.Size, leaf.Index, src)
	if err != nil {
		return Proof{}, fmt.Errorf("ledger: prove leaf %d: %w", leaf.Index, err)
	}
	for _, h := range path {
		p.Path = append(p.Path, Hash(h))
	}
	return p, p.Check(keys...)
}

// readRow takes the record and the hash before it.
func (p *Proof) readRow(src ProofSource, triangle string, seq int64) error {
	first := max(seq-2, 0)
	rows, err := src.Rows(triangle, first, int(seq-first))
	if err != nil {
		return fmt.Errorf("ledger: read row %d: %w", seq, err)
	}
	if len(rows) == 0 || rows[len(rows)-1].Row.Seq != seq {
		return fmt.Errorf("%w: row %d", ErrNoRecord, seq)
	}
	own := rows[len(rows)-1]
	if own.Detail == nil {
		return fmt.Errorf("%w: row %d", ErrErased, seq)
	}
	p.Record, p.Salt, p.Chain = own.Detail.Record, own.Detail.Salt, own.Row.Chain
	p.Head = p.Chain
	if len(rows) > 1 {
		p.Before = rows[0].Row.Chain
	}
	return nil
}

// readAfter takes the commitments from the record up to the folded head.
func (p *Proof) readAfter(src ProofSource, head int64) error {
	for seq := p.Record.Seq; seq < head; {
		rows, err := src.Rows(p.Record.Triangle, seq, int(min(head-seq, pageSize)))
		if err != nil {
			return fmt.Errorf("ledger: read rows after %d: %w", seq, err)
		}
		for _, stored := range rows {
			p.After = append(p.After, stored.Row.Commitment)
			p.Head = stored.Row.Chain
		}
		if len(rows) == 0 {
			return fmt.Errorf("%w: the chain ends at row %d, the tree holds row %d", ErrProof, seq, head)
		}
		seq += int64(len(rows))
	}
	return nil
}
