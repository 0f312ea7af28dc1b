// Package profile knows how people wish to be met: name, pronouns, photograph,
// what they need so that they can read and talk with us, how to reach them, and
// how to do so safely.
//
// It decides who is shown which part ([ShownTo]). It never knows what anybody
// wrote about anything, and nothing in it is an entry.
package profile

import (
	"context"
	"slices"
	"strings"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Part is a piece of a profile with readers of its own.
type Part string

// The parts.
const (
	About Part = "about" // name, pronouns and photograph
	Needs Part = "needs"
	Reach Part = "reach"
	Safe  Part = "safe"
	Photo Part = "photo" // where the photograph is kept; its readers are those of About
)

// Kept is all that somebody said and that is sealed. A part that nobody filled
// in yet has version 0.
type Kept struct {
	Needs   Need
	Reach   Reaching
	Safe    Safety
	Version map[Part]int
}

// Tx is what this feature needs of a transaction.
type Tx interface {
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	// SetAbout stores name, pronouns, language, place, mail and how pages are drawn.
	SetAbout(ctx context.Context, p triangle.Person) error
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	TrianglesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error)
	Append(ctx context.Context, t id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error)
	Parts
	Photos
}

// Parts is what is sealed.
type Parts interface {
	// Profiles opens the given parts of these people. A part whose key was
	// destroyed is as if it had never been there.
	Profiles(ctx context.Context, people []id.Person, parts ...Part) (map[id.Person]Kept, error)
	// PutPart stores one part as the version after k.Version; somebody faster is errs.Conflict.
	PutPart(ctx context.Context, p id.Person, part Part, k Kept, at int64) error
	// ReviewDue is when to ask whether the needs are still right; 0 for nobody who said any.
	ReviewDue(ctx context.Context, p id.Person) (due int64, err error)
}

// Photos is what a photograph needs of a transaction.
type Photos interface {
	Photo(ctx context.Context, p id.Person) ([]byte, error)
	PutPhoto(ctx context.Context, p id.Person, jpeg []byte, at int64) error
	DropPhoto(ctx context.Context, p id.Person) error
}

// Service keeps profiles.
type Service struct {
	run     tx.Runner[Tx]
	now     func() time.Time
	drawing chan struct{} // one picture at a time: each takes a lot of memory
}

// New makes the service.
func New(run tx.Runner[Tx], now func() time.Time) *Service {
	return &Service{run: run, now: now, drawing: make(chan struct{}, 1)}
}

// change is the record that something of a profile was changed: which kinds of
// thing, and never what they say.
func (s *Service) change(p id.Person, fields []string) (disclose.Noted, error) {
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: s.now().UnixMicro(), Kind: ledger.Account, Actor: string(p), Person: string(p),
		Ground: GroundChanged, Extra: map[string]string{"fields": strings.Join(recorded(fields), " ")},
	})
}

// GroundChanged stands in the record when somebody changed their own profile.
const GroundChanged = "profile-changed"

// recorded are the kinds of things that changed, as the record names them. That
// somebody made a rule for their safety is nobody's to learn from a record: it
// is one of the ways to reach them.
func recorded(fields []string) []string {
	out := make([]string, 0, len(fields))
	for _, f := range fields {
		if f == string(Safe) {
			f = string(Reach)
		}
		if !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}
