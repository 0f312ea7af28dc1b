package relationship_test

import (
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
)

// boss is an administrator.
func (f family) boss() triangle.Person {
	f.t.Helper()
	p := triangle.Person{ID: id.Person(id.New()), Name: "Boss", Email: id.New() + "@example.org", Corner: sharing.Professional, Admin: true, Lang: "en", Zone: "Europe/London", Made: 1}
	apptest.Must(f.t, store.Runner(f.Store, func(x *store.Tx) *store.Tx { return x }).Update(f.t.Context(), func(x *store.Tx) error { return x.PutPerson(f.t.Context(), p, "") }))
	return p
}

func wording(service string, number int, title string) relationship.Wording {
	return relationship.Wording{ID: id.New(), Service: service, Task: "own-life", Number: number, Title: title, Say: "A sentence.", Example: "An example."}
}

func (f family) title(service string) string {
	f.t.Helper()
	all, err := f.Relationships.Wordings(f.t.Context(), service)
	apptest.Must(f.t, err)
	return all["own-life"].Title
}

func TestAServiceSaysATaskInItsOwnWords(t *testing.T) {
	both(t, func(f family) {
		boss := f.boss()
		say := func(w relationship.Wording) {
			f.t.Helper()
			apptest.Must(f.t, f.Relationships.Reword(f.t.Context(), boss, w))
		}
		say(wording(relationship.ForAll, 0, "For all"))
		say(wording("north", 0, "In the north"))
		for service, want := range map[string]string{"north": "In the north", "south": "For all", "": "For all"} {
			if got := f.title(service); got != want {
				f.t.Errorf("%q says %q, not %q", service, got, want)
			}
		}
		apptest.Must(f.t, f.Relationships.PutBack(f.t.Context(), boss, wording("north", 1, "")))
		if f.title("north") != "For all" {
			f.t.Error("without words of its own a service has those for all")
		}
		apptest.Must(f.t, f.Relationships.PutBack(f.t.Context(), boss, wording(relationship.ForAll, 1, "")))
		if f.title("north") != "" || f.title("") != "" {
			f.t.Error("the words of the program hold again")
		}
		history, err := f.Relationships.History(f.t.Context(), boss, "north", "own-life")
		if err != nil || len(history) != 2 || !history[0].Standard() || history[1].Title != "In the north" || history[1].By != boss.ID {
			f.t.Errorf("what was said stays on record: %v %v", history, err)
		}
	})
}

func TestRewordingIsForAdministratorsAndOneAtATime(t *testing.T) {
	both(t, func(f family) {
		boss := f.boss()
		for _, name := range []string{"Ravi", "Grace", "Sam", "Jo"} {
			f.wantKind(f.Relationships.Reword(f.t.Context(), f.People[name], wording("", 0, "Mine")), errs.NotFound, name+" rewords")
			pretends := f.People[name]
			pretends.Admin = true
			f.wantKind(f.Relationships.PutBack(f.t.Context(), pretends, wording("", 0, "")), errs.NotFound, name+" pretends")
			_, err := f.Relationships.History(f.t.Context(), pretends, "", "own-life")
			f.wantKind(err, errs.NotFound, name+" reads how it was")
		}
		w := wording("", 0, "First")
		apptest.Must(f.t, f.Relationships.Reword(f.t.Context(), boss, w))
		apptest.Must(f.t, f.Relationships.Reword(f.t.Context(), boss, w)) // the same form again
		f.wantKind(f.Relationships.Reword(f.t.Context(), boss, wording("", 0, "Slower")), errs.Conflict, "the slower one")
		if f.title("") != "First" {
			f.t.Errorf("it says %q", f.title(""))
		}
		missing := wording("", 1, "x")
		missing.Task = "none"
		f.wantKind(f.Relationships.Reword(f.t.Context(), boss, missing), errs.NotFound, "a task that is none")
		bad := wording("", 1, strings.Repeat("x", relationship.TitleMost+1))
		bad.Say, bad.Example = "", strings.Repeat("x", relationship.ExampleMost+1)
		if p := errs.ProblemsOf(f.Relationships.Reword(f.t.Context(), boss, bad)); len(p) != 3 {
			f.t.Errorf("three fields are wrong: %v", p)
		}
	})
}
