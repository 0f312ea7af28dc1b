package worlds

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pquerna/otp/totp"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/profile"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
)

// secret is something that happens in one world and not in the other.
type secret struct {
	name string
	from []string // from whom it is withheld
	do   func(t *testing.T, h *apptest.House, e string)
}

// write makes an entry through the service.
func write(by string, d entry.Draft, about ...string) func(*testing.T, *apptest.House, string) {
	return func(t *testing.T, h *apptest.House, e string) {
		t.Helper()
		one := d
		one.ID, one.Triangle = id.Entry(e), h.Triangle
		for _, name := range about {
			one.About = append(one.About, h.ID(name))
		}
		_, err := h.Entries.Write(t.Context(), h.ID(by), one)
		apptest.Must(t, err)
	}
}

// secrets are all of them.
func secrets() []secret { return slices.Concat(inTriangle(), togetherSecrets(), withPeople()) }

// withPeople are those that a person keeps for themselves: no word of them stands in a triangle.
func withPeople() []secret {
	return []secret{
		{"how somebody signs in", []string{"Jo", "Al", "Ravi", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			if got := h.As(t, "Sam").Post("/account/ways/codes/begin"); got.Status != http.StatusSeeOther {
				t.Fatalf("beginning codes: %d", got.Status)
			}
			c, err := h.SignIn.NewCodes(t.Context(), h.People["Sam"])
			apptest.Must(t, err)
			code, err := totp.GenerateCode(c.Secret, h.Clock.Now())
			apptest.Must(t, err)
			if got := h.As(t, "Sam").Post("/account/ways/codes", "code", code); got.Status != http.StatusSeeOther {
				t.Fatalf("switching codes on: %d", got.Status)
			}
		}},
		{"a carer says how to reach her safely", []string{"Sam", "Al", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			says(t, h, "Jo", "/account/safe", "rule-only-when", "yes", "rule-only-when-detail", "secretword eight", "rule-no-mail", "yes")
			says(t, h, "Jo", "/account/reach", "zone", "Europe/London", "phone-1", "01632 960 888", "bad", "weekend")
		}},
		{"a service user says how to reach him safely", []string{"Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			says(t, h, "Sam", "/account/safe", "rule-no-message", "yes", "rule-mail-hours", "yes", "from", "540", "until", "600")
			says(t, h, "Sam", "/account/reach", "zone", "Europe/London", "phone-1", "01632 960 888")
		}},
		{"a carer says what she needs, to the team alone", []string{"Sam", "Al", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			says(t, h, "Jo", "/account/needs", "need-interpreter", "yes", "need-interpreter-detail", "secretword nine")
		}},
	}
}

