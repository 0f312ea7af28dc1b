package worlds

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/safety"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

// scene holds what both worlds have from before.
type scene struct {
	seen, said, question, ask string
	wide                      string // written before, and not shared then
}

// begin is what happened before anybody's sight was held.
func begin(t *testing.T, h *apptest.House) scene {
	t.Helper()
	s := scene{seen: id.New(), said: id.New(), question: id.New(), ask: id.New(), wide: id.New()}
	background(t, h)
	share(t, h, "Jo", "day-to-day")
	share(t, h, "Al", "day-to-day")
	write("Ravi", entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "day-to-day", Text: "A quiet week."}, "Sam")(t, h, s.seen)
	write("Ravi", entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "medicines", Text: "secretword zero"}, "Sam")(t, h, s.wide)
	write("Jo", entry.Draft{Kind: disclose.Told, Class: sharing.Personal, Topic: "early-signs", Confidence: sharing.Team, Text: "He paces."}, "Sam")(t, h, s.said)
	send(t, h, "Jo", "/question", "draft", s.question, "topic", "early-signs", "say", "What now?")
	send(t, h, "Jo", "/ask", "topic", "care-plan", "ask", s.ask)
	for _, r := range rooms() {
		if r.before != nil {
			r.before(t, h)
		}
	}
	apptest.Must(t, h.RunJobs(t.Context()))
	for name := range h.People {
		readAll(t, h, name, s.seen)
		h.As(t, name).Get("/")
	}
	h.Clock.Move(time.Hour)
	return s
}

func share(t *testing.T, h *apptest.House, to, topic string) {
	t.Helper()
	choose(t, h, to, topic, sharing.Share)
}

func choose(t *testing.T, h *apptest.House, to, topic string, answer sharing.Choice) {
	t.Helper()
	h.Clock.Move(time.Second)
	q, err := h.Protocol.Form(t.Context(), h.ID("Sam"), h.Triangle, string(h.ID(to)), topic, sharing.Everyday)
	apptest.Must(t, err)
	apptest.Must(t, h.Protocol.Change(t.Context(), h.ID("Sam"), protocol.Draft{
		ID: id.New(), Triangle: h.Triangle, Recipient: string(h.ID(to)), Topic: topic, When: sharing.Everyday, Answer: answer, Read: q.Read,
	}))
}

// happen is all that goes on while a sight is held. Every step would be seen by
// Jo, Al or Bea if theirs were not.
func happen(t *testing.T, h *apptest.House, s scene, held string) {
	t.Helper()
	step := func(name string, do func()) {
		h.Clock.Move(time.Minute)
		do()
		apptest.Must(t, h.RunJobs(t.Context()))
		if t.Failed() {
			t.Fatalf("%s went wrong", name)
		}
	}
	told := entry.Draft{Kind: disclose.Told, Class: sharing.Personal, Topic: "day-to-day", Confidence: sharing.Named, Text: "secretword ten"}
	note := entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "day-to-day", Text: "secretword eleven"}
	step("a note on a shared topic", func() { write("Ravi", note, "Sam")(t, h, id.New()) })
	step("general words", func() {
		write("Ravi", entry.Draft{Kind: disclose.Note, Class: sharing.General, Topic: "team", Text: "secretword twelve"})(t, h, id.New())
	})
	step("a choice widens", func() { share(t, h, "Jo", "medicines"); share(t, h, "Al", "medicines"); share(t, h, "Jo", "care-plan") })
	step("the service user writes", func() {
		write("Sam", entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "day-to-day", Text: "secretword thirteen"}, "Sam")(t, h, id.New())
	})
	for _, name := range []string{"Jo", "Al", "Bea"} {
		if name != held && name != "Bea" {
			step("a carer tells", func() { write(name, told, "Sam")(t, h, id.New()) })
		}
		if name != held && name == "Bea" {
			step("a professional writes", func() { write(name, note, "Sam")(t, h, id.New()) })
		}
	}
	step("a question is answered", func() {
		send(t, h, "Grace", "/question/"+s.question, "draft", id.New(), "say", "secretword fourteen")
	})
	step("what came of it", func() {
		send(t, h, "Ravi", "/entry/"+s.said+"/outcome", "draft", id.New(), "say", "secretword fifteen")
	})
	step("a correction", func() {
		apptest.Must(t, h.Entries.Correct(t.Context(), h.ID("Ravi"), h.Triangle, id.Entry(s.seen), 1, "secretword sixteen"))
	})
	step("everybody reads", func() {
		for _, name := range []string{"Sam", "Ravi", "Mei", "Grace"} {
			readAll(t, h, name, s.said)
			readAll(t, h, name, s.seen)
		}
	})
	step("an agreement", func() { send(t, h, "Sam", "/agreement", "version", id.New(), "draft", id.New()) })
	step("a topic of one's own", func() {
		h.Clock.Move(time.Second)
		apptest.Must(t, h.Protocol.AddTopic(t.Context(), h.ID("Sam"), protocol.TopicDraft{ID: id.New(), Triangle: h.Triangle, Label: "secretword seventeen"}))
		apptest.Must(t, h.Protocol.Everything(t.Context(), h.ID("Sam"), protocol.Sweep{ID: id.New(), Triangle: h.Triangle, Recipient: string(h.ID("Jo")), When: sharing.Everyday}))
	})
	step("somebody asks", func() {
		apptest.Must(t, h.Protocol.Ask(t.Context(), h.ID("Ravi"), protocol.AskDraft{ID: id.New(), Triangle: h.Triangle, Owner: h.ID("Jo"), Recipient: "professionals", Topic: "caring-role"}))
	})
	for _, r := range rooms() {
		if r.during != nil {
			step("working together", func() { r.during(t, h, held) })
		}
	}
	step("somebody goes", func() { apptest.Must(t, h.LeaveForTest(t, "Mei")) })
}

