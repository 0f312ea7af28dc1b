package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/profile"
	"trialogue/internal/triangle"
)

// personSpace names the keys of what somebody said about themselves.
func personSpace(p id.Person) string { return "person/" + string(p) }

func partPlace(p id.Person, part profile.Part, version int) string {
	return fmt.Sprintf("profile/%s/%s/%d", p, part, version)
}

// SetAbout stores how somebody wishes to be met, as far as every page needs it.
func (t *Tx) SetAbout(ctx context.Context, p triangle.Person) error {
	_, err := t.sql.Exec(ctx, "UPDATE person SET name = $1, pronouns = $2, lang = $3, zone = $4, mail = $5, larger = $6, easy = $7 WHERE id = $8",
		p.Name, p.Pronouns, p.Lang, p.Zone, number(p.Mail), number(p.Larger), number(p.Easy), string(p.ID))
	return err
}

// partRow is one sealed part.
type partRow struct {
	person        id.Person
	part          profile.Part
	version, keys int
	body          []byte
}

// Profiles opens parts of several people. What cannot be opened because its key
// was destroyed is as if it had never been there.
func (t *Tx) Profiles(ctx context.Context, people []id.Person, parts ...profile.Part) (map[id.Person]profile.Kept, error) {
	out := map[id.Person]profile.Kept{}
	rows, err := t.partRows(ctx, people, parts)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		raw, err := t.openPart(ctx, r)
		if errs.Is(err, errs.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		k := out[r.person]
		if k.Version == nil {
			k.Version = map[profile.Part]int{}
		}
		k.Version[r.part] = r.version
		if err := json.Unmarshal(raw, partOf(&k, r.part)); err != nil {
			return nil, err
		}
		out[r.person] = k
	}
	return out, nil
}

// partOf points to where a part stands.
func partOf(k *profile.Kept, part profile.Part) any {
	switch part {
	case profile.Needs:
		return &k.Needs
	case profile.Reach:
		return &k.Reach
	case profile.Safe:
		return &k.Safe
	}
	return &struct{}{}
}

func (t *Tx) partRows(ctx context.Context, people []id.Person, parts []profile.Part) ([]partRow, error) {
	if len(people) == 0 || len(parts) == 0 {
		return nil, nil
	}
	var args []any
	mark := func(v string) string {
		args = append(args, v)
		return fmt.Sprintf("$%d", len(args))
	}
	var who, which []string
	for _, p := range people {
		who = append(who, mark(string(p)))
	}
	for _, p := range parts {
		which = append(which, mark(string(p)))
	}
	var out []partRow
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var r partRow
		var person, part string
		err := scan(&person, &part, &r.version, &r.keys, &r.body)
		r.person, r.part = id.Person(person), profile.Part(part)
		out = append(out, r)
		return err
	}, "SELECT person, part, version, key_version, body FROM profile WHERE person IN ("+strings.Join(who, ", ")+") AND part IN ("+strings.Join(which, ", ")+") ORDER BY person, part", args...)
	return out, err
}

func (t *Tx) openPart(ctx context.Context, r partRow) ([]byte, error) {
	key, err := t.keyOnce(ctx, personSpace(r.person), r.keys)
	if err != nil {
		return nil, err
	}
	return key.Open(partPlace(r.person, r.part, r.version), r.body)
}

// PutPart stores the version after the one that was read.
func (t *Tx) PutPart(ctx context.Context, p id.Person, part profile.Part, k profile.Kept, at int64) error {
	raw, err := json.Marshal(partOf(&k, part))
	if err != nil {
		return err
	}
	review := int64(0)
	if part == profile.Needs {
		review = k.Needs.Review
	}
	return t.putPart(ctx, p, part, k.Version[part], raw, [2]int64{review, at})
}

// putPart seals a part. Times are when to ask again, and now.
func (t *Tx) putPart(ctx context.Context, p id.Person, part profile.Part, was int, raw []byte, times [2]int64) error {
	key, err := t.keyOrNew(ctx, personSpace(p), times[1])
	if err != nil {
		return err
	}
	body := key.Seal(partPlace(p, part, was+1), raw)
	if was == 0 {
		n, err := t.sql.Exec(ctx, `INSERT INTO profile (person, part, version, key_version, body, review, changed) VALUES ($1, $2, 1, $3, $4, $5, $6)
			ON CONFLICT (person, part) DO NOTHING`, string(p), string(part), int(key.Version()), body, times[0], times[1])
		return changedOne(n, err, "store.putPart")
	}
	n, err := t.sql.Exec(ctx, "UPDATE profile SET version = $1, key_version = $2, body = $3, review = $4, changed = $5 WHERE person = $6 AND part = $7 AND version = $8",
		was+1, int(key.Version()), body, times[0], times[1], string(p), string(part), was)
	return changedOne(n, err, "store.putPart")
}

// ReviewDue is when to ask somebody whether their needs are still right; 0 for
// somebody who never said any.
func (t *Tx) ReviewDue(ctx context.Context, p id.Person) (due int64, err error) {
	err = t.sql.Row(ctx, []any{&due}, "SELECT COALESCE(MAX(review), 0) FROM profile WHERE person = $1 AND part = 'needs'", string(p))
	return due, err
}

// Photo opens a photograph; errs.NotFound where there is none.
func (t *Tx) Photo(ctx context.Context, p id.Person) ([]byte, error) {
	rows, err := t.partRows(ctx, []id.Person{p}, []profile.Part{profile.Photo})
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, missing("store.Photo")
	}
	return t.openPart(ctx, rows[0])
}

// PutPhoto stores a photograph in the place of the one before.
func (t *Tx) PutPhoto(ctx context.Context, p id.Person, jpeg []byte, at int64) error {
	if err := t.DropPhoto(ctx, p); err != nil {
		return err
	}
	if err := t.putPart(ctx, p, profile.Photo, 0, jpeg, [2]int64{0, at}); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, "UPDATE person SET photo = $1 WHERE id = $2", at, string(p))
	return err
}

// DropPhoto takes a photograph away.
func (t *Tx) DropPhoto(ctx context.Context, p id.Person) error {
	if _, err := t.sql.Exec(ctx, "DELETE FROM profile WHERE person = $1 AND part = 'photo'", string(p)); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, "UPDATE person SET photo = 0 WHERE id = $1", string(p))
	return err
}

// MailRule is when the program may send somebody a mail.
func (t *Tx) MailRule(ctx context.Context, p id.Person, zone string) (profile.MailRule, error) {
	all, err := t.Profiles(ctx, []id.Person{p}, profile.Needs, profile.Safe)
	return profile.Mails(all[p], zone), err
}
