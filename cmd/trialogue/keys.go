package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/config"
	"trialogue/internal/keys"
	"trialogue/internal/seal"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

const keysUsage = `Usage: trialogue keys [what] [settings]

Without more, it says how the keys are, and ends with 1 where something is wrong. -json says it for a machine.

  rotate-master [-to PLACE]     put a new master key in the place of the old, or move it to a file, env or vault:https://…
  forget-old                    take files with older master keys away, once nothing needs them
  rotate-data SPACE             give one space a new data key
  rotate-data -older-than 365d  … each space whose newest is older
  reseal [SPACE]                seal old texts with the newest data key
  finish                        go on with whatever was cut short
  escrow-new -out FILE          make a recovery key: print it and keep it in a safe (-out - writes it here). -replace takes a new one
  check-escrow -recovery-key FILE   prove that it opens every data key; changes nothing
  recover -recovery-key FILE        the master key is lost: wrap everything with a new one

The service may go on while they run. docs/keys.md tells which to use when.
`

// keyring is what one keys command works on.
type keyroom struct {
	env
	config  config.Config
	db      *store.DB
	set     *seal.Set
	service *keys.Service
}

// keyVerbs are the subcommands. Each gets what is left of its arguments.
func keyVerbs() map[string]func(context.Context, *keyroom, keyArgs) error {
	return map[string]func(context.Context, *keyroom, keyArgs) error{
		"": keysState, "rotate-master": rotateMaster, "forget-old": forgetOld, "rotate-data": rotateData, "reseal": reseal,
		"finish": finishKeys, "escrow-new": escrowNew, "check-escrow": checkEscrow, "recover": recoverKeys,
	}
}

// keyArgs are the flags of the subcommands, and what stood beside them.
type keyArgs struct {
	to, out, sheet, age string
	json, replace       bool
	rest                []string
}

// errWrong ends a command with 1 after it has said everything itself.
var errWrong = errors.New("something is wrong")

// errUsage ends a command that was called wrongly.
var errUsage = errors.New("called wrongly")

func keysCommand(ctx context.Context, e env) int {
	verb, args := "", e.args
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		verb, args = args[0], args[1:]
	}
	do := keyVerbs()[verb]
	if do == nil {
		return wrongUse(e, nil, keysUsage)
	}
	var a keyArgs
	a.json, args = takeFlag(args, "json")
	a.replace, args = takeFlag(args, "replace")
	for name, to := range map[string]*string{"to": &a.to, "out": &a.out, "recovery-key": &a.sheet, "older-than": &a.age} {
		*to, args = takeValue(args, name)
	}
	c, rest, err := config.Parse("keys", args, e.getenv, usage(e, keysUsage))
	if err != nil {
		return wrongUse(e, err, keysUsage)
	}
	a.rest = rest
	k, err := openKeyroom(ctx, e, c)
	if err != nil {
		return failed(e, err)
	}
	err = errors.Join(do(ctx, k, a), k.db.Close())
	switch {
	case errors.Is(err, errUsage):
		return wrongUse(e, nil, keysUsage)
	case errors.Is(err, errWrong):
		return 1
	case err != nil:
		return failed(e, err)
	}
	return 0
}

// takeValue takes a flag with a value out of the arguments, which hold settings otherwise.
func takeValue(args []string, name string) (value string, rest []string) {
	for i := 0; i < len(args); i++ {
		bare := strings.TrimPrefix(strings.TrimPrefix(args[i], "-"), "-")
		given, is := strings.CutPrefix(bare, name+"=")
		switch {
		case bare == args[i]:
			rest = append(rest, args[i])
		case is:
			value = given
		case bare == name && i+1 < len(args):
			i++
			value = args[i]
		default:
			rest = append(rest, args[i])
		}
	}
	return value, rest
}

// openKeyroom opens a database that is there, also where its master key is not.
func openKeyroom(ctx context.Context, e env, c config.Config) (*keyroom, error) {
	if !isPostgres(c.Database) {
		if _, err := os.Stat(c.Database); err != nil {
			return nil, err // opening would make an empty database
		}
	}
	set, err := app.OpenMaster(ctx, c)
	if err != nil {
		return nil, err
	}
	db, err := store.OpenLocked(ctx, c.Database, set, engine.Options{})
	if err != nil {
		return nil, err
	}
	k := &keyroom{env: e, config: c, db: db, set: set, service: app.Keys(db, set, time.Now)}
	return k, nil
}

// watch prints how far a long walk is, once a second.
func (k *keyroom) watch(what string) {
	last := time.Now()
	k.service.Progress = func(done int) {
		if time.Since(last) >= time.Second {
			last = time.Now()
			fmt.Fprintf(k.stderr, "%d %s so far …\n", done, what)
		}
	}
}

func (k *keyroom) say(format string, args ...any) { fmt.Fprintf(k.stdout, format+"\n", args...) }
