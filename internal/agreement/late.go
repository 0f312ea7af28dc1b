package agreement

import (
	"context"
	"slices"
	"strings"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
	"trialogue/internal/workday"
)

// What looks after agreements by the calendar.
const (
	SweepJob = "agreed-sweep"
	// SweepEvery is how long after its moment somebody hears of something, at worst.
	SweepEvery = 30 * time.Minute
)

// sweepMost is how many are looked after at a time.
const sweepMost = 200

// Jobs are what this package does later, by kind of job. Each can run twice.
func (s *Service) Jobs() map[string]func(context.Context, disclose.Job) error {
	return map[string]func(context.Context, disclose.Job) error{RemindJob: s.Remind}
}

// Waiting is somebody who was not asked for a yes yet, because they could not see the words.
type Waiting struct {
	Event     string
	Triangle  id.Triangle
	Agreement id.Entry
	Number    int
	Person    id.Person
}

// Sweep tells who has to hear that something is late, that somebody who owned
// something has gone, and asks those for a yes who can see the words by now.
func (s *Service) Sweep(ctx context.Context, _ disclose.Job) (err error) {
	defer errs.Wrap("agreement.Sweep", &err)
	now := s.now().UnixMicro()
	late := func(ctx context.Context, x Tx, after string) ([]duty.Duty, error) {
		return x.LateActions(ctx, now, after, sweepMost)
	}
	gone := func(ctx context.Context, x Tx, after string) ([]duty.Duty, error) {
		return x.GoneOwners(ctx, now, after, sweepMost)
	}
	if err := s.each(ctx, gone, s.ownerGone); err != nil {
		return err
	}
	if err := s.each(ctx, late, s.late); err != nil {
		return err
	}
	return s.askLater(ctx)
}

// each goes through duties in the order of their ids.
func (s *Service) each(ctx context.Context, find func(context.Context, Tx, string) ([]duty.Duty, error), do func(context.Context, duty.Duty) error) error {
	after := ""
	for {
		var found []duty.Duty
		err := s.run.View(ctx, func(x Tx) (err error) {
			found, err = find(ctx, x, after)
			return err
		})
		if err != nil {
			return err
		}
		for _, d := range found {
			if err := do(ctx, d); err != nil {
				return err
			}
			after = d.ID
		}
		if len(found) < sweepMost {
			return nil
		}
	}
}

// late tells of one late action, each level exactly once: names follow from the
// duty and the level, and what was told stands among the events.
func (s *Service) late(ctx context.Context, d duty.Duty) error {
	now := s.now()
	due := time.UnixMicro(d.Due)
	levels := []EventKind{LateOwner}
	if !now.Before(workday.Add(due, duty.TeamAfter)) {
		levels = append(levels, LateTeam)
	}
	if !now.Before(workday.Add(due, duty.LeadAfter)) {
		levels = append(levels, LateLead)
	}
	if told, err := s.told(ctx, d); err != nil || told >= len(levels) {
		return err
	}
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		k, a, m, err := s.found(ctx, x, d, now)
		if err != nil || a.ID == "" {
			return err
		}
		for _, level := range levels {
			if err := k.late(ctx, x, a, m, d, level); err != nil {
				return err
			}
		}
		return nil
	})
}

// told counts what was told of a late action already, without a writing transaction.
func (s *Service) told(ctx context.Context, d duty.Duty) (n int, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		n = 0
		found, err := x.Agreements(ctx, d.Triangle, []id.Entry{d.Entry})
		for _, a := range found {
			for _, e := range a.Events {
				if e.Ref == d.ID && strings.HasPrefix(string(e.Kind), "late-") {
					n++
				}
			}
		}
		return err
	})
	return n, err
}

// found is the agreement of a duty that is still open, with the entry of its
// wording; an empty one where there is nothing to do any more.
func (s *Service) found(ctx context.Context, x Tx, d duty.Duty, now time.Time) (*kit, Agreement, disclose.Meta, error) {
	open, err := x.DutiesAbout(ctx, d.Triangle, d.Ref)
	if err != nil || !slices.ContainsFunc(open, func(one duty.Duty) bool { return one.ID == d.ID && one.Open() }) {
		return nil, Agreement{}, disclose.Meta{}, err
	}
	found, err := x.Agreements(ctx, d.Triangle, []id.Entry{d.Entry})
	if err != nil || len(found) == 0 {
		return nil, Agreement{}, disclose.Meta{}, err
	}
	words, err := x.EntryByID(ctx, d.Triangle, found[0].Counts().ID)
	if err != nil || len(words) == 0 { // erased meanwhile
		return nil, Agreement{}, disclose.Meta{}, err
	}
	tri, err := x.Triangle(ctx, d.Triangle)
	return &kit{room: room{tri: tri, now: now}, agreement: d.Entry, topic: d.Topic}, found[0], words[0].Meta, err
}

