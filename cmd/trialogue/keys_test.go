package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"trialogue/internal/config"
	"trialogue/internal/seal"
	"trialogue/internal/vault/vaulttest"
)

// calledWith is called with an environment.
func calledWith(t *testing.T, environ map[string]string, args ...string) (string, int) {
	t.Helper()
	var said bytes.Buffer
	code := run(t.Context(), env{args: args, stdin: strings.NewReader(environ["stdin"]), stdout: &said, stderr: &said, getenv: func(name string) string { return environ[name] }})
	return said.String(), code
}

func wantsWith(t *testing.T, environ map[string]string, want int, says string, args ...string) string {
	t.Helper()
	out, code := calledWith(t, environ, args...)
	if code != want || !strings.Contains(out, says) {
		t.Errorf("trialogue %s ended with %d, want %d with %q:\n%s", strings.Join(args, " "), code, want, says, out)
	}
	for name, secret := range environ {
		if len(secret) == 64 && strings.Contains(out, secret) {
			t.Errorf("what stands in %s was printed", name)
		}
	}
	return out
}

func write(t *testing.T, path, text string, mode os.FileMode) {
	t.Helper()
	_ = os.Remove(path)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// dump is every data key as it stands in the database.
func dump(t *testing.T, dir string) string {
	t.Helper()
	var out strings.Builder
	for _, row := range queried(t, filepath.Join(dir, "trialogue.db"), "SELECT space || ' ' || version || ' ' || HEX(wrapped) || ' ' || master || ' ' || destroyed FROM data_key ORDER BY 1") {
		out.WriteString(row + "\n")
	}
	return out.String()
}

// Whatever is wrong with the file: it is said in words that help, nothing in
// the database changes, and no new key is made in its place.
func TestWhatCanBeWrongWithTheMasterKey(t *testing.T) {
	dir := filled(t)
	key := filepath.Join(dir, "master.key")
	good, before := read(t, key), dump(t, dir)
	other := filepath.Join(filled(t), "master.key")
	for name, c := range map[string]struct {
		make func()
		says string
	}{
		"missing":               {func() {}, "there is no master key at " + key},
		"of another database":   {func() { write(t, key, read(t, other), 0o600) }, "is needed and is not here, but the key"},
		"empty":                 {func() { write(t, key, "", 0o600) }, "is empty"},
		"half written":          {func() { write(t, key, good[:31], 0o600) }, "half written"},
		"not a key":             {func() { write(t, key, "a rainy day in March", 0o600) }, "64 hexadecimal"},
		"readable by others":    {func() { write(t, key, good, 0o644) }, "set its mode to 0600"},
		"a folder":              {func() { _ = os.Mkdir(key, 0o700) }, "is a folder"},
		"a link to nothing":     {func() { _ = os.Symlink(key+".gone", key) }, "a link to a file that is not there"},
		"a link to an open one": {func() { write(t, key+".real", good, 0o644); _ = os.Symlink(key+".real", key) }, "set its mode to 0600"},
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.RemoveAll(key); err != nil {
				t.Fatal(err)
			}
			c.make()
			was, _ := os.ReadFile(key)
			for _, args := range [][]string{
				{"user", "-data", dir, "-name", "Ada", "-email", "ada@example.org"}, {"keys", "-data", dir}, {"keys", "rotate-master", "-data", dir}, {"keys", "finish", "-data", dir},
				{"keys", "escrow-new", "-out", filepath.Join(t.TempDir(), "sheet"), "-data", dir},
			} {
				out := wants(t, 1, c.says, args...)
				if strings.Contains(out, good[:16]) {
					t.Errorf("the key was printed:\n%s", out)
				}
			}
			if now, _ := os.ReadFile(key); !bytes.Equal(was, now) || exists(seal.NextFile(key)) || len(seal.OldFiles(key)) > 0 {
				t.Error("something was written")
			}
			if dump(t, dir) != before {
				t.Error("the database was changed")
			}
		})
	}
	_ = os.RemoveAll(key)
	write(t, key, good, 0o600)
	wants(t, 0, "All is well.", "keys", "-data", dir)
	// A link is read, but nothing is put in its place.
	_ = os.Rename(key, key+".real")
	if err := os.Symlink(key+".real", key); err != nil {
		t.Fatal(err)
	}
	wants(t, 0, "All is well.", "keys", "-data", dir)
	wants(t, 1, "is a link", "keys", "rotate-master", "-data", dir)
}

