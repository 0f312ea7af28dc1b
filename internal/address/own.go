package address

import (
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Page is a text that somebody keeps for themselves until they share it: with
// whom, and with nobody else. Sharing is changed with disclose.DrawShares.
type Page struct {
	ID     id.Entry
	Kind   disclose.Kind
	Parent id.Entry
	Topic  string
	// Touches says that it speaks of the service user too: then another carer
	// reads it only where the service user shares the topic with them.
	Touches bool
	Text    string
	Parts   []disclose.Part
	Shared  []id.Person // with whom it is shared from the first moment
}

// Own makes the entry of a page of one's own.
func Own(p Page, tri triangle.Triangle, by triangle.Member, now time.Time) disclose.New {
	at := now.UnixMicro()
	i := sharing.Item{ID: string(p.ID), Class: sharing.Personal, Topic: p.Topic, GivenBy: string(by.Person), About: []string{string(by.Person)}, PossibleSources: 1}
	if by.Corner == sharing.Carer {
		i.Class = sharing.CarersOwn
	}
	if su, ok := tri.ServiceUser(); ok && p.Touches && su.Person != by.Person {
		i.About = append(i.About, string(su.Person))
	}
	i.OwnSection = &sharing.OwnSection{Owner: string(by.Person)}
	for _, one := range p.Shared {
		i.OwnSection.SharedWith = append(i.OwnSection.SharedWith, sharing.SectionShare{Recipient: string(one), When: sharing.Everyday, From: sharing.Micros(at)})
	}
	body := disclose.Body{Text: plain.Clean(p.Text), Parts: p.Parts}
	body.Spans = mention.FindIn(body, tri, nil)
	i.Mentions = mention.Facts(body.Spans)
	return disclose.New{
		Meta: disclose.Meta{ID: p.ID, Triangle: tri.ID, Kind: p.Kind, Version: 1, Latest: 1, Author: by.Person, Parent: p.Parent, Made: at, Changed: at, Item: i},
		Body: body,
	}
}

// SharedWith lists with whom a page of somebody's own is shared now.
func SharedWith(i sharing.Item, now time.Time) []id.Person {
	var out []string
	if i.OwnSection == nil {
		return nil
	}
	for _, s := range i.OwnSection.SharedWith {
		if s.When != sharing.WithoutCapacity && (!s.Until.IsSet() || now.UnixMicro() < s.Until.Micros()) {
			out = append(out, s.Recipient)
		}
	}
	return ids(out)
}
