package meeting

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/tx"
)

// The kinds of job of this package.
const (
	RemindJob = "meeting-remind" // the day before
	// NoticeJob says to one person that something is new, and no more. Payload: "to",
	// "triangle", and "known" where it is of something that they know already.
	NoticeJob = "meeting-notice"
	WatchJob  = "meeting-watch" // who promised to come has left
)

// WatchEvery is how often somebody is looked for who has left.
const WatchEvery = time.Hour

// Jobs are what this package does later, by kind of job. Each can run twice.
func (s *Service) Jobs() map[string]func(context.Context, disclose.Job) error {
	return map[string]func(context.Context, disclose.Job) error{RemindJob: s.remind}
}

// remindJob has a name that follows from the meeting and its time, so that a
// crash neither repeats nor loses it. times counts how often a time was set.
func remindJob(t id.Triangle, m id.Entry, times int, begins, now int64) disclose.Job {
	name := RemindJob + "/" + string(m) + "/" + strconv.Itoa(times)
	return disclose.Job{
		ID: name, Kind: RemindJob, UniqueKey: name, RunAt: max(now, begins-int64(RemindHours*time.Hour/time.Microsecond)), Made: now,
		Payload: map[string]string{"triangle": string(t), "meeting": string(m), "times": strconv.Itoa(times)},
	}
}

// noticeJob is one ring for one person; its name names nobody.
func noticeJob(t id.Triangle, m id.Entry, why string, times int, p id.Person, now int64) disclose.Job {
	sum := sha256.Sum256([]byte(string(m) + "/" + why + "/" + strconv.Itoa(times) + "/" + string(p)))
	name := NoticeJob + "/" + hex.EncodeToString(sum[:16])
	return disclose.Job{ID: name, Kind: NoticeJob, UniqueKey: name, Payload: map[string]string{"triangle": string(t), "to": string(p)}, RunAt: now, Made: now}
}

// remind rings the day before for everybody who comes. Each is asked for as they
// know the meeting: somebody whose sight is held is reminded of what they said yes to.
func (s *Service) remind(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("meeting.remind", &err)
	t, m := id.Triangle(j.Payload["triangle"]), id.Entry(j.Payload["meeting"])
	times, err := strconv.Atoi(j.Payload["times"])
	if err != nil {
		return nil // nobody writes such a job
	}
	now := s.now()
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		tri, err := x.Triangle(tx.For(ctx, ""), t)
		if err != nil {
			return err
		}
		for _, member := range tri.Members {
			if !member.Here(now) {
				continue
			}
			steps, err := x.StepsOf(tx.For(ctx, member.Person), t, []id.Entry{m})
			if err != nil {
				return err
			}
			as := fold(Meeting{ID: m, Triangle: t}, steps)
			if as.Off != 0 || len(as.Times) != times || !as.Comes(member.Person) || as.Time().Begins < now.UnixMicro() {
				continue
			}
			ring := noticeJob(t, m, "remind", times, member.Person, now.UnixMicro())
			ring.Payload["known"] = Yes
			if err := x.PutJob(ctx, ring); err != nil {
				return err
			}
		}
		return nil
	})
}

// Watch notes that somebody who had promised to come has left, and tells the
// service user, who may want to ask somebody else.
func (s *Service) Watch(ctx context.Context, _ disclose.Job) (err error) {
	defer errs.Wrap("meeting.Watch", &err)
	now := s.now()
	var ahead []Step
	err = s.run.View(ctx, func(x Tx) (err error) {
		ahead, err = x.TimesAfter(ctx, now.UnixMicro())
		return err
	})
	for _, one := range ahead {
		if err == nil {
			err = s.watchOne(ctx, one, now)
		}
	}
	return err
}

// gone are ids for as many as can leave at once.
const gone = 20

func (s *Service) watchOne(ctx context.Context, one Step, now time.Time) error {
	d := &deed{by: service, t: one.Triangle, m: one.Meeting, at: now.UnixMicro()}
	ids := make([]string, gone)
	for i := range ids {
		ids[i] = id.New()
	}
	return s.run.UpdateScope(ctx, one.Triangle, func(x Tx) error {
		ctx := tx.For(ctx, "")
		tri, err := x.Triangle(ctx, one.Triangle)
		if err != nil {
			return err
		}
		all, err := x.StepsOf(ctx, one.Triangle, []id.Entry{one.Meeting})
		if err != nil {
			return err
		}
		m := fold(Meeting{ID: one.Meeting, Triangle: one.Triangle}, all)
		su, ok := tri.ServiceUser()
		if !ok || !su.Here(now) || !m.On() || m.Time().ID != one.ID {
			return nil
		}
		d.steps = nil
		for _, p := range m.left(tri, now) {
			if len(d.steps) < gone {
				d.steps = append(d.steps, Step{ID: ids[len(d.steps)], Triangle: d.t, Meeting: d.m, Did: LeftUs, By: service, Person: p, Made: d.at, Place: len(all) + len(d.steps)})
			}
		}
		if len(d.steps) == 0 {
			return nil
		}
		if err := x.PutSteps(ctx, d.steps); err != nil {
			return err
		}
		return x.PutJob(ctx, noticeJob(d.t, d.m, "left", len(m.gone)+len(d.steps), su.Person, d.at))
	})
}

// service is who acts where nobody does.
const service id.Person = "service"