// twoHouses opens one database twice: as it is, and a copy of it.
func twoHouses(t *testing.T) (a, b *apptest.House, s scene) {
	t.Helper()
	file := apptest.SQLite(t)
	first := apptest.New(t, func(testing.TB) string { return file })
	s = begin(t, first)
	apptest.Must(t, first.Close())
	open := func(name string) *apptest.House {
		path := filepath.Join(t.TempDir(), name)
		for _, tail := range []string{"", "-wal"} {
			body, err := os.ReadFile(file + tail)
			if os.IsNotExist(err) {
				continue
			}
			apptest.Must(t, err)
			apptest.Must(t, os.WriteFile(path+tail, body, 0o600))
		}
		h := apptest.Empty(t, path, engine.Options{})
		h.People, h.Triangle, h.Team = first.People, first.Triangle, first.Team
		h.Clock.Move(first.Clock.Now().Sub(h.Clock.Now()))
		return h
	}
	return open("a.db"), open("b.db"), s
}

// hold begins a quiet pause for a carer, or a hold of the team for anybody.
func hold(t *testing.T, h *apptest.House, by, who string) string {
	t.Helper()
	name := id.New()
	h.Clock.Move(time.Second) // what was done in the same microsecond counts as later
	if by == "Sam" {
		apptest.Must(t, h.Safety.Pause(t.Context(), h.ID(by), h.Triangle, name, h.ID(who)))
		return name
	}
	apptest.Must(t, h.Safety.Set(t.Context(), h.ID(by), safety.Draft{
		ID: name, Triangle: h.Triangle, Person: h.ID(who), Reason: "secretword eighteen", Review: h.Clock.Now().AddDate(0, 0, 7),
	}))
	apptest.Must(t, h.Safety.Confirm(t.Context(), h.ID("Grace"), h.Triangle, name))
	return name
}

