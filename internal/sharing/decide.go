package sharing

// Decide answers whether the recipient may be shown the item now, for that purpose. The facts must have
// passed Check; if they have not, it still never panics, and what it cannot evaluate it withholds. A share allocates
// nothing, unless it needs a mask or rests on a release.
func Decide(now Instant, t *Triangle, i *Item, r Request) Answer {
	m, sound := open(now, t, i, r)
	if !sound {
		return answer(R16, Withhold, GroundNoRule)
	}
	a := m.decide()
	if m.stoppable(a) {
		a = m.stop(a)
	}
	if m.apart(a) {
		a = answer(a.Rule, Withhold, GroundNotAddressed)
	}
	if a.Shares() {
		a.Mask = m.mask(a)
	}
	return a
}

// decide walks down the rules; the first that applies decides.
func (m *matter) decide() Answer {
	member := m.member()
	switch {
	case !member && !m.mayStillAsk():
		return answer(R1, Withhold, GroundNotAMember)
	case m.i.SystemOnly:
		return answer(R2, Withhold, GroundSystemOnly)
	case member && m.isGiver():
		return answer(R3, Share, GroundOwnWords)
	case m.want == Research:
		return m.research()
	case m.want == SubjectAccess && !m.isGiver() && !has(m.i.About, m.r.ID):
		return answer(R5, Withhold, GroundNotYourData)
	}
	if ground, released := m.release(); released {
		return answer(R6, Share, GroundRelease+ground).owing(TellGiver | RecordMinimum)
	}
	switch {
	case m.want == SubjectAccess:
		return answer(R5, Human, GroundSubjectAccess).owing(RecordMinimum)
	case m.i.Class == General:
		return answer(R7, Share, GroundGeneral)
	case m.i.OwnSection != nil:
		return m.ownSection()
	case m.i.Class == CarersOwn:
		return m.carersOwn()
	case m.carerGave() && m.aboutUser():
		return m.toldByCarer()
	case !m.aboutUser():
		return answer(R16, Withhold, GroundNoRule)
	}
	return m.aboutTheUser()
}

// aboutTheUser holds the rules from R11 on, for what concerns the service user and no carer told us.
func (m *matter) aboutTheUser() Answer {
	switch {
	case m.isUser():
		return answer(R11, Share, GroundAboutYou)
	case m.isProfessional():
		return m.directCare()
	case has(m.i.KnownTo, m.r.ID):
		return answer(R13, ShareKnown, GroundAlreadyKnown)
	case m.cannotBeAsked():
		return m.withoutAsking()
	}
	return m.agreement()
}

// research is R4: consent to care is no consent to research.
func (m *matter) research() Answer {
	if m.i.Class == General || m.isProfessional() && m.allConsentToResearch() {
		return answer(R4, Share, GroundResearchConsent)
	}
	return answer(R4, Withhold, GroundNoResearch)
}

func (m *matter) allConsentToResearch() bool {
	for _, id := range m.i.About {
		if !has(m.i.ResearchConsent, id) {
			return false
		}
	}
	ours := m.i.GivenBy == theService || m.giver != nil && m.giver.Corner == Professional
	return ours || has(m.i.ResearchConsent, m.i.GivenBy)
}

// release finds the ground of a release in force: of several the first in byte order.
func (m *matter) release() (ground string, found bool) {
	for n := range m.t.Releases {
		l := &m.t.Releases[n]
		if l.Item != m.i.ID || l.Recipient != m.r.ID || !m.now.within(l.From, l.Until) {
			continue
		}
		if !found || l.Ground < ground {
			ground, found = l.Ground, true
		}
	}
	return ground, found
}

// directCare is R12: the team may know, unless the service user said otherwise.
func (m *matter) directCare() Answer {
	choice := m.userChoice()
	switch {
	case choice.keeps():
		return answer(R12, Human, GroundObjected).owing(RecordMinimum)
	case choice.asks() && m.cannotBeAsked():
		return answer(R12, Human, GroundBestInterests).owing(RecordMinimum)
	case choice.asks():
		return answer(R12, AskFirst, GroundNotAgreed)
	}
	return answer(R12, Share, GroundDirectCare).owing(RecordMinimum)
}

// withoutAsking is R14, for a carer while the service user cannot be asked.
func (m *matter) withoutAsking() Answer {
	choice := m.userChoice()
	switch {
	case choice.shares() && choice.advance:
		return answer(R14, Share, GroundAdvance).owing(RecordMinimum)
	case choice.shares():
		return answer(R14, Share, GroundAgreed).owing(RecordMinimum)
	case choice.keeps() && choice.advance:
		return answer(R14, Withhold, GroundAdvanceRefused).owing(ListenOpen | OfferGeneral)
	case choice.keeps() && m.userDied():
		return answer(R14, Withhold, GroundRefused).owing(ListenOpen | OfferGeneral)
	case choice.keeps():
		return answer(R14, Human, GroundBestInterests).owing(ListenOpen | OfferGeneral | ReviewRefusal)
	case m.userDied():
		return answer(R14, Human, GroundAfterDeath).owing(ListenOpen | OfferGeneral)
	}
	return answer(R14, Human, GroundBestInterests).owing(ListenOpen | OfferGeneral)
}

// agreement is R15, for a carer on an ordinary day.
func (m *matter) agreement() Answer {
	choice := m.userChoice()
	switch {
	case choice.shares():
		return answer(R15, Share, GroundAgreed).owing(RecordMinimum)
	case choice.keeps():
		return answer(R15, Withhold, GroundRefused).owing(ListenOpen | OfferGeneral | ReviewRefusal)
	}
	return answer(R15, AskFirst, GroundNotAgreed).owing(ListenOpen | OfferGeneral)
}
