// Package vaulttest is a key service for tests. It keeps to the rules of the
// Transit interface to the letter and encrypts in earnest, so that a client that
// is careless with it fails as it would in life.
package vaulttest

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// Server is a key service with one engine at "transit".
type Server struct {
	URL       string
	TokenFile string
	CAFile    string // certificate of the server

	mu      sync.Mutex
	token   string
	space   string // namespace that requests must name
	keys    map[string]*key
	trouble func(w http.ResponseWriter, r *http.Request) bool // answers instead; true where it did
	asked   map[string]int
}

type key struct {
	Type     string
	Derived  bool
	Oldest   int
	versions [][]byte
}

// New starts a server with one key, "trialogue", over TLS.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{token: "s.first-token", keys: map[string]*key{}, asked: map[string]int{}}
	s.Add("trialogue", false)
	h := httptest.NewTLSServer(s)
	t.Cleanup(h.Close)
	s.URL = h.URL
	dir := t.TempDir()
	s.TokenFile, s.CAFile = filepath.Join(dir, "token"), filepath.Join(dir, "ca.pem")
	pem := "-----BEGIN CERTIFICATE-----\n" + base64.StdEncoding.EncodeToString(h.Certificate().Raw) + "\n-----END CERTIFICATE-----\n"
	for name, text := range map[string]string{s.TokenFile: s.token + "\n", s.CAFile: pem} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// Place names a key of the server as the settings do.
func (s *Server) Place(name string) string { return "vault:" + s.URL + "/transit/keys/" + name }

// Add makes a key.
func (s *Server) Add(name string, derived bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys[name] = &key{Type: "aes256-gcm96", Derived: derived, Oldest: 1, versions: [][]byte{draw()}}
}

// SetType gives a key another type.
func (s *Server) SetType(name, kind string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys[name].Type = kind
}

// SetOldest forbids decrypting what older versions encrypted.
func (s *Server) SetOldest(name string, version int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.keys[name].Oldest = version
}

// SetToken makes another token the only good one. The file stays as it is.
func (s *Server) SetToken(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.token = token
}

// SetNamespace says which namespace requests must name.
func (s *Server) SetNamespace(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.space = name
}

// Trouble answers requests instead of the server; nil ends it.
func (s *Server) Trouble(answer func(w http.ResponseWriter, r *http.Request) bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.trouble = answer
}

// Sealed answers everything like a server that was just started.
func (s *Server) Sealed() {
	s.Trouble(func(w http.ResponseWriter, _ *http.Request) bool {
		refuse(w, http.StatusServiceUnavailable, "Vault is sealed")
		return true
	})
}

// Asked counts requests by what they were for: encrypt, decrypt, rewrap, keys, rotate.
func (s *Server) Asked(what string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[what]
}

func draw() []byte {
	raw := make([]byte, 32)
	if _, err := io.ReadFull(rand.Reader, raw); err != nil {
		panic(err)
	}
	return raw
}

func refuse(w http.ResponseWriter, status int, why string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"errors": []string{why}})
}

func answer(w http.ResponseWriter, data any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{"request_id": "1", "lease_id": "", "data": data})
}

// ServeHTTP sorts requests as the real service does: sealed, then token and
// namespace, then path and method, then what was sent.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	trouble := s.trouble
	s.mu.Unlock()
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/v1/"), "/")
	what := ""
	if len(parts) >= 3 {
		what = parts[1]
	}
	if len(parts) == 4 {
		what = parts[3]
	}
	s.mu.Lock()
	s.asked[what]++
	s.mu.Unlock()
	if trouble != nil && trouble(w, r) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.Header.Get("X-Vault-Token") != s.token || r.Header.Get("X-Vault-Namespace") != s.space {
		refuse(w, http.StatusForbidden, "permission denied")
		return
	}
	if len(parts) < 3 || parts[0] != "transit" || !strings.HasPrefix(r.URL.Path, "/v1/") {
		refuse(w, http.StatusNotFound, "no handler for route")
		return
	}
	k := s.keys[parts[2]]
	if k == nil {
		if what == "keys" {
			refuse(w, http.StatusNotFound, "")
		} else {
			refuse(w, http.StatusBadRequest, "encryption key not found")
		}
		return
	}
	s.do(w, r, k, what)
}

