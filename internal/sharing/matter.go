package sharing

// matter is one question with the people it concerns already found, so that each rule reads like its line in the table.
type matter struct {
	now   Instant
	t     *Triangle
	i     *Item
	want  Purpose
	r     *Person // recipient
	u     *Person // service user
	giver *Person // nil where the service gave the item
}

// open finds the people; it fails where facts are so broken that no rule can be evaluated for anybody.
func open(now Instant, t *Triangle, i *Item, q Request) (matter, bool) {
	if t == nil || i == nil {
		return matter{}, false
	}
	m := matter{now: now, t: t, i: i, want: q.Purpose, r: find(t.People, q.Recipient), giver: find(t.People, i.GivenBy)}
	for n := range t.People {
		if t.People[n].Corner == ServiceUser {
			m.u = &t.People[n]
		}
	}
	return m, m.u != nil && now.IsSet() && i.Class.known() && q.Purpose.known()
}

func (m *matter) isUser() bool         { return m.r == m.u }
func (m *matter) isCarer() bool        { return m.r.Corner == Carer }
func (m *matter) isProfessional() bool { return m.r.Corner == Professional }
func (m *matter) isGiver() bool        { return m.i.GivenBy == m.r.ID }
func (m *matter) isCarerLead() bool    { return m.isProfessional() && m.r.CarerLead }
func (m *matter) heldBy() bool         { return has(m.i.HeldBy, m.r.ID) }
func (m *matter) aboutUser() bool      { return has(m.i.About, m.u.ID) }
func (m *matter) carerGave() bool      { return m.giver != nil && m.giver.Corner == Carer }
func (m *matter) userDied() bool       { return m.u.Died.reached(m.now) }
func (m *matter) cannotBeAsked() bool  { return m.capacityLacking() || m.userDied() }

// member reports whether the recipient is of the triangle now. The service user stays one until death.
func (m *matter) member() bool {
	if m.r == nil || !m.r.Corner.known() || m.isUser() && m.userDied() {
		return false
	}
	return m.now.within(m.r.Since, m.r.Until)
}

// mayStillAsk: who has left keeps the right to ask for what is held about them, as long as they live.
func (m *matter) mayStillAsk() bool {
	return m.want == SubjectAccess && m.r != nil && m.r.Corner.known() && m.r.Until.reached(m.now) && !(m.isUser() && m.userDied())
}

// capacityLacking: while a finding is in force and the service user lives.
func (m *matter) capacityLacking() bool { return m.findingAt(m.now) && !m.userDied() }

// findingAt reports whether a moment lies in a finding, ended or not.
func (m *matter) findingAt(at Instant) bool {
	for n := range m.t.Capacity {
		if at.within(m.t.Capacity[n].From, m.t.Capacity[n].Until) {
			return true
		}
	}
	return false
}

// confidence is what the carer asked for: the team only, where they said nothing else of somebody in their care.
func (m *matter) confidence() Confidence {
	if m.i.Confidence == "" && m.carerGave() && m.i.Class != CarersOwn {
		return Team
	}
	return m.i.Confidence
}
