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
	"trialogue/internal/tx"
)

// Hearers says who would see the first message of a new conversation, or who
// would not, before anything is sent. Nothing is recorded: nothing is shown.
func (s *Service) Hearers(ctx context.Context, by id.Person, n Draft) (out []Hearer, f Form, err error) {
	defer errs.Wrap("conversation.Hearers", &err)
	r, problems, err := s.freshRoom(ctx, by, n)
	if err != nil {
		return nil, f, err
	}
	line, _ := r.line(n, r.lineAbout(n.Message))
	r.opening.Item = line.Item
	e, more := r.compose(n.Message, n.Topic)
	return r.hearers(e.Item), r.form(), append(problems, more...).Err("conversation.Hearers")
}

// MessageHearers is the same for a message in a conversation.
func (s *Service) MessageHearers(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, m Message) (out []Hearer, f Form, err error) {
	defer errs.Wrap("conversation.MessageHearers", &err)
	r, shown, err := s.enter(ctx, by, t, c)
	if err != nil {
		return nil, f, err
	}
	e, problems := r.compose(m, shown.Topic)
	return r.hearers(e.Item), r.form(), problems.Err("conversation.MessageHearers")
}

// Hearer is somebody of the triangle, what would become of a message for them, and
// whether they are in the conversation at all.
type Hearer struct {
	address.Hearer
	In bool
}

func (r room) hearers(i sharing.Item) []Hearer {
	var out []Hearer
	for _, h := range address.Hearers(i, r.tri, r.facts, r.me.Person, r.now) {
		out = append(out, Hearer{h, r.Has(h.Member)})
	}
	return out
}

func (s *Service) freshRoom(ctx context.Context, by id.Person, n Draft) (r room, p errs.Problems, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		r, err = s.place(ctx, x, by, n.Triangle)
		return err
	})
	if err != nil {
		return r, nil, err
	}
	r, p = r.fresh(n)
	return r, p, nil
}

// Open begins a conversation with its first message. The same draft sent twice is one.
func (s *Service) Open(ctx context.Context, by id.Person, n Draft) (c id.Entry, err error) {
	defer errs.Wrap("conversation.Open", &err)
	b, err := s.begin(ctx, by, n)
	if err != nil {
		return "", err
	}
	// Whom the writer does not know of yet is heard all the same, and who has gone is not.
	if really, err := s.begin(tx.For(ctx, ""), by, n); err == nil {
		b = really
	}
	line, err := disclose.Draw(b.line)
	if err != nil {
		return "", err
	}
	p, err := s.prepare(ctx, b.room, n.Message, b.message)
	if err != nil {
		return "", err
	}
	err = s.write(ctx, n.Triangle, b.cameRows(n.ID), func(x Tx) error {
		if _, err := s.place(ctx, x, by, n.Triangle); err != nil {
			return err // they left while they were writing
		}
		if err := line.In(ctx, x); err != nil {
			return err
		}
		return p.in(ctx, x)
	})
	return n.ID, err
}

// beginning is a conversation about to be opened.
type beginning struct {
	room
	line, message disclose.New
}

// begin checks everything and writes nothing.
func (s *Service) begin(ctx context.Context, by id.Person, n Draft) (b beginning, err error) {
	r, problems, err := s.freshRoom(ctx, by, n)
	if err != nil {
		return b, err
	}
	b.room = r
	var more errs.Problems
	b.line, more = r.line(n, r.lineAbout(n.Message))
	problems = append(problems, more...)
	b.opening.Item = b.line.Item
	b.message, more = b.compose(n.Message, n.Topic)
	b.message.Parent = n.ID
	problems = append(problems, withoutDoubles(problems, append(more, n.Message.written()...))...)
	if n.Question {
		problems = append(problems, b.canAsk(b.message.Item)...)
	}
	b.opening = b.line.Meta
	return b, problems.Err("conversation.begin")
}

// withoutDoubles keeps what was not said of the line already.
func withoutDoubles(said, more errs.Problems) errs.Problems {
	return slices.DeleteFunc(more, func(p errs.Problem) bool {
		return slices.ContainsFunc(said, func(one errs.Problem) bool { return one.Field == p.Field && one.Key == p.Key })
	})
}

// Check finds what is wrong with a new conversation, and writes nothing.
func (s *Service) Check(ctx context.Context, by id.Person, n Draft) error {
	_, err := s.begin(ctx, by, n)
	return err
}

