package worlds

import (
	"testing"

	"trialogue/internal/apptest"
)

// room is what a room of working together brings to the worlds.
type room struct {
	// secrets happen in one world and not in the other. The id that they are given
	// is the id of the thing that they make.
	secrets []secret
	// before happens before anybody's sight is held.
	before func(t *testing.T, h *apptest.House)
	// during happens while somebody's sight is held; nothing of it may be seen by them.
	during func(t *testing.T, h *apptest.House, held string)
}

// rooms are all of them.
func rooms() []room {
	return []room{betweenRoom(), expertiseRoom(), agreedRoom(), talkRoom(), meetingRoom(), calendarRoom(), networkRoom()}
}

func togetherSecrets() (all []secret) {
	for _, r := range rooms() {
		all = append(all, r.secrets...)
	}
	return all
}
