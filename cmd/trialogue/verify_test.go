package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/candour"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
)

func verify(t *testing.T, args ...string) (code int, out, problems string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(context.WithoutCancel(t.Context()), env{args: append([]string{"verify"}, args...), stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" }})
	return code, stdout.String(), stderr.String()
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	apptest.Must(t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func TestVerify(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e, err := h.Entries.Write(t.Context(), h.ID("Jo"), entry.Draft{
			ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Told, Class: sharing.Personal, Topic: "early-signs", About: []id.Person{h.ID("Sam")},
			Confidence: sharing.Team, Text: "Sam has stopped going to band practice.",
		})
		apptest.Must(t, err)
		_, err = h.Entries.Read(t.Context(), h.ID("Ravi"), h.Triangle, e)
		apptest.Must(t, err)
		proof, err := h.Candour.Proof(t.Context(), h.ID("Jo"), h.Triangle, e, candour.SightingKey{Viewer: h.ID("Ravi"), At: apptest.Start().UnixMicro()})
		apptest.Must(t, err)
		where := []string{"-database", h.Config.Database, "-key", h.SignedLog.PublicKey()}
		if code, out, problems := verify(t, where...); code != 0 || !strings.Contains(out, "all is well") {
			t.Fatalf("%d %s%s", code, out, problems)
		}
		checkProof(t, h.SignedLog.PublicKey(), proof)
		checkOldCopy(t, h, where)
	})
}

// checkProof needs no database: a file and a public key are enough.
func checkProof(t *testing.T, key, proof string) {
	t.Helper()
	good, bad := file(t, "proof.txt", proof), file(t, "proof.txt", strings.Replace(proof, "early-signs", "medicines", 1))
	if code, out, problems := verify(t, "-key", key, "-proof", good); code != 0 || !strings.Contains(out, "This proof holds") {
		t.Errorf("%d %s%s", code, out, problems)
	}
	if code, _, problems := verify(t, "-key", key, "-proof", bad); code != 1 || !strings.Contains(problems, "does not hold") {
		t.Errorf("a changed proof: %d %s", code, problems)
	}
	if code, _, _ := verify(t, "-key", "nonsense", "-proof", good); code != 1 {
		t.Errorf("a key that is none: %d", code)
	}
}

// checkOldCopy keeps a checkpoint outside, and then has the ledger forget what it covers.
func checkOldCopy(t *testing.T, h *apptest.House, where []string) {
	t.Helper()
	signed, err := h.SignedLog.Published(t.Context())
	apptest.Must(t, err)
	kept := file(t, "checkpoint", string(signed))
	if code, out, problems := verify(t, append(where, "-checkpoint", kept)...); code != 0 {
		t.Errorf("%d %s%s", code, out, problems)
	}
	x := h.Store.Engine()
	apptest.Must(t, x.Update(t.Context(), func(tx *engine.Tx) error {
		for _, table := range []string{"checkpoint", "tree_leaf", "tree_hash"} {
			drop := "DROP TRIGGER keep_" + table + "_delete"
			if x.Dialect() == engine.Postgres {
				drop += " ON " + table
			}
			for _, q := range []string{drop, "DELETE FROM " + table} {
				if _, err := tx.Exec(t.Context(), q); err != nil {
					return err
				}
			}
		}
		return nil
	}))
	if code, out, _ := verify(t, where...); code != 0 || !strings.Contains(out, "not yet in the tree") {
		t.Errorf("by itself it is in order: %d %s", code, out)
	}
	if code, out, _ := verify(t, append(where, "-checkpoint", kept)...); code != 1 || !strings.Contains(out, "older copy was put back") {
		t.Errorf("the kept checkpoint should show it: %d %s", code, out)
	}
}

func TestVerifySaysWhatIsMissing(t *testing.T) {
	dir := t.TempDir()
	if code, _, problems := verify(t, "-data", dir); code != 1 || !strings.Contains(problems, "-key") {
		t.Errorf("without a key: %d %s", code, problems)
	}
	_, key, err := ledger.GenerateKey(rand.Reader, "example.org/log")
	apptest.Must(t, err)
	if code, _, problems := verify(t, "-data", dir, "-key", key); code != 1 || !strings.Contains(problems, "trialogue.db") {
		t.Errorf("without a database: %d %s", code, problems)
	}
	if _, err := os.Stat(filepath.Join(dir, "trialogue.db")); !os.IsNotExist(err) {
		t.Error("a check must not make a database")
	}
	if code, _, _ := verify(t, "-nonsense"); code != 2 {
		t.Errorf("a flag that is none: %d", code)
	}
}