// CheckMessage finds what is wrong with a message, and writes nothing.
func (s *Service) CheckMessage(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, m Message) error {
	_, _, err := s.check(ctx, by, t, c, m)
	return err
}

func (s *Service) check(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, m Message) (r room, e disclose.New, err error) {
	defer errs.Wrap("conversation.check", &err)
	r, shown, err := s.enter(ctx, by, t, c)
	if err != nil {
		return r, e, err
	}
	if !r.Has(r.me) {
		return r, e, errs.Missing("conversation.check")
	}
	e, problems := r.compose(m, shown.Topic)
	problems = append(problems, m.written()...)
	if m.Question {
		problems = append(problems, r.canAsk(e.Item)...)
	}
	if m.Answers != "" {
		problems = append(problems, r.canAnswer(e.Item, m.Answers)...)
	}
	return r, e, problems.Err("conversation.check")
}

// Say writes a message. The same draft sent twice is one.
func (s *Service) Say(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, m Message) (err error) {
	defer errs.Wrap("conversation.Say", &err)
	r, e, err := s.check(ctx, by, t, c, m)
	if err != nil {
		return err
	}
	now, err := s.today(ctx, by, t, c)
	if err != nil {
		return err
	}
	// What the service user took back since counts, whatever the writer knows of it.
	now.Agreed = now.Agreed && r.Agreed
	if really, problems := now.compose(m, e.Item.Topic); len(problems) == 0 {
		r, e = now, really
	}
	p, err := s.prepare(ctx, r, m, e)
	if err != nil {
		return err
	}
	err = s.run.UpdateScope(ctx, t, func(x Tx) error {
		if err := s.still(ctx, x, now, c); err != nil {
			return err
		}
		return p.in(ctx, x)
	})
	return disclose.Once(ctx, s.run, t, m.ID, by, err)
}

// still reports whether a conversation goes to whom it went when a message was
// checked. Somebody may have left meanwhile, or a yes was taken back.
func (s *Service) still(ctx context.Context, x Tx, was room, c id.Entry) error {
	is, err := s.look(tx.For(ctx, ""), x, was.me.Person, was.tri.ID, c)
	if err != nil {
		return err // they left while they were writing
	}
	a, b := is.reach(), was.reach()
	slices.Sort(a.People)
	slices.Sort(b.People)
	if a.Team != b.Team || !slices.Equal(a.People, b.People) || was.Agreed && !is.Agreed {
		return errs.E(errs.Conflict, "conversation.still", "talk.changed-meanwhile", nil)
	}
	return nil
}

// prepared is a message with all that goes with it.
type prepared struct {
	writing disclose.Writing
	events  []Event
	notes   []disclose.Noted
	owed    []duty.Duty
	jobs    []disclose.Job
	ends    []ending
	draft   id.Entry
	by      id.Person
	t       id.Triangle
}

func (p prepared) in(ctx context.Context, x Tx) error {
	if err := p.writing.In(ctx, x); err != nil {
		return err
	}
	for i, e := range p.events {
		if err := x.PutTalkEvent(ctx, e); err != nil {
			return err
		}
		if _, err := p.notes[i].In(ctx, x); err != nil {
			return err
		}
	}
	for _, d := range p.owed {
		if err := x.PutDuty(ctx, d); err != nil {
			return err
		}
	}
	for _, j := range p.jobs {
		if err := x.PutJob(ctx, j); err != nil {
			return err
		}
	}
	for _, one := range p.ends {
		if err := one.in(ctx, x); err != nil {
			return err
		}
	}
	return x.DropKept(ctx, p.t, p.by, p.draft)
}

// prepare draws everything that goes with a message.
func (s *Service) prepare(ctx context.Context, r room, m Message, e disclose.New) (p prepared, err error) {
	p.draft, p.by, p.t = m.ID, r.me.Person, r.tri.ID
	if p.writing, err = disclose.Draw(e); err != nil {
		return p, err
	}
	if m.Question && r.me.Corner != sharing.Professional {
		if err := s.ask(ctx, r, e, &p); err != nil {
			return p, err
		}
	}
	if m.Answers != "" && r.me.Corner == sharing.Professional {
		p.answer(r, m.Answers, m.ID)
	}
	p.notes = make([]disclose.Noted, len(p.events))
	for i, one := range p.events {
		if p.notes[i], err = noted(one); err != nil {
			return p, err
		}
	}
	return p, nil
}
