package archtest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

// The translated SQLite and its C library are made for each other: another version of the library breaks it at run time.
func TestLibcIsTheOneSQLiteWasMadeFor(t *testing.T) {
	const library = "modernc.org/libc"
	cmd := exec.Command("go", "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite")
	cmd.Dir = top
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	ours := required(t, filepath.Join(top, "go.mod"), library)
	wanted := required(t, strings.TrimSpace(string(out)), library)
	if ours != wanted {
		t.Errorf("go.mod has %s %s, and modernc.org/sqlite is made for %s. Run: go get %s@%s", library, ours, wanted, library, wanted)
	}
}

func required(t *testing.T, file, library string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := modfile.Parse(file, text, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range parsed.Require {
		if r.Mod.Path == library {
			return r.Mod.Version
		}
	}
	t.Fatalf("%s does not name %s", file, library)
	return ""
}

// A version range, or an address in the lock file, would make tomorrow's run another run than today's.
func TestBrowserToolsArePinned(t *testing.T) {
	dir := filepath.Join(top, "tests", "browser")
	var wanted struct {
		DevDependencies map[string]string `json:"devDependencies"`
	}
	text, err := os.ReadFile(filepath.Join(dir, "package.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &wanted); err != nil {
		t.Fatal(err)
	}
	if len(wanted.DevDependencies) == 0 {
		t.Error("package.json names no tools")
	}
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	for name, version := range wanted.DevDependencies {
		if !exact.MatchString(version) {
			t.Errorf("package.json asks for %s %q: name one exact version", name, version)
		}
	}
	lock, err := os.ReadFile(filepath.Join(dir, "package-lock.json"))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(lock), `"resolved"`) {
		t.Error("package-lock.json holds download addresses. Write it anew with npm install in tests/browser, whose .npmrc leaves them out.")
	}
}
