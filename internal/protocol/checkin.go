package protocol

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
)

// CheckIns is what asking in private needs of a transaction.
type CheckIns interface {
	Wishes(ctx context.Context, t id.Triangle) ([]Wish, error)
	// PutWishes replaces the wishes of a person.
	PutWishes(ctx context.Context, t id.Triangle, p id.Person, all []Wish) error
	// Pending lists what a person said yes to and nobody asked them about alone, oldest first.
	Pending(ctx context.Context, t id.Triangle, owner id.Person) ([]Choice, error)
	PutPending(ctx context.Context, t id.Triangle, c Choice) error
	DropPending(ctx context.Context, t id.Triangle, pending string) error
}

// Wish says that a yes for a carer starts only after the service user was asked
// when they are alone.
type Wish struct {
	Person    id.Person
	Carer     string // one of them, or AllCarers
	KeyWorker bool   // the key worker asks
	Made      int64  // microseconds since 1970 UTC
}

// AllCarers is a wish for every carer, also for one who comes later.
const AllCarers = "*"

// PendingFor is how long a yes waits. After it, it is forgotten.
const PendingFor = 14 * 24 * time.Hour

// DutyCheckIn is the key worker's, to ask in private. Ref names the change.
const DutyCheckIn duty.Kind = "check-in"

// wished finds the wish that holds for a recipient.
func (st state) wished(recipient string) (Wish, bool) {
	for _, w := range st.wishes {
		if w.Carer == recipient || w.Carer == AllCarers && st.carers(recipient) {
			return w, true
		}
	}
	return Wish{}, false
}

// carers reports whether a recipient is a carer, or all of them.
func (st state) carers(recipient string) bool {
	m, ok := st.tri.Member(id.Person(recipient))
	return ok && m.Corner == sharing.Carer || recipient == sharing.Group(sharing.Carer)
}

// waits reports whether a choice starts nothing yet: a yes that lets a carer see
// more, or for longer, than what stands.
func (st state) waitsFor(c Choice) bool {
	if c.Answer != sharing.Share || !st.is(sharing.ServiceUser) {
		return false
	}
	if _, wished := st.wished(c.Recipient); !wished {
		return false
	}
	if c.Topic == sharing.EveryTopic {
		return true
	}
	owner, r := st.me, st.recipientNamed(c.Recipient)
	now := st.cell(owner, r, topicNamed(c.Topic), c.When)
	longer := now.Until != 0 && (c.Ends == 0 || c.Ends > now.Until)
	return now.Answer != sharing.Share || now.Everyday || longer
}

// split parts what starts now from what waits.
func (st state) split(all []Choice) (now, later []Choice) {
	for _, c := range all {
		if st.waitsFor(c) {
			later = append(later, c)
		} else {
			now = append(now, c)
		}
	}
	return now, later
}

// said is the state as its owner's pages show it: what waits looks as if it had
// started, so that nobody who looks on can tell.
func (st state) said() state {
	if len(st.pending) == 0 {
		return st
	}
	facts := *st.facts
	facts.Decisions = slices.Clone(facts.Decisions)
	st.choices = slices.Clone(st.choices)
	for _, c := range st.pending {
		facts.Decisions = append(facts.Decisions, decisionOf(c))
		st.choices = append(st.choices, c)
	}
	slices.SortStableFunc(st.choices, func(a, b Choice) int { return int(min(max(a.Begins-b.Begins, -1), 1)) })
	st.facts = &facts
	return st
}

func decisionOf(c Choice) sharing.Decision {
	d := sharing.Decision{Owner: string(c.Owner), Recipient: c.Recipient, Topic: c.Topic, Answer: c.Answer, When: c.When, From: sharing.Micros(c.Begins)}
	if c.Ends != 0 {
		d.Until = sharing.Micros(c.Ends)
	}
	return d
}

// loadCheckIns reads the owner's wishes, and what waits and is not forgotten.
func (st *state) loadCheckIns(ctx context.Context, x Tx) (err error) {
	if !st.is(sharing.ServiceUser) {
		return nil
	}
	if st.wishes, err = x.Wishes(ctx, st.tri.ID); err != nil {
		return err
	}
	all, err := x.Pending(ctx, st.tri.ID, st.me.Person)
	st.stale = nil
	for _, c := range all {
		if c.Begins < st.now.Add(-PendingFor).UnixMicro() || c.over(st.now.UnixMicro()) {
			st.stale = append(st.stale, c)
		} else {
			st.pending = append(st.pending, c)
		}
	}
	return err
}

