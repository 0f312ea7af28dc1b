package web_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
)

// choose writes a row as the service for choices does; these tests need choices as facts, not their pages.
func choose(t *testing.T, h *apptest.House, when sharing.When, recipient, topic, answer string, until int64) {
	t.Helper()
	now := h.Clock.Now().UnixMicro()
	err := h.Store.Engine().UpdateScope(t.Context(), "triangle/"+string(h.Triangle), func(x *engine.Tx) error {
		_, err := x.Exec(t.Context(), `INSERT INTO decision (id, triangle, owner, recipient, topic, answer, circumstance, begins, ends, made_by, made)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $3, $8)`,
			id.New(), string(h.Triangle), string(h.ID("Sam")), recipient, topic, answer, string(when), now, until)
		return err
	})
	apptest.Must(t, err)
}

// everyRecord reads the ledger of the family's triangle, oldest first.
func everyRecord(t *testing.T, h *apptest.House) []ledger.Record {
	t.Helper()
	var out []ledger.Record
	err := h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		out = nil
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var r ledger.Record
			var kind, extra string
			if err := scan(&r.Seq, &kind, &r.Actor, &r.Person, &r.Entry, &r.Topic, &r.Rule, &r.Ground, &extra); err != nil {
				return err
			}
			r.Kind, r.Extra = ledger.Kind(kind), map[string]string{}
			for _, key := range []string{"how", "role", "why", "verdict", "item", "state", "answer"} {
				if _, rest, ok := strings.Cut(extra, `"`+key+`":"`); ok {
					r.Extra[key], _, _ = strings.Cut(rest, `"`)
				}
			}
			out = append(out, r)
			return nil
		}, "SELECT seq, kind, actor, person, entry, topic, rule, ground, extra FROM ledger_detail WHERE triangle = $1 ORDER BY seq", string(h.Triangle))
	})
	apptest.Must(t, err)
	return out
}

func countRecords(t *testing.T, h *apptest.House, k ledger.Kind) int {
	t.Helper()
	n := 0
	for _, r := range everyRecord(t, h) {
		if r.Kind == k {
			n++
		}
	}
	return n
}

// noteOf writes a note of somebody about Sam.
func noteOf(t *testing.T, h *apptest.House, by, topic, text string) id.Entry {
	t.Helper()
	e, err := h.Entries.Write(t.Context(), h.ID(by), entry.Draft{
		ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.Personal, Topic: topic, About: []id.Person{h.ID("Sam")}, Text: text,
	})
	apptest.Must(t, err)
	return e
}

// toldBy writes what a carer tells about Sam.
func toldBy(t *testing.T, h *apptest.House, by string, c sharing.Confidence, text string) id.Entry {
	t.Helper()
	e, err := h.Entries.Write(t.Context(), h.ID(by), entry.Draft{
		ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Told, Class: sharing.Personal, Topic: "early-signs", About: []id.Person{h.ID("Sam")}, Confidence: c, Text: text,
	})
	apptest.Must(t, err)
	return e
}

// day spells a date as a form sends it.
func day(name string, at time.Time) []string {
	return []string{name + "-day", strconv.Itoa(at.Day()), name + "-month", strconv.Itoa(int(at.Month())), name + "-year", strconv.Itoa(at.Year())}
}

// change replaces one value of a form.
func change(form []string, name, value string) []string {
	out := append([]string{}, form...)
	for i := 0; i+1 < len(out); i += 2 {
		if out[i] == name {
			out[i+1] = value
			return out
		}
	}
	return append(out, name, value)
}

// releaseOf is a good form: Jo gets an item because somebody else may be harmed, Mei is the second person, Sam knows.
func releaseOf(h *apptest.House, draft string, item id.Entry) []string {
	form := []string{
		"draft", draft, "entry", string(item), "recipient", string(h.ID("Jo")), "ground", "SERIOUS_HARM_OTHERS", "exact", "The one note, because it names the plan.",
		"facts", "Sam said he would hurt his mother.", "why", "Asking would raise the risk.", "alternatives", "A visit was tried.", "consulted", "The duty lead.",
		"was-told", "told", "second", string(h.ID("Mei")),
	}
	return append(form, day("ends", h.Clock.Now().AddDate(0, 0, 7))...)
}
