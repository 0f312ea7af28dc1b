package worlds

import (
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
)

// onArrow writes a word on an arrow and returns its id.
func onArrow(t *testing.T, h *apptest.House, by, arrow, other, task, e string, pairs ...string) string {
	t.Helper()
	send(t, h, by, "/between/"+arrow+"/"+string(h.ID(other))+"/"+task, append([]string{"draft", e}, pairs...)...)
	return e
}

func shareOnArrow(t *testing.T, h *apptest.House, by, e string) {
	t.Helper()
	send(t, h, by, "/between/entry/"+e+"/share")
}

// wordsOf finds what somebody wrote on arrows, by task and by who stands across.
func wordsOf(t *testing.T, h *apptest.House, who string) map[string]string {
	t.Helper()
	found, err := h.Relationships.Over(t.Context(), h.ID(who), h.Triangle, relationship.Filter{Mine: true}, disclose.Place{})
	apptest.Must(t, err)
	out := map[string]string{}
	for _, one := range found.Said {
		out[one.Task+" "+string(one.Other)] = string(one.Entry)
	}
	return out
}

func betweenRoom() room {
	return room{secrets: betweenSecrets(), before: beforeOnArrows, during: duringOnArrows}
}

func betweenSecrets() []secret {
	return []secret{
		{"a carer writes how her own part goes", []string{"Sam", "Al", "Ravi", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
			onArrow(t, h, "Jo", "carer-to-service-user", "Sam", "help-to-do", e, "try", "secretword 101")
			onArrow(t, h, "Jo", "professional-to-carer", "Ravi", "share-together", id.New(), "arrives", "secretword 102")
			send(t, h, "Jo", "/between/entry/"+e+"/correct", "version", "1", "try", "secretword 103")
			send(t, h, "Jo", "/between/rhythm", "pace", "weekly")
		}},
		{"a carer and a service user share how it goes between them", []string{"Al", "Ravi", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
			shareOnArrow(t, h, "Jo", onArrow(t, h, "Jo", "carer-to-service-user", "Sam", "help-to-do", e, "try", "secretword 104"))
			shareOnArrow(t, h, "Sam", onArrow(t, h, "Sam", "carer-to-service-user", "Jo", "help-to-do", id.New(), "arrives", "secretword 105"))
			h.As(t, "Jo").Get(h.In("/between/carer-to-service-user"))
			send(t, h, "Sam", "/between/rhythm", "pace", "monthly")
		}},
		{"a professional writes to a carer about what the service user keeps", []string{"Jo", "Sam", "Bea", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
			shareOnArrow(t, h, "Ravi", onArrow(t, h, "Ravi", "professional-to-carer", "Jo", "share-together", e, "goes", "secretword 106", "topic", "medicines"))
		}},
	}
}

// beforeOnArrows is one word that Sam keeps, and one for each of three that he shares.
func beforeOnArrows(t *testing.T, h *apptest.House) {
	t.Helper()
	onArrow(t, h, "Sam", "service-user-to-carer", "Jo", "own-recovery", id.New(), "try", "secretword 110")
	for _, who := range []string{"Jo", "Al", "Bea"} {
		arrow, task := "service-user-to-carer", "respect-carer"
		if who == "Bea" {
			arrow, task = "service-user-to-professional", "in-charge"
		}
		shareOnArrow(t, h, "Sam", onArrow(t, h, "Sam", arrow, who, task, id.New(), "try", "A walk."))
		send(t, h, who, "/between/rhythm", "pace", "weekly")
		h.As(t, who).Get(h.In("/between/timeline"))
	}
}

func duringOnArrows(t *testing.T, h *apptest.House, held string) {
	t.Helper()
	had := wordsOf(t, h, "Sam")
	shareOnArrow(t, h, "Sam", had["own-recovery "+string(h.ID("Jo"))])
	for _, of := range []string{"respect-carer " + string(h.ID("Jo")), "respect-carer " + string(h.ID("Al")), "in-charge " + string(h.ID("Bea"))} {
		send(t, h, "Sam", "/between/entry/"+had[of]+"/correct", "version", "1", "try", "secretword 111")
	}
	for _, who := range []string{"Jo", "Al"} {
		shareOnArrow(t, h, "Sam", onArrow(t, h, "Sam", "carer-to-service-user", who, "carry-hope", id.New(), "arrives", "secretword 112"))
		shareOnArrow(t, h, "Ravi", onArrow(t, h, "Ravi", "professional-to-carer", who, "share-together", id.New(), "goes", "secretword 113"))
		if who != held {
			shareOnArrow(t, h, who, onArrow(t, h, who, "carer-to-professional", "Bea", "may-differ", id.New(), "goes", "secretword 115"))
		}
	}
	shareOnArrow(t, h, "Sam", onArrow(t, h, "Sam", "service-user-to-professional", "Bea", "agree-support", id.New(), "try", "secretword 114"))
}
