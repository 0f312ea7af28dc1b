package demo

import (
	"trialogue/internal/id"
	"trialogue/internal/network"
	"trialogue/internal/sharing"
)

// helped is somebody outside the triangle who helps, written down. A service user
// says to whom, and a carer how far it may go.
type helped struct {
	as    string
	topic string
	who   network.Details
	how   sharing.Confidence
	to    []string // carers whom a service user tells; the team is told too
	ends  int      // days from today, before it where negative; 0 for no end
}

func (d helped) do(m moment) error {
	n := network.Draft{ID: m.entry(d.as), Triangle: m.in(), Topic: d.topic, Confidence: d.how, Team: true, Details: d.who, Ends: m.ends(d.ends)}
	for _, one := range d.to {
		n.Carers = append(n.Carers, id.Person(m.recipient(one)))
	}
	return m.Network.Add(m.ctx, m.who.ID, n)
}
