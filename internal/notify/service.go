package notify

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/news"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
	"trialogue/internal/words"
)

// Tx is what telling needs of a transaction.
type Tx interface {
	disclose.SightTx
	// EntryByID is an empty list for an entry that is gone.
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	Append(ctx context.Context, t id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error)
	Notices
	Read
	Safe
	Queue
}

// Queue is what happens after a commit.
type Queue interface {
	PutRing(ctx context.Context, p id.Person) error
	PutJob(ctx context.Context, j disclose.Job) error
}

// Notices is what waits for a mail, and when somebody last got one.
type Notices interface {
	PutNotice(ctx context.Context, n news.Notice) error
	Notices(ctx context.Context, p id.Person) ([]news.Notice, error)
	// DropNotice is false when somebody else was faster.
	DropNotice(ctx context.Context, n news.Notice) (bool, error)
	// Mailed is 0 for somebody who never got a mail; microseconds since 1970 UTC.
	Mailed(ctx context.Context, p id.Person) (int64, error)
	PutMailed(ctx context.Context, p id.Person, at int64) error
}

// Read tells whether somebody was shown an entry already.
type Read interface {
	// OwnAddress is the address with which an account was made.
	OwnAddress(ctx context.Context, p id.Person) (string, error)
	SawVersions(ctx context.Context, t id.Triangle, e id.Entry, p id.Person) ([]int, error)
}

// Ringer tells the open pages of a person.
type Ringer interface{ Ring(p id.Person) }

// Sender hands a mail to a mail server. ErrRefused means that the server will
// never take a mail for this address; other errors are tried again. Errors name
// nobody.
type Sender interface {
	Send(ctx context.Context, m Mail) error
}

// Mail is all that a mail can say.
type Mail struct {
	ID      string // the same for each try, so that mail programs can tell a repetition
	To      string
	Subject string
	Text    string
}

// MailJob sends one person one mail, if they may still be told.
const MailJob = "mail"

const (
	// Gather is how long a mail waits for more to come, and for second thoughts.
	Gather = 5 * time.Minute
	// Apart is how far two mails to one person lie apart.
	Apart = time.Hour
)

// Options are what telling is made of.
type Options struct {
	Now   func() time.Time
	Log   *slog.Logger
	Bell  Ringer
	Words *words.Catalogue
	URL   string // the address that mails name
	Mail  Sender // nil sends no mail
	// Note, where set, counts mails: sent, suppressed or refused.
	Note func(end string)
}

// Service turns news into rings and mails.
type Service struct {
	run tx.Runner[Tx]
	Options
}

// New makes the service.
func New(run tx.Runner[Tx], o Options) *Service {
	if o.Note == nil {
		o.Note = func(string) {}
	}
	return &Service{run: run, Options: o}
}

// hasSeen reports whether somebody was shown this version already.
func hasSeen(ctx context.Context, x Tx, m disclose.Meta, p id.Person) (bool, error) {
	saw, err := x.SawVersions(ctx, m.Triangle, m.ID, p)
	return slices.Contains(saw, m.Version), err
}

// mayKnow reports whether an entry would be shown to somebody now.
func mayKnow(now time.Time, facts *sharing.Triangle, m disclose.Meta, p id.Person) sharing.Answer {
	return sharing.Decide(sharing.At(now), facts, &m.Item, sharing.Request{Recipient: string(p), Purpose: sharing.Care})
}

// sees reports whether somebody's own eyes would find an entry: what came while
// their sight is held, they are not told of, and nothing says so.
func sees(ctx context.Context, x Tx, m disclose.Meta, p id.Person, now time.Time) (bool, error) {
	ctx = tx.For(ctx, p)
	found, err := x.EntryByID(ctx, m.Triangle, m.ID)
	if err != nil || len(found) == 0 || found[0].Meta.Version != m.Version {
		return false, err
	}
	sight, err := disclose.See(ctx, x, m.Triangle, p, now)
	return sight.Decide(found[0].Meta, sharing.Care).Shares(), err
}
