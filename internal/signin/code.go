package signin

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
	"github.com/pquerna/otp/totp"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// Codes are the one-time codes of one device of somebody.
type Codes struct {
	ID        string
	Person    id.Person
	Secret    string // as an app takes it, in base32
	Made      int64
	Confirmed int64 // 0 until a code was typed back
	Step      int64 // the last half minute whose code was taken
}

// CodeTx is what one-time codes need of a transaction.
type CodeTx interface {
	// PutCodes stores new ones; others that nobody has confirmed are forgotten.
	PutCodes(ctx context.Context, c Codes) error
	CodesOf(ctx context.Context, p id.Person) ([]Codes, error)
	// ConfirmCodes switches these on, and all others of the person off.
	ConfirmCodes(ctx context.Context, c Codes, now int64) error
	// StepCodes takes a half minute, unless it or a later one was taken before.
	StepCodes(ctx context.Context, codes string, step int64) (bool, error)
	DropCodes(ctx context.Context, p id.Person) error
}

const (
	codeStep   = 30 * time.Second
	codeDigits = 6
	secretSize = 20
	// codesWait is how long codes wait for their first one to be typed back.
	codesWait = time.Hour
)

// BeginCodes draws a secret for an app on somebody's phone. Nothing counts
// before Confirm, so codes that are on stay on.
func (s *Service) BeginCodes(ctx context.Context, p triangle.Person, by Session) (err error) {
	defer errs.Wrap("signin.BeginCodes", &err)
	raw := make([]byte, secretSize)
	if _, err := rand.Read(raw); err != nil {
		return err
	}
	one := Codes{ID: id.New(), Person: p.ID, Secret: base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(raw), Made: s.now().UnixMicro()}
	return s.run.Update(ctx, func(t Tx) error {
		w, err := ways(ctx, t, p.ID)
		if err != nil {
			return err
		}
		if !mayAdd(by, p, w) {
			return errs.Missing("signin.BeginCodes")
		}
		return t.PutCodes(ctx, one)
	})
}

// NewCodes reads the secret that waits to be confirmed; errs.NotFound where none does.
func (s *Service) NewCodes(ctx context.Context, p triangle.Person) (c Codes, err error) {
	defer errs.Wrap("signin.NewCodes", &err)
	err = s.run.View(ctx, func(t Tx) (err error) {
		c, err = s.waiting(ctx, t, p.ID)
		return err
	})
	return c, err
}

func (s *Service) waiting(ctx context.Context, t Tx, p id.Person) (Codes, error) {
	all, err := t.CodesOf(ctx, p)
	for _, one := range all {
		if one.Confirmed == 0 && s.now().Sub(time.UnixMicro(one.Made)) < codesWait {
			return one, err
		}
	}
	if err == nil {
		err = errs.Missing("signin.waiting")
	}
	return Codes{}, err
}

// Address is what an app reads from a picture.
func (c Codes) Address(account string) (string, error) {
	raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(c.Secret)
	if err != nil {
		return "", err
	}
	key, err := totp.Generate(totp.GenerateOpts{Issuer: "Trialogue", AccountName: account, Secret: raw})
	if err != nil {
		return "", err
	}
	return key.URL(), nil
}

// ConfirmCodes switches codes on when the first one was typed back.
func (s *Service) ConfirmCodes(ctx context.Context, p triangle.Person, by Session, typed string) (err error) {
	defer errs.Wrap("signin.ConfirmCodes", &err)
	now := s.now()
	return s.changed(ctx, p.ID, "codes-on", "codes", func(t Tx) error {
		w, err := ways(ctx, t, p.ID)
		if err != nil {
			return err
		}
		if !mayAdd(by, p, w) {
			return errs.Missing("signin.ConfirmCodes")
		}
		one, err := s.waiting(ctx, t, p.ID)
		if err != nil {
			return err
		}
		if one.Step = one.fits(tidyCode(typed), now); one.Step == 0 {
			return errWrongCode()
		}
		return t.ConfirmCodes(ctx, one, now.UnixMicro())
	})
}

func errWrongCode() error {
	var p errs.Problems
	p.Add("code", "ways.code-wrong")
	return p.Err("signin.code")
}

// DropCodes switches codes off, unless they are needed.
func (s *Service) DropCodes(ctx context.Context, p triangle.Person) (err error) {
	defer errs.Wrap("signin.DropCodes", &err)
	return s.changed(ctx, p.ID, "codes-off", "codes", func(t Tx) error {
		w, err := ways(ctx, t, p.ID)
		if err != nil {
			return err
		}
		if !w.Codes {
			return errs.Missing("signin.DropCodes")
		}
		if !w.May(p).Codes {
			return errLast("signin.DropCodes")
		}
		if err := t.DropCodes(ctx, p.ID); err != nil {
			return err
		}
		w.Codes = false
		return w.dropIdle(ctx, t, p.ID)
	})
}

// fits finds the half minute that a code belongs to: this one, or the one
// before or after, because clocks differ. 0 where it fits none.
func (c Codes) fits(code string, now time.Time) int64 {
	middle := now.Unix() / int64(codeStep/time.Second)
	for _, step := range []int64{middle, middle - 1, middle + 1} {
		ok, err := hotp.ValidateCustom(code, uint64(step), c.Secret, hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err == nil && ok {
			return step
		}
	}
	return 0
}

// tidyCode takes out what people put between letters and numbers.
func tidyCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t-–.\u00a0", r) {
			return -1
		}
		return r
	}, strings.TrimSpace(typed))
}

func isCode(tidy string) bool {
	return len(tidy) == codeDigits && strings.Trim(tidy, "0123456789") == ""
}
