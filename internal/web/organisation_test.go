package web_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/organisation"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/triangle"
)

// works is two administrators (Ada, Bo), an information-governance lead (Gil), the
// team Harbour with Tom, Una (its lead) and Kim, the team Quay with Lou, and a
// triangle of Harbour in which Pia is service user and Tom alone is professional.
type works struct {
	*apptest.House
	harbour, quay id.Team
	tri           id.Triangle
}

func inStore(t *testing.T, h *apptest.House, fn func(x *store.Tx) error) {
	t.Helper()
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).Update(t.Context(), fn))
}

func newWorks(t *testing.T, h *apptest.House) works {
	t.Helper()
	o := works{House: h, harbour: id.Team(id.New()), quay: id.Team(id.New())}
	add := func(first string, p triangle.Person) {
		p.ID, p.Name, p.Email, p.Lang, p.Zone, p.Mail, p.Made = id.Person(id.New()), first+" Test", strings.ToLower(first)+"@example.org", "en", "Europe/London", true, h.Clock.Now().AddDate(0, -1, 0).UnixMicro()
		if p.Corner == "" {
			p.Corner = sharing.Professional
		}
		inStore(t, h, func(x *store.Tx) error { return x.PutPerson(t.Context(), p, "") })
		h.People[first] = p
	}
	add("Ada", triangle.Person{Admin: true})
	add("Bo", triangle.Person{Admin: true})
	add("Gil", triangle.Person{Governs: true})
	for team, name := range map[id.Team]string{o.harbour: "Harbour", o.quay: "Quay"} {
		apptest.Must(t, h.App.People.MakeTeam(t.Context(), h.People["Ada"], triangle.Team{ID: team, Name: name, ReplyDays: 3}))
	}
	for _, first := range []string{"Tom", "Una", "Kim"} {
		add(first, triangle.Person{Team: o.harbour, Role: "nurse"})
	}
	add("Lou", triangle.Person{Team: o.quay, Role: "nurse"})
	add("Pia", triangle.Person{Corner: sharing.ServiceUser})
	o.setLead(t, "Una", true)
	var err error
	o.tri, err = h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: h.ID("Pia"), Team: triangle.Team{ID: o.harbour}}, []triangle.Member{
		{Person: h.ID("Pia"), Corner: sharing.ServiceUser}, {Person: h.ID("Jo"), Corner: sharing.Carer, Relation: "friend"},
		{Person: h.ID("Tom"), Corner: sharing.Professional, Role: "key worker", RestsOn: string(h.ID("Tom"))},
	}, h.Clock.Now().AddDate(0, -1, 0))
	apptest.Must(t, err)
	return o
}

// setLead changes the first place in a team, which has the person's own id.
func (o works) setLead(t *testing.T, first string, lead bool) {
	t.Helper()
	m, err := o.Organisation.MembershipOf(t.Context(), o.People["Ada"], string(o.ID(first)))
	apptest.Must(t, err)
	m.Lead = lead
	apptest.Must(t, o.Organisation.ChangePlace(t.Context(), o.People["Ada"], m))
}

func (o works) at(path string) string { return "/t/" + string(o.tri) + path }

// note writes something that the team may read.
func (o works) note(t *testing.T, words string) id.Entry {
	t.Helper()
	e := id.Entry(id.New())
	_, err := o.Entries.Write(t.Context(), o.ID("Tom"), entry.Draft{ID: e, Triangle: o.tri, Kind: disclose.Note, Class: sharing.Personal, Topic: "medicines", About: []id.Person{o.ID("Pia")}, Text: words})
	apptest.Must(t, err)
	return e
}

// chain lists the records of a chain as "kind/ground".
func chain(t *testing.T, h *apptest.House, tri id.Triangle) []string {
	t.Helper()
	var out []string
	inStore(t, h, func(x *store.Tx) error {
		out = nil
		all, err := x.Evidence(t.Context()).Rows(string(tri), 0, 10_000)
		for _, r := range all {
			out = append(out, string(r.Detail.Record.Kind)+"/"+r.Detail.Record.Ground)
		}
		return err
	})
	return out
}

