package tx

import (
	"context"

	"trialogue/internal/id"
)

// readerKey is where a context keeps whose eyes it reads with.
type readerKey struct{}

// For marks work that reads with somebody's eyes: where their sight of a triangle
// is paused, the store gives what there was when the pause began. Who acts stays
// an argument everywhere; this one thing travels by itself, because a limit that
// a service can forget is none.
func For(ctx context.Context, p id.Person) context.Context {
	return context.WithValue(ctx, readerKey{}, p)
}

// Reader says whose eyes; empty for the program's own work.
func Reader(ctx context.Context) id.Person {
	p, _ := ctx.Value(readerKey{}).(id.Person)
	return p
}
