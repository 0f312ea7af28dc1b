package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trialogue/internal/config"
)

func TestLogKeysAreMadeOnceAndKept(t *testing.T) {
	c := config.Config{Data: filepath.Join(t.TempDir(), "data"), Origin: "trialogue.example.org/log"}
	first, err := LogKeys(c)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(first.Public, "trialogue.example.org/log+") {
		t.Errorf("the key should bear the name of the log: %s", first.Public)
	}
	c.Origin = "another.example.org/log" // the name was settled with the key
	second, err := LogKeys(c)
	if err != nil || second != first {
		t.Errorf("the second start should read the same key: %v", err)
	}
}

func TestLogKeysOthersCanReadAreRefused(t *testing.T) {
	c := config.Config{Data: t.TempDir()}
	path := filepath.Join(c.Data, "log.key")
	if _, err := LogKeys(c); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := LogKeys(c); err == nil || !strings.Contains(err.Error(), "0600") {
		t.Errorf("a key that others can read: %v", err)
	}
}

func TestADamagedLogKeyIsNoNewKey(t *testing.T) {
	c := config.Config{Data: t.TempDir()}
	path := filepath.Join(c.Data, "log.key")
	if err := os.WriteFile(path, []byte("one line"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LogKeys(c); err == nil {
		t.Error("it must be said, not replaced")
	}
	c.Origin = "a name with spaces"
	c.LogKey = filepath.Join(c.Data, "other.key")
	if _, err := LogKeys(c); err == nil {
		t.Error("such a name cannot stand in a key")
	}
	if _, err := os.Stat(c.LogKey); !os.IsNotExist(err) {
		t.Error("nothing should be left behind")
	}
}
