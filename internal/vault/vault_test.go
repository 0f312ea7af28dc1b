package vault_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/seal"
	"trialogue/internal/vault"
	"trialogue/internal/vault/vaulttest"
)

var raw = bytes.Repeat([]byte{3}, seal.KeySize)

// client speaks to a key of the server, with little patience.
func client(t *testing.T, s *vaulttest.Server, name string) *vault.Key {
	t.Helper()
	k, err := vault.New(vault.Options{
		Place: strings.TrimPrefix(s.Place(name), "vault:"), TokenFile: s.TokenFile, CAFile: s.CAFile, Timeout: 300 * time.Millisecond, Pause: time.Millisecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func wrap(t *testing.T, k *vault.Key, space string) []byte {
	t.Helper()
	wrapped, err := k.Wrap(t.Context(), space, raw)
	if err != nil {
		t.Fatal(err)
	}
	return wrapped
}

func TestADataKeyComesBackForItsSpaceAlone(t *testing.T) {
	s := vaulttest.New(t)
	s.Add("derived", true)
	for _, name := range []string{"trialogue", "derived"} {
		k := client(t, s, name)
		wrapped := wrap(t, k, "triangle/1")
		if bytes.Contains(wrapped, raw[:8]) || !bytes.HasPrefix(wrapped, []byte("vault:v1:")) {
			t.Errorf("%s: wrapped as %q", name, wrapped)
		}
		if got, err := k.Unwrap(t.Context(), "triangle/1", wrapped); err != nil || !bytes.Equal(got, raw) {
			t.Errorf("%s: came back as %x (%v)", name, got, err)
		}
		changed := append([]byte(nil), wrapped...)
		changed[len(changed)-3] ^= 1
		for what, bad := range map[string]struct {
			space string
			text  []byte
		}{"another space": {"triangle/2", wrapped}, "changed": {"triangle/1", changed}, "none": {"triangle/1", nil}, "of a file": {"triangle/1", []byte{1, 2, 3}}} {
			if got, err := k.Unwrap(t.Context(), bad.space, bad.text); !errors.Is(err, seal.ErrOpen) || got != nil {
				t.Errorf("%s, %s: %x %v", name, what, got, err)
			}
		}
		if k.ID() != "vault/transit/"+name || k.Quick() {
			t.Errorf("it is %s, quick %v", k.ID(), k.Quick())
		}
	}
}

func TestANewVersionOfTheKey(t *testing.T) {
	s := vaulttest.New(t)
	s.Add("derived", true)
	for name, rewraps := range map[string]int{"trialogue": 0, "derived": 1} {
		k := client(t, s, name)
		before, was := s.Asked("rewrap"), wrap(t, k, "a")
		if stale, err := k.Stale(t.Context(), was); err != nil || stale {
			t.Fatalf("%s: stale before: %v %v", name, stale, err)
		}
		if err := k.Rotate(t.Context()); err != nil {
			t.Fatal(err)
		}
		if stale, err := k.Stale(t.Context(), was); err != nil || !stale {
			t.Errorf("%s: not stale after: %v", name, err)
		}
		now, err := k.Renew(t.Context(), "a", was)
		if err != nil || !bytes.HasPrefix(now, []byte("vault:v2:")) {
			t.Fatalf("%s: renewed as %q (%v)", name, now, err)
		}
		if _, err := k.Renew(t.Context(), "b", was); err == nil {
			t.Errorf("%s: renewed for another space", name)
		}
		for _, one := range [][]byte{was, now} {
			if got, err := k.Unwrap(t.Context(), "a", one); err != nil || !bytes.Equal(got, raw) {
				t.Errorf("%s: %x %v", name, got, err)
			}
		}
		s.SetOldest(name, 2)
		if _, err := k.Unwrap(t.Context(), "a", was); !errors.Is(err, seal.ErrOpen) {
			t.Errorf("%s: a version that is not allowed any more: %v", name, err)
		}
		if got := s.Asked("rewrap") - before; got < rewraps || rewraps == 0 && got > 0 {
			t.Errorf("%s: %d rewraps", name, got)
		}
	}
}

// What cannot be answered now is tried again and is nobody's fault; what is
// refused is not tried again. No error holds a token or a key.
func TestAServiceThatDoesNotAnswer(t *testing.T) {
	status := func(code int, body string) func(http.ResponseWriter, *http.Request) bool {
		return func(w http.ResponseWriter, _ *http.Request) bool {
			w.WriteHeader(code)
			_, _ = w.Write([]byte(body))
			return true
		}
	}
	for name, c := range map[string]struct {
		trouble func(http.ResponseWriter, *http.Request) bool
		tries   int
		says    string
	}{
		"sealed":    {status(503, `{"errors":["Vault is sealed"]}`), 3, "sealed"},
		"broken":    {status(500, "s.first-token"), 3, "status 500"},
		"too many":  {status(429, ""), 3, "status 429"},
		"forbidden": {status(403, `{"errors":["s.first-token may not"]}`), 1, "token"},
		"not there": {status(404, ""), 1, "no such key"},
		"moved":     {status(307, ""), 1, "nobody expected"},
		"garbage":   {status(200, "<html>sign in</html>"), 3, "another service"},
		"half":      {status(200, `{"data":{"type":`), 3, "another service"},
		"nothing":   {status(200, `{}`), 3, "another service"},
		"slow":      {vaulttest.Slow(2 * time.Second), 3, "does not answer"},
	} {
		t.Run(name, func(t *testing.T) {
			s := vaulttest.New(t)
			k := client(t, s, "trialogue")
			s.Trouble(c.trouble)
			begin := time.Now()
			_, err := k.Wrap(t.Context(), "a", raw)
			if !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), c.says) || strings.Contains(err.Error(), "s.first-token") {
				t.Errorf("%v", err)
			}
			if got := s.Asked("keys"); got != c.tries {
				t.Errorf("asked %d times, want %d", got, c.tries)
			}
			if took := time.Since(begin); took > 1900*time.Millisecond {
				t.Errorf("it took %v", took)
			}
			s.Trouble(nil)
			if c.tries > 1 { // others are told at once for a moment
				if _, err := k.Wrap(t.Context(), "a", raw); err == nil || s.Asked("keys") != c.tries {
					t.Errorf("asked again at once: %v", err)
				}
				time.Sleep(1100 * time.Millisecond)
			}
			wrap(t, k, "a")
		})
	}
}

func TestAHiccupIsNotNoticed(t *testing.T) {
	s := vaulttest.New(t)
	var n atomic.Int32
	s.Trouble(func(w http.ResponseWriter, _ *http.Request) bool {
		if n.Add(1)%2 == 1 {
			w.WriteHeader(http.StatusBadGateway)
			return true
		}
		return false
	})
	k := client(t, s, "trialogue")
	if got, err := k.Unwrap(t.Context(), "a", wrap(t, k, "a")); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("%x %v", got, err)
	}
}

