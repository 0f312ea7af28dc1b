package sharing

// apart reports whether a share goes no further than to those whom the giver addressed, and the recipient is none of
// them. Nobody is kept from what is about themselves in this way, and a signed release and an own section name their
// recipients themselves.
func (m *matter) apart(a Answer) bool {
	if m.i.Among == nil || !a.Shares() || a.Ground == GroundAboutYou {
		return false
	}
	switch a.Rule {
	case R7, R9, R10, R12, R13, R14, R15:
		return !m.addressed(m.r)
	}
	return false
}

// addressed reports whether the giver meant somebody. The zero value of a person is nobody.
func (m *matter) addressed(p *Person) bool {
	to := m.i.Among
	if to == nil || p == nil {
		return false
	}
	return to.Team && p.Corner == Professional || has(to.People, p.ID)
}

// toldAsTeam reports whether a carer told the team as a whole something of their own, and the recipient is in it.
func (m *matter) toldAsTeam() bool {
	to := m.i.Among
	return to != nil && to.Team && m.i.GivenBy == m.i.About[0] && m.isProfessional() && m.confidence() != Sealed
}

// together reports whether the recipient and somebody who is named were both addressed: a name is no news among them.
func (m *matter) together(id string) bool {
	return m.addressed(m.r) && m.addressed(find(m.t.People, id))
}
