package sharing

// harmMonths is how long an opinion of serious harm stands before it must be given again.
const harmMonths = 6

// stoppable: a share by R9 to R15 can still be stopped, unless the recipient was told directly.
func (m *matter) stoppable(a Answer) bool {
	switch a.Rule {
	case R9, R10, R11, R12, R14, R15:
		return a.Outcome == Share && !a.heldBy
	}
	return false
}

// stop gives way to the first of three things that still stop a share (3.0b); the rule stays.
func (m *matter) stop(a Answer) Answer {
	switch {
	case !m.isProfessional() && m.othersDisagree():
		return answer(a.Rule, Withhold, GroundOthersNotAgreed)
	case !m.isProfessional() && m.harmful():
		return answer(a.Rule, Human, GroundSeriousHarm)
	case m.isProfessional() && has(m.i.About, m.r.ID):
		return answer(a.Rule, Human, GroundAboutStaff)
	}
	return a
}

// othersDisagree looks for somebody else in the item whose choice is not to share it with the recipient.
func (m *matter) othersDisagree() bool {
	for _, id := range m.i.About {
		if id == m.r.ID || id == m.i.GivenBy || !m.hasASay(id) {
			continue
		}
		if !m.choiceOf(id).shares() {
			return true
		}
	}
	return false
}

// hasASay: carers do, and in what is a carer's own the service user too.
func (m *matter) hasASay(id string) bool {
	if id == m.u.ID {
		return m.i.Class == CarersOwn
	}
	p := find(m.t.People, id)
	return p == nil || p.Corner == Carer
}

// harmful: a professional's opinion of serious harm stands for six calendar months; one dated ahead protects too.
func (m *matter) harmful() bool {
	h := m.i.SeriousHarm
	return h != nil && (!h.At.IsSet() || m.now.Before(h.At.monthsLater(harmMonths)))
}
