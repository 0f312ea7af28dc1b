package protocol

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// The kinds of job of this package.
const (
	EndsJob = "choice-ends" // a choice comes up again before it ends
	AskJob  = "ask-waits"   // a question has waited for some days
)

// reviewBefore is how long before its end a choice comes up again.
const reviewBefore = 14 * 24 * time.Hour

// Jobs are what this package does later, by kind of job. Each can run twice.
func (s *Service) Jobs() map[string]func(context.Context, disclose.Job) error {
	return map[string]func(context.Context, disclose.Job) error{EndsJob: s.remindOfEnd, AskJob: s.remindOfAsk}
}

// endsJob is empty for a choice without an end, or one so short that a reminder
// would be noise.
func endsJob(t id.Triangle, c Choice, now time.Time) disclose.Job {
	at := c.Ends - reviewBefore.Microseconds()
	if c.Ends == 0 || at <= now.UnixMicro() {
		return disclose.Job{}
	}
	return disclose.Job{ID: id.New(), Kind: EndsJob, UniqueKey: EndsJob + "/" + c.ID, Payload: map[string]string{"triangle": string(t), "choice": c.ID}, RunAt: at, Made: now.UnixMicro()}
}

func askJob(job string, a Ask, now time.Time) disclose.Job {
	return disclose.Job{
		ID: job, Kind: AskJob, UniqueKey: AskJob + "/" + a.ID, Payload: map[string]string{"triangle": string(a.Triangle), "ask": a.ID},
		RunAt: now.Add(askRemind).UnixMicro(), Made: now.UnixMicro(),
	}
}

// remindOfEnd brings a choice up again before it ends: to its owner, and to whom
// it lets know something. A choice that was replaced meanwhile needs nothing.
func (s *Service) remindOfEnd(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("protocol.remindOfEnd", &err)
	now := s.now()
	t := id.Triangle(j.Payload["triangle"])
	ids := newIDs(remindMost)
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		st, c, err := loadChoice(ctx, x, t, j.Payload["choice"], now)
		if err != nil || c.ID == "" {
			return err
		}
		duties := []duty.Duty{{Kind: DutyReview, Owner: c.Owner}}
		for _, p := range st.reminded(c) {
			duties = append(duties, duty.Duty{Kind: DutyEnding, Owner: p})
		}
		for i, d := range duties[:min(len(duties), remindMost)] {
			d.ID, d.Triangle, d.Topic, d.Ref, d.Due, d.Made = ids[i], t, c.Topic, c.ID, c.Ends, now.UnixMicro()
			if err := putDuty(ctx, x, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// remindMost bounds how many are reminded of one choice.
const remindMost = 10

// reminded are those who are reminded with the owner: one person by name, or the
// key worker for the team. Who is told nothing is reminded of nothing.
func (st state) reminded(c Choice) []id.Person {
	if c.Answer != sharing.Share {
		return nil
	}
	if m, ok := st.tri.Member(id.Person(c.Recipient)); ok {
		if m.Here(st.now) {
			return []id.Person{m.Person}
		}
		return nil
	}
	if key := st.keyWorker(); c.Recipient == sharing.Group(sharing.Professional) && key != "" {
		return []id.Person{key}
	}
	return nil
}

// loadChoice finds a choice that still stands; an empty one where it does not.
func loadChoice(ctx context.Context, x Tx, t id.Triangle, choice string, now time.Time) (state, Choice, error) {
	st := state{now: now}
	var err error
	if st.choices, err = x.Choices(ctx, t); err != nil {
		return st, Choice{}, err
	}
	i := slices.IndexFunc(st.choices, func(c Choice) bool { return c.ID == choice })
	if i < 0 {
		return st, Choice{}, nil
	}
	c := st.choices[i]
	if last, _ := st.latest(c.slot(), ""); last.ID != c.ID || c.over(now.UnixMicro()) {
		return st, Choice{}, nil
	}
	st.tri, err = x.Triangle(ctx, t)
	return st, c, err
}

// remindOfAsk says once more that a question waits.
func (s *Service) remindOfAsk(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("protocol.remindOfAsk", &err)
	now := s.now()
	t := id.Triangle(j.Payload["triangle"])
	fresh := id.New()
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		asks, err := x.AsksIn(ctx, t)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(asks, func(a Ask) bool { return a.ID == j.Payload["ask"] && a.Closed == 0 })
		if i < 0 {
			return nil
		}
		a := asks[i]
		return putDuty(ctx, x, duty.Duty{ID: fresh, Triangle: t, Kind: DutyRemind, Owner: a.PutTo, Topic: a.Topic, Ref: a.ID, Due: a.Made + askDue.Microseconds(), Made: now.UnixMicro()})
	})
}

func newIDs(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = id.New()
	}
	return out
}