func TestTurningTheMasterKeyByCommand(t *testing.T) {
	dir := filled(t)
	key := filepath.Join(dir, "master.key")
	first := read(t, key)
	copied := filepath.Join(t.TempDir(), "copy.db")
	wants(t, 0, "Backed up", "backup", "-data", dir, copied)
	wants(t, 0, "There are no older master keys", "keys", "forget-old", "-data", dir)
	wants(t, 0, "The master key is now", "keys", "rotate-master", "-data", dir)
	old := seal.OldFiles(key)
	if len(old) != 1 || read(t, old[0]) != first || read(t, key) == first {
		t.Fatalf("beside it lies %v", old)
	}
	if info, err := os.Stat(old[0]); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	wants(t, 0, "needed by nothing here", "keys", "-data", dir)
	wants(t, 1, "less than two minutes ago", "keys", "forget-old", "-data", dir)
	id := old[0][strings.LastIndex(old[0], "-")+1:]

	// A backup from before needs the old key, and says which one.
	again := t.TempDir()
	write(t, filepath.Join(again, "master.key"), read(t, key), 0o600)
	wants(t, 0, "Restored", "restore", "-without-log-key", "-data", again, copied)
	wants(t, 1, "the master key "+id+" is needed and is not here", "user", "-data", again, "-name", "Ada", "-email", "ada@example.org")
	wants(t, 1, id, "keys", "-data", again)
	write(t, filepath.Join(again, "master.key.old-brought"), first, 0o600)
	wants(t, 0, "Ada can sign in", "user", "-data", again, "-name", "Ada", "-email", "ada@example.org", "-corner", "carer")
	wants(t, 0, "going over to it", "keys", "rotate-master", "-data", again)
	wants(t, 0, "All is well.", "keys", "-data", again)

	changeDatabase(t, filepath.Join(dir, "trialogue.db"), "UPDATE ledger_detail SET at = at WHERE 1 = 0") // it opens still
	out := wants(t, 0, `"waiting_for_rewrap": 0`, "keys", "-json", "-data", dir)
	var report keyReport
	if err := json.Unmarshal([]byte(out), &report); err != nil || len(report.Old) != 1 || report.Old[0].ID != id || report.Master == id {
		t.Errorf("%+v %v", report, err)
	}
}

func TestTheMasterKeyIsLostAndComesBack(t *testing.T) {
	dir, safe := filled(t), filepath.Join(t.TempDir(), "recovery.key")
	key := filepath.Join(dir, "master.key")
	wants(t, 1, "has no recovery key", "keys", "check-escrow", "-recovery-key", writeSheet(t), "-data", dir)
	wants(t, 0, "opens 1 data keys", "keys", "escrow-new", "-out", safe, "-data", dir)
	wants(t, 1, "there is a recovery key already", "keys", "escrow-new", "-out", safe+"2", "-data", dir)
	wants(t, 1, "exist", "keys", "escrow-new", "-replace", "-out", safe, "-data", dir)
	if info, err := os.Stat(safe); err != nil || info.Mode().Perm() != 0o600 || exists(safe+"2") {
		t.Errorf("%v %v", info, err)
	}
	wants(t, 0, "It would bring everything back.", "keys", "check-escrow", "-recovery-key", safe, "-data", dir)
	if err := os.Remove(key); err != nil {
		t.Fatal(err)
	}
	wants(t, 1, "there is no master key", "user", "-data", dir, "-name", "Ada", "-email", "ada@example.org")
	before := dump(t, dir)
	wants(t, 1, "nothing was changed", "keys", "recover", "-recovery-key", writeSheet(t), "-data", dir)
	wants(t, 1, "not a recovery key", "keys", "recover", "-recovery-key", filepath.Join(dir, "log.key"), "-data", dir)
	if exists(key) || dump(t, dir) != before {
		t.Error("a wrong recovery key changed something")
	}
	write(t, key, "half", 0o600)
	wants(t, 1, "move what lies there away first", "keys", "recover", "-recovery-key", safe, "-data", dir)
	_ = os.Remove(key)
	typed := strings.ToUpper(read(t, safe)) // somebody types it from the paper
	wantsWith(t, map[string]string{"stdin": typed}, 0, "Recovered: 1 data keys", "keys", "recover", "-recovery-key", "-", "-data", dir)
	wants(t, 0, "All is well.", "keys", "-data", dir)
	wants(t, 0, "Ada can sign in", "user", "-data", dir, "-name", "Ada", "-email", "ada@example.org", "-corner", "carer")
	wants(t, 2, "Usage: trialogue keys", "keys", "recover", "-data", dir)
	wants(t, 2, "Usage: trialogue keys", "keys", "make-tea", "-data", dir)
}

