package sharing

import "slices"

// mask names the spans to blank out of a share (3.0), each once and in byte order.
func (m *matter) mask(a Answer) []string {
	if a.Rule == R3 || m.i.OwnSection != nil && m.i.OwnSection.Owner == m.r.ID {
		return nil
	}
	var spans []string
	hide := m.hidesSource(a.Rule)
	if hide {
		spans = append(spans, sourceSpan)
	}
	for n := range m.i.Mentions {
		mention := &m.i.Mentions[n]
		if m.isStranger(mention.Person) || hide && mention.Person == m.i.GivenBy {
			spans = append(spans, mention.Span)
		}
	}
	slices.Sort(spans)
	return slices.Compact(spans)
}

// hidesSource: the service user or a carer is shown what a carer gave without their name.
func (m *matter) hidesSource(r Rule) bool {
	if r != R6 && r != R10 || m.isProfessional() || !m.carerGave() || m.heldBy() {
		return false
	}
	confidence := m.confidence()
	return confidence != "" && confidence != Named
}

// isStranger: neither the recipient, nor the giver, nor in the item, nor a professional of the triangle, still or once.
func (m *matter) isStranger(id string) bool {
	if id == m.r.ID || id == m.i.GivenBy || has(m.i.About, id) || m.together(id) {
		return false
	}
	p := find(m.t.People, id)
	return p == nil || p.Corner != Professional
}
