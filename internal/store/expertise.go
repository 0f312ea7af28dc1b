package store

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
)

// KnownIn reads the entries of a kind that stand in a triangle, newest first.
func (t *Tx) KnownIn(ctx context.Context, tri id.Triangle, k disclose.Kind) ([]disclose.Sealed, error) {
	return t.sealedEntries(ctx, `entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version
		WHERE e.triangle = $1 AND e.kind = $2 AND e.withdrawn = 0 ORDER BY e.made DESC, e.id DESC`, string(tri), string(k))
}

// MatterSaid lists what was said about a matter, oldest first, as the reader of
// the context may know it.
func (t *Tx) MatterSaid(ctx context.Context, tri id.Triangle, matter id.Entry) ([]expertise.Word, error) {
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	var out []expertise.Word
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		w := expertise.Word{Matter: matter}
		var goOn, person, said string
		err := scan(&w.ID, &goOn, &person, &said, &w.Due, &w.Made)
		w.GoOn, w.Person, w.Said = id.Entry(goOn), id.Person(person), expertise.Saying(said)
		out = append(out, w)
		return err
	}, "SELECT id, go_on, person, word, due, made FROM matter_said WHERE triangle = $1 AND matter = $2 ORDER BY made, id", string(tri), string(matter))
	return keep(held, out, func(w expertise.Word) int64 { return w.Made }, func(w expertise.Word) bool { return w.Person == reader }), err
}

// PutMatterSaid stores one word. The same id twice is errs.Conflict.
func (t *Tx) PutMatterSaid(ctx context.Context, tri id.Triangle, w expertise.Word) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO matter_said (id, triangle, matter, go_on, person, word, due, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		w.ID, string(tri), string(w.Matter), string(w.GoOn), string(w.Person), string(w.Said), w.Due, w.Made)
	return err
}
