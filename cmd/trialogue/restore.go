package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/mod/sumdb/note"

	"trialogue/internal/app"
	"trialogue/internal/backup"
	"trialogue/internal/config"
	"trialogue/internal/ledger"
	"trialogue/internal/store"
)

const restoreUsage = `Usage: trialogue restore [-without-log-key] [settings] FILE

Brings a backup back to where the settings say that the database is. It refuses to replace a database, to take a file that
is not what its manifest says, and to take a database of a newer program. It checks the file and the ledger before the
database gets its name. -without-log-key goes on where the key that signed the ledger is lost.
`

func restoreCommand(ctx context.Context, e env) int {
	unsigned, args := takeFlag(e.args, "without-log-key")
	c, rest, err := config.Parse("restore", args, e.getenv, usage(e, restoreUsage))
	if err != nil || len(rest) != 1 {
		return wrongUse(e, err, restoreUsage)
	}
	if isPostgres(c.Database) {
		return failed(e, errors.New("restore PostgreSQL with pg_restore or psql, and then run trialogue verify"))
	}
	m, err := backup.Restore(ctx, rest[0], c.Database, restoreChecks(c, unsigned)...)
	if err != nil {
		return failed(e, err)
	}
	fmt.Fprintf(e.stdout, "Restored to %s: the state of %s, written by version %s.\n", c.Database, m.Made.Format("2006-01-02 15:04 UTC"), m.Version)
	if _, err := os.Stat(c.MasterKey); err != nil {
		fmt.Fprintf(e.stdout, "The master key is not at %s yet. Put it there before you start: a new key cannot open old words.\n", c.MasterKey)
	}
	return 0
}

// restoreChecks proves the ledger of the copy. The checkpoint in the manifest
// shows that nothing was cut off its end.
func restoreChecks(c config.Config, unsigned bool) []backup.Check {
	return []backup.Check{func(ctx context.Context, database string, m backup.Manifest) error {
		var trust ledger.Trust
		if m.Checkpoint != "" {
			trust.Published = [][]byte{[]byte(m.Checkpoint)}
		}
		if !unsigned {
			key, err := logVerifier(c.LogKey, m)
			if err != nil {
				return err
			}
			trust.Keys = key
		}
		report, err := store.Examine(ctx, database, trust)
		if err != nil || report.First == nil || unsigned && report.First.Flaw == ledger.CheckpointUnsigned {
			return err
		}
		return fmt.Errorf("the ledger of this backup is %s", report)
	}}
}

// logVerifier reads the public half of the log's key. A backup from before the
// first checkpoint needs none.
func logVerifier(path string, m backup.Manifest) ([]note.Verifier, error) {
	keys, err := app.ReadLogKeys(path)
	if errors.Is(err, fs.ErrNotExist) && m.Checkpoint == "" {
		return nil, nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the log key is not at %s, so nobody can say whether this ledger was signed by you: "+
			"put the key there, or add -without-log-key to go on without knowing", path)
	}
	if err != nil {
		return nil, err
	}
	v, err := note.NewVerifier(keys.Public)
	return []note.Verifier{v}, err
}
