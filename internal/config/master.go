package config

import (
	"encoding/base64"
	"encoding/hex"
	"errors"
	"flag"
	"path/filepath"
	"strings"
)

// MasterVariable holds the master key itself, or says where it lives.
const MasterVariable = "TRIALOGUE_MASTER_KEY"

// SpareVariable holds a second master key while one takes the place of another.
const SpareVariable = "TRIALOGUE_SPARE_MASTER_KEY"

// FromEnvironment is the place of a master key that came in the environment.
const FromEnvironment = "env"

var errSpare = errors.New(SpareVariable + " holds no 64 hexadecimal digits; what it holds is not shown here")

// errSecret never repeats what was found: it may be most of a key.
var errSecret = errors.New(MasterVariable + " holds neither 64 hexadecimal digits nor a place such as file:/etc/trialogue/master.key or vault:https://…; " +
	"what it holds is not shown here, since it may be a key")

// takeSecret takes a master key out of the environment, so that nothing below
// mistakes it for the name of a file.
func (c *Config) takeSecret(environ func(string) string) (func(string) string, error) {
	value, spare := strings.TrimSpace(environ(MasterVariable)), strings.TrimSpace(environ(SpareVariable))
	if raw, err := hex.DecodeString(spare); spare != "" && (err != nil || len(raw) != 32) {
		return nil, errSpare
	}
	c.Spare = spare
	if raw, err := hex.DecodeString(value); err == nil && len(raw) == 32 {
		c.Secret = value
		return without(environ, MasterVariable), nil
	}
	if value != "" && !isPlace(value) {
		return nil, errSecret
	}
	return environ, nil
}

func without(environ func(string) string, name string) func(string) string {
	return func(asked string) string {
		if asked == name {
			return ""
		}
		return environ(asked)
	}
}

// isPlace tells a place from a key that was written in some other way.
func isPlace(value string) bool {
	if value == FromEnvironment || strings.HasPrefix(value, "file:") || strings.HasPrefix(value, "vault:") {
		return true
	}
	if raw, err := base64.StdEncoding.DecodeString(value); err == nil && len(raw) == 32 {
		return false
	}
	return filepath.IsAbs(value) || strings.HasPrefix(value, "./") || strings.HasPrefix(value, "../") || strings.HasSuffix(value, ".key")
}

// placeMaster settles where the master key lives. Two answers are one too many:
// nobody would know which of them opens what people wrote.
func (c *Config) placeMaster(f *flag.FlagSet) error {
	named := c.MasterKey != ""
	switch {
	case c.Secret != "" && named && c.MasterKey != FromEnvironment:
		return errors.New("there is a master key in " + MasterVariable + ", and -master-key names another place: keep one of the two")
	case c.Secret != "":
		return f.Set("master-key", FromEnvironment)
	case c.MasterKey == FromEnvironment:
		return errors.New("-master-key says env, and " + MasterVariable + " holds no key of 64 hexadecimal digits")
	}
	c.MasterKey = strings.TrimPrefix(c.MasterKey, "file:")
	if c.MasterKey == "" {
		c.MasterKey = filepath.Join(c.Data, "master.key")
	}
	return nil
}
