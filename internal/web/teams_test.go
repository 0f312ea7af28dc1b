package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/notify"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
)

// office is Ada, an administrator, and a team with two nurses.
type office struct {
	*apptest.House
	team id.Team
}

func newOffice(t *testing.T, h *apptest.House) office {
	t.Helper()
	o := office{House: h, team: id.Team(id.New())}
	hire := func(first string, n signin.NewAccount) {
		n.Name, n.Email, n.Password, n.Corner = first+" Test", first+"@example.org", apptest.Password, sharing.Professional
		p, err := h.SignIn.SignUp(t.Context(), n)
		apptest.Must(t, err)
		h.People[first] = p
	}
	hire("Ada", signin.NewAccount{Admin: true})
	apptest.Must(t, h.App.People.MakeTeam(t.Context(), h.People["Ada"], triangle.Team{ID: o.team, Name: "Harbour", Phone: "01632 960 777", Hours: "Every day, 9am to 8pm", ReplyDays: 3}))
	hire("Tom", signin.NewAccount{Role: "nurse", Team: o.team, Phone: "01632 960 778"})
	hire("Una", signin.NewAccount{Role: "social worker", Team: o.team})
	return o
}

func TestAdministratorKeepsTeams(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newOffice(t, h)
		ada := h.As(t, "Ada")
		team := id.New()
		for range 2 {
			if got := ada.Post("/admin/teams", "team", team, "name", "Riverside", "phone", "01632 960 123", "hours", "9 to 5", "reply", "2"); got.Location() != "/admin/teams/"+team {
				t.Fatalf("making a team gave %d\n%s", got.Status, got.Body)
			}
		}
		if got := ada.Get("/admin/teams"); strings.Count(got.Body, "<dt>Riverside</dt>") != 1 {
			t.Errorf("sent twice, it is made once\n%s", got.Body)
		}
		for field, c := range map[string][2]string{
			"name": {"riverside", "already"}, "phone": {"ring me", "phone number"}, "reply": {"0", "from 1 to 30"}, "hours": {strings.Repeat("x", 121), "up to 120"},
		} {
			form := map[string]string{"name": "Quay", "phone": "", "hours": "", "reply": "3", field: c[0]}
			got := ada.Post("/admin/teams", "team", id.New(), "name", form["name"], "phone", form["phone"], "hours", form["hours"], "reply", form["reply"])
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, c[1]) {
				t.Errorf("%s %q gave %d", field, c[0], got.Status)
			}
		}
		was := []string{"was-name", "Harbour", "was-phone", "01632 960 777", "was-hours", "Every day, 9am to 8pm", "was-reply", "3", "name", "Harbour", "hours", "", "reply", "3"}
		path := "/admin/teams/" + string(o.team) + "/change"
		if got := ada.Post(path, append(was, "phone", "01632 960 999")...); got.Status != http.StatusSeeOther {
			t.Errorf("changing gave %d\n%s", got.Status, got.Body)
		}
		if got := ada.Post(path, append(was, "phone", "01632 960 555")...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Somebody changed this") {
			t.Errorf("a stale form gave %d", got.Status)
		}
		for _, who := range []string{"Ravi", "Tom", "Jo", "Sam"} {
			for _, p := range []string{"/admin/teams", "/admin/teams/" + string(o.team), path, "/admin/teams/" + string(o.team) + "/hire"} {
				if got := h.As(t, who).Get(p); got.Status != http.StatusNotFound {
					t.Errorf("%s at %s: %d", who, p, got.Status)
				}
			}
			if got := h.As(t, who).Post("/admin/teams", "team", id.New(), "name", "X", "reply", "3"); got.Status != http.StatusNotFound {
				t.Errorf("%s makes a team: %d", who, got.Status)
			}
		}
	})
}

var firstPassword = regexp.MustCompile(`[a-z2-7]{5}-[a-z2-7]{5}-[a-z2-7]{5}`)

