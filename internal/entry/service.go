// Package entry is where somebody writes something about somebody, and where
// those who may see it read it. It never decides who that is: the door does.
package entry

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	disclose.WriteTx
	Reader
	// DropKept removes what somebody kept of a draft, text and all.
	DropKept(ctx context.Context, t id.Triangle, by id.Person, draft id.Entry) error
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	// AddedTopic finds a topic that somebody of the triangle added; errs.NotFound for none.
	AddedTopic(ctx context.Context, t id.Triangle, name string) (topic sharing.Topic, owner id.Person, err error)
}

// Reader finds entries, sealed.
type Reader interface {
	Timeline(ctx context.Context, t id.Triangle, f Filter, after disclose.Place, n int) ([]disclose.Sealed, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	Versions(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	Children(ctx context.Context, t id.Triangle, parent id.Entry) ([]disclose.Sealed, error)
	FileByID(ctx context.Context, t id.Triangle, e id.Entry, file string) (disclose.SealedFile, error)
	// HangingOn counts what hangs on an entry; the door alone says who sees it.
	HangingOn(ctx context.Context, t id.Triangle, e id.Entry) (int, error)
	SawVersions(ctx context.Context, t id.Triangle, e id.Entry, p id.Person) ([]int, error)
}

// Filter narrows a timeline by what is no secret to those who may see an entry.
type Filter struct {
	Topic   string
	Kinds   []disclose.Kind
	GivenBy id.Person
	From    int64 // microseconds since 1970 UTC; 0 for no limit
	Until   int64
}

// Service writes and reads entries.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}

// Draft is what somebody is about to write. ID is drawn with the form and
// becomes the entry's id, so that sending twice writes once.
type Draft struct {
	ID         id.Entry
	Triangle   id.Triangle
	Kind       disclose.Kind
	Class      sharing.Class
	Topic      string
	About      []id.Person
	Confidence sharing.Confidence
	Text       string
	Names      []string // people outside the triangle who are named in the text
	Files      []disclose.File
	Parent     id.Entry
	// Extra is what a room of its own adds to a draft that is kept for later.
	Extra []disclose.Part

	added bool // the topic is one that somebody of the triangle added
}

// Limits, stated to people before they reach them.
const (
	TextMost  = 20_000   // letters in a text
	FileMost  = 10 << 20 // bytes in an attachment
	FilesMost = 5        // attachments of an entry
)
