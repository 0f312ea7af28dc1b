package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// hasher bounds how many hashes run at once: each holds 19 MiB.
type hasher struct{ slots chan struct{} }

const (
	hashesAtOnce = 4
	memoryKiB    = 19 * 1024
	passes       = 2
	hashLength   = 32
	saltLength   = 16
)

func newHasher() hasher { return hasher{slots: make(chan struct{}, hashesAtOnce)} }

// hash makes the text form of an argon2id hash.
func (h hasher) hash(ctx context.Context, password string) (string, error) {
	salt := make([]byte, saltLength)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	sum, err := h.sum(ctx, password, salt, memoryKiB, passes)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=1$%s$%s", argon2.Version, memoryKiB, passes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum)), nil
}

// fits compares in constant time. An unknown account takes as long as a known one.
func (h hasher) fits(ctx context.Context, password, stored string) (bool, error) {
	salt, want, memory, times, err := parseHash(stored)
	known := err == nil
	if !known {
		salt, want, memory, times = make([]byte, saltLength), make([]byte, hashLength), memoryKiB, passes
	}
	got, err := h.sum(ctx, password, salt, memory, times)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && known, nil
}

func (h hasher) sum(ctx context.Context, password string, salt []byte, memory, times uint32) ([]byte, error) {
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-h.slots }()
	return argon2.IDKey([]byte(norm.NFKC.String(password)), salt, times, memory, 1, hashLength), nil
}

func parseHash(stored string) (salt, sum []byte, memory, times uint32, err error) {
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return nil, nil, 0, 0, errors.New("signin: not an argon2id hash")
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=1", &memory, &times); err != nil {
		return nil, nil, 0, 0, err
	}
	if salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return nil, nil, 0, 0, err
	}
	sum, err = base64.RawStdEncoding.DecodeString(parts[5])
	return salt, sum, memory, times, err
}
