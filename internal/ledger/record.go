package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Record says what happened in one triangle. It holds ids and codes only,
// never words that somebody wrote.
type Record struct {
	Triangle string            // id of the triangle
	Seq      int64             // place in the chain of the triangle: 1, 2, 3 …
	At       int64             // microseconds since 1970, UTC
	Kind     Kind              // what kind of thing happened
	Actor    string            // id of the person who did it
	Person   string            // id of the person whom it concerns
	Entry    string            // id of the entry, where there is one
	Version  int               // version of the entry, from 1; 0 where there is none
	Topic    string            // topic code
	Rule     string            // code of the rule that decided
	Ground   string            // code of the ground it was done under
	Extra    map[string]string // further codes; nil and empty are the same
}

// ErrNotCanonical is the reason when bytes are not the canonical form of a record.
var ErrNotCanonical = errors.New("ledger: not a canonical record")

// Canonical returns the one byte form of the record: a version prefix, each
// text with its length, each number in eight bytes, Extra sorted by key. Two
// different records never share a form, and [DecodeRecord] reads it back.
func (r Record) Canonical() []byte {
	b := append(make([]byte, 0, 256), tagRecord...)
	b = text(b, r.Triangle)
	b = append(b, number(r.Seq)...)
	b = append(b, number(r.At)...)
	b = text(b, string(r.Kind))
	b = text(b, r.Actor)
	b = text(b, r.Person)
	b = text(b, r.Entry)
	b = append(b, number(int64(r.Version))...)
	b = text(b, r.Topic)
	b = text(b, r.Rule)
	b = text(b, r.Ground)
	b = append(b, number(int64(len(r.Extra)))...)
	for _, key := range slices.Sorted(maps.Keys(r.Extra)) {
		b = text(b, key)
		b = text(b, r.Extra[key])
	}
	return b
}

// DecodeRecord reads the canonical form and refuses every other spelling.
// Errors wrap [ErrNotCanonical].
func DecodeRecord(b []byte) (Record, error) {
	d := decoder{rest: b}
	d.prefix(tagRecord)
	r := Record{
		Triangle: d.text(), Seq: d.number(), At: d.number(), Kind: Kind(d.text()),
		Actor: d.text(), Person: d.text(), Entry: d.text(), Version: int(d.number()),
		Topic: d.text(), Rule: d.text(), Ground: d.text(),
	}
	r.Extra = d.extra(d.number())
	if len(d.rest) > 0 {
		d.fail("bytes after the end")
	}
	if d.err != nil {
		return Record{}, d.err
	}
	return r, nil
}

func text(b []byte, s string) []byte {
	return append(append(b, number(int64(len(s)))...), s...)
}

// decoder takes values off the front; after the first error it yields zeros.
type decoder struct {
	rest []byte
	err  error
}

func (d *decoder) fail(why string) {
	if d.err == nil {
		d.err = fmt.Errorf("%w: %s", ErrNotCanonical, why)
	}
	d.rest = nil
}

func (d *decoder) take(n int64) []byte {
	if d.err != nil || n < 0 || n > int64(len(d.rest)) {
		d.fail("it ends too early")
		return nil
	}
	b := d.rest[:n]
	d.rest = d.rest[n:]
	return b
}

func (d *decoder) prefix(want string) {
	if string(d.take(int64(len(want)))) != want {
		d.fail("unknown version")
	}
}

func (d *decoder) number() int64 {
	b := d.take(8)
	if b == nil {
		return 0
	}
	return int64(binary.BigEndian.Uint64(b))
}

func (d *decoder) text() string { return string(d.take(d.number())) }

// extra reads n pairs, whose keys must rise: sorted, and none twice.
func (d *decoder) extra(n int64) map[string]string {
	if n < 0 {
		d.fail("a negative count")
	}
	var m map[string]string
	last := ""
	for i := int64(0); i < n && d.err == nil; i++ {
		key, value := d.text(), d.text()
		if i > 0 && key <= last {
			d.fail("keys out of order")
		}
		if m == nil {
			m = map[string]string{}
		}
		m[key], last = value, key
	}
	return m
}
