package sharing

// Question asks what an owner has chosen, without any item: for one person or a
// whole corner, on one topic, for one of the two times. Class says how what is
// filed under the topic is guarded.
type Question struct {
	Owner, Recipient, Topic string
	Class                   Class
	When                    When
}

// Ruling is the choice that governs. Found is false where there is none; what
// counts then depends on who asks, and Decide knows.
type Ruling struct {
	Answer      Choice
	Found       bool
	From, Until Instant
}

// Governing finds the choice of 3.4 for pages that show choices. It decides
// nothing: what may be shown is decided by Decide alone.
func Governing(now Instant, t *Triangle, q Question) Ruling {
	m, sound := open(now, t, &Item{Class: q.Class, Topic: q.Topic}, Request{Recipient: q.Recipient})
	if !sound {
		return Ruling{}
	}
	if corner, whole := cornerOf(q.Recipient); whole {
		m.r = &Person{Corner: corner}
	}
	if m.r == nil {
		return Ruling{}
	}
	won := m.governing(q.Owner, q.When.orEveryday())
	if !won.found {
		return Ruling{}
	}
	return Ruling{Answer: won.answer, Found: true, From: won.behind.From, Until: won.behind.Until}
}

// cornerOf reads the word by which a decision names a whole corner.
func cornerOf(group string) (Corner, bool) {
	for _, c := range []Corner{Carer, Professional} {
		if c.group() == group {
			return c, true
		}
	}
	return "", false
}

// Group is the word by which a decision names everybody of a corner.
func Group(c Corner) string { return c.group() }

// EveryTopic is the word by which a decision names every topic.
const EveryTopic = anyTopic
