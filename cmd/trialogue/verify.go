package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"trialogue/internal/app"
	"trialogue/internal/config"
	"trialogue/internal/ledger"
	"trialogue/internal/store"
)

// verifyCommand rebuilds the whole record from nothing and names the first
// broken place, or checks one proof without any database.
func verifyCommand(ctx context.Context, e env) int {
	v, code := parseVerify(e)
	if code != 0 {
		return code
	}
	trust, err := v.trust()
	if err != nil {
		return failed(e, err)
	}
	if v.proof != "" {
		return v.checkProof(e, trust)
	}
	return v.checkDatabase(ctx, e, trust)
}

// verifyFlags are what an operator, or somebody with a proof in their hands, can say.
type verifyFlags struct {
	config.Config
	keys, checkpoints list
	proof             string
}

// list is a flag that can be given more than once.
type list []string

func (l *list) String() string     { return strings.Join(*l, " ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

func parseVerify(e env) (verifyFlags, int) {
	var v verifyFlags
	f := flag.NewFlagSet("verify", flag.ContinueOnError)
	f.SetOutput(e.stderr)
	own := map[string]bool{"data": true, "database": true, "log-key": true, "config": true}
	f.String("data", "", "folder of the database and the keys")
	f.String("database", "", "file of the SQLite database, or postgres://…")
	f.String("log-key", "", "file of the key that signs checkpoints; only its public half is used")
	f.String("config", "", "file with NAME = VALUE lines")
	f.Var(&v.keys, "key", "public key of the log, instead of -log-key; may be given again for earlier keys")
	f.Var(&v.checkpoints, "checkpoint", "file with a signed checkpoint that was kept elsewhere; may be given again")
	f.StringVar(&v.proof, "proof", "", "check this proof file and nothing else; no database is needed")
	if err := f.Parse(e.args); err != nil {
		return v, 2
	}
	var rest []string
	f.Visit(func(one *flag.Flag) {
		if own[one.Name] {
			rest = append(rest, "-"+one.Name, one.Value.String())
		}
	})
	var err error
	if v.Config, _, err = config.Parse("verify", rest, e.getenv, e.stderr); err != nil {
		return v, 2
	}
	return v, 0
}

// trust gathers what the check relies on.
func (v verifyFlags) trust() (ledger.Trust, error) {
	var t ledger.Trust
	keys := v.keys
	if len(keys) == 0 {
		k, err := app.ReadLogKeys(v.LogKey)
		if errors.Is(err, fs.ErrNotExist) {
			return t, fmt.Errorf("there is no log key at %s: say with -key which public key to trust (the service shows it at /log/key)", v.LogKey)
		}
		if err != nil {
			return t, err
		}
		keys = list{k.Public}
	}
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return t, fmt.Errorf("-key %q is not the public key of a log: %w", key, err)
		}
		t.Keys = append(t.Keys, verifier)
	}
	for _, file := range v.checkpoints {
		text, err := os.ReadFile(file)
		if err != nil {
			return t, err
		}
		t.Published = append(t.Published, text)
	}
	return t, nil
}

func (v verifyFlags) checkProof(e env, trust ledger.Trust) int {
	text, err := os.ReadFile(v.proof)
	if err != nil {
		return failed(e, err)
	}
	p, err := ledger.ParseProof(string(text))
	if err == nil {
		err = p.Check(trust.Keys...)
	}
	if err != nil {
		return failed(e, err)
	}
	fmt.Fprintln(e.stdout, "This proof holds: what it says was written down, and it was not changed since.")
	return 0
}

func (v verifyFlags) checkDatabase(ctx context.Context, e env, trust ledger.Trust) int {
	if !strings.Contains(v.Database, "://") { // to open a file that is not there would make it
		if _, err := os.Stat(v.Database); err != nil {
			return failed(e, err)
		}
	}
	report, err := store.Examine(ctx, v.Database, trust)
	if err != nil {
		return failed(e, err)
	}
	fmt.Fprintln(e.stdout, report)
	if report.First != nil {
		return 1
	}
	return 0
}
