package conversation

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Join is somebody brought into a conversation that goes on already.
type Join struct {
	ID       string // drawn with the form
	Triangle id.Triangle
	In       id.Entry
	Person   id.Person
	// Earlier says that they may read what the one who brings them in wrote before.
	Earlier bool
}

// mayAdd reports whether somebody may bring others in. What the conversation is
// about was written by somebody, and theirs alone to show; what a professional
// wrote, the team shows as one.
func (r room) mayAdd() bool {
	giver, _ := r.tri.Member(id.Person(r.opening.Item.GivenBy))
	return r.Has(r.me) && r.opening.Item.Confidence != sharing.Sealed && (giver.Person == r.me.Person || giver.Corner == sharing.Professional && r.me.Corner == sharing.Professional)
}

// joins are the carers and the service user who are not in it.
func (r room) joins() []triangle.Member {
	var out []triangle.Member
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer} {
		for _, m := range r.tri.At(corner, r.now) {
			if !r.Has(m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// Add brings somebody in. They see what is written from then on; what was written
// before only when everybody who wrote it has said yes.
func (s *Service) Add(ctx context.Context, by id.Person, j Join) (err error) {
	defer errs.Wrap("conversation.Add", &err)
	r, _, err := s.enter(ctx, by, j.Triangle, j.In)
	if err != nil {
		return err
	}
	if !r.mayAdd() {
		return errs.Missing("conversation.Add")
	}
	came := r.event(j.ID, Came, j.Person)
	if s.stands(ctx, came) {
		return nil
	}
	var p errs.Problems
	if !slices.ContainsFunc(r.joins(), func(m triangle.Member) bool { return m.Person == j.Person }) {
		p.Add("person", "talk.join-unknown")
		return p.Err("conversation.Add")
	}
	if r, err = s.today(ctx, by, j.Triangle, j.In); err != nil {
		return err
	}
	opening, ok, err := r.openLine(came)
	if err != nil {
		return err
	}
	if !ok {
		p.Add("person", "talk.join-not-theirs")
		return p.Err("conversation.Add")
	}
	events := []Event{came}
	if j.Earlier {
		events = append(events, r.earlierSaid(came, EarlierYes))
	}
	owed, err := s.askWriters(ctx, r, came)
	if err != nil {
		return err
	}
	return s.write(ctx, j.Triangle, events, func(x Tx) error {
		for _, d := range owed {
			if err := x.PutDuty(ctx, d); err != nil {
				return err
			}
		}
		return opening.In(ctx, x)
	})
}

// openLine opens the line to somebody who comes. It is false where it is about
// somebody else whose it is.
func (r room) openLine(came Event) (o disclose.Opening, ok bool, err error) {
	m := r.opening
	agreed := r.Agreed && id.Person(r.opening.Item.GivenBy) != "" && came.By == r.suOf()
	item, added := address.Widen(m.Item, r.tri, []id.Person{came.Person}, address.Say{Agreed: agreed})
	already := m.Item.Among != nil && slices.Contains(m.Item.Among.People, string(came.Person))
	if len(added) == 0 && !already {
		return o, false, nil
	}
	m.Item = item
	o, err = disclose.DrawAddressed(m, []id.Person{came.Person}, came.By, came.Made)
	return o, true, err
}

func (r room) suOf() id.Person {
	su, _ := r.tri.ServiceUser()
	return su.Person
}

// askWriters makes a duty for everybody who wrote before and is still here. Who
// brings somebody in has said it with that.
func (s *Service) askWriters(ctx context.Context, r room, came Event) ([]duty.Duty, error) {
	before, err := s.before(ctx, r, came)
	if err != nil {
		return nil, err
	}
	var out []duty.Duty
	for _, p := range writers(before) {
		if m, ok := r.tri.Member(p); p == came.By || !ok || !m.Here(r.now) {
			continue
		}
		name := earlierRef(came, p)
		out = append(out, duty.Duty{
			ID: name, Triangle: r.tri.ID, Kind: duty.AgreeEarlier, Owner: p, For: came.Person, Entry: r.opening.ID, Ref: name,
			Due: r.now.AddDate(0, 0, earlierDays).UnixMicro(), Made: came.Made,
		})
	}
	return out, nil
}

// earlierDays is when a question whether earlier words may be read is due. It is no
// promise: until there is an answer they are not shown.
const earlierDays = 7

func earlierRef(came Event, writer id.Person) string {
	return string(duty.AgreeEarlier) + "/" + came.ID + "/" + string(writer)
}

// before lists what was written before somebody came, without those words that
// they were meant for all the same. It is the program's own look: nothing is shown.
func (s *Service) before(ctx context.Context, r room, came Event) ([]disclose.Meta, error) {
	ctx = tx.For(ctx, "")
	var out []disclose.Meta
	err := s.run.View(ctx, func(x Tx) error {
		out = nil
		after := disclose.Place{At: came.Made + 1}
		for {
			found, err := x.Messages(ctx, r.tri.ID, r.opening.ID, after, fewMost)
			if err != nil {
				return err
			}
			for _, one := range found {
				m := one.Meta
				after = disclose.Place{At: m.Made, Entry: m.ID}
				if m.Item.GivenBy != string(came.Person) && m.Item.Among != nil && !slices.Contains(m.Item.Among.People, string(came.Person)) {
					out = append(out, m)
				}
			}
			if len(found) < fewMost {
				return nil
			}
		}
	})
	return out, err
}

func writers(before []disclose.Meta) []id.Person {
	var out []id.Person
	for _, m := range before {
		if p := id.Person(m.Item.GivenBy); !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	slices.Sort(out)
	return out
}

// Leave ends that somebody is in a conversation: themselves, or a carer whom the
// service user or who opened it takes out. They keep what they were told.
func (s *Service) Leave(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, p id.Person) (err error) {
	defer errs.Wrap("conversation.Leave", &err)
	r, _, err := s.enter(ctx, by, t, c)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(r.People, func(m triangle.Member) bool { return m.Person == p })
	if i < 0 || !r.mayEnd(r.People[i]) {
		return errs.Missing("conversation.Leave")
	}
	// The name follows from the coming that it ends, so that twice is once.
	return s.write(ctx, t, []Event{r.event(r.Came[p].ID+"/"+string(Left), Left, p)}, nil)
}

// mayEnd reports whether somebody may end that another is in it.
func (r room) mayEnd(m triangle.Member) bool {
	if m.Person == r.me.Person {
		return true
	}
	return m.Corner == sharing.Carer && r.Has(r.me) && (r.me.Corner == sharing.ServiceUser || r.opening.Item.GivenBy == string(r.me.Person))
}
