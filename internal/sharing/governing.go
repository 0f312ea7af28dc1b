package sharing

// ruling is the governing decision of an owner for the recipient (3.4).
type ruling struct {
	answer  Choice
	found   bool
	byName  bool      // one of the decisions behind it names the recipient by id
	advance bool      // it was made for a time without capacity
	behind  *Decision // of several, the one that ends last; nil where none was found
}

func (r ruling) shares() bool { return r.found && r.answer == Share }
func (r ruling) asks() bool   { return r.found && r.answer == Ask }
func (r ruling) keeps() bool  { return r.found && r.answer != Share && r.answer != Ask }

func (w When) orEveryday() When {
	if w == "" {
		return Everyday
	}
	return w
}

// choiceOf is an owner's governing decision for the recipient. Only the service user's depends on capacity.
func (m *matter) choiceOf(owner string) ruling {
	if owner == m.u.ID {
		return m.userChoice()
	}
	return m.governing(owner, Everyday)
}

// userChoice follows an advance statement while capacity is lacking, unless it opens to many what an everyday choice
// keeps from this very person.
func (m *matter) userChoice() ruling {
	everyday := m.governing(m.u.ID, Everyday)
	if !m.capacityLacking() {
		return everyday
	}
	advance := m.governing(m.u.ID, WithoutCapacity)
	advance.advance = true
	if !advance.found || advance.shares() && !advance.byName && everyday.keeps() && everyday.byName {
		return everyday
	}
	return advance
}

// slots are the four things a decision can be addressed to: person or corner, exact topic or "*". The index adds 1 for
// "*" and 2 for the corner.
const (
	starTopic   = 1
	wholeCorner = 2
	slots       = 4
)

// governing looks at the owner's decisions made for that time.
func (m *matter) governing(owner string, when When) ruling {
	var latest [slots]*Decision
	for n := range m.t.Decisions {
		d := &m.t.Decisions[n]
		if d.Owner != owner || d.When.orEveryday() != when || !d.From.begun(m.now) || m.notTheirsToGive(d) {
			continue
		}
		slot, addressed := m.slot(d)
		if addressed && (latest[slot] == nil || d.replaces(latest[slot])) {
			latest[slot] = d
		}
	}
	return m.rank(latest)
}

// slot says how narrowly a decision is addressed to the recipient and the topic, if it is at all.
func (m *matter) slot(d *Decision) (slot int, addressed bool) {
	if d.Recipient != m.r.ID {
		slot += wholeCorner
	}
	if d.Topic != m.i.Topic {
		slot += starTopic
	}
	toThem := d.Recipient == m.r.ID || d.Recipient == m.r.Corner.group()
	return slot, toThem && (d.Topic == m.i.Topic || d.Topic == anyTopic)
}

// notTheirsToGive: a share that the service user recorded while a finding stood.
func (m *matter) notTheirsToGive(d *Decision) bool {
	return d.Owner == m.u.ID && d.Answer == Share && m.findingAt(d.From)
}

// begun reports whether a start has come; one that was never set always has.
func (n Instant) begun(now Instant) bool { return !n.set || n.us <= now.us }

// replaces: the later start counts; of a tie the more careful answer, and of equal answers the more careful end.
func (d *Decision) replaces(o *Decision) bool {
	switch {
	case d.From.us != o.From.us:
		return d.From.us > o.From.us
	case d.Answer.caution() != o.Answer.caution():
		return d.Answer.caution() > o.Answer.caution()
	case d.Answer == Share:
		return d.Until.endsBefore(o.Until)
	}
	return o.Until.endsBefore(d.Until)
}

// endsBefore compares two ends; an absent one never comes.
func (n Instant) endsBefore(o Instant) bool { return n.set && (!o.set || n.us < o.us) }

// rank takes the most careful of the highest rank that is left: the person and the exact topic; then the person or the
// exact topic; then neither.
func (m *matter) rank(latest [slots]*Decision) ruling {
	for _, rank := range [...][2]int{{0, 0}, {starTopic, wholeCorner}, {starTopic + wholeCorner, starTopic + wholeCorner}} {
		var won ruling
		for _, slot := range rank {
			d := latest[slot]
			if d == nil || !m.counts(d) {
				continue
			}
			named := d.Recipient == m.r.ID
			switch {
			case !won.found || d.Answer.caution() > won.answer.caution():
				won = ruling{answer: d.Answer, found: true, byName: named, behind: d}
			case d.Answer.caution() == won.answer.caution():
				won.byName = won.byName || named
				if won.behind.Until.endsBefore(d.Until) {
					won.behind = d
				}
			}
		}
		if won.found {
			return won
		}
	}
	return ruling{}
}

// counts leaves out what has expired, a share of everything where the topic must be ticked itself, and a share to all
// carers that was made before this one came.
func (m *matter) counts(d *Decision) bool {
	switch {
	case d.Until.reached(m.now):
		return false
	case d.Answer != Share:
		return true
	case d.Topic == anyTopic && (m.i.sensitive() || m.i.Class == CarersOwn):
		return false
	}
	return d.Recipient == m.r.ID || m.r.Corner != Carer || !d.From.Before(m.r.Since)
}
