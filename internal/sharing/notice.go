package sharing

import "strings"

// Notice is what somebody reads who is shown nothing on a topic. It takes no item and so can betray none: the words are
// the same whether there is anything or not. A carer's or professional's notice follows the service user's everyday
// choice for them; that of the service user, and of whoever is not in the triangle now, follows corner and topic alone.
func Notice(now Instant, t *Triangle, recipient, topic string) []Sentence {
	m, sound := open(now, t, &Item{Class: classOf(topic), Topic: topic}, Request{Recipient: recipient})
	switch {
	case !sound || m.r == nil || !m.isUser() && !m.member():
		return noticeOutside(topic)
	case m.isUser():
		return noticeUser(topic)
	case m.isCarer():
		return noticeCarer(topic, m.governing(m.u.ID, Everyday))
	}
	return noticeProfessional(topic, m.governing(m.u.ID, Everyday))
}

// classOf is what the topic alone says about how an item is guarded.
func classOf(topic string) Class {
	switch {
	case sensitiveTopic(topic):
		return Sensitive
	case carersTopic(topic):
		return CarersOwn
	}
	return Personal
}

// onTopic makes a sentence about a topic. The text holds its place as {topic}.
func onTopic(key, topic, text string) Sentence {
	return Sentence{Key: key, Topic: topic, Text: strings.ReplaceAll(text, "{topic}", strings.ReplaceAll(topic, "-", " "))}
}

func noticeOutside(topic string) []Sentence {
	return []Sentence{
		onTopic("because.outside", topic, "You are not part of this triangle at the moment, so we cannot show you anything about {topic} here."),
		{Key: "because.outside-help", Text: "General information is open to everybody, and you can always tell us something."},
	}
}

func noticeUser(topic string) []Sentence {
	return []Sentence{
		onTopic("because.you", topic, "There is nothing more about {topic} that we can show you here right now."),
		{Key: "because.you-help", Text: "You can talk to your team about it, and you can always ask for a copy of what is held about you."},
	}
}

func noticeCarer(topic string, choice ruling) []Sentence {
	var first Sentence
	switch {
	case choice.shares():
		first = onTopic("because.carer-share", topic, "The person you care for is happy for you to know about {topic}. Right now there is nothing more that we can show you here.")
	case choice.asks():
		first = onTopic("because.carer-ask", topic, "The person you care for wants us to ask them first about {topic}. We can show you nothing here without that.")
	case choice.keeps():
		first = onTopic("because.carer-keep", topic, "The person you care for has chosen to keep {topic} private. That is their choice and it is not about anything you did.")
	default:
		first = onTopic("because.carer-none", topic, "The person you care for has not told us yet what you may know about {topic}. We can show you nothing here until then.")
	}
	return []Sentence{first, {Key: "because.carer-help", Text: "You can always tell us things, and we will listen. General information and help for you stay open."}}
}

func noticeProfessional(topic string, choice ruling) []Sentence {
	var first Sentence
	switch {
	case choice.shares():
		first = onTopic("because.staff-share", topic, "The person you support is happy for you to know about {topic}. Right now there is nothing more that we can show you here.")
	case choice.asks():
		first = onTopic("because.staff-ask", topic, "The person you support wants to be asked first about {topic}. We can show you nothing here without that.")
	case choice.keeps():
		first = onTopic("because.staff-keep", topic, "The person you support has chosen to keep {topic} private.")
	default:
		first = onTopic("because.staff-none", topic, "There is nothing more about {topic} that we can show you here right now.")
	}
	return []Sentence{first, {Key: "because.staff-help", Text: "You can talk with them about it. If somebody is not safe, speak to your lead today."}}
}
