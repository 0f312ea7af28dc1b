package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
)

// Hash is a SHA-256 digest. As text it is 64 lower-case hex digits.
type Hash [32]byte

// ParseHash reads the text form of a hash and accepts no other spelling.
func ParseHash(s string) (Hash, error) {
	b, err := parseHex(s)
	return Hash(b), err
}

// String returns the text form.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// IsZero reports whether h is the zero hash, which stands before every chain.
func (h Hash) IsZero() bool { return h == Hash{} }

// MarshalText returns the text form.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads the text form.
func (h *Hash) UnmarshalText(b []byte) error {
	parsed, err := ParseHash(string(b))
	if err == nil {
		*h = parsed
	}
	return err
}

// Salt is the secret that hides a record behind its commitment. It has the
// same text form as a hash. It must come from a cryptographic source, be used
// for one record only, and be destroyed with the record.
type Salt [32]byte

// NewSalt draws a salt from a cryptographic source such as crypto/rand.Reader.
// Draw it before the transaction, because a transaction may run twice.
func NewSalt(random io.Reader) (Salt, error) {
	var s Salt
	if _, err := io.ReadFull(random, s[:]); err != nil {
		return Salt{}, fmt.Errorf("ledger: draw a salt: %w", err)
	}
	return s, nil
}

// ParseSalt reads the text form of a salt and accepts no other spelling.
func ParseSalt(s string) (Salt, error) {
	b, err := parseHex(s)
	return Salt(b), err
}

// Hex returns the text form for storage. There is no String method, so a salt
// does not slip into a log line as readable text by accident.
func (s Salt) Hex() string { return hex.EncodeToString(s[:]) }

// IsZero reports whether the salt was never drawn.
func (s Salt) IsZero() bool { return s == Salt{} }

// GoString and Format keep the secret out of every fmt verb.
func (s Salt) GoString() string { return "ledger.Salt{hidden}" }

// Format implements fmt.Formatter and prints no secret.
func (s Salt) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.GoString()) }

func parseHex(s string) ([32]byte, error) {
	var b [32]byte
	if len(s) != hex.EncodedLen(len(b)) {
		return b, fmt.Errorf("ledger: expected 64 hex digits, found %d characters", len(s))
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return b, fmt.Errorf("ledger: %q is not a lower-case hex digit", c)
		}
	}
	_, err := hex.Decode(b[:], []byte(s))
	return b, err
}

// The tags keep the kinds of hashes apart: no value of one kind can ever be
// read as a value of another.
const (
	tagRecord     = "trialogue/record/1\n"
	tagCommitment = "trialogue/commitment/1\n"
	tagLink       = "trialogue/link/1\n"
	tagBlind      = "trialogue/blind/1\n"
	tagHead       = "trialogue/head/1\n"
)

// digest hashes a tag and parts. Every part but the last must have a fixed
// length, or the result would be ambiguous.
func digest(tag string, parts ...[]byte) Hash {
	d := sha256.New()
	d.Write([]byte(tag))
	for _, p := range parts {
		d.Write(p)
	}
	var h Hash
	d.Sum(h[:0])
	return h
}

func number(n int64) []byte { return binary.BigEndian.AppendUint64(nil, uint64(n)) }
