package web

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

// sensitive lists what is hard to take back, or hands out what a thief would
// want: it is asked of somebody who proved who they are a short while ago.
func sensitive() []string {
	return []string{
		"POST /t/{triangle}/release/sign", "POST /t/{triangle}/release/{release}/countersign",
		"POST /t/{triangle}/record/export", "GET /t/{triangle}/seen/{entry}/proof", "POST /left/{triangle}/copy",
		"POST /account/calendar/new", "POST /account/reach", "POST /account/safe", "GET /account/password", "POST /account/password",
		"GET /account/ways/passkeys/new", "POST /account/ways/passkeys/new",
		"GET /account/ways/passkeys/{passkey}/name", "POST /account/ways/passkeys/{passkey}/name",
		"GET /account/ways/passkeys/{passkey}/remove", "POST /account/ways/passkeys/{passkey}/remove",
		"GET /account/ways/codes", "POST /account/ways/codes", "POST /account/ways/codes/begin", "GET /account/ways/codes/picture",
		"GET /account/ways/codes/off", "POST /account/ways/codes/off",
		"GET /account/ways/recovery", "POST /account/ways/recovery", "GET /account/ways/password/remove", "POST /account/ways/password/remove",
		"GET /account/ways/outside", "POST /account/ways/outside/{provider}", "POST /account/ways/outside/{provider}/remove",
		"POST /evidence/copy",
		"GET /admin/teams", "POST /admin/teams", "GET /admin/teams/{team}", "GET /admin/teams/{team}/change", "POST /admin/teams/{team}/change",
		"GET /admin/teams/{team}/hire", "POST /admin/teams/{team}/hire",
		"GET /admin/teams/{team}/people/{person}/close", "POST /admin/teams/{team}/people/{person}/close", "POST /admin/teams/{team}/people/{person}/sign-out",
		"GET /admin", "GET /admin/name", "POST /admin/name", "GET /admin/services", "POST /admin/services", "GET /admin/staff",
		"GET /admin/teams/{team}/join", "POST /admin/teams/{team}/join", "GET /admin/places/{membership}", "POST /admin/places/{membership}",
		"GET /admin/places/{membership}/end", "POST /admin/places/{membership}/end",
		"GET /admin/offices", "GET /admin/offices/{person}", "POST /admin/offices/{person}", "GET /admin/teams/{team}/limits", "POST /admin/teams/{team}/limits", "GET /admin/tasks", "GET /admin/tasks/{task}", "POST /admin/tasks/{task}",
		"POST /reach", "POST /support/new", "POST /support/{ref}", "GET /vouch/{recovery}", "POST /vouch/{recovery}",
		"POST /account/close", "GET /account/erase", "POST /account/erase", "POST /account/other/join/{joining}", "POST /account/other/part",
		"POST /account/number/show", "POST /account/number/drop", "POST /t/{triangle}/people/{person}/identity/show",
		"GET /admin/doubles", "POST /admin/doubles/{case}", "GET /admin/erase", "POST /admin/erase",
		"POST /admin/erase/{erasure}/yes", "POST /admin/erase/{erasure}/drop", "POST /admin/hold", "POST /admin/hold/{hold}/end",
	}
}

// withProof asks for a proof on every sensitive route of the table.
func (s *Site) withProof(all []Route) []Route {
	for i, r := range all {
		if slices.Contains(sensitive(), r.Method+" "+r.Pattern) {
			all[i].Do = s.proven(r.Do)
		}
	}
	return all
}

// proven puts off what is sensitive until its person has proved who they are.
// Nothing is done meanwhile, and what was typed is kept.
func (s *Site) proven(do handler) handler {
	return func(w http.ResponseWriter, r *http.Request, v *Visit) error {
		if signin.Fresh(v.Session, v.Now) {
			return do(w, r, v)
		}
		if r.Method == http.MethodGet {
			return seeOtherNext(w, r, "/prove", r.URL.RequestURI())
		}
		k := keep(r)
		if k.secrets && len(k.fields) == 0 { // what was typed is typed again
			return seeOtherNext(w, r, "/prove", s.comeBack(r))
		}
		page, err := s.provePage(r, v, k)
		if err != nil {
			return err
		}
		return s.page(w, http.StatusOK, page)
	}
}

