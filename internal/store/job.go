package store

import (
	"context"
	"encoding/json"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
)

// PutJob queues a job. A job with the same unique key that waits already is enough.
func (t *Tx) PutJob(ctx context.Context, j disclose.Job) error {
	raw, err := json.Marshal(j.Payload)
	if err != nil {
		return err
	}
	_, err = t.sql.Exec(ctx, `INSERT INTO job (id, kind, unique_key, payload, run_at, made) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (unique_key) WHERE unique_key <> '' AND done = 0 AND parked = 0 DO NOTHING`,
		j.ID, j.Kind, j.UniqueKey, string(raw), j.RunAt, j.Made)
	return err
}

// ClaimJob leases the next job that is due; errs.NotFound when there is none.
// A lease that runs out gives the job to somebody else.
func (t *Tx) ClaimJob(ctx context.Context, now, leaseUntil int64) (disclose.Job, int, error) {
	var j disclose.Job
	var payload string
	var tries int
	err := t.sql.Row(ctx, []any{&j.ID, &j.Kind, &j.UniqueKey, &payload, &j.RunAt, &j.Made, &tries}, `
		UPDATE job SET leased_until = $1, tries = tries + 1 WHERE id = (
			SELECT id FROM job WHERE done = 0 AND parked = 0 AND run_at <= $2 AND leased_until <= $2 ORDER BY run_at, id LIMIT 1
		) RETURNING id, kind, unique_key, payload, run_at, made, tries`, leaseUntil, now)
	if err != nil {
		return disclose.Job{}, 0, err
	}
	return j, tries, json.Unmarshal([]byte(payload), &j.Payload)
}

// FinishJob marks a job as done.
func (t *Tx) FinishJob(ctx context.Context, job string, now int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE job SET done = $1, leased_until = 0 WHERE id = $2", now, job)
	return err
}

// RetryJob puts a job back for later, or parks it for an operator when parked is not 0.
func (t *Tx) RetryJob(ctx context.Context, job string, runAt, parked int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE job SET run_at = $1, parked = $2, leased_until = 0 WHERE id = $3", runAt, parked, job)
	return err
}

// JobsWaiting counts jobs that are due and jobs that were parked.
func (t *Tx) JobsWaiting(ctx context.Context, now int64) (due, parked int, err error) {
	err = t.sql.Row(ctx, []any{&due, &parked},
		"SELECT COALESCE(SUM(CASE WHEN parked = 0 AND run_at <= $1 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN parked > 0 THEN 1 ELSE 0 END), 0) FROM job WHERE done = 0", now)
	if errs.Is(err, errs.NotFound) {
		err = nil
	}
	return due, parked, err
}
