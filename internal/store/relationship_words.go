package store

import (
	"context"
	"fmt"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
)

// OnArrows reads up to n words on arrows after a place, newest first: those that
// somebody wrote, and those that were written to them.
func (t *Tx) OnArrows(ctx context.Context, tri id.Triangle, f relationship.Filter, after disclose.Place, n int) ([]disclose.Sealed, error) {
	args := []any{string(tri), string(f.Me)}
	where := "w.triangle = $1 AND e.withdrawn = 0 AND (w.author = $2 OR w.other = $2)"
	add := func(clause string, value any) {
		args = append(args, value)
		where += " AND " + strings.ReplaceAll(clause, "?", fmt.Sprintf("$%d", len(args)))
	}
	if f.Mine {
		add("w.author = ?", string(f.Me))
	}
	if f.Other != "" {
		add("(w.author = ? OR w.other = ?)", string(f.Other))
	}
	if f.Arrow != "" {
		add("w.arrow = ?", f.Arrow)
	}
	if f.Task != "" {
		add("w.task = ?", f.Task)
	}
	if after != (disclose.Place{}) {
		args = append(args, after.At, string(after.Entry))
		where += fmt.Sprintf(" AND (e.made < $%d OR (e.made = $%d AND e.id < $%d))", len(args)-1, len(args)-1, len(args))
	}
	args = append(args, n)
	return t.sealedEntries(ctx, fmt.Sprintf(`arrow_word w JOIN entry e ON e.id = w.entry JOIN entry_version v ON v.entry = e.id AND v.version = e.version
		WHERE %s ORDER BY e.made DESC, e.id DESC LIMIT $%d`, where, len(args)), args...)
}

// PlacesOnArrows says where words belong. They are asked for by the ids of entries.
func (t *Tx) PlacesOnArrows(ctx context.Context, tri id.Triangle, entries []id.Entry) (map[id.Entry]relationship.Spot, error) {
	out := map[id.Entry]relationship.Spot{}
	if len(entries) == 0 {
		return out, nil
	}
	args := []any{string(tri)}
	marks := make([]string, len(entries))
	for i, e := range entries {
		args = append(args, string(e))
		marks[i] = fmt.Sprintf("$%d", len(args))
	}
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var entry, arrow, author, other string
		var s relationship.Spot
		err := scan(&entry, &arrow, &s.Task, &author, &other)
		s.Arrow, _ = relationship.ArrowOf(arrow)
		s.Author, s.Other = id.Person(author), id.Person(other)
		out[id.Entry(entry)] = s
		return err
	}, "SELECT entry, arrow, task, author, other FROM arrow_word WHERE triangle = $1 AND entry IN ("+strings.Join(marks, ", ")+") ORDER BY entry", args...)
	return out, err
}

// PutOnArrow says where a new word belongs.
func (t *Tx) PutOnArrow(ctx context.Context, tri id.Triangle, e id.Entry, s relationship.Spot, made int64) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO arrow_word (entry, triangle, arrow, task, author, other, made) VALUES ($1, $2, $3, $4, $5, $6, $7)",
		string(e), string(tri), s.Arrow.Code(), s.Task, string(s.Author), string(s.Other), made)
	return err
}

const rhythmColumns = "triangle, person, pace, zone, next, made"

func scanRhythm(scan func(...any) error) (r relationship.Rhythm, err error) {
	var tri, person, pace string
	err = scan(&tri, &person, &pace, &r.Zone, &r.Next, &r.Made)
	r.Triangle, r.Person, r.Pace = id.Triangle(tri), id.Person(person), relationship.Pace(pace)
	return r, err
}

// Rhythm is somebody's rhythm in a triangle; the zero Rhythm where they set none.
func (t *Tx) Rhythm(ctx context.Context, tri id.Triangle, p id.Person) (relationship.Rhythm, error) {
	out := relationship.Rhythm{Triangle: tri, Person: p}
	var pace string
	err := t.sql.Row(ctx, []any{&pace, &out.Zone, &out.Next, &out.Made}, "SELECT pace, zone, next, made FROM arrow_rhythm WHERE triangle = $1 AND person = $2", string(tri), string(p))
	if errs.Is(err, errs.NotFound) {
		return out, nil
	}
	out.Pace = relationship.Pace(pace)
	return out, err
}

// PutRhythm stores it, in place of what stood there.
func (t *Tx) PutRhythm(ctx context.Context, r relationship.Rhythm) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO arrow_rhythm ("+rhythmColumns+`) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (triangle, person) DO UPDATE SET pace = excluded.pace, zone = excluded.zone, next = excluded.next, made = excluded.made`,
		string(r.Triangle), string(r.Person), string(r.Pace), r.Zone, r.Next, r.Made)
	return err
}

// RhythmsDue lists up to n rhythms whose next day has come, the earliest first.
func (t *Tx) RhythmsDue(ctx context.Context, now int64, n int) ([]relationship.Rhythm, error) {
	var out []relationship.Rhythm
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		r, err := scanRhythm(scan)
		out = append(out, r)
		return err
	}, "SELECT "+rhythmColumns+" FROM arrow_rhythm WHERE next > 0 AND next <= $1 ORDER BY next, triangle, person LIMIT $2", now, n)
	return out, err
}

const wordingColumns = "id, service, task, number, title, sentence, example, made_by, made"

func (t *Tx) wordings(ctx context.Context, where string, args ...any) ([]relationship.Wording, error) {
	var out []relationship.Wording
	err := t.sql.Rows(ctx, func(scan func(...any) error) error {
		var w relationship.Wording
		var by string
		err := scan(&w.ID, &w.Service, &w.Task, &w.Number, &w.Title, &w.Say, &w.Example, &by, &w.Made)
		w.By = id.Person(by)
		out = append(out, w)
		return err
	}, "SELECT "+wordingColumns+" FROM task_wording w WHERE "+where, args...)
	return out, err
}

// Wordings lists the latest wording of each task that a service changed, and of
// each that was changed for all.
func (t *Tx) Wordings(ctx context.Context, service string) ([]relationship.Wording, error) {
	return t.wordings(ctx, `(w.service = $1 OR w.service = '') AND w.number = (
		SELECT MAX(o.number) FROM task_wording o WHERE o.service = w.service AND o.task = w.task) ORDER BY w.task, w.service`, service)
}

// WordingsOf lists all wordings of one task of a service, newest first.
func (t *Tx) WordingsOf(ctx context.Context, service, task string) ([]relationship.Wording, error) {
	return t.wordings(ctx, "w.service = $1 AND w.task = $2 ORDER BY w.number DESC", service, task)
}

// PutWording stores a wording; a number that is taken is errs.Conflict.
func (t *Tx) PutWording(ctx context.Context, w relationship.Wording) error {
	_, err := t.sql.Exec(ctx, "INSERT INTO task_wording ("+wordingColumns+") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
		w.ID, w.Service, w.Task, w.Number, w.Title, w.Say, w.Example, string(w.By), w.Made)
	return err
}
