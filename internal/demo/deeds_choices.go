package demo

import (
	"fmt"
	"strings"

	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

// chooses is a choice of an owner for one recipient, topic by topic. A topic in
// quotation marks is one of the owner's own.
type chooses struct {
	to     string // by key, or "team"
	topics []string
	answer sharing.Choice
	ends   int          // days from today; 0 for no end
	when   sharing.When // every day, unless it says otherwise
}

func (d chooses) do(m moment) error {
	for _, name := range d.topics {
		topic, err := m.topic(name)
		if err != nil {
			return err
		}
		form, err := m.Protocol.Form(m.ctx, m.who.ID, m.in(), m.recipient(d.to), topic, d.when)
		if err != nil {
			return err
		}
		m.clock.tick()
		err = m.Protocol.Change(m.ctx, m.who.ID, protocol.Draft{
			ID: id.New(), Triangle: m.in(), Recipient: m.recipient(d.to), Topic: topic, When: d.when, Answer: d.answer, Ends: m.ends(d.ends), Read: form.Read,
		})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (m moment) recipient(key string) string {
	if key == "team" {
		return sharing.Group(sharing.Professional)
	}
	return string(m.somebody(key))
}

// ends turns days from today into the end of a choice; 0 is no end.
func (m moment) ends(days int) int64 {
	if days == 0 {
		return 0
	}
	return m.days.in(days).UnixMicro()
}

func (m moment) topic(name string) (string, error) {
	label, own := strings.CutPrefix(name, `"`)
	if !own {
		return name, nil
	}
	label = strings.TrimSuffix(label, `"`)
	names, err := m.Protocol.Names(m.ctx, m.who.ID, m.in())
	for topic, one := range names {
		if one == label {
			return topic, nil
		}
	}
	return "", fmt.Errorf("there is no topic %s here: %w", name, err)
}

// addsTopic is a topic of one's own.
type addsTopic struct {
	label     string
	sensitive bool
}

func (d addsTopic) do(m moment) error {
	return m.Protocol.AddTopic(m.ctx, m.who.ID, protocol.TopicDraft{ID: id.New(), Triangle: m.in(), Label: d.label, Sensitive: d.sensitive})
}

// sharesAll is a yes to all that is not sensitive.
type sharesAll struct {
	to   string
	ends int
}

func (d sharesAll) do(m moment) error {
	return m.Protocol.Everything(m.ctx, m.who.ID, protocol.Sweep{ID: id.New(), Triangle: m.in(), Recipient: m.recipient(d.to), When: sharing.Everyday, Ends: m.ends(d.ends)})
}

// keepsAll is a no to everything.
type keepsAll struct{ from string }

func (d keepsAll) do(m moment) error {
	return m.Protocol.Nothing(m.ctx, m.who.ID, protocol.Sweep{ID: id.New(), Triangle: m.in(), Recipient: m.recipient(d.from), When: sharing.Everyday})
}

// asks is a question to an owner: may this be told? A carer asks for themselves.
type asks struct {
	as    string
	owner string
	to    string
	topic string
}

func (d asks) do(m moment) error {
	a := protocol.AskDraft{ID: m.named(d.as), Triangle: m.in(), Owner: m.somebody(d.owner), Topic: d.topic}
	if d.to != "" {
		a.Recipient = m.recipient(d.to)
	}
	return m.Protocol.Ask(m.ctx, m.who.ID, a)
}

// decides answers such a question with a choice.
type decides struct {
	ask    string
	answer sharing.Choice
	ends   int
}

func (d decides) do(m moment) error {
	return m.Protocol.Answer(m.ctx, m.who.ID, protocol.AskAnswer{ID: id.New(), Triangle: m.in(), Ask: m.named(d.ask), Answer: d.answer, Ends: m.ends(d.ends)})
}

// promises is what a team commits itself to.
type promises struct{ reply, always, confidence string }

func (d promises) do(m moment) error {
	before, err := m.Protocol.Pledge(m.ctx, m.who.ID, m.in())
	if err != nil {
		return err
	}
	return m.Protocol.Promise(m.ctx, m.who.ID, protocol.PledgeDraft{
		ID: id.Entry(id.New()), Triangle: m.in(), Read: before.Entry,
		Parts: map[string]string{protocol.PartReply: d.reply, protocol.PartAlways: d.always, protocol.PartConfidence: d.confidence},
	})
}

// putsDown writes the choices of this moment down as a version of the agreement.
type putsDown struct{ as string }

func (d putsDown) do(m moment) error {
	return m.Protocol.PutDown(m.ctx, m.who.ID, m.in(), m.named(d.as))
}

// goesAlong acknowledges a version, with a reservation or without.
type goesAlong struct{ with, but string }

func (d goesAlong) do(m moment) error {
	return m.Protocol.Acknowledge(m.ctx, m.who.ID, protocol.Acknowledgement{ID: id.Entry(id.New()), Triangle: m.in(), Version: m.named(d.with), But: d.but})
}