func (s *Server) do(w http.ResponseWriter, r *http.Request, k *key, what string) {
	method := map[string]string{"keys": http.MethodGet, "encrypt": http.MethodPost, "decrypt": http.MethodPost, "rewrap": http.MethodPost, "rotate": http.MethodPost}[what]
	if method != r.Method {
		refuse(w, http.StatusMethodNotAllowed, "unsupported operation")
		return
	}
	var in map[string]string
	if method == http.MethodPost {
		if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
			refuse(w, http.StatusBadRequest, "error parsing JSON")
			return
		}
	}
	switch what {
	case "keys":
		answer(w, map[string]any{"type": k.Type, "derived": k.Derived, "latest_version": len(k.versions), "min_decryption_version": k.Oldest, "name": "x"})
	case "rotate":
		k.versions = append(k.versions, draw())
		w.WriteHeader(http.StatusNoContent)
	case "encrypt":
		k.encrypt(w, in)
	case "decrypt":
		k.decrypt(w, in)
	case "rewrap":
		delete(in, "associated_data") // the real one takes no notice of it
		plain, problem := k.open(in)
		if problem != "" {
			refuse(w, http.StatusBadRequest, problem)
			return
		}
		in["plaintext"] = base64.StdEncoding.EncodeToString(plain)
		k.encrypt(w, in)
	}
}

// cipher gives the cipher of a version, derived from the context where the key is such a one.
func (k *key) cipher(version int, in map[string]string) (c cipher.AEAD, extra []byte, problem string) {
	raw := k.versions[version-1]
	context, err := base64.StdEncoding.DecodeString(in["context"])
	if err != nil {
		return nil, nil, "failed to base64-decode context"
	}
	if k.Derived {
		if len(context) == 0 {
			return nil, nil, "missing 'context' for key derivation; the key was created using a derived key"
		}
		if raw, err = hkdf.Key(sha256.New, raw, nil, string(context), 32); err != nil {
			return nil, nil, err.Error()
		}
	}
	if extra, err = base64.StdEncoding.DecodeString(in["associated_data"]); err != nil {
		return nil, nil, "failed to base64-decode associated_data"
	}
	block, err := aes.NewCipher(raw)
	if err != nil {
		return nil, nil, err.Error()
	}
	c, err = cipher.NewGCM(block)
	if err != nil {
		return nil, nil, err.Error()
	}
	return c, extra, ""
}

func (k *key) encrypt(w http.ResponseWriter, in map[string]string) {
	plain, err := base64.StdEncoding.DecodeString(in["plaintext"])
	if err != nil {
		refuse(w, http.StatusBadRequest, "failed to base64-decode plaintext")
		return
	}
	version := len(k.versions)
	c, extra, problem := k.cipher(version, in)
	if problem != "" {
		refuse(w, http.StatusBadRequest, problem)
		return
	}
	nonce := draw()[:c.NonceSize()]
	answer(w, map[string]any{"ciphertext": fmt.Sprintf("vault:v%d:%s", version, base64.StdEncoding.EncodeToString(c.Seal(nonce, nonce, plain, extra))), "key_version": version})
}

func (k *key) decrypt(w http.ResponseWriter, in map[string]string) {
	plain, problem := k.open(in)
	if problem != "" {
		refuse(w, http.StatusBadRequest, problem)
		return
	}
	answer(w, map[string]any{"plaintext": base64.StdEncoding.EncodeToString(plain)})
}

func (k *key) open(in map[string]string) ([]byte, string) {
	parts := strings.SplitN(in["ciphertext"], ":", 3)
	if len(parts) != 3 || parts[0] != "vault" || !strings.HasPrefix(parts[1], "v") {
		return nil, "invalid ciphertext: no prefix"
	}
	version, err := strconv.Atoi(parts[1][1:])
	if err != nil || version < 1 || version > len(k.versions) {
		return nil, "invalid ciphertext: version is too new"
	}
	if version < k.Oldest {
		return nil, "ciphertext or signature version is disallowed by policy (too old)"
	}
	raw, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil {
		return nil, "invalid ciphertext: could not decode base64"
	}
	c, extra, problem := k.cipher(version, in)
	if problem != "" {
		return nil, problem
	}
	if len(raw) < c.NonceSize() {
		return nil, "invalid ciphertext length"
	}
	plain, err := c.Open(nil, raw[:c.NonceSize()], raw[c.NonceSize():], extra)
	if err != nil {
		return nil, "cipher: message authentication failed"
	}
	return plain, ""
}

// Slow is trouble that answers nothing until the request is gone, or too late.
func Slow(d time.Duration) func(http.ResponseWriter, *http.Request) bool {
	return func(_ http.ResponseWriter, r *http.Request) bool {
		_, _ = io.Copy(io.Discard, r.Body) // the end of a request shows only after its body
		select {
		case <-r.Context().Done():
		case <-time.After(d):
		}
		return false
	}
}
