package web

import (
	"net/http"
	"slices"
	"strconv"

	"trialogue/internal/profile"
	"trialogue/internal/web/ui"
)

// contactForm asks how and when somebody is reached.
func (s *Site) contactForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	own, err := s.Profile.Own(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	page, err := s.contactPage(r, v, profile.Contact{Reaching: own.Reach, Mail: own.Person.Mail, Zone: own.Person.Zone}, own.Version[profile.Reach])
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) contactPage(r *http.Request, v *Visit, c profile.Contact, version int) (*ui.FormPage, error) {
	page := &ui.FormPage{
		Base: s.base(v), Title: v.Words.T("profile.reach"), Lead: v.Words.T("profile.reach-lead"), Action: "/account/reach", Button: v.Words.T("account.save"), BackTo: backToAccount(v),
		Hidden: []ui.Hidden{{Name: "version", Value: strconv.Itoa(version)}},
		Parts:  []ui.FormPart{{Note: &ui.NoteBox{Text: ui.Say(v.Words, "profile.safe-elsewhere", "href", "/account/safe")}}},
	}
	for i := range profile.PhonesMost {
		one := profile.Phone{}
		if i < len(c.Phones) {
			one = c.Phones[i]
		}
		page.Parts = append(page.Parts, phoneParts(v, strconv.Itoa(i+1), one)...)
	}
	page.Parts = append(page.Parts,
		ui.FormPart{Heading: v.Words.T("profile.other-ways")},
		tick("mail", v.Words.T("account.mail"), v.Words.T("account.mail-yes"), c.Mail),
		tick("text", v.Words.T("profile.text"), v.Words.T("profile.text-yes"), c.Text),
		tick("post", v.Words.T("profile.post"), v.Words.T("profile.post-yes"), c.Post),
		ui.FormPart{Field: &ui.Field{ID: "letters", Name: "letters", Label: v.Words.T("profile.letters"), Hint: v.Words.T("profile.letters-hint"), Value: c.Letters, MaxLength: profile.DetailMost, Plainly: true, Narrow: true}},
		ui.FormPart{Heading: v.Words.T("profile.times")},
		timesPart(v, "good", c.Good), timesPart(v, "bad", c.Bad),
		ui.FormPart{Field: &ui.Field{ID: "when", Name: "when", Label: v.Words.T("profile.when"), Hint: v.Words.T("profile.when-hint"), Value: c.When, MaxLength: profile.DetailMost, Plainly: true}},
		zoneSelect(v, c.Zone),
	)
	var err error
	page.Audience, err = s.profileAudience(r, v, profile.Reach)
	return page, err
}

func phoneParts(v *Visit, number string, one profile.Phone) []ui.FormPart {
	name := "phone-" + number
	return []ui.FormPart{
		{Heading: v.Words.T("profile.phone", "number", number)},
		{Field: &ui.Field{ID: name, Name: name, Type: "tel", Label: v.Words.T("profile.phone-number", "number", number), Value: one.Number, Autocomplete: "tel", Inputmode: "tel", Plainly: true, Narrow: true}},
		{Options: &ui.Options{ID: name + "-may", Name: name + "-may", Legend: v.Words.T("profile.phone-may", "number", number), Many: true, Plainly: true, Items: []ui.Option{
			{Value: "message", Label: v.Words.T("profile.phone-message"), Checked: one.Message},
			{Value: "say", Label: v.Words.T("profile.phone-say"), Hint: v.Words.T("profile.phone-say-hint"), Checked: one.Say},
		}}},
	}
}

func timesPart(v *Visit, name string, chosen []string) ui.FormPart {
	o := &ui.Options{ID: name, Name: name, Legend: v.Words.T("profile.times-" + name), Many: true, Plainly: true}
	for _, t := range profile.Times() {
		o.Items = append(o.Items, ui.Option{Value: t, Label: v.Words.T("times." + t), Checked: slices.Contains(chosen, t)})
	}
	return ui.FormPart{Options: o}
}

func contactOf(r *http.Request) profile.Contact {
	c := profile.Contact{Mail: ticked(r, "mail"), Zone: r.PostFormValue("zone")}
	c.Text, c.Post = ticked(r, "text"), ticked(r, "post")
	c.When, c.Letters = r.PostFormValue("when"), r.PostFormValue("letters")
	c.Good, c.Bad = r.PostForm["good"], r.PostForm["bad"]
	for i := range profile.PhonesMost {
		name := "phone-" + strconv.Itoa(i+1)
		may := r.PostForm[name+"-may"]
		c.Phones = append(c.Phones, profile.Phone{Number: r.PostFormValue(name), Message: slices.Contains(may, "message"), Say: slices.Contains(may, "say")})
	}
	return c
}

func (s *Site) setReach(w http.ResponseWriter, r *http.Request, v *Visit) error {
	c := contactOf(r)
	err := s.Profile.SetReach(r.Context(), v.Person.ID, versionOf(r), c)
	if err == nil {
		return seeOther(w, r, "/account", "done.saved")
	}
	return s.partAgain(w, r, v, err, profile.Reach, func(version int) (*ui.FormPage, error) {
		return s.contactPage(r, v, c, version)
	}, func(own profile.Own) ui.Summary {
		return ui.Summary{{Key: v.Words.T("profile.numbers"), Value: joined(numbers(own.Reach))}, {Key: v.Words.T("profile.other-ways"), Value: joined(reachSays(v, own.Reach))}, {Key: v.Words.T("account.mail"), Value: ui.Plain(yesNo(v, own.Person.Mail))}}
	})
}

func numbers(r profile.Reaching) []string {
	var out []string
	for _, p := range r.Phones {
		out = append(out, p.Number)
	}
	return out
}
