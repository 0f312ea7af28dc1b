package organisation

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Review is a coming by a written reason that waits to be looked at.
type Review struct {
	Reached
	About string // the service user's name
	Team  string // of who came
}

// Reviews lists what waits, for an information-governance lead. Nobody reviews
// their own coming.
func (s *Service) Reviews(ctx context.Context, by triangle.Person) (out []Review, err error) {
	defer errs.Wrap("organisation.Reviews", &err)
	err = s.run.View(ctx, func(x Tx) error {
		out = nil
		if err := lead(ctx, x, by.ID); err != nil {
			return err
		}
		all, err := x.ToReview(ctx)
		for _, r := range all {
			if r.Person == by.ID {
				continue
			}
			one, err := describe(ctx, x, r, s.now().UnixMicro())
			if err != nil {
				return err
			}
			out = append(out, one)
		}
		return err
	})
	return out, err
}

func describe(ctx context.Context, x Tx, r Reached, now int64) (Review, error) {
	one := Review{Reached: r}
	tri, err := x.Triangle(ctx, r.Triangle)
	if err != nil {
		return one, err
	}
	if su, ok := tri.ServiceUser(); ok {
		one.About = su.Name
	}
	works, err := x.MembershipsOf(ctx, r.Person, now)
	if len(works) > 0 {
		one.Team = works[0].Team.Name
	}
	return one, err
}

// lead insists on the office of who looks after how information is used.
func lead(ctx context.Context, x Tx, p id.Person) error {
	one, err := x.Person(ctx, p)
	if err != nil || !one.Governs || one.Closed != 0 {
		return firstOf(err, errs.Missing("organisation.lead"))
	}
	return nil
}

// Outcomes lists how a review can end, as codes.
func Outcomes() []string { return []string{"right", "not-right"} }

// SettleReview records what the lead found. Where it was not right, the place ends
// at once.
func (s *Service) SettleReview(ctx context.Context, by triangle.Person, ref, outcome string) (err error) {
	defer errs.Wrap("organisation.SettleReview", &err)
	if !slices.Contains(Outcomes(), outcome) {
		var p errs.Problems
		p.Add("outcome", "review.outcome-missing")
		return p.Err("organisation.SettleReview")
	}
	now := s.now()
	r, err := s.reviewable(ctx, by, ref)
	if err != nil {
		return err
	}
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(r.Triangle), At: now.UnixMicro(), Kind: ledger.CommitmentKept, Actor: string(by.ID), Person: string(r.Person), Entry: string(r.Entry),
		Extra: map[string]string{"duty": string(duty.ReviewReach), "outcome": outcome},
	})
	if err != nil {
		return err
	}
	gone, err := goneRecord(r, by.ID, now)
	if err != nil {
		return err
	}
	jobs := notices(now)
	return s.run.UpdateScope(ctx, r.Triangle, func(x Tx) error {
		if err := lead(ctx, x, by.ID); err != nil {
			return err
		}
		if one, err := x.Reached(ctx, ref); err != nil || one.Reviewed != 0 {
			return err // somebody was faster, or it was sent twice
		}
		if err := x.ReviewReached(ctx, ref, by.ID, outcome, now.UnixMicro()); err != nil {
			return err
		}
		if _, err := x.EndDuties(ctx, id.Organisation, duty.ReviewReach, ref, duty.End{By: by.ID, At: now.UnixMicro(), Outcome: outcome}); err != nil {
			return err
		}
		if outcome == "not-right" {
			if err := s.sendAway(ctx, x, r, gone, jobs, now); err != nil {
				return err
			}
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// EndComing ends a place by a written reason at once, before or after it was reviewed.
func (s *Service) EndComing(ctx context.Context, by triangle.Person, ref string) (err error) {
	defer errs.Wrap("organisation.EndComing", &err)
	now := s.now()
	r, err := s.reviewable(ctx, by, ref)
	if err != nil {
		return err
	}
	gone, err := goneRecord(r, by.ID, now)
	if err != nil {
		return err
	}
	jobs := notices(now)
	return s.run.UpdateScope(ctx, r.Triangle, func(x Tx) error {
		if err := lead(ctx, x, by.ID); err != nil {
			return err
		}
		return s.sendAway(ctx, x, r, gone, jobs, now)
	})
}

// sendAway ends a place, records it and tells both; one that has ended stays as it is.
func (s *Service) sendAway(ctx context.Context, x Tx, r Reached, gone disclose.Noted, jobs []disclose.Job, now time.Time) error {
	ended, err := x.EndPlace(ctx, r.ID, now.UnixMicro())
	if err != nil || !ended {
		return err
	}
	tri, err := x.Triangle(ctx, r.Triangle)
	if err != nil {
		return err
	}
	told := []id.Person{r.Person}
	if su, ok := tri.ServiceUser(); ok {
		told = append(told, su.Person)
	}
	for i, p := range told {
		if err := tell(ctx, x, jobs[i], p, tri.ID); err != nil {
			return err
		}
	}
	_, err = gone.In(ctx, x)
	return err
}

func goneRecord(r Reached, by id.Person, now time.Time) (disclose.Noted, error) {
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(r.Triangle), At: now.UnixMicro(), Kind: ledger.Left, Actor: string(by), Person: string(r.Person), Ground: string(r.Reach), Extra: map[string]string{"place": r.ID},
	})
}

// reviewable finds a coming by a written reason that somebody may review.
func (s *Service) reviewable(ctx context.Context, by triangle.Person, ref string) (r Reached, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		r, err = mayReview(ctx, x, by.ID, ref)
		return err
	})
	return r, err
}

