package ledger

import "fmt"

// Flaw says what is wrong at a [Break].
type Flaw string

// What can be wrong inside a chain.
const (
	// RowMissing: a row in the middle of a chain is gone.
	RowMissing Flaw = "row missing"
	// RowChanged: a row does not follow from the row before it.
	RowChanged Flaw = "row changed"
	// RowMoved: a row stands where it does not belong, or twice.
	RowMoved Flaw = "row moved"
	// RecordMoved: the record beside a row belongs to another row.
	RecordMoved Flaw = "record moved"
	// RecordChanged: the record beside a row, or its salt, is another one.
	RecordChanged Flaw = "record changed"
	// RecordGone: a record is missing and no later record says it was erased.
	RecordGone Flaw = "record gone"
	// RecordKept: a record is there although a later one says it was erased.
	RecordKept Flaw = "record kept"
	// ErasureWrong: an erasure names rows that do not come before it.
	ErasureWrong Flaw = "erasure wrong"
	// TailMissing: the chain ends before the place that the tree holds.
	TailMissing Flaw = "tail missing"
)

// What can be wrong in the tree and its checkpoints.
const (
	// LeafMissing: a leaf in the middle of the list is gone or stands elsewhere.
	LeafMissing Flaw = "leaf missing"
	// LeafChanged: a leaf, or the row it was made from, is another one.
	LeafChanged Flaw = "leaf changed"
	// LeafBackward: a leaf holds an earlier place of a chain than a leaf before it.
	LeafBackward Flaw = "leaf backward"
	// TreeChanged: a stored hash inside the tree is missing or another one.
	TreeChanged Flaw = "tree changed"
	// TreeShorter: the tree is smaller than a signed checkpoint says.
	TreeShorter Flaw = "tree shorter"
	// RootChanged: the tree has another root than a signed checkpoint says.
	RootChanged Flaw = "root changed"
	// CheckpointUnsigned: a checkpoint is damaged or not signed by the service.
	CheckpointUnsigned Flaw = "checkpoint unsigned"
	// CheckpointBackward: a checkpoint contradicts the one before it.
	CheckpointBackward Flaw = "checkpoint backward"
)

// Break is one broken place, named so that an operator can find it.
type Break struct {
	Flaw     Flaw
	Triangle string // set where a chain is concerned
	Seq      int64  // row of that chain, from 1
	Leaf     int64  // index from 0, where a leaf is concerned, or a count
	Size     int64  // size of the checkpoint concerned
	Why      string // one plain sentence
}

// Error says where and what, in one line.
func (b *Break) Error() string {
	switch b.Flaw {
	case LeafMissing, LeafChanged, LeafBackward, TreeChanged:
		return fmt.Sprintf("leaf %d of the tree: %s", b.Leaf, b.Why)
	case TreeShorter, RootChanged, CheckpointUnsigned, CheckpointBackward:
		return fmt.Sprintf("checkpoint of size %d: %s", b.Size, b.Why)
	default:
		return fmt.Sprintf("triangle %s, row %d: %s", b.Triangle, b.Seq, b.Why)
	}
}
