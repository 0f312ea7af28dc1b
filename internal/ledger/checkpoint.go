package ledger

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is the size and root of the tree at one moment. Its text is a
// C2SP tlog-checkpoint, which becomes a promise when it is signed and published.
type Checkpoint struct {
	Origin string // the name of the tree, and of the key that signs it
	Size   int64  // number of leaves
	Root   Hash
}

var (
	// ErrCheckpoint is the reason when a text is not a checkpoint.
	ErrCheckpoint = errors.New("ledger: not a checkpoint")
	// ErrSignature is the reason when a checkpoint lacks a good signature of the log.
	ErrSignature = errors.New("ledger: the checkpoint is not signed by the key of this service")
	// ErrInconsistent is the reason when one checkpoint does not continue another.
	ErrInconsistent = errors.New("ledger: the tree was rewritten between two checkpoints")
)

// GenerateKey makes a key pair for the log. The private key signs checkpoints
// and stays secret; the public key is published, and its name is the origin,
// best a host and path such as "trialogue.example.org/log".
func GenerateKey(random io.Reader, origin string) (private, public string, err error) {
	private, public, err = note.GenerateKey(random, origin)
	if err != nil {
		return "", "", fmt.Errorf("ledger: make a key: %w", err)
	}
	if _, err := note.NewVerifier(public); err != nil {
		return "", "", fmt.Errorf("ledger: %q cannot name a key: %w", origin, err)
	}
	return private, public, nil
}

// Text returns the lines that are signed.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// ParseCheckpoint reads the lines that are signed. It passes over extension
// lines, as the format demands. Errors wrap [ErrCheckpoint].
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) < 4 || lines[len(lines)-1] != "" {
		return Checkpoint{}, fmt.Errorf("%w: it needs three whole lines", ErrCheckpoint)
	}
	for _, line := range lines[:len(lines)-1] {
		if line == "" {
			return Checkpoint{}, fmt.Errorf("%w: it has an empty line", ErrCheckpoint)
		}
	}
	size, ok := plainNumber(lines[1])
	if !ok {
		return Checkpoint{}, fmt.Errorf("%w: %q is not a size", ErrCheckpoint, lines[1])
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != len(Hash{}) {
		return Checkpoint{}, fmt.Errorf("%w: %q is not a root", ErrCheckpoint, lines[2])
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: Hash(root)}, nil
}

// Sign returns the checkpoint as a signed note. The key of the first signer
// must bear the name of the origin. Sign only what [CheckConsistent] has
// compared with the last checkpoint; [SignNext] does both.
func (c Checkpoint) Sign(log note.Signer, others ...note.Signer) ([]byte, error) {
	if log.Name() != c.Origin {
		return nil, fmt.Errorf("ledger: the key is named %q, the tree %q", log.Name(), c.Origin)
	}
	signed, err := note.Sign(&note.Note{Text: c.Text()}, append([]note.Signer{log}, others...)...)
	if err != nil {
		return nil, fmt.Errorf("ledger: sign checkpoint of size %d: %w", c.Size, err)
	}
	return signed, nil
}

// OpenCheckpoint reads a signed checkpoint and checks that one of the keys of
// the log signed it, and that none of them signed something else. Signatures
// by keys it does not know are passed over, so witnesses may add theirs.
// Errors wrap [ErrSignature] or [ErrCheckpoint].
func OpenCheckpoint(signed []byte, keys ...note.Verifier) (Checkpoint, error) {
	c, _, err := openNote(signed, keys)
	return c, err
}

func openNote(signed []byte, keys []note.Verifier) (Checkpoint, *note.Note, error) {
	n, err := note.Open(signed, note.VerifierList(keys...))
	if err != nil {
		return Checkpoint{}, nil, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	c, err := ParseCheckpoint(n.Text)
	if err != nil {
		return Checkpoint{}, nil, err
	}
	for _, sig := range n.Sigs {
		if sig.Name == c.Origin {
			return c, n, nil
		}
	}
	return Checkpoint{}, nil, fmt.Errorf("%w: it is a checkpoint of %q", ErrSignature, c.Origin)
}

// SignNext signs the present state of the tree after checking that it
// continues prev, the last checkpoint that was signed; the zero value stands
// for none.
func SignNext(t *Tree, prev Checkpoint, log note.Signer) ([]byte, error) {
	root, err := t.Root()
	if err != nil {
		return nil, err
	}
	next := Checkpoint{Origin: log.Name(), Size: t.Size(), Root: root}
	if prev != (Checkpoint{}) {
		if err := CheckConsistent(prev, next, t.store); err != nil {
			return nil, err
		}
	}
	return next.Sign(log)
}

// CheckConsistent checks that the tree of next only adds to the tree of prev.
// The reader holds the hashes of the tree of next, or of a longer one. Errors
// wrap [ErrInconsistent], unless hashes could not be read.
func CheckConsistent(prev, next Checkpoint, r tlog.HashReader) error {
	switch {
	case prev.Origin != next.Origin:
		return fmt.Errorf("%w: they belong to %q and %q", ErrInconsistent, prev.Origin, next.Origin)
	case prev.Size > next.Size:
		return fmt.Errorf("%w: it shrank from %d to %d leaves", ErrInconsistent, prev.Size, next.Size)
	case prev.Size == next.Size && prev.Root != next.Root:
		return fmt.Errorf("%w: two roots for %d leaves", ErrInconsistent, prev.Size)
	case prev.Size == 0 || prev.Size == next.Size:
		return nil
	}
	proof, err := tlog.ProveTree(next.Size, prev.Size, r)
	if err != nil {
		return fmt.Errorf("ledger: compare checkpoints of %d and %d leaves: %w", prev.Size, next.Size, err)
	}
	if tlog.CheckTree(proof, next.Size, tlog.Hash(next.Root), prev.Size, tlog.Hash(prev.Root)) != nil {
		return fmt.Errorf("%w: %d leaves do not continue %d", ErrInconsistent, next.Size, prev.Size)
	}
	return nil
}