func TestAnEndToPatience(t *testing.T) {
	s := vaulttest.New(t)
	k := client(t, s, "trialogue")
	s.Trouble(vaulttest.Slow(5 * time.Second))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begin := time.Now()
	if _, err := k.Wrap(ctx, "a", raw); !errs.Is(err, errs.Unavailable) || time.Since(begin) > time.Second {
		t.Errorf("%v after %v", err, time.Since(begin))
	}
}

// Whoever renews tokens writes another file; the next request takes it.
func TestTheTokenIsReadAgain(t *testing.T) {
	s := vaulttest.New(t)
	k := client(t, s, "trialogue")
	wrap(t, k, "a")
	s.SetToken("s.second-token")
	if _, err := k.Wrap(t.Context(), "a", raw); !errs.Is(err, errs.Unavailable) {
		t.Errorf("with the token of yesterday: %v", err)
	}
	next := s.TokenFile + ".next"
	if err := os.WriteFile(next, []byte("s.second-token"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(next, s.TokenFile); err != nil {
		t.Fatal(err)
	}
	wrap(t, k, "a")
	for text, mode := range map[string]os.FileMode{"s.second-token": 0o644, "": 0o600, "two words": 0o600, "two\nlines": 0o600} {
		file := filepath.Join(t.TempDir(), "token")
		if err := os.WriteFile(file, []byte(text), mode); err != nil {
			t.Fatal(err)
		}
		bad, err := vault.New(vault.Options{Place: s.URL + "/transit/keys/trialogue", TokenFile: file, CAFile: s.CAFile, Tries: 1})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := bad.Wrap(t.Context(), "a", raw); err == nil || text != "" && strings.Contains(err.Error(), text) {
			t.Errorf("token %q with mode %o: %v", text, mode, err)
		}
	}
}

func TestANamespace(t *testing.T) {
	s := vaulttest.New(t)
	s.SetNamespace("team-a")
	place := s.URL + "/transit/keys/trialogue"
	if _, err := client(t, s, "trialogue").Wrap(t.Context(), "a", raw); err == nil {
		t.Error("without the namespace")
	}
	k, err := vault.New(vault.Options{Place: place, TokenFile: s.TokenFile, CAFile: s.CAFile, Namespace: "team-a"})
	if err != nil {
		t.Fatal(err)
	}
	wrap(t, k, "a")
}

func TestOnlyTheServiceThatIsMeant(t *testing.T) {
	s := vaulttest.New(t)
	k, err := vault.New(vault.Options{Place: s.URL + "/transit/keys/trialogue", TokenFile: s.TokenFile, Tries: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := k.Wrap(t.Context(), "a", raw); !errs.Is(err, errs.Unavailable) || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("a certificate that nobody vouches for: %v", err)
	}
	if s.Asked("keys") > 0 {
		t.Error("the token went to a server that nobody vouches for")
	}
	// A redirect must not carry the token to another place.
	var seen atomic.Bool
	other := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { seen.Store(true) }))
	defer other.Close()
	s.Trouble(func(w http.ResponseWriter, r *http.Request) bool {
		http.Redirect(w, r, other.URL, http.StatusTemporaryRedirect)
		return true
	})
	if _, err := client(t, s, "trialogue").Wrap(t.Context(), "a", raw); err == nil || seen.Load() {
		t.Errorf("followed to another place: %v", err)
	}
}

func TestAKeyThatCannotDoIt(t *testing.T) {
	s := vaulttest.New(t)
	s.SetType("trialogue", "rsa-4096")
	if _, err := client(t, s, "trialogue").Wrap(t.Context(), "a", raw); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "aes256-gcm96") {
		t.Errorf("%v", err)
	}
}

