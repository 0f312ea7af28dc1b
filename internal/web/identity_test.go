package web_test

import (
	"net/http"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
	"trialogue/internal/triangle"
)

const number, otherNumber = "943 476 5919", "401 023 2137"

func identityPath(h *apptest.House, name string) string {
	return h.In("/people/" + string(h.ID(name)) + "/identity")
}

func levelOf(t *testing.T, h *apptest.House, name string) triangle.Identity {
	t.Helper()
	st, err := h.Identity.Own(t.Context(), h.ID(name))
	apptest.Must(t, err)
	return st.Person.Identity
}

// governs lets somebody in who looks after how information is used.
func governs(t *testing.T, h *apptest.House, names ...string) {
	t.Helper()
	run := store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x })
	for _, name := range names {
		p := triangle.Person{ID: id.Person(id.New()), Name: name + " Test", Email: strings.ToLower(name) + "@example.org", Corner: sharing.Professional, Lang: "en", Zone: "Europe/London", Made: h.Clock.Now().UnixMicro(), Governs: true}
		apptest.Must(t, run.Update(t.Context(), func(x *store.Tx) error { return x.PutPerson(t.Context(), p, "") }))
		h.People[name] = p
	}
}

func TestProfessionalsSayHowSureTheyAre(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi, path := h.As(t, "Ravi"), identityPath(h, "Jo")
		if got := ravi.Get(h.In("/people/" + string(h.ID("Jo")))); !strings.Contains(got.Body, "Nobody of the team has looked yet") {
			t.Errorf("a carer whom nobody knows is pointed out\n%s", got.Body)
		}
		step := id.New()
		for range 2 {
			if got := ravi.Post(path, "step", step, "way", "checked:passport"); got.Location() != path {
				t.Fatalf("seeing papers gave %d\n%s", got.Status, got.Body)
			}
		}
		if got := levelOf(t, h, "Jo"); got != triangle.Checked {
			t.Errorf("Jo is %q", got)
		}
		st, err := h.Identity.Of(t.Context(), h.ID("Ravi"), h.Triangle, h.ID("Jo"))
		apptest.Must(t, err)
		if len(st.Steps) != 1 || st.Steps[0].By != h.ID("Ravi") || st.Steps[0].Way != "passport" {
			t.Errorf("sent twice it is one step: %+v", st.Steps)
		}
		own := h.As(t, "Jo").Get("/account/identity")
		if !strings.Contains(own.Body, "Papers were seen") || !strings.Contains(own.Body, "Passport") {
			t.Errorf("Jo reads it herself\n%s", own.Body)
		}
		if got := ravi.Post(path, "step", id.New(), "way", "known"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Choose why it becomes less sure") {
			t.Errorf("lower without a reason: %d", got.Status)
		}
		if got := ravi.Post(path, "step", id.New(), "way", "known", "reason", "mistake"); got.Location() != path || levelOf(t, h, "Jo") != triangle.Known {
			t.Errorf("lower with a reason: %d, %s", got.Status, levelOf(t, h, "Jo"))
		}
		for _, way := range []string{"", "checked:", "checked:library-card", "checked:known", "said"} {
			if got := ravi.Post(path, "step", id.New(), "way", way); got.Status != http.StatusUnprocessableEntity {
				t.Errorf("%q gave %d", way, got.Status)
			}
		}
		if levelOf(t, h, "Jo") != triangle.Known {
			t.Error("what was refused changed something")
		}
	})
}

func TestNobodySaysSoOfThemselvesOrFromOutside(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for _, c := range [][2]string{{"Jo", "Jo"}, {"Al", "Jo"}, {"Sam", "Jo"}, {"Nia", "Jo"}, {"Ravi", "Ravi"}, {"Ravi", "Bea"}, {"Ravi", "Nia"}} {
			who, path := h.As(t, c[0]), identityPath(h, c[1])
			for _, p := range []string{path, path + "/level", path + "/number"} {
				if got := who.Get(p); got.Status != http.StatusNotFound {
					t.Errorf("%s reads %s of %s: %d", c[0], p, c[1], got.Status)
				}
			}
			if got := who.Post(path, "step", id.New(), "way", "known"); got.Status != http.StatusNotFound {
				t.Errorf("%s sets %s: %d", c[0], c[1], got.Status)
			}
			if got := who.Post(path + "/show"); got.Status != http.StatusNotFound {
				t.Errorf("%s asks for the number of %s: %d", c[0], c[1], got.Status)
			}
		}
		if got := h.As(t, "Al").Get(h.In("/people/" + string(h.ID("Jo")))); strings.Contains(got.Body, "How sure we are") {
			t.Error("another carer reads the level")
		}
	})
}