// kept is a form that waits for a proof: where it goes, and what was typed.
type kept struct {
	to     string // a path of ours; empty where only a page waits
	next   string
	fields url.Values
	files  bool // there was a file, which cannot wait
	// secrets says that there was a password or a code, which does not wait either.
	secrets bool
}

// keepMost bounds what of a form is held in memory.
const keepMost = 2 << 20

// keep reads a form as it came, without passwords, codes and files.
func keep(r *http.Request) kept {
	k := kept{to: r.URL.RequestURI(), fields: url.Values{}}
	_ = r.ParseMultipartForm(keepMost) // what can be read of it
	for name, values := range r.PostForm {
		if secretName(name) {
			k.secrets = true
			continue
		}
		k.fields[name] = values
	}
	if r.MultipartForm != nil {
		for _, files := range r.MultipartForm.File {
			k.files = k.files || len(files) > 0
		}
	}
	return k
}

// secretName reports whether a field holds what never waits in a page.
func secretName(name string) bool {
	return strings.Contains(name, "password") || slices.Contains([]string{"old", "fresh", "code", "answer"}, name)
}

// hidden is what a page of proofs carries along.
func (k kept) hidden() []ui.Hidden {
	if k.to == "" {
		return []ui.Hidden{{Name: "next", Value: k.next}}
	}
	out := []ui.Hidden{{Name: "to", Value: k.to}, {Name: "kept", Value: k.fields.Encode()}}
	if k.files {
		out = append(out, ui.Hidden{Name: "files", Value: "yes"})
	}
	return out
}

// carried reads it again. A form waits only for a sensitive route of ours.
func carried(r *http.Request) kept {
	k := kept{next: onward(r.PostFormValue("next")), files: r.PostFormValue("files") == "yes"}
	fields, err := url.ParseQuery(r.PostFormValue("kept"))
	to := r.PostFormValue("to")
	if err != nil || to == "" || !here(to) || !waits(to) {
		return k
	}
	k.to, k.fields = to, fields
	for name := range k.fields {
		if secretName(name) {
			delete(k.fields, name)
		}
	}
	return k
}

// waits reports whether a path is one of those whose forms wait for a proof.
func waits(to string) bool {
	u, err := url.Parse(to)
	if err != nil || u.Host != "" {
		return false
	}
	return slices.ContainsFunc(sensitive(), func(route string) bool {
		method, pattern, _ := strings.Cut(route, " ")
		return method == http.MethodPost && fitsPattern(pattern, u.Path)
	})
}

// fitsPattern compares a path with a pattern, part by part.
func fitsPattern(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if open := strings.HasPrefix(want[i], "{"); open && got[i] == "" || !open && want[i] != got[i] {
			return false
		}
	}
	return true
}

// proveForm asks for a proof before a page.
func (s *Site) proveForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.provePage(r, v, kept{next: onward(r.URL.Query().Get("next"))})
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// provePage offers every way by which this person can prove who they are.
func (s *Site) provePage(r *http.Request, v *Visit, k kept) (*ui.ProofPage, error) {
	have, err := s.SignIn.Ways(r.Context(), v.Session.Person)
	if err != nil {
		return nil, err
	}
	t := v.Words.T
	page := &ui.ProofPage{Base: s.base(v), Title: t("prove.title"), Lead: t("prove.lead")}
	page.EndsIn = 0
	page.Do = []ui.Action{ui.Go(t("prove.not-now"), "/")}
	if k.to != "" {
		page.Say = append(page.Say, ui.Plain(t("prove.kept")))
	}
	if k.files {
		page.Say = append(page.Say, ui.Plain(t("prove.no-files")))
	}
	hidden := k.hidden()
	if s.SignIn.Offers() && slices.ContainsFunc(have.Passkeys, func(one signin.Passkey) bool { return one.Doubted == 0 }) {
		page.Passkey = &ui.PasskeyForm{Ask: "/passkey/ask-me", For: string(signin.ToProve), Action: "/prove/passkey", Hidden: hidden, Title: t("ways.passkey"), Button: t("passkey.use")}
	}
	if needs := have.Typed(v.Person); needs.Password {
		form := ui.ProofForm{ID: "by-password", Title: t("prove.by-password"), Action: "/prove", Hidden: hidden, Button: t("prove.button"), Quiet: page.Passkey != nil}
		form.Parts = []ui.FormPart{{Field: &ui.Field{ID: "password", Name: "password", Type: "password", Label: t("sign-in.password"), Autocomplete: "current-password"}}}
		if needs.Code {
			form.Parts = append(form.Parts, ui.FormPart{Field: codeField(v, have)})
		}
		page.Forms = append(page.Forms, form)
	}
	if s.isDemo(v) {
		page.Forms = append(page.Forms, ui.ProofForm{
			ID: "by-demo", Title: t("prove.demo"), Action: "/prove", Hidden: append(slices.Clone(hidden), ui.Hidden{Name: "demo", Value: "yes"}), Button: t("prove.demo-button"),
			Parts: []ui.FormPart{{Say: said(t("prove.demo-why"))}},
		})
	}
	next := k.next
	if next == "" {
		next = s.comeBack(r)
	}
	outside, err := s.outsideProofs(r, v, next)
	if err != nil {
		return nil, err
	}
	page.Do = append(page.Do, outside...)
	if page.Passkey == nil && len(page.Forms) == 0 && len(outside) == 0 {
		page.Say = append(page.Say, ui.Plain(t("prove.no-way")))
	}
	return page, nil
}

