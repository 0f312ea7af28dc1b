package meeting

import (
	"slices"
	"time"

	"trialogue/internal/id"
)

// Meeting is what its steps come to. Times are microseconds since 1970 UTC; 0 is not yet.
type Meeting struct {
	ID       id.Entry
	Triangle id.Triangle
	By       id.Person
	Called   int64
	Agreed   int64 // the service user's yes
	Off      int64
	OffBy    id.Person

	Times     []Step // the last one counts
	Suggested []Step // since the last time was set
	Asked     []Asked
	Heard     int64 // the team's first answer
	HeardBy   id.Person
	PausedBy  id.Person // empty while nobody asks for a pause
	Closed    map[id.Entry]bool
	Note      Note

	there map[id.Person]presence
	tell  map[id.Person]Step
	given map[id.Person]Step
	gone  []id.Person
}

// Asked is somebody who is to come: a person of the triangle, or a guest whose
// name stands in an entry.
type Asked struct {
	Person   id.Person
	Guest    id.Entry
	By       id.Person
	At       int64
	State    Did // Proposed, Allowed or Declined
	Answer   string
	Answered int64
	// Earlier says that the answer was to a time that has moved since.
	Earlier bool
}

// Note is how far the note of a meeting has come.
type Note struct {
	Entry   id.Entry
	Keeper  id.Person
	Version int
	Written int64
	Final   int64
	read    map[id.Person]int
}

// Read reports whether somebody has read the latest version.
func (n Note) Read(p id.Person) bool {
	return n.Entry != "" && (p == n.Keeper || n.read[p] >= n.Version)
}

type presence struct {
	yes, own bool
}

// fold goes through the steps of one meeting, the oldest first.
func fold(m Meeting, steps []Step) Meeting {
	m.Closed, m.there, m.tell, m.given = map[id.Entry]bool{}, map[id.Person]presence{}, map[id.Person]Step{}, map[id.Person]Step{}
	m.Note.read = map[id.Person]int{}
	for _, s := range steps {
		if s.Meeting == m.ID {
			m.take(s)
		}
	}
	return m
}

func (m *Meeting) take(s Step) {
	switch s.Did {
	case SetTime:
		m.Times, m.Suggested = append(m.Times, s), nil
		for i := range m.Asked {
			m.Asked[i].Earlier = m.Asked[i].Answer != ""
		}
	case Suggested:
		m.Suggested = append(m.Suggested, s)
	case CalledOff:
		m.Off, m.OffBy = s.Made, s.By
	case Proposed, Allowed, Declined:
		m.ask(s)
	case Agreed:
		m.Agreed = s.Made
	case Answered:
		m.answer(s)
	case Heard:
		m.hear(s)
	case LeftUs:
		m.gone = append(m.gone, s.Person)
	default:
		m.takeThere(s)
	}
}

// takeThere takes what is done in a meeting and after it.
func (m *Meeting) takeThere(s Step) {
	switch s.Did {
	case There:
		if own := s.By == s.Person; own || !m.there[s.Person].own {
			m.there[s.Person] = presence{yes: s.Word == Yes, own: own}
		}
	case Paused:
		m.PausedBy = s.By
	case WentOn:
		m.PausedBy = ""
	case Closed:
		m.Closed[s.Entry] = true
	case Noted:
		m.Note.Entry, m.Note.Keeper, m.Note.Version, m.Note.Written = s.Entry, s.By, s.Version, s.Made
	case ReadIt:
		m.Note.read[s.By] = max(m.Note.read[s.By], s.Version)
	case Final:
		m.Note.Final = s.Made
	case Tell:
		m.tell[s.Person] = s
	case Given:
		m.given[s.Person] = s
	}
}

func (m *Meeting) ask(s Step) {
	at := slices.IndexFunc(m.Asked, func(a Asked) bool { return a.Person == s.Person && a.Guest == s.Entry })
	if at < 0 {
		m.Asked = append(m.Asked, Asked{Person: s.Person, Guest: s.Entry, By: s.By, At: s.Made, State: s.Did})
		return
	}
	if m.Asked[at].State != Allowed { // who is welcome stays so
		m.Asked[at].State = s.Did
	}
}

