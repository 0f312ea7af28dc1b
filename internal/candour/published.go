package candour

import (
	"context"
	"errors"

	"trialogue/internal/errs"
	"trialogue/internal/ledger"
)

// Published is the newest signed checkpoint; errs.NotFound before the first.
func (l *Log) Published(ctx context.Context) (signed []byte, err error) {
	err = l.run.View(ctx, func(t LogTx) error {
		signed, err = t.NewestCheckpoint(ctx)
		return err
	})
	return signed, err
}

// Tile is one tile of what the newest checkpoint covers, by its C2SP path such
// as "tile/0/000". What is not promised yet is errs.NotFound.
func (l *Log) Tile(ctx context.Context, path string) (tile []byte, err error) {
	defer errs.Wrap("candour.Tile", &err)
	p, err := ledger.ParseTilePath(path)
	if err != nil {
		return nil, errs.Missing("candour.Tile")
	}
	err = l.run.View(ctx, func(t LogTx) error {
		signed, err := t.NewestCheckpoint(ctx)
		if err != nil {
			return err
		}
		c, err := ledger.OpenCheckpoint(signed, l.check)
		if err != nil {
			return err
		}
		tile, err = readTile(ctx, t, p, c.Size)
		return err
	})
	if errors.Is(err, ledger.ErrNoTile) {
		err = errs.Missing("candour.Tile")
	}
	return tile, err
}

func readTile(ctx context.Context, t LogTx, p ledger.TilePath, size int64) ([]byte, error) {
	if !p.Entries {
		return ledger.ReadTile(p, size, t.Evidence(ctx))
	}
	if !p.Within(size) {
		return nil, ledger.ErrNoTile
	}
	first, count := p.Entry()
	leaves, err := t.LeafContents(ctx, first, count)
	if err != nil {
		return nil, err
	}
	return ledger.EntryBundle(leaves), nil
}
