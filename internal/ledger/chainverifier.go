package ledger

import "fmt"

// ChainVerifier checks one chain from its first row. Feed it every row in
// order and then Close it. It keeps no rows, only the places of those whose
// record is absent.
//
// A chain alone cannot show that its tail was cut off or written anew; for
// that, compare [ChainVerifier.Head] with what the signed tree holds.
type ChainVerifier struct {
	head   Row
	absent map[int64]bool // places without a record; true once erasure is proved
	erased int64
}

// NewChainVerifier starts before the first row of the chain of a triangle.
func NewChainVerifier(triangle string) *ChainVerifier {
	return &ChainVerifier{head: Row{Triangle: triangle}, absent: map[int64]bool{}}
}

// Head returns the last row that was right; its Seq is 0 before the first.
func (v *ChainVerifier) Head() Row { return v.head }

// Erased returns how many absent records a later record has accounted for.
func (v *ChainVerifier) Erased() int64 { return v.erased }

// Feed checks the next row and what it hides, where that is still kept. It
// returns the broken place, or nil. After a break the verifier must not be
// fed again.
func (v *ChainVerifier) Feed(row Row, detail *Detail) *Break {
	if b := v.place(row); b != nil {
		return b
	}
	if b := v.link(row, detail); b != nil {
		return b
	}
	if detail == nil {
		v.absent[row.Seq] = false
	} else if b := v.record(row, *detail); b != nil {
		return b
	}
	v.head = row
	return nil
}

// Close reports the first record that is absent without an erasure.
func (v *ChainVerifier) Close() *Break {
	first := int64(0)
	for seq, proved := range v.absent {
		if !proved && (first == 0 || seq < first) {
			first = seq
		}
	}
	if first == 0 {
		return nil
	}
	return v.broken(RecordGone, first, "the record and its salt are missing, and no later record says that they were erased")
}

func (v *ChainVerifier) broken(f Flaw, seq int64, why string, args ...any) *Break {
	return &Break{Flaw: f, Triangle: v.head.Triangle, Seq: seq, Why: fmt.Sprintf(why, args...)}
}

func (v *ChainVerifier) place(row Row) *Break {
	next := v.head.Seq + 1
	switch {
	case row.Triangle != v.head.Triangle:
		return v.broken(RowMoved, next, "a row of triangle %s stands here", row.Triangle)
	case row.Seq > next:
		return v.broken(RowMissing, next, "the row is missing; row %d comes next", row.Seq)
	case row.Seq < next:
		return v.broken(RowMoved, row.Seq, "the row comes again, or out of order, after row %d", v.head.Seq)
	}
	return nil
}

// link checks that the row follows from the row before it, and tells apart
// what can be told apart when it does not.
func (v *ChainVerifier) link(row Row, detail *Detail) *Break {
	if row.Chain == Link(v.head.Chain, row.Triangle, row.Seq, row.Commitment) {
		return nil
	}
	if detail != nil {
		if elsewhere(row, detail.Record) {
			return v.broken(RowMoved, row.Seq, "the row holds what belongs at row %d of triangle %s",
				detail.Record.Seq, detail.Record.Triangle)
		}
		if row.Chain == Link(v.head.Chain, row.Triangle, row.Seq, Commit(detail.Salt, detail.Record)) {
			return v.broken(RowChanged, row.Seq, "the commitment of the row was changed; the record beside it is right")
		}
	}
	return v.broken(RowChanged, row.Seq, "the row does not follow from row %d; one of the two was changed", v.head.Seq)
}

func (v *ChainVerifier) record(row Row, d Detail) *Break {
	if Commit(d.Salt, d.Record) != row.Commitment {
		if elsewhere(row, d.Record) {
			return v.broken(RecordMoved, row.Seq, "the record kept here belongs at row %d of triangle %s",
				d.Record.Seq, d.Record.Triangle)
		}
		return v.broken(RecordChanged, row.Seq, "the record or its salt was changed after it was written")
	}
	if elsewhere(row, d.Record) {
		return v.broken(RecordMoved, row.Seq, "the record was written for row %d of triangle %s",
			d.Record.Seq, d.Record.Triangle)
	}
	return v.erasure(d.Record)
}

// erasure ticks off the absent records that an erasure names.
func (v *ChainVerifier) erasure(r Record) *Break {
	spans, err := r.Erases()
	if err != nil {
		return v.broken(ErasureWrong, r.Seq, "the erasure does not say clearly which rows it is about")
	}
	for _, span := range spans {
		if span.To >= r.Seq {
			return v.broken(ErasureWrong, r.Seq, "the erasure names row %d, which does not come before it", span.To)
		}
		for seq := span.From; seq <= span.To; seq++ {
			proved, absent := v.absent[seq]
			if !absent {
				return v.broken(RecordKept, seq, "row %d says that the record was erased, but it is still there", r.Seq)
			}
			if !proved {
				v.absent[seq] = true
				v.erased++
			}
		}
	}
	return nil
}

func elsewhere(row Row, r Record) bool {
	return r.Seq != row.Seq || r.Triangle != row.Triangle
}
