package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

// Demo lists the invented people of a demonstration. A real service has none,
// and then signing in with one click does not exist.
type Demo interface {
	People(ctx context.Context) ([]DemoPerson, error)
}

// DemoPerson is one of them, with a line that says where they stand.
type DemoPerson struct {
	ID       id.Person
	Name     string
	Initials string
	Corner   sharing.Corner
	Line     string
	Group    string // the heading under which they stand
}

// demoPeople lists them by where they belong.
func (s *Site) demoPeople(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if s.Demo == nil {
		return errs.Missing("web.demoPeople")
	}
	people, err := s.Demo.People(r.Context())
	if err != nil {
		return err
	}
	page := &ui.DemoPeople{Base: s.base(v), Action: "/demo/sign-in"}
	for _, p := range people {
		i := slices.IndexFunc(page.Groups, func(g ui.DemoGroup) bool { return g.Title == p.Group })
		if i < 0 {
			i = len(page.Groups)
			page.Groups = append(page.Groups, ui.DemoGroup{ID: "group-" + strconv.Itoa(i+1), Title: p.Group})
		}
		who := ui.Person{Name: p.Name, Initials: p.Initials, Corner: ui.Corner(p.Corner), Role: p.Line}
		page.Groups[i].People = append(page.Groups[i].People, ui.DemoChoice{Who: who, Value: string(p.ID)})
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) demoSignIn(w http.ResponseWriter, r *http.Request, _ *Visit) error {
	if s.Demo == nil {
		return errs.Missing("web.demoSignIn")
	}
	people, err := s.Demo.People(r.Context())
	if err != nil {
		return err
	}
	for _, p := range people {
		if string(p.ID) != r.PostFormValue("person") {
			continue
		}
		by := s.proofOf(r, signin.ByDemo, 2)
		token, err := s.SignIn.Start(r.Context(), p.ID, by)
		if err != nil {
			return err
		}
		s.arrived(w, token, by)
		next := "/"
		if wanted := r.PostFormValue("next"); here(wanted) {
			next = wanted
		}
		return seeOther(w, r, next, "")
	}
	return errs.Missing("web.demoSignIn")
}
