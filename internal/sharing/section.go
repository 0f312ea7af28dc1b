package sharing

// ownSection is R8: what somebody keeps for themselves is theirs, and professionals are no exception.
func (m *matter) ownSection() Answer {
	s := m.i.OwnSection
	switch {
	case m.r.ID == s.Owner:
		return answer(R8, Share, GroundOwnSection)
	case m.sectionOpen(Everyday):
		return answer(R8, Share, GroundSectionShared)
	case m.capacityLacking() && m.sectionOpen(WithoutCapacity):
		return answer(R8, Share, GroundAdvance).owing(RecordMinimum)
	}
	return answer(R8, Withhold, GroundSectionNotShared)
}

// sectionOpen looks for an entry for the recipient that is in force and counts.
func (m *matter) sectionOpen(when When) bool {
	s := m.i.OwnSection
	if m.needsUserToo() && !m.userChoice().shares() {
		return false
	}
	for n := range s.SharedWith {
		e := &s.SharedWith[n]
		if e.Recipient != m.r.ID || e.When.orEveryday() != when || !m.now.within(e.From, e.Until) {
			continue
		}
		if s.Owner != m.u.ID || !m.findingAt(e.From) {
			return true
		}
	}
	return false
}

// needsUserToo: one carer cannot open to another what is also about the service user.
func (m *matter) needsUserToo() bool {
	return m.i.OwnSection.Owner != m.u.ID && m.isCarer() && m.aboutUser()
}