// late is one level of one late action.
func (k *kit) late(ctx context.Context, x Tx, a Agreement, m disclose.Meta, d duty.Duty, level EventKind) error {
	name := string(level) + "/" + d.ID
	if doneBefore(a, id.Entry(name)) {
		return nil
	}
	who, kind := d.Owner, duty.Kind("")
	var err error
	switch level {
	case LateTeam:
		kind = duty.LateForTeam
		who, err = k.somebody(ctx, x, m, d.Owner, triangle.Member.IsKeyWorker)
	case LateLead:
		kind = duty.LateForLead
		who, err = k.somebody(ctx, x, m, d.Owner, func(m triangle.Member) bool { return m.CarerLead })
	}
	if err != nil {
		return err
	}
	if err := x.PutAgreedEvent(ctx, a.ID, Event{ID: name, Number: a.Counts().Number, Kind: level, Person: who, Ref: d.ID, Made: k.now.UnixMicro()}); err != nil || who == "" {
		return err
	}
	if kind != "" {
		if err := x.PutDuty(ctx, duty.Duty{
			ID: name, Triangle: d.Triangle, Kind: kind, Owner: who, For: d.Owner, Entry: d.Entry, Topic: d.Topic, Ref: d.Ref,
			Due: endOf(workday.Add(k.now, 1)), Made: k.now.UnixMicro(),
		}); err != nil {
			return err
		}
	}
	return k.tell(ctx, x, NoticeJob+"/"+name, who)
}

// tell is notice, with a name that follows from what it is about.
func (k *kit) tell(ctx context.Context, x Tx, name string, to id.Person) error {
	return x.PutJob(ctx, disclose.Job{
		ID: name, Kind: NoticeJob, Payload: map[string]string{"to": string(to), "triangle": string(k.tri.ID), "what": "agreed"}, RunAt: k.now.UnixMicro(), Made: k.now.UnixMicro(),
	})
}

// somebody is who of the team hears of it: the one who is meant, or else the carer
// lead, or else whoever came first; of those who may see the words, and not the owner.
func (k *kit) somebody(ctx context.Context, x Tx, m disclose.Meta, owner id.Person, meant func(triangle.Member) bool) (id.Person, error) {
	var able []triangle.Member
	for _, one := range k.tri.At(sharing.Professional, k.now) {
		can, err := sees(ctx, x, m, one.Person, k.now)
		if err != nil {
			return "", err
		}
		if can && one.Person != owner && !one.Passing() {
			able = append(able, one)
		}
	}
	for _, is := range []func(triangle.Member) bool{meant, func(m triangle.Member) bool { return m.CarerLead }, func(triangle.Member) bool { return true }} {
		if i := slices.IndexFunc(able, is); i >= 0 {
			return able[i].Person, nil
		}
	}
	return "", nil
}

// Remind says on the day before that something is due, once.
func (s *Service) Remind(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("agreement.Remind", &err)
	now := s.now()
	d := duty.Duty{ID: j.Payload["duty"], Triangle: id.Triangle(j.Payload["triangle"]), Ref: j.Payload["ref"]}
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		all, err := x.DutiesAbout(ctx, d.Triangle, d.Ref)
		i := slices.IndexFunc(all, func(one duty.Duty) bool { return one.ID == d.ID && one.Open() })
		if err != nil || i < 0 {
			return err
		}
		k, a, _, err := s.found(ctx, x, all[i], now)
		name := string(Reminded) + "/" + d.ID
		if err != nil || a.ID == "" || doneBefore(a, id.Entry(name)) {
			return err
		}
		if err := x.PutAgreedEvent(ctx, a.ID, Event{ID: name, Number: a.Counts().Number, Kind: Reminded, Person: all[i].Owner, Ref: d.ID, Made: now.UnixMicro()}); err != nil {
			return err
		}
		return k.tell(ctx, x, NoticeJob+"/"+name, all[i].Owner)
	})
}

