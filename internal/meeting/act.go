package meeting

import (
	"context"
	"errors"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// scene is a meeting that the door has shown to somebody who acts.
type scene struct {
	room
	call  disclose.Shown
	meta  disclose.Meta // of the call, as it is
	m     Meeting       // as they may know it
	whole Meeting       // as it is: what follows from a deed follows from this
	count int           // steps that there are
	// guests are the entries of those from outside, as they are.
	guests map[id.Entry]disclose.Meta
}

// scene reads a meeting as somebody may see it, and what it is besides.
func (s *Service) scene(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry) (c scene, err error) {
	call, err := s.call(ctx, by, t, meeting)
	if err != nil {
		return scene{}, err
	}
	c.call = call
	err = s.run.View(ctx, func(x Tx) error {
		eyes, all := tx.For(ctx, by), tx.For(ctx, "")
		if c.room, err = s.enter(eyes, x, by, t, s.now()); err != nil {
			return err
		}
		found, err := x.EntryByID(all, t, meeting)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return errs.Missing("meeting.scene")
		}
		c.meta = found[0].Meta
		theirs, err := x.StepsOf(eyes, t, []id.Entry{meeting})
		if err != nil {
			return err
		}
		steps, err := x.StepsOf(all, t, []id.Entry{meeting})
		c.count = len(steps)
		if err != nil {
			return err
		}
		c.m, c.whole = fold(begun(call), theirs), fold(begun(call), steps)
		return c.readGuests(all, x)
	})
	return c, err
}

// readGuests finds the entries of guests; texts stay sealed.
func (c *scene) readGuests(ctx context.Context, x Tx) error {
	c.guests = map[id.Entry]disclose.Meta{}
	for _, a := range c.whole.Asked {
		if a.Guest == "" {
			continue
		}
		found, err := x.EntryByID(ctx, c.tri.ID, a.Guest)
		if err != nil {
			return err
		}
		if len(found) == 1 {
			c.guests[a.Guest] = found[0].Meta
		}
	}
	return nil
}

func begun(call disclose.Shown) Meeting {
	return Meeting{ID: call.Entry, Triangle: call.Triangle, By: call.GivenBy, Called: call.Made}
}

// call reads the entry that says why people meet; anything else is errs.NotFound.
func (s *Service) call(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry) (disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: 1, Direct: true,
		Keep:  func(one disclose.Shown) bool { return one.Kind == disclose.Meeting },
		Fetch: once(func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntryByID(ctx, t, meeting) }),
	})
	if err == nil && len(page.Shown) == 0 {
		err = errs.Missing("meeting.call")
	}
	if err != nil {
		return disclose.Shown{}, err
	}
	return page.Shown[0], nil
}

// once makes a fetch of a list that is read in one go.
func once(all func(context.Context, Tx) ([]disclose.Sealed, error)) func(context.Context, Tx, disclose.Place, int) ([]disclose.Sealed, error) {
	return func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
		found, err := all(ctx, x)
		if err != nil {
			return nil, err
		}
		if after != (disclose.Place{}) {
			for i, one := range found {
				if one.Meta.ID == after.Entry {
					found = found[i+1:]
					break
				}
			}
		}
		return found[:min(n, len(found))], nil
	}
}

// deed is what somebody does, with everything drawn that a transaction must not draw.
type deed struct {
	by     id.Person
	t      id.Triangle
	m      id.Entry
	at     int64
	before int // steps that there are
	steps  []Step
	writes []disclose.Writing
	widen  []disclose.Widening
	facts  []disclose.Meta // entries whose readers changed with a new version
	duties []duty.Duty
	ends   []ending
	jobs   []disclose.Job
	notes  []disclose.Noted
	settle bool // whoever acts has settled all that they owed the meeting
}

type ending struct {
	kind    duty.Kind
	ref     string
	outcome string
}

func (c scene) deed() *deed {
	return &deed{by: c.me.Person, t: c.tri.ID, m: c.call.Entry, at: c.now.UnixMicro(), before: c.count}
}

// step adds one that is done by whoever acts, now.
func (d *deed) step(s Step) {
	s.ID, s.Triangle, s.Meeting, s.By, s.Made, s.Place = id.New(), d.t, d.m, d.by, d.at, d.before+len(d.steps)
	d.steps = append(d.steps, s)
}

// record puts what was done on record. It names the entry only where its readers
// change: then, and only then, what somebody may see of it is another thing.
func (d *deed) record(ground string, e id.Entry) error {
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(d.t), At: d.at, Kind: ledger.Met, Actor: string(d.by), Entry: string(e), Ground: ground, Extra: map[string]string{"meeting": string(d.m)},
	})
	d.notes = append(d.notes, noted)
	return err
}

