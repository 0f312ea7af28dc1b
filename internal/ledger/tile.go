package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// ErrNoTile is the reason when the published tree does not hold a tile.
var ErrNoTile = errors.New("ledger: the published tree holds no such tile")

// ReadTile returns the bytes of a tile of hashes. The size is that of the
// newest published checkpoint: what is not promised yet is not shown. Errors
// wrap [ErrNoTile], unless hashes could not be read.
func ReadTile(p TilePath, size int64, r tlog.HashReader) ([]byte, error) {
	if p.Entries || !p.Within(size) {
		return nil, fmt.Errorf("%w: %s", ErrNoTile, p)
	}
	b, err := tlog.ReadTileData(tlog.Tile{H: tileHeight, L: p.Level, N: p.Index, W: p.Width}, r)
	if err != nil {
		return nil, fmt.Errorf("ledger: read %s: %w", p, err)
	}
	return b, nil
}

// EntryBundle returns the bytes of an entry bundle: each leaf after its length
// in two bytes.
func EntryBundle(leaves []Hash) []byte {
	b := make([]byte, 0, len(leaves)*(2+len(Hash{})))
	for _, leaf := range leaves {
		b = binary.BigEndian.AppendUint16(b, uint16(len(leaf)))
		b = append(b, leaf[:]...)
	}
	return b
}

// ParseEntryBundle reads an entry bundle of this log.
func ParseEntryBundle(b []byte) ([]Hash, error) {
	const length = 2 + len(Hash{})
	if len(b)%length != 0 || len(b) > tileWidth*length {
		return nil, fmt.Errorf("ledger: %d bytes are not an entry bundle", len(b))
	}
	leaves := make([]Hash, 0, len(b)/length)
	for ; len(b) > 0; b = b[length:] {
		if binary.BigEndian.Uint16(b) != uint16(len(Hash{})) {
			return nil, errors.New("ledger: an entry is not 32 bytes long")
		}
		leaves = append(leaves, Hash(b[2:length]))
	}
	return leaves, nil
}

// PublishedHashes reads the tree of a checkpoint from its published tiles, and
// checks every tile against the root. It is what a watcher gives to
// [CheckConsistent]. The function fetches one tile by its path.
func PublishedHashes(c Checkpoint, fetch func(path string) ([]byte, error)) tlog.HashReader {
	tree := tlog.Tree{N: c.Size, Hash: tlog.Hash(c.Root)}
	return tlog.TileHashReader(tree, tileFetcher(fetch))
}

type tileFetcher func(path string) ([]byte, error)

func (tileFetcher) Height() int { return tileHeight }

func (f tileFetcher) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(tiles))
	for i, t := range tiles {
		path := TilePath{Level: t.L, Index: t.N, Width: t.W}.String()
		b, err := f(path)
		if err != nil {
			return nil, fmt.Errorf("ledger: fetch %s: %w", path, err)
		}
		found[i] = b
	}
	return found, nil
}

func (tileFetcher) SaveTiles([]tlog.Tile, [][]byte) {}
