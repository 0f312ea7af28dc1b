package app

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"trialogue/internal/candour"
	"trialogue/internal/config"
	"trialogue/internal/disclose"
	"trialogue/internal/ledger"
	"trialogue/internal/store"
)

// defaultOrigin names a log that nobody has named.
const defaultOrigin = "trialogue.invalid/log"

// LogKeys reads the key that signs checkpoints, or makes one on the first start.
// The name of the log is settled then: who watches it knows it by that name.
func LogKeys(c config.Config) (candour.Keys, error) {
	path := c.LogKey
	if path == "" {
		path = filepath.Join(c.Data, "log.key")
	}
	k, err := ReadLogKeys(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return k, err
	}
	origin := c.Origin
	if origin == "" {
		origin = defaultOrigin
	}
	if k.Private, k.Public, err = ledger.GenerateKey(rand.Reader, origin); err != nil {
		return candour.Keys{}, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return candour.Keys{}, err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) { // another process was faster
		return ReadLogKeys(path)
	}
	if err != nil {
		return candour.Keys{}, err
	}
	_, err = fmt.Fprintf(f, "%s\n%s\n", k.Private, k.Public)
	return k, errors.Join(err, f.Sync(), f.Close())
}

// ReadLogKeys reads a key file: the private key in its first line, the public
// one in its second. A file that others may read is refused.
func ReadLogKeys(path string) (candour.Keys, error) {
	info, err := os.Stat(path)
	if err != nil {
		return candour.Keys{}, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return candour.Keys{}, fmt.Errorf("the log key %s can be read by other users: set its mode to 0600", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return candour.Keys{}, err
	}
	lines := strings.Split(strings.TrimSpace(string(text)), "\n")
	if len(lines) != 2 {
		return candour.Keys{}, fmt.Errorf("the log key %s should have two lines: the private key and the public key", path)
	}
	return candour.Keys{Private: strings.TrimSpace(lines[0]), Public: strings.TrimSpace(lines[1])}, nil
}

// wireCandour builds the signed log and what people are shown of their own.
func (a *App) wireCandour() error {
	keys, err := LogKeys(a.Config)
	if err != nil {
		return err
	}
	if a.SignedLog, err = candour.NewLog(store.Runner(a.Store, func(t *store.Tx) candour.LogTx { return t }), keys, a.Now); err != nil {
		return err
	}
	a.Candour = candour.New(store.Runner(a.Store, func(t *store.Tx) candour.Tx { return t }), disclose.NewDoor(a.Now), a.SignedLog, a.Now)
	a.Worker.Every(candour.CheckpointJob, candour.CheckpointEvery, a.SignedLog.Work)
	return nil
}
