package signin

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// RecoveryTx is what recovery codes need of a transaction.
type RecoveryTx interface {
	// PutRecovery stores hashes in the place of all that were there.
	PutRecoveryCodes(ctx context.Context, p id.Person, salt string, hashes []string, now int64) error
	// Recovery reads the salt of the newest, and how many are left.
	RecoveryCodes(ctx context.Context, p id.Person) (salt string, left int, err error)
	// UseRecovery takes one, unless it was taken before.
	UseRecoveryCode(ctx context.Context, p id.Person, hash string, now int64) (bool, error)
}

const (
	recoveryCodes  = 10
	recoveryLength = 12 // letters of five bits
)

// NewRecovery draws ten recovery codes. They are shown now and never again; the
// ones before stop.
func (s *Service) NewRecovery(ctx context.Context, p triangle.Person, by Session) (codes []string, err error) {
	defer errs.Wrap("signin.NewRecovery", &err)
	if Halfway(by, p) {
		return nil, errs.Missing("signin.NewRecovery")
	}
	raw := make([]byte, saltLength)
	if _, err := rand.Read(raw); err != nil {
		return nil, err
	}
	salt := hex.EncodeToString(raw)
	var hashes []string
	for range recoveryCodes {
		code := rand.Text()[:recoveryLength]
		hash, err := s.recoveryHash(ctx, salt, code)
		if err != nil {
			return nil, err
		}
		codes, hashes = append(codes, code[:4]+"-"+code[4:8]+"-"+code[8:]), append(hashes, hash)
	}
	now := s.now().UnixMicro()
	return codes, s.changed(ctx, p.ID, "recovery-made", "recovery", func(t Tx) error {
		w, err := ways(ctx, t, p.ID)
		if err != nil {
			return err
		}
		if !w.Second() {
			return errs.Missing("signin.NewRecovery")
		}
		return t.PutRecoveryCodes(ctx, p.ID, salt, hashes, now)
	})
}

// dropIdle forgets recovery codes where there is no second factor any more that
// they could stand in for.
func (w Ways) dropIdle(ctx context.Context, t Tx, p id.Person) error {
	if w.Second() || w.Recovery == 0 {
		return nil
	}
	return t.PutRecoveryCodes(ctx, p, "", nil, 0)
}

// recoveryHash is slow on purpose: a code has fewer letters than a key.
func (s *Service) recoveryHash(ctx context.Context, salt, code string) (string, error) {
	raw, err := hex.DecodeString(salt)
	if err != nil {
		return "", err
	}
	sum, err := s.hashes.sum(ctx, code, raw, memoryKiB, passes)
	return hex.EncodeToString(sum), err
}

// recoveryTyped forgives small letters, and numbers that look like letters.
func recoveryTyped(tidy string) string {
	return strings.NewReplacer("0", "O", "1", "I", "8", "B").Replace(strings.ToUpper(tidy))
}

// useRecovery takes a recovery code. Its person is told.
func (s *Service) useRecovery(ctx context.Context, p id.Person, tidy string) (bool, error) {
	typed := recoveryTyped(tidy)
	if len(typed) != recoveryLength {
		return false, nil
	}
	var salt string
	var left int
	if err := s.run.View(ctx, func(t Tx) (err error) {
		salt, left, err = t.RecoveryCodes(ctx, p)
		return err
	}); err != nil || left == 0 {
		return false, err
	}
	hash, err := s.recoveryHash(ctx, salt, typed)
	if err != nil {
		return false, err
	}
	now := s.now().UnixMicro()
	err = s.changed(ctx, p, "recovery-used", "recovery", func(t Tx) error {
		took, err := t.UseRecoveryCode(ctx, p, hash, now)
		if err == nil && !took {
			return errWrongCode()
		}
		return err
	})
	if errs.Is(err, errs.Invalid) {
		return false, nil
	}
	return err == nil, err
}