func inTriangle() []secret {
	told := entry.Draft{Kind: disclose.Told, Class: sharing.Personal, Topic: "early-signs", Text: "secretword one. Al was there."}
	team, sealed, unnamed := told, told, told
	team.Confidence, sealed.Confidence, unnamed.Confidence = sharing.Team, sharing.Sealed, sharing.Unnamed
	own := entry.Draft{Kind: disclose.Told, Class: sharing.CarersOwn, Topic: "carers-health", Confidence: sharing.Sealed, Text: "secretword two"}
	note := entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "medicines", Text: "secretword three"}
	harder := entry.Draft{Kind: disclose.Note, Class: sharing.Sensitive, Topic: "trauma", Text: "secretword four"}
	mine := entry.Draft{Kind: disclose.OwnNote, Class: sharing.Personal, Topic: "recovery-plan", Text: "secretword five"}
	return []secret{
		{"a carer tells the team", []string{"Sam", "Al", "Nia"}, write("Jo", team, "Sam")},
		{"a carer tells the carer lead alone", []string{"Sam", "Al", "Ravi", "Bea", "Mei", "Nia"}, write("Jo", sealed, "Sam")},
		{"a carer is not named", []string{"Al", "Nia"}, write("Jo", unnamed, "Sam")},
		{"a carer says something about herself", []string{"Sam", "Al", "Ravi", "Bea", "Mei", "Nia"}, write("Jo", own, "Jo")},
		{"a professional writes a note", []string{"Jo", "Al", "Nia"}, write("Ravi", note, "Sam")},
		{"a sensitive note", []string{"Jo", "Al", "Nia"}, write("Ravi", harder, "Sam")},
		{"a service user's own section", []string{"Jo", "Al", "Ravi", "Bea", "Mei", "Grace", "Nia"}, write("Sam", mine, "Sam")},
		{"a carer keeps a draft", []string{"Sam", "Al", "Ravi", "Grace", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
			d := told
			d.ID, d.Triangle, d.Confidence = id.Entry(e), h.Triangle, sharing.Team
			apptest.Must(t, h.Entries.Keep(t.Context(), h.ID("Jo"), d))
		}},
		{"a carer asks about a topic", []string{"Jo", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			send(t, h, "Al", "/ask", "topic", "medicines", "ask", id.New())
		}},
		{"a choice about somebody else", []string{"Jo", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			send(t, h, "Sam", "/sharing/change", "recipient", string(h.ID("Al")), "topic", "medicines", "answer", "share", "change", id.New())
		}},
		{"a carer asks the team a question", []string{"Sam", "Al", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			send(t, h, "Jo", "/question", "draft", id.New(), "topic", "early-signs", "say", "secretword six?")
		}},
		{"what came of a confidence", []string{"Sam", "Al", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
			write("Jo", team, "Sam")(t, h, e)
			send(t, h, "Ravi", "/entry/"+e+"/outcome", "draft", id.New(), "say", "secretword seven")
		}},
		{"somebody outside asks for a code that nobody made", []string{"Sam", "Jo", "Al", "Ravi", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			_, err := h.Organisation.Find(t.Context(), h.People["Bea"], "AAAAA-AAAAA")
			if !errs.Is(err, errs.Invalid) {
				t.Fatal(err)
			}
		}},
		{"somebody comes by the team", []string{"Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			comesByTheTeam(t, h)
		}},
		{"a service user pauses a carer", []string{"Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, _ string) { hold(t, h, "Sam", "Jo") }},
		{"the team holds a carer", []string{"Sam", "Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, _ string) { hold(t, h, "Ravi", "Al") }},
		{"a yes waits for a private word", []string{"Jo", "Al", "Ravi", "Bea", "Grace", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			apptest.Must(t, h.Protocol.Wish(t.Context(), h.ID("Sam"), h.Triangle, []protocol.Wish{{Carer: protocol.AllCarers}}))
			choose(t, h, "Jo", "medicines", sharing.Share)
		}},
		{"a professional asks whether a carer may be invited", []string{"Jo", "Al", "Bea", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			send(t, h, "Ravi", "/invite", "invitation", id.New(), "who", "carer", "name", "Nia Rees", "email", "nia@example.org", "relation", "sister")
		}},
		{"a professional says how sure they are who somebody is", []string{"Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			send(t, h, "Ravi", "/people/"+string(h.ID("Sam"))+"/identity", "step", id.New(), "way", "checked:passport")
		}},
		{"a service user writes down their NHS number", []string{"Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			if got := h.As(t, "Sam").Post("/account/number", "number", "943 476 5919"); got.Status != http.StatusSeeOther {
				t.Fatalf("writing a number: %d", got.Status)
			}
		}},
		{"a professional looks whether they may tell", []string{"Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, _ string) {
			got := h.As(t, "Ravi").Post("/may-i-tell", "person", string(h.Triangle)+"/"+string(h.ID("Jo")), "topic", "trauma")
			if got.Status != http.StatusOK {
				t.Fatalf("looking: %d", got.Status)
			}
		}},
	}
}

// comesByTheTeam takes on a nurse for a team to which the triangle belongs, who opens it.
func comesByTheTeam(t *testing.T, h *apptest.House) {
	t.Helper()
	boss := triangle.Person{ID: id.Person(id.New()), Name: "Boss", Email: "boss@example.org", Corner: sharing.Professional, Admin: true, Lang: "en", Zone: "Europe/London", Made: 1}
	nurse := triangle.Person{ID: id.Person(id.New()), Name: "Nurse", Email: "nurse@example.org", Corner: sharing.Professional, Team: h.Team, Lang: "en", Zone: "Europe/London", Made: 1}
	accounts := store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x })
	apptest.Must(t, accounts.Update(t.Context(), func(x *store.Tx) error { return x.PutPerson(t.Context(), boss, "") }))
	apptest.Must(t, h.App.People.MakeTeam(t.Context(), boss, triangle.Team{ID: h.Team, Name: "Riverside", ReplyDays: 3}))
	apptest.Must(t, accounts.Update(t.Context(), func(x *store.Tx) error {
		if err := x.PutPerson(t.Context(), nurse, ""); err != nil {
			return err
		}
		return x.ChangeTriangle(t.Context(), h.Triangle, h.Team)
	}))
	apptest.Must(t, h.Organisation.Open(t.Context(), nurse, h.Triangle))
}

