package store

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// MarkInfluence notes that an entry changed what the team does.
func (t *Tx) MarkInfluence(ctx context.Context, tri id.Triangle, e id.Entry) error {
	_, err := t.sql.Exec(ctx, "UPDATE entry SET influenced = 1 WHERE triangle = $1 AND id = $2", string(tri), string(e))
	return err
}

// OpenConfidence gives an entry a wider confidence. A sealed one stays: it lies under the key of the carer's own file.
func (t *Tx) OpenConfidence(ctx context.Context, tri id.Triangle, e id.Entry, c sharing.Confidence) error {
	n, err := t.sql.Exec(ctx, "UPDATE entry SET confidence = $1 WHERE triangle = $2 AND id = $3 AND withdrawn = 0 AND confidence IN ('', 'team', 'unnamed')",
		string(c), string(tri), string(e))
	if err == nil && n == 0 {
		err = errs.E(errs.Conflict, "store.OpenConfidence", "error.changed-meanwhile", nil)
	}
	return err
}
