package meeting

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
)

// Invite is more people for a meeting. The service user's word is enough;
// anybody else proposes, and each proposal waits for the service user.
type Invite struct {
	Triangle id.Triangle
	Meeting  id.Entry
	People   []id.Person
	// Guest is somebody from outside, who has no account and sees nothing here;
	// whoever invites them tells them. GuestID is drawn with the form.
	GuestID   id.Entry
	GuestName string
	GuestIs   string // what they are to the service user
}

// PartGuest is what a guest is to the service user; the entry's text is their name.
const PartGuest = "guest"

// Invite invites, or proposes.
func (s *Service) Invite(ctx context.Context, by id.Person, i Invite) (err error) {
	defer errs.Wrap("meeting.Invite", &err)
	err = s.act(ctx, by, i.Triangle, i.Meeting, func(c scene, d *deed) error {
		if err := c.mayInvite(); err != nil {
			return err
		}
		if err := c.checkInvite(i).Err("meeting.Invite"); err != nil {
			return err
		}
		var fresh []id.Person
		for _, p := range i.People {
			if a, ok := c.whole.Find(p); !ok || a.State == Declined && c.mine() {
				fresh = append(fresh, p)
			}
		}
		if err := c.invitePeople(d, fresh); err != nil {
			return err
		}
		return c.inviteGuest(d, i)
	})
	return disclose.Once(ctx, s.run, i.Triangle, i.GuestID, by, err)
}

// mayInvite reports whether whoever acts may say who should come: anybody whom the
// service user wants there, and the service user.
func (c scene) mayInvite() error {
	if !c.m.On() || c.m.Note.Final != 0 || !c.mine() && !c.m.Invited(c.me.Person) {
		return errs.Missing("meeting.mayInvite")
	}
	return nil
}

func (c scene) checkInvite(i Invite) (p errs.Problems) {
	for _, one := range i.People {
		if _, ok := c.here(one); !ok {
			p.Add("people", "meeting.people-unknown")
			break
		}
	}
	name, is := plain.Clean(i.GuestName), plain.Clean(i.GuestIs)
	switch {
	case name == "" && is != "":
		p.Add("guest-name", "meeting.guest-name-missing")
	case name != "" && is == "":
		p.Add("guest-is", "meeting.guest-is-missing")
	case name == "" && len(i.People) == 0:
		p.Add("people", "meeting.nobody-chosen")
	}
	for field, text := range map[string]string{"guest-name": name, "guest-is": is} {
		if have := plain.Length(text); have > ShortMost {
			p.Add(field, "write.text-long", "most", ShortMost, "have", have)
		}
	}
	return p
}

func (c scene) invitePeople(d *deed, people []id.Person) error {
	if len(people) == 0 {
		return nil
	}
	if c.mine() {
		return c.letIn(d, people, c.me.Person)
	}
	for _, p := range people {
		d.step(Step{Did: Proposed, Person: p})
	}
	d.owe(duty.AnswerMeeting, c.su.Person, c.me.Person, c.call.Topic, c.answerBy(c.whole.Time().Begins))
	return d.record("proposed", "")
}

// letIn welcomes people with the service user's yes: they are told of the meeting
// directly, and asked whether they come.
func (c scene) letIn(d *deed, people []id.Person, asker id.Person) error {
	var fresh []id.Person
	for _, p := range people {
		d.welcome(p)
		if p != c.su.Person && p != asker {
			d.owe(duty.AnswerMeeting, p, asker, c.call.Topic, c.answerBy(c.whole.Time().Begins))
		}
		if !addressed(c.meta, p) {
			fresh = append(fresh, p)
		}
	}
	if err := c.openGuests(d, people); err != nil {
		return err
	}
	if len(fresh) == 0 {
		return d.record("invited", "")
	}
	return d.open(c.meta, c.tri, fresh)
}

// guestDraft is the entry of a guest. Until the service user says yes it is
// between the two of them.
func (c scene) guestDraft(i Invite) address.Draft {
	to := address.To{People: []id.Person{c.su.Person, c.me.Person}}
	if c.mine() {
		to.People = c.m.People()
	}
	return address.Draft{
		ID: i.GuestID, Triangle: c.tri.ID, Kind: disclose.Agenda, Parent: c.call.Entry, To: to, About: c.su.Person, Topic: c.call.Topic,
		Agreed: true, Text: i.GuestName, Parts: []disclose.Part{{Name: PartGuest, Text: plain.Clean(i.GuestIs)}},
	}
}

func (c scene) inviteGuest(d *deed, i Invite) error {
	if plain.Clean(i.GuestName) == "" {
		return nil
	}
	n, problems := address.Compose(c.guestDraft(i), c.tri, c.me, c.now)
	if err := problems.Err("meeting.inviteGuest"); err != nil {
		return err
	}
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	d.writes = append(d.writes, w)
	if c.mine() {
		d.step(Step{Did: Allowed, Entry: i.GuestID})
		return d.record("invited", "")
	}
	d.step(Step{Did: Proposed, Entry: i.GuestID})
	d.owe(duty.AnswerMeeting, c.su.Person, c.me.Person, c.call.Topic, c.answerBy(c.whole.Time().Begins))
	return d.record("proposed", "")
}

