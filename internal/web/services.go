package web

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"trialogue/internal/agreement"
	"trialogue/internal/calendar"
	"trialogue/internal/candour"
	"trialogue/internal/conversation"
	"trialogue/internal/duty"
	"trialogue/internal/entry"
	"trialogue/internal/evidence"
	"trialogue/internal/expertise"
	"trialogue/internal/identity"
	"trialogue/internal/meeting"
	"trialogue/internal/network"
	"trialogue/internal/news"
	"trialogue/internal/organisation"
	"trialogue/internal/people"
	"trialogue/internal/profile"
	"trialogue/internal/protocol"
	"trialogue/internal/relationship"
	"trialogue/internal/release"
	"trialogue/internal/safety"
	"trialogue/internal/signin"
	"trialogue/internal/telling"
	"trialogue/internal/today"
	"trialogue/internal/weighing"
)

// Services are the features that pages ask. A page that needs two asks two.
type Services struct {
	People       *people.Service
	Entries      *entry.Service
	Protocol     *protocol.Service
	News         *news.Service
	Outside      *signin.Outside
	Organisation *organisation.Service
	Identity     *identity.Service

	Today         *today.Service
	Relationships *relationship.Service
	Expertise     *expertise.Service
	Agreements    *agreement.Service
	Conversations *conversation.Service
	Meetings      *meeting.Service
	Calendars     *calendar.Service
	Network       *network.Service

	Telling  *telling.Service
	Releases *release.Service
	Weighing *weighing.Service

	Safety    *safety.Service
	Duties    *duty.Lists
	Profile   *profile.Service
	Candour   *candour.Service
	SignedLog *candour.Log
	Evidence  *evidence.Service
}

// doneKeys are the messages that a form can leave for the page after it.
func doneKeys() []string {
	return slices.Concat(identityDone(), togetherDone(), []string{"done.signed-out", "done.was-me", "done.was-not-me", "done.came-back", "done.recovery-stopped", "done.vouch-yes", "done.vouch-no", "done.sent", "done.corrected", "done.saved", "done.choice", "done.undone", "done.topic", "done.asked", "done.answered", "done.alone", "done.pledge", "done.version", "done.agreed", "done.kept", "done.dropped",
		"done.question", "done.answer", "done.outcome", "done.told", "done.found", "done.finding-ended", "done.release-signed", "done.release-urgent", "done.release-begun", "done.release-declined",
		"done.release-ended", "done.release-reviewed", "done.release-told", "done.used", "done.weighed", "done.giver-agreed",
		"done.begun", "done.session-ended", "done.sessions-ended", "done.password", "done.invited", "done.invite-yes", "done.invite-no", "done.invite-not-now", "done.withdrawn", "done.opened", "done.joined", "done.taken-up", "done.not-taken-up", "done.ended", "done.left", "done.copy-asked", "done.closed",
		"done.passkey", "done.codes-on", "done.way-removed",
		"done.outside-linked", "done.outside-removed",
		"done.still-right", "done.sessions-ended-for",
		"done.team-joined", "done.team-left", "done.cover-set", "done.cover-agreed", "done.cover-ended", "done.reached", "done.code", "done.reviewed", "done.support-asked", "done.support-answered", "done.support-ended",
	})
}

func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
