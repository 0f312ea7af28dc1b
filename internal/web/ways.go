package web

import (
	"net/http"

	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

func (s *Site) waysRoutes() []Route {
	return []Route{
		{http.MethodPost, "/passkey/ask", Anybody, s.passkeyAsk},
		{http.MethodPost, "/passkey/ask-me", Halfway, s.passkeyAskMe},
		{http.MethodPost, "/sign-in/passkey", Anybody, s.signInByPasskey},
		{http.MethodGet, "/second", Halfway, s.second},
		{http.MethodPost, "/second", Halfway, s.secondCode},
		{http.MethodPost, "/second/passkey", Halfway, s.secondPasskey},
		{http.MethodGet, "/prove", SignedIn, s.proveForm},
		{http.MethodPost, "/prove", SignedIn, s.prove},
		{http.MethodPost, "/prove/passkey", SignedIn, s.provePasskey},
		{http.MethodGet, "/account/ways", SignedIn, s.ways},
		{http.MethodGet, "/account/ways/simpler", SignedIn, s.simpler},
		{http.MethodPost, "/account/ways/simpler", SignedIn, s.simplerAway},
		{http.MethodGet, "/account/ways/passkeys/new", Halfway, s.passkeyForm},
		{http.MethodPost, "/account/ways/passkeys/new", Halfway, s.passkeyAdd},
		{http.MethodGet, "/account/ways/passkeys/{passkey}/name", SignedIn, s.passkeyNameForm},
		{http.MethodPost, "/account/ways/passkeys/{passkey}/name", SignedIn, s.passkeyName},
		{http.MethodGet, "/account/ways/passkeys/{passkey}/remove", SignedIn, s.passkeyRemoveForm},
		{http.MethodPost, "/account/ways/passkeys/{passkey}/remove", SignedIn, s.passkeyRemove},
		{http.MethodGet, codesPath, Halfway, s.codesForm},
		{http.MethodPost, codesPath, Halfway, s.codesConfirm},
		{http.MethodPost, codesPath + "/begin", Halfway, s.codesBegin},
		{http.MethodGet, codesPath + "/picture", Halfway, s.codesPicture},
		{http.MethodGet, codesPath + "/off", SignedIn, s.codesOffForm},
		{http.MethodPost, codesPath + "/off", SignedIn, s.codesOff},
		{http.MethodGet, "/account/ways/recovery", SignedIn, s.recoveryForm},
		{http.MethodPost, "/account/ways/recovery", SignedIn, s.recoveryMake},
		{http.MethodGet, "/account/ways/password/remove", SignedIn, s.passwordRemoveForm},
		{http.MethodPost, "/account/ways/password/remove", SignedIn, s.passwordRemove},
	}
}

// ways shows every way in that the visitor has.
func (s *Site) ways(w http.ResponseWriter, r *http.Request, v *Visit) error {
	have, err := s.SignIn.Ways(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: &ui.Link{Href: "/account", Text: v.Words.T("account.title")}, Title: v.Words.T("ways.title"), Lead: v.Words.T("ways.lead")}
	page.Notice = notice(v, r)
	if s.SignIn.Offers() || len(have.Passkeys) > 0 {
		page.Sections = append(page.Sections, s.passkeySection(v, have))
	}
	page.Sections = append(page.Sections, codesSection(v, have))
	if have.Second() {
		page.Sections = append(page.Sections, recoverySection(v, have))
	}
	page.Sections = append(page.Sections, passwordSection(v, have))
	if outside, any := s.outsideSection(v, have); any {
		page.Sections = append(page.Sections, outside)
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) passkeySection(v *Visit, have signin.Ways) ui.ListSection {
	t := v.Words.T
	section := ui.ListSection{ID: "passkeys", Title: t("ways.passkeys"), Say: []ui.Rich{ui.Plain(t("ways.passkey-lead"))}}
	for _, one := range have.Passkeys {
		rename := ui.Go(t("ways.rename"), "/account/ways/passkeys/"+one.ID+"/name")
		remove := ui.Go(t("ways.remove"), "/account/ways/passkeys/"+one.ID+"/remove")
		rename.More, remove.More = one.Name, one.Name
		section.Items = append(section.Items, ui.Item{
			Who: ui.Person{Name: one.Name, Initials: initialsOf(one.Name)}, Text: ui.Plain(passkeySays(v, one)), Actions: []ui.Action{rename, remove},
		})
		if one.Doubted != 0 {
			section.Note = &ui.NoteBox{Late: true, Text: ui.Plain(t("ways.copied", "name", one.Name, "day", whenOf(v, one.Doubted)))}
		}
	}
	if s.SignIn.Offers() {
		add := ui.Also(t("ways.passkey-add"), "/account/ways/passkeys/new")
		if len(have.Passkeys) == 0 {
			add = add.As(ui.MainAction)
		}
		section.Actions = []ui.Action{add}
	}
	return section
}

func passkeySays(v *Visit, one signin.Passkey) string {
	says := v.Words.T("ways.made", "day", whenOf(v, one.Made))
	if one.Used != 0 {
		says += " " + v.Words.T("ways.used", "day", whenOf(v, one.Used))
	}
	switch {
	case one.Synced:
		says += " " + v.Words.T("ways.synced")
	case one.Eligible:
		says += " " + v.Words.T("ways.may-sync")
	default:
		says += " " + v.Words.T("ways.one-device")
	}
	return says
}

func codesSection(v *Visit, have signin.Ways) ui.ListSection {
	t := v.Words.T
	section := ui.ListSection{ID: "codes", Title: t("ways.codes"), Say: []ui.Rich{ui.Plain(t("ways.codes-none"))}}
	section.Actions = []ui.Action{ui.Also(t("ways.codes-begin"), codesPath)}
	if have.Codes {
		section.Say = []ui.Rich{ui.Plain(t("ways.codes-are-on"))}
		section.Actions = []ui.Action{ui.Also(t("ways.codes-other"), codesPath), ui.Go(t("ways.codes-off"), codesPath+"/off")}
	}
	return section
}

func recoverySection(v *Visit, have signin.Ways) ui.ListSection {
	t := v.Words.T
	section := ui.ListSection{ID: "recovery", Title: t("ways.recovery"), Say: []ui.Rich{ui.Plain(t("ways.recovery-left", "count", have.Recovery))}}
	text := t("ways.recovery-again")
	if have.Recovery == 0 {
		section.Say = []ui.Rich{ui.Plain(t("ways.recovery-none"))}
		text = t("ways.recovery-make")
	}
	section.Actions = []ui.Action{ui.Also(text, "/account/ways/recovery")}
	return section
}

func passwordSection(v *Visit, have signin.Ways) ui.ListSection {
	t := v.Words.T
	section := ui.ListSection{ID: "password", Title: t("ways.password"), Say: []ui.Rich{ui.Plain(t("ways.password-none"))}}
	section.Actions = []ui.Action{ui.Also(t("ways.password-make"), "/account/password")}
	if have.Password {
		section.Say = []ui.Rich{ui.Plain(t("ways.password-set"))}
		section.Actions = []ui.Action{ui.Also(t("account.change-password"), "/account/password"), ui.Go(t("ways.password-remove"), "/account/ways/password/remove")}
	}
	return section
}

func (s *Site) passwordRemoveForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	have, err := s.SignIn.Ways(r.Context(), v.Person.ID)
	if err != nil {
		return err
	}
	t := v.Words.T
	return s.page(w, http.StatusOK, s.removePage(v, removal{
		title: t("ways.password-remove"), what: t("ways.remove-password"), may: have.May(v.Person).Password, button: t("ways.password-remove"),
	}))
}

func (s *Site) passwordRemove(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.DropPassword(r.Context(), v.Person); err != nil {
		return err
	}
	return seeOther(w, r, "/account/ways", "done.way-removed")
}

// afterSignIn is the first page after a password, where nobody asked for
// another: once, that there is something simpler than a password.
func (s *Site) afterSignIn(r *http.Request, token string) string {
	session, p, err := s.SignIn.Glance(r.Context(), token)
	if err != nil {
		return "/"
	}
	if given, err := s.SignIn.IsGiven(r.Context(), p.ID); err == nil && given {
		return "/account/password"
	}
	if signin.Halfway(session, p) {
		return "/"
	}
	if show, err := s.SignIn.HintOnce(r.Context(), p.ID); err != nil || !show {
		return "/" // a hint that fails is no reason not to come in
	}
	return "/account/ways/simpler"
}

// simpler says that passkeys are simpler than a password. It asks for nothing.
func (s *Site) simpler(w http.ResponseWriter, _ *http.Request, v *Visit) error {
	if !s.SignIn.Offers() {
		return s.notFound(w, nil, v)
	}
	t := v.Words.T
	return s.page(w, http.StatusOK, &ui.MessagePage{
		Base: s.base(v), Title: t("ways.simpler"), Lead: t("ways.passkey-lead"), Text: []ui.Rich{ui.Plain(t("ways.simpler-why")), ui.Say(v.Words, "ways.passkey-shared")},
		Actions: []ui.Action{ui.Do(t("ways.passkey-add"), "/account/ways/passkeys/new"), ui.Also(t("ways.simpler-later"), "/"), ui.Post(t("ways.simpler-away"), "/account/ways/simpler")},
	})
}

func (s *Site) simplerAway(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if err := s.SignIn.PutAway(r.Context(), v.Person.ID); err != nil {
		return err
	}
	return seeOther(w, r, "/", "")
}

// waysCard is the part of the account page that leads to the ways in, with a
// calm word about passkeys for who has none.
func (s *Site) waysCard(r *http.Request, v *Visit) (ui.ListSection, error) {
	t := v.Words.T
	section := ui.ListSection{ID: "ways", Title: t("ways.title"), Say: []ui.Rich{ui.Plain(t("ways.card"))}, Links: []ui.Link{{Href: "/account/ways", Text: t("ways.open")}}}
	show, err := s.SignIn.Hinted(r.Context(), v.Person.ID)
	if show {
		section.Note = &ui.NoteBox{Text: ui.Plain(t("ways.simpler-card")), Actions: []ui.Action{
			ui.Go(t("ways.passkey-add"), "/account/ways/passkeys/new"), ui.Post(t("ways.simpler-away"), "/account/ways/simpler"),
		}}
	}
	return section, err
}
