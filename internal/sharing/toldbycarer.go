package sharing

// toldByCarer is R10: what a carer tells about the service user.
func (m *matter) toldByCarer() Answer {
	switch {
	case m.heldBy():
		a := answer(R10, Share, GroundToldDirectly)
		a.heldBy = true
		return a
	case m.isCarerLead():
		return answer(R10, Share, GroundToldDirectly)
	case m.isProfessional() && m.confidence() == Sealed:
		return answer(R10, Human, GroundInConfidence)
	case m.isProfessional():
		return answer(R10, Share, GroundToldTheTeam).owing(RecordMinimum)
	case m.isUser():
		return m.toldToUser()
	case m.confidence() == Named && m.choiceOf(m.i.GivenBy).shares() && m.userChoice().shares():
		return answer(R10, Share, GroundBothAgreed)
	}
	return answer(R10, Withhold, GroundInConfidence)
}

// toldToUser: the service user hears it with the carer's name, or without it where that hides who it was.
func (m *matter) toldToUser() Answer {
	switch {
	case m.confidence() == Named:
		return answer(R10, Share, GroundGiverAgreed)
	case m.confidence() == Unnamed && m.i.PossibleSources >= 2 && !has(m.i.About, m.i.GivenBy):
		return answer(R10, Share, GroundGiverAgreed)
	case m.i.InfluencedCare:
		return answer(R10, Human, GroundInfluencedCare).owing(WeighTelling | TellGiver)
	}
	return answer(R10, Withhold, GroundInConfidence)
}
