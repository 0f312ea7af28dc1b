package worlds

import (
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/conversation"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// talkSays is somebody's message; the topic counts where it is the first.
type talkSays struct {
	by         string
	with       []string
	team       bool
	line, text string
	about      string
	confidence sharing.Confidence
	question   bool
}

// opens begins a conversation whose id is given.
func (s talkSays) opens(t *testing.T, h *apptest.House, c string) {
	t.Helper()
	d := conversation.Draft{ID: id.Entry(c), Triangle: h.Triangle, Team: s.team, Line: s.line, Topic: "day-to-day", Message: s.message()}
	for _, name := range s.with {
		d.People = append(d.People, h.ID(name))
	}
	_, err := h.Conversations.Open(t.Context(), h.ID(s.by), d)
	apptest.Must(t, err)
}

func (s talkSays) message() conversation.Message {
	return conversation.Message{ID: id.Entry(id.New()), About: s.about, Confidence: s.confidence, Text: s.text, Question: s.question}
}

// says writes a message and gives its id.
func (s talkSays) says(t *testing.T, h *apptest.House, c string) id.Entry {
	t.Helper()
	h.Clock.Move(time.Second)
	m := s.message()
	apptest.Must(t, h.Conversations.Say(t.Context(), h.ID(s.by), h.Triangle, id.Entry(c), m))
	return m.ID
}

// answersIt answers a question.
func (s talkSays) answersIt(t *testing.T, h *apptest.House, c string, question id.Entry) {
	t.Helper()
	h.Clock.Move(time.Second)
	m := s.message()
	m.Answers = question
	apptest.Must(t, h.Conversations.Say(t.Context(), h.ID(s.by), h.Triangle, id.Entry(c), m))
}

// readTalk opens a conversation as those who may.
func readTalk(t *testing.T, h *apptest.House, c string, names ...string) {
	t.Helper()
	for _, name := range names {
		v := h.As(t, name)
		v.Get(h.In("/talk"))
		v.Get(h.In("/talk/" + c))
	}
}

// old is a conversation of before, the same in every world.
const old = "01900000-0000-7000-8000-0000000000aa"

func talkRoom() room {
	return room{
		secrets: []secret{
			{"a carer asks the team in a conversation and is answered", []string{"Sam", "Al", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				talkSays{by: "Jo", team: true, line: "secretword line", text: "secretword open"}.opens(t, h, e)
				q := talkSays{by: "Jo", text: "secretword asked?", question: true}.says(t, h, e)
				talkSays{by: "Bea", text: "secretword answered"}.answersIt(t, h, e, q)
				readTalk(t, h, e, "Jo", "Ravi", "Bea", "Mei", "Grace")
				apptest.Must(t, h.Conversations.SetReads(t.Context(), h.ID("Jo"), h.Triangle, conversation.Reads{ID: id.New(), Show: true}))
			}},
			{"a carer writes to the carer lead alone in a conversation", []string{"Sam", "Al", "Ravi", "Bea", "Mei", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				talkSays{by: "Jo", team: true, line: "secretword line", text: "secretword open", confidence: sharing.Sealed, question: true}.opens(t, h, e)
				talkSays{by: "Grace", text: "secretword listening"}.says(t, h, e)
				readTalk(t, h, e, "Jo", "Grace")
			}},
			{"three talk before the service user has said yes, and one comes later", []string{"Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				talkSays{by: "Ravi", with: []string{"Sam", "Jo"}, line: "secretword line", text: "secretword open"}.opens(t, h, e)
				talkSays{by: "Sam", text: "secretword mine", about: ""}.says(t, h, e)
				readTalk(t, h, e, "Sam", "Ravi", "Bea", "Mei", "Grace")
			}},
		},
		before: func(t *testing.T, h *apptest.House) {
			t.Helper()
			talkSays{by: "Sam", with: []string{"Jo", "Al"}, team: true, line: "How we go on", text: "Shall we talk?"}.opens(t, h, old)
			q := talkSays{by: "Jo", text: "When is the next visit?", question: true}.says(t, h, old)
			talkSays{by: "Ravi", text: "On Thursday."}.answersIt(t, h, old, q)
			readTalk(t, h, old, "Sam", "Jo", "Al", "Ravi", "Bea", "Mei", "Grace")
		},
		during: func(t *testing.T, h *apptest.House, held string) {
			t.Helper()
			talkSays{by: "Sam", text: "secretword 120"}.says(t, h, old)
			fresh := id.New()
			talkSays{by: "Sam", with: []string{"Jo", "Al"}, team: true, line: "secretword 121", text: "secretword 122"}.opens(t, h, fresh)
			for _, name := range []string{"Jo", "Al"} {
				if name != held {
					q := talkSays{by: name, text: "secretword 123", question: true}.says(t, h, old)
					talkSays{by: "Grace", text: "secretword 124"}.answersIt(t, h, old, q)
					apptest.Must(t, h.Conversations.SetReads(t.Context(), h.ID(name), h.Triangle, conversation.Reads{ID: id.New(), Show: true}))
					apptest.Must(t, h.Conversations.Leave(t.Context(), h.ID(name), h.Triangle, id.Entry(old), h.ID(name)))
				}
			}
			apptest.Must(t, h.Conversations.Agree(t.Context(), h.ID("Sam"), h.Triangle, id.Entry(old), conversation.Consent{ID: id.New()}))
			for _, name := range []string{"Sam", "Ravi", "Grace"} {
				h.As(t, name).Get(h.In("/talk/" + old))
			}
		},
	}
}