func TestAdministratorHiresAndClosesAndSeesNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newOffice(t, h)
		ada := h.As(t, "Ada")
		base := "/admin/teams/" + string(o.team)
		made := ada.Post(base+"/hire", "name", "Kim Vale", "email", "kim@example.org", "role", "nurse", "phone", "")
		password := firstPassword.FindString(made.Body)
		if made.Status != http.StatusOK || password == "" {
			t.Fatalf("hiring gave %d\n%s", made.Status, made.Body)
		}
		if got := signInAs(t, h, "kim@example.org", password); got.Status != http.StatusSeeOther {
			t.Errorf("Kim signs in: %d", got.Status)
		}
		if got := ada.Post(base+"/hire", "name", "Kim", "email", "KIM@example.org", "role", "nurse"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "already") {
			t.Errorf("a taken address is said to an administrator: %d", got.Status)
		}
		for _, path := range []string{"", "/timeline", "/people", "/invite"} {
			if got := ada.Get(h.In(path)); got.Status != http.StatusNotFound {
				t.Errorf("an administrator at %s: %d", path, got.Status)
			}
		}
		tom := h.As(t, "Tom")
		opened := openTriangle(t, o)
		if got := ada.Get(base + "/people/" + string(h.ID("Tom")) + "/close"); !strings.Contains(got.Body, "Close the account of Tom Test?") {
			t.Errorf("it is asked first: %d", got.Status)
		}
		if got := ada.Post(base + "/people/" + string(h.ID("Tom")) + "/close"); got.Status != http.StatusSeeOther {
			t.Fatalf("closing gave %d", got.Status)
		}
		if got := tom.Get("/account"); got.Location() != "/sign-in" {
			t.Errorf("his session is over: %d", got.Status)
		}
		if got := signInAs(t, h, "tom@example.org", apptest.Password); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("and he cannot sign in: %d", got.Status)
		}
		tri, err := h.App.People.Triangle(t.Context(), opened)
		apptest.Must(t, err)
		if m, _ := tri.Member(h.ID("Tom")); m.Here(h.Clock.Now()) {
			t.Error("all his places have ended")
		}
		for _, who := range []string{"Ada", "Sam", "Jo"} { // oneself, and whoever is no professional
			if got := ada.Post(base + "/people/" + string(h.ID(who)) + "/close"); got.Status != http.StatusNotFound {
				t.Errorf("closing %s gave %d", who, got.Status)
			}
		}
	})
}

// openTriangle has Tom open one with Una as carer lead.
func openTriangle(t *testing.T, o office) id.Triangle {
	t.Helper()
	tri, i := id.New(), id.New()
	for range 2 { // sent twice, opened once
		got := o.As(t, "Tom").Post("/open", "triangle", tri, "invitation", i, "name", "Nia", "email", "nia@example.org", "role", "key worker", "with", string(o.ID("Una")), "with", string(o.ID("Ravi")), "lead", string(o.ID("Una")))
		if got.Location() != "/t/"+tri+"/invite/"+i {
			t.Fatalf("opening gave %d %q\n%s", got.Status, got.Location(), got.Body)
		}
	}
	return id.Triangle(tri)
}

func TestProfessionalOpensATriangleAndThePersonJoins(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newOffice(t, h)
		tri := openTriangle(t, o)
		base := "/t/" + string(tri)
		t1, err := h.App.People.Triangle(t.Context(), tri)
		apptest.Must(t, err)
		if len(t1.At(sharing.Professional, h.Clock.Now())) != 2 {
			t.Errorf("colleagues of the same team alone come in: %+v", t1.Members)
		}
		if got := h.As(t, "Una").Get(base + "/people"); !strings.Contains(got.Body, "This corner is kept free") {
			t.Errorf("the corner is free\n%s", got.Body)
		}
		if got := h.As(t, "Tom").Post(base+"/invite", "invitation", id.New(), "who", "carer", "name", "Bob", "relation", "friend"); got.Status != http.StatusNotFound {
			t.Errorf("no carer before the person: %d", got.Status)
		}
		all, err := h.App.People.Invitations(t.Context(), h.ID("Tom"), tri)
		apptest.Must(t, err)
		link := linkOf(t, h, "Tom", base+"/invite/"+all[0].ID, "Nia")
		if got := h.As(t, "Jo").Get(link); got.Status != http.StatusConflict {
			t.Errorf("it is bound to Nia's address: %d", got.Status)
		}
		offer := h.As(t, "Nia").Get(link)
		if !strings.Contains(offer.Body, "Tom Test") || !strings.Contains(offer.Body, "Una Test") {
			t.Errorf("she reads who is there\n%s", offer.Body)
		}
		if got := h.As(t, "Nia").Post(link); got.Location() != base+"/people" {
			t.Fatalf("joining gave %d\n%s", got.Status, got.Body)
		}
		t2, err := h.App.People.Triangle(t.Context(), tri)
		apptest.Must(t, err)
		if su, ok := t2.ServiceUser(); !ok || su.Person != h.ID("Nia") || t2.Owner != h.ID("Nia") || len(t2.Members) != 3 {
			t.Errorf("she stands at the corner that was kept free: %+v", t2)
		}
		for _, who := range []string{"Jo", "Sam", "Ada"} {
			if got := h.As(t, who).Post("/open", "triangle", id.New(), "invitation", id.New(), "name", "X"); got.Status != http.StatusNotFound {
				t.Errorf("%s opens a triangle: %d", who, got.Status)
			}
		}
	})
}

