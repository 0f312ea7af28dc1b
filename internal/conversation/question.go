package conversation

import (
	"context"
	"slices"
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

// able lists the professionals who can read a text, in order of joining.
func (r room) able(i sharing.Item) []triangle.Member {
	return slices.DeleteFunc(r.tri.At(sharing.Professional, r.now), func(m triangle.Member) bool { return !r.shares(i, m.Person) })
}

// canAsk says that a question that nobody of the team may read has no answer.
func (r room) canAsk(i sharing.Item) (p errs.Problems) {
	if r.me.Corner == sharing.Professional || len(r.able(i)) == 0 {
		p.Add("question", "talk.nobody-to-ask")
	}
	return p
}

// canAnswer says that an answer must reach who asked.
func (r room) canAnswer(i sharing.Item, question id.Entry) (p errs.Problems) {
	asked := slices.IndexFunc(r.events, func(e Event) bool { return e.What == Asked && e.Entry == question })
	if asked < 0 || r.me.Corner != sharing.Professional {
		p.Add("answers", "talk.question-unknown")
		return p
	}
	if asker := r.events[asked].By; !r.shares(i, asker) {
		m, _ := r.tri.Member(asker)
		p.Add("about", "talk.answer-unseen", "name", triangle.FirstName(m.Name))
	}
	return p
}

// dutyID names the duty to answer a question, so that nothing makes it twice.
func dutyID(question id.Entry) string { return string(duty.AnswerTalk) + "/" + string(question) }

// ask makes the duty to answer, and the jobs that tell the team, and then the
// carer lead, when it is late.
func (s *Service) ask(ctx context.Context, r room, e disclose.New, p *prepared) error {
	owner, err := s.owner(ctx, r, e.Item)
	if err != nil {
		return err
	}
	made := r.now.UnixMicro()
	due := workday.Add(r.now, max(1, r.tri.Team.ReplyDays))
	asked := r.event(string(e.ID)+"/"+string(Asked), Asked, r.me.Person)
	asked.Conversation, asked.Entry = e.Parent, e.ID
	p.events = append(p.events, asked)
	p.owed = append(p.owed, duty.Duty{
		ID: dutyID(e.ID), Triangle: r.tri.ID, Kind: duty.AnswerTalk, Owner: owner.Person, For: r.me.Person,
		Entry: e.Parent, Topic: e.Item.Topic, Ref: string(e.ID), Due: due.UnixMicro(), Made: made,
	})
	for _, step := range steps() {
		p.jobs = append(p.jobs, step.job(r.tri.ID, e.ID, due, r.now))
	}
	return nil
}

// owner is who owes the answer: the key worker, or who covers for them and has
// taken a place here; else the carer lead, else whoever came first.
func (s *Service) owner(ctx context.Context, r room, i sharing.Item) (owner triangle.Member, err error) {
	able := r.able(i)
	if len(able) == 0 {
		return owner, errs.Missing("conversation.owner")
	}
	key := slices.IndexFunc(able, triangle.Member.IsKeyWorker)
	if key < 0 {
		lead := slices.IndexFunc(able, func(m triangle.Member) bool { return m.CarerLead })
		return able[max(0, lead)], nil
	}
	owner = able[key]
	err = s.run.View(tx.For(ctx, ""), func(x Tx) error {
		covering, err := x.Covering(ctx, owner.Person, r.now.UnixMicro())
		if err != nil {
			return err
		}
		for _, m := range able {
			if slices.Contains(covering, m.Person) {
				owner = m
				return nil
			}
		}
		return nil
	})
	return owner, err
}

// ending ends what waits for the answer to a question.
type ending struct {
	t        id.Triangle
	question id.Entry
	how      duty.End
}

func (e ending) in(ctx context.Context, x Tx) error {
	for _, k := range []duty.Kind{duty.AnswerTalk, duty.AnswerLate, duty.AnswerVeryLate} {
		if _, err := x.EndDuties(ctx, e.t, k, string(e.question), e.how); err != nil {
			return err
		}
	}
	return nil
}

// answer marks a message as the answer to a question. Whoever may read the
// question may answer it, so that a holiday makes nobody wait.
func (p *prepared) answer(r room, question, message id.Entry) {
	e := r.event(string(message)+"/"+string(Answered)+"/"+string(question), Answered, r.me.Person)
	e.Entry, e.Answer = question, message
	p.events = append(p.events, e)
	p.ends = append(p.ends, ending{t: r.tri.ID, question: question, how: duty.End{By: r.me.Person, At: r.now.UnixMicro(), Outcome: string(Answered)}})
}

// Mark says that a message that stands there answers a question.
func (s *Service) Mark(ctx context.Context, by id.Person, t id.Triangle, c, question, message id.Entry) (err error) {
	defer errs.Wrap("conversation.Mark", &err)
	r, _, err := s.enter(ctx, by, t, c)
	if err != nil {
		return err
	}
	shown, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		return x.EntriesByID(ctx, t, []id.Entry{question, message})
	})
	if err != nil {
		return err
	}
	here := func(e id.Entry, corner func(sharing.Corner) bool) bool {
		return slices.ContainsFunc(shown, func(one disclose.Shown) bool {
			m, _ := r.tri.Member(one.GivenBy)
			return one.Entry == e && one.Parent == c && one.Kind == disclose.Message && corner(m.Corner)
		})
	}
	team := func(k sharing.Corner) bool { return k == sharing.Professional }
	if r.me.Corner != sharing.Professional || !r.asked(question) || !here(question, func(k sharing.Corner) bool { return !team(k) }) || !here(message, team) {
		return errs.Missing("conversation.Mark")
	}
	item, err := s.item(ctx, t, message)
	if err != nil {
		return err
	}
	if err := r.canAnswer(item, question).Err("conversation.Mark"); err != nil {
		return err
	}
	var p prepared
	p.answer(r, question, message)
	return s.write(ctx, t, p.events, func(x Tx) error { return p.ends[0].in(ctx, x) })
}

