package ledger

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// allCheckpoints compares each signed checkpoint with the rebuilt tree. Two
// that both agree with one tree are consistent with each other.
func (v *verification) allCheckpoints(trust Trust) error {
	newest := Checkpoint{}
	for skip := 0; ; {
		page, err := v.Checkpoints(skip, pageSize)
		if err != nil {
			return fmt.Errorf("ledger: read checkpoints after %d: %w", skip, err)
		}
		if len(page) == 0 {
			break
		}
		for _, signed := range page {
			c, err := v.open(signed, trust.Keys)
			if err != nil {
				return err
			}
			if err := v.checkpoint(newest, c); err != nil {
				return err
			}
			newest = c
		}
		skip += len(page)
	}
	return v.published(newest, trust)
}

// published checks the checkpoints that were kept outside, smallest first.
func (v *verification) published(newest Checkpoint, trust Trust) error {
	var list []Checkpoint
	for _, signed := range trust.Published {
		c, err := v.open(signed, trust.Keys)
		if err != nil {
			return err
		}
		list = append(list, c)
	}
	slices.SortStableFunc(list, func(a, b Checkpoint) int { return cmp.Compare(a.Size, b.Size) })
	prev := Checkpoint{Origin: newest.Origin}
	for _, c := range list {
		if err := v.checkpoint(prev, c); err != nil {
			return err
		}
		prev = c
	}
	return nil
}

func (v *verification) open(signed []byte, keys []note.Verifier) (Checkpoint, error) {
	c, err := OpenCheckpoint(signed, keys...)
	if err != nil {
		return c, &Break{Flaw: CheckpointUnsigned, Size: claimedSize(signed),
			Why: fmt.Sprintf("checkpoint %d of those checked is damaged or not signed with the key of this service", v.report.Checkpoints+1)}
	}
	v.report.Checkpoints++
	return c, nil
}

func (v *verification) checkpoint(prev, c Checkpoint) error {
	bad := func(f Flaw, why string, args ...any) error {
		return &Break{Flaw: f, Size: c.Size, Why: fmt.Sprintf(why, args...)}
	}
	switch {
	case prev.Origin != "" && prev.Origin != c.Origin:
		return bad(CheckpointBackward, "it belongs to %q, the one before it to %q", c.Origin, prev.Origin)
	case prev.Size > c.Size:
		return bad(CheckpointBackward, "the one before it already had %d leaves", prev.Size)
	case prev.Size == c.Size && prev.Size > 0 && prev.Root != c.Root:
		return bad(CheckpointBackward, "another one of the same size has another root; the service signed two stories")
	case c.Size > v.report.Leaves:
		return bad(TreeShorter, "the tree has only %d leaves; newer ones were removed, or an older copy was put back", v.report.Leaves)
	}
	root, err := rootAt(c.Size, v)
	if err != nil {
		return err
	}
	if root != c.Root {
		return bad(RootChanged, "the tree up to here is not the one that was signed; the largest one that fits has %d leaves", v.fits)
	}
	v.fits = max(v.fits, c.Size)
	v.report.Unsigned = min(v.report.Unsigned, v.report.Leaves-c.Size)
	return nil
}

// claimedSize reads the size of a checkpoint that cannot be trusted, to name it.
func claimedSize(signed []byte) int64 {
	_, rest, _ := strings.Cut(string(signed), "\n")
	line, _, _ := strings.Cut(rest, "\n")
	size, _ := plainNumber(line)
	return size
}
