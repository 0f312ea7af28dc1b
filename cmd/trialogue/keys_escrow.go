package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"trialogue/internal/config"
	"trialogue/internal/keys"
	"trialogue/internal/seal"
)

func escrowNew(ctx context.Context, k *keyroom, a keyArgs) error {
	if a.out == "" || len(a.rest) > 0 {
		return errUsage
	}
	state, err := k.service.State(ctx)
	if err != nil {
		return err
	}
	if state.Recovery != "" && !a.replace {
		return keys.ErrHasRecovery
	}
	key, err := seal.DrawRecovery()
	if err != nil {
		return err
	}
	if err := k.handOver(key, a.out); err != nil {
		return err
	}
	k.watch("data keys")
	done, err := k.service.Escrow(ctx, key.Public(), a.replace)
	if err != nil {
		return errors.Join(err, errors.New("the sheet that was written may open only some data keys; trialogue keys says how many"))
	}
	k.say("The recovery key %s opens %d data keys, and every one that will be made.", key.Public().ID(), done.Closed)
	if a.out != "-" {
		k.say("Print %s, check the print with trialogue keys check-escrow, put it into a safe, and delete the file.", a.out)
	}
	return nil
}

// handOver writes the sheet, once, before the database hears of the key.
func (k *keyroom) handOver(key *seal.Recovery, to string) error {
	sheet, err := key.Sheet(time.Now().UTC().Format("2006-01-02"))
	if err != nil {
		return err
	}
	if to == "-" {
		_, err := fmt.Fprintln(k.stdout, sheet)
		return err
	}
	return seal.WriteOnce(to, sheet)
}

// sheet reads a recovery key from a file, or as it is typed.
func (k *keyroom) sheet(path string) (*seal.Recovery, error) {
	var text []byte
	var err error
	if path == "-" {
		text, err = io.ReadAll(io.LimitReader(k.stdin, 1<<16))
	} else {
		text, err = os.ReadFile(path)
	}
	if err != nil {
		return nil, err
	}
	return seal.ParseSheet(text)
}

// sameSheet refuses a sheet that belongs to another database, or is an older one.
func (k *keyroom) sameSheet(ctx context.Context, key *seal.Recovery) error {
	state, err := k.service.State(ctx)
	switch {
	case err != nil:
		return err
	case state.Recovery == "":
		return errors.New("this database has no recovery key; nothing was changed")
	case key.Public().ID() != state.Recovery:
		return fmt.Errorf("this is the recovery key %s, and the database has the recovery key %s; nothing was changed", key.Public().ID(), state.Recovery)
	}
	return nil
}

func checkEscrow(ctx context.Context, k *keyroom, a keyArgs) error {
	if a.sheet == "" || len(a.rest) > 0 {
		return errUsage
	}
	key, err := k.sheet(a.sheet)
	if err != nil {
		return err
	}
	if err := k.sameSheet(ctx, key); err != nil {
		return err
	}
	c, err := k.service.CheckEscrow(ctx, key)
	if err != nil {
		return err
	}
	k.say("The recovery key %s opens %d data keys.", key.Public().ID(), c.Opens)
	if c.Lacks > 0 {
		k.say("%d data keys have no copy for it.", c.Lacks)
	}
	if c.Broken > 0 {
		k.say("%d data keys have a copy that does not open: somebody or something changed it.", c.Broken)
	}
	if c.Lacks+c.Broken > 0 || c.Opens == 0 {
		return errWrong
	}
	k.say("Nothing was changed. It would bring everything back.")
	return nil
}

func recoverKeys(ctx context.Context, k *keyroom, a keyArgs) error {
	if a.sheet == "" || len(a.rest) > 0 {
		return errUsage
	}
	key, err := k.sheet(a.sheet)
	if err != nil {
		return err
	}
	if err := k.sameSheet(ctx, key); err != nil {
		return err
	}
	// Before a new master key is written anywhere, all must open.
	if err := k.service.Opens(ctx, key, k.set.Current()); err != nil {
		return err
	}
	master, err := k.freshMaster(ctx)
	if err != nil {
		return err
	}
	k.watch("data keys")
	n, err := k.service.Recover(ctx, key, master)
	if err != nil {
		return err
	}
	k.say("Recovered: %d data keys are wrapped with the master key %s. Start the service, and read one page.", n, master)
	k.say("The recovery key has been out of its safe: make a new one soon with trialogue keys escrow-new -replace.")
	return nil
}

// freshMaster is the master key at the place that the settings name, drawn if
// there is none. Something that cannot be read is not written over.
func (k *keyroom) freshMaster(ctx context.Context) (string, error) {
	place := k.config.MasterKey
	if place != config.FromEnvironment && !strings.HasPrefix(place, "vault:") && exists(place) {
		if _, err := seal.FromFile(place); err != nil {
			return "", fmt.Errorf("move what lies there away first: %w", err)
		}
	}
	if place != config.FromEnvironment && !strings.HasPrefix(place, "vault:") {
		return k.masterAt(ctx, place)
	}
	return k.set.Begin(ctx)
}
