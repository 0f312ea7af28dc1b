package sharing

// Codes of what would turn an answer into a share.
const (
	ChangeNone          = "none"
	ChangeRelease       = "release-signed"
	ChangeSectionShared = "section-shared"
	ChangeGiverAgrees   = "giver-agrees"
	ChangeOwnerAgrees   = "owner-agrees"
)

// change says what would give a share instead of this answer (section 2).
func change(now Instant, t *Triangle, i *Item, r Request, a Answer) []string {
	m, sound := open(now, t, i, r)
	switch {
	case !sound || m.r == nil:
		return []string{ChangeNone}
	case a.Outcome == Human, a.Ground == GroundAdvanceRefused, a.Ground == GroundRefused && a.Rule == R14:
		return []string{ChangeRelease}
	case a.Ground == GroundInConfidence && a.Rule == R10 && m.isCarer():
		return m.lacking()
	}
	switch a.Ground {
	case GroundSectionNotShared:
		return []string{ChangeSectionShared}
	case GroundInConfidence:
		return []string{ChangeGiverAgrees}
	case GroundNotAgreed, GroundRefused, GroundCarersOwn, GroundOthersNotAgreed:
		return []string{ChangeOwnerAgrees}
	case GroundNoResearch:
		if m.isProfessional() {
			return []string{ChangeOwnerAgrees}
		}
	}
	return []string{ChangeNone}
}

// lacking: another carer sees what a carer told only if the giver and the service user both agree.
func (m *matter) lacking() []string {
	var codes []string
	if m.confidence() != Named || !m.choiceOf(m.i.GivenBy).shares() {
		codes = append(codes, ChangeGiverAgrees)
	}
	if !m.userChoice().shares() {
		codes = append(codes, ChangeOwnerAgrees)
	}
	return codes
}