func TestAPersonAsksForAnotherLook(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.As(t, "Jo")
		for range 2 {
			if got := jo.Post("/account/identity/again"); got.Location() != "/account/identity" {
				t.Fatalf("asking gave %d\n%s", got.Status, got.Body)
			}
		}
		home := h.As(t, "Grace").Get("/")
		if strings.Count(home.Body, "asks you to look again") != 1 || !strings.Contains(home.Body, identityPath(h, "Jo")) {
			t.Errorf("the carer lead has one thing to do\n%s", home.Body)
		}
		h.As(t, "Grace").Post(identityPath(h, "Jo"), "step", id.New(), "way", "known")
		if got := h.As(t, "Grace").Get("/"); strings.Contains(got.Body, "asks you to look again") {
			t.Error("and then it is done")
		}
		if got := h.As(t, "Nia").Post("/account/identity/again"); got.Status != http.StatusConflict || !strings.Contains(got.Body, "no team here yet") {
			t.Errorf("without a team there is nobody to ask: %d", got.Status)
		}
	})
}

func TestNumbersAreSealedAndShownBehindAPress(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam, ravi, path := h.As(t, "Sam"), h.As(t, "Ravi"), identityPath(h, "Sam")
		if got := sam.Post("/account/number", "number", "943 476 5918"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "not an NHS number") || !strings.Contains(got.Body, "943 476 5918") {
			t.Errorf("a slip is noticed, and what was typed stays: %d", got.Status)
		}
		if got := sam.Post("/account/number", "number", number); got.Location() != "/account/identity" {
			t.Fatalf("keeping it gave %d\n%s", got.Status, got.Body)
		}
		for _, page := range []string{path, h.In("/people"), h.In(""), "/", "/may-i-tell", h.In("/people/" + string(h.ID("Sam")))} {
			if got := ravi.Get(page); strings.Contains(got.Body, "943") {
				t.Errorf("%s shows the number", page)
			}
		}
		if got := ravi.Post(path + "/show"); got.Status != http.StatusOK || !strings.Contains(got.Body, number) {
			t.Errorf("behind a press: %d", got.Status)
		}
		if got := sam.Post("/account/number/show"); !strings.Contains(got.Body, number) {
			t.Errorf("Sam reads it: %d", got.Status)
		}
		for _, who := range []string{"Jo", "Nia"} {
			if got := h.As(t, who).Post("/account/number", "number", otherNumber); got.Status != http.StatusNotFound {
				t.Errorf("a carer has no number here: %d", got.Status)
			}
		}
		if got := ravi.Post(identityPath(h, "Jo")+"/number", "number", otherNumber); got.Status != http.StatusNotFound {
			t.Errorf("nor has a carer one through the team: %d", got.Status)
		}
		if strings.Contains(h.Logs.String(), "943") || strings.Contains(dump(t, h), "9434765919") {
			t.Error("the number stands in the log or open in the database")
		}
		sam.Post("/account/number/drop")
		if got := ravi.Post(path + "/show"); got.Status != http.StatusNotFound {
			t.Errorf("taken away, it is gone: %d", got.Status)
		}
	})
}

// dump is everything in the table of numbers, as text.
func dump(t *testing.T, h *apptest.House) string {
	t.Helper()
	var out strings.Builder
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var body []byte
			var mark string
			err := scan(&body, &mark)
			out.WriteString(string(body) + mark)
			return err
		}, "SELECT body, mark FROM nhs_number")
	}))
	if out.Len() == 0 {
		t.Fatal("there is no number in the database")
	}
	return out.String()
}

