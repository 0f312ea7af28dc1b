package store

import (
	"context"

	"trialogue/internal/ledger"
	"trialogue/internal/telling"
)

// MetLimit reports whether a limit that somebody met for this person, topic and rule is on record for a day.
func (t *Tx) MetLimit(ctx context.Context, l telling.Limit) (bool, error) {
	var n int
	err := t.sql.Row(ctx, []any{&n}, `SELECT COUNT(*) FROM ledger_detail
		WHERE triangle = $1 AND actor = $2 AND day = $3 AND kind = $4 AND person = $5 AND topic = $6 AND rule = $7`,
		string(l.Triangle), string(l.Actor), l.Day, string(ledger.Unshown), string(l.Person), l.Topic, l.Rule)
	return n > 0, err
}
