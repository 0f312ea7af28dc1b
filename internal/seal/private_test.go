package seal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestASecretFileIsReadOnlyWhereOthersCannot(t *testing.T) {
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte("hush"), 0o600); err != nil {
		t.Fatal(err)
	}
	for mode, want := range map[os.FileMode][2]bool{0o600: {true, true}, 0o400: {true, true}, 0o640: {false, true}, 0o644: {false, false}, 0o602: {false, false}} {
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		for i, closed := range []os.FileMode{ClosedToAll, ClosedToOthers} {
			text, err := ReadPrivate(path, closed)
			if (err == nil) != want[i] || err == nil && string(text) != "hush" || err != nil && (strings.Contains(err.Error(), "hush") || !strings.Contains(err.Error(), path)) {
				t.Errorf("mode %o, closed to %o: %q %v", mode, closed, text, err)
			}
		}
	}
	if _, err := ReadPrivate(path+"-absent", ClosedToAll); !os.IsNotExist(err) {
		t.Error(err)
	}
}