// Looking changes nothing, not even the shape of an older database.
func TestLookingAtKeysDoesNotMigrate(t *testing.T) {
	dir := filled(t)
	changeDatabase(t, filepath.Join(dir, "trialogue.db"), "DELETE FROM migration WHERE number > 12")
	wants(t, 1, "run trialogue migrate first", "keys", "-data", dir)
	wants(t, 1, "no such file", "keys", "-data", t.TempDir())
}

// writeSheet is the recovery key of somebody else.
func writeSheet(t *testing.T) string {
	t.Helper()
	r, err := seal.DrawRecovery()
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := r.Sheet("2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "other")
	write(t, path, sheet, 0o600)
	return path
}

func TestAMasterKeyInTheEnvironment(t *testing.T) {
	dir := filled(t)
	one, two := drawn(t), drawn(t)
	spare := map[string]string{config.SpareVariable: one}
	wants(t, 1, "put the new master key into", "keys", "rotate-master", "-to", "env", "-data", dir)
	wantsWith(t, spare, 0, "The master key is now", "keys", "rotate-master", "-to", "env", "-data", dir)
	if err := os.Remove(filepath.Join(dir, "master.key")); err != nil {
		t.Fatal(err)
	}
	inside := map[string]string{config.MasterVariable: one}
	wantsWith(t, inside, 0, "in the environment", "keys", "-data", dir)
	wantsWith(t, inside, 1, "is changed by you", "keys", "rotate-master", "-data", dir)
	wantsWith(t, map[string]string{config.MasterVariable: one, config.SpareVariable: two}, 0, "The master key is now", "keys", "rotate-master", "-to", "env", "-data", dir)
	inside = map[string]string{config.MasterVariable: two}
	wantsWith(t, inside, 0, "Sam can sign in", "user", "-data", dir, "-name", "Sam", "-email", "s@example.org", "-corner", "carer")
	wantsWith(t, map[string]string{config.MasterVariable: one}, 1, "does not belong to this database", "user", "-data", dir, "-name", "Al", "-email", "al@example.org")
	if exists(filepath.Join(dir, "master.key")) {
		t.Error("a file was made beside the environment")
	}
	file := filepath.Join(dir, "back.key")
	wantsWith(t, inside, 0, "The master key is now", "keys", "rotate-master", "-to", "file:"+file, "-data", dir)
	wants(t, 0, "All is well.", "keys", "-data", dir, "-master-key", file)
}

func drawn(t *testing.T) string {
	t.Helper()
	raw, err := seal.Random()
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(raw)
}

func TestSecretsLeaveTheEnvironment(t *testing.T) {
	held := map[string]string{config.MasterVariable: "key", config.SpareVariable: "", "TRIALOGUE_ADDR": ":1"}
	get := takeSecrets(func(name string) string { return held[name] }, func(name string) error { delete(held, name); return nil })
	if _, there := held[config.MasterVariable]; there {
		t.Error("it is there still")
	}
	if get(config.MasterVariable) != "key" || get(config.MasterVariable) != "key" || get("TRIALOGUE_ADDR") != ":1" || len(held) != 1 {
		t.Errorf("%v", held)
	}
}

func TestFromAFileToAKeyServiceAndBack(t *testing.T) {
	dir, s := filled(t), vaulttest.New(t)
	key := filepath.Join(dir, "master.key")
	place := s.Place("trialogue")
	service := []string{"-data", dir, "-vault-token-file", s.TokenFile, "-vault-ca", s.CAFile}
	wants(t, 1, "needs a token", "keys", "rotate-master", "-to", place, "-data", dir)
	wants(t, 0, "The master key is now vault/transit/trialogue", append([]string{"keys", "rotate-master", "-to", place}, service...)...)
	there := append(service, "-master-key", place)
	if err := os.Rename(key, key+".away"); err != nil {
		t.Fatal(err)
	}
	with := func(head ...string) []string { return append(head, there...) }
	wants(t, 0, "All is well.", with("keys")...)
	wants(t, 0, "Ada can sign in", with("user", "-name", "Ada", "-email", "ada@example.org", "-corner", "carer")...)
	wants(t, 0, "1 data keys were wrapped", with("keys", "rotate-master")...)
	if s.Asked("rotate") != 1 || !strings.Contains(dump(t, dir), hexOf("vault:v2:")) || strings.Contains(dump(t, dir), hexOf("vault:v1:")) {
		t.Errorf("rotated %d times:\n%s", s.Asked("rotate"), dump(t, dir))
	}
	s.Sealed()
	wants(t, 1, "sealed or not ready", with("keys")...)
	wants(t, 1, "sealed or not ready", with("keys", "rotate-master")...)
	s.Trouble(nil)
	time.Sleep(1100 * time.Millisecond)
	if exists(key) {
		t.Error("a file was made beside the key service")
	}
	back := filepath.Join(dir, "back.key")
	wants(t, 0, "The master key is now", with("keys", "rotate-master", "-to", back)...)
	wants(t, 0, "All is well.", "keys", "-data", dir, "-master-key", back)
}

func hexOf(text string) string { return strings.ToUpper(hex.EncodeToString([]byte(text))) }

const victimVariable = "TRIALOGUE_TEST_KEYS_VICTIM"

// TestKeysVictim is the command that is killed. By itself it does nothing.
func TestKeysVictim(t *testing.T) {
	if args := os.Getenv(victimVariable); args != "" {
		if out, code := called(t, strings.Fields(args)...); code != 0 {
			t.Fatal(out)
		}
	}
}

// Killed at any moment, a change of the master key goes on when it is begun
// again, and no data key is ever without the key that wrapped it.
func TestKilledWhileTheMasterKeyTurns(t *testing.T) {
	dir := filled(t)
	database := filepath.Join(dir, "trialogue.db")
	spaces(t, dir, 1500)
	killed := 0
	for wait := 20 * time.Millisecond; wait < 500*time.Millisecond; wait += 60 * time.Millisecond {
		cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKeysVictim$", "-test.count=1")
		cmd.Env = append(os.Environ(), victimVariable+"=keys rotate-master -data "+dir)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(wait)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if state, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && state.Signal() == syscall.SIGKILL {
			killed++
		}
		changeDatabase(t, database, "DELETE FROM key_lease") // instead of waiting two minutes
		out, _ := called(t, "keys", "-data", dir)
		if strings.Contains(out, "is needed and is not here") || strings.Contains(out, "does not open") {
			t.Fatalf("after %v:\n%s", wait, out)
		}
	}
	wants(t, 0, "data keys were wrapped", "keys", "rotate-master", "-data", dir)
	wants(t, 0, "Done: 0 data keys", "keys", "finish", "-data", dir)
	wants(t, 0, "All is well.", "keys", "-data", dir)
	if killed == 0 {
		t.Error("nobody was killed")
	}
}
