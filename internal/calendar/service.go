// Package calendar knows the private addresses under which people fetch what is coming up for
// them, and how much a title may say. It never decides who may see a thing: the door does.
package calendar

import (
	"context"
	"net/url"
	"strings"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	Feeds
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	// DutiesSince lists what somebody has to do where they stand now, and what of it
	// was done since a time, the earliest day first.
	DutiesSince(ctx context.Context, p id.Person, now, since int64) ([]duty.Duty, error)
	EntriesByID(ctx context.Context, t id.Triangle, es []id.Entry) ([]disclose.Sealed, error)
}

// Feeds keeps private addresses: one a person.
type Feeds interface {
	// Feed is errs.NotFound for somebody who has none.
	Feed(ctx context.Context, p id.Person) (Feed, error)
	// FeedByHash finds the feed of an open account by the hash of its secret.
	FeedByHash(ctx context.Context, hash string) (Feed, error)
	// PutFeed stores a feed in place of the one before.
	PutFeed(ctx context.Context, f Feed) error
	DropFeed(ctx context.Context, p id.Person) error
}

// Titles says what a title may say.
type Titles string

// The choices, from the one that says least.
const (
	Nothing Titles = "nothing" // the name of the program alone
	ByKind  Titles = "kind"    // what sort of thing it is
	InWords Titles = "words"   // its words too, as far as the door shows them
)

// Choice is what somebody wants in their calendar.
type Choice struct {
	Titles Titles
	Remind bool
}

// Feed is one private address. Times are microseconds since 1970 UTC.
type Feed struct {
	Person id.Person
	Hash   string // of the secret, which is kept nowhere
	Choice
	Made    int64
	Changed int64
}

// Lengths knows how long a meeting lasts; 0 where nobody has said. The context
// reads with the eyes of whose calendar it is.
type Lengths interface {
	MeetingLength(ctx context.Context, t id.Triangle, meeting id.Entry) (time.Duration, error)
}

// Service does what people ask of this feature.
type Service struct {
	run     tx.Runner[Tx]
	door    *disclose.Door
	now     func() time.Time
	home    string // the address that people know: https://…
	lengths Lengths
}

// New makes the service of a site with an address.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time, site string) *Service {
	return &Service{run: run, door: door, now: now, home: strings.TrimSuffix(site, "/")}
}

// Suffix ends the address of a calendar: some programs look for it.
const Suffix = ".ics"

// Address is where a calendar program fetches the feed of a secret.
func (s *Service) Address(secret string) string { return s.home + "/calendar/" + secret + Suffix }

// Home is the first page of the site.
func (s *Service) Home() string { return s.home + "/" }

// Host names the site in the names of events.
func (s *Service) Host() string {
	u, err := url.Parse(s.home)
	if err != nil || u.Hostname() == "" {
		return "trialogue"
	}
	return u.Hostname()
}

// Ask lets the service ask somebody how long meetings last. Call it before the
// first request.
func (s *Service) Ask(l Lengths) { s.lengths = l }
