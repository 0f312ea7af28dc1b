package demo

import (
	"trialogue/internal/conversation"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// talks opens a conversation with its first message.
type talks struct {
	as    string
	with  []string
	team  bool
	line  string // what it is about
	topic string
	message
}

// message is what somebody says in one. One that is a question, or is answered, has a name.
type message struct {
	said    string
	how     sharing.Confidence // of a carer to the team
	about   string             // by key, or nobody; empty for what is usual
	text    string
	asks    bool
	answers string
}

func (d message) written(m moment) conversation.Message {
	out := conversation.Message{ID: m.entry(d.said), Confidence: d.how, Text: d.text, Question: d.asks}
	switch d.about {
	case "":
	case conversation.Nobody:
		out.About = conversation.Nobody
	default:
		out.About = string(m.somebody(d.about))
	}
	if d.answers != "" {
		out.Answers = m.entry(d.answers)
	}
	return out
}

func (d talks) do(m moment) error {
	_, err := m.Conversations.Open(m.ctx, m.who.ID, conversation.Draft{
		ID: m.entry(d.as), Triangle: m.in(), People: m.everybody(d.with), Team: d.team, Line: d.line, Topic: d.topic, Message: d.written(m),
	})
	return err
}

// writes says something in a conversation.
type writes struct {
	in string
	message
}

func (d writes) do(m moment) error {
	return m.Conversations.Say(m.ctx, m.who.ID, m.in(), m.entry(d.in), d.written(m))
}

// listens reads a conversation.
type listens struct{ to string }

func (d listens) do(m moment) error {
	_, err := m.Conversations.Read(m.ctx, m.who.ID, m.in(), m.entry(d.to), conversation.Find{})
	return err
}

// lightsUp lets writers see what somebody has read.
type lightsUp struct{}

func (lightsUp) do(m moment) error {
	return m.Conversations.SetReads(m.ctx, m.who.ID, m.in(), conversation.Reads{ID: id.New(), Show: true})
}
