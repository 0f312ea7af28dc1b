package store

import (
	"context"
	"encoding/json"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
)

// PutJob queues a job. A job with the same unique key that waits already is
// enough; one that is being worked on is not, since it may have read too early.
func (t *Tx) PutJob(ctx context.Context, j disclose.Job) error {
	raw, err := json.Marshal(j.Payload)
	if err != nil {
		return err
	}
	_, err = t.sql.Exec(ctx, "INSERT INTO job (id, kind, unique_key, payload, run_at, made) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
		j.ID, j.Kind, j.UniqueKey, string(raw), j.RunAt, j.Made)
	t.queued = true
	return err
}

const jobReady = "done = 0 AND parked = 0 AND run_at <= $1 AND leased_until <= $1"

// JobReady reports whether a job is due. Asking is cheaper than claiming.
func (t *Tx) JobReady(ctx context.Context, now int64) (bool, error) {
	var n int
	err := t.sql.Row(ctx, []any{&n}, "SELECT COUNT(*) FROM (SELECT id FROM job WHERE "+jobReady+" LIMIT 1) ready", now)
	return n > 0, err
}

// ClaimJob leases the next job that is due and counts the try; errs.NotFound
// when there is none. A lease that runs out gives the job to somebody else.
func (t *Tx) ClaimJob(ctx context.Context, now, leaseUntil int64) (disclose.Job, int, error) {
	var j disclose.Job
	var payload string
	var tries int
	err := t.sql.Row(ctx, []any{&j.ID, &j.Kind, &j.UniqueKey, &payload, &j.RunAt, &j.Made, &tries}, `
		UPDATE job SET leased_until = $2, tries = tries + 1 WHERE id = (
			SELECT id FROM job WHERE `+jobReady+` ORDER BY run_at, id LIMIT 1
		) RETURNING id, kind, unique_key, payload, run_at, made, tries`, now, leaseUntil)
	if err != nil {
		return disclose.Job{}, 0, err
	}
	return j, tries, json.Unmarshal([]byte(payload), &j.Payload)
}

// FinishJob marks a job as done. A try that has lost its lease to a later one
// is errs.Conflict.
func (t *Tx) FinishJob(ctx context.Context, job string, try int, now int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE job SET done = $1, leased_until = 0 WHERE id = $2 AND tries = $3 AND done = 0 AND parked = 0", now, job, try)
	return lost(n, err, "store.FinishJob")
}

// RetryJob puts a job back for later. Where the same work waits already under
// its unique key, this one goes on without the key.
func (t *Tx) RetryJob(ctx context.Context, job string, try int, runAt int64) error {
	n, err := t.sql.Exec(ctx, `UPDATE job SET run_at = $1, leased_until = 0, unique_key = CASE WHEN EXISTS (
			SELECT 1 FROM job other WHERE other.unique_key = job.unique_key AND other.id <> job.id AND other.done = 0 AND other.parked = 0 AND other.leased_until = 0
		) THEN '' ELSE unique_key END WHERE id = $2 AND tries = $3 AND done = 0 AND parked = 0`, runAt, job, try)
	return lost(n, err, "store.RetryJob")
}

// ReturnJob puts a job back as if it had not been tried, because the program stops.
func (t *Tx) ReturnJob(ctx context.Context, job string, try int, runAt int64) error {
	if err := t.RetryJob(ctx, job, try, runAt); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, "UPDATE job SET tries = tries - 1 WHERE id = $1 AND tries = $2", job, try)
	return err
}

// ParkJob sets a job aside for an operator.
func (t *Tx) ParkJob(ctx context.Context, job string, try int, now int64) error {
	n, err := t.sql.Exec(ctx, "UPDATE job SET parked = $1, leased_until = 0 WHERE id = $2 AND tries = $3 AND done = 0 AND parked = 0", now, job, try)
	return lost(n, err, "store.ParkJob")
}

func lost(touched int64, err error, op string) error {
	if err == nil && touched == 0 {
		return errs.E(errs.Conflict, op, "error.changed-meanwhile", nil)
	}
	return err
}

// DropJobs forgets jobs that were done before a time.
func (t *Tx) DropJobs(ctx context.Context, before int64) error {
	_, err := t.sql.Exec(ctx, "DELETE FROM job WHERE done > 0 AND done < $1", before)
	return err
}

// JobsWaiting counts jobs that are due and jobs that were parked.
func (t *Tx) JobsWaiting(ctx context.Context, now int64) (due, parked int, err error) {
	err = t.sql.Row(ctx, []any{&due, &parked},
		"SELECT COALESCE(SUM(CASE WHEN parked = 0 AND run_at <= $1 THEN 1 ELSE 0 END), 0), COALESCE(SUM(CASE WHEN parked > 0 THEN 1 ELSE 0 END), 0) FROM job WHERE done = 0", now)
	return due, parked, err
}