// The same number twice joins nobody and tells the one who types nothing; those
// who oversee are told.
func TestSameNumberTwiceIsLookedInto(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		governs(t, h, "Gwen")
		second := namesake(t, h)
		h.As(t, "Sam").Post("/account/number", "number", number)
		free := h.As(t, "Ravi").Post(second.identity()+"/number", "number", otherNumber)
		taken := h.As(t, "Ravi").Post(second.identity()+"/number", "number", number)
		if free.Status != taken.Status || free.Header.Get("Location") != taken.Header.Get("Location") || free.Body != taken.Body {
			t.Errorf("a free and a taken number answer differently: %d %d", free.Status, taken.Status)
		}
		desk := h.As(t, "Gwen").Get("/admin/doubles")
		if !strings.Contains(desk.Body, "Two accounts have the same NHS number") || strings.Contains(desk.Body, "943") {
			t.Fatalf("Gwen looks into it, without the number\n%s", desk.Body)
		}
		for _, who := range []string{"Sam", "Ravi", "Jo", "Nia"} {
			if got := h.As(t, who).Get("/admin/doubles"); got.Status != http.StatusNotFound {
				t.Errorf("%s reads cases: %d", who, got.Status)
			}
		}
		cases, err := h.Identity.Cases(t.Context(), triangle.Person{ID: h.ID("Gwen"), Governs: true})
		apptest.Must(t, err)
		end := "/admin/doubles/" + cases[0].ID
		if got := h.As(t, "Ravi").Post(end, "outcome", "two-people"); got.Status != http.StatusNotFound {
			t.Errorf("Ravi ends a case: %d", got.Status)
		}
		if got := h.As(t, "Gwen").Post(end, "outcome", "join-them"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("nobody joins accounts from there: %d", got.Status)
		}
		if got := h.As(t, "Gwen").Post(end, "outcome", "number-wrong"); got.Location() != "/admin/doubles" {
			t.Errorf("ending a case gave %d", got.Status)
		}
	})
}

// other is a second Sam Okafor with a triangle of his own, in which Ravi works too.
type other struct{ triangle, person string }

func (o other) identity() string { return "/t/" + o.triangle + "/people/" + o.person + "/identity" }

func namesake(t *testing.T, h *apptest.House) other {
	t.Helper()
	p := triangle.Person{ID: id.Person(id.New()), Name: "Sam Okafor", Email: "sam2@example.org", Corner: sharing.ServiceUser, Lang: "en", Zone: "Europe/London", Mail: true, Made: h.Clock.Now().UnixMicro()}
	run := store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x })
	apptest.Must(t, run.Update(t.Context(), func(x *store.Tx) error { return x.PutPerson(t.Context(), p, "") }))
	h.People["Sam2"] = p
	tri, err := h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: p.ID}, []triangle.Member{
		{Person: p.ID, Corner: sharing.ServiceUser}, {Person: h.ID("Nia"), Corner: sharing.Carer, Relation: "sister"}, {Person: h.ID("Ravi"), Corner: sharing.Professional},
	}, h.Clock.Now().AddDate(0, -1, 0))
	apptest.Must(t, err)
	return other{string(tri), string(p.ID)}
}

// Two people of one name never meet by accident, and whoever works with both can tell them apart.
func TestTwoPeopleOfOneName(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		o := namesake(t, h)
		for who, foreign := range map[string]string{"Sam": o.triangle, "Jo": o.triangle, "Sam2": string(h.Triangle), "Nia": string(h.Triangle)} {
			v := h.As(t, who)
			for path, body := range pagesOf(v) {
				if strings.Contains(body, foreign) {
					t.Errorf("%s meets the other triangle at %s", who, path)
				}
			}
			for _, room := range []string{"", "/timeline?q=Sam", "/people", "/sharing", "/invite"} {
				if got := v.Get("/t/" + foreign + room); got.Status != http.StatusNotFound {
					t.Errorf("%s reads %s of the other: %d", who, room, got.Status)
				}
			}
		}
		if got := h.As(t, "Sam2").Get("/t/" + o.triangle + "/people"); strings.Contains(got.Body, "Jo Okafor") || strings.Contains(got.Body, "Al Okafor") {
			t.Error("the second Sam is shown the first one's family")
		}
		home, may := h.As(t, "Ravi").Get("/"), h.As(t, "Ravi").Get("/may-i-tell")
		for _, tell := range []string{"with Jo, Al, code " + triangle.Short(h.Triangle), "with Nia, code " + triangle.Short(id.Triangle(o.triangle))} {
			if !strings.Contains(home.Body, tell) || !strings.Contains(may.Body, tell) {
				t.Errorf("Ravi cannot tell them apart: %q is missing\n%s", tell, home.Body)
			}
		}
		if got := h.As(t, "Bea").Get("/"); strings.Contains(got.Body, ", code ") {
			t.Error("where there is one, no code is needed")
		}
	})
}