func TestPlaces(t *testing.T) {
	for _, good := range []string{"https://v:8200/transit/keys/a", "https://v/v1/transit/keys/a", "http://127.0.0.1:1/transit/keys/a", "https://v/deep/mount/keys/a/"} {
		if _, mount, name, err := vault.Parse(good); err != nil || name != "a" || mount == "" || strings.HasPrefix(mount, "v1") {
			t.Errorf("%s: %q %q %v", good, mount, name, err)
		}
	}
	for _, bad := range []string{"", "v:8200", "http://v/transit/keys/a", "https://v/transit/a", "https://v/keys/a", "https://v/transit/keys/", "https://v/transit/keys/a/b",
		"https://u:p@v/transit/keys/a", "https://v/transit/keys/a?x=1", "ftp://v/transit/keys/a", "https://v/transit/keys/a#b"} {
		if a, m, n, err := vault.Parse(bad); err == nil || strings.Contains(err.Error(), "u:p") {
			t.Errorf("%s became %s %s %s", bad, a, m, n)
		}
	}
	if _, err := vault.New(vault.Options{Place: "https://v/transit/keys/a"}); err == nil {
		t.Error("without a token")
	}
	empty := filepath.Join(t.TempDir(), "ca")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, ca := range []string{empty, empty + "x"} {
		if _, err := vault.New(vault.Options{Place: "https://v/transit/keys/a", TokenFile: "t", CAFile: ca}); err == nil {
			t.Errorf("certificates from %s", ca)
		}
	}
}
