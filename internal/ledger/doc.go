// Package ledger keeps the promise that nothing happens in silence. It knows
// what a record is, how records are chained inside one triangle, how the heads
// of all chains grow one tree, how the tree is signed, and how all of it is
// proved and checked again from nothing.
//
// From the bottom up:
//
//   - A [Record] says what happened, in ids and codes, never in anybody's
//     words. [Record.Canonical] turns it into bytes in exactly one way.
//   - [Commit] hides a record behind a [Salt]. The commitment stays for ever;
//     destroying salt and record erases the record and breaks no proof.
//   - [Append] links a commitment to the one before it, so each triangle has
//     one chain of [Row] values, numbered 1, 2, 3 and so on without gaps.
//   - [HeadLeaf] folds the head of a chain into the [Tree] of the whole
//     service. A leaf tells an outsider nothing, not even which leaves belong
//     together.
//   - A [Checkpoint] is the size and root of the tree, signed as a note and
//     published with its tiles, so that others can watch and sign too.
//   - A [Proof] is one text file that shows that one record is in the tree.
//   - [Verify] rebuilds everything and names the first broken place.
//
// What it must never know: SQL, HTTP, the clock, the words that people wrote,
// and how anybody decided. Formats follow the C2SP specifications for
// checkpoints, cosignatures and tiles; the Merkle tree itself is
// golang.org/x/mod/sumdb/tlog.
package ledger
