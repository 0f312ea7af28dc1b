package engine

import (
	_ "embed"
	"testing"
	"time"

	"github.com/cedar-policy/cedar-go"

	"trialogue/internal/sharing"
)

//go:embed policy.cedar
var policyText []byte

var now = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

// question is asked of both engines.
type question struct {
	item      *sharing.Item
	recipient string
}

func items() []*sharing.Item {
	return []*sharing.Item{
		{ID: "tablets", Class: sharing.Personal, Topic: "medicines", GivenBy: "ravi", About: []string{"sam"}},
		{ID: "drinking", Class: sharing.Personal, Topic: "substance-use", GivenBy: "ravi", About: []string{"sam"}},
		{ID: "leaflet", Class: sharing.General, Topic: "medicines", GivenBy: "service"},
		{ID: "flat", Class: sharing.Personal, Topic: "benefits-and-housing", GivenBy: "sam", About: []string{"sam"}},
	}
}

func questions() []question {
	var all []question
	for _, item := range items() {
		for _, recipient := range []string{"sam", "jo", "ravi", "stranger"} {
			all = append(all, question{item, recipient})
		}
	}
	return all
}

func triangle() *sharing.Triangle {
	begin := sharing.At(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	end := sharing.At(time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	return &sharing.Triangle{
		People: []sharing.Person{
			{ID: "sam", Corner: sharing.ServiceUser}, {ID: "jo", Corner: sharing.Carer}, {ID: "ravi", Corner: sharing.Professional},
		},
		Decisions: []sharing.Decision{
			{Owner: "sam", Recipient: "jo", Topic: "medicines", Answer: sharing.Share, When: sharing.Everyday, From: begin, Until: end},
			{Owner: "sam", Recipient: "jo", Topic: "substance-use", Answer: sharing.Keep, When: sharing.Everyday, From: begin},
		},
	}
}

func person(id string) cedar.EntityUID { return cedar.NewEntityUID("Person", cedar.String(id)) }

func entities() cedar.EntityMap {
	all := cedar.EntityMap{}
	add := func(uid cedar.EntityUID, attributes cedar.RecordMap, parents ...cedar.EntityUID) {
		all[uid] = cedar.Entity{UID: uid, Parents: cedar.NewEntityUIDSet(parents...), Attributes: cedar.NewRecord(attributes)}
	}
	t := triangle()
	members := make([]cedar.Value, 0, len(t.People))
	for _, p := range t.People {
		members = append(members, person(p.ID))
		add(person(p.ID), cedar.RecordMap{"corner": cedar.String(p.Corner)})
	}
	three := cedar.NewEntityUID("Triangle", "t")
	add(three, cedar.RecordMap{"members": cedar.NewSet(members...), "serviceUser": person("sam")})
	for _, i := range items() {
		about := make([]cedar.Value, 0, len(i.About))
		for _, id := range i.About {
			about = append(about, person(id))
		}
		topic := cedar.NewEntityUID("Topic", cedar.String(i.Topic))
		add(topic, nil)
		add(cedar.NewEntityUID("Item", cedar.String(i.ID)), cedar.RecordMap{
			"class": cedar.String(i.Class), "givenBy": person(i.GivenBy), "about": cedar.NewSet(about...),
			"systemOnly": cedar.False, "triangle": three,
		}, topic)
	}
	return all
}

func policies(tb testing.TB) *cedar.PolicySet {
	set, err := cedar.NewPolicySetFromBytes("policy.cedar", policyText)
	if err != nil {
		tb.Fatal(err)
	}
	return set
}

// requests are made beforehand for both engines: only the deciding is measured.
func requests(all []question) []cedar.Request {
	out := make([]cedar.Request, 0, len(all))
	for _, q := range all {
		out = append(out, cedar.Request{
			Principal: person(q.recipient), Action: cedar.NewEntityUID("Action", "read"),
			Resource: cedar.NewEntityUID("Item", cedar.String(q.item.ID)),
			Context:  cedar.NewRecord(cedar.RecordMap{"now": cedar.NewDatetime(now)}),
		})
	}
	return out
}

func TestBothGiveTheSameAnswers(t *testing.T) {
	set, known, three, all := policies(t), entities(), triangle(), questions()
	shares := 0
	for n, r := range requests(all) {
		q := all[n]
		decision, diagnostic := cedar.Authorize(set, known, r)
		if len(diagnostic.Errors) > 0 && q.recipient != "stranger" {
			t.Errorf("%s for %s: %v", q.item.ID, q.recipient, diagnostic.Errors)
		}
		ours := sharing.Decide(sharing.At(now), three, q.item, sharing.Request{Recipient: q.recipient, Purpose: sharing.Care})
		if ours.Shares() != bool(decision) {
			t.Errorf("%s for %s: %v there, %+v here", q.item.ID, q.recipient, decision, ours)
		}
		if ours.Shares() {
			shares++
		}
	}
	if shares == 0 || shares == len(all) {
		t.Errorf("%d of %d are shares: the questions compare nothing", shares, len(all))
	}
}

// BenchmarkRatio asks both engines the same questions in turn and reports how many times longer the other one takes.
func BenchmarkRatio(b *testing.B) {
	set, known, three, all := policies(b), entities(), triangle(), questions()
	asked := requests(all)
	var ours, theirs time.Duration
	rounds := 0
	const batch = 100
	for b.Loop() {
		start := time.Now()
		for range batch {
			for _, q := range all {
				sharing.Decide(sharing.At(now), three, q.item, sharing.Request{Recipient: q.recipient, Purpose: sharing.Care})
			}
		}
		middle := time.Now()
		for range batch {
			for _, r := range asked {
				cedar.Authorize(set, known, r)
			}
		}
		ours += middle.Sub(start)
		theirs += time.Since(middle)
		rounds++
	}
	each := float64(rounds * batch * len(all))
	b.ReportMetric(float64(ours)/each, "ns/decide")
	b.ReportMetric(float64(theirs)/each, "ns/cedar")
	b.ReportMetric(float64(theirs)/float64(ours), "ratio")
	b.ReportMetric(0, "ns/op")
}