// TestAPauseLooksLikeNothingNew lets much happen in a world where somebody's sight
// is held, and nothing in one where it is not. For them the two must be the same to
// the byte, the same day and a week later.
func TestAPauseLooksLikeNothingNew(t *testing.T) {
	for _, c := range []struct{ by, who string }{{"Sam", "Jo"}, {"Ravi", "Jo"}, {"Ravi", "Al"}, {"Ravi", "Bea"}} {
		t.Run(c.by+" holds "+c.who, func(t *testing.T) {
			t.Parallel()
			a, b, s := twoHouses(t)
			hold(t, a, c.by, c.who)
			b.Clock.Move(time.Second)
			happen(t, a, s, c.who)
			b.Clock.Move(a.Clock.Now().Sub(b.Clock.Now()))
			// What they write themselves they see as always, in both worlds.
			own := id.New()
			for _, h := range []*apptest.House{a, b} {
				h.Clock.Move(time.Minute)
				write(c.who, entry.Draft{Kind: kindFor(h, c.who), Class: sharing.Personal, Topic: "day-to-day", Confidence: confidenceFor(h, c.who), Text: "My own."}, "Sam")(t, h, own)
				apptest.Must(t, h.RunJobs(t.Context()))
			}
			if got := a.As(t, "Grace").Get(a.In("/entry/" + own)); !strings.Contains(got.Body, "My own.") {
				t.Errorf("the team does not read what somebody writes whose sight is held: %d", got.Status)
			}
			for _, later := range []time.Duration{0, 7 * 24 * time.Hour} {
				a.Clock.Move(later)
				b.Clock.Move(later)
				apptest.Must(t, a.RunJobs(t.Context()))
				apptest.Must(t, b.RunJobs(t.Context()))
				entries := []string{s.seen, s.said, s.question, s.wide, s.ask, own}
				wa, wb := walker{house: a, entries: entries, people: everybody(a)}, walker{house: b, entries: entries, people: everybody(b)}
				is, was := wa.walk(a.As(t, c.who)), wb.walk(b.As(t, c.who))
				for _, path := range []string{"/log", "/log/key", "/log/checkpoint"} {
					delete(was, "GET "+path) // the key is drawn by each house, and the tree is everybody's
				}
				compare(t, c.who, was, is)
				for request, answer := range is {
					if strings.Contains(answer, "secretword 1") {
						t.Errorf("%s shows a secret", request)
					}
				}
				if len(is) < 100 {
					t.Fatalf("only %d requests were walked", len(is))
				}
			}
			same(t, a, b, c.who)
		})
	}
}

// same compares the mails that a person got.
func same(t *testing.T, a, b *apptest.House, who string) {
	t.Helper()
	count := func(h *apptest.House) (n int) {
		for _, m := range h.Mails.Mails() {
			if m.To == h.People[who].Email {
				n++
			}
		}
		return n
	}
	if is, was := count(a), count(b); is != was {
		t.Errorf("%s got %d mails, and %d in the world where nothing happened", who, is, was)
	}
}

func kindFor(h *apptest.House, who string) disclose.Kind {
	if h.People[who].Corner == sharing.Carer {
		return disclose.Told
	}
	return disclose.Note
}

func confidenceFor(h *apptest.House, who string) sharing.Confidence {
	if h.People[who].Corner == sharing.Carer {
		return sharing.Named
	}
	return ""
}

// TestAPauseLooksTheSameOnBothEngines walks one house before the pause, and again
// after much has happened, with the same hour of the day.
func TestAPauseLooksTheSameOnBothEngines(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		s := begin(t, h)
		w := walker{house: h, entries: []string{s.seen, s.said, s.question, s.wide, s.ask}, people: everybody(h)}
		jo := h.As(t, "Jo")
		w.walk(jo)
		before := w.walk(jo)
		h.Clock.Move(time.Second)
		hold(t, h, "Sam", "Jo")
		mails, rings := len(h.Mails.Mails()), ringsOf(t, h, "Jo")
		happen(t, h, s, "Jo")
		for _, path := range []string{"/log", "/log/checkpoint", "/account"} {
			delete(before, "GET "+path) // the tree is everybody's, and a session says when it was last used
		}
		compare(t, "Jo", before, w.walk(h.As(t, "Jo"))) // proved just now, as before
		for _, m := range h.Mails.Mails()[mails:] {
			if m.To == h.People["Jo"].Email {
				t.Error("a mail tells Jo that there is something new")
			}
		}
		if got := ringsOf(t, h, "Jo"); got != rings {
			t.Errorf("the bell rang %d times for Jo", got-rings)
		}
	})
}

// ringsOf counts how often the open pages of somebody were told of something.
func ringsOf(t *testing.T, h *apptest.House, who string) (n int64) {
	t.Helper()
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).View(t.Context(), func(x *store.Tx) error {
		all, err := x.Rings(t.Context(), []id.Person{h.ID(who)})
		n = all[h.ID(who)]
		return err
	}))
	return n
}