func said(text string) *ui.Rich {
	out := ui.Plain(text)
	return &out
}

// isDemo reports whether this is an invented person of a demonstration, who has
// no password that anybody knows.
func (s *Site) isDemo(v *Visit) bool { return s.Demo != nil && v.Session.Way == signin.ByDemo }

func (s *Site) prove(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if s.isDemo(v) && r.PostFormValue("demo") == "yes" {
		fresh, err := s.SignIn.Proved(r.Context(), s.token(r), v.Session.Person)
		return s.proveDone(w, r, v, fresh, err)
	}
	fresh, err := s.SignIn.Prove(r.Context(), s.token(r), v.account(), r.PostFormValue("password"), r.PostFormValue("code"))
	return s.proveDone(w, r, v, fresh, err)
}

func (s *Site) provePasskey(w http.ResponseWriter, r *http.Request, v *Visit) error {
	fresh, err := s.SignIn.ProveByPasskey(r.Context(), s.token(r), v.account(), s.takeCeremony(w, r), []byte(r.PostFormValue("answer")))
	return s.proveDone(w, r, v, fresh, err)
}

// proveDone goes on: to the page that waited, or to the form, which its person
// sends with one more press.
func (s *Site) proveDone(w http.ResponseWriter, r *http.Request, v *Visit, fresh string, err error) error {
	k := carried(r)
	switch errs.KindOf(err) {
	case errs.Invalid, errs.TooMuch:
		page, pageErr := s.provePage(r, v, k)
		if pageErr != nil {
			return pageErr
		}
		return s.proofAgain(w, v, page, err)
	}
	if err != nil {
		return err
	}
	s.setCookie(w, fresh)
	if k.to == "" && !strings.HasSuffix(k.next, "/proof") {
		return seeOther(w, r, k.next, "")
	}
	return s.page(w, http.StatusOK, s.goOnPage(v, k))
}

// goOnPage holds what was typed, and sends it with one press.
func (s *Site) goOnPage(v *Visit, k kept) *ui.ProofPage {
	t := v.Words.T
	page := &ui.ProofPage{Base: s.base(v), Title: t("prove.thanks"), Lead: t("prove.go-on-lead")}
	if k.to == "" { // a file to keep: it comes without a page of its own
		page.Do = []ui.Action{ui.Do(t("prove.go-on"), k.next)}
		return page
	}
	if k.files {
		page.Say = []ui.Rich{ui.Plain(t("prove.no-files"))}
	}
	form := ui.ProofForm{Action: k.to, Button: t("prove.go-on")}
	for _, name := range slices.Sorted(maps.Keys(k.fields)) {
		for _, value := range k.fields[name] {
			form.Hidden = append(form.Hidden, ui.Hidden{Name: name, Value: value})
		}
	}
	page.Forms = []ui.ProofForm{form}
	return page
}