// owe gives somebody something to do about the meeting.
func (d *deed) owe(k duty.Kind, owner, whom id.Person, topic string, due int64) {
	d.duties = append(d.duties, duty.Duty{
		ID: id.New(), Triangle: d.t, Kind: k, Owner: owner, For: whom, Entry: d.m, Topic: topic, Ref: ref(d.m, owner), Due: due, Made: d.at,
	})
}

// done ends what somebody had to do.
func (d *deed) done(k duty.Kind, owner id.Person, outcome string) {
	d.ends = append(d.ends, ending{k, ref(d.m, owner), outcome})
}

// ref names what one person owes a meeting.
func ref(m id.Entry, p id.Person) string { return string(m) + "/" + string(p) }

// open lets people read an addressed entry who were not addressed before.
func (d *deed) open(m disclose.Meta, tri triangle.Triangle, people []id.Person) error {
	meta, known := widened(m, tri, people)
	d.widen = append(d.widen, disclose.DrawKnown(meta, known, d.at))
	return d.record("opened", m.ID)
}

// widened addresses an entry to more people. A carer who is told directly with the
// service user's yes is held to be told; what a carer said in confidence stays so.
func widened(m disclose.Meta, tri triangle.Triangle, people []id.Person) (disclose.Meta, []id.Person) {
	among := sharing.Among{}
	if m.Item.Among != nil {
		among = sharing.Among{People: append([]string(nil), m.Item.Among.People...), Team: m.Item.Among.Team}
	}
	giver, _ := tri.Member(id.Person(m.Item.GivenBy))
	var known []id.Person
	for _, p := range people {
		if addressed(m, p) {
			continue
		}
		among.People = append(among.People, string(p))
		member, _ := tri.Member(p)
		switch {
		case member.Corner != sharing.Carer:
		case giver.Corner != sharing.Carer:
			known = append(known, p)
		case m.Item.Confidence == sharing.Named:
			m.Item.HeldBy = append(append([]string(nil), m.Item.HeldBy...), string(p))
		}
	}
	m.Item.Among = &among
	return m, known
}

func addressed(m disclose.Meta, p id.Person) bool {
	if m.Item.Among == nil {
		return false
	}
	for _, one := range m.Item.Among.People {
		if one == string(p) {
			return true
		}
	}
	return false
}

func (d *deed) empty() bool { return len(d.steps)+len(d.writes)+len(d.widen) == 0 }

// errMoved says that somebody did something between the look and the deed.
var errMoved = errors.New("meeting: something was done meanwhile")

// tries is how often a deed is thought through anew before it is a conflict.
const tries = 4

// act does something about a meeting: all of it, or nothing. What is to be done is
// thought through outside the transaction, and again where somebody was faster.
func (s *Service) act(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry, think func(c scene, d *deed) error) error {
	for range tries {
		c, err := s.scene(ctx, by, t, meeting)
		if err != nil {
			return err
		}
		d := c.deed()
		if err := think(c, d); err != nil || d.empty() {
			return err
		}
		err = s.run.UpdateScope(ctx, t, func(x Tx) error {
			if _, err := s.enter(tx.For(ctx, by), x, by, t, c.now); err != nil {
				return err
			}
			steps, err := x.StepsOf(tx.For(ctx, ""), t, []id.Entry{meeting})
			if err != nil {
				return err
			}
			if len(steps) != c.count {
				return errMoved
			}
			return d.in(ctx, x)
		})
		if !errors.Is(err, errMoved) {
			return err
		}
	}
	return errs.E(errs.Conflict, "meeting.act", "error.changed-meanwhile", nil)
}

// in writes all of a deed.
func (d *deed) in(ctx context.Context, x Tx) error {
	for _, w := range d.writes {
		if err := w.In(ctx, x); err != nil {
			return err
		}
	}
	for _, m := range d.facts {
		if err := x.PutFacts(ctx, m); err != nil {
			return err
		}
	}
	for _, w := range d.widen {
		if err := w.In(ctx, x); err != nil {
			return err
		}
	}
	if err := x.PutSteps(ctx, d.steps); err != nil {
		return err
	}
	for _, e := range d.ends {
		if _, err := x.EndDuties(ctx, d.t, e.kind, e.ref, duty.End{By: d.by, At: d.at, Outcome: e.outcome}); err != nil {
			return err
		}
	}
	if d.settle {
		if err := x.TakeOver(ctx, d.t, ref(d.m, d.by), d.by); err != nil {
			return err
		}
	}
	return d.follow(ctx, x)
}

// follow writes what comes of it: things to do, jobs and the record.
func (d *deed) follow(ctx context.Context, x Tx) error {
	for _, one := range d.duties {
		if err := x.PutDuty(ctx, one); err != nil {
			return err
		}
	}
	for _, j := range d.jobs {
		if err := x.PutJob(ctx, j); err != nil {
			return err
		}
	}
	for _, n := range d.notes {
		if _, err := n.In(ctx, x); err != nil {
			return err
		}
	}
	return nil
}
