// Package tx is the shape of a transaction. There are three ways to open one
// and no other; features say what they need of it as an interface T.
package tx

import (
	"context"

	"trialogue/internal/id"
)

// Runner opens transactions. A closure may run twice: draw ids, times and
// salts before it, and let nothing outside the database happen inside it.
type Runner[T any] interface {
	// View reads one consistent state and writes nothing.
	View(ctx context.Context, fn func(T) error) error
	// Update writes what belongs to no triangle (accounts, sessions, jobs).
	Update(ctx context.Context, fn func(T) error) error
	// UpdateScope writes within one triangle, one writer at a time.
	UpdateScope(ctx context.Context, triangle id.Triangle, fn func(T) error) error
}
