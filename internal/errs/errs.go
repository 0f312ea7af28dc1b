// Package errs gives every failure a kind, words for people and a hidden cause.
// It knows nothing of HTTP or SQL; only the message key may ever reach a person.
package errs

import (
	"errors"
	"fmt"
)

// Kind says what sort of failure happened, so that one adapter can answer it.
type Kind int

// The kinds. Internal is the zero value: what nobody classified is our fault.
const (
	Internal    Kind = iota
	Invalid          // what was given cannot be accepted; Problems say why
	NotFound         // absent, or withheld: nobody can tell which
	SignedOut        // no session, or it has ended
	Forbidden        // this person may never do this here
	Conflict         // somebody changed it meanwhile
	TooMuch          // too large, or too many in too short a time
	Unavailable      // database gone, disk full: try again later
)

var kindNames = [...]string{"internal", "invalid", "not-found", "signed-out", "forbidden", "conflict", "too-much", "unavailable"}

func (k Kind) String() string {
	if k < 0 || int(k) >= len(kindNames) {
		return kindNames[Internal]
	}
	return kindNames[k]
}

// Problem is one thing wrong with one field of a form. Key names the message;
// Args are its name/value pairs. An empty Field means the whole form.
type Problem struct {
	Field string
	Key   string
	Args  []any
}

// Problems collects what is wrong with a form, in the order of its fields.
type Problems []Problem

// Add notes a problem with a field.
func (p *Problems) Add(field, key string, args ...any) {
	*p = append(*p, Problem{Field: field, Key: key, Args: args})
}

// Err is nil when nothing is wrong, and otherwise an Invalid error with the problems.
func (p Problems) Err(op string) error {
	if len(p) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Op: op, Key: "error.invalid", Problems: p}
}

// Error is a failure as the program passes it on. Op and Cause stay inside.
type Error struct {
	Kind     Kind
	Op       string // package and function, never content or names
	Key      string // message key in the catalogue; the only part people see
	Problems Problems
	Cause    error
}

// E builds an Error. An empty key takes the general words of the kind.
func E(kind Kind, op, key string, cause error) error {
	if key == "" {
		key = "error." + kind.String()
	}
	return &Error{Kind: kind, Op: op, Key: key, Cause: cause}
}

// Missing is the one answer for absent and for withheld.
func Missing(op string) error { return E(NotFound, op, "", nil) }

func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Op, e.Kind, e.Cause)
	}
	return fmt.Sprintf("%s: %s", e.Op, e.Kind)
}

func (e *Error) Unwrap() error { return e.Cause }

// KindOf finds the outermost classified kind; what nobody classified is Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// KeyOf finds the message key for people.
func KeyOf(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Key != "" {
		return e.Key
	}
	return "error.internal"
}

// ProblemsOf finds the problems of an invalid form, or nil.
func ProblemsOf(err error) Problems {
	var e *Error
	if errors.As(err, &e) {
		return e.Problems
	}
	return nil
}

// Is reports whether err is of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// Wrap adds a breadcrumb and keeps kind, words and problems.
func Wrap(op string, err *error) {
	if *err == nil {
		return
	}
	var e *Error
	if errors.As(*err, &e) {
		*err = &Error{Kind: e.Kind, Op: op, Key: e.Key, Problems: e.Problems, Cause: *err}
		return
	}
	*err = &Error{Kind: Internal, Op: op, Key: "error.internal", Cause: *err}
}
