package web

import (
	"net/http"
	"slices"
	"strings"

	"trialogue/internal/web/ui"
)

// tick is one box to tick.
func tick(name, legend, label string, on bool) ui.FormPart {
	return ui.FormPart{Options: &ui.Options{ID: name, Name: name, Legend: legend, Many: true, Plainly: true, Items: []ui.Option{{Value: "yes", Label: label, Checked: on}}}}
}

// ticked reports whether a box of a form was ticked.
func ticked(r *http.Request, name string) bool { return r.PostFormValue(name) == "yes" }

// zoneSelect asks where somebody's clock stands.
func zoneSelect(v *Visit, own string) ui.FormPart {
	list := &ui.Select{ID: "zone", Name: "zone", Label: v.Words.T("account.zone"), Hint: v.Words.T("account.zone-why"), Plainly: true}
	for _, one := range zones(own) {
		list.Items = append(list.Items, ui.Option{Value: one, Label: zoneName(one), Checked: one == own})
	}
	return ui.FormPart{Select: list}
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
