package casefile

import (
	"cmp"

	"trialogue/internal/sharing"
)

// Parse reads one case from one JSON object, exactly as it is defined: the names and words as they are spelt, each
// field once, nothing added below the top. The error wraps sharing.ErrMalformed; the case that comes with it holds at most a name.
func Parse(line []byte) (sharing.Case, error) {
	root, err := readTree(line)
	if err != nil {
		return sharing.Case{Name: Name(line)}, err
	}
	var p problems
	f := fields{problems: &p, o: root}
	c := sharing.Case{
		Name:     f.optionalString("case"),
		Now:      f.moment("now"),
		Triangle: f.triangle("triangle"),
		Item:     f.item("item"),
		Request:  f.request("request"),
	}
	if p.first == nil {
		p.first = sharing.Check(&c)
	}
	if p.first != nil {
		return sharing.Case{Name: c.Name}, p.first
	}
	return c, nil
}

// child makes fields of a required object.
func (f fields) child(name string, names ...string) fields {
	f.need(name)
	return f.within(f.at(name), f.o[name], names...)
}

func (f fields) triangle(name string) sharing.Triangle {
	f = f.child(name, "people", "decisions", "capacity", "releases")
	f.need("people")
	var t sharing.Triangle
	for _, v := range f.list("people") {
		t.People = append(t.People, person(f.within("people", v, "id", "corner", "since", "until", "carerLead", "died")))
	}
	for _, v := range f.list("decisions") {
		t.Decisions = append(t.Decisions, decision(f.within("decisions", v, "owner", "recipient", "topic", "answer", "when", "from", "until")))
	}
	for _, v := range f.list("capacity") {
		t.Capacity = append(t.Capacity, finding(f.within("capacity", v, "from", "until", "by", "reasons")))
	}
	for _, v := range f.list("releases") {
		t.Releases = append(t.Releases, release(f.within("releases", v, "item", "recipient", "ground", "by", "from", "until")))
	}
	return t
}

func person(f fields) sharing.Person {
	return sharing.Person{
		ID: f.string("id"), Corner: sharing.Corner(f.word("corner")),
		Since: f.optionalMoment("since"), Until: f.optionalMoment("until"),
		CarerLead: f.flag("carerLead"), Died: f.optionalMoment("died"),
	}
}

func decision(f fields) sharing.Decision {
	return sharing.Decision{
		Owner: f.string("owner"), Recipient: f.string("recipient"), Topic: f.string("topic"),
		Answer: sharing.Choice(f.word("answer")), When: cmp.Or(sharing.When(f.optionalWord("when")), sharing.Everyday),
		From: f.moment("from"), Until: f.optionalMoment("until"),
	}
}

func finding(f fields) sharing.Finding {
	return sharing.Finding{From: f.moment("from"), Until: f.optionalMoment("until"), By: f.string("by"), Reasons: f.string("reasons")}
}

func release(f fields) sharing.Release {
	return sharing.Release{
		Item: f.string("item"), Recipient: f.string("recipient"), Ground: f.string("ground"), By: f.string("by"),
		From: f.moment("from"), Until: f.moment("until"),
	}
}

func (f fields) request(name string) sharing.Request {
	f = f.child(name, "recipient", "purpose")
	return sharing.Request{Recipient: f.string("recipient"), Purpose: cmp.Or(sharing.Purpose(f.optionalWord("purpose")), sharing.Care)}
}
