package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"trialogue/internal/backup"
	"trialogue/internal/config"
	"trialogue/internal/store/engine"
)

const backupUsage = `Usage: trialogue backup [settings] FILE

Writes a consistent copy of the SQLite database to FILE while the service goes on, and FILE.manifest.json beside it with
size, checksum, version and the last signed checkpoint. It never replaces a file. PostgreSQL is backed up with pg_dump.
`

func backupCommand(ctx context.Context, e env) int {
	c, rest, err := config.Parse("backup", e.args, e.getenv, usage(e, backupUsage))
	if err != nil || len(rest) != 1 {
		return wrongUse(e, err, backupUsage)
	}
	if !isPostgres(c.Database) {
		if _, err := os.Stat(c.Database); err != nil {
			return failed(e, err) // opening would make an empty database
		}
	}
	db, err := engine.Open(ctx, c.Database, engine.Options{})
	if err != nil {
		return failed(e, err)
	}
	m, err := backup.Make(ctx, db, rest[0], Version, time.Now())
	if err = errors.Join(err, db.Close()); err != nil {
		return failed(e, err)
	}
	fmt.Fprintf(e.stdout, "Backed up to %s: %d bytes, SHA-256 %s.\n", rest[0], m.Size, m.SHA256)
	fmt.Fprintf(e.stdout, "Without the master key (%s) nobody can read it, you included. Keep the key somewhere else than the backup.\n", c.MasterKey)
	return 0
}