func TestStaffOfATriangle(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newOffice(t, h)
		tri := openTriangle(t, o)
		base := "/t/" + string(tri)
		tom := h.As(t, "Tom")
		if got := tom.Post(base+"/staff", "person", string(h.ID("Una")), "role", "care coordinator"); got.Location() != base+"/people" {
			t.Fatalf("changing a role gave %d\n%s", got.Status, got.Body)
		}
		if got := tom.Get(base + "/people"); !strings.Contains(got.Body, "care coordinator") {
			t.Errorf("the new role stands there\n%s", got.Body)
		}
		if got := tom.Post(base+"/staff", "person", string(h.ID("Ravi")), "role", "x"); got.Status != http.StatusNotFound {
			t.Errorf("Ravi is of no team of Tom's: %d", got.Status)
		}
		if got := tom.Post(base+"/staff", "person", "", "role", "x"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("nobody chosen: %d", got.Status)
		}
		if got := h.As(t, "Ravi").Post(h.In("/staff"), "person", string(h.ID("Tom")), "role", "x"); got.Status != http.StatusNotFound {
			t.Errorf("Tom is no colleague of Ravi's: %d", got.Status)
		}
		for _, who := range []string{"Sam", "Jo"} {
			if got := h.As(t, who).Get(h.In("/staff")); got.Status != http.StatusNotFound {
				t.Errorf("%s staffs: %d", who, got.Status)
			}
		}
	})
}

func TestCarerAloneAsksATeam(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newOffice(t, h)
		file, err := h.App.People.Begin(t.Context(), h.People["Nia"])
		apptest.Must(t, err)
		path := "/t/" + string(file) + "/invite"
		nia, i := h.As(t, "Nia"), id.New()
		if got := nia.Post(path, "invitation", id.New(), "who", "team", "team", "", "relation", "friend"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Choose a team") {
			t.Errorf("no team: %d", got.Status)
		}
		if got := nia.Post(path, "invitation", i, "who", "team", "team", string(o.team), "relation", "sister"); got.Location() != path+"/"+i {
			t.Fatalf("asking gave %d\n%s", got.Status, got.Body)
		}
		if got := nia.Post(path, "invitation", id.New(), "who", "team", "team", string(o.team), "relation", "sister"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("asking twice gave %d", got.Status)
		}
		if got := h.As(t, "Ravi").Get("/asked"); strings.Contains(got.Body, "Nia") {
			t.Error("only that team is asked")
		}
		if got := h.As(t, "Ravi").Post("/asked/"+i, "answer", "yes"); got.Status != http.StatusNotFound {
			t.Errorf("only that team takes it up: %d", got.Status)
		}
		page := h.As(t, "Tom").Get("/asked")
		if !strings.Contains(page.Body, "Nia Rees cares about somebody") {
			t.Fatalf("the team reads who asks\n%s", page.Body)
		}
		taken := h.As(t, "Tom").Post("/asked/"+i, "answer", "yes")
		if taken.Status != http.StatusSeeOther {
			t.Fatalf("taking it up gave %d\n%s", taken.Status, taken.Body)
		}
		if again := h.As(t, "Tom").Post("/asked/"+i, "answer", "yes"); again.Location() != taken.Location() {
			t.Errorf("pressed twice: %q and %q", taken.Location(), again.Location())
		}
		if got := h.As(t, "Una").Post("/asked/"+i, "answer", "yes"); got.Status != http.StatusConflict {
			t.Errorf("a second colleague comes too late: %d", got.Status)
		}
		if got := nia.Get(taken.Location()); got.Status != http.StatusOK || !strings.Contains(got.Body, "Tom Test") {
			t.Errorf("Nia is in the new triangle: %d", got.Status)
		}
		if got := h.As(t, "Tom").Get("/t/" + string(file) + "/timeline"); got.Status != http.StatusNotFound {
			t.Errorf("her file stays hers: %d", got.Status)
		}
	})
}

func TestTeamThatDoesNotComeGivesNoReason(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := newOffice(t, h)
		i := id.New()
		sam := h.As(t, "Sam")
		if got := sam.Post(h.In("/invite"), "invitation", i, "who", "team", "team", string(o.team)); got.Status != http.StatusSeeOther {
			t.Fatalf("Sam asking gave %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Tom").Post("/asked/"+i, "answer", "no"); got.Location() != "/asked" {
			t.Fatalf("not this time gave %d", got.Status)
		}
		if got := sam.Get(h.In("/invite/" + i)); !strings.Contains(got.Body, "It is over. Nothing was shared by it.") {
			t.Errorf("Sam reads no more than that it is over\n%s", got.Body)
		}
		j := id.New()
		sam.Post(h.In("/invite"), "invitation", j, "who", "team", "team", string(o.team))
		if got := h.As(t, "Una").Post("/asked/"+j, "answer", "yes"); got.Location() != h.In("/people") {
			t.Fatalf("coming gave %d\n%s", got.Status, got.Body)
		}
		if got := sam.Get("/ring"); !strings.Contains(got.Body, "tel:01632960777") {
			t.Errorf("now Sam can ring the team\n%s", got.Body)
		}
	})
}

