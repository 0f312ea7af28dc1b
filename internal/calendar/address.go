package calendar

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// secretBytes is the length of a secret: 256 bits, drawn by chance.
const secretBytes = 32

// hashOf is the only form in which a secret is kept.
func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// Offered lists what titles may say in somebody's calendar. What a professional
// reads about others does not go to a calendar outside.
func Offered(p triangle.Person) []Titles {
	if p.Corner == sharing.Professional {
		return []Titles{Nothing, ByKind}
	}
	return []Titles{Nothing, ByKind, InWords}
}

func checked(p triangle.Person, c Choice) error {
	for _, one := range Offered(p) {
		if one == c.Titles {
			return nil
		}
	}
	var problems errs.Problems
	problems.Add("titles", "calendar.titles-missing")
	return problems.Err("calendar.checked")
}

// Renew makes a private address with a new secret, which it returns and keeps
// nowhere. An address that was there before ends at once.
func (s *Service) Renew(ctx context.Context, by triangle.Person, c Choice) (secret string, err error) {
	defer errs.Wrap("calendar.Renew", &err)
	if err := checked(by, c); err != nil {
		return "", err
	}
	raw := make([]byte, secretBytes)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	secret = base64.RawURLEncoding.EncodeToString(raw)
	at := s.now().UnixMicro()
	f := Feed{Person: by.ID, Hash: hashOf(secret), Choice: c, Made: at, Changed: at}
	if err := s.recorded(ctx, by.ID, GroundOn, at, func(t Tx) error { return t.PutFeed(ctx, f) }); err != nil {
		return "", err
	}
	return secret, nil
}

// Grounds of a record of somebody's account.
const (
	GroundOn  = "calendar-on"
	GroundOff = "calendar-off"
)

// recorded changes an address, and writes down that it was changed.
func (s *Service) recorded(ctx context.Context, p id.Person, ground string, at int64, do func(Tx) error) error {
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: at, Kind: ledger.Account, Actor: string(p), Person: string(p), Ground: ground,
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		if err := do(t); err != nil {
			return err
		}
		_, err := noted.In(ctx, t)
		return err
	})
}

// Change makes another choice for an address that stays.
func (s *Service) Change(ctx context.Context, by triangle.Person, c Choice) (err error) {
	defer errs.Wrap("calendar.Change", &err)
	if err := checked(by, c); err != nil {
		return err
	}
	at := s.now().UnixMicro()
	return s.run.Update(ctx, func(t Tx) error {
		f, err := t.Feed(ctx, by.ID)
		if err != nil || f.Choice == c {
			return err
		}
		f.Choice, f.Changed = c, at
		return t.PutFeed(ctx, f)
	})
}

// Off ends somebody's address at once.
func (s *Service) Off(ctx context.Context, p id.Person) (err error) {
	defer errs.Wrap("calendar.Off", &err)
	if _, on, err := s.Own(ctx, p); err != nil || !on {
		return err
	}
	return s.recorded(ctx, p, GroundOff, s.now().UnixMicro(), func(t Tx) error { return t.DropFeed(ctx, p) })
}

// Own reads somebody's feed; false for none.
func (s *Service) Own(ctx context.Context, p id.Person) (f Feed, on bool, err error) {
	defer errs.Wrap("calendar.Own", &err)
	err = s.run.View(ctx, func(t Tx) error {
		f, err = t.Feed(ctx, p)
		return err
	})
	if errs.Is(err, errs.NotFound) {
		return Feed{Person: p, Choice: Choice{Titles: Nothing}}, false, nil
	}
	return f, err == nil, err
}

// Behind finds whose feed a secret opens. One that was never drawn is
// errs.NotFound, as is one that was switched off, and one of a closed account.
func (s *Service) Behind(ctx context.Context, secret string) (f Feed, p triangle.Person, err error) {
	defer errs.Wrap("calendar.Behind", &err)
	if len(secret) != base64.RawURLEncoding.EncodedLen(secretBytes) {
		return Feed{}, triangle.Person{}, errs.Missing("calendar.Behind")
	}
	err = s.run.View(ctx, func(t Tx) error {
		if f, err = t.FeedByHash(ctx, hashOf(secret)); err != nil {
			return err
		}
		p, err = t.Person(ctx, f.Person)
		return err
	})
	return f, p, err
}
