package app

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"trialogue/internal/config"
	"trialogue/internal/seal"
	"trialogue/internal/vault"
)

// OpenMaster builds the master keys that the settings name. What cannot be read
// is said when a key is needed. A first key is drawn where the place is a file.
func OpenMaster(ctx context.Context, c config.Config) (*seal.Set, error) {
	places := append([]string{c.MasterKey}, split(c.Masters)...)
	remote := map[string]seal.Holder{}
	for _, place := range places {
		address, ok := strings.CutPrefix(place, "vault:")
		if !ok {
			continue
		}
		key, err := vault.New(vault.Options{Place: address, TokenFile: c.VaultAuth, CAFile: c.VaultCA, Namespace: c.VaultName})
		if err != nil {
			return nil, err
		}
		remote[place] = key
	}
	read := func(context.Context) ([]seal.Holder, error) {
		var all []seal.Holder
		var problems error
		for _, place := range places {
			found, err := holders(c, place, remote)
			all, problems = append(all, found...), errors.Join(problems, err)
		}
		if c.Spare != "" {
			spare, err := seal.ParseRaw([]byte(c.Spare))
			if err != nil {
				return all, errors.Join(problems, errors.New(config.SpareVariable+" holds no master key"))
			}
			all = append(all, spare)
		}
		return all, problems
	}
	return seal.NewSet(ctx, read, func(context.Context) error { return drawAt(c.MasterKey) }), nil
}

// holders reads the keys of one place.
func holders(c config.Config, place string, remote map[string]seal.Holder) ([]seal.Holder, error) {
	if key := remote[place]; key != nil {
		return []seal.Holder{key}, nil
	}
	if place != config.FromEnvironment {
		return seal.Files(strings.TrimPrefix(place, "file:"))
	}
	key, err := seal.ParseRaw([]byte(c.Secret))
	if err != nil {
		return nil, errors.New(config.MasterVariable + " holds no master key")
	}
	return []seal.Holder{key}, nil
}

// drawAt makes the first master key of a service.
func drawAt(place string) error {
	if place == config.FromEnvironment || strings.HasPrefix(place, "vault:") {
		return nil // an operator makes it
	}
	if err := seal.DrawFile(place); !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil // another program was faster, or what is there cannot be read
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}
