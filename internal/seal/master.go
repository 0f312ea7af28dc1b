package seal

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Master wraps data keys. The file master is the default; a key service can
// stand behind the same two methods.
type Master interface {
	// Wrap encrypts the data key of a space.
	Wrap(space string, raw []byte) ([]byte, error)
	// Unwrap is the reverse, and ErrOpen for another master key or another space.
	Unwrap(space string, wrapped []byte) ([]byte, error)
}

type fileMaster struct{ key *Key }

func (m fileMaster) Wrap(space string, raw []byte) ([]byte, error) {
	return m.key.Seal("data_key/"+space, raw), nil
}

func (m fileMaster) Unwrap(space string, wrapped []byte) ([]byte, error) {
	return m.key.Open("data_key/"+space, wrapped)
}

// MasterFromBytes makes a master from 32 bytes.
func MasterFromBytes(raw []byte) (Master, error) {
	key, err := NewKey(raw, 1)
	if err != nil {
		return nil, err
	}
	return fileMaster{key}, nil
}

// MasterFromFile reads a master key of 64 hexadecimal digits. A file that others
// may read is refused: everybody's words hang on it.
func MasterFromFile(path string) (Master, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the master key %s can be read by other users: set its mode to 0600", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	raw, err := hex.DecodeString(string(bytes.TrimSpace(text)))
	if err != nil || len(raw) != KeySize {
		return nil, fmt.Errorf("the master key %s is not 64 hexadecimal digits", path)
	}
	return MasterFromBytes(raw)
}

// MasterFromFileOrNew reads the file, or draws a key and writes it with mode
// 0600. Of two programs that do so at once, both end up with the same key.
func MasterFromFileOrNew(path string) (Master, error) {
	m, err := MasterFromFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return m, err
	}
	raw, err := Random()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := writeOnce(path, hex.EncodeToString(raw)+"\n"); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return MasterFromFile(path)
}

// writeOnce puts a whole file in place, on the disk, or fails with
// fs.ErrExist. Nobody ever finds half of it.
func writeOnce(path, text string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".key-") // mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.WriteString(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Link(f.Name(), path); err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
