package seal

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
)

// FromFile reads a master key of 64 hexadecimal digits. A file that others may
// read is refused: everybody's words hang on it.
func FromFile(path string) (*Raw, error) {
	info, err := os.Stat(path) // a link is followed: key services put files behind links
	if err != nil {
		if at, lerr := os.Lstat(path); lerr == nil && at.Mode()&fs.ModeSymlink != 0 {
			return nil, fmt.Errorf("the master key %s is a link to a file that is not there: %w", path, err)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no master key at %s: %w", path, fs.ErrNotExist)
		}
		return nil, fmt.Errorf("the master key: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("the master key %s is a folder or a device, and should be a file", path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("the master key %s can be read by other users: set its mode to 0600", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("the master key: %w", err)
	}
	raw, err := ParseRaw(text)
	if err != nil {
		return nil, fmt.Errorf("the master key %s %w", path, err)
	}
	return raw, nil
}

// MasterFromFile reads the master key of a file that must be there.
func MasterFromFile(path string) (Master, error) {
	one, err := FromFile(path)
	if err != nil {
		return nil, err
	}
	return &Set{held: []Holder{one}}, nil
}

// MasterFromFileOrNew reads the file, or draws a key and writes it with mode
// 0600. Of two programs that do so at once, both end up with the same key.
func MasterFromFileOrNew(path string) (Master, error) {
	m, err := MasterFromFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return m, err
	}
	if err := DrawFile(path); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return MasterFromFile(path)
}

// Files reads the key of a file and the older ones beside it. An older one that
// cannot be read is left out: the error says so, and the others still serve.
func Files(path string) ([]Holder, error) {
	var all []Holder
	first, err := FromFile(path)
	if err == nil {
		all = append(all, first)
	}
	for _, old := range OldFiles(path) {
		one, oldErr := FromFile(old)
		if oldErr != nil {
			err = errors.Join(err, oldErr)
		} else if find(all, one.ID()) == nil {
			all = append(all, one)
		}
	}
	return all, err
}

// OldFiles names the files beside a master key that hold the ones before it.
func OldFiles(path string) []string {
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil
	}
	var out []string
	for _, e := range entries {
		if matched, err := filepath.Match(quoted(filepath.Base(path))+".old-*", e.Name()); err == nil && matched {
			out = append(out, filepath.Join(filepath.Dir(path), e.Name()))
		}
	}
	sort.Strings(out)
	return out
}

// quoted takes the meaning out of every letter that a pattern would give one.
func quoted(name string) string {
	var out []rune
	for _, r := range name {
		out = append(out, '\\', r)
	}
	return string(out)
}

// FileSet is a master that lives in a file.
func FileSet(ctx context.Context, path string) *Set {
	return NewSet(ctx, func(context.Context) ([]Holder, error) { return Files(path) }, func(context.Context) error {
		if err := DrawFile(path); !errors.Is(err, fs.ErrExist) {
			return err
		}
		return nil // another program was faster, or it is there and cannot be read
	})
}

// DrawFile writes a new key with mode 0600, or fails with fs.ErrExist.
func DrawFile(path string) error {
	raw, err := Random()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return writeOnce(path, hex.EncodeToString(raw)+"\n")
}

// NextFile is where a new master key waits until it takes its place.
func NextFile(path string) string { return path + ".new" }

// DrawNext writes the next master key beside the one in use. One that waits
// there already, from a change that was cut short, is taken.
func DrawNext(path string) (*Raw, error) {
	if at, err := os.Lstat(path); err != nil {
		return nil, err
	} else if !at.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is a link: name the file that it leads to, so that the new key gets its place", path)
	}
	if err := DrawFile(NextFile(path)); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, err
	}
	return FromFile(NextFile(path))
}

// TakeNext puts the next master key in its place and keeps the one before under
// a name of its own. At every instant there is a key at path.
func TakeNext(path, stamp string) (old string, err error) {
	was, err := FromFile(path)
	if err != nil {
		return "", err
	}
	old = path + ".old-" + stamp + "-" + was.ID()
	if err := os.Link(path, old); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	if kept, err := FromFile(old); err != nil || kept.ID() != was.ID() {
		return "", errors.Join(fmt.Errorf("%s is not a copy of the key in use", old), err)
	}
	if err := syncDir(path); err != nil {
		return "", err
	}
	if err := os.Rename(NextFile(path), path); err != nil {
		return "", err
	}
	return old, syncDir(path)
}

// Remove takes a file away for good, as far as a file system promises that.
func Remove(path string) error {
	if err := os.Remove(path); err != nil {
		return err
	}
	return syncDir(path)
}

// WriteOnce puts a whole file in place with mode 0600, on the disk, or fails
// with fs.ErrExist.
func WriteOnce(path, text string) error { return writeOnce(path, text) }

// writeOnce: nobody ever finds half of the file.
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
	return syncDir(path)
}

func syncDir(path string) error {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