func count(all []string, one string) int {
	n := 0
	for _, a := range all {
		if a == one {
			n++
		}
	}
	return n
}

func TestTeamOpensItsTrianglesAndThePersonIsTold(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		e := o.note(t, "secretword blue")
		kim := h.As(t, "Kim")
		if got := kim.Get(o.at("/entry/" + string(e))); got.Status != http.StatusNotFound {
			t.Errorf("of the team, and still outside: %d", got.Status)
		}
		list := kim.Get("/team")
		if !strings.Contains(list.Body, "Pia Test") || !strings.Contains(list.Body, "Key worker: Tom Test") {
			t.Fatalf("the team's list\n%s", list.Body)
		}
		for _, who := range []string{"Lou", "Ravi", "Ada", "Gil"} {
			if got := h.As(t, who).Get("/team"); strings.Contains(got.Body, "Pia") {
				t.Errorf("%s reads that Pia uses the service", who)
			}
			if got := h.As(t, who).Post("/team/" + string(o.tri) + "/open"); got.Status != http.StatusNotFound {
				t.Errorf("%s opens it: %d", who, got.Status)
			}
		}
		for range 2 { // pressed twice
			if got := kim.Post("/team/" + string(o.tri) + "/open"); got.Location() != o.at("") {
				t.Fatalf("opening gave %d\n%s", got.Status, got.Body)
			}
		}
		if got := kim.Get(o.at("/entry/" + string(e))); !strings.Contains(got.Body, "secretword blue") {
			t.Errorf("now Kim reads it: %d", got.Status)
		}
		if n := count(chain(t, h, o.tri), "reached/team"); n != 1 {
			t.Errorf("it is on record %d times", n)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		pia := h.As(t, "Pia")
		if got := pia.Get("/"); !strings.Contains(got.Body, "Kim Test has joined. Works in the team of this triangle.") {
			t.Errorf("Pia's news\n%s", got.Body)
		}
		if got := pia.Get(o.at("/people/" + string(h.ID("Kim")))); !strings.Contains(got.Body, "Why they are here") || !strings.Contains(got.Body, "Works in the team") {
			t.Errorf("Pia reads why\n%s", got.Body)
		}
		if got := h.As(t, "Jo").Get(o.at("/people")); !strings.Contains(got.Body, "Kim Test") || strings.Contains(got.Body, "Works in the team") {
			t.Error("a carer reads name and role, and not why")
		}
	})
}

func TestTeamLeftWhileReading(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		e := o.note(t, "secretword green")
		kim, tom := h.As(t, "Kim"), h.As(t, "Tom")
		kim.Post("/team/" + string(o.tri) + "/open")
		if got := kim.Get(o.at("/entry/" + string(e))); got.Status != http.StatusOK {
			t.Fatalf("Kim reads: %d", got.Status)
		}
		for _, first := range []string{"Kim", "Tom"} {
			for range 2 {
				if got := h.As(t, "Ada").Post("/admin/places/" + string(h.ID(first)) + "/end"); got.Status != http.StatusSeeOther {
					t.Fatalf("ending gave %d\n%s", got.Status, got.Body)
				}
			}
		}
		for _, path := range []string{"", "/entry/" + string(e), "/timeline", "/people"} {
			if got := kim.Get(o.at(path)); got.Status != http.StatusNotFound {
				t.Errorf("Kim at %q: %d", path, got.Status)
			}
			if got := tom.Get(o.at(path)); got.Status != http.StatusNotFound {
				t.Errorf("what Tom was brought in by ends as well, %q: %d", path, got.Status)
			}
		}
		if got := kim.Post(o.at("/write/send"), "draft", id.New(), "topic", "medicines", "say", "still here"); got.Status != http.StatusNotFound {
			t.Errorf("Kim writes: %d", got.Status)
		}
		if got := kim.Post("/team/" + string(o.tri) + "/open"); got.Status != http.StatusNotFound {
			t.Errorf("Kim opens it again: %d", got.Status)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		apptest.Must(t, h.Organisation.Sweep(t.Context(), disclose.Job{})) // run twice
		if n := count(chain(t, h, o.tri), "left/team"); n != 2 {
			t.Errorf("the ends stand %d times in the triangle's chain, not twice", n)
		}
		if n := count(chain(t, h, id.Organisation), "staffed/team-left"); n != 2 {
			t.Errorf("and %d times in the organisation's", n)
		}
		if got := h.As(t, "Una").Get("/"); !strings.Contains(got.Body, "Pia Test</strong> has no professional any more") {
			t.Errorf("the lead reads that nobody is there\n%s", got.Body)
		}
		if got := h.As(t, "Ada").Get("/"); strings.Contains(got.Body, "Pia") {
			t.Error("no administrator reads her name")
		}
		h.As(t, "Una").Post("/team/" + string(o.tri) + "/open")
		if got := h.As(t, "Una").Get("/"); strings.Contains(got.Body, "no professional any more") {
			t.Error("and is done once somebody came")
		}
	})
}