func TestCarerInvitesThePersonOutOfAFile(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		file, err := h.App.People.Begin(t.Context(), h.People["Nia"])
		apptest.Must(t, err)
		path := "/t/" + string(file) + "/invite"
		make := func(whom string) string {
			i := id.New()
			if got := h.As(t, "Nia").Post(path, "invitation", i, "who", "person", "name", "Sam", "relation", "friend"); got.Status != http.StatusSeeOther {
				t.Fatalf("inviting gave %d\n%s", got.Status, got.Body)
			}
			return linkOf(t, h, "Nia", path+"/"+i, whom)
		}
		first := make("Sam")
		if got := h.As(t, "Sam").Get(first); !strings.Contains(got.Body, "Where shall Nia join?") {
			t.Errorf("Sam chooses where\n%s", got.Body)
		}
		if got := h.As(t, "Sam").Post(first, "into", string(h.Triangle)); got.Location() != h.In("/people") {
			t.Fatalf("into the triangle that is there gave %d\n%s", got.Status, got.Body)
		}
		second := make("Al")
		fresh := h.As(t, "Al").Post(second, "into", string(h.Triangle))
		if fresh.Status != http.StatusNotFound {
			t.Errorf("Al is no service user there: %d", fresh.Status)
		}
		fresh = h.As(t, "Al").Post(second, "into", "")
		if fresh.Status != http.StatusSeeOther || fresh.Location() == h.In("/people") {
			t.Fatalf("a new triangle gave %d %q\n%s", fresh.Status, fresh.Location(), fresh.Body)
		}
		if got := h.As(t, "Al").Get(strings.TrimSuffix(fresh.Location(), "/people") + "/sharing"); got.Status != http.StatusOK {
			t.Errorf("there Al is the service user: %d", got.Status)
		}
		if got := h.As(t, "Nia").Get("/t/" + string(file) + "/timeline"); got.Status != http.StatusOK {
			t.Errorf("the file stays as it was: %d", got.Status)
		}
		if got := h.As(t, "Sam").Get("/t/" + string(file) + "/timeline"); got.Status != http.StatusNotFound {
			t.Errorf("and stays hers alone: %d", got.Status)
		}
	})
}

func TestMailsNameNobody(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	var box notify.Catcher
	h.Notify.Mail = &box
	invited(t, h, "Sam", "name", "Bob Rowe", "email", "bob@example.org")
	invited(t, h, "Ravi", "name", "Cy Young")
	h.Stranger(t).Post("/begin", "corner", "carer", "name", "Mallory", "email", "jo@example.org", "password", freshPassword)
	apptest.Must(t, h.RunJobs(t.Context()))
	got := map[string]notify.Mail{}
	for _, m := range box.Mails() {
		got[m.To] = m
		for _, word := range []string{"Sam", "Okafor", "Bob", "Mallory", "Cy", "Ravi"} {
			if strings.Contains(m.Text+m.Subject, word) {
				t.Errorf("a mail says %q: %s", word, m.Text)
			}
		}
	}
	m := joinCode.FindStringSubmatch(got["bob@example.org"].Text)
	if got["sam@example.org"].Subject == "" {
		t.Error("Sam is told that there is something new")
	}
	if m == nil || !strings.Contains(got["jo@example.org"].Text, "Somebody tried to begin an account") {
		t.Fatalf("the mails are %+v", got)
	}
	bob := h.Stranger(t).Post("/begin", "corner", "carer", "name", "Bob", "email", "bob@example.org", "password", freshPassword, "next", "/join/"+m[1])
	if !strings.Contains(bob.Header.Get("Location"), "next=%2Fjoin%2F"+m[1]) {
		t.Fatalf("beginning leads back to the invitation: %q", bob.Header.Get("Location"))
	}
	in := h.Stranger(t).Post("/sign-in", "email", "bob@example.org", "password", freshPassword, "next", "/join/"+m[1])
	if in.Location() != "/join/"+m[1] {
		t.Errorf("and signing in too: %q", in.Location())
	}
	if strings.Contains(h.Logs.String(), m[1]) || strings.Contains(h.Logs.String(), "bob@") {
		t.Error("no code and no address stands in the logs")
	}
}
