package agreement

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
	"trialogue/internal/workday"
)

// kit is somebody at work on one agreement, with ids that were drawn before the
// transaction. A closure that runs again begins with again.
type kit struct {
	room
	agreement id.Entry
	topic     string
	ids       []string
	next      int
}

// kitMost bounds how many rows follow from one thing that somebody does.
const kitMost = 160

func newKit(r room, a id.Entry, topic string) *kit {
	k := &kit{room: r, agreement: a, topic: topic, ids: make([]string, kitMost)}
	for i := range k.ids {
		k.ids[i] = id.New()
	}
	return k
}

func (k *kit) again() { k.next = 0 }

func (k *kit) id() string {
	k.next++
	return k.ids[(k.next-1)%kitMost]
}

// event adds what happened, by whom it was done.
func (k *kit) event(ctx context.Context, x Tx, a *Agreement, e Event) error {
	if e.ID == "" {
		e.ID = k.id()
	}
	e.By, e.Made = k.me.Person, k.now.UnixMicro()
	a.Events = append(a.Events, e)
	return x.PutAgreedEvent(ctx, a.ID, e)
}

// notice tells one person that there is something new, and no more.
func (k *kit) notice(ctx context.Context, x Tx, to id.Person) error {
	if to == "" || to == k.me.Person {
		return nil
	}
	return x.PutJob(ctx, disclose.Job{
		ID: k.id(), Kind: NoticeJob, Payload: map[string]string{"to": string(to), "triangle": string(k.tri.ID), "what": "agreed"}, RunAt: k.now.UnixMicro(), Made: k.now.UnixMicro(),
	})
}

// NoticeJob says to one person that something is new, and no more. Payload: "to", "triangle" and "what".
const NoticeJob = "agreed-notice"

// answerDays is within how many working days a yes or no is asked for.
const answerDays = 5

// ask asks for the yes that a wording needs, those who can see its words. m is the
// entry of the wording. Where nobody is left to ask, it comes in force at once.
func (k *kit) ask(ctx context.Context, x Tx, a *Agreement, m disclose.Meta) error {
	v := a.Latest()
	if slices.Contains(v.Needs, k.me.Person) {
		if err := k.event(ctx, x, a, Event{Number: v.Number, Kind: Yes}); err != nil {
			return err
		}
	}
	for _, p := range k.asked(v) {
		can, err := sees(ctx, x, m, p, k.now)
		if err != nil {
			return err
		}
		if !can {
			err = k.event(ctx, x, a, Event{Number: v.Number, Kind: WaitsToSee, Person: p})
		} else {
			err = x.PutDuty(ctx, k.sayYes(k.id(), *a, v, p))
		}
		if err != nil {
			return err
		}
	}
	return k.comesInForce(ctx, x, a)
}

func (k *kit) sayYes(name string, a Agreement, v Version, p id.Person) duty.Duty {
	due := endOf(workday.Add(k.now, answerDays))
	if v.Due != 0 {
		due = min(due, max(v.Due, endOf(k.now)))
	}
	return duty.Duty{
		ID: name, Triangle: a.Triangle, Kind: duty.SayYes, Owner: p, For: v.By, Entry: a.ID, Topic: k.topic, Ref: yesRef(v, p), Due: due, Made: k.now.UnixMicro(),
	}
}

// yesRef names one person's yes to one wording.
func yesRef(v Version, p id.Person) string { return string(v.ID) + "/" + string(p) }

// stopAsking ends what waits for a yes to the wording that was the newest.
func (k *kit) stopAsking(ctx context.Context, x Tx, a Agreement, outcome string) error {
	v := a.Latest()
	for _, p := range k.asked(v) {
		if _, err := x.EndDuties(ctx, a.Triangle, duty.SayYes, yesRef(v, p), k.end(outcome)); err != nil {
			return err
		}
	}
	return nil
}

func (k *kit) end(outcome string) duty.End {
	return duty.End{By: k.me.Person, At: k.now.UnixMicro(), Outcome: outcome}
}

// comesInForce puts the newest wording in force where all have said yes whose yes
// it needs: then those who do it owe it, and what was owed before is over.
func (k *kit) comesInForce(ctx context.Context, x Tx, a *Agreement) error {
	v := a.Latest()
	standing, ok := a.Standing()
	if len(a.Missing(v)) > 0 || ok && standing.Number == v.Number || a.Ended() {
		return nil
	}
	if !ok {
		standing = v // nothing is owed yet, but somebody may look for an owner
	}
	if err := k.stopOwing(ctx, x, *a, standing, "changed"); err != nil {
		return err
	}
	if err := k.event(ctx, x, a, Event{Number: v.Number, Kind: CameInForce}); err != nil {
		return err
	}
	if err := k.owe(ctx, x, *a, v, a.Owner(v), ""); err != nil {
		return err
	}
	for _, st := range v.Steps {
		if st.Owner != a.Owner(v) {
			if err := k.owe(ctx, x, *a, v, st.Owner, st.ID); err != nil {
				return err
			}
		}
	}
	return nil
}

