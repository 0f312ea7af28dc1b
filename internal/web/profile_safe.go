package web

import (
	"fmt"
	"net/http"
	"strconv"

	"trialogue/internal/profile"
	"trialogue/internal/web/ui"
)

// safeForm asks what must not happen when somebody is reached.
func (s *Site) safeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	own, err := s.Profile.Own(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	page, err := s.safePage(r, v, own.Safe, own.Version[profile.Safe])
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) safePage(r *http.Request, v *Visit, safe profile.Safety, version int) (*ui.FormPage, error) {
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("profile.safe"), Lead: v.Words.T("profile.safe-lead"), Action: "/account/safe", Button: v.Words.T("account.save"), BackTo: backToAccount(v),
		Hidden: []ui.Hidden{{Name: "version", Value: strconv.Itoa(version)}},
		After:  []ui.Rich{ui.Plain(v.Words.T("profile.safe-after"))},
	}
	people, program := &ui.Picks{ID: "rules", Legend: v.Words.T("profile.rules-people")}, &ui.Picks{ID: "mails", Legend: v.Words.T("profile.rules-program")}
	for _, c := range profile.Rules() {
		one := pick(v, ui.Pick{Name: "rule-" + string(c), Label: v.Words.T("rule-label." + string(c))}, c, safe.Rules)
		if c == profile.RuleNoMail || c == profile.RuleHours {
			one.Detail = nil
			program.Items = append(program.Items, one)
			continue
		}
		people.Items = append(people.Items, one)
	}
	page.Parts = []ui.FormPart{{Picks: people}, {Picks: program}, hourPart(v, "from", safe.Hours.From), hourPart(v, "until", safe.Hours.Until)}
	var err error
	page.Audience, err = s.profileAudience(r, v, profile.Safe)
	return page, err
}

// hourPart asks for a time of day, in half hours.
func hourPart(v *Visit, name string, chosen int) ui.FormPart {
	list := &ui.Select{ID: name, Name: name, Label: v.Words.T("profile.mail-" + name), Plainly: true}
	if name == "from" {
		list.Hint = v.Words.T("profile.mail-hours-hint", "zone", zoneName(v.Person.Zone))
	}
	for m := 0; m < 24*60; m += 30 {
		list.Items = append(list.Items, ui.Option{Value: strconv.Itoa(m), Label: clockTime(m), Checked: m == chosen})
	}
	return ui.FormPart{Select: list}
}

// clockTime is how a clock shows minutes after midnight.
func clockTime(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// minutesOf reads a time of day; what is none of those offered is -1.
func minutesOf(r *http.Request, name string) int {
	m, err := strconv.Atoi(r.PostFormValue(name))
	if err != nil || m < 0 {
		return -1
	}
	return m
}

func (s *Site) setSafe(w http.ResponseWriter, r *http.Request, v *Visit) error {
	safe := profile.Safety{Rules: picked(r, "rule-", profile.Rules()), Hours: profile.Window{From: minutesOf(r, "from"), Until: minutesOf(r, "until")}}
	err := s.Profile.SetSafe(r.Context(), v.Person.ID, versionOf(r), safe)
	if err == nil {
		return seeOther(w, r, "/account", "done.saved")
	}
	return s.partAgain(w, r, v, err, profile.Safe, func(version int) (*ui.FormPage, error) {
		return s.safePage(r, v, safe, version)
	}, func(own profile.Own) ui.Summary {
		return ui.Summary{{Key: v.Words.T("profile.safe"), Value: joined(safeLines(v, own.Safe))}}
	})
}
