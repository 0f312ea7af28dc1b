package candour

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"golang.org/x/mod/sumdb/note"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/tx"
)

// Evidence is the ledger and its tree, as one transaction sees them.
type Evidence interface {
	ledger.Reader
	ledger.HashStore
	LeafFor(triangle string, seq int64) (ledger.Leaf, bool, error)
}

// LogTx is what the signed log needs of a transaction.
type LogTx interface {
	Evidence(ctx context.Context) Evidence
	// NewestCheckpoint is errs.NotFound before the first.
	NewestCheckpoint(ctx context.Context) ([]byte, error)
	LeafContents(ctx context.Context, first, count int64) ([]ledger.Hash, error)
	grower
}

// grower adds to the tree.
type grower interface {
	// PendingHeads lists the last row of each chain that the tree does not hold yet.
	PendingHeads(ctx context.Context) ([]ledger.Row, error)
	TreeSize(ctx context.Context) (int64, error)
	PutLeaf(ctx context.Context, place int64, r ledger.Row) error
	PutCheckpoint(ctx context.Context, size int64, note []byte, made int64) error
	// BlindKey returns the key of the leaves, which is the fresh one the first time.
	BlindKey(ctx context.Context, fresh ledger.Salt) (ledger.Salt, error)
}

// CheckpointJob folds what is new into the tree and signs it.
const CheckpointJob = "checkpoint"

// CheckpointEvery is how often that happens by itself.
const CheckpointEvery = 10 * time.Minute

// Keys sign and check the log. Public can be given to anybody.
type Keys struct{ Private, Public string }

// Log is the tree of all chains and its signed checkpoints. Nothing that it
// publishes names anybody.
type Log struct {
	run    tx.Runner[LogTx]
	now    func() time.Time
	signer note.Signer
	check  note.Verifier
	public string
}

// NewLog makes the log of a service from its keys.
func NewLog(run tx.Runner[LogTx], k Keys, now func() time.Time) (*Log, error) {
	signer, err := note.NewSigner(k.Private)
	if err != nil {
		return nil, err
	}
	check, err := note.NewVerifier(k.Public)
	if err != nil {
		return nil, err
	}
	if signer.KeyHash() != check.KeyHash() || signer.Name() != check.Name() {
		return nil, errors.New("candour: the two halves of the log's key do not belong together")
	}
	return &Log{run: run, now: now, signer: signer, check: check, public: k.Public}, nil
}

// PublicKey is what others check checkpoints and proofs with.
func (l *Log) PublicKey() string { return l.public }

// treeScope lets one writer at a time grow the tree. No triangle has this id.
const treeScope id.Triangle = "the tree"

// Checkpoint folds the new heads of all chains into the tree and signs it, in
// one transaction. With nothing new it signs nothing.
func (l *Log) Checkpoint(ctx context.Context) (err error) {
	defer errs.Wrap("candour.Checkpoint", &err)
	fresh, err := ledger.NewSalt(rand.Reader)
	if err != nil {
		return err
	}
	made := l.now().UnixMicro()
	return l.run.UpdateScope(ctx, treeScope, func(t LogTx) error {
		heads, err := t.PendingHeads(ctx)
		if err != nil || len(heads) == 0 {
			return err
		}
		key, err := t.BlindKey(ctx, fresh)
		if err != nil {
			return err
		}
		tree, err := grow(ctx, t, heads, key)
		if err != nil {
			return err
		}
		return l.sign(ctx, t, tree, made)
	})
}

func grow(ctx context.Context, t LogTx, heads []ledger.Row, key ledger.Salt) (*ledger.Tree, error) {
	size, err := t.TreeSize(ctx)
	if err != nil {
		return nil, err
	}
	leaves := make([]ledger.Hash, len(heads))
	for i, head := range heads {
		leaves[i] = ledger.HeadLeaf(ledger.Blind(key, head.Triangle), head.Seq, head.Chain)
		if err := t.PutLeaf(ctx, size+int64(i), head); err != nil {
			return nil, err
		}
	}
	tree := ledger.OpenTree(size, t.Evidence(ctx))
	return tree, tree.Append(leaves...)
}

// sign compares with what was signed last before it signs.
func (l *Log) sign(ctx context.Context, t LogTx, tree *ledger.Tree, made int64) error {
	var last ledger.Checkpoint
	signed, err := t.NewestCheckpoint(ctx)
	switch {
	case errs.Is(err, errs.NotFound):
	case err != nil:
		return err
	default:
		if last, err = ledger.OpenCheckpoint(signed, l.check); err != nil {
			return err
		}
	}
	next, err := ledger.SignNext(tree, last, l.signer)
	if err != nil {
		return err
	}
	return t.PutCheckpoint(ctx, tree.Size(), next, made)
}

// Work is the handler of CheckpointJob.
func (l *Log) Work(ctx context.Context, _ disclose.Job) error { return l.Checkpoint(ctx) }
