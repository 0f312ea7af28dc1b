package meeting

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
	"trialogue/internal/workday"
)

// Call is a meeting about to be called. ID is drawn with the form and becomes the
// id of the meeting, so that sending twice calls once.
type Call struct {
	ID       id.Entry
	Triangle id.Triangle
	Topic    string
	Why      string
	Place    string
	Link     string
	When     When
	Zone     *time.Location // where the caller's clock stands
	Minutes  int
	People   []id.Person // who should come, besides the caller and the service user
}

// The parts of the entry that says why people meet.
const (
	PartPlace = "place"
	PartLink  = "link"
)

// draft is the call as an entry. It is for the service user and the whole team,
// who answer it; carers are told once the service user wants them there.
func (r room) draft(c Call) address.Draft {
	to := address.To{People: []id.Person{r.su.Person, r.me.Person}, Team: true}
	if r.mine() {
		to.People = append(to.People, c.People...)
	}
	return address.Draft{
		ID: c.ID, Triangle: c.Triangle, Kind: disclose.Meeting, To: to, About: r.su.Person, Topic: c.Topic, Agreed: r.mine(), Text: c.Why, Parts: parts(c.Place, c.Link),
	}
}

func parts(place, link string) (out []disclose.Part) {
	for _, one := range []disclose.Part{{Name: PartPlace, Text: plain.Clean(place)}, {Name: PartLink, Text: strings.TrimSpace(link)}} {
		if one.Text != "" {
			out = append(out, one)
		}
	}
	return out
}

// checkPlace says what is wrong with a place or a link.
func checkPlace(place, link string) (p errs.Problems) {
	if have := plain.Length(plain.Clean(place)); have > ShortMost {
		p.Add("place", "write.text-long", "most", ShortMost, "have", have)
	}
	if link = strings.TrimSpace(link); link != "" {
		to, err := url.Parse(link)
		if err != nil || to.Scheme != "https" || to.Host == "" || len(link) > ShortMost {
			p.Add("link", "meeting.link-wrong")
		}
	}
	return p
}

// Audience says who would see the call.
func (s *Service) Audience(ctx context.Context, by id.Person, c Call) (out []address.Hearer, err error) {
	defer errs.Wrap("meeting.Audience", &err)
	err = s.run.View(ctx, func(x Tx) error {
		r, err := s.enter(ctx, x, by, c.Triangle, s.now())
		if err != nil {
			return err
		}
		n, problems := address.Compose(r.draft(c), r.tri, r.me, r.now)
		if err := problems.Err("meeting.Audience"); err != nil {
			return err
		}
		facts, err := x.Facts(ctx, c.Triangle)
		if err == nil {
			out = r.wouldHear(n, facts)
		}
		return err
	})
	return out, err
}

// wouldHear says who would see an entry. To whom it is not addressed, a choice that
// opens the topic would show nothing either: then it is said so.
func (r room) wouldHear(n disclose.New, facts *sharing.Triangle) []address.Hearer {
	out := address.Hearers(n.Item, r.tri, facts, r.me.Person, r.now)
	for i, h := range out {
		meant := addressed(n.Meta, h.Person) || n.Item.Among.Team && h.Corner == sharing.Professional
		if !meant && !h.Answer.Outcome.Shares() {
			out[i].Answer.Outcome, out[i].Answer.Ground = sharing.Withhold, sharing.GroundNotAddressed
		}
	}
	return out
}

// Check says what is wrong with a call, and changes nothing.
func (s *Service) Check(ctx context.Context, by id.Person, c Call) error {
	_, _, err := s.checked(ctx, by, c)
	return err
}

