package conversation

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// ListSize is how many conversations a page of the list shows.
const ListSize = 20

// Summary is one conversation of the list.
type Summary struct {
	disclose.Shown
	State
	Latest int64 // of what the reader may see; microseconds since 1970 UTC
	// Waits is the question that waits longest; nil for none.
	Waits *Waits
}

// listMost bounds how many conversations of a triangle are looked at.
const listMost = 1_000

// List shows a page of conversations, the newest activity first, and for a
// professional those that wait for an answer before them. Pages count from 0.
func (s *Service) List(ctx context.Context, by id.Person, t id.Triangle, page int) (out []Summary, more bool, err error) {
	defer errs.Wrap("conversation.List", &err)
	ctx = tx.For(ctx, by)
	var found []Summary
	err = s.run.View(ctx, func(x Tx) (err error) {
		found, err = s.sorted(ctx, x, by, t)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	first := min(page*ListSize, len(found))
	last := min(first+ListSize, len(found))
	found, more = found[first:last], last < len(found)
	shown, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		var ids []id.Entry
		for _, one := range found {
			ids = append(ids, one.Entry)
		}
		return x.EntriesByID(ctx, t, ids)
	})
	// What the door does not show now is not there, whatever was there a moment ago.
	for _, one := range found {
		if i := slices.IndexFunc(shown, func(e disclose.Shown) bool { return e.Entry == one.Entry }); i >= 0 {
			one.Shown = shown[i]
			out = append(out, one)
		}
	}
	return out, more, err
}

// sorted finds the conversations that somebody may see, by their facts alone.
// Nothing is opened, so nothing is recorded; the order follows what they may see.
func (s *Service) sorted(ctx context.Context, x Tx, by id.Person, t id.Triangle) ([]Summary, error) {
	r, err := s.place(ctx, x, by, t)
	if err != nil {
		return nil, err
	}
	sight, err := disclose.See(ctx, x, t, by, r.now)
	if err != nil {
		return nil, err
	}
	all, err := x.Talks(ctx, t, listMost)
	if err != nil {
		return nil, err
	}
	waiting, err := s.waiting(ctx, x, t, sight)
	if err != nil {
		return nil, err
	}
	var out []Summary
	for _, one := range all {
		if !sight.Decide(one.Meta, sharing.Care).Shares() {
			continue
		}
		sum, err := s.summary(ctx, x, r, sight, one.Meta)
		if err != nil {
			return nil, err
		}
		if w, ok := waiting[sum.Entry]; ok {
			sum.Waits = &w
		}
		out = append(out, sum)
	}
	slices.SortStableFunc(out, func(a, b Summary) int { return order(r.me.Corner, a, b) })
	return out, nil
}

// order puts what waits for the team first where a professional looks.
func order(corner sharing.Corner, a, b Summary) int {
	if corner == sharing.Professional && (a.Waits == nil) != (b.Waits == nil) {
		if a.Waits != nil {
			return -1
		}
		return 1
	}
	if corner == sharing.Professional && a.Waits != nil && a.Waits.Due != b.Waits.Due {
		return int(max(-1, min(1, a.Waits.Due-b.Waits.Due)))
	}
	return int(max(-1, min(1, b.Latest-a.Latest)))
}

func (s *Service) summary(ctx context.Context, x Tx, r room, sight disclose.Sight, m disclose.Meta) (Summary, error) {
	sum := Summary{Latest: m.Made}
	sum.Entry = m.ID
	events, err := x.TalkEvents(ctx, m.Triangle, m.ID)
	if err != nil {
		return sum, err
	}
	sum.State = stateOf(events, r.tri, r.now)
	latest, err := s.latest(ctx, x, sight, m)
	sum.Latest = max(sum.Latest, latest)
	return sum, err
}

// latestMost is how many messages are looked at for the time of the latest that
// somebody may see; where they may see none of these, that of the first counts.
const latestMost = 200

func (s *Service) latest(ctx context.Context, x Tx, sight disclose.Sight, m disclose.Meta) (int64, error) {
	after := disclose.Place{}
	for looked, n := 0, 5; looked < latestMost; n = 50 {
		found, err := x.Messages(ctx, m.Triangle, m.ID, after, n)
		if err != nil {
			return 0, err
		}
		for _, one := range found {
			if sight.Decide(one.Meta, sharing.Care).Shares() {
				return one.Meta.Made, nil
			}
			after = disclose.Place{At: one.Meta.Made, Entry: one.Meta.ID}
		}
		if looked += len(found); len(found) < n {
			break
		}
	}
	return 0, nil
}

// waiting finds, for each conversation, the question that waits longest and that
// the reader may see.
func (s *Service) waiting(ctx context.Context, x Tx, t id.Triangle, sight disclose.Sight) (map[id.Entry]Waits, error) {
	due, err := x.AnswersDue(ctx, t)
	if err != nil || len(due) == 0 {
		return nil, err
	}
	ids := make([]id.Entry, len(due))
	for i, d := range due {
		ids[i] = id.Entry(d.Ref)
	}
	found, err := x.EntriesByID(ctx, t, ids)
	if err != nil {
		return nil, err
	}
	out := map[id.Entry]Waits{}
	for _, d := range due {
		seen := slices.ContainsFunc(found, func(one disclose.Sealed) bool {
			return one.Meta.ID == id.Entry(d.Ref) && sight.Decide(one.Meta, sharing.Care).Shares()
		})
		if _, had := out[d.Entry]; seen && !had {
			out[d.Entry] = Waits{Question: id.Entry(d.Ref), Owner: d.Owner, Made: d.Made, Due: d.Due}
		}
	}
	return out, nil
}