func mayReview(ctx context.Context, x Tx, by id.Person, ref string) (Reached, error) {
	r, err := x.Reached(ctx, ref)
	if err != nil {
		return r, err
	}
	if r.Reach != triangle.ByReason || r.Person == by {
		return r, errs.Missing("organisation.mayReview")
	}
	return r, lead(ctx, x, by)
}

// ReviewOne reads one coming for its reviewer, with its reason: shown under the
// ground of the review, and on record for the service user like any other sighting.
func (s *Service) ReviewOne(ctx context.Context, by triangle.Person, ref string) (one Review, reason disclose.Shown, err error) {
	defer errs.Wrap("organisation.ReviewOne", &err)
	err = s.run.View(ctx, func(x Tx) error {
		r, err := mayReview(ctx, x, by.ID, ref)
		if err != nil {
			return err
		}
		one, err = describe(ctx, x, r, s.now().UnixMicro())
		return err
	})
	if err != nil {
		return one, reason, err
	}
	reason, err = s.readReason(ctx, by.ID, one.Reached, func(ctx context.Context, x Tx) error {
		_, err := mayReview(ctx, x, by.ID, ref)
		return err
	})
	return one, reason, err
}

// readReason shows one reason to somebody whose office it is to look at it. may is
// asked in the same look at the facts, so an office that was taken opens nothing.
func (s *Service) readReason(ctx context.Context, by id.Person, r Reached, may func(context.Context, Tx) error) (disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[reviewing]{
		Run: reviewRun{run: s.run, by: string(by), entry: string(r.Entry), now: s.now()}, Triangle: r.Triangle, Person: by, Purpose: sharing.Care, Limit: 1,
		Fetch: func(ctx context.Context, x reviewing, after disclose.Place, _ int) ([]disclose.Sealed, error) {
			if after != (disclose.Place{}) {
				return nil, nil
			}
			if err := may(ctx, x.Tx); err != nil {
				return nil, err
			}
			return x.EntryByID(ctx, r.Triangle, r.Entry)
		},
	})
	if err == nil && len(page.Shown) == 0 {
		err = errs.Missing("organisation.readReason")
	}
	if err != nil {
		return disclose.Shown{}, err
	}
	return page.Shown[0], nil
}

// reviewing is a transaction in which a reviewer is let to one entry and to
// nothing else: the engine sees them as released to it, and decides as ever.
type reviewing struct {
	Tx
	by, entry string
	now       time.Time
}

// reviewGround is the ground on record when a reviewer reads a reason.
const reviewGround = "review"

// Facts are those of the triangle, and the reviewer's leave to read the one entry.
func (r reviewing) Facts(ctx context.Context, t id.Triangle) (*sharing.Triangle, error) {
	facts, err := r.Tx.Facts(ctx, t)
	if err != nil {
		return nil, err
	}
	from, until := sharing.At(r.now.Add(-time.Minute)), sharing.At(r.now.Add(48*time.Hour))
	facts.People = slices.DeleteFunc(facts.People, func(p sharing.Person) bool { return p.ID == r.by && p.Corner == sharing.Professional })
	if !slices.ContainsFunc(facts.People, func(p sharing.Person) bool { return p.ID == r.by }) {
		facts.People = append(facts.People, sharing.Person{ID: r.by, Corner: sharing.Professional, Since: from, Until: until})
	}
	facts.Releases = append(facts.Releases, sharing.Release{Item: r.entry, Recipient: r.by, Ground: reviewGround, By: r.by, From: from, Until: until})
	return facts, nil
}

// reviewRun opens such transactions.
type reviewRun struct {
	run       tx.Runner[Tx]
	by, entry string
	now       time.Time
}

func (r reviewRun) wrap(fn func(reviewing) error) func(Tx) error {
	return func(x Tx) error { return fn(reviewing{x, r.by, r.entry, r.now}) }
}

// View reads one consistent state.
func (r reviewRun) View(ctx context.Context, fn func(reviewing) error) error {
	return r.run.View(ctx, r.wrap(fn))
}

// Update writes what belongs to no triangle.
func (r reviewRun) Update(ctx context.Context, fn func(reviewing) error) error {
	return r.run.Update(ctx, r.wrap(fn))
}

// UpdateScope writes within one triangle.
func (r reviewRun) UpdateScope(ctx context.Context, t id.Triangle, fn func(reviewing) error) error {
	return r.run.UpdateScope(ctx, t, r.wrap(fn))
}
