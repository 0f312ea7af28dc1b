package meeting

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// Without is talk among professionals about the service user without the network:
// when, who took part, what about, and what came of it.
type Without struct {
	ID       id.Entry
	Triangle id.Triangle
	At       int64 // microseconds since 1970 UTC
	Who      []id.Person
	About    string
	Came     string
}

// Logged is such a talk as it is shown.
type Logged struct {
	disclose.Shown
	At   int64
	Who  []id.Person
	Came string
}

// The parts of the entry; its text is what the talk was about.
const (
	partAt   = "at"
	partWho  = "who"
	partCame = "came"
)

// withoutTopic is what such talk counts under.
const withoutTopic = "care-plan"

func (r room) without(w Without) address.Draft {
	var who []string
	for _, p := range w.Who {
		who = append(who, string(p))
	}
	d := address.Draft{
		ID: w.ID, Triangle: w.Triangle, Kind: disclose.OffMeeting, To: address.To{People: []id.Person{r.su.Person}, Team: true}, About: r.su.Person,
		Topic: withoutTopic, Text: w.About,
		Parts: []disclose.Part{{Name: partAt, Text: strconv.FormatInt(w.At, 10)}, {Name: partWho, Text: strings.Join(who, " ")}},
	}
	if came := plain.Clean(w.Came); came != "" {
		d.Parts = append(d.Parts, disclose.Part{Name: partCame, Text: came})
	}
	return d
}

// WithoutHearers says who would see it: the service user always does.
func (s *Service) WithoutHearers(ctx context.Context, by id.Person, w Without) (out []address.Hearer, err error) {
	defer errs.Wrap("meeting.WithoutHearers", &err)
	err = s.run.View(ctx, func(x Tx) error {
		r, err := s.enter(ctx, x, by, w.Triangle, s.now())
		if err == nil && !r.staff() {
			err = errs.Missing("meeting.WithoutHearers")
		}
		if err != nil {
			return err
		}
		n, _ := address.Compose(r.without(w), r.tri, r.me, r.now)
		facts, err := x.Facts(ctx, w.Triangle)
		if err == nil {
			out = r.wouldHear(n, facts)
		}
		return err
	})
	return out, err
}

// LogWithout writes such a talk down, for the service user and the team.
func (s *Service) LogWithout(ctx context.Context, by id.Person, w Without) (err error) {
	defer errs.Wrap("meeting.LogWithout", &err)
	var r room
	err = s.run.View(ctx, func(x Tx) (err error) {
		r, err = s.enter(ctx, x, by, w.Triangle, s.now())
		return err
	})
	if err == nil && !r.staff() {
		err = errs.Missing("meeting.LogWithout")
	}
	if err != nil {
		return err
	}
	n, problems := address.Compose(r.without(w), r.tri, r.me, r.now)
	problems = append(problems, r.checkWithout(w)...)
	if err := problems.Err("meeting.LogWithout"); err != nil {
		return err
	}
	writing, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	d := &deed{by: by, t: w.Triangle, at: r.now.UnixMicro(), writes: []disclose.Writing{writing}}
	if err := d.record("without", ""); err != nil {
		return err
	}
	err = s.run.UpdateScope(ctx, w.Triangle, func(x Tx) error {
		if _, err := s.enter(tx.For(ctx, by), x, by, w.Triangle, r.now); err != nil {
			return err
		}
		return d.in(ctx, x)
	})
	return disclose.Once(ctx, s.run, w.Triangle, w.ID, by, err)
}

func (r room) checkWithout(w Without) errs.Problems {
	problems := address.Written("say", w.About, TextMost)
	if have := plain.Length(plain.Clean(w.Came)); have > TextMost {
		problems.Add("came", "write.text-long", "most", TextMost, "have", have)
	}
	if w.At > r.now.UnixMicro() {
		problems.Add("day", "meeting.without-ahead")
	}
	if len(professionals(r.tri, w.Who)) != len(w.Who) || len(w.Who) < 2 {
		problems.Add("who", "meeting.without-who")
	}
	return problems
}

// Talks lists what was said without the network, newest first, as somebody may see it.
func (s *Service) Talks(ctx context.Context, by id.Person, t id.Triangle) (out []Logged, err error) {
	defer errs.Wrap("meeting.Talks", &err)
	shown, err := s.texts(ctx, by, t, disclose.OffMeeting)
	for _, one := range shown {
		l := Logged{Shown: one, Came: part(one, partCame)}
		l.At, _ = strconv.ParseInt(part(one, partAt), 10, 64)
		for _, p := range strings.Fields(part(one, partWho)) {
			l.Who = append(l.Who, id.Person(p))
		}
		out = append(out, l)
	}
	slices.SortStableFunc(out, func(a, b Logged) int { return int(sign(b.At - a.At)) })
	return out, err
}

func sign(n int64) int64 { return max(-1, min(1, n)) }

// texts reads the latest entries of some kinds through the door.
func (s *Service) texts(ctx context.Context, by id.Person, t id.Triangle, kinds ...disclose.Kind) ([]disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: listMost,
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			return x.MeetingTexts(ctx, t, kinds, after, n)
		},
	})
	return page.Shown, err
}
