package signin

import (
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"
)

// The browser keeps one secret in a cookie. State, nonce and verifier of each
// walk follow from it and from a number drawn for the walk, so the database
// needs to hold none of them, and several tabs can walk at once.
const (
	secretBytes = 32
	numberBytes = 16
)

func encode(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }

// NewOutsideSecret draws a secret for a browser.
func NewOutsideSecret() string {
	raw := make([]byte, secretBytes)
	_, _ = rand.Read(raw) // never fails
	return encode(raw)
}

// walk is what one secret and one number give.
type walk struct{ state, nonce, verifier string }

// newWalk draws a number for the secret of a browser.
func newWalk(secret string) (walk, error) {
	raw := make([]byte, numberBytes)
	_, _ = rand.Read(raw) // never fails
	return walkOf(secret, encode(raw))
}

func walkOf(secret, number string) (walk, error) {
	raw, err := base64.RawURLEncoding.DecodeString(secret)
	if err != nil || len(raw) != secretBytes {
		return walk{}, refused(TurnedBrowser)
	}
	var parts [3]string
	for i, what := range []string{"state", "nonce", "verifier"} {
		key, err := hkdf.Key(sha256.New, raw, []byte(number), "trialogue outside "+what, 32)
		if err != nil {
			return walk{}, err
		}
		parts[i] = encode(key)
	}
	return walk{state: number + "." + parts[0], nonce: parts[1], verifier: parts[2]}, nil
}

// sameWalk finds the walk of a state that came back. Only the browser that
// began it has the secret that fits.
func sameWalk(secret, state string) (walk, bool) {
	number, _, ok := strings.Cut(state, ".")
	if !ok || len(number) > 2*numberBytes {
		return walk{}, false
	}
	w, err := walkOf(secret, number)
	if err != nil || !hmac.Equal([]byte(w.state), []byte(state)) {
		return walk{}, false
	}
	return w, true
}

// whoOf names an identity elsewhere without saying it.
func whoOf(issuer, subject string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "outside\n%d\n%s\n%s", len(issuer), issuer, subject))
	return hex.EncodeToString(sum[:])
}

// IsOutsideSecret reports whether text from a cookie can be such a secret.
func IsOutsideSecret(s string) bool {
	_, err := walkOf(s, "")
	return err == nil
}
