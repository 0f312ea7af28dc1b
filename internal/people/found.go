package people

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
)

// Found makes a triangle with its first members, as of a time. The caller has
// made sure that each of them has agreed.
func (s *Service) Found(ctx context.Context, t triangle.Triangle, members []triangle.Member, since time.Time) (_ id.Triangle, err error) {
	defer errs.Wrap("people.Found", &err)
	t.ID, t.Made = id.Triangle(id.New()), since.UnixMicro()
	var joined []disclose.Noted
	for i := range members {
		members[i].ID, members[i].Since = id.New(), since.UnixMicro()
		n, err := disclose.DrawRecord(joinedRecord(t.ID, members[i], since))
		if err != nil {
			return "", err
		}
		joined = append(joined, n)
	}
	return t.ID, s.run.UpdateScope(ctx, t.ID, func(x Tx) error {
		if err := x.PutTriangle(ctx, t); err != nil {
			return err
		}
		for i, m := range members {
			if err := x.PutMember(ctx, t.ID, m); err != nil {
				return err
			}
			if _, err := joined[i].In(ctx, x); err != nil {
				return err
			}
		}
		return nil
	})
}

func joinedRecord(t id.Triangle, m triangle.Member, at time.Time) ledger.Record {
	return ledger.Record{Triangle: string(t), At: at.UnixMicro(), Kind: ledger.Joined, Actor: string(m.Person), Person: string(m.Person), Extra: map[string]string{"corner": string(m.Corner)}}
}