// later is a yes that waits, with everything drawn.
type later struct {
	ids    []string
	duties []string
}

func drawLater(n int) later { return later{ids: newIDs(n), duties: newIDs(1)} }

// in stores what waits. It leaves no record: nothing has begun.
func (l later) in(ctx context.Context, x Tx, st state, change string, waits []Choice, first bool) error {
	for i, c := range waits {
		c.ID, c.Change, c.Begins = l.ids[i], change, st.now.UnixMicro()
		if i == 0 && first {
			c.ID = change
		}
		if err := x.PutPending(ctx, st.tri.ID, c); err != nil {
			return err
		}
	}
	if len(waits) == 0 {
		return nil
	}
	key := st.keyWorker()
	if w, _ := st.wished(waits[0].Recipient); !w.KeyWorker || key == "" {
		return nil
	}
	return putDuty(ctx, x, duty.Duty{
		ID: l.duties[0], Triangle: st.tri.ID, Kind: DutyCheckIn, Owner: key, For: st.me.Person, Topic: waits[0].Topic, Ref: change,
		Due: st.now.Add(askDue).UnixMicro(), Made: st.now.UnixMicro(),
	})
}

// supersede forgets what waits in the slots of new choices, and what is stale.
func (st state) supersede(ctx context.Context, x Tx, choices []Choice) error {
	for _, p := range append(slices.Clone(st.pending), st.stale...) {
		replaced := slices.ContainsFunc(choices, func(c Choice) bool { return c.slot() == p.slot() })
		if !replaced && !slices.ContainsFunc(st.stale, func(c Choice) bool { return c.ID == p.ID }) {
			continue
		}
		if err := st.forget(ctx, x, p, "replaced"); err != nil {
			return err
		}
	}
	return nil
}

func (st state) forget(ctx context.Context, x Tx, p Choice, outcome string) error {
	if err := x.DropPending(ctx, st.tri.ID, p.ID); err != nil {
		return err
	}
	_, err := x.EndDuties(ctx, st.tri.ID, DutyCheckIn, p.Change, duty.End{By: st.me.Person, At: st.now.UnixMicro(), Outcome: outcome})
	return err
}

// WishesOf reads for whom a service user wants to be asked alone first.
func (s *Service) WishesOf(ctx context.Context, by id.Person, t id.Triangle) ([]Wish, error) {
	st, err := s.view(ctx, t, by)
	if err == nil && !st.is(sharing.ServiceUser) {
		err = errs.Missing("protocol.WishesOf")
	}
	return st.wishes, err
}

// Wish sets for whom. It leaves no record that another could find.
func (s *Service) Wish(ctx context.Context, by id.Person, t id.Triangle, all []Wish) (err error) {
	defer errs.Wrap("protocol.Wish", &err)
	now := s.now()
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		st, err := load(ctx, x, t, by, now)
		if err != nil {
			return err
		}
		if !st.is(sharing.ServiceUser) {
			return errs.Missing("protocol.Wish")
		}
		for i := range all {
			if all[i].Carer != AllCarers && !st.carers(all[i].Carer) {
				return errs.Missing("protocol.Wish")
			}
			all[i].Person, all[i].Made = by, now.UnixMicro()
		}
		return x.PutWishes(ctx, t, by, all)
	})
}

// Waits is a yes that has started nothing yet.
type Waits struct {
	Change    string
	Recipient Recipient
	Topics    []Topic
	Said      int64
}

// CheckInsOf lists what waits for a private word: the service user's own, or as a
// key worker those that one was asked to talk about.
func (s *Service) CheckInsOf(ctx context.Context, by id.Person, t id.Triangle) (out []Waits, err error) {
	defer errs.Wrap("protocol.CheckInsOf", &err)
	st, err := s.view(ctx, t, by)
	if err != nil {
		return nil, err
	}
	names, err := s.Names(ctx, by, t)
	if err != nil {
		return nil, err
	}
	pending := st.pending
	if st.is(sharing.Professional) {
		if pending, err = s.askedToTalk(ctx, st); err != nil {
			return nil, err
		}
	}
	for _, c := range pending {
		topic := topicNamed(c.Topic)
		if c.Topic == sharing.EveryTopic {
			topic = everything()
		}
		topic.Label = names[topic.Name]
		i := slices.IndexFunc(out, func(w Waits) bool { return w.Change == c.Change })
		if i < 0 {
			out = append(out, Waits{Change: c.Change, Recipient: st.recipientNamed(c.Recipient), Said: c.Begins})
			i = len(out) - 1
		}
		out[i].Topics = append(out[i].Topics, topic)
	}
	return out, nil
}

