package store

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
)

// How far back a look at relationships goes among things of one kind. A triangle
// can hold tens of thousands, and the picture must not wait for them.
const (
	roomsMost = 200 // of what a person gave in rooms
	shownMost = 400 // of what a person was shown
	giverMost = 100 // of what a giver gave, where nothing of theirs is among those
)

// sortOf says of what sort an entry is. It is what the index is made of, so that
// going from one sort to the next never walks through all that somebody wrote.
const sortOf = "(e.kind || ' ' || e.class || ' ' || e.confidence)"

// GivenBy lists when a person last gave each kind of thing of the timeline, and
// the latest that they gave in rooms.
func (t *Tx) GivenBy(ctx context.Context, triangle id.Triangle, p id.Person) ([]relationship.Given, error) {
	var out []relationship.Given
	read := func(scan func(...any) error) error {
		var sort, facts string
		var g relationship.Given
		if err := scan(&sort, &facts, &g.Last); err != nil {
			return err
		}
		parts := append(strings.SplitN(sort, " ", 3), "", "")
		g.Kind, g.Class, g.Confidence = disclose.Kind(parts[0]), sharing.Class(parts[1]), sharing.Confidence(parts[2])
		if slices.Contains(disclose.WithRooms(), g.Kind) != (facts != noFacts) {
			return nil // it is read the other way
		}
		if facts != noFacts {
			if err := meantFor(facts, &g); err != nil {
				return err
			}
		}
		out = append(out, g)
		return nil
	}
	const mine = "FROM entry e WHERE e.triangle = $1 AND e.given_by = $2 AND e.withdrawn = 0"
	err := t.sql.Rows(ctx, read, "WITH RECURSIVE g (sort) AS (SELECT MAX("+sortOf+") "+mine+" UNION ALL SELECT (SELECT MAX("+sortOf+") "+mine+" AND "+sortOf+
		" < g.sort) FROM g WHERE g.sort IS NOT NULL) SELECT g.sort, '"+noFacts+"', (SELECT MAX(e.made) "+mine+" AND "+sortOf+" = g.sort) FROM g WHERE g.sort IS NOT NULL",
		string(triangle), string(p))
	if err != nil {
		return nil, err
	}
	err = t.sql.Rows(ctx, read, "SELECT "+sortOf+`, e.facts, e.made FROM (
			SELECT kind, class, confidence, facts, made, withdrawn FROM entry WHERE triangle = $1 AND given_by = $2 ORDER BY made DESC LIMIT `+strconv.Itoa(roomsMost)+`
		) e WHERE e.withdrawn = 0 AND e.kind NOT IN ('reflection', 'received') ORDER BY e.made DESC`, string(triangle), string(p))
	return out, err
}

// noFacts marks a row of the timeline's kinds, whose facts nobody reads here.
const noFacts = "-"

// meantFor reads from the facts of an entry whom it was meant for.
func meantFor(facts string, g *relationship.Given) error {
	var i sharing.Item
	if err := decodeRare(facts, &i); err != nil {
		return err
	}
	if i.Among != nil {
		g.Team = i.Among.Team
		for _, p := range i.Among.People {
			g.People = append(g.People, id.Person(p))
		}
	}
	if i.OwnSection != nil {
		for _, s := range i.OwnSection.SharedWith {
			g.People = append(g.People, id.Person(s.Recipient))
		}
	}
	return nil
}

// SaidOn lists when a person last wrote on each arrow.
func (t *Tx) SaidOn(ctx context.Context, triangle id.Triangle, p id.Person) (map[string]int64, error) {
	out := map[string]int64{}
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var arrow string
		var at int64
		err := scan(&arrow, &at)
		out[arrow] = at
		return err
	}, `SELECT w.arrow, MAX(w.made) FROM arrow_word w JOIN entry e ON e.id = w.entry WHERE w.triangle = $1 AND w.author = $2 AND e.withdrawn = 0
		GROUP BY w.arrow ORDER BY w.arrow`, string(triangle), string(p))
	return out, err
}

// ShownTo lists when a person was last shown something of each giver. What a
// carer gave without a name counts for nobody: it would name them. It looks
// through the latest sightings, and for givers who are not among them at the
// latest things that they gave.
func (t *Tx) ShownTo(ctx context.Context, triangle id.Triangle, p id.Person) ([]relationship.Shown, error) {
	var out []relationship.Shown
	read := func(scan func(...any) error) error {
		var by string
		var s relationship.Shown
		err := scan(&by, &s.Last)
		s.By = id.Person(by)
		out = append(out, s)
		return err
	}
	// The order is that of the index of sightings alone.
	err := t.sql.Rows(ctx, read, `SELECT e.given_by, MAX(d.at) FROM (
			SELECT entry, at FROM ledger_detail WHERE triangle = $1 AND actor = $2 AND kind = 'sighting' ORDER BY day DESC, entry DESC, version DESC, ground DESC LIMIT `+strconv.Itoa(shownMost)+`
		) d JOIN entry e ON e.id = d.entry WHERE e.confidence IN ('', 'named') GROUP BY e.given_by ORDER BY e.given_by`, string(triangle), string(p))
	if err != nil {
		return nil, err
	}
	givers, err := t.giversLeft(ctx, triangle, p, out)
	for _, giver := range givers {
		if err == nil {
			err = t.sql.Rows(ctx, read, `SELECT $3, at FROM (SELECT (SELECT MAX(d.at) FROM ledger_detail d WHERE d.entry = e.id AND d.entry <> '' AND d.actor = $2 AND d.kind = 'sighting') AS at FROM (
					SELECT id FROM entry WHERE triangle = $1 AND given_by = $3 AND confidence IN ('', 'named') ORDER BY made DESC LIMIT `+strconv.Itoa(giverMost)+`
				) e) s WHERE at IS NOT NULL ORDER BY at DESC LIMIT 1`, string(triangle), string(p), string(giver))
		}
	}
	return out, err
}

// giversLeft lists the others of a triangle of whom nothing was found yet.
func (t *Tx) giversLeft(ctx context.Context, triangle id.Triangle, p id.Person, have []relationship.Shown) ([]id.Person, error) {
	found := map[id.Person]bool{p: true}
	for _, one := range have {
		found[one.By] = true
	}
	var out []id.Person
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var person string
		err := scan(&person)
		if !found[id.Person(person)] {
			out = append(out, id.Person(person))
		}
		return err
	}, "SELECT DISTINCT person FROM member WHERE triangle = $1 ORDER BY person", string(triangle))
	return out, err
}
