package config

import (
	"bytes"
	"encoding/base64"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestWhereTheMasterKeyLives(t *testing.T) {
	key := strings.Repeat("0f", 32)
	for name, c := range map[string]struct {
		environ map[string]string
		args    []string
		place   string
	}{
		"nothing said":       {nil, nil, filepath.Join("d", "master.key")},
		"a file":             {nil, []string{"-master-key", "/k/m"}, "/k/m"},
		"a file by its name": {nil, []string{"-master-key", "file:/k/m"}, "/k/m"},
		"a key service":      {nil, []string{"-master-key", "vault:https://v/transit/keys/t"}, "vault:https://v/transit/keys/t"},
		"a file in environ":  {map[string]string{MasterVariable: "file:m.key"}, nil, "m.key"},
		"a path in environ":  {map[string]string{MasterVariable: "/k/m"}, nil, "/k/m"},
		"the key itself":     {map[string]string{MasterVariable: key}, nil, FromEnvironment},
		"the key, and env":   {map[string]string{MasterVariable: " " + strings.ToUpper(key) + "\n"}, []string{"-master-key", "env"}, FromEnvironment},
	} {
		got := must(t, c.environ, append([]string{"-data", "d"}, c.args...)...)
		if got.MasterKey != c.place || (got.Secret != "") != (c.place == FromEnvironment) {
			t.Errorf("%s: at %s", name, got.MasterKey)
		}
	}
	if c := must(t, nil, "-data", "d", "-keys-kept", "15m"); c.KeysKept != 15*time.Minute {
		t.Errorf("%v", c.KeysKept)
	}
}

// What is nearly a key must not be taken for the name of a file, and must not be printed.
func TestAMalformedKeyInTheEnvironment(t *testing.T) {
	key := strings.Repeat("0f", 32)
	slashes := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte{0xff}, 32))
	for _, variable := range []string{MasterVariable, SpareVariable} {
		for _, bad := range []string{key[1:], key + "0", key[:63] + "g", base64.StdEncoding.EncodeToString([]byte(key[:32])), slashes, "secret"} {
			var out bytes.Buffer
			_, _, err := Parse("test", []string{"-data", t.TempDir()}, func(name string) string { return map[string]string{variable: bad}[name] }, &out)
			if err == nil || !strings.Contains(err.Error(), variable) || strings.Contains(err.Error()+out.String(), bad) {
				t.Errorf("%s with %q: %v", variable, bad, err)
			}
		}
	}
}

// Nobody would know which of two master keys opens what people wrote.
func TestTwoPlacesOfTheMasterKeyAreRefused(t *testing.T) {
	key := strings.Repeat("0f", 32)
	for _, args := range [][]string{{"-master-key", "/k/m"}, {"-config", file(t, "master-key = /k/m")}, {"-master-key", "vault:https://v/transit/keys/t"}} {
		if c, err := parse(t, map[string]string{MasterVariable: key}, append(args, "-data", "d")...); err == nil || strings.Contains(err.Error(), key) {
			t.Errorf("%v: at %s, %v", args, c.MasterKey, err)
		}
	}
	if _, err := parse(t, nil, "-data", "d", "-master-key", "env"); err == nil || !strings.Contains(err.Error(), MasterVariable) {
		t.Errorf("env, and nothing there: %v", err)
	}
}
