package store

import (
	"context"
	"fmt"

	"trialogue/internal/errs"
	"trialogue/internal/store/engine"
	"trialogue/internal/store/migrate"
)

// LatestCheckpoint is the last signed note of the ledger's tree; empty where
// none was signed yet. It needs no key.
func LatestCheckpoint(ctx context.Context, e engine.Engine) (string, error) {
	var note string
	err := e.View(ctx, func(t *engine.Tx) error {
		return t.Row(ctx, []any{&note}, "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
	})
	if errs.Is(err, errs.NotFound) {
		return "", nil
	}
	return note, err
}

// CheckCopy looks at a copy before it is trusted: is it a database of ours, of
// a version that this program knows, and whole as a file.
func CheckCopy(ctx context.Context, e engine.Engine) (migrate.State, error) {
	state, err := migrate.Look(ctx, e)
	if err != nil {
		return state, err
	}
	if state.At == 0 {
		return state, errs.E(errs.Invalid, "store.CheckCopy", "", fmt.Errorf("this is no database of Trialogue"))
	}
	if e.Dialect() != engine.SQLite {
		return state, nil
	}
	var found []string
	err = e.View(ctx, func(t *engine.Tx) error {
		return t.Rows(ctx, func(scan func(...any) error) error {
			var line string
			err := scan(&line)
			found = append(found, line)
			return err
		}, "PRAGMA integrity_check(3)")
	})
	if err == nil && (len(found) != 1 || found[0] != "ok") {
		err = errs.E(errs.Invalid, "store.CheckCopy", "", fmt.Errorf("the file is damaged: %v", found))
	}
	return state, err
}
