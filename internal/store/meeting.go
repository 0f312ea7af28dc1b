package store

import (
	"context"
	"fmt"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
)

const stepColumns = "id, triangle, meeting, kind, by_person, person, entry, version, begins, minutes, zone, word, made, place"

// PutSteps stores what was done about a meeting. An id that is taken is errs.Conflict.
func (t *Tx) PutSteps(ctx context.Context, steps []meeting.Step) error {
	for _, s := range steps {
		if _, err := t.sql.Exec(ctx, "INSERT INTO meeting_step ("+stepColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
			s.ID, string(s.Triangle), string(s.Meeting), string(s.Did), string(s.By), string(s.Person), string(s.Entry), s.Version, s.Begins, s.Minutes, s.Zone, s.Word,
			s.Made, s.Place); err != nil {
			return err
		}
	}
	return nil
}

// StepsOf lists the steps of meetings, the oldest first. To somebody whose sight
// is held, what others did since did not happen.
func (t *Tx) StepsOf(ctx context.Context, tri id.Triangle, meetings []id.Entry) ([]meeting.Step, error) {
	held, reader, err := t.heldIn(ctx, tri)
	if err != nil {
		return nil, err
	}
	var out []meeting.Step
	for len(meetings) > 0 {
		some := meetings[:min(listMost, len(meetings))]
		meetings = meetings[len(some):]
		args, marks := []any{string(tri)}, make([]string, len(some))
		for i, m := range some {
			args = append(args, string(m))
			marks[i] = fmt.Sprintf("$%d", len(args))
		}
		found, err := t.steps(ctx, "triangle = $1 AND meeting IN ("+strings.Join(marks, ", ")+") ORDER BY meeting, place", args...)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return keep(held, out, func(s meeting.Step) int64 { return s.Made }, func(s meeting.Step) bool { return s.By == reader }), nil
}

func (t *Tx) steps(ctx context.Context, where string, args ...any) ([]meeting.Step, error) {
	var out []meeting.Step
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var s meeting.Step
		var tri, of, did, by, person, entry string
		err := scan(&s.ID, &tri, &of, &did, &by, &person, &entry, &s.Version, &s.Begins, &s.Minutes, &s.Zone, &s.Word, &s.Made, &s.Place)
		s.Triangle, s.Meeting, s.Did, s.By, s.Person, s.Entry = id.Triangle(tri), id.Entry(of), meeting.Did(did), id.Person(by), id.Person(person), id.Entry(entry)
		out = append(out, s)
		return err
	}, "SELECT "+stepColumns+" FROM meeting_step WHERE "+where, args...)
	return out, err
}

// TimesAfter lists the steps that set a time after a moment, in all triangles.
func (t *Tx) TimesAfter(ctx context.Context, at int64) ([]meeting.Step, error) {
	return t.steps(ctx, "kind = $1 AND begins > $2 ORDER BY begins, id", string(meeting.SetTime), at)
}

// TakeOver makes what somebody owed a meeting, and others ended, ended by themselves.
func (t *Tx) TakeOver(ctx context.Context, tri id.Triangle, ref string, owner id.Person) error {
	_, err := t.sql.Exec(ctx, "UPDATE task SET done_by = $1 WHERE triangle = $2 AND ref = $3 AND owner = $1 AND done <> 0", string(owner), string(tri), ref)
	return err
}

// MeetingTexts reads up to n entries of some kinds after a place, newest first.
func (t *Tx) MeetingTexts(ctx context.Context, tri id.Triangle, kinds []disclose.Kind, after disclose.Place, n int) ([]disclose.Sealed, error) {
	args, marks := []any{string(tri)}, make([]string, len(kinds))
	for i, k := range kinds {
		args = append(args, string(k))
		marks[i] = fmt.Sprintf("$%d", len(args))
	}
	place := ""
	if after != (disclose.Place{}) {
		args = append(args, after.At, string(after.Entry))
		place = fmt.Sprintf(" AND (e.made < $%d OR (e.made = $%d AND e.id < $%d))", len(args)-1, len(args)-1, len(args))
	}
	args = append(args, n)
	return t.sealedEntries(ctx, fmt.Sprintf(`entry e JOIN entry_version v ON v.entry = e.id AND v.version = e.version
		WHERE e.triangle = $1 AND e.withdrawn = 0 AND e.kind IN (%s)%s ORDER BY e.made DESC, e.id DESC LIMIT $%d`, strings.Join(marks, ", "), place, len(args)), args...)
}
