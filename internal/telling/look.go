package telling

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Question is what a professional wants to know on the phone.
type Question struct {
	Triangle id.Triangle
	Person   id.Person
	Topic    string
}

// Verdict is the answer in one word.
type Verdict string

// The verdicts.
const (
	Yes   Verdict = "yes"
	First Verdict = "first" // ask the service user first
	No    Verdict = "no"
	Weigh Verdict = "weigh" // no, unless a named professional weighs it and signs a release
)

// Answer is what may be told, and why.
type Answer struct {
	Question
	Asker   triangle.Member
	About   triangle.Member
	Verdict Verdict
	Ground  string
	// Until is when the answer changes by itself; zero where nothing is set to end.
	Until  time.Time
	Others []Other
}

// Other is the verdict on another topic.
type Other struct {
	Topic   string
	Verdict Verdict
}

// Look answers a question. A no is put on record: topic and rule, once a person and day.
func (s *Service) Look(ctx context.Context, by id.Person, q Question) (a Answer, err error) {
	defer errs.Wrap("telling.Look", &err)
	now := s.now()
	var rule sharing.Rule
	err = s.run.View(ctx, func(t Tx) (err error) {
		a, rule, err = look(ctx, t, by, q, now)
		return err
	})
	if err != nil || a.Verdict == Yes {
		return a, err
	}
	return a, s.note(ctx, by, a, rule, now)
}

func look(ctx context.Context, t Tx, by id.Person, q Question, now time.Time) (Answer, sharing.Rule, error) {
	tri, err := t.Triangle(ctx, q.Triangle)
	if err != nil {
		return Answer{}, "", err
	}
	place, err := placeOf(tri, by, now)
	if err != nil {
		return Answer{}, "", err
	}
	asker, err := place.partner(q.Person, now)
	if err != nil {
		return Answer{}, "", err
	}
	if err := checkTopic(q.Topic); err != nil {
		return Answer{}, "", err
	}
	facts, err := t.Facts(ctx, q.Triangle)
	if err != nil {
		return Answer{}, "", err
	}
	engine := decide(sharing.At(now), facts, place, by, q)
	a := Answer{Question: q, Asker: asker, About: place.user, Verdict: verdict(engine), Ground: engine.Ground, Until: changesAt(now, facts, place, by, q)}
	for _, topic := range Topics() {
		other := q
		other.Topic = topic
		a.Others = append(a.Others, Other{topic, verdict(decide(sharing.At(now), facts, place, by, other))})
	}
	return a, engine.Rule, nil
}

// decide asks the engine about something that need not exist: what this professional would say of the service user.
func decide(at sharing.Instant, facts *sharing.Triangle, p place, by id.Person, q Question) sharing.Answer {
	item := sharing.Item{ID: "what-could-be-told", Class: sharing.Personal, Topic: q.Topic, GivenBy: string(by), About: []string{string(p.user.Person)}, PossibleSources: 1}
	return sharing.Decide(at, facts, &item, sharing.Request{Recipient: string(q.Person), Purpose: sharing.Care})
}

func verdict(a sharing.Answer) Verdict {
	switch {
	case a.Shares():
		return Yes
	case a.Outcome == sharing.AskFirst:
		return First
	case a.Outcome == sharing.Human:
		return Weigh
	}
	return No
}

// changesAt asks the engine again for each moment at which something begins or ends, and gives the first that changes the
// verdict.
func changesAt(now time.Time, facts *sharing.Triangle, p place, by id.Person, q Question) time.Time {
	today := verdict(decide(sharing.At(now), facts, p, by, q))
	for _, at := range moments(sharing.At(now), facts) {
		if verdict(decide(at, facts, p, by, q)) != today {
			return at.Time()
		}
	}
	return time.Time{}
}

// moments are the future beginnings and ends, in order.
func moments(now sharing.Instant, facts *sharing.Triangle) []sharing.Instant {
	var out []sharing.Instant
	add := func(some ...sharing.Instant) {
		for _, one := range some {
			if now.Before(one) {
				out = append(out, one)
			}
		}
	}
	for _, d := range facts.Decisions {
		add(d.From, d.Until)
	}
	for _, c := range facts.Capacity {
		add(c.From, c.Until)
	}
	slices.SortFunc(out, func(a, b sharing.Instant) int { return a.Time().Compare(b.Time()) })
	return out
}

// note records that a limit was met. It names topic and rule and never an item: there is none.
func (s *Service) note(ctx context.Context, by id.Person, a Answer, rule sharing.Rule, now time.Time) error {
	limit := Limit{Triangle: a.Triangle, Actor: by, Person: a.Person, Topic: a.Topic, Rule: string(rule), Day: disclose.Day(now)}
	record, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(a.Triangle), At: now.UnixMicro(), Kind: ledger.Unshown, Actor: string(by), Person: string(a.Person),
		Topic: a.Topic, Rule: string(rule), Ground: a.Ground,
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, a.Triangle, func(t Tx) error {
		if met, err := t.MetLimit(ctx, limit); err != nil || met {
			return err
		}
		_, err := record.In(ctx, t)
		return err
	})
}
