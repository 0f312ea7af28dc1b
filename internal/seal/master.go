package seal

import (
	"bytes"
	"context"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"sync"
)

// Master wraps data keys with one of the master keys that it holds. Which one a
// database uses stands in the database; the id says which.
type Master interface {
	// Begin gives the id of the key that a new database begins with, and draws
	// one where there may be one and is none.
	Begin(ctx context.Context) (string, error)
	// Current is the id of the first key held; empty where none is.
	Current() string
	// Wrap encrypts the data key of a space with the master key of an id.
	Wrap(ctx context.Context, id, space string, raw []byte) ([]byte, error)
	// Unwrap is the reverse: ErrOpen for another key or another space, a
	// LackError where nobody holds the key.
	Unwrap(ctx context.Context, id, space string, wrapped []byte) ([]byte, error)
	// Quick reports whether all keys are held in memory, so that nobody waits.
	Quick() bool
}

// Holder keeps one master key, in memory or behind a key service.
type Holder interface {
	ID() string
	Quick() bool
	Wrap(ctx context.Context, space string, raw []byte) ([]byte, error)
	Unwrap(ctx context.Context, space string, wrapped []byte) ([]byte, error)
	// Stale reports whether an older version of this same key wrapped it.
	Stale(ctx context.Context, wrapped []byte) (bool, error)
	// Renew wraps with the newest version what an older one wrapped.
	Renew(ctx context.Context, space string, wrapped []byte) ([]byte, error)
}

// LackError says that a master key is needed and nobody holds it.
type LackError struct {
	ID    string // of the key that is needed
	Held  string // of the one that is there instead; may be empty
	Cause error  // why the keys could not be read; may be nil
}

func (e *LackError) Error() string {
	text := fmt.Sprintf("the master key %s is needed and is not here", e.ID)
	if e.Held != "" {
		text += ", but the key " + e.Held + " is"
	}
	if e.Cause != nil {
		text += ": " + e.Cause.Error()
	}
	return text
}

func (e *LackError) Unwrap() error { return e.Cause }

// Raw holds a master key in memory.
type Raw struct {
	key *Key
	id  string
}

// NewRaw makes a holder from 32 bytes. Its id is drawn out of the key, so that
// the same key has the same id in a file and in the environment.
func NewRaw(raw []byte) (*Raw, error) {
	key, err := NewKey(raw, 1)
	if err != nil {
		return nil, err
	}
	short, err := hkdf.Key(sha256.New, raw, nil, "trialogue/master-key/id", 8)
	return &Raw{key, hex.EncodeToString(short)}, err
}

// ParseRaw reads 64 hexadecimal digits. Its errors never repeat what it was given.
func ParseRaw(text []byte) (*Raw, error) {
	text = bytes.TrimSpace(text)
	if len(text) == 0 {
		return nil, errors.New("is empty: it should hold 64 hexadecimal digits")
	}
	raw, err := hex.DecodeString(string(text))
	if err != nil || len(raw) != KeySize {
		return nil, fmt.Errorf("is not 64 hexadecimal digits (it has %d characters): it may be half written, or something else", len(text))
	}
	return NewRaw(raw)
}

// ID names the key.
func (r *Raw) ID() string { return r.id }

// Quick is true: nobody waits for memory.
func (r *Raw) Quick() bool { return true }

// Wrap encrypts a data key.
func (r *Raw) Wrap(_ context.Context, space string, raw []byte) ([]byte, error) {
	return r.key.Seal("data_key/"+space, raw), nil
}

// Unwrap decrypts a data key.
func (r *Raw) Unwrap(_ context.Context, space string, wrapped []byte) ([]byte, error) {
	return r.key.Open("data_key/"+space, wrapped)
}

// Stale is false: another version of such a key is another key.
func (r *Raw) Stale(context.Context, []byte) (bool, error) { return false, nil }

// Renew gives back what it got: there is no newer version.
func (r *Raw) Renew(_ context.Context, _ string, wrapped []byte) ([]byte, error) { return wrapped, nil }

// Set is a Master made of holders: the first is the one to use, others are
// older, or to come. It looks again where keys lie when one is missing.
type Set struct {
	read func(context.Context) ([]Holder, error)
	draw func(context.Context) error
	mu   sync.Mutex
	held []Holder
	lack error // why the last look found not everything
}

// NewSet makes a set. read looks where the keys lie; draw, where not nil, puts
// a first key there. What is wrong is said when a key is needed.
func NewSet(ctx context.Context, read func(context.Context) ([]Holder, error), draw func(context.Context) error) *Set {
	s := &Set{read: read, draw: draw}
	s.Look(ctx)
	return s
}

// MasterFromBytes makes a master from 32 bytes.
func MasterFromBytes(raw []byte) (Master, error) {
	one, err := NewRaw(raw)
	if err != nil {
		return nil, err
	}
	return &Set{held: []Holder{one}}, nil
}

// Look reads the keys again. Keys that were held and are gone from their place
// stay in memory: a data key may still need them.
func (s *Set) Look(ctx context.Context) {
	if s.read == nil {
		return
	}
	found, err := s.read(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lack = err
	for _, old := range s.held {
		if find(found, old.ID()) == nil {
			found = append(found, old)
		}
	}
	s.held = found
}

// Problem is why the last look did not find every key; nil where it did.
func (s *Set) Problem() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lack
}

// Holders lists the keys, the first one first.
func (s *Set) Holders() []Holder {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Holder(nil), s.held...)
}

func find(all []Holder, id string) Holder {
	for _, h := range all {
		if h.ID() == id {
			return h
		}
	}
	return nil
}

// Holder finds a key by its id, and looks again where it is not known yet.
func (s *Set) Holder(ctx context.Context, id string) (Holder, error) {
	if h := find(s.Holders(), id); h != nil {
		return h, nil
	}
	s.Look(ctx)
	if h := find(s.Holders(), id); h != nil {
		return h, nil
	}
	return nil, &LackError{ID: id, Held: s.Current(), Cause: s.Problem()}
}

// Begin implements Master.
func (s *Set) Begin(ctx context.Context) (string, error) {
	if id := s.Current(); id != "" {
		return id, nil
	}
	if s.draw != nil {
		if err := s.draw(ctx); err != nil {
			return "", err
		}
		s.Look(ctx)
	}
	if id := s.Current(); id != "" {
		return id, nil
	}
	if err := s.Problem(); err != nil {
		return "", err
	}
	return "", errors.New("there is no master key")
}

// Current implements Master.
func (s *Set) Current() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.held) == 0 {
		return ""
	}
	return s.held[0].ID()
}

// Quick implements Master.
func (s *Set) Quick() bool {
	for _, h := range s.Holders() {
		if !h.Quick() {
			return false
		}
	}
	return true
}

// Wrap implements Master.
func (s *Set) Wrap(ctx context.Context, id, space string, raw []byte) ([]byte, error) {
	h, err := s.Holder(ctx, id)
	if err != nil {
		return nil, err
	}
	return h.Wrap(ctx, space, raw)
}

// Unwrap implements Master.
func (s *Set) Unwrap(ctx context.Context, id, space string, wrapped []byte) ([]byte, error) {
	h, err := s.Holder(ctx, id)
	if err != nil {
		return nil, err
	}
	return h.Unwrap(ctx, space, wrapped)
}

var _ Master = (*Set)(nil)
