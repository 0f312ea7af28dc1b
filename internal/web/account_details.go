package web

import (
	"net/http"
	"slices"
	"strings"

	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

func (s *Site) accountDetailsForm(w http.ResponseWriter, _ *http.Request, v *Visit) error {
	return s.page(w, http.StatusOK, s.accountDetailsPage(v, v.Person))
}

func (s *Site) accountDetailsPage(v *Visit, p triangle.Person) *ui.FormPage {
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("account.change"), Action: "/account/details", Button: v.Words.T("account.save"),
		BackTo: &ui.Link{Href: "/account", Text: v.Words.T("account.title")},
		Parts: []ui.FormPart{
			{Field: &ui.Field{ID: "name", Name: "name", Label: v.Words.T("begin.name"), Hint: v.Words.T("begin.name-hint"), Value: p.Name, Autocomplete: "name"}},
		},
	}
	if langs := s.Words.Languages(); len(langs) > 1 {
		list := &ui.Select{ID: "lang", Name: "lang", Label: v.Words.T("account.lang")}
		for _, one := range langs {
			list.Items = append(list.Items, ui.Option{Value: one, Label: v.Words.T("lang." + one), Checked: one == p.Lang})
		}
		page.Parts = append(page.Parts, ui.FormPart{Select: list})
	}
	zone := &ui.Select{ID: "zone", Name: "zone", Label: v.Words.T("account.zone"), Hint: v.Words.T("account.zone-why")}
	for _, one := range zones(p.Zone) {
		zone.Items = append(zone.Items, ui.Option{Value: one, Label: zoneName(one), Checked: one == p.Zone})
	}
	page.Parts = append(page.Parts, ui.FormPart{Select: zone}, tick("mail", v.Words.T("account.mail"), v.Words.T("account.mail-yes"), p.Mail))
	return page
}

// tick is one box to tick.
func tick(name, legend, label string, on bool) ui.FormPart {
	return ui.FormPart{Options: &ui.Options{ID: name, Name: name, Legend: legend, Many: true, Plainly: true, Items: []ui.Option{{Value: "yes", Label: label, Checked: on}}}}
}

func (s *Site) accountDetails(w http.ResponseWriter, r *http.Request, v *Visit) error {
	p := v.Person
	p.Name, p.Zone = r.PostFormValue("name"), r.PostFormValue("zone")
	p.Mail = r.PostFormValue("mail") == "yes"
	if lang := r.PostFormValue("lang"); slices.Contains(s.Words.Languages(), lang) {
		p.Lang = lang
	}
	if err := s.SignIn.Change(r.Context(), p); err != nil {
		return s.formAgain(w, v, s.accountDetailsPage(v, p), err)
	}
	return seeOther(w, r, "/account", "done.saved")
}

// zones are places whose clocks people of the service live by; the one that
// somebody has already is always among them.
func zones(own string) []string {
	all := []string{
		"Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Paris", "Europe/Warsaw", "Europe/Bucharest", "Europe/Istanbul", "Africa/Lagos", "Africa/Nairobi",
		"Asia/Dubai", "Asia/Karachi", "Asia/Kolkata", "Asia/Dhaka", "Asia/Hong_Kong", "Asia/Manila", "Australia/Sydney", "America/New_York", "America/Jamaica", "America/Los_Angeles",
	}
	if own != "" && !slices.Contains(all, own) {
		all = append(all, own)
	}
	return all
}

// zoneName is the town in a zone's name.
func zoneName(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}