// Decision is the service user's word on those who were proposed. Whom it does
// not name waits on.
type Decision struct {
	Triangle id.Triangle
	Meeting  id.Entry
	Meet     string // Yes or No to the meeting itself, where it waits
	Yes, No  []id.Person
	YesGuest []id.Entry
	NoGuest  []id.Entry
}

// Decide takes the service user's word on a meeting that was called by somebody
// else, and on who comes.
func (s *Service) Decide(ctx context.Context, by id.Person, n Decision) (err error) {
	defer errs.Wrap("meeting.Decide", &err)
	return s.act(ctx, by, n.Triangle, n.Meeting, func(c scene, d *deed) error {
		if !c.mine() || c.m.Off != 0 {
			return errs.Missing("meeting.Decide")
		}
		if c.m.Agreed == 0 && n.Meet != Yes && n.Meet != No {
			var p errs.Problems
			p.Add("meet", "meeting.meet-missing")
			return p.Err("meeting.Decide")
		}
		if c.m.Agreed == 0 && n.Meet == No {
			d.step(Step{Did: CalledOff})
			d.done(duty.AnswerMeeting, c.su.Person, No)
			return d.record("off", "")
		}
		return c.decide(d, n)
	})
}

func (c scene) decide(d *deed, n Decision) error {
	waits := c.whole.Waiting()
	is := func(p id.Person) bool {
		return slices.ContainsFunc(waits, func(a Asked) bool { return a.Guest == "" && a.Person == p })
	}
	var yes []id.Person
	for _, p := range n.Yes {
		if is(p) {
			yes = append(yes, p)
		}
	}
	if c.whole.Agreed == 0 {
		d.step(Step{Did: Agreed})
		d.welcome(c.su.Person)
		d.step(Step{Did: Answered, Word: Yes, Version: len(c.m.Times)})
		d.owe(duty.ComeToMeeting, c.su.Person, c.su.Person, c.call.Topic, c.whole.Time().Begins)
		if !slices.Contains(yes, c.whole.By) && is(c.whole.By) && !slices.Contains(n.No, c.whole.By) {
			yes = append(yes, c.whole.By) // whoever calls, comes, unless told otherwise
		}
	}
	for _, p := range n.No {
		if is(p) {
			d.step(Step{Did: Declined, Person: p})
		}
	}
	c.decideGuests(d, n, waits)
	if undecided(waits, n, yes) == 0 {
		d.done(duty.AnswerMeeting, c.su.Person, "decided")
	}
	if len(yes) > 0 {
		return c.letIn(d, yes, c.su.Person)
	}
	if err := c.openGuests(d, nil); err != nil {
		return err
	}
	if len(d.steps) == 0 {
		return nil
	}
	return d.record("decided", "")
}

// undecided counts those who wait on after a decision.
func undecided(waits []Asked, n Decision, yes []id.Person) (left int) {
	for _, a := range waits {
		if !slices.Contains(yes, a.Person) && !slices.Contains(n.No, a.Person) && !slices.Contains(n.YesGuest, a.Guest) && !slices.Contains(n.NoGuest, a.Guest) {
			left++
		}
	}
	return left
}

func (c scene) decideGuests(d *deed, n Decision, waits []Asked) {
	for _, a := range waits {
		switch {
		case a.Guest == "":
		case slices.Contains(n.YesGuest, a.Guest):
			d.step(Step{Did: Allowed, Entry: a.Guest})
		case slices.Contains(n.NoGuest, a.Guest):
			d.step(Step{Did: Declined, Entry: a.Guest})
		}
	}
}

// openGuests lets everybody who is welcome know of the guests who are, too.
func (c scene) openGuests(d *deed, more []id.Person) error {
	people := c.whole.People()
	for _, p := range more {
		if !slices.Contains(people, p) {
			people = append(people, p)
		}
	}
	for _, a := range c.whole.Asked {
		meta, known := c.guests[a.Guest]
		if !known || a.State != Allowed && !d.allows(a.Guest) {
			continue
		}
		fresh := slices.DeleteFunc(slices.Clone(people), func(p id.Person) bool { return addressed(meta, p) })
		if len(fresh) == 0 {
			continue
		}
		if err := d.open(meta, c.tri, fresh); err != nil {
			return err
		}
	}
	return nil
}

// Proposable lists who of the triangle could still be asked.
func (c scene) proposable() (out []id.Person) {
	for _, corner := range []sharing.Corner{sharing.Carer, sharing.Professional} {
		for _, m := range c.tri.At(corner, c.now) {
			if _, asked := c.m.Find(m.Person); !asked {
				out = append(out, m.Person)
			}
		}
	}
	return out
}

// allows reports whether a deed welcomes a guest.
func (d *deed) allows(guest id.Entry) bool {
	return slices.ContainsFunc(d.steps, func(s Step) bool { return s.Did == Allowed && s.Entry == guest })
}
