package release

import "slices"

// Ground is why somebody may disclose against a choice, or without one. The engine never acts on a ground by itself.
type Ground string

// The grounds. Who may decide on each, and by which test, stands in the message catalogue.
const (
	LawRequired         Ground = "LAW_REQUIRED"          // a statute or a court order compels
	SafeguardAdult      Ground = "SAFEGUARD_ADULT"       // an enquiry to protect an adult
	SafeguardChild      Ground = "SAFEGUARD_CHILD"       // significant harm to a child
	SeriousHarmOthers   Ground = "SERIOUS_HARM_OTHERS"   // real risk of death or serious harm to somebody else
	SeriousHarmSelf     Ground = "SERIOUS_HARM_SELF"     // a no of somebody who can decide normally stands
	BestInterests       Ground = "BEST_INTERESTS"        // they cannot decide this now; needs a finding in force
	VitalEmergency      Ground = "VITAL_EMERGENCY"       // life at stake and nobody can be asked
	MHAStatutory        Ground = "MHA_STATUTORY"         // the narrow information that the Mental Health Act names
	PublicInterestOther Ground = "PUBLIC_INTEREST_OTHER" // exceptional, weighed on paper
)

// Grounds lists them in the order of a page.
func Grounds() []Ground {
	return []Ground{
		BestInterests, SeriousHarmOthers, VitalEmergency, SafeguardChild, SafeguardAdult, SeriousHarmSelf, LawRequired, MHAStatutory, PublicInterestOther,
	}
}

// Known reports whether g is one of Grounds.
func (g Ground) Known() bool { return slices.Contains(Grounds(), g) }
