package signin

// Turned says why somebody was turned away, as a code for the record.
type Turned string

// The codes. Those of the first group are about the walk, those of the second
// about what came back, those of the third about the person.
const (
	TurnedState   Turned = "outside-state"   // no walk of ours
	TurnedBrowser Turned = "outside-browser" // begun in another browser
	TurnedUsed    Turned = "outside-used"    // came back a second time
	TurnedLate    Turned = "outside-late"    // came back after its end
	TurnedMixed   Turned = "outside-mixed"   // another organisation's answer
	TurnedSession Turned = "outside-session" // begun while somebody else was signed in

	TurnedNo      Turned = "outside-said-no"   // the other side, or the person there, stopped
	TurnedAbsent  Turned = "outside-absent"    // it does not answer
	TurnedCode    Turned = "outside-code"      // it did not take the code, or us
	TurnedAnswer  Turned = "outside-answer"    // its answer cannot be read
	TurnedSign    Turned = "outside-signature" // not signed by a key of theirs
	TurnedIssuer  Turned = "outside-issuer"    // signed for another issuer
	TurnedFor     Turned = "outside-audience"  // meant for another program
	TurnedTime    Turned = "outside-time"      // too old, or from the future
	TurnedNonce   Turned = "outside-nonce"     // the answer to another question
	TurnedSubject Turned = "outside-subject"   // speaks of two people

	TurnedLevel  Turned = "outside-level"  // they are not sure enough who it is
	TurnedRole   Turned = "outside-role"   // a professional without a role
	TurnedCorner Turned = "outside-corner" // not meant for accounts of this kind
	TurnedNobody Turned = "outside-nobody" // no account here
	TurnedTaken  Turned = "outside-taken"  // belongs to another account
	TurnedTwice  Turned = "outside-twice"  // this account has one of them already
	TurnedOther  Turned = "outside-other"  // proved to be somebody else
	TurnedOld    Turned = "outside-old"    // proved too long ago
)

// Refused is why somebody did not come in by another organisation. It holds
// codes only, so it may be written down.
type Refused struct {
	Code Turned
	Step string // where at the other side, for the operator: discovery, token …
}

func (r *Refused) Error() string {
	if r.Step == "" {
		return string(r.Code)
	}
	return string(r.Code) + " at " + r.Step
}

func refused(code Turned) error { return &Refused{Code: code} }
