package store

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// PutEntry stores the first version of an entry, sealed.
func (t *Tx) PutEntry(ctx context.Context, n disclose.New) error {
	rare, err := encodeRare(n.Item)
	if err != nil {
		return err
	}
	if _, err := t.sql.Exec(ctx, `INSERT INTO entry (id, triangle, space, kind, class, topic, given_by, about, held_by, confidence, influenced, sources, facts, parent, version, made, changed)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
		string(n.ID), string(n.Triangle), n.Space(), string(n.Kind), string(n.Item.Class), n.Item.Topic, n.Item.GivenBy,
		strings.Join(n.Item.About, " "), strings.Join(n.Item.HeldBy, " "), string(n.Item.Confidence),
		number(n.Item.InfluencedCare), max(1, n.Item.PossibleSources), rare, string(n.Parent), n.Version, n.Made, n.Changed); err != nil {
		return err
	}
	return t.putBody(ctx, n)
}

// PutVersion stores a later version. Somebody faster is errs.Conflict.
func (t *Tx) PutVersion(ctx context.Context, n disclose.New) error {
	rare, err := encodeRare(n.Item)
	if err != nil {
		return err
	}
	touched, err := t.sql.Exec(ctx, "UPDATE entry SET version = $1, changed = $2, facts = $3 WHERE id = $4 AND version = $5 AND withdrawn = 0",
		n.Version, n.Changed, rare, string(n.ID), n.Version-1)
	if err != nil {
		return err
	}
	if touched == 0 {
		return errs.E(errs.Conflict, "store.PutVersion", "error.changed-meanwhile", nil)
	}
	return t.putBody(ctx, n)
}

// PutFacts stores the rare facts of an entry. Somebody faster is errs.Conflict.
func (t *Tx) PutFacts(ctx context.Context, m disclose.Meta) error {
	rare, err := encodeRare(m.Item)
	if err != nil {
		return err
	}
	touched, err := t.sql.Exec(ctx, "UPDATE entry SET facts = $1, held_by = $2 WHERE id = $3 AND version = $4 AND withdrawn = 0",
		rare, strings.Join(m.Item.HeldBy, " "), string(m.ID), m.Version)
	if err == nil && touched == 0 {
		err = errs.E(errs.Conflict, "store.PutFacts", "error.changed-meanwhile", nil)
	}
	return err
}

func (t *Tx) putBody(ctx context.Context, n disclose.New) error {
	key, err := t.keyOrNew(ctx, n.Space(), n.Changed)
	if err != nil {
		return err
	}
	raw, err := n.Body.Encode()
	if err != nil {
		return err
	}
	if _, err := t.sql.Exec(ctx, "INSERT INTO entry_version (entry, version, author, key_version, body, made) VALUES ($1, $2, $3, $4, $5, $6)",
		string(n.ID), n.Version, string(n.Author), int(key.Version()), key.Seal(bodyPlace(n.ID, n.Version), raw), n.Changed); err != nil {
		return err
	}
	for _, f := range n.Files {
		if _, err := t.sql.Exec(ctx, "INSERT INTO attachment (id, entry, version, key_version, name, media, size, body, made) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
			f.ID, string(n.ID), n.Version, int(key.Version()), key.Seal(namePlace+f.ID, []byte(f.Name)), f.Media, len(f.Bytes),
			key.Seal(filePlace+f.ID, f.Bytes), n.Changed); err != nil {
			return err
		}
	}
	return nil
}

func bodyPlace(e id.Entry, version int) string {
	return fmt.Sprintf("entry_version/%s/%d", e, version)
}

const entryColumns = `e.id, e.triangle, e.space, e.kind, e.class, e.topic, e.given_by, e.about, e.held_by, e.confidence, e.influenced, e.sources, e.facts,
	e.parent, e.version, e.made, e.changed, v.version, v.author, v.key_version, v.body, v.made`

// sealedEntries reads entries with a WHERE and ORDER BY of this package. Each
// stays sealed; the key is looked up once a space. What was erased is not there.
func (t *Tx) sealedEntries(ctx context.Context, from string, args ...any) ([]disclose.Sealed, error) {
	var found []sealedRow
	sight, err := t.sight(ctx)
	if err != nil {
		return nil, err
	}
	query, args := sight.asEntries("SELECT "+entryColumns+" FROM "+standing(from), args)
	err = t.sql.Rows(ctx, func(scan func(...any) error) error {
		r, err := scanEntry(scan)
		found = append(found, r)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	out := make([]disclose.Sealed, len(found))
	for i, r := range found {
		out[i] = t.sealed(ctx, r)
	}
	return out, nil
}

type sealedRow struct {
	meta       disclose.Meta
	space      string
	keyVersion int
	body       []byte
}

func (t *Tx) sealed(ctx context.Context, r sealedRow) disclose.Sealed {
	return disclose.Seal(r.meta, func() (disclose.Body, error) {
		key, err := t.keyOnce(ctx, r.space, r.keyVersion)
		if err != nil {
			return disclose.Body{}, err
		}
		raw, err := key.Open(bodyPlace(r.meta.ID, r.meta.Version), r.body)
		if err != nil {
			return disclose.Body{}, err
		}
		return disclose.DecodeBody(raw)
	})
}

func scanEntry(scan func(...any) error) (sealedRow, error) {
	var r sealedRow
	var m disclose.Meta
	var entry, triangle, kind, class, about, held, confidence, rare, parent, author string
	var influenced int
	err := scan(&entry, &triangle, &r.space, &kind, &class, &m.Item.Topic, &m.Item.GivenBy, &about, &held, &confidence, &influenced, &m.Item.PossibleSources, &rare,
		&parent, &m.Latest, &m.Made, &m.Corrected, &m.Version, &author, &r.keyVersion, &r.body, &m.Changed)
	if err != nil {
		return r, err
	}
	m.ID, m.Triangle, m.Kind, m.Parent, m.Author = id.Entry(entry), id.Triangle(triangle), disclose.Kind(kind), id.Entry(parent), id.Person(author)
	m.Item.ID, m.Item.Class, m.Item.Confidence = entry, sharing.Class(class), sharing.Confidence(confidence)
	m.Item.About, m.Item.HeldBy, m.Item.InfluencedCare = split(about), split(held), influenced == 1
	err = decodeRare(rare, &m.Item)
	r.meta = m
	return r, err
}

func encodeRare(i sharing.Item) (string, error) {
	raw, err := json.Marshal(disclose.RareOf(i))
	if string(raw) == "{}" {
		return "", err
	}
	return string(raw), err
}

func decodeRare(text string, i *sharing.Item) error {
	if text == "" {
		return nil
	}
	var r disclose.Rare
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return err
	}
	r.Into(i)
	return nil
}

func split(ids string) []string {
	if ids == "" {
		return nil
	}
	return strings.Split(ids, " ")
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}

func hexText(b []byte) string { return hex.EncodeToString(b) }

// unhexText reads what hexText wrote; anything else gives nothing, which no key opens.
func unhexText(s string) []byte {
	b, err := hex.DecodeString(s)
	if err != nil {
		return nil
	}
	return b
}
