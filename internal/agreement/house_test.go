package agreement_test

import (
	"slices"
	"testing"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/agreement"
	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

const day = 24 * time.Hour

// in gives the end of a day so many days from the start.
func in(days int) int64 {
	at := apptest.Start().AddDate(0, 0, days)
	return time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, time.UTC).UnixMicro() - 1
}

// with addresses people by first name, and "team".
func with(h *apptest.House, names ...string) (to address.To) {
	for _, name := range names {
		if name == "team" {
			to.Team = true
			continue
		}
		to.People = append(to.People, h.ID(name))
	}
	return to
}

// draft is an action about Sam: who does it, and with whom it is agreed.
func draft(h *apptest.House, owner string, to ...string) agreement.Draft {
	return agreement.Draft{
		ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: agreement.Action, Topic: "care-plan", To: with(h, to...), Text: "Ring the pharmacy about the mornings.",
		Owner: h.ID(owner), Due: in(4),
	}
}

func propose(t *testing.T, h *apptest.House, by string, d agreement.Draft) id.Entry {
	t.Helper()
	a, err := h.Agreements.Propose(t.Context(), h.ID(by), d)
	apptest.Must(t, err)
	return a
}

func read(t *testing.T, h *apptest.House, who string, a id.Entry) agreement.Story {
	t.Helper()
	st, err := h.Agreements.Read(t.Context(), h.ID(who), h.Triangle, a)
	apptest.Must(t, err)
	return st
}

// word is what somebody does to the newest wording that they see.
func word(t *testing.T, h *apptest.House, who string, a id.Entry, text string) agreement.Word {
	t.Helper()
	return agreement.Word{ID: id.Entry(id.New()), Triangle: h.Triangle, Version: read(t, h, who, a).Latest().ID, Text: text}
}

func says(t *testing.T, h *apptest.House, who string, a id.Entry, kind agreement.EventKind, text string) {
	t.Helper()
	apptest.Must(t, h.Agreements.Say(t.Context(), h.ID(who), a, kind, word(t, h, who, a, text)))
}

func state(t *testing.T, h *apptest.House, who string, a id.Entry, want agreement.State) {
	t.Helper()
	if got := read(t, h, who, a).State(); got != want {
		t.Fatalf("for %s it is %q, and should be %q", who, got, want)
	}
}

// hidden insists that somebody finds nothing there, on every way.
func hidden(t *testing.T, h *apptest.House, who string, a id.Entry) {
	t.Helper()
	if _, err := h.Agreements.Read(t.Context(), h.ID(who), h.Triangle, a); !errs.Is(err, errs.NotFound) {
		t.Errorf("%s must not find it: %v", who, err)
	}
}

// owes lists what somebody owes here, of some kinds.
func owes(t *testing.T, h *apptest.House, who string, kinds ...duty.Kind) []duty.Duty {
	t.Helper()
	all, err := h.Duties.Of(t.Context(), h.ID(who))
	apptest.Must(t, err)
	return slices.DeleteFunc(all, func(d duty.Duty) bool { return d.Triangle != h.Triangle || !slices.Contains(kinds, d.Kind) })
}

func owesOne(t *testing.T, h *apptest.House, who string, kind duty.Kind) duty.Duty {
	t.Helper()
	all := owes(t, h, who, kind)
	if len(all) != 1 {
		t.Fatalf("%s should owe one %s, and owes %+v", who, kind, all)
	}
	return all[0]
}

func owesNone(t *testing.T, h *apptest.House, who string, kinds ...duty.Kind) {
	t.Helper()
	if all := owes(t, h, who, kinds...); len(all) != 0 {
		t.Fatalf("%s should owe nothing, and owes %+v", who, all)
	}
}

func share(t *testing.T, h *apptest.House, to, topic string) {
	t.Helper()
	h.Clock.Move(time.Second)
	q, err := h.Protocol.Form(t.Context(), h.ID("Sam"), h.Triangle, string(h.ID(to)), topic, sharing.Everyday)
	apptest.Must(t, err)
	apptest.Must(t, h.Protocol.Change(t.Context(), h.ID("Sam"), protocol.Draft{
		ID: id.New(), Triangle: h.Triangle, Recipient: string(h.ID(to)), Topic: topic, When: sharing.Everyday, Answer: sharing.Share, Read: q.Read,
	}))
}

// later lets time pass, and what comes up by the calendar.
func later(t *testing.T, h *apptest.House, d time.Duration) {
	t.Helper()
	h.Clock.Move(d)
	apptest.Must(t, h.Worker.Plan(t.Context()))
	apptest.Must(t, h.RunJobs(t.Context()))
	apptest.Must(t, h.Agreements.Sweep(t.Context(), disclose.Job{}))
	apptest.Must(t, h.RunJobs(t.Context()))
}
