package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/config"
	"trialogue/internal/keys"
	"trialogue/internal/seal"
)

func rotateMaster(ctx context.Context, k *keyroom, a keyArgs) error {
	if len(a.rest) > 0 {
		return errUsage
	}
	k.watch("data keys")
	choose := k.nextMaster
	if a.to != "" {
		choose = func(ctx context.Context, _ keys.State) (string, error) { return k.masterAt(ctx, a.to) }
		if err := k.alsoRead(ctx, a.to); err != nil {
			return err
		}
	}
	var chosen string
	done, err := k.service.Turn(ctx, func(ctx context.Context, s keys.State) (id string, err error) {
		chosen, err = choose(ctx, s)
		return chosen, err
	})
	if err != nil {
		return err
	}
	k.say("The master key is now %s. %d data keys were wrapped with it.", chosen, done.Wrapped)
	if len(seal.OldFiles(k.config.MasterKey)) > 0 {
		k.say("The one before is kept beside it. Make a new copy of the key for the safe, and after your oldest backup is gone: trialogue keys forget-old.")
	}
	if a.to != "" {
		k.say("Now say so in the settings: master-key = %s. Until then, a service that is running needs it in other-master-keys.", a.to)
	}
	return nil
}

// nextMaster finds the master key to turn to where none was named: the one of a
// change that was cut short, or else a new one.
func (k *keyroom) nextMaster(ctx context.Context, s keys.State) (string, error) {
	if first := k.set.Current(); first != s.Master && first != "" {
		k.say("The settings name another master key than the database: going over to it.")
		return first, nil
	}
	waiting, err := k.service.Waiting(ctx, s.Master)
	if err != nil {
		return "", err
	}
	if waiting > 0 {
		k.say("A change was cut short: %d data keys still wait. Going on with it; no new master key is made.", waiting)
		return s.Master, nil
	}
	place := k.config.MasterKey
	switch {
	case place == config.FromEnvironment:
		return "", errors.New("a master key from the environment is changed by you: put a new one into " + config.SpareVariable +
			", also for the running service, and run: trialogue keys rotate-master -to env")
	case strings.HasPrefix(place, "vault:"):
		return s.Master, k.rotateRemote(ctx, s.Master)
	}
	return k.nextFile(ctx, place)
}

// nextFile puts a new key file in the place of the old one, which stays beside it.
func (k *keyroom) nextFile(ctx context.Context, path string) (string, error) {
	next, err := seal.DrawNext(path)
	if err != nil {
		return "", err
	}
	old, err := seal.TakeNext(path, time.Now().UTC().Format("20060102"))
	if err != nil {
		return "", err
	}
	k.say("A new master key is at %s. The one before is kept at %s.", path, old)
	k.set.Look(ctx)
	return next.ID(), nil
}

// rotator is a key service that makes new versions of its keys.
type rotator interface{ Rotate(context.Context) error }

func (k *keyroom) rotateRemote(ctx context.Context, master string) error {
	h, err := k.set.Holder(ctx, master)
	if err != nil {
		return err
	}
	r, ok := h.(rotator)
	if !ok {
		return fmt.Errorf("the master key %s cannot be turned at its place", master)
	}
	return r.Rotate(ctx)
}

// masterAt gives the id of the master key at a place, and draws one in a file that is not there.
func (k *keyroom) masterAt(ctx context.Context, place string) (string, error) {
	if place == config.FromEnvironment {
		one, err := seal.ParseRaw([]byte(k.config.Spare))
		if err != nil {
			return "", errors.New("put the new master key into " + config.SpareVariable + ": 64 hexadecimal digits")
		}
		return one.ID(), nil
	}
	if !strings.HasPrefix(place, "vault:") {
		path := strings.TrimPrefix(place, "file:")
		if err := seal.DrawFile(path); err != nil && !errors.Is(err, fs.ErrExist) {
			return "", err
		}
		one, err := seal.FromFile(path)
		if err != nil {
			return "", err
		}
		k.set.Look(ctx)
		return one.ID(), nil
	}
	there, err := app.OpenMaster(ctx, k.at(place))
	if err != nil {
		return "", err
	}
	return there.Current(), there.Problem()
}

// at are the settings with the master key at another place.
func (k *keyroom) at(place string) config.Config {
	c := k.config
	c.MasterKey, c.Masters, c.Spare = place, "", ""
	return c
}

// alsoRead makes the keys of one more place known to this command.
func (k *keyroom) alsoRead(ctx context.Context, place string) error {
	if place == config.FromEnvironment {
		return nil // the spare key is read anyway
	}
	c := k.config
	c.Masters = strings.TrimPrefix(c.Masters+","+place, ",")
	set, err := app.OpenMaster(ctx, c)
	if err != nil {
		return err
	}
	service := app.Keys(k.db, set, time.Now)
	service.Progress = k.service.Progress
	k.set, k.service = set, service
	return nil
}

func finishKeys(ctx context.Context, k *keyroom, a keyArgs) error {
	if len(a.rest) > 0 {
		return errUsage
	}
	k.watch("data keys")
	done, err := k.service.Finish(ctx)
	if err == nil {
		k.say("Done: %d data keys were wrapped anew, %d were closed to the recovery key.", done.Wrapped, done.Closed)
	}
	return err
}

func forgetOld(ctx context.Context, k *keyroom, a keyArgs) error {
	if len(a.rest) > 0 {
		return errUsage
	}
	old := seal.OldFiles(k.config.MasterKey)
	if len(old) == 0 {
		k.say("There are no older master keys beside %s.", k.config.MasterKey)
	}
	var problems error
	for _, file := range old {
		one, err := seal.FromFile(file)
		if err == nil {
			err = k.service.Forget(ctx, one.ID(), func() error { return seal.Remove(file) })
		}
		if err != nil {
			problems = errors.Join(problems, fmt.Errorf("%s stays: %w", file, err))
			continue
		}
		k.say("%s is gone. Backups from before the change can only be read with a copy of it (id %s), if you kept one.", file, one.ID())
	}
	return problems
}

func rotateData(ctx context.Context, k *keyroom, a keyArgs) error {
	k.watch("spaces")
	if a.age == "" {
		if len(a.rest) != 1 {
			return errUsage
		}
		if err := k.service.TurnSpace(ctx, a.rest[0]); err != nil {
			return err
		}
		k.say("The space has a new data key. What is written from now on is sealed with it; trialogue keys reseal takes the older texts along.")
		return nil
	}
	age, err := keys.ParseAge(a.age)
	if err != nil || len(a.rest) > 0 {
		return errors.Join(errUsage, err)
	}
	n, full, err := k.service.TurnOlder(ctx, time.Now().Add(-age))
	if err != nil {
		return err
	}
	k.say("%d spaces have a new data key.", n)
	if len(full) > 0 {
		fmt.Fprintf(k.stderr, "trialogue: %d spaces have had all %d versions and keep the last: %s\n", len(full), seal.MostVersions, strings.Join(full, " "))
		return errWrong
	}
	return nil
}

func reseal(ctx context.Context, k *keyroom, a keyArgs) error {
	if len(a.rest) > 1 {
		return errUsage
	}
	k.watch("texts")
	only := strings.Join(a.rest, "")
	texts, spaces, err := k.service.Reseal(ctx, only)
	k.say("Sealed anew: %d texts and files in %d spaces.", texts, len(spaces))
	if errors.Is(err, context.Canceled) || ctx.Err() != nil {
		k.say("Stopped. Run it again, and it goes on where it was.")
	}
	return err
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