func (s *Service) item(ctx context.Context, t id.Triangle, e id.Entry) (i sharing.Item, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		found, err := x.EntryByID(ctx, t, e)
		if err == nil && len(found) == 0 {
			err = errs.Missing("conversation.item")
		}
		if err == nil {
			i = found[0].Meta.Item
		}
		return err
	})
	return i, err
}

// Waits is a question with who answers it by when, as one person may know it.
type Waits struct {
	Question id.Entry
	Owner    id.Person
	Made     int64 // microseconds since 1970 UTC
	Due      int64
	Done     int64 // 0 while it is open
	Answer   id.Entry
	By       id.Person // who answered
	// Told and Lead are when the team, and the carer lead, are told that it is late.
	Told, Lead int64
}

// Late reports whether the day has passed and there is no answer.
func (w Waits) Late(now time.Time) bool { return w.Done == 0 && now.UnixMicro() > w.Due }

// waits reads the duty of a question, and says what follows from the day alone.
func (s *Service) waits(ctx context.Context, x Tx, r room, question id.Entry) (Waits, bool, error) {
	all, err := x.DutiesAbout(ctx, r.tri.ID, string(question))
	if err != nil {
		return Waits{}, false, err
	}
	all = slices.DeleteFunc(all, func(d duty.Duty) bool { return d.Kind != duty.AnswerTalk })
	if len(all) == 0 {
		return Waits{}, false, nil
	}
	d := all[len(all)-1]
	if open := slices.IndexFunc(all, duty.Duty.Open); open >= 0 {
		d = all[open]
	}
	w := Waits{Question: question, Owner: d.Owner, Made: d.Made, Due: d.Due, Done: d.Done, By: d.DoneBy}
	due := time.UnixMicro(d.Due)
	w.Told, w.Lead = workday.Add(due, duty.TeamAfter).UnixMicro(), workday.Add(due, duty.LeadAfter).UnixMicro()
	if e, ok := r.Answer(question); ok {
		w.Answer, w.By, w.Done = e.Answer, e.By, e.Made
	}
	return w, true, nil
}
