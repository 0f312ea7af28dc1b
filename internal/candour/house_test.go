package candour_test

import (
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

const day = 24 * time.Hour

// tell lets a carer tell the team something about Sam.
func tell(t testing.TB, h *apptest.House, who string, c sharing.Confidence, text string) id.Entry {
	t.Helper()
	return write(t, h, who, entry.Draft{Kind: disclose.Told, Class: sharing.Personal, Topic: "early-signs", Confidence: c, Text: text})
}

// note lets a professional or Sam write something about Sam.
func note(t testing.TB, h *apptest.House, who, topic, text string) id.Entry {
	t.Helper()
	return write(t, h, who, entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: topic, Text: text})
}

func write(t testing.TB, h *apptest.House, who string, d entry.Draft) id.Entry {
	t.Helper()
	d.ID, d.Triangle = id.Entry(id.New()), h.Triangle
	if len(d.About) == 0 {
		d.About = []id.Person{h.ID("Sam")}
	}
	e, err := h.Entries.Write(t.Context(), h.ID(who), d)
	apptest.Must(t, err)
	return e
}

// look opens an entry, which leaves a sighting.
func look(t testing.TB, h *apptest.House, who string, e id.Entry) {
	t.Helper()
	_, err := h.Entries.Read(t.Context(), h.ID(who), h.Triangle, e)
	apptest.Must(t, err)
}
