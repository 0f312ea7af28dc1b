package organisation

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// codeLength is how many letters a code has: enough that guessing is hopeless,
// few enough to be said on the phone.
const codeLength = 10

// Guesses that somebody may make, and in what time.
const (
	guessesMost = 10
	guessesTime = time.Hour
)

// FoldCode takes a code as somebody types it.
func FoldCode(typed string) string {
	folded := strings.NewReplacer(" ", "", "-", "", "0", "O", "1", "I").Replace(strings.ToUpper(strings.TrimSpace(typed)))
	if len(folded) > codeLength {
		return ""
	}
	return folded
}

// SaidCode parts a code so that it can be said and copied.
func SaidCode(code string) string {
	if len(code) != codeLength {
		return code
	}
	return code[:5] + "-" + code[5:]
}

// Code reads the code of a triangle, for the service user and the team. It is
// empty where nobody has made one.
func (s *Service) Code(ctx context.Context, by id.Person, t id.Triangle) (code string, err error) {
	defer errs.Wrap("organisation.Code", &err)
	err = s.run.View(ctx, func(x Tx) error {
		if _, err := s.mayGiveCode(ctx, x, by, t); err != nil {
			return err
		}
		code, err = x.TriangleCode(ctx, t)
		return err
	})
	return code, err
}

// MakeCode draws a new code in the place of the one that stood on the page; empty
// for none. An old one finds nothing from then on. One that has changed meanwhile
// stays: the form was sent twice, or somebody else was faster.
func (s *Service) MakeCode(ctx context.Context, by id.Person, t id.Triangle, was string) (err error) {
	defer errs.Wrap("organisation.MakeCode", &err)
	now := s.now()
	code := rand.Text()[:codeLength]
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		if _, err := s.mayGiveCode(ctx, x, by, t); err != nil {
			return err
		}
		is, err := x.TriangleCode(ctx, t)
		if err != nil || is != FoldCode(was) {
			return err
		}
		return x.PutTriangleCode(ctx, t, code, now.UnixMicro())
	})
}

func (s *Service) mayGiveCode(ctx context.Context, x Tx, by id.Person, t id.Triangle) (triangle.Triangle, error) {
	tri, err := x.Triangle(ctx, t)
	if err != nil {
		return tri, err
	}
	m, ok := tri.Member(by)
	may := m.Corner == sharing.ServiceUser || (m.Corner == sharing.Professional && !m.Passing())
	if !ok || !m.Here(s.now()) || !may || tri.Kind != triangle.Three {
		return tri, errs.Missing("organisation.mayGiveCode")
	}
	return tri, nil
}

// Find finds a triangle by the code that somebody was told. There is no other
// search. A code that finds nothing is on record, and guessing comes to an end.
func (s *Service) Find(ctx context.Context, by triangle.Person, typed string) (t id.Triangle, err error) {
	defer errs.Wrap("organisation.Find", &err)
	now := s.now()
	key := guessKey(by.ID)
	code := FoldCode(typed)
	var missed bool
	err = s.run.View(ctx, func(x Tx) error {
		if _, err := professional(ctx, x, by.ID); err != nil {
			return err
		}
		failed, err := x.CountAttempts(ctx, key, now.Add(-guessesTime).UnixMicro())
		if err == nil && failed >= guessesMost {
			err = errs.E(errs.TooMuch, "organisation.Find", "reach.wait", nil)
		}
		if err != nil {
			return err
		}
		t, err = x.TriangleByCode(ctx, code)
		missed = errs.Is(err, errs.NotFound) || code == ""
		if missed {
			return nil
		}
		return err
	})
	if err != nil || !missed {
		return t, err
	}
	return "", s.missed(ctx, by.ID, key, now)
}

// missed records a code that finds nothing; the code itself is kept nowhere.
func (s *Service) missed(ctx context.Context, by id.Person, key string, now time.Time) error {
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: now.UnixMicro(), Kind: ledger.TurnedAway, Actor: string(by), Person: string(by), Ground: "reach-code",
	})
	if err != nil {
		return err
	}
	err = s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if err := x.PutAttempt(ctx, key, now.UnixMicro()); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
	if err != nil {
		return err
	}
	var p errs.Problems
	p.Add("code", "reach.code-unknown")
	return p.Err("organisation.Find")
}

// guessKey names nobody.
func guessKey(p id.Person) string {
	sum := sha256.Sum256([]byte("reach/" + string(p)))
	return hex.EncodeToString(sum[:])
}