func TestPlaceEndsWithTheDateOfTheTeam(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		e := o.note(t, "secretword")
		kim := h.As(t, "Kim")
		kim.Post("/team/" + string(o.tri) + "/open")
		got := h.As(t, "Ada").Post("/admin/places/"+string(h.ID("Kim")), "role", "nurse", "until-day", "24", "until-month", "11", "until-year", "2026")
		if got.Status != http.StatusSeeOther {
			t.Fatalf("setting an end gave %d\n%s", got.Status, got.Body)
		}
		h.Clock.Move(37 * time.Hour) // Tuesday, 22:30
		if got := h.As(t, "Kim").Get(o.at("/entry/" + string(e))); got.Status != http.StatusOK {
			t.Errorf("on the last day: %d", got.Status)
		}
		h.Clock.Move(90 * time.Minute)
		if got := h.As(t, "Kim").Get(o.at("/entry/" + string(e))); got.Status != http.StatusNotFound {
			t.Errorf("after it: %d", got.Status)
		}
		if got := h.As(t, "Kim").Get("/team"); strings.Contains(got.Body, "Pia") {
			t.Error("nor is the team's list")
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		if n := count(chain(t, h, o.tri), "left/team"); n != 1 {
			t.Errorf("the end stands %d times in the chain", n)
		}
	})
}

func TestAdministratorsAndTheirOffices(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		ada := h.As(t, "Ada")
		if got := ada.Post("/admin/teams/"+string(o.harbour)+"/join", "membership", id.New(), "person", string(h.ID("Ada"))); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "This is your own place") {
			t.Errorf("Ada lets herself in: %d", got.Status)
		}
		if got := ada.Post("/admin/offices/"+string(h.ID("Ada")), "governs", "yes"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Nobody changes their own offices") {
			t.Errorf("Ada changes her own office: %d", got.Status)
		}
		if got := ada.Post("/admin/offices/"+string(h.ID("Tom")), "governs", "yes"); got.Status != http.StatusSeeOther {
			t.Errorf("Tom becomes lead: %d", got.Status)
		}
		for _, who := range []string{"Tom", "Gil", "Jo", "Pia"} {
			for _, path := range []string{"/admin", "/admin/name", "/admin/services", "/admin/staff", "/admin/offices", "/admin/offices/" + string(h.ID("Kim")), "/admin/places/" + string(h.ID("Kim")), "/admin/teams/" + string(o.harbour) + "/join"} {
				if got := h.As(t, who).Get(path); got.Status != http.StatusNotFound {
					t.Errorf("%s at %s: %d", who, path, got.Status)
				}
			}
			if got := h.As(t, who).Post("/admin/offices/"+string(h.ID("Kim")), "admin", "yes"); got.Status != http.StatusNotFound {
				t.Errorf("%s gives an office: %d", who, got.Status)
			}
		}
		if got := ada.Get("/admin/staff"); strings.Contains(got.Body, "Pia") || strings.Contains(got.Body, "Okafor") || !strings.Contains(got.Body, "Kim Test") {
			t.Error("the list holds who works here, and nobody else")
		}
		ada.Post("/admin/name", "name", "Coast Trust")
		ada.Post("/admin/services", "service", id.New(), "name", "Early intervention")
		if got := ada.Post("/admin/services", "service", id.New(), "name", "early Intervention"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("the same name twice: %d", got.Status)
		}
		if got := ada.Get("/admin"); !strings.Contains(got.Body, "Coast Trust") || !strings.Contains(got.Body, "one service") {
			t.Errorf("the overview\n%s", got.Body)
		}
	})
}

