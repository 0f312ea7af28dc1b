package profile

import (
	"testing"

	"trialogue/internal/sharing"
)

// TestWhoIsShownWhichPart goes through every part, every relation and every
// pair of corners. What the table does not name is not shown.
func TestWhoIsShownWhichPart(t *testing.T) {
	const su, ca, pr = sharing.ServiceUser, sharing.Carer, sharing.Professional
	corners := []sharing.Corner{su, ca, pr, "", "visitor"}
	parts := []Part{About, Photo, Needs, Reach, Safe, "", "everything"}
	type pair struct{ reader, owner sharing.Corner }
	// By part: who is shown it without a tick, among those who stand together.
	serves := map[pair]bool{{pr, su}: true, {pr, ca}: true}
	for _, part := range parts {
		for _, reader := range corners {
			for _, owner := range corners {
				for _, chosen := range []bool{false, true} {
					var want bool
					switch part {
					case About, Photo:
						want = true
					case Needs:
						want = reader == pr || chosen
					case Reach, Safe:
						want = serves[pair{reader, owner}]
					}
					if got := ShownTo(part, Standing{Together, reader, owner}, chosen); got != want {
						t.Errorf("%q of a %s to a %s, chosen %v: %v", part, owner, reader, chosen, got)
					}
					if ShownTo(part, Standing{Apart, reader, owner}, chosen) {
						t.Errorf("%q of a %s is shown to a %s who stands nowhere with them", part, owner, reader)
					}
					if !ShownTo(part, Standing{Oneself, reader, owner}, chosen) {
						t.Errorf("%q is not shown to its owner", part)
					}
				}
			}
		}
	}
	if ShownTo(Safe, Standing{}, true) || ShownTo(About, Standing{Relation: 7}, true) {
		t.Error("a relation that nobody knows shows nothing")
	}
}

// No tick and no corner but a professional's ever opens what keeps somebody safe.
func TestSafetyIsForProfessionalsAlone(t *testing.T) {
	for _, reader := range []sharing.Corner{sharing.ServiceUser, sharing.Carer, ""} {
		for _, part := range []Part{Safe, Reach} {
			if ShownTo(part, Standing{Together, reader, sharing.Carer}, true) || ShownTo(part, Standing{Together, reader, sharing.ServiceUser}, true) {
				t.Errorf("%s is shown to %q", part, reader)
			}
		}
	}
}
