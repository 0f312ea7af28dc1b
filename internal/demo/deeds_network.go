package demo

import (
	"trialogue/internal/network"
	"trialogue/internal/sharing"
)

// helps is somebody else who helps, as one of the triangle writes it down.
type helps struct {
	topic   string
	who     network.Details
	how     sharing.Confidence // a carer's
	carers  []string           // whom a service user tells
	team    bool
	through int // days from today; 0 for no end
}

func (d helps) do(m moment) error {
	return m.Network.Add(m.ctx, m.who.ID, network.Draft{
		ID: m.entry(""), Triangle: m.in(), Topic: d.topic, Confidence: d.how, Carers: m.everybody(d.carers), Team: d.team, Details: d.who, Ends: m.ends(d.through),
	})
}
