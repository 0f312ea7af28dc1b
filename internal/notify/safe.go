package notify

import (
	"context"
	"strconv"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/profile"
	"trialogue/internal/triangle"
)

// Safe is what people said about mails that could bring them into danger.
type Safe interface {
	MailRule(ctx context.Context, p id.Person, zone string) (profile.MailRule, error)
	PersonByEmail(ctx context.Context, email string) (triangle.Person, error)
}

// moment says what to do with a mail now.
type moment int

const (
	mailNow moment = iota
	mailLater
	mailNever
)

// when asks a person's own rule about mails. A rule that cannot be read, or that
// nobody can follow, lets no mail out.
func (s *Service) when(ctx context.Context, x Tx, p triangle.Person) (moment, int64, error) {
	rule, err := x.MailRule(ctx, p.ID, p.Zone)
	if err != nil {
		return mailNever, 0, err
	}
	now := s.Now()
	at, ever := rule.Next(now)
	switch {
	case !ever:
		return mailNever, 0, nil
	case at.After(now):
		return mailLater, at.UnixMicro(), nil
	}
	return mailNow, now.UnixMicro(), nil
}

// held keeps a letter back that must not go now: it is put off to the next time
// that its reader allowed, or dropped where there is none. Every letter asks
// this before it is sent. The id follows from job and time, so that doing this
// twice puts it off once.
func (s *Service) held(ctx context.Context, p triangle.Person, j disclose.Job) (held bool, err error) {
	err = s.run.Update(ctx, func(x Tx) error {
		what, at, err := s.when(ctx, x, p)
		if held = what != mailNow; err != nil || what == mailNow {
			return err
		}
		if what == mailNever {
			s.Note("held")
			return nil
		}
		return x.PutJob(ctx, putOff(j, at))
	})
	return held, err
}

// heldFor is held for an address that may or may not be somebody's here.
func (s *Service) heldFor(ctx context.Context, email string, j disclose.Job) (bool, error) {
	var p triangle.Person
	err := s.run.View(ctx, func(x Tx) (err error) {
		p, err = x.PersonByEmail(ctx, email)
		return err
	})
	if errs.Is(err, errs.NotFound) {
		return false, nil
	}
	if err != nil {
		return true, err
	}
	return s.held(ctx, p, j)
}

// putOff is the same job at another time, with an id and a key of its own.
func putOff(j disclose.Job, at int64) disclose.Job {
	later := j
	later.ID, _, _ = strings.Cut(j.ID, "@")
	later.ID += "@" + strconv.FormatInt(at, 10)
	later.UniqueKey, later.RunAt = later.ID, at
	return later
}
