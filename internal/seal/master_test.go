package seal

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestAMasterWrapsKeysForTheirSpace(t *testing.T) {
	m, err := MasterFromBytes(bytes.Repeat([]byte{1}, KeySize))
	if err != nil {
		t.Fatal(err)
	}
	other, err := MasterFromBytes(bytes.Repeat([]byte{2}, KeySize))
	if err != nil {
		t.Fatal(err)
	}
	raw := bytes.Repeat([]byte{3}, KeySize)
	wrapped, err := m.Wrap(t.Context(), m.Current(), "triangle/1", raw)
	if err != nil || bytes.Contains(wrapped, raw[:8]) {
		t.Fatalf("wrapped as %x (%v)", wrapped, err)
	}
	if got, err := m.Unwrap(t.Context(), m.Current(), "triangle/1", wrapped); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("came back as %x (%v)", got, err)
	}
	if _, err := m.Unwrap(t.Context(), m.Current(), "triangle/2", wrapped); !errors.Is(err, ErrOpen) {
		t.Errorf("another space: %v", err)
	}
	if _, err := other.Unwrap(t.Context(), other.Current(), "triangle/1", wrapped); !errors.Is(err, ErrOpen) {
		t.Errorf("another master: %v", err)
	}
	if _, err := MasterFromBytes(raw[1:]); err == nil {
		t.Error("a short master key was taken")
	}
}

func TestTheFileOfTheMasterKey(t *testing.T) {
	good := strings.Repeat("0f", KeySize)
	for _, c := range []struct {
		text string
		mode os.FileMode
		want string // in the error; empty for none
	}{
		{good, 0o600, ""}, {good + "\n", 0o400, ""}, {" " + strings.ToUpper(good) + "\r\n", 0o600, ""},
		{good, 0o640, "mode to 0600"}, {good, 0o604, "mode to 0600"}, {good, 0o602, "mode to 0600"}, {good, 0o610, "mode to 0600"},
		{"", 0o600, "64 hexadecimal"}, {good[2:], 0o600, "64 hexadecimal"}, {good + "00", 0o600, "64 hexadecimal"}, {"zz" + good[2:], 0o600, "64 hexadecimal"},
	} {
		path := filepath.Join(t.TempDir(), "key")
		if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, c.mode); err != nil {
			t.Fatal(err)
		}
		for _, read := range []func(string) (Master, error){MasterFromFile, MasterFromFileOrNew} {
			m, err := read(path)
			if c.want == "" && (err != nil || m == nil) {
				t.Errorf("%q with mode %o: %v", c.text, c.mode, err)
			}
			if c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), good[4:])) {
				t.Errorf("%q with mode %o: %v, and %q was due", c.text, c.mode, err, c.want)
			}
		}
		if left, err := os.ReadFile(path); err != nil || string(left) != c.text {
			t.Errorf("the file was changed to %q (%v)", left, err)
		}
	}
	if _, err := MasterFromFile(t.TempDir() + "/absent"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("no file: %v", err)
	}
	if _, err := MasterFromFile(t.TempDir()); err == nil {
		t.Error("a folder was taken for a key")
	}
}

// Many programs that start at once on an empty folder end up with one key.
func TestANewMasterKeyIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "key")
	masters := make([]Master, 8)
	var all sync.WaitGroup
	for i := range masters {
		all.Go(func() {
			m, err := MasterFromFileOrNew(path)
			if err != nil {
				t.Error(err)
			}
			masters[i] = m
		})
	}
	all.Wait()
	if t.Failed() {
		return
	}
	wrapped, err := masters[0].Wrap(t.Context(), masters[0].Current(), "space", []byte("raw"))
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range masters {
		if got, err := m.Unwrap(t.Context(), m.Current(), "space", wrapped); err != nil || string(got) != "raw" {
			t.Errorf("program %d has another key: %v", i, err)
		}
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v %v", info, err)
	}
	text, err := os.ReadFile(path)
	if raw, bad := hex.DecodeString(strings.TrimSpace(string(text))); err != nil || bad != nil || len(raw) != KeySize {
		t.Errorf("the file holds %q", text)
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Errorf("left lying about: %v", left)
	}
}

func TestAMasterKeyThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(file, "key"), filepath.Join(file, "deeper", "key")} {
		if m, err := MasterFromFileOrNew(path); err == nil {
			t.Errorf("%s: %v", path, m)
		}
	}
	if err := writeOnce(filepath.Join(t.TempDir(), "absent", "key"), ""); err == nil {
		t.Error("written into a folder that is not there")
	}
	if err := writeOnce(file, "x"); !errors.Is(err, os.ErrExist) {
		t.Errorf("over another file: %v", err)
	}
}
