package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"trialogue/internal/errs"
)

// hasher bounds how many hashes run at once, since each holds 19 MiB, and how
// many wait for that. Who finds the queue full is told so at once.
type hasher struct {
	slots chan struct{}
	queue chan struct{}
	made  *atomic.Int64 // hashes computed
}

const (
	hashesAtOnce = 4
	hashesQueued = 100
	hashWait     = 20 * time.Second
	memoryKiB    = 19 * 1024
	passes       = 2
	hashLength   = 32
	saltLength   = 16
)

func newHasher() hasher {
	return hasher{slots: make(chan struct{}, hashesAtOnce), queue: make(chan struct{}, hashesQueued), made: &atomic.Int64{}}
}

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

// better is a fresh hash where the stored one was made with less work than now;
// empty where there is nothing to do.
func (h hasher) better(ctx context.Context, password, stored string) (string, error) {
	_, _, memory, times, err := parseHash(stored)
	if err == nil && memory >= memoryKiB && times >= passes {
		return "", nil
	}
	return h.hash(ctx, password)
}

func (h hasher) sum(ctx context.Context, password string, salt []byte, memory, times uint32) ([]byte, error) {
	select {
	case h.queue <- struct{}{}:
		defer func() { <-h.queue }()
	default:
		return nil, busy(nil)
	}
	waiting, cancel := context.WithTimeout(ctx, hashWait)
	defer cancel()
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
	case <-waiting.Done():
		return nil, busy(waiting.Err())
	}
	h.made.Add(1)
	return argon2.IDKey([]byte(norm.NFKC.String(password)), salt, times, memory, 1, hashLength), nil
}

func busy(cause error) error { return errs.E(errs.TooMuch, "signin.hash", "guard.busy", cause) }

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

// Hashes is how many hashes were computed: what guessing costs the service.
func (s *Service) Hashes() int64 { return s.hashes.made.Load() }