// owe makes it somebody's duty to do what they said yes to, or a step of it, with
// a reminder on the day before.
func (k *kit) owe(ctx context.Context, x Tx, a Agreement, v Version, owner id.Person, step id.Entry) error {
	d := duty.Duty{Triangle: a.Triangle, Owner: owner, For: k.promisedTo(v, owner), Entry: a.ID, Topic: k.topic, Ref: string(a.ID), Made: k.now.UnixMicro()}
	if step != "" {
		d.Ref = string(step)
	}
	if v.Due != 0 && a.Kind == Action {
		do := d
		do.ID, do.Kind, do.Due = k.id(), duty.DoAction, v.Due
		if err := x.PutDuty(ctx, do); err != nil {
			return err
		}
		if err := k.remind(ctx, x, do); err != nil {
			return err
		}
	}
	look := v.Review
	if look == 0 && a.Kind == Level {
		look = v.Due
	}
	if look == 0 || step != "" {
		return nil
	}
	d.ID, d.Kind, d.Due = k.id(), duty.ReviewAgreed, look
	return x.PutDuty(ctx, d)
}

// promisedTo is to whom somebody promises: who proposed it, or the service user.
func (k *kit) promisedTo(v Version, owner id.Person) id.Person {
	if v.By != owner {
		return v.By
	}
	if su := k.su(); su != owner {
		return su
	}
	return ""
}

// owing are the kinds of duty that come of a wording in force.
func owing() []duty.Kind {
	return []duty.Kind{duty.DoAction, duty.ReviewAgreed, duty.LateForTeam, duty.LateForLead, duty.NobodyOwns}
}

// stopOwing ends all that was owed under a wording.
func (k *kit) stopOwing(ctx context.Context, x Tx, a Agreement, v Version, outcome string) error {
	refs := []string{string(a.ID)}
	for _, st := range v.Steps {
		refs = append(refs, string(st.ID))
	}
	for _, ref := range refs {
		if err := k.settle(ctx, x, a, ref, outcome); err != nil {
			return err
		}
	}
	return nil
}

// settle ends what is owed of one thing: the agreement, or a step.
func (k *kit) settle(ctx context.Context, x Tx, a Agreement, ref, outcome string) error {
	for _, kind := range owing() {
		if _, err := x.EndDuties(ctx, a.Triangle, kind, ref, k.end(outcome)); err != nil {
			return err
		}
	}
	return nil
}

// RemindJob reminds on the day before. Payload: "triangle", "ref" and "duty".
const RemindJob = "agreed-remind"

// remindHour is when people are reminded, in London.
const remindHour = 9

// remind queues the reminder of the day before; none where that day is over.
func (k *kit) remind(ctx context.Context, x Tx, d duty.Duty) error {
	y, m, day := time.UnixMicro(d.Due).In(London()).Date()
	at := time.Date(y, m, day-1, remindHour, 0, 0, 0, London()).UnixMicro()
	if at <= k.now.UnixMicro() {
		return nil
	}
	return x.PutJob(ctx, disclose.Job{
		ID: RemindJob + "/" + d.ID, Kind: RemindJob, UniqueKey: RemindJob + "/" + d.ID,
		Payload: map[string]string{"triangle": string(d.Triangle), "ref": d.Ref, "duty": d.ID}, RunAt: at, Made: k.now.UnixMicro(),
	})
}

// sees reports whether somebody may see an entry now. Nothing is shown to them.
func sees(ctx context.Context, x Tx, m disclose.Meta, p id.Person, now time.Time) (bool, error) {
	sight, err := disclose.See(tx.For(ctx, p), x, m.Triangle, p, now)
	if err != nil {
		return false, err
	}
	return sight.Decide(m, sharing.Care).Shares(), nil
}

// both reads an agreement as somebody sees it, and as it is.
func both(ctx context.Context, x Tx, t id.Triangle, a id.Entry, by id.Person) (seen, truth Agreement, err error) {
	for _, one := range []struct {
		as id.Person
		to *Agreement
	}{{by, &seen}, {"", &truth}} {
		found, err := x.Agreements(tx.For(ctx, one.as), t, []id.Entry{a})
		if err != nil {
			return seen, truth, err
		}
		if len(found) == 0 {
			return seen, truth, errs.Missing("agreement.both")
		}
		*one.to = found[0]
	}
	return seen, truth, nil
}
