package storetest

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/seal"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
)

func otherMaster(t *testing.T) seal.Master {
	t.Helper()
	m, err := seal.MasterFromBytes(bytes.Repeat([]byte{8}, seal.KeySize))
	Must(t, err)
	return m
}

// home is a triangle with Sam, Jo and Ravi in it.
type home struct {
	Store
	tri           id.Triangle
	sam, jo, ravi id.Person
}

func newHome(t *testing.T, s Store) home {
	t.Helper()
	h := home{Store: s, tri: id.Triangle(id.New()), sam: id.Person(id.New()), jo: id.Person(id.New()), ravi: id.Person(id.New())}
	h.write(t, func(ctx context.Context, x *store.Tx) error {
		if err := x.PutTriangle(ctx, triangle.Triangle{ID: h.tri, Kind: triangle.Three, Owner: h.sam, Made: 1}); err != nil {
			return err
		}
		for p, corner := range map[id.Person]sharing.Corner{h.sam: sharing.ServiceUser, h.jo: sharing.Carer, h.ravi: sharing.Professional} {
			if err := x.PutPerson(ctx, triangle.Person{ID: p, Name: string(corner), Email: string(p) + "@example.org", Corner: corner, Made: 1}, "secret"); err != nil {
				return err
			}
			if err := x.PutMember(ctx, h.tri, triangle.Member{ID: id.New(), Person: p, Corner: corner, Since: 1}); err != nil {
				return err
			}
		}
		return nil
	})
	return h
}

func (h home) write(t *testing.T, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	Must(t, h.UpdateScope(t.Context(), h.tri, func(x *store.Tx) error { return fn(t.Context(), x) }))
}

func (h home) read(t *testing.T, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	Must(t, h.View(t.Context(), func(x *store.Tx) error { return fn(t.Context(), x) }))
}

// entry is something that Ravi writes about Sam at a time.
func (h home) entry(at int64, words string) disclose.New {
	e := id.Entry(id.New())
	return disclose.New{
		Meta: disclose.Meta{ID: e, Triangle: h.tri, Kind: disclose.Note, Version: 1, Latest: 1, Author: h.ravi, Made: at, Changed: at, Item: sharing.Item{
			ID: string(e), Class: sharing.Personal, Topic: "medicines", GivenBy: string(h.ravi), About: []string{string(h.sam)}, PossibleSources: 1,
		}},
		Body: disclose.Body{Text: words},
	}
}

func (h home) put(t *testing.T, n disclose.New) disclose.New {
	t.Helper()
	h.write(t, func(ctx context.Context, x *store.Tx) error { return x.PutEntry(ctx, n) })
	return n
}

// ids lists what a reading method finds.
func (h home) ids(t *testing.T, find func(context.Context, *store.Tx) ([]disclose.Sealed, error)) (out []string) {
	t.Helper()
	h.read(t, func(ctx context.Context, x *store.Tx) error {
		found, err := find(ctx, x)
		for _, s := range found {
			out = append(out, fmt.Sprintf("%s/%d", s.Meta.ID, s.Meta.Version))
		}
		return err
	})
	return out
}

func at(ns ...disclose.New) (out []string) {
	for _, n := range ns {
		out = append(out, fmt.Sprintf("%s/%d", n.ID, n.Version))
	}
	return out
}
