package relationship

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// PromptJob asks those whose day has come how their ends go.
const (
	PromptJob   = "look-at-arrows"
	PromptEvery = time.Hour
)

// promptsAtOnce bounds what one run reads at a time.
const promptsAtOnce = 200

// Prompts does a PromptJob. Each prompt is one transaction, and its name follows
// from person, triangle and day: a crash neither repeats nor loses one. ring is told
// for whom there is something; no mail goes.
func (s *Service) Prompts(ring func(id.Person)) func(context.Context, disclose.Job) error {
	return func(ctx context.Context, _ disclose.Job) (err error) {
		defer errs.Wrap("relationship.Prompts", &err)
		now := s.now()
		for {
			var due []Rhythm
			err := s.run.View(ctx, func(x Tx) (err error) {
				due, err = x.RhythmsDue(ctx, now.UnixMicro(), promptsAtOnce)
				return err
			})
			if err != nil || len(due) == 0 {
				return err
			}
			for _, r := range due {
				asked, err := s.prompt(ctx, r, now)
				if err != nil {
					return err
				}
				if asked {
					ring(r.Person)
				}
			}
		}
	}
}

// prompt makes one duty and moves the rhythm on. Who has left is asked no more.
func (s *Service) prompt(ctx context.Context, due Rhythm, now time.Time) (asked bool, err error) {
	err = s.run.UpdateScope(ctx, due.Triangle, func(x Tx) error {
		asked = false
		r, err := x.Rhythm(ctx, due.Triangle, due.Person)
		if err != nil || r.Next == 0 || r.Next > now.UnixMicro() {
			return err // changed meanwhile, or done by another process
		}
		tri, err := x.Triangle(ctx, r.Triangle)
		if err != nil {
			return err
		}
		day := r.Next
		r.Next = r.after(now)
		if _, err := address.Here(tri, r.Person, now); err != nil {
			r.Next = 0
			return x.PutRhythm(ctx, r)
		}
		if err := endPrompts(ctx, x, r.Triangle, duty.End{By: r.Person, At: now.UnixMicro(), Outcome: Passed}); err != nil {
			return err
		}
		if err := x.PutDuty(ctx, promptDuty(r, day, now)); err != nil {
			return err
		}
		asked = true
		if err := x.PutRing(ctx, r.Person); err != nil {
			return err
		}
		return x.PutRhythm(ctx, r)
	})
	return asked, err
}

// promptDuty is somebody's own, and never late: it ends when the next one comes.
func promptDuty(r Rhythm, day int64, now time.Time) duty.Duty {
	sum := sha256.Sum256([]byte(string(r.Person) + "/" + string(r.Triangle) + "/" + strconv.FormatInt(day, 10)))
	return duty.Duty{
		ID: "look/" + hex.EncodeToString(sum[:16]), Triangle: r.Triangle, Kind: duty.LookAtArrow, Owner: r.Person, For: r.Person,
		Ref: string(r.Person), Due: r.Next, Made: now.UnixMicro(),
	}
}
