package web

import (
	"net/http"

	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

// askAboutNeeds puts a question on the first page: whether what somebody needs
// is still right, when its day has come; and once, whether they need anything.
func (s *Site) askAboutNeeds(r *http.Request, v *Visit) error {
	due, asked, err := s.Profile.ReviewDue(r.Context(), v.Person.ID)
	switch {
	case err != nil:
		return err
	case due:
		v.Ask = &ui.NoteBox{Text: ui.Say(v.Words, "profile.still-question"), Actions: []ui.Action{
			ui.Post(v.Words.T("profile.still-right"), "/account/needs/still").As(ui.QuietAction), ui.Go(v.Words.T("profile.look-again"), "/account/needs"),
		}}
	case !asked && v.Person.Corner != sharing.Professional:
		v.Offer = &ui.NoteBox{Text: ui.Say(v.Words, "profile.need-question"), Actions: []ui.Action{
			ui.Also(v.Words.T("profile.need-say"), "/account/needs"), ui.Post(v.Words.T("profile.need-none"), "/account/needs/none"),
		}}
	}
	return nil
}
