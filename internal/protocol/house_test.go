package protocol_test

import (
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
)

// family is the house with words for what these tests do often.
type family struct {
	*apptest.House
	t *testing.T
}

func both(t *testing.T, fn func(f family)) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) { fn(family{h, t}) })
}

// who names a person, or a whole corner, as a recipient.
func (f family) who(name string) string {
	if p, ok := f.People[name]; ok {
		return string(p.ID)
	}
	return name
}

// draft reads what stands, as a form does.
func (f family) draft(owner, to, topic string, answer sharing.Choice, when sharing.When) protocol.Draft {
	f.t.Helper()
	q, err := f.Protocol.Form(f.t.Context(), f.ID(owner), f.Triangle, f.who(to), topic, when)
	apptest.Must(f.t, err)
	return protocol.Draft{ID: id.New(), Triangle: f.Triangle, Recipient: f.who(to), Topic: topic, Answer: answer, When: when, Read: q.Read}
}

// choose makes a choice for every day, and lets a second pass.
func (f family) choose(owner, to, topic string, answer sharing.Choice, ends ...time.Time) string {
	f.t.Helper()
	d := f.draft(owner, to, topic, answer, sharing.Everyday)
	for _, at := range ends {
		d.Ends = at.UnixMicro()
	}
	apptest.Must(f.t, f.Protocol.Change(f.t.Context(), f.ID(owner), d))
	f.Clock.Move(time.Second)
	return d.ID
}

// note lets a professional write about Sam.
func (f family) note(by, topic, text string) id.Entry {
	f.t.Helper()
	return f.write(by, entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: topic, About: []id.Person{f.ID("Sam")}, Text: text})
}

// tell lets a carer tell the team about Sam.
func (f family) tell(by, topic, text string, c sharing.Confidence) id.Entry {
	f.t.Helper()
	return f.write(by, entry.Draft{Kind: disclose.Told, Class: sharing.Personal, Topic: topic, About: []id.Person{f.ID("Sam")}, Text: text, Confidence: c})
}

func (f family) write(by string, d entry.Draft) id.Entry {
	f.t.Helper()
	d.ID, d.Triangle = id.Entry(id.New()), f.Triangle
	e, err := f.Entries.Write(f.t.Context(), f.ID(by), d)
	apptest.Must(f.t, err)
	f.Clock.Move(time.Second)
	return e
}

// sees reports whether an entry is shown to somebody now.
func (f family) sees(name string, e id.Entry) bool {
	f.t.Helper()
	_, err := f.Entries.Read(f.t.Context(), f.ID(name), f.Triangle, e)
	if err != nil && !errs.Is(err, errs.NotFound) {
		f.t.Fatal(err)
	}
	return err == nil
}

func (f family) wantSees(name string, e id.Entry, want bool, why string) {
	f.t.Helper()
	if got := f.sees(name, e); got != want {
		f.t.Errorf("%s: %s sees it: %v", why, name, got)
	}
}

func (f family) wantKind(err error, k errs.Kind, why string) {
	f.t.Helper()
	if !errs.Is(err, k) {
		f.t.Errorf("%s should be %v, and is %v", why, k, err)
	}
}

// unable records that Sam cannot decide from now.
func (f family) unable() {
	f.t.Helper()
	f.sql("INSERT INTO capacity (id, triangle, begins, ends, found_by, entry, made) VALUES ($1, $2, $3, 0, $4, '', $3)",
		id.New(), string(f.Triangle), f.Clock.Now().UnixMicro(), string(f.ID("Mei")))
	f.Clock.Move(time.Second)
}

func (f family) sql(q string, args ...any) {
	f.t.Helper()
	apptest.Must(f.t, f.Store.Engine().Update(f.t.Context(), func(t *engine.Tx) error {
		_, err := t.Exec(f.t.Context(), q, args...)
		return err
	}))
}

// count asks the database for one number.
func (f family) count(q string, args ...any) int {
	f.t.Helper()
	var n int
	apptest.Must(f.t, f.Store.Engine().View(f.t.Context(), func(t *engine.Tx) error {
		return t.Row(f.t.Context(), []any{&n}, q, args...)
	}))
	return n
}

// names lists topics of a told list.
func names(list []protocol.ToldTopic) map[string]bool {
	out := map[string]bool{}
	for _, one := range list {
		out[one.Topic.Name] = true
	}
	return out
}
