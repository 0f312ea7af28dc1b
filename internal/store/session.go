package store

import (
	"context"

	"trialogue/internal/id"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
)

// PutSession stores a session under the hash of its token.
func (t *Tx) PutSession(ctx context.Context, hash string, s signin.Session) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO session (hash, id, person, device, made, seen, ends, way, level, proved) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
		hash, s.ID, string(s.Person), s.Device, s.Made, s.Seen, s.Ends, string(s.Way), s.Level, s.Proved)
	return err
}

// Session reads an open session and its person in one indexed read.
func (t *Tx) Session(ctx context.Context, hash string) (signin.Session, triangle.Person, error) {
	var s signin.Session
	var p triangle.Person
	var way, owner string
	found := false
	err := t.sql.Rows(ctx, func(scan func(...any) error) (err error) {
		found = true
		p, err = scanPerson(scan, &s.ID, &s.Device, &s.Made, &s.Seen, &s.Ends, &s.PrivateUntil, &way, &s.Level, &s.Proved, &owner, &s.Joined, &s.Closing)
		s.Person, s.Way = id.Person(owner), signin.Way(way)
		return err
	}, `SELECT p.id, p.name, a.email, p.corner, p.role, p.team, p.phone, p.lang, p.zone, p.admin, p.mail, p.alone, p.made, p.closed, p.governs, p.identity, p.pronouns, p.photo, p.larger, p.easy,
		s.id, s.device, s.made, s.seen, s.ends, s.private_until, s.way, s.level, s.proved, s.person,
		CASE WHEN EXISTS (SELECT 1 FROM person j WHERE j.joined_to = s.person AND j.joined_to <> '') THEN 1 ELSE 0 END,
		COALESCE((SELECT c.ends FROM closing c WHERE c.person = s.person), 0)
		FROM session s JOIN person a ON a.id = s.person JOIN person p ON p.id = CASE WHEN s.self = '' THEN s.person ELSE s.self END
		WHERE s.hash = $1 AND s.ended = 0 AND a.closed = 0 AND a.joined_to = '' AND p.closed = 0 AND (s.self = '' OR p.joined_to = s.person)`, hash)
	if err == nil && !found {
		err = missing("store.Session")
	}
	return s, p, err
}

// TouchSession writes down that a session is in use.
func (t *Tx) TouchSession(ctx context.Context, hash string, seen int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE session SET seen = $1 WHERE hash = $2 AND seen < $1", seen, hash)
	return err
}

// EndSession ends one session of a person.
func (t *Tx) EndSession(ctx context.Context, p id.Person, session string, now int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE session SET ended = $1 WHERE (person = $2 OR self = $2) AND id = $3 AND ended = 0", now, string(p), session)
	return err
}

// EndSessions ends all sessions of a person but one.
func (t *Tx) EndSessions(ctx context.Context, p id.Person, keep string, now int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE session SET ended = $1 WHERE person = $2 AND id <> $3 AND ended = 0", now, string(p), keep)
	return err
}

// SetPrivate notes how long somebody said they are alone.
func (t *Tx) SetPrivate(ctx context.Context, p id.Person, session string, until int64) error {
	_, err := t.sql.Exec(ctx, "UPDATE session SET private_until = $1 WHERE (person = $2 OR self = $2) AND id = $3", until, string(p), session)
	return err
}

// SessionsOf lists the open sessions of a person, newest first.
func (t *Tx) SessionsOf(ctx context.Context, p id.Person, now int64) ([]signin.Session, error) {
	var out []signin.Session
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		s := signin.Session{Person: p}
		var way string
		err := scan(&s.ID, &s.Device, &s.Made, &s.Seen, &s.Ends, &way)
		s.Way = signin.Way(way)
		out = append(out, s)
		return err
	}, "SELECT id, device, made, seen, ends, way FROM session WHERE person = $1 AND ended = 0 AND ends > $2 ORDER BY made DESC, id", string(p), now)
	return out, err
}

// CountAttempts counts failed sign-ins since a time.
func (t *Tx) CountAttempts(ctx context.Context, key string, since int64) (int, error) {
	var n int
	err := t.sql.Row(ctx, []any{&n}, "SELECT COUNT(*) FROM attempt WHERE name = $1 AND at >= $2", key, since)
	return n, err
}

// PutAttempt notes a failed sign-in, and forgets those of more than a day ago.
func (t *Tx) PutAttempt(ctx context.Context, key string, at int64) error {
	if _, err := t.sql.Exec(ctx, "DELETE FROM attempt WHERE at < $1", at-dayMicros); err != nil {
		return err
	}
	_, err := t.sql.Exec(ctx, "INSERT INTO attempt (name, at) VALUES ($1, $2)", key, at)
	return err
}
