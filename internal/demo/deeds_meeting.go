package demo

import (
	"strconv"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
)

// meets calls a meeting of the network.
type meets struct {
	as, topic, why, place string
	people                []string
	ago                   int // working days before today; 0 for the Thursday of the week after
	clock                 string
	minutes               int
}

func (d meets) do(m moment) error {
	day := m.days.thursday()
	if d.ago > 0 {
		var err error
		if day, err = m.days.ago(d.ago, d.clock); err != nil {
			return err
		}
	}
	return m.Meetings.Call(m.ctx, m.who.ID, meeting.Call{
		ID: m.entry(d.as), Triangle: m.in(), Topic: d.topic, Why: d.why, Place: d.place, When: when(day, d.clock), Zone: london(),
		Minutes: d.minutes, People: m.everybody(d.people),
	})
}

// when is a time as somebody types it.
func when(day time.Time, clock string) meeting.When {
	return meeting.When{Day: strconv.Itoa(day.Day()), Month: strconv.Itoa(int(day.Month())), Year: strconv.Itoa(day.Year()), Clock: clock}
}

// welcomes is the service user's yes to a meeting, and to who comes.
type welcomes struct {
	to     string
	people []string
}

func (d welcomes) do(m moment) error {
	return m.Meetings.Decide(m.ctx, m.who.ID, meeting.Decision{Triangle: m.in(), Meeting: m.entry(d.to), Meet: meeting.Yes, Yes: m.everybody(d.people)})
}

// willCome is somebody's answer to an invitation.
type willCome struct{ to, word string }

func (d willCome) do(m moment) error {
	return m.Meetings.Answer(m.ctx, m.who.ID, m.in(), m.entry(d.to), d.word)
}

// wantsToTalk puts something on the list of a meeting.
type wantsToTalk struct {
	at  string
	how sharing.Confidence // a carer's
	of  string
}

func (d wantsToTalk) do(m moment) error {
	return m.Meetings.Say(m.ctx, m.who.ID, meeting.Words{
		ID: m.entry(""), Triangle: m.in(), Meeting: m.entry(d.at), Kind: disclose.Agenda, Text: d.of, Confidence: d.how,
	})
}

// said is what somebody said in a meeting, in their own words.
type said struct {
	at, text string
	how      sharing.Confidence
	open     bool // a question that may stay open
	aloud    bool // a professional thinks aloud with another
}

func (d said) do(m moment) error {
	kind := disclose.Voice
	if d.open {
		kind = disclose.OpenQuestion
	}
	return m.Meetings.Say(m.ctx, m.who.ID, meeting.Words{
		ID: m.entry(""), Triangle: m.in(), Meeting: m.entry(d.at), Kind: kind, Text: d.text, Confidence: d.how, Reflection: d.aloud,
	})
}

// wasThere is somebody who says that they were.
type wasThere struct{ at string }

func (d wasThere) do(m moment) error {
	return m.Meetings.WasThere(m.ctx, m.who.ID, m.in(), m.entry(d.at), m.who.ID, meeting.Yes)
}

// minutes is the note of a meeting.
type minutes struct{ of, text, actions string }

func (d minutes) do(m moment) error {
	return m.Meetings.WriteNote(m.ctx, m.who.ID, meeting.Draft{ID: m.entry("note of " + d.of), Triangle: m.in(), Meeting: m.entry(d.of), Text: d.text, Actions: d.actions})
}

// readsNote says that they have read it.
type readsNote struct{ of string }

func (d readsNote) do(m moment) error {
	return m.Meetings.ReadNote(m.ctx, m.who.ID, m.in(), m.entry(d.of), 1)
}

// talkedWithout is talk of professionals without the network, written down for all.
type talkedWithout struct {
	days        int
	clock       string
	who         []string
	about, came string
}

func (d talkedWithout) do(m moment) error {
	at, err := m.days.ago(d.days, d.clock)
	if err != nil {
		return err
	}
	return m.Meetings.LogWithout(m.ctx, m.who.ID, meeting.Without{
		ID: id.Entry(id.New()), Triangle: m.in(), At: at.UnixMicro(), Who: m.everybody(d.who), About: d.about, Came: d.came,
	})
}

// ringsBack says that the team has answered a call.
type ringsBack struct{ to string }

func (d ringsBack) do(m moment) error {
	return m.Meetings.CallBack(m.ctx, m.who.ID, m.in(), m.entry(d.to))
}
