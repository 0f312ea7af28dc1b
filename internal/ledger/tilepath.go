package ledger

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// tileWidth is the number of hashes or entries in a full tile: two to the
// power of tileHeight.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
	maxLevel   = 63
)

// ErrTilePath is the reason when a path names no tile.
var ErrTilePath = errors.New("ledger: the path names no tile")

// TilePath names one tile as C2SP tlog-tiles does.
type TilePath struct {
	Entries bool  // an entry bundle: the leaves themselves; Level is 0
	Level   int   // 0 holds the hashes of leaves, each level above spans 256 times more
	Index   int64 // from 0
	Width   int   // from 1 to 256; below 256 the tile is partial
}

// String returns the path, without a slash in front: "tile/0/x001/067.p/12".
func (p TilePath) String() string {
	level := "entries"
	if !p.Entries {
		level = strconv.Itoa(p.Level)
	}
	index := fmt.Sprintf("%03d", p.Index%1000)
	for n := p.Index / 1000; n > 0; n /= 1000 {
		index = fmt.Sprintf("x%03d/%s", n%1000, index)
	}
	path := "tile/" + level + "/" + index
	if p.Width < tileWidth {
		path += ".p/" + strconv.Itoa(p.Width)
	}
	return path
}

// ParseTilePath reads a path, without a slash in front, and accepts no other
// spelling than the one of String. Errors wrap [ErrTilePath].
func ParseTilePath(path string) (TilePath, error) {
	bad := fmt.Errorf("%w: %q", ErrTilePath, path)
	rest, ok := strings.CutPrefix(path, "tile/")
	level, rest, cut := strings.Cut(rest, "/")
	if !ok || !cut {
		return TilePath{}, bad
	}
	p := TilePath{Entries: level == "entries", Width: tileWidth}
	index, width, partial := strings.Cut(rest, ".p/")
	if partial {
		n, ok := plainNumber(width)
		if !ok || n < 1 || n >= tileWidth {
			return TilePath{}, bad
		}
		p.Width = int(n)
	}
	if !p.Entries {
		n, ok := plainNumber(level)
		if !ok || n > maxLevel {
			return TilePath{}, bad
		}
		p.Level = int(n)
	}
	digits := strings.ReplaceAll(strings.ReplaceAll(index, "x", ""), "/", "")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 0 {
		return TilePath{}, bad
	}
	p.Index = n
	if p.String() != path {
		return TilePath{}, bad
	}
	return p, nil
}

// Within reports whether a tree of size leaves fills the tile.
func (p TilePath) Within(size int64) bool {
	filled := size >> (tileHeight * p.Level)
	return filled >= int64(p.Width) && p.Index <= (filled-int64(p.Width))/tileWidth
}

// Entry returns the index of the first leaf of an entry bundle, and how many
// leaves it holds.
func (p TilePath) Entry() (first, count int64) {
	return p.Index * tileWidth, int64(p.Width)
}