// checked is the call with all that is wrong found.
func (s *Service) checked(ctx context.Context, by id.Person, c Call) (r room, begins int64, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		r, err = s.enter(ctx, x, by, c.Triangle, s.now())
		return err
	})
	if err != nil {
		return room{}, 0, err
	}
	problems := address.Written("say", c.Why, TextMost)
	_, composed := address.Compose(r.draft(c), r.tri, r.me, r.now)
	problems = append(problems, composed...)
	problems = append(problems, checkPlace(c.Place, c.Link)...)
	at, wrong := c.When.Read(r.now.In(c.Zone))
	problems = append(problems, wrong...)
	if !knownLength(c.Minutes) {
		problems.Add("minutes", "meeting.minutes-unknown")
	}
	for _, p := range c.People {
		if _, ok := r.here(p); !ok || p == by || p == r.su.Person {
			problems.Add("people", "meeting.people-unknown")
			break
		}
	}
	return r, at.UnixMicro(), problems.Err("meeting.checked")
}

// Call calls a meeting. Called by the service user it is on; called by anybody
// else it waits for the service user's yes, and for their word on who comes.
func (s *Service) Call(ctx context.Context, by id.Person, c Call) (err error) {
	defer errs.Wrap("meeting.Call", &err)
	r, begins, err := s.checked(ctx, by, c)
	if err != nil {
		return err
	}
	n, _ := address.Compose(r.draft(c), r.tri, r.me, r.now)
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	d := &deed{by: by, t: c.Triangle, m: c.ID, at: r.now.UnixMicro(), writes: []disclose.Writing{w}}
	d.step(Step{Did: SetTime, Begins: begins, Minutes: c.Minutes, Zone: c.Zone.String()})
	r.invite(d, c, begins)
	if err := d.record("called", ""); err != nil {
		return err
	}
	err = s.run.UpdateScope(ctx, c.Triangle, func(x Tx) error {
		if _, err := s.enter(tx.For(ctx, by), x, by, c.Triangle, r.now); err != nil {
			return err
		}
		return d.in(ctx, x)
	})
	return disclose.Once(ctx, s.run, c.Triangle, c.ID, by, err)
}

// invite asks those whom the call names, or proposes them to the service user.
func (r room) invite(d *deed, c Call, begins int64) {
	others := slices.Compact(slices.Clone(c.People))
	if r.mine() {
		d.step(Step{Did: Agreed})
		d.welcome(r.su.Person)
		d.step(Step{Did: Answered, Word: Yes, Version: 1})
		d.owe(duty.ComeToMeeting, r.su.Person, r.su.Person, c.Topic, begins)
		for _, p := range others {
			d.welcome(p)
			d.owe(duty.AnswerMeeting, p, r.su.Person, c.Topic, r.answerBy(begins))
		}
	} else {
		for _, p := range append([]id.Person{r.me.Person}, others...) {
			d.step(Step{Did: Proposed, Person: p})
		}
		d.owe(duty.AnswerMeeting, r.su.Person, r.me.Person, c.Topic, r.answerBy(begins))
	}
	if key, ok := r.tri.KeyWorker(r.now); ok && !r.staff() {
		d.owe(duty.CallBack, key.Person, r.me.Person, c.Topic, r.now.Add(AnswerIn).UnixMicro())
	}
	if r.staff() {
		d.step(Step{Did: Heard})
	}
	d.jobs = append(d.jobs, remindJob(d.t, d.m, 1, begins, d.at))
}

func (d *deed) welcome(p id.Person) { d.step(Step{Did: Allowed, Person: p}) }

// answerBy is three working days from now, or the meeting itself where that is sooner.
func (r room) answerBy(begins int64) int64 {
	return min(begins, workday.Add(r.now, 3).UnixMicro())
}

// names finds some people's places.
func names(tri triangle.Triangle, people []id.Person) (out []triangle.Member) {
	for _, p := range people {
		if m, ok := tri.Member(p); ok {
			out = append(out, m)
		}
	}
	return out
}

// professionals are those of some people who work in the team.
func professionals(tri triangle.Triangle, people []id.Person) (out []id.Person) {
	for _, m := range names(tri, people) {
		if m.Corner == sharing.Professional {
			out = append(out, m.Person)
		}
	}
	return out
}
