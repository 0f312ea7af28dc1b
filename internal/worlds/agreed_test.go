package worlds

import (
	"slices"
	"testing"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/agreement"
	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
)

func agreedRoom() room {
	return room{
		secrets: []secret{
			{"a professional proposes something that a carer cannot see yet", []string{"Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				agree(t, h, "Ravi", agreedDraft(h, e, "Ravi", "secretword agreed one", "Sam", "Jo", "team"))
				agreedSays(t, h, "Bea", e, agreement.NotLikeThis, "secretword agreed two")
				change := agreedDraft(h, id.New(), "Ravi", "secretword agreed three")
				change.Agreement, change.Read = id.Entry(e), id.Entry(e)
				agree(t, h, "Bea", change)
				agreedSays(t, h, "Ravi", e, agreement.Yes, "")
				apptest.Must(t, h.Agreements.Miss(t.Context(), h.ID("Ravi"), id.Entry(e), agreedWord(t, h, "Ravi", e, "secretword agreed four")))
				level := agreedDraft(h, id.New(), "Ravi", "secretword agreed five", "Sam", "team")
				level.Kind, level.Often, level.Steps = agreement.Level, "secretword agreed six", nil
				agree(t, h, "Ravi", level)
				h.Clock.Move(time.Second)
				apptest.Must(t, h.Agreements.Sweep(t.Context(), disclose.Job{}))
			}},
			{"a service user and a carer agree among themselves", []string{"Al", "Ravi", "Bea", "Mei", "Grace", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				d := agreedDraft(h, e, "Jo", "secretword agreed seven", "Jo")
				d.Steps[0].Owner = h.ID("Sam")
				agree(t, h, "Sam", d)
				agreedSays(t, h, "Jo", e, agreement.Yes, "")
				apptest.Must(t, h.Agreements.Finish(t.Context(), h.ID("Jo"), id.Entry(e), agreedWord(t, h, "Jo", e, "secretword agreed eight")))
			}},
		},
		before: agreedBefore,
		during: agreedDuring,
	}
}

// agreedText is how the agreement of before is found again.
const agreedText = "Look at the form together."

// agreedBefore lets all three agree, and everybody read it. Another thing is past
// its day before the walk ends.
func agreedBefore(t *testing.T, h *apptest.House) {
	t.Helper()
	for _, days := range []int{40, 3} {
		e := id.New()
		d := agreedDraft(h, e, "Grace", agreedText, "Jo", "Al", "team")
		d.Due = h.Clock.Now().AddDate(0, 0, days).UnixMicro()
		d.Steps[0].Owner = h.ID("Grace")
		agree(t, h, "Sam", d)
		agreedSays(t, h, "Grace", e, agreement.Yes, "")
		for name := range h.People {
			h.As(t, name).Get(h.In("/agreed/" + e))
		}
	}
}

// agreedDuring changes, answers and ends what was agreed before, and agrees on more.
func agreedDuring(t *testing.T, h *apptest.House, _ string) {
	t.Helper()
	lines, _, err := h.Agreements.List(t.Context(), h.ID("Sam"), h.Triangle, agreement.Filter{Show: agreement.ShowOpen}, disclose.Place{}, 10)
	apptest.Must(t, err)
	i := slices.IndexFunc(lines, func(l agreement.Line) bool {
		return l.Words.Words() == agreedText && l.Counts().Due > h.Clock.Now().AddDate(0, 0, 30).UnixMicro()
	})
	if i < 0 {
		t.Fatal("the agreement of before is not there")
	}
	e := string(lines[i].ID)
	w := agreedWord(t, h, "Grace", e, "")
	w.Step = lines[i].Latest().Steps[0].ID
	apptest.Must(t, h.Agreements.Step(t.Context(), h.ID("Grace"), id.Entry(e), agreement.StepDone, w))
	change := agreedDraft(h, id.New(), "Ravi", "secretword 130")
	change.Agreement, change.Read = id.Entry(e), id.Entry(e)
	agree(t, h, "Ravi", change)
	agreedSays(t, h, "Sam", e, agreement.Yes, "")
	apptest.Must(t, h.Agreements.Finish(t.Context(), h.ID("Ravi"), id.Entry(e), agreedWord(t, h, "Ravi", e, "secretword 131")))
	agree(t, h, "Sam", agreedDraft(h, id.New(), "Ravi", "secretword 132", "Jo", "Al", "team"))
	open := id.New()
	agree(t, h, "Ravi", agreedDraft(h, open, "Ravi", "secretword 133", "Sam", "Jo", "Al", "team"))
	agreedSays(t, h, "Sam", open, agreement.Yes, "")
}

// agreedDraft is an action with one step, both of one owner.
func agreedDraft(h *apptest.House, e, owner, text string, with ...string) agreement.Draft {
	var to address.To
	for _, name := range with {
		if name == "team" {
			to.Team = true
			continue
		}
		to.People = append(to.People, h.ID(name))
	}
	return agreement.Draft{
		ID: id.Entry(e), Triangle: h.Triangle, Kind: agreement.Action, Topic: "care-plan", To: to, Text: text, Owner: h.ID(owner),
		Due: h.Clock.Now().AddDate(0, 0, 40).UnixMicro(), Steps: []agreement.StepDraft{{Text: text + " step", Owner: h.ID(owner)}},
	}
}

func agree(t *testing.T, h *apptest.House, who string, d agreement.Draft) {
	t.Helper()
	_, err := h.Agreements.Propose(t.Context(), h.ID(who), d)
	apptest.Must(t, err)
}

func agreedWord(t *testing.T, h *apptest.House, who, e, text string) agreement.Word {
	t.Helper()
	st, err := h.Agreements.Read(t.Context(), h.ID(who), h.Triangle, id.Entry(e))
	apptest.Must(t, err)
	return agreement.Word{ID: id.Entry(id.New()), Triangle: h.Triangle, Version: st.Latest().ID, Text: text}
}

func agreedSays(t *testing.T, h *apptest.House, who, e string, kind agreement.EventKind, text string) {
	t.Helper()
	apptest.Must(t, h.Agreements.Say(t.Context(), h.ID(who), id.Entry(e), kind, agreedWord(t, h, who, e, text)))
}