// ownerGone ends what somebody owed who has left. Nobody owns it then, and one of
// the team sees to it that somebody does.
func (s *Service) ownerGone(ctx context.Context, d duty.Duty) error {
	now := s.now()
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		k, a, m, err := s.found(ctx, x, d, now)
		if err != nil {
			return err
		}
		if _, err := x.EndDuties(ctx, d.Triangle, d.Kind, d.Ref, duty.End{At: now.UnixMicro(), Outcome: "left"}); err != nil || a.ID == "" {
			return err
		}
		name := string(OwnerLeft) + "/" + d.ID
		if d.Kind == duty.LateForTeam || d.Kind == duty.LateForLead || doneBefore(a, id.Entry(name)) {
			return nil
		}
		if err := x.PutAgreedEvent(ctx, a.ID, Event{ID: name, Number: a.Counts().Number, Kind: OwnerLeft, Person: d.Owner, Ref: d.ID, Made: now.UnixMicro()}); err != nil {
			return err
		}
		if d.Kind == duty.SayYes {
			if !slices.Contains(a.Latest().Needs, d.Owner) {
				return nil
			}
			d.Ref = string(a.ID)
		}
		return k.nobodyOwns(ctx, x, m, d, name)
	})
}

// nobodyOwns gives it to one of the team that nobody owns something now. Of two
// things that one person owed of it, it is said once.
func (k *kit) nobodyOwns(ctx context.Context, x Tx, m disclose.Meta, d duty.Duty, name string) error {
	all, err := x.DutiesAbout(ctx, d.Triangle, d.Ref)
	if err != nil || slices.ContainsFunc(all, func(one duty.Duty) bool { return one.Kind == duty.NobodyOwns && one.Open() }) {
		return err
	}
	who, err := k.somebody(ctx, x, m, d.Owner, triangle.Member.IsKeyWorker)
	if err != nil || who == "" {
		return err
	}
	if err := x.PutDuty(ctx, duty.Duty{
		ID: name, Triangle: d.Triangle, Kind: duty.NobodyOwns, Owner: who, For: d.For, Entry: d.Entry, Topic: d.Topic, Ref: d.Ref,
		Due: endOf(workday.Add(k.now, duty.TeamAfter)), Made: k.now.UnixMicro(),
	}); err != nil {
		return err
	}
	return k.tell(ctx, x, NoticeJob+"/"+name, who)
}

// askLater asks those for a yes who can see the words by now.
func (s *Service) askLater(ctx context.Context) error {
	after := ""
	for {
		var found []Waiting
		err := s.run.View(ctx, func(x Tx) (err error) {
			found, err = x.WaitingAsks(ctx, after, sweepMost)
			return err
		})
		if err != nil {
			return err
		}
		for _, w := range found {
			after = w.Event
			if err := s.askNow(ctx, w); err != nil {
				return err
			}
		}
		if len(found) < sweepMost {
			return nil
		}
	}
}

func (s *Service) askNow(ctx context.Context, w Waiting) error {
	now, name := s.now(), id.New()
	return s.run.UpdateScope(tx.For(ctx, ""), w.Triangle, func(x Tx) error {
		found, err := x.Agreements(ctx, w.Triangle, []id.Entry{w.Agreement})
		if err != nil || len(found) == 0 || found[0].Latest().Number != w.Number || found[0].Ended() {
			return err
		}
		a := found[0]
		if slices.ContainsFunc(a.Events, func(e Event) bool { return e.Kind == WasAsked && e.Ref == w.Event }) {
			return nil
		}
		words, err := x.EntryByID(ctx, w.Triangle, a.Latest().ID)
		if err != nil || len(words) == 0 {
			return err
		}
		if can, err := sees(ctx, x, words[0].Meta, w.Person, now); err != nil || !can {
			return err
		}
		tri, err := x.Triangle(ctx, w.Triangle)
		if err != nil {
			return err
		}
		k := &kit{room: room{tri: tri, now: now}, agreement: a.ID, topic: words[0].Meta.Item.Topic}
		if err := x.PutAgreedEvent(ctx, a.ID, Event{ID: string(WasAsked) + "/" + w.Event, Number: w.Number, Kind: WasAsked, Person: w.Person, Ref: w.Event, Made: now.UnixMicro()}); err != nil {
			return err
		}
		if err := x.PutDuty(ctx, k.sayYes(name, a, a.Latest(), w.Person)); err != nil {
			return err
		}
		return k.tell(ctx, x, NoticeJob+"/"+w.Event, w.Person)
	})
}
