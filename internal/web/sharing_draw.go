package web

import (
	"net/url"

	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// choices draws topics by people.
func (s *Site) choices(v *Visit, look protocol.Look, t protocol.Table) ui.ChoicesTable {
	out := ui.ChoicesTable{Label: "choices"}
	for _, rec := range t.Recipients {
		out.Columns = append(out.Columns, ui.ChoiceColumn{Who: recipientPerson(v, rec), Short: firstNameOrTeam(v, rec)})
	}
	for _, row := range t.Rows {
		one := ui.ChoiceRow{Topic: topicTitle(v, row.Topic), Hint: topicHint(v, row.Topic)}
		for i, c := range row.Cells {
			q := url.Values{"recipient": {t.Recipients[i].Name}, "topic": {row.Topic.Name}, "set": {string(t.When)}, "part": {string(look.Part)}}
			if look.Each {
				q.Set("each", "team")
			}
			one.Cells = append(one.Cells, ui.ChoiceCell{Answer: ui.Answer(c.Answer), Until: cellUntil(v, c), Change: v.Place.Base() + "/sharing/change?" + q.Encode()})
		}
		out.Rows = append(out.Rows, one)
	}
	return out
}

func cellUntil(v *Visit, c protocol.Cell) string {
	switch {
	case c.Everyday:
		return v.Words.T("protocol.as-every-day")
	case c.Until != 0:
		return v.Words.T("protocol.until", "date", lastDay(v, c.Until))
	}
	return ""
}

// lastDay says until when something counts: a whole day, or a moment.
func lastDay(v *Visit, ends int64) string {
	day, whole := protocol.LastDay(ends, v.Words.Location())
	if whole {
		return v.Words.ShortDate(day)
	}
	return v.Words.DateTime(day)
}

func recipientPerson(v *Visit, rec protocol.Recipient) ui.Person {
	if rec.Group() {
		return ui.Person{Name: v.Words.T("protocol.team"), Initials: v.Words.T("protocol.team-initials"), Corner: ui.Professional, Role: v.Words.T("protocol.team-size", "count", len(rec.Members))}
	}
	return person(v, rec.Member)
}

func firstName(rec protocol.Recipient) string { return triangle.FirstName(rec.Member.Name) }

func firstNameOrTeam(v *Visit, rec protocol.Recipient) string {
	if rec.Group() {
		return v.Words.T("protocol.team")
	}
	return firstName(rec)
}

// nameSaid is how a recipient stands in a sentence.
func nameSaid(v *Visit, name string) string {
	switch {
	case name == string(v.Person.ID):
		return v.Words.T("protocol.you")
	case name == sharing.Group(sharing.Professional):
		return v.Words.T("protocol.the-team")
	case name == sharing.Group(sharing.Carer):
		return v.Words.T("protocol.the-carers")
	}
	if m, ok := v.Place.Member(id.Person(name)); ok {
		return triangle.FirstName(m.Name)
	}
	return v.Words.T("entry.somebody")
}

// topicTitle names a topic as a heading does.
func topicTitle(v *Visit, t protocol.Topic) string {
	switch {
	case t.Name == sharing.EveryTopic:
		return v.Words.T("protocol.every-topic")
	case t.Own && t.Label != "":
		return t.Label
	}
	return topicName(v.Words, t.Name)
}

func topicHint(v *Visit, t protocol.Topic) string {
	switch {
	case t.Name == sharing.EveryTopic:
		return v.Words.T("protocol.every-topic-hint")
	case t.Own:
		return v.Words.T("protocol.own-hint")
	}
	return v.Words.T("topic-hint." + t.Name)
}

// topicOf names a topic inside a sentence to its owner: "your medicines".
func topicOf(v *Visit, t protocol.Topic) string {
	switch {
	case t.Name == sharing.EveryTopic:
		return v.Words.T("protocol.everything-else")
	case t.Own:
		return "“" + topicTitle(v, t) + "”"
	}
	return v.Words.T("topic-of." + t.Name)
}

// sayChoice says to its owner what a choice means from now.
func sayChoice(v *Visit, c protocol.Choice) string {
	topic := protocol.Topic{Name: c.Topic, Own: protocol.IsOwn(c.Topic)}
	said := topicOf(v, topic)
	if topic.Own {
		said = v.Words.T("protocol.your-topic")
	}
	name := nameSaid(v, c.Recipient)
	switch {
	case c.Ends != 0 && c.Ends <= v.Now.UnixMicro():
		return v.Words.T("done.undone")
	case c.Ends != 0:
		return v.Words.T("protocol.said-until-"+string(c.Answer), "name", name, "topic", said, "date", lastDay(v, c.Ends))
	}
	return v.Words.T("protocol.said-"+string(c.Answer), "name", name, "topic", said)
}