// askedToTalk finds what a key worker was asked to talk about in private.
func (s *Service) askedToTalk(ctx context.Context, st state) (out []Choice, err error) {
	su, ok := st.tri.ServiceUser()
	if !ok {
		return nil, nil
	}
	err = s.run.View(ctx, func(x Tx) error {
		owner, err := load(ctx, x, st.tri.ID, su.Person, st.now)
		if err != nil {
			return err
		}
		out = nil
		for _, c := range owner.pending {
			asked, err := askedAbout(ctx, x, st.me.Person, st.tri.ID, c.Change)
			if err != nil {
				return err
			}
			if asked {
				out = append(out, c)
			}
		}
		return nil
	})
	return out, err
}

func askedAbout(ctx context.Context, x Tx, by id.Person, t id.Triangle, change string) (bool, error) {
	about, err := x.DutiesAbout(ctx, t, change)
	return slices.ContainsFunc(about, func(d duty.Duty) bool { return d.Kind == DutyCheckIn && d.Owner == by && d.Open() }), err
}

// PrivateWord is what somebody says when they are asked alone.
type PrivateWord string

// The words. Without one of them nothing starts.
const (
	Meant    PrivateWord = "yes"
	NotMeant PrivateWord = "no"
)

// CheckIn takes the word that was given in private, by the service user or by the
// key worker who asked them. A yes starts now. A no is forgotten, and others find
// no trace that anything had been said.
func (s *Service) CheckIn(ctx context.Context, by id.Person, t id.Triangle, change string, word PrivateWord) (err error) {
	defer errs.Wrap("protocol.CheckIn", &err)
	if word != Meant && word != NotMeant {
		return errs.Missing("protocol.CheckIn")
	}
	now := s.now()
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(t), At: now.UnixMicro(), Kind: ledger.CheckedIn, Actor: string(by), Ground: string(word), Extra: map[string]string{"change": change},
	})
	if err != nil {
		return err
	}
	var st state
	var drawn []writing
	look := func(x Tx) (err error) {
		st, err = loadOwner(ctx, x, t, by, change, now)
		return err
	}
	if err := s.run.View(ctx, look); err != nil {
		return err
	}
	if word == Meant {
		if now, drawn, err = st.start(change); err != nil {
			return err
		}
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		if err := look(x); err != nil {
			return err
		}
		st.now = now
		mine := st.waiting(change)
		if word == Meant && !sameChoices(drawn, mine) {
			return errs.E(errs.Conflict, "protocol.CheckIn", "protocol.changed-meanwhile", nil)
		}
		for _, c := range mine {
			if err := st.forget(ctx, x, c, string(word)); err != nil {
				return err
			}
		}
		if err := write(ctx, x, st, drawn); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// loadOwner reads the service user's state for whoever may answer for a change.
func loadOwner(ctx context.Context, x Tx, t id.Triangle, by id.Person, change string, now time.Time) (state, error) {
	st, err := load(ctx, x, t, by, now)
	if err != nil {
		return state{}, err
	}
	if st.is(sharing.Professional) {
		asked, err := askedAbout(ctx, x, by, t, change)
		su, ok := st.tri.ServiceUser()
		if err != nil || !asked || !ok {
			return state{}, errs.Missing("protocol.loadOwner")
		}
		if st, err = load(ctx, x, t, su.Person, now); err != nil {
			return state{}, err
		}
	}
	if len(st.waiting(change)) == 0 {
		return state{}, errs.Missing("protocol.loadOwner")
	}
	return st, nil
}

// waiting are the choices of a change that have not started.
func (st state) waiting(change string) []Choice {
	var out []Choice
	for _, c := range st.pending {
		if c.Change == change {
			c.Begins = 0
			out = append(out, c)
		}
	}
	return out
}

// start draws what a confirmed yes writes. While the service user cannot decide,
// nothing new starts.
func (st state) start(change string) (time.Time, []writing, error) {
	choices, err := planned(st, func(state) ([]Choice, error) { return st.waiting(change), nil })
	if err != nil {
		return st.now, nil, err
	}
	if last := st.latestBegin(); last >= st.now.UnixMicro() {
		st.now = time.UnixMicro(last + 1)
	}
	drawn, err := draw(st.tri.ID, st.me.Person, change, choices, st.now)
	return st.now, drawn, err
}
