package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"trialogue/internal/config"
	"trialogue/internal/store/engine"
	"trialogue/internal/store/migrate"
)

const migrateUsage = `Usage: trialogue migrate [-dry-run] [settings]

Brings the database to the shape that this program expects, and says what it did. With -dry-run it only says how far the
database has come. serve does the same when it starts; this command is for those who want to see it happen first.
Make a backup before.
`

func migrateCommand(ctx context.Context, e env) int {
	dry, args := takeFlag(e.args, "dry-run")
	c, rest, err := config.Parse("migrate", args, e.getenv, usage(e, migrateUsage))
	if err != nil || len(rest) > 0 {
		return wrongUse(e, err, migrateUsage)
	}
	if dry && !isPostgres(c.Database) {
		if _, err := os.Stat(c.Database); err != nil {
			return failed(e, err) // looking must not make a database
		}
	}
	db, err := engine.Open(ctx, c.Database, engine.Options{})
	if err != nil {
		return failed(e, err)
	}
	if err := errors.Join(migrateOn(ctx, e, db, dry), db.Close()); err != nil {
		return failed(e, err)
	}
	return 0
}

func migrateOn(ctx context.Context, e env, db engine.Engine, dry bool) error {
	state, err := migrate.Look(ctx, db)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "The database is at step %d. This program knows %d.\n", state.At, state.Want)
	if dry {
		fmt.Fprintf(e.stdout, "Nothing was changed. Steps that would run: %d.\n", state.Want-state.At)
		return nil
	}
	ran, err := migrate.Up(ctx, db)
	for _, name := range ran {
		fmt.Fprintf(e.stdout, "Done: %s\n", name)
	}
	if err == nil {
		fmt.Fprintln(e.stdout, "The database fits this program.")
	}
	return err
}

func isPostgres(database string) bool {
	return strings.HasPrefix(database, "postgres://") || strings.HasPrefix(database, "postgresql://")
}

// takeFlag takes a flag of one command out of the arguments, which hold settings otherwise.
func takeFlag(args []string, name string) (found bool, rest []string) {
	for _, a := range args {
		if a == "-"+name || a == "--"+name {
			found = true
			continue
		}
		rest = append(rest, a)
	}
	return found, rest
}

// usageFirst prints how a command is called before its settings are listed.
type usageFirst struct {
	e    env
	text string
	said *bool
}

func usage(e env, text string) usageFirst { return usageFirst{e, text, new(bool)} }

func (u usageFirst) Write(p []byte) (int, error) {
	if !*u.said {
		*u.said = true
		fmt.Fprint(u.e.stderr, u.text, "\n")
	}
	return u.e.stderr.Write(p)
}

// wrongUse ends a command that was called wrongly, or was asked for help.
func wrongUse(e env, err error, text string) int {
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err == nil {
		fmt.Fprint(e.stderr, text)
	}
	return 2
}
