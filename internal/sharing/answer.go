package sharing

// Outcome is what may happen with an item. Share is one too; the zero value shows nothing.
type Outcome string

// The other outcomes.
const (
	ShareKnown Outcome = "share-known" // may be talked about, adds nothing
	AskFirst   Outcome = "ask"         // nothing leaves, the owner can be asked
	Withhold   Outcome = "withhold"
	Human      Outcome = "human" // nothing leaves until a named professional signs a release
)

// Shares reports whether the recipient may see the item, masked where the answer says so.
func (o Outcome) Shares() bool { return o == Share || o == ShareKnown }

// Rule names the rule that decided.
type Rule string

// The rules in their order.
const (
	R1  Rule = "R1"
	R2  Rule = "R2"
	R3  Rule = "R3"
	R4  Rule = "R4"
	R5  Rule = "R5"
	R6  Rule = "R6"
	R7  Rule = "R7"
	R8  Rule = "R8"
	R9  Rule = "R9"
	R10 Rule = "R10"
	R11 Rule = "R11"
	R12 Rule = "R12"
	R13 Rule = "R13"
	R14 Rule = "R14"
	R15 Rule = "R15"
	R16 Rule = "R16"
)

// The grounds. A release gives GroundRelease and then its own ground.
const (
	GroundNotAMember       = "not-a-member"
	GroundSystemOnly       = "system-only"
	GroundOwnWords         = "own-words"
	GroundResearchConsent  = "research-consent"
	GroundNoResearch       = "no-research-consent"
	GroundNotYourData      = "not-your-data"
	GroundSubjectAccess    = "subject-access"
	GroundRelease          = "release:"
	GroundGeneral          = "general"
	GroundOwnSection       = "own-section"
	GroundSectionShared    = "section-shared"
	GroundSectionNotShared = "section-not-shared"
	GroundAdvance          = "advance"
	GroundAdvanceRefused   = "advance-refused"
	GroundToldDirectly     = "told-directly"
	GroundToldTheTeam      = "told-the-team"
	GroundInConfidence     = "in-confidence"
	GroundAboutYou         = "about-you"
	GroundAgreed           = "agreed"
	GroundNotAgreed        = "not-agreed"
	GroundRefused          = "refused"
	GroundCarersOwn        = "carers-own"
	GroundGiverAgreed      = "giver-agreed"
	GroundBothAgreed       = "both-agreed"
	GroundInfluencedCare   = "influenced-care"
	GroundObjected         = "objected"
	GroundBestInterests    = "best-interests"
	GroundAfterDeath       = "after-death"
	GroundDirectCare       = "direct-care"
	GroundAlreadyKnown     = "already-known"
	GroundOthersNotAgreed  = "others-not-agreed"
	GroundSeriousHarm      = "serious-harm"
	GroundAboutStaff       = "about-staff"
	GroundNotAddressed     = "not-addressed"
	GroundNoRule           = "no-rule"
)

// Answer is what the engine says. Mask holds each span to blank out once, in byte order, and "source" where the giver
// must not be named; it is nil where nothing is blanked out.
type Answer struct {
	Outcome Outcome
	Rule    Rule
	Ground  string
	Duties  Duties
	Mask    []string

	// heldBy: the recipient was told directly and that was the reason, so nothing of 3.0b can stop it.
	heldBy bool
}

// Shares reports whether the recipient may see the item, masked where Mask says so.
func (a Answer) Shares() bool { return a.Outcome.Shares() }

// answer is the plain form that most rules need; duties are added with owing.
func answer(r Rule, o Outcome, ground string) Answer {
	return Answer{Outcome: o, Rule: r, Ground: ground}
}

func (a Answer) owing(d Duties) Answer {
	a.Duties = d
	return a
}
