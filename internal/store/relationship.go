package store

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
)

// GivenBy lists when a person last gave each kind of thing.
func (t *Tx) GivenBy(ctx context.Context, triangle id.Triangle, p id.Person) ([]relationship.Given, error) {
	var out []relationship.Given
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var kind, class, confidence string
		var g relationship.Given
		err := scan(&kind, &class, &confidence, &g.Last)
		g.Kind, g.Class, g.Confidence = disclose.Kind(kind), sharing.Class(class), sharing.Confidence(confidence)
		out = append(out, g)
		return err
	}, "SELECT kind, class, confidence, MAX(made) FROM entry WHERE triangle = $1 AND given_by = $2 AND withdrawn = 0 GROUP BY kind, class, confidence ORDER BY kind, class, confidence",
		string(triangle), string(p))
	return out, err
}

// ShownTo lists when a person was last shown something of each giver. What a
// carer gave without a name counts for nobody: it would name them.
func (t *Tx) ShownTo(ctx context.Context, triangle id.Triangle, p id.Person) ([]relationship.Shown, error) {
	var out []relationship.Shown
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var by string
		var s relationship.Shown
		err := scan(&by, &s.Last)
		s.By = id.Person(by)
		out = append(out, s)
		return err
	}, `SELECT e.given_by, MAX(d.at) FROM ledger_detail d JOIN entry e ON e.id = d.entry
		WHERE d.triangle = $1 AND d.actor = $2 AND d.kind = 'sighting' AND e.confidence IN ('', 'named') GROUP BY e.given_by ORDER BY e.given_by`,
		string(triangle), string(p))
	return out, err
}