func (m *Meeting) answer(s Step) {
	at := slices.IndexFunc(m.Asked, func(a Asked) bool { return a.Person == s.By && a.Guest == "" })
	if at < 0 {
		return
	}
	m.Asked[at].Answer, m.Asked[at].Answered, m.Asked[at].Earlier = s.Word, s.Made, s.Version < len(m.Times)
}

func (m *Meeting) hear(s Step) {
	if m.Heard == 0 {
		m.Heard, m.HeardBy = s.Made, s.By
	}
}

// On reports whether it is to take place: the service user wants it.
func (m Meeting) On() bool { return m.Agreed != 0 && m.Off == 0 }

// Time is when it is to begin.
func (m Meeting) Time() Step {
	if len(m.Times) == 0 {
		return Step{}
	}
	return m.Times[len(m.Times)-1]
}

// Sequence grows each time a calendar has to be told something new.
func (m Meeting) Sequence() int {
	n := max(0, len(m.Times)-1)
	if m.Off != 0 {
		n++
	}
	return n
}

// Coming reports whether it lies ahead, or is going on.
func (m Meeting) Coming(now time.Time) bool {
	t := m.Time()
	return m.Off == 0 && m.Note.Final == 0 && now.UnixMicro() < t.Begins+int64(t.Minutes)*60_000_000
}

// Begun reports whether its time has come.
func (m Meeting) Begun(now time.Time) bool { return m.On() && m.Time().Begins <= now.UnixMicro() }

// Find is how somebody is asked.
func (m Meeting) Find(p id.Person) (Asked, bool) {
	i := slices.IndexFunc(m.Asked, func(a Asked) bool { return a.Person == p && a.Guest == "" })
	if i < 0 {
		return Asked{}, false
	}
	return m.Asked[i], true
}

// Invited reports whether somebody is welcome there.
func (m Meeting) Invited(p id.Person) bool {
	a, ok := m.Find(p)
	return ok && a.State == Allowed
}

// Comes reports whether somebody said yes to the time that counts.
func (m Meeting) Comes(p id.Person) bool {
	a, ok := m.Find(p)
	return ok && a.State == Allowed && a.Answer == Yes && !a.Earlier
}

// People lists who is welcome, in order.
func (m Meeting) People() []id.Person {
	return m.people(func(a Asked) bool { return a.State == Allowed })
}

func (m Meeting) people(is func(Asked) bool) (out []id.Person) {
	for _, a := range m.Asked {
		if a.Guest == "" && is(a) {
			out = append(out, a.Person)
		}
	}
	return out
}

// Waiting lists those who wait for the service user's word.
func (m Meeting) Waiting() (out []Asked) {
	for _, a := range m.Asked {
		if a.State == Proposed {
			out = append(out, a)
		}
	}
	return out
}

// WasThere reports whether somebody was in the meeting, as far as it is known.
func (m Meeting) WasThere(p id.Person) bool { return m.there[p].yes }

// SaidThere reports whether somebody has said themselves whether they were there.
func (m Meeting) SaidThere(p id.Person) bool { return m.there[p].own }

// Present lists who was there, in the order of their invitation.
func (m Meeting) Present() []id.Person {
	return m.people(func(a Asked) bool { return m.there[a.Person].yes })
}

// Absent lists who was invited and was not there.
func (m Meeting) Absent() []id.Person {
	return m.people(func(a Asked) bool { return a.State == Allowed && !m.there[a.Person].yes })
}

// Told is what somebody who was not there is to get, and who said so last.
func (m Meeting) Told(p id.Person) (word string, by id.Person) { return m.tell[p].Word, m.tell[p].By }

// GivenTo reports whether somebody has got what was agreed.
func (m Meeting) GivenTo(p id.Person) bool { return m.given[p].ID != "" }
