package web

import (
	"crypto/sha256"
	"encoding/hex"

	"trialogue/internal/candour"
	"trialogue/internal/duty"
	"trialogue/internal/entry"
	"trialogue/internal/identity"
	"trialogue/internal/news"
	"trialogue/internal/people"
	"trialogue/internal/protocol"
	"trialogue/internal/relationship"
	"trialogue/internal/release"
	"trialogue/internal/telling"
	"trialogue/internal/weighing"
)

// Services are the features that pages ask. A page that needs two asks two.
type Services struct {
	People   *people.Service
	Identity *identity.Service
	Entries  *entry.Service
	Protocol *protocol.Service
	News     *news.Service

	Relationships *relationship.Service

	Telling  *telling.Service
	Releases *release.Service
	Weighing *weighing.Service

	Duties    *duty.Lists
	Candour   *candour.Service
	SignedLog *candour.Log
}

// doneKeys are the messages that a form can leave for the page after it.
func doneKeys() []string {
	return append(identityDone(), []string{"done.signed-out", "done.sent", "done.corrected", "done.saved", "done.choice", "done.undone", "done.topic", "done.asked", "done.answered", "done.alone", "done.pledge", "done.version", "done.agreed", "done.kept", "done.dropped",
		"done.question", "done.answer", "done.outcome", "done.told", "done.found", "done.finding-ended", "done.release-signed", "done.release-urgent", "done.release-begun", "done.release-declined",
		"done.release-ended", "done.release-reviewed", "done.release-told", "done.used", "done.weighed", "done.giver-agreed",
		"done.begun", "done.session-ended", "done.sessions-ended", "done.password", "done.invited", "done.invite-yes", "done.invite-no", "done.invite-not-now", "done.withdrawn", "done.opened", "done.joined", "done.taken-up", "done.not-taken-up", "done.ended", "done.left", "done.copy-asked", "done.closed",
	}...)
}

func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
