package store

import (
	"context"
	"strings"

	"trialogue/internal/id"
	"trialogue/internal/identity"
	"trialogue/internal/seal"
)

// spacesOf lists whose keys seal the texts of a triangle.
func (t *Tx) spacesOf(ctx context.Context, tri id.Triangle) ([]string, error) {
	var out []string
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var space string
		err := scan(&space)
		out = append(out, space)
		return err
	}, "SELECT DISTINCT space FROM entry WHERE triangle = $1 ORDER BY space", string(tri))
	return out, err
}

// RenewKeys makes a new key for every space in which a triangle has texts.
func (t *Tx) RenewKeys(ctx context.Context, tri id.Triangle, now int64) error {
	spaces, err := t.spacesOf(ctx, tri)
	for _, space := range spaces {
		next, err := t.nextKey(ctx, space)
		if err != nil {
			return err
		}
		if err := t.newKey(ctx, space, next, now); err != nil {
			return err
		}
	}
	return err
}

// DestroyTexts seals anew what others keep in the same spaces, and destroys
// every older key: what the triangle kept there is gone.
func (t *Tx) DestroyTexts(ctx context.Context, tri id.Triangle, now int64) error {
	spaces, err := t.spacesOf(ctx, tri)
	if err != nil {
		return err
	}
	for _, space := range spaces {
		newest, err := t.key(ctx, space)
		if err != nil {
			return err
		}
		if err := t.resealBodies(ctx, space, tri, newest); err != nil {
			return err
		}
		if err := t.resealFiles(ctx, space, tri, newest); err != nil {
			return err
		}
		if err := t.destroyBefore(ctx, space, int(newest.Version()), now); err != nil {
			return err
		}
	}
	return t.DestroyKey(ctx, "triangle/"+string(tri), now)
}

// resealed is a text on its way from one key to another.
type resealed struct {
	row, entry string
	version    int
	keyVersion int
	name, body []byte
}

// resealBodies seals the texts of other triangles in a space with its newest key.
func (t *Tx) resealBodies(ctx context.Context, space string, except id.Triangle, newest *seal.Key) error {
	var all []resealed
	if err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r resealed
		err := scan(&r.entry, &r.version, &r.keyVersion, &r.body)
		all = append(all, r)
		return err
	}, `SELECT v.entry, v.version, v.key_version, v.body FROM entry e JOIN entry_version v ON v.entry = e.id
		WHERE e.space = $1 AND e.triangle <> $2 AND v.key_version <> $3 AND `+keyStands+" ORDER BY v.entry, v.version",
		space, string(except), int(newest.Version())); err != nil {
		return err
	}
	for _, r := range all {
		place := bodyPlace(id.Entry(r.entry), r.version)
		body, err := t.reseal(ctx, space, r.keyVersion, newest, place, r.body)
		if err != nil {
			return err
		}
		if _, err := t.sql.Exec(ctx, "UPDATE entry_version SET key_version = $1, body = $2 WHERE entry = $3 AND version = $4",
			int(newest.Version()), body, r.entry, r.version); err != nil {
			return err
		}
	}
	return nil
}

// resealFiles does the same for attachments and their names.
func (t *Tx) resealFiles(ctx context.Context, space string, except id.Triangle, newest *seal.Key) error {
	var all []resealed
	if err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r resealed
		err := scan(&r.row, &r.keyVersion, &r.name, &r.body)
		all = append(all, r)
		return err
	}, `SELECT v.id, v.key_version, v.name, v.body FROM entry e JOIN attachment v ON v.entry = e.id
		WHERE e.space = $1 AND e.triangle <> $2 AND v.key_version <> $3 AND `+keyStands+" ORDER BY v.id",
		space, string(except), int(newest.Version())); err != nil {
		return err
	}
	for _, r := range all {
		name, err := t.reseal(ctx, space, r.keyVersion, newest, namePlace+r.row, r.name)
		if err != nil {
			return err
		}
		body, err := t.reseal(ctx, space, r.keyVersion, newest, filePlace+r.row, r.body)
		if err != nil {
			return err
		}
		if _, err := t.sql.Exec(ctx, "UPDATE attachment SET key_version = $1, name = $2, body = $3 WHERE id = $4", int(newest.Version()), name, body, r.row); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) reseal(ctx context.Context, space string, version int, newest *seal.Key, place string, sealed []byte) ([]byte, error) {
	old, err := t.keyOnce(ctx, space, version)
	if err != nil {
		return nil, err
	}
	plain, err := old.Open(place, sealed)
	if err != nil {
		return nil, err
	}
	return newest.Seal(place, plain), nil
}

