package people

import (
	"slices"
	"time"

	"trialogue/internal/duty"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Invitation offers somebody a corner. It links nobody before they have proved
// the code and said yes themselves.
type Invitation struct {
	ID        string
	Triangle  id.Triangle // where it was made: a triangle, or a carer's own file
	By        id.Person
	Corner    sharing.Corner // which is offered
	Team      id.Team        // that is asked, instead of one person
	Name      string         // both are forgotten when it is settled or has ended
	Email     string         // folded; where given, it opens for this address alone
	Relation  string         // of a carer, one of Relations
	Role      string         // of a professional who takes it up
	Basis     Basis          // instead of the service user's yes
	Code      string         // hash of what the link holds; empty until there is a link
	Word      string         // hash of the check word; empty where a mail carried the link
	Wrong     int            // words that were typed and did not fit
	Astray    int64          // when somebody else first opened it; 0 for never
	Holder    id.Person      // who gave the word: from then on it opens for them alone
	Made      int64          // microseconds since 1970 UTC
	Ends      int64
	Agreed    int64 // when it became free to open; 0 while the service user's yes is awaited
	Paused    int64 // "not now": the service user is not asked again before
	Settled   int64
	Outcome   Outcome
	SettledBy id.Person
}

// Outcome says how an invitation was settled.
type Outcome string

// The outcomes.
const (
	Accepted  Outcome = "accepted"
	Declined  Outcome = "declined"
	Withdrawn Outcome = "withdrawn"
	NotAgreed Outcome = "not-agreed" // the service user did not want it
	Guessed   Outcome = "guessed"    // too many words that did not fit
)

// State is where an invitation stands now.
type State string

// The states. Over is all that came to nothing, for whatever reason: who was
// not let in is not told why.
const (
	Waiting State = "waiting" // for the service user's yes
	Open    State = "open"
	Joined  State = "joined"
	Over    State = "over"
)

// State tells where it stands.
func (i Invitation) State(now time.Time) State {
	switch {
	case i.Outcome == Accepted:
		return Joined
	case i.Settled != 0 || now.UnixMicro() >= i.Ends:
		return Over
	case i.Agreed == 0:
		return Waiting
	}
	return Open
}

// Life is how long an invitation stands open, and how long it stands open at
// most once somebody else has opened it.
const (
	Life       = 7 * 24 * time.Hour
	LifeAstray = 2 * 24 * time.Hour
)

// WordsMost is how many words that do not fit end an invitation.
const WordsMost = 5

// pause is how long "not now" lasts.
const pause = 3 * 24 * time.Hour

// Basis is why a carer may come in although the service user cannot say yes.
type Basis string

// The bases. Nearest relative is none of them: it gives no right to a place.
const (
	BestInterests    Basis = "best-interests"
	AdvanceStatement Basis = "advance-statement"
	WelfareAttorney  Basis = "welfare-attorney"
	WelfareDeputy    Basis = "welfare-deputy"
	CourtOrder       Basis = "court-order"
)

// Bases lists them. All but a court's order count only while a finding is in
// force that the service user cannot decide this.
func Bases() []Basis {
	return []Basis{BestInterests, AdvanceStatement, WelfareAttorney, WelfareDeputy, CourtOrder}
}

// NeedsFinding reports whether a basis counts only while a finding is in force.
func (b Basis) NeedsFinding() bool { return b != CourtOrder }

// Relations are what a carer can be to the service user.
func Relations() []string {
	return []string{
		"mother", "father", "parent", "wife", "husband", "partner", "sister", "brother", "daughter", "son",
		"grandparent", "grandchild", "relative", "friend", "neighbour", "supporter",
	}
}

func knownRelation(r string) bool { return slices.Contains(Relations(), r) }

// Jobs that follow. Payloads: "invitation"; or "to", "triangle" and "what".
const (
	LetterJob = "invitation" // send the link to the address of an invitation
	NoticeJob = "notice"     // say to one person that something is new, and no more
)

// The kinds of duty.
const (
	CopyDuty   duty.Kind = "subject-access" // give somebody a copy of what they wrote
	ReviewDuty duty.Kind = "review-basis"   // look again at a place that rests on a legal basis
)
