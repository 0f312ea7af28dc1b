package sharing_test

import (
	"time"

	"trialogue/internal/sharing"
)

// chooser picks a number below n. A seeded generator and a shrinking one can both stand behind it.
type chooser func(n int) int

func (pick chooser) oneIn(n int) bool { return pick(n) == 0 }

func one[T any](pick chooser, from ...T) T { return from[pick(len(from))] }

func some(pick chooser, from ...string) []string {
	var all []string
	for range pick(3) {
		all = append(all, one(pick, from...))
	}
	return all
}

// The moments lie close together and around now, so that ties and boundaries are the usual thing.
func hour(n int) sharing.Instant {
	return sharing.At(time.Date(2026, 8, 31, 10+n, 0, 0, 0, time.UTC))
}

const nowHour, lastHour = 3, 6

func (pick chooser) start() sharing.Instant { return hour(pick(lastHour)) }

func (pick chooser) spell(mayBeOpen bool) (from, until sharing.Instant) {
	n := pick(lastHour)
	if mayBeOpen && pick.oneIn(2) {
		return hour(n), sharing.Instant{}
	}
	return hour(n), hour(n + 1 + pick(lastHour-n))
}

var (
	everybody  = []string{"sam", "jo", "kim", "ravi", "lena"}
	topics     = []string{"medicines", "trauma", "caring-role"}
	recipients = []string{"sam", "jo", "jo", "kim", "ravi", "lena", "carers", "carers", "professionals", "service-user", "old"}
)

// randomCase makes a sound case out of very few people, topics and moments.
func randomCase(pick chooser) sharing.Case {
	c := sharing.Case{Now: hour(nowHour), Triangle: randomTriangle(pick)}
	c.Item = randomItem(pick)
	c.Request = sharing.Request{Recipient: one(pick, append(everybody, "jo", "jo", "old")...), Purpose: sharing.Care}
	if pick.oneIn(5) {
		c.Request.Purpose = one(pick, sharing.Research, sharing.SubjectAccess)
	}
	return c
}

func randomTriangle(pick chooser) sharing.Triangle {
	t := sharing.Triangle{People: []sharing.Person{
		{ID: "sam", Corner: sharing.ServiceUser}, {ID: "jo", Corner: sharing.Carer}, {ID: "kim", Corner: sharing.Carer},
		{ID: "ravi", Corner: sharing.Professional}, {ID: "lena", Corner: sharing.Professional, CarerLead: pick.oneIn(2)},
	}}
	for n := range t.People {
		switch {
		case pick.oneIn(12):
			t.People[n].Since, t.People[n].Until = pick.spell(true)
		case pick.oneIn(8):
			t.People[n].Since = pick.start()
		}
	}
	if pick.oneIn(6) {
		t.People[0].Died = pick.start()
	}
	for range pick(7) {
		t.Decisions = append(t.Decisions, randomDecision(pick))
	}
	if pick.oneIn(4) {
		for _, owner := range []string{"sam", "jo", "kim"} {
			t.Decisions = append(t.Decisions, sharing.Decision{
				Owner: owner, Recipient: one(pick, "jo", "kim", "carers", "ravi"), Topic: one(pick, topics...),
				Answer: sharing.Share, When: sharing.Everyday, From: hour(0),
			})
		}
	}
	for range pick(5) / 2 {
		f := sharing.Finding{By: "dr-shah", Reasons: "too ill to weigh it"}
		f.From, f.Until = pick.spell(true)
		t.Capacity = append(t.Capacity, f)
	}
	for range pick(6) / 3 {
		l := sharing.Release{Item: one(pick, "i1", "i2"), Recipient: one(pick, everybody...), Ground: one(pick, "vital", "law"), By: "ravi"}
		l.From, l.Until = pick.spell(false)
		t.Releases = append(t.Releases, l)
	}
	return t
}

func randomDecision(pick chooser) sharing.Decision {
	d := sharing.Decision{
		Owner: one(pick, "sam", "sam", "sam", "jo", "kim"), Recipient: one(pick, recipients...),
		Topic: one(pick, append(topics, "*")...), Answer: one(pick, sharing.Share, sharing.Share, sharing.Ask, sharing.Keep),
		When: sharing.Everyday,
	}
	if d.Owner == "sam" && pick.oneIn(3) {
		d.When = sharing.WithoutCapacity
	}
	d.From, d.Until = pick.spell(true)
	return d
}

func randomItem(pick chooser) sharing.Item {
	i := sharing.Item{
		ID: "i1", Class: one(pick, sharing.General, sharing.Personal, sharing.Personal, sharing.Personal, sharing.Sensitive, sharing.CarersOwn),
		Topic: one(pick, topics...), GivenBy: one(pick, append(everybody, "service", "jo")...),
		InfluencedCare: pick.oneIn(3), SystemOnly: pick.oneIn(30), PossibleSources: 1 + pick(2),
		HeldBy: some(pick, "jo", "kim", "ravi", "lena", "old", "x", "y"), KnownTo: some(pick, "jo", "kim", "x", "y"),
		ResearchConsent: some(pick, everybody...),
	}
	if pick.oneIn(4) {
		i.SeriousHarm = &sharing.Opinion{By: "ravi", At: randomOpinion(pick)}
	}
	if pick.oneIn(4) {
		i.Among = &sharing.Among{People: some(pick, everybody...), Team: pick.oneIn(2)}
	}
	if i.Class == sharing.General {
		return i
	}
	i.About = append([]string{one(pick, "sam", "sam", "sam", "jo", "ravi")}, some(pick, everybody...)...)
	for range pick(3) {
		i.Mentions = append(i.Mentions, sharing.Mention{Span: one(pick, "s1", "s2"), Person: one(pick, append(everybody, "old", "tom")...)})
	}
	randomGuard(pick, &i)
	return i
}

func randomOpinion(pick chooser) sharing.Instant {
	return sharing.At(one(pick,
		time.Date(2026, 2, 28, 13, 0, 0, 0, time.UTC), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2026, 2, 28, 12, 59, 59, 999999000, time.UTC), time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)))
}

// randomGuard sets what can stand on an item only together with something else.
func randomGuard(pick chooser, i *sharing.Item) {
	if i.Class == sharing.CarersOwn {
		i.About[0] = one(pick, "jo", "kim")
		i.GivenBy = one(pick, "jo", "jo", "kim", "ravi", "service")
	}
	if pick.oneIn(4) {
		s := &sharing.OwnSection{Owner: one(pick, "sam", "jo")}
		i.GivenBy = one(pick, s.Owner, "service")
		if i.Class == sharing.CarersOwn && i.GivenBy == "sam" {
			i.GivenBy = "service"
		}
		for range pick(4) {
			e := sharing.SectionShare{Recipient: one(pick, everybody...), When: sharing.Everyday}
			if s.Owner == "sam" {
				e.When = one(pick, sharing.Everyday, sharing.WithoutCapacity)
			}
			e.From, e.Until = pick.spell(true)
			s.SharedWith = append(s.SharedWith, e)
		}
		i.OwnSection = s
		return
	}
	if i.GivenBy == "jo" || i.GivenBy == "kim" {
		i.Confidence = one(pick, "", sharing.Named, sharing.Named, sharing.Unnamed, sharing.Team, sharing.Sealed)
	}
}
