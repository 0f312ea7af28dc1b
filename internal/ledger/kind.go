package ledger

// Kind says what a record is about. The set is fixed: a kind may be added,
// but a name is never changed or used again for something else.
type Kind string

const (
	// Sighting: an entry was shown to a person, under a topic, rule and ground.
	Sighting Kind = "sighting"
	// Unshown: a person ran into a limit. It holds topic and rule, never the item.
	Unshown Kind = "unshown"
	// EntryWritten: somebody gave a new piece of information.
	EntryWritten Kind = "entry-written"
	// EntryCorrected: somebody wrote a new version of an entry.
	EntryCorrected Kind = "entry-corrected"
	// EntryWithdrawn: the giver took an entry back; its history stays.
	EntryWithdrawn Kind = "entry-withdrawn"

	// Decision: a person chose what may be shared with whom.
	Decision Kind = "decision"
	// Asked: somebody asked a person to decide.
	Asked Kind = "asked"
	// Answered: a person answered what was asked.
	Answered Kind = "answered"
	// Acknowledged: a person confirmed that they know a decision or a text.
	Acknowledged Kind = "acknowledged"
	// Capacity: a finding about a person's capacity to decide one matter.
	Capacity Kind = "capacity"
	// Hold: sharing was paused until somebody looks at it.
	Hold Kind = "hold"
	// HoldLifted: a pause ended.
	HoldLifted Kind = "hold-lifted"

	// ReleaseDrafted: somebody proposed to disclose without agreement.
	ReleaseDrafted Kind = "release-drafted"
	// ReleaseSigned: a person signed a release and answers for it.
	ReleaseSigned Kind = "release-signed"
	// ReleaseEnded: a release ran out or was ended.
	ReleaseEnded Kind = "release-ended"

	// Told: something was told by phone or in person.
	Told Kind = "told"
	// Commitment: somebody promised to do something by a date.
	Commitment Kind = "commitment"
	// CommitmentKept: a promise was done or let go, and by whom.
	CommitmentKept Kind = "commitment-kept"
	// CameOfIt: what came of something that a person gave.
	CameOfIt Kind = "came-of-it"
	// Weighed: a professional weighed what a carer said, and what followed.
	Weighed Kind = "weighed"

	// QuestionRaised: somebody questioned a sighting.
	QuestionRaised Kind = "question"
	// QuestionAnswered: the owner of a question answered it.
	QuestionAnswered Kind = "question-answered"

	// Invited: a person was invited into the triangle.
	Invited Kind = "invited"
	// Joined: a person took a corner of the triangle.
	Joined Kind = "joined"
	// Left: a person's place in the triangle ended.
	Left Kind = "left"
	// Reached: a professional took a place under a ground of their work: the
	// team, cover, a written reason, or support.
	Reached Kind = "reached"
	// CheckedIn: a person was asked in private about a choice, before it starts.
	CheckedIn Kind = "checked-in"
	// ProtocolAgreed: a person agreed to a version of the protocol.
	ProtocolAgreed Kind = "protocol-agreed"

	// SectionShared: somebody shared a page of their own with a person, or no more;
	// the ground says which.
	SectionShared Kind = "section-shared"
	// AgreedOn: an agreement was proposed, accepted, declined, changed or closed;
	// the ground says which.
	AgreedOn Kind = "agreed-on"
	// Talked: a conversation was opened or closed, or somebody came or went; the
	// ground says which.
	Talked Kind = "talked"
	// Met: a meeting was called, moved, held, called off or closed, or somebody
	// was invited, answered or read its note; the ground says which.
	Met Kind = "met"

	// Suppressed: a queued message was not sent because it was no longer allowed.
	Suppressed Kind = "suppressed"
	// Exported: a copy left the service.
	Exported Kind = "exported"
	// Erased: records or an entry were erased. See [Record.Erases].
	Erased Kind = "erased"

	// SignedIn: a person came in; the ground is the way.
	SignedIn Kind = "signed-in"
	// TurnedAway: signing in or reaching something failed; the ground says why.
	TurnedAway Kind = "turned-away"
	// Account: something about an account changed; the ground says what.
	Account Kind = "account"
	// Staffed: a team, a place in it, a cover or an office changed; the ground says how.
	Staffed Kind = "staffed"
	// KeyTurned: a key was made, changed or destroyed; the ground says which.
	KeyTurned Kind = "key-turned"
)

// OfOrganisation reports whether records of a kind stand in the chain of the
// organisation, [trialogue/internal/id.Organisation], and never in a triangle's.
func (k Kind) OfOrganisation() bool {
	switch k {
	case SignedIn, TurnedAway, Account, Staffed, KeyTurned:
		return true
	}
	return false
}

// Kinds lists every kind, in the order in which they are explained above.
func Kinds() []Kind {
	return []Kind{
		Sighting, Unshown, EntryWritten, EntryCorrected, EntryWithdrawn,
		Decision, Asked, Answered, Acknowledged, Capacity, Hold, HoldLifted,
		ReleaseDrafted, ReleaseSigned, ReleaseEnded,
		Told, Commitment, CommitmentKept, CameOfIt, Weighed,
		QuestionRaised, QuestionAnswered,
		Invited, Joined, Left, Reached, CheckedIn, ProtocolAgreed,
		SectionShared, AgreedOn, Talked, Met,
		Suppressed, Exported, Erased,
		SignedIn, TurnedAway, Account, Staffed, KeyTurned,
	}
}

// Known reports whether k is one of [Kinds].
func (k Kind) Known() bool {
	for _, known := range Kinds() {
		if k == known {
			return true
		}
	}
	return false
}