// send posts a form that must work.
func send(t *testing.T, h *apptest.House, name, path string, pairs ...string) {
	t.Helper()
	if got := h.As(t, name).Post(h.In(path), pairs...); got.Status != http.StatusSeeOther {
		t.Fatalf("%s as %s: %d\n%s", path, name, got.Status, got.Body)
	}
}

// says posts a form of somebody's own account on top of what the walk left there.
func says(t *testing.T, h *apptest.House, name, path string, pairs ...string) {
	t.Helper()
	kept, err := h.Profile.Own(t.Context(), h.ID(name))
	apptest.Must(t, err)
	version := kept.Version[profile.Part(strings.TrimPrefix(path, "/account/"))]
	if got := h.As(t, name).Post(path, append(pairs, "version", strconv.Itoa(version))...); got.Location() != "/account" {
		t.Fatalf("%s as %s: %d\n%s", path, name, got.Status, got.Body)
	}
}

// TestTwoWorlds asks for everything, lets a secret happen and those who may see
// it read it, and asks for everything again. For those from whom it is withheld
// every byte must be the same.
func TestTwoWorlds(t *testing.T) {
	for _, s := range secrets() {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			h := apptest.New(t, apptest.SQLite)
			background(t, h)
			e := id.New()
			w := walker{house: h, entries: []string{e}, people: everybody(h)}
			visitors, before := map[string]*apptest.Visitor{}, map[string]map[string]string{}
			// What is looked at for the first time is on record after this.
			for name := range h.People {
				readAll(t, h, name, e)
			}
			for _, name := range s.from {
				visitors[name] = h.As(t, name)
				w.walk(visitors[name])
			}
			for _, name := range s.from {
				before[name] = w.walk(visitors[name])
			}
			s.do(t, h, e)
			for name := range h.People {
				if !slices.Contains(s.from, name) {
					readAll(t, h, name, e)
				}
			}
			apptest.Must(t, h.RunJobs(t.Context()))
			for _, name := range s.from {
				compare(t, name, before[name], w.walk(visitors[name]))
			}
		})
	}
}

// readAll opens everything that somebody may see, and the secret by its name.
func readAll(t *testing.T, h *apptest.House, name, e string) {
	t.Helper()
	h.As(t, name).Get(h.In("/timeline"))
	h.As(t, name).Get(h.In("/entry/" + e))
}

// background is what both worlds have.
func background(t *testing.T, h *apptest.House) {
	t.Helper()
	write("Sam", entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "day-to-day", Text: "Played bass."}, "Sam")(t, h, id.New())
	write("Jo", entry.Draft{Kind: disclose.Told, Class: sharing.Personal, Topic: "day-to-day", Confidence: sharing.Named, Text: "We had soup."}, "Sam")(t, h, id.New())
	write("Al", entry.Draft{Kind: disclose.Told, Class: sharing.Personal, Topic: "day-to-day", Confidence: sharing.Team, Text: "I drove."}, "Sam")(t, h, id.New())
	apptest.Must(t, h.RunJobs(t.Context()))
}

func compare(t *testing.T, name string, before, after map[string]string) {
	t.Helper()
	for request, was := range before {
		is := after[request]
		if is == was {
			continue
		}
		t.Errorf("%s sees a difference at %s:\n%s", name, request, firstDifference(was, is))
	}
}

func firstDifference(a, b string) string {
	as, bs := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(as), len(bs)) {
		if as[i] != bs[i] {
			return "before: " + cut(as[i]) + "\nafter:  " + cut(bs[i])
		}
	}
	return "one is longer"
}

func cut(line string) string {
	if len(line) > 400 {
		return line[:400]
	}
	return line
}
