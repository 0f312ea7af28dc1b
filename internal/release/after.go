package release

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/workday"
)

// followUp draws the ids of what a signature brings about.
type followUp struct {
	now time.Time
	ids [4]string
}

func aftermath(now time.Time) followUp {
	return followUp{now: now, ids: [4]string{id.New(), id.New(), id.New(), id.New()}}
}

// signed asks the second person: to look, or, where it acts already, to look back.
func (f followUp) signed(ctx context.Context, t Tx, r Row) error {
	ask := duty.Duty{
		ID: f.ids[0], Triangle: r.Triangle, Kind: duty.Countersign, Owner: r.Second, Entry: r.ID, Ref: string(r.ID),
		Due: workday.Add(f.now, 1).UnixMicro(), Made: f.now.UnixMicro(),
	}
	if r.Urgent {
		ask.Kind, ask.Due = duty.ReviewRelease, r.ReviewBy
	}
	if err := t.PutDuty(ctx, ask); err != nil || !r.Urgent {
		return err
	}
	return f.begun(ctx, t, r)
}

// begun sees to it that people are told: the recipient that there is something new, and those whose information it was.
func (f followUp) begun(ctx context.Context, t Tx, r Row) error {
	err := t.PutJob(ctx, disclose.Job{
		ID: f.ids[1], Kind: disclose.NewsJob, UniqueKey: disclose.NewsJob + "/" + string(r.ID) + "/begun",
		Payload: map[string]string{"triangle": string(r.Triangle), "entry": string(r.Item)}, RunAt: f.now.UnixMicro(), Made: f.now.UnixMicro(),
	})
	if err != nil {
		return err
	}
	tell := duty.Duty{
		ID: f.ids[2], Triangle: r.Triangle, Kind: duty.TellGiver, Owner: r.MadeBy, For: r.Concerns, Entry: r.ID, Ref: string(r.ID),
		Due: workday.Add(f.now, 1).UnixMicro(), Made: f.now.UnixMicro(),
	}
	switch r.Told {
	case ToldSoon:
		err = t.PutDuty(ctx, tell)
	case ToldLater:
		tell.Kind, tell.Due = duty.ReviewTelling, r.ToldReview
		err = t.PutDuty(ctx, tell)
	}
	if err != nil {
		return err
	}
	return f.alsoTell(ctx, t, r, tell)
}

func (f followUp) alsoTell(ctx context.Context, t Tx, r Row, tell duty.Duty) error {
	tri, err := t.Triangle(ctx, r.Triangle)
	if err != nil {
		return err
	}
	found, err := t.EntryByID(ctx, r.Triangle, r.Item)
	if err != nil || len(found) == 0 {
		return err
	}
	if user, _ := tri.ServiceUser(); user.Person == r.Recipient {
		// Whoever had to weigh whether to tell need not any more.
		end := duty.End{By: r.MadeBy, At: f.now.UnixMicro(), Outcome: "released"}
		if _, err := t.EndDuties(ctx, r.Triangle, duty.WeighTelling, string(r.Item), end); err != nil {
			return err
		}
	}
	giver, also := matter{tri: tri, item: found[0].Meta}.alsoTell(r)
	if !also {
		return nil
	}
	tell.ID, tell.Kind, tell.For, tell.Due = f.ids[3], duty.TellGiver, giver, workday.Add(f.now, 1).UnixMicro()
	return t.PutDuty(ctx, tell)
}
