package disclose

import (
	"context"
	"errors"
	"testing"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/tx"
)

// drawer finds one entry, or breaks.
type drawer struct {
	found []Sealed
	err   error
}

func (d drawer) EntryByID(ctx context.Context, _ id.Triangle, _ id.Entry) ([]Sealed, error) {
	if tx.Reader(ctx) != "" {
		return nil, errors.New("the writer's own eyes may be held")
	}
	return d.found, d.err
}

func (d drawer) View(_ context.Context, fn func(drawer) error) error { return fn(d) }

func (d drawer) Update(context.Context, func(drawer) error) error { return errBroken }

func (d drawer) UpdateScope(context.Context, id.Triangle, func(drawer) error) error { return errBroken }

func TestAFormThatIsSentTwiceIsDoneOnce(t *testing.T) {
	there := []Sealed{{Meta: page(1)}} // Jo gave it
	conflict := errs.E(errs.Conflict, "test", "", nil)
	for _, c := range []struct {
		name string
		in   drawer
		by   id.Person
		err  error
		want error
	}{
		{"the first time", drawer{}, jo, nil, nil},
		{"the second time", drawer{found: there}, jo, conflict, nil},
		{"an id of somebody else", drawer{found: there}, al, conflict, conflict},
		{"somebody was faster with something else", drawer{}, jo, conflict, conflict},
		{"nobody can look", drawer{found: there, err: errBroken}, jo, conflict, conflict},
		{"another error", drawer{found: there}, jo, errBroken, errBroken},
	} {
		if got := Once[drawer](tx.For(t.Context(), c.by), c.in, home, "p", c.by, c.err); !errors.Is(got, c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
