package demo

import (
	"trialogue/internal/identity"
	"trialogue/internal/triangle"
)

// knows is a professional who says that they know somebody in person, or which
// paper they have seen.
type knows struct{ whom, paper string }

func (d knows) do(m moment) error {
	c := identity.Change{ID: m.named("knows " + d.whom), Level: triangle.Known, Way: identity.WayKnown}
	if d.paper != "" {
		c.Level, c.Way = triangle.Checked, d.paper
	}
	return m.Identity.Set(m.ctx, m.who.ID, m.in(), m.somebody(d.whom), c)
}
