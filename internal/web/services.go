package web

import (
	"crypto/sha256"
	"encoding/hex"

	"trialogue/internal/entry"
	"trialogue/internal/people"
)

// Services are the features that pages ask. A page that needs two asks two.
type Services struct {
	People  *people.Service
	Entries *entry.Service
}

// doneKeys are the messages that a form can leave for the page after it.
func doneKeys() []string {
	return []string{"done.signed-out", "done.sent", "done.corrected", "done.saved"}
}

func shortHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:8])
}
