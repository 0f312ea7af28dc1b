package web

import (
	"context"
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
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
		token, err := s.SignIn.Start(r.Context(), p.ID, deviceOf(r))
		if err != nil {
			return err
		}
		s.setCookie(w, token)
		return seeOther(w, r, "/", "")
	}
	return errs.Missing("web.demoSignIn")
}
