package web

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/profile"
	"trialogue/internal/web/ui"
)

func photoHref(p id.Person) string { return "/photo/" + string(p) }

func (s *Site) photoForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.photoPage(r, v)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) photoPage(r *http.Request, v *Visit) (*ui.FormPage, error) {
	me := myself(v, v.Person).Large()
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("profile.photo"), Lead: v.Words.T("profile.photo-lead"), Action: "/account/photo", Button: v.Words.T("profile.photo-save"), Files: true,
		BackTo: &ui.Link{Href: "/account/about", Text: v.Words.T("profile.about")},
		Parts: []ui.FormPart{
			{Who: &me},
			{Field: &ui.Field{ID: "photo", Name: "photo", Type: "file", Accept: "image/jpeg,image/png", Label: v.Words.T("profile.photo-choose"), Hint: v.Words.T("profile.photo-hint", "most", profile.PhotoMost>>20)}},
		},
		After: []ui.Rich{ui.Plain(v.Words.T("profile.photo-after"))},
	}
	if v.Person.Photo != 0 {
		page.Also = []ui.Action{{Text: v.Words.T("profile.photo-remove"), Name: "remove", Value: "yes", Look: ui.QuietAction}}
	}
	var err error
	page.Audience, err = s.profileAudience(r, v, profile.Photo)
	return page, err
}

func (s *Site) photo(w http.ResponseWriter, r *http.Request, v *Visit) error {
	err := s.keepPhoto(r, v)
	if err == nil {
		return seeOther(w, r, "/account/about", "done.saved")
	}
	page, again := s.photoPage(r, v)
	if again != nil {
		return again
	}
	return s.formAgain(w, v, page, err)
}

func (s *Site) keepPhoto(r *http.Request, v *Visit) error {
	if err := r.ParseMultipartForm(2 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return photoProblem("profile.photo-large", "most", profile.PhotoMost>>20)
	}
	if ticked(r, "remove") {
		return s.Profile.RemovePhoto(r.Context(), v.Person.ID)
	}
	f, _, err := r.FormFile("photo")
	if err != nil {
		return photoProblem("profile.photo-missing")
	}
	body, err := io.ReadAll(io.LimitReader(f, profile.PhotoMost+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return s.Profile.SetPhoto(r.Context(), v.Person.ID, body)
}

func photoProblem(key string, args ...any) error {
	var p errs.Problems
	p.Add("photo", key, args...)
	return p.Err("web.keepPhoto")
}

func (s *Site) removePhoto(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.Profile.RemovePhoto(r.Context(), v.Person.ID); err != nil {
		return err
	}
	return seeOther(w, r, "/account/about", "done.saved")
}

// photoOf sends a photograph to those who stand in a triangle with its owner.
// For all others it is not there.
func (s *Site) photoOf(w http.ResponseWriter, r *http.Request, v *Visit) error {
	p := r.PathValue("person")
	if !id.Valid(p) {
		return errs.Missing("web.photoOf")
	}
	jpeg, err := s.Profile.Photo(r.Context(), v.Person.ID, id.Person(p))
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "image/jpeg")
	w.Header().Set("Content-Length", strconv.Itoa(len(jpeg)))
	_, _ = w.Write(jpeg) // a reader who has gone away is no error of ours
	return nil
}
