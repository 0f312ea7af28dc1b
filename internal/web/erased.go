package web

import (
	"net/http"

	"trialogue/internal/web/ui"
)

// sayErased says on a timeline that what stood there was erased, when and why.
// It says nothing of how much that was.
func (s *Site) sayErased(r *http.Request, v *Visit, page *ui.Timeline) error {
	e, err := s.Identity.Erased(r.Context(), v.Place.ID)
	switch {
	case err != nil:
		return err
	case e.Done != 0:
		page.Lead = v.Words.T("erased.on", "day", v.Words.Date(timeOf(e.Done)), "ground", v.Words.T("erased.ground-"+e.Ground))
	case e.ID != "":
		page.Lead = v.Words.T("erased.soon")
	}
	return nil
}