// TestLastAdministratorStays has two take the office from each other at once, and
// close each other's account at once: one administrator is left, always.
func TestLastAdministratorStays(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		newWorks(t, h)
		both := func(do func(by, whom string) error) []error {
			out := make([]error, 2)
			var wait sync.WaitGroup
			for i, pair := range [][2]string{{"Ada", "Bo"}, {"Bo", "Ada"}} {
				wait.Go(func() { out[i] = do(pair[0], pair[1]) })
			}
			wait.Wait()
			return out
		}
		admins := func() (n int) {
			inStore(t, h, func(x *store.Tx) error {
				staff, err := x.Staff(t.Context())
				n = 0
				for _, p := range staff {
					if p.Admin {
						n++
					}
				}
				return err
			})
			return n
		}
		for range 5 {
			problems := both(func(by, whom string) error {
				return h.Organisation.SetOffices(t.Context(), h.People[by], h.ID(whom), organisation.Offices{})
			})
			if admins() != 1 {
				t.Fatalf("%d administrators are left: %v", admins(), problems)
			}
			inStore(t, h, func(x *store.Tx) error {
				for _, first := range []string{"Ada", "Bo"} {
					p := h.People[first]
					p.Admin = true
					if err := x.SetOffices(t.Context(), p); err != nil {
						return err
					}
				}
				return nil
			})
		}
		problems := both(func(by, whom string) error { return h.SignIn.Close(t.Context(), h.People[by], h.ID(whom)) })
		if admins() != 1 {
			t.Fatalf("%d administrators are left after closing: %v", admins(), problems)
		}
		inStore(t, h, func(x *store.Tx) error {
			for _, first := range []string{"Ada", "Bo"} {
				if err := x.ClosePerson(t.Context(), h.ID(first), h.Clock.Now().UnixMicro()); err != nil && !errs.Is(err, errs.Conflict) {
					return err
				}
			}
			return nil
		})
		if admins() != 1 {
			t.Error("whoever closes the last account")
		}
	})
}

func TestClosedAccountEndsPlacesAndCovers(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newWorks(t, h)
		kim := h.As(t, "Kim")
		kim.Post("/team/" + string(o.tri) + "/open")
		now := h.Clock.Now()
		apptest.Must(t, h.Organisation.SetCover(t.Context(), h.People["Tom"], organisation.Cover{ID: id.New(), Away: h.ID("Tom"), Covering: h.ID("Kim"), Since: now.UnixMicro(), Until: now.AddDate(0, 0, 3).UnixMicro()}))
		if got := h.As(t, "Ada").Post("/admin/teams/" + string(o.harbour) + "/people/" + string(h.ID("Kim")) + "/close"); got.Status != http.StatusSeeOther {
			t.Fatalf("closing gave %d", got.Status)
		}
		tri, err := h.App.People.Triangle(t.Context(), o.tri)
		apptest.Must(t, err)
		if m, _ := tri.Member(h.ID("Kim")); m.Here(h.Clock.Now()) {
			t.Error("the place has ended")
		}
		if all, err := h.Organisation.Covers(t.Context(), h.People["Ada"]); err != nil || len(all) != 0 {
			t.Errorf("and the cover: %v %v", all, err)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		apptest.Must(t, h.Organisation.Sweep(t.Context(), disclose.Job{}))
		if n := count(chain(t, h, o.tri), "left/team"); n != 1 {
			t.Errorf("the end is on record %d times", n)
		}
	})
}
