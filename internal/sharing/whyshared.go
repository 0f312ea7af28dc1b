package sharing

import "strings"

// whyShared explains a share. It may speak of the item, which the recipient sees, and names nobody.
func whyShared(a Answer) []Sentence {
	because := []Sentence{shareSentence(a)}
	for _, span := range a.Mask {
		if span != sourceSpan {
			return append(because, Sentence{Key: "because.left-out", Text: "Some words are left out, because they are about somebody else."})
		}
	}
	return because
}

func shareSentence(a Answer) Sentence {
	switch {
	case strings.HasPrefix(a.Ground, GroundRelease):
		return Sentence{Key: "because.release", Text: "A member of staff thought about this with care and signed that you should see it."}
	case a.Ground == GroundToldDirectly && !a.heldBy:
		return Sentence{Key: "because.carer-lead", Text: "You look after what carers tell the team."}
	case a.Ground == GroundAgreed && a.Rule == R9:
		return Sentence{Key: "because.carer-agreed", Text: "The carer that this is about has said that you may see it."}
	case a.Ground == GroundAgreed:
		return Sentence{Key: "because.agreed", Text: "The person you care for has said that you may see this."}
	case a.Ground == GroundAdvance:
		return Sentence{Key: "because.advance", Text: "The person you know wrote down before that you may see this at a time like now."}
	}
	return Sentence{Key: "because." + a.Ground, Text: plainReason(a.Ground)}
}

// plainReason covers the grounds that need no more than themselves.
func plainReason(ground string) string {
	switch ground {
	case GroundOwnWords:
		return "You told us this yourself."
	case GroundResearchConsent:
		return "This may be used for research."
	case GroundGeneral:
		return "This is general information and open to everybody."
	case GroundOwnSection:
		return "This is your own page."
	case GroundSectionShared:
		return "The person who keeps this page has shared it with you."
	case GroundToldDirectly:
		return "You were told this directly."
	case GroundAboutYou:
		return "This is about you."
	case GroundGiverAgreed:
		return "Somebody told us this and is happy for you to know it."
	case GroundBothAgreed:
		return "Both people have said that you may see this."
	case GroundToldTheTeam:
		return "A carer told the team this, and you are in the team."
	case GroundDirectCare:
		return "You are in the team that supports this person."
	}
	return "You know this already, so we can talk about it with you."
}
