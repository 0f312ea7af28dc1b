package notify

import (
	"context"
	"crypto/rand"
	"errors"
	"strconv"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/news"
	"trialogue/internal/triangle"
)

func wantsMail(p triangle.Person) bool { return p.Mail && p.Email != "" && p.Closed == 0 }

// SendMail does a MailJob. Each thing that the mail would stand for is decided
// anew: what may no longer be told is suppressed and put on record, and what
// the person has seen meanwhile needs no mail. When the program dies after the
// mail server took the mail, the mail goes twice, with the same Message-ID.
func (s *Service) SendMail(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("notify.SendMail", &err)
	who := id.Person(j.Payload["person"])
	now := s.Now()
	q, err := s.waiting(ctx, who)
	if err != nil || len(q.notices) == 0 {
		return err
	}
	if s.Mail == nil || !wantsMail(q.person) {
		return s.drop(ctx, q.notices)
	}
	if at := soonest(q.last, now.UnixMicro()); at > now.UnixMicro() {
		again := mailJob(strconv.FormatInt(at, 10), who, at, now.UnixMicro())
		return s.run.Update(ctx, func(x Tx) error { return x.PutJob(ctx, again) })
	}
	if put, err := s.waits(ctx, q.person, q.notices); put || err != nil {
		return err
	}
	allowed, err := s.stillAllowed(ctx, q.notices, now)
	if err != nil || len(allowed) == 0 {
		return err
	}
	switch err := s.Mail.Send(ctx, s.mail(j.ID, q.person)); {
	case errors.Is(err, ErrRefused):
		s.Log.Warn("a mail server will not take a mail for this address", "job", j.ID)
		s.Note("refused")
	case err != nil:
		return err
	default:
		s.Note("sent")
	}
	return s.run.Update(ctx, func(x Tx) error {
		for _, n := range allowed {
			if _, err := x.DropNotice(ctx, n); err != nil {
				return err
			}
		}
		return x.PutMailed(ctx, who, now.UnixMicro())
	})
}

// waits keeps a mail back that must not go now. What may never go is dropped;
// what may go later waits, and is decided about again then.
func (s *Service) waits(ctx context.Context, p triangle.Person, all []news.Notice) (bool, error) {
	held := false
	err := s.run.Update(ctx, func(x Tx) error {
		what, at, err := s.when(ctx, x, p)
		if held = what != mailNow; err != nil || what == mailNow {
			return err
		}
		if what == mailLater {
			return x.PutJob(ctx, mailJob(strconv.FormatInt(at, 10), p.ID, at, s.Now().UnixMicro()))
		}
		for _, n := range all {
			if _, err := x.DropNotice(ctx, n); err != nil {
				return err
			}
		}
		return nil
	})
	return held, err
}

// mailQueue is what waits for one person.
type mailQueue struct {
	person  triangle.Person
	notices []news.Notice
	last    int64
}

func (s *Service) waiting(ctx context.Context, who id.Person) (q mailQueue, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		if q.notices, err = x.Notices(ctx, who); err != nil || len(q.notices) == 0 {
			return err
		}
		if q.last, err = x.Mailed(ctx, who); err != nil {
			return err
		}
		q.person, err = x.Person(ctx, who)
		return err
	})
	return q, err
}

func (s *Service) drop(ctx context.Context, all []news.Notice) error {
	return s.run.Update(ctx, func(x Tx) error {
		for _, n := range all {
			if _, err := x.DropNotice(ctx, n); err != nil {
				return err
			}
		}
		return nil
	})
}

// stillAllowed keeps the notices that may be told now.
func (s *Service) stillAllowed(ctx context.Context, all []news.Notice, now time.Time) ([]news.Notice, error) {
	var out []news.Notice
	for _, n := range all {
		v, err := s.judge(ctx, n, now)
		if err != nil {
			return nil, err
		}
		switch v {
		case tellNow:
			out = append(out, n)
		case notAllowed:
			s.Note("suppressed")
		}
	}
	return out, nil
}

type verdict int

const (
	tellNow verdict = iota
	seenAlready
	notAllowed
)

// judge decides about one notice. One that may not be told, or need not, is
// dropped; the first leaves a record in the same transaction.
func (s *Service) judge(ctx context.Context, n news.Notice, now time.Time) (v verdict, err error) {
	salt, err := ledger.NewSalt(rand.Reader)
	if err != nil {
		return 0, err
	}
	err = s.run.UpdateScope(ctx, n.Triangle, func(x Tx) error {
		var why ledger.Record
		if v, why, err = s.weigh(ctx, x, n, now); err != nil || v == tellNow {
			return err
		}
		dropped, err := x.DropNotice(ctx, n)
		if err != nil || !dropped || v != notAllowed {
			return err
		}
		_, err = x.Append(ctx, n.Triangle, []ledger.Record{why}, []ledger.Salt{salt})
		return err
	})
	return v, err
}

// service stands in a record for what the program did by itself.
const service = "service"

// weigh decides, and says what to put on record where the answer is no.
func (s *Service) weigh(ctx context.Context, x Tx, n news.Notice, now time.Time) (verdict, ledger.Record, error) {
	why := ledger.Record{Triangle: string(n.Triangle), At: now.UnixMicro(), Kind: ledger.Suppressed, Actor: service, Person: string(n.Person), Entry: string(n.Entry)}
	found, err := x.EntryByID(ctx, n.Triangle, n.Entry)
	if err != nil || len(found) == 0 { // taken back
		return notAllowed, why, err
	}
	facts, err := x.Facts(ctx, n.Triangle)
	if err != nil {
		return 0, why, err
	}
	meta := found[0].Meta
	if a := mayKnow(now, facts, meta, n.Person); !a.Shares() {
		why.Topic, why.Rule, why.Ground = meta.Item.Topic, string(a.Rule), a.Ground
		return notAllowed, why, nil
	}
	if seen, err := hasSeen(ctx, x, meta, n.Person); err != nil || seen {
		return seenAlready, why, err
	}
	// A held sight leaves no record: it would be found one day.
	if open, err := sees(ctx, x, meta, n.Person, now); err != nil || !open {
		return seenAlready, why, err
	}
	return tellNow, why, nil
}

// mail says that there is something new, and where. A name or a topic would be
// on a lock screen that others can see.
func (s *Service) mail(job string, p triangle.Person) Mail {
	say := s.Words.Printer(p.Lang, nil, s.Now).T("notice.new")
	return Mail{ID: job, To: p.Email, Subject: say, Text: say + "\n\n" + s.URL + "\n"}
}
