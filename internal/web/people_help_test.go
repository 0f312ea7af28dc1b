package web_test

import (
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/release"
)

// recorded is a finding that Sam cannot decide about sharing now.
type recorded struct {
	h  *apptest.House
	id id.Entry
}

func finding(t *testing.T, h *apptest.House) recorded {
	t.Helper()
	r := recorded{h, id.Entry(id.New())}
	now := h.Clock.Now()
	apptest.Must(t, h.Releases.Find(t.Context(), h.ID("Mei"), release.FindingDraft{
		ID: r.id, Triangle: h.Triangle, Decision: "Who may join.", Day: now, Lacks: []release.Lack{release.CannotWeigh},
		Reasons: "He could not hold on to what was said for a minute.", Help: "We tried twice, with Bea.", Until: now.AddDate(0, 1, 0),
	}))
	return r
}

func (r recorded) end(t *testing.T) {
	t.Helper()
	apptest.Must(t, r.h.Releases.EndFinding(t.Context(), r.h.ID("Mei"), r.h.Triangle, r.id))
}

func newDraft() string { return id.New() }
