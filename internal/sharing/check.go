package sharing

import (
	"errors"
	"fmt"
	"strings"
)

// ErrMalformed is what every malformed case is, so that a caller can tell it from a failure of its own.
var ErrMalformed = errors.New("malformed case")

// malformed names the place and never the content, which may be about somebody.
func malformed(place, why string) error { return fmt.Errorf("%w: %s %s", ErrMalformed, place, why) }

// problems keeps the first thing found wrong.
type problems struct{ first error }

func (p *problems) add(place, why string) {
	if p.first == nil {
		p.first = malformed(place, why)
	}
}

// when adds a problem if it is one.
func (p *problems) when(wrong bool, place, why string) {
	if wrong {
		p.add(place, why)
	}
}

// text must not be blank: ids, topics, spans, names of who signed, reasons and grounds.
func (p *problems) text(place, s string) { p.when(strings.TrimSpace(s) == "", place, "is blank") }

func (p *problems) texts(place string, list []string) {
	for _, s := range list {
		p.text(place, s)
	}
}

func (p *problems) word(place string, known bool) { p.when(!known, place, "is not one of its words") }

func (p *problems) moment(place string, n Instant) { p.when(!n.set, place, "is missing") }

func (p *problems) interval(place string, from, until Instant) {
	p.when(from.set && until.set && until.us <= from.us, place, "does not end after it starts")
}

// Check finds what makes a case malformed though each of its facts has the right type; nil where it is sound. The error
// wraps ErrMalformed.
func Check(c *Case) error {
	var p problems
	p.moment("now", c.Now)
	p.people(c.Triangle.People)
	p.decisions(&c.Triangle)
	p.capacity(&c.Triangle)
	p.releases(&c.Triangle)
	p.item(&c.Triangle, &c.Item)
	p.text("request.recipient", c.Request.Recipient)
	p.word("request.purpose", c.Request.Purpose.known())
	return p.first
}

func (p *problems) people(people []Person) {
	seen := make(map[string]bool, len(people))
	users := 0
	for n := range people {
		who := &people[n]
		p.text("people.id", who.ID)
		p.when(reserved(who.ID), "people.id", "is a word of the engine")
		p.when(seen[who.ID], "people.id", "is listed twice")
		seen[who.ID] = true
		p.word("people.corner", who.Corner.known())
		p.interval("people", who.Since, who.Until)
		p.when(who.CarerLead && who.Corner != Professional, "people.carerLead", "stands on another corner than a professional")
		p.when(who.Died.set && who.Corner != ServiceUser, "people.died", "stands on another corner than the service user")
		if who.Corner == ServiceUser {
			users++
		}
	}
	p.when(users != 1, "people", "does not hold exactly one service user")
}

func reserved(id string) bool {
	switch id {
	case theService, anyTopic, ServiceUser.group(), Carer.group(), Professional.group():
		return true
	}
	return false
}

func (p *problems) decisions(t *Triangle) {
	for n := range t.Decisions {
		d := &t.Decisions[n]
		p.owner("decisions.owner", t, d.Owner)
		p.text("decisions.recipient", d.Recipient)
		p.text("decisions.topic", d.Topic)
		p.word("decisions.answer", d.Answer.known())
		p.word("decisions.when", d.When.known())
		p.when(d.When == WithoutCapacity && !isUser(t, d.Owner), "decisions.when", "comes from another owner than the service user")
		p.moment("decisions.from", d.From)
		p.interval("decisions", d.From, d.Until)
	}
}

func isUser(t *Triangle, id string) bool {
	who := find(t.People, id)
	return who != nil && who.Corner == ServiceUser
}

// owner: information belongs to the service user or to a carer who is or was of the triangle.
func (p *problems) owner(place string, t *Triangle, id string) {
	p.text(place, id)
	who := find(t.People, id)
	p.when(who == nil, place, "is not in people")
	p.when(who != nil && who.Corner == Professional, place, "is a professional")
}

// by: what only staff can sign is not signed by the service user or a carer.
func (p *problems) by(place string, t *Triangle, id string) {
	p.text(place, id)
	who := find(t.People, id)
	p.when(who != nil && who.Corner != Professional, place, "is the service user or a carer")
}

func (p *problems) capacity(t *Triangle) {
	for n := range t.Capacity {
		f := &t.Capacity[n]
		p.moment("capacity.from", f.From)
		p.interval("capacity", f.From, f.Until)
		p.by("capacity.by", t, f.By)
		p.text("capacity.reasons", f.Reasons)
	}
}

func (p *problems) releases(t *Triangle) {
	for n := range t.Releases {
		l := &t.Releases[n]
		p.text("releases.item", l.Item)
		p.text("releases.recipient", l.Recipient)
		p.text("releases.ground", l.Ground)
		p.by("releases.by", t, l.By)
		p.moment("releases.from", l.From)
		p.moment("releases.until", l.Until)
		p.interval("releases", l.From, l.Until)
	}
}
