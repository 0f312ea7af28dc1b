package sharing

// carersOwn is R9: what concerns a carer is the carer's to share, also towards the service user and the team.
func (m *matter) carersOwn() Answer {
	if len(m.i.About) == 0 {
		return answer(R9, Withhold, GroundCarersOwn)
	}
	owner, confidence := m.i.About[0], m.confidence()
	confided := confidence != "" && confidence != Named
	switch {
	case m.heldBy(), m.toldAsTeam():
		a := answer(R9, Share, GroundToldDirectly)
		a.heldBy = true
		return a
	case confided && !m.isProfessional():
		return answer(R9, Withhold, GroundInConfidence)
	case confidence == Sealed && !m.isCarerLead():
		return answer(R9, Human, GroundInConfidence)
	case m.r.ID == owner:
		return answer(R9, Share, GroundAboutYou)
	}
	return m.ownersAnswer(m.choiceOf(owner))
}

// ownersAnswer turns a carer's choice about their own information into an answer.
func (m *matter) ownersAnswer(choice ruling) Answer {
	switch {
	case choice.shares():
		return answer(R9, Share, GroundAgreed).owing(RecordMinimum)
	case choice.keeps():
		return answer(R9, Withhold, GroundRefused)
	case choice.asks() || m.isProfessional():
		return answer(R9, AskFirst, GroundNotAgreed)
	}
	return answer(R9, Withhold, GroundCarersOwn)
}