// keyStands leaves out texts whose key was destroyed: they are as if they had
// never been. It needs entry e and a sealed row v.
const keyStands = "NOT EXISTS (SELECT 1 FROM data_key k WHERE k.space = e.space AND k.version = v.key_version AND k.destroyed > 0)"

// standing puts keyStands into a query of entries.
func standing(from string) string {
	return strings.Replace(from, "WHERE ", "WHERE "+keyStands+" AND ", 1)
}

const erasureColumns = "id, triangle, ground, asked_by, asked, second, done, dropped"

// PutErasure stores that somebody asks to erase.
func (t *Tx) PutErasure(ctx context.Context, e identity.Erasure) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO erasure ("+erasureColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
		e.ID, string(e.Triangle), e.Ground, string(e.AskedBy), e.Asked, string(e.Second), e.Done, e.Dropped)
	return err
}

// ChangeErasure stores second, done and dropped of one that is neither done nor dropped.
func (t *Tx) ChangeErasure(ctx context.Context, e identity.Erasure) error {
	n, err := t.sql.Exec(ctx, "UPDATE erasure SET second = $1, done = $2, dropped = $3 WHERE id = $4 AND done = 0 AND dropped = 0", string(e.Second), e.Done, e.Dropped, e.ID)
	return changedOne(n, err, "store.ChangeErasure")
}

// Erasures lists those of a triangle, or all that are open where it is empty.
func (t *Tx) Erasures(ctx context.Context, tri id.Triangle) ([]identity.Erasure, error) {
	where, args := "triangle = $1", []any{string(tri)}
	if tri == "" {
		where, args = "done = 0 AND dropped = 0", nil
	}
	var out []identity.Erasure
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var e identity.Erasure
		var triangle, by, second string
		err := scan(&e.ID, &triangle, &e.Ground, &by, &e.Asked, &second, &e.Done, &e.Dropped)
		e.Triangle, e.AskedBy, e.Second = id.Triangle(triangle), id.Person(by), id.Person(second)
		out = append(out, e)
		return err
	}, "SELECT "+erasureColumns+" FROM erasure WHERE "+where+" ORDER BY asked, id", args...)
	return out, err
}

// PutLegalHold stores that a record must be kept.
func (t *Tx) PutLegalHold(ctx context.Context, h identity.Hold) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO legal_hold (id, triangle, ground, made_by, made) VALUES ($1, $2, $3, $4, $5)", h.ID, string(h.Triangle), h.Ground, string(h.By), h.Made)
	return err
}

// EndLegalHold ends one that is in force.
func (t *Tx) EndLegalHold(ctx context.Context, h identity.Hold) error {
	n, err := t.sql.Exec(ctx, "UPDATE legal_hold SET ended = $1, ended_by = $2 WHERE id = $3 AND ended = 0", h.Ended, string(h.EndedBy), h.ID)
	return gone(n, err, "store.EndLegalHold")
}

// Holds lists those in force, of a triangle or of all.
func (t *Tx) Holds(ctx context.Context, tri id.Triangle) ([]identity.Hold, error) {
	where, args := "ended = 0 AND triangle = $1", []any{string(tri)}
	if tri == "" {
		where, args = "ended = 0", nil
	}
	var out []identity.Hold
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var h identity.Hold
		var triangle, by string
		err := scan(&h.ID, &triangle, &h.Ground, &by, &h.Made)
		h.Triangle, h.By = id.Triangle(triangle), id.Person(by)
		out = append(out, h)
		return err
	}, "SELECT id, triangle, ground, made_by, made FROM legal_hold WHERE "+where+" ORDER BY made, id", args...)
	return out, err
}
