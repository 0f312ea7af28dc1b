package web

import (
	"errors"
	"net/http"
	"net/url"

	"trialogue/internal/signin"
	"trialogue/internal/web/ui"
)

// outsideRoutes are the ways in by organisations that vouch for people.
func (s *Site) outsideRoutes() []Route {
	return []Route{
		{http.MethodGet, "/sign-in/with/{provider}", Anybody, s.outsideGo},
		{http.MethodGet, "/sign-in/with/{provider}/back", Anybody, s.outsideBack},
		{http.MethodGet, "/sign-in/with/{provider}/begin", Anybody, s.outsideBeginForm},
		{http.MethodPost, "/sign-in/with/{provider}/begin", Anybody, s.outsideBegin},
		{http.MethodGet, "/account/ways/outside", SignedIn, s.outsideWays},
		{http.MethodPost, "/account/ways/outside/{provider}", SignedIn, s.outsideLink},
		{http.MethodPost, "/account/ways/outside/{provider}/remove", SignedIn, s.outsideRemove},
	}
}

// outsideButtons are links and no forms: a form that ends at another
// organisation is more than our own pages may do.
func (s *Site) outsideButtons(v *Visit, next string) []ui.Action {
	var all []ui.Action
	for _, one := range s.Outside.All() {
		all = append(all, ui.Also(v.Words.T("outside.carry-on", "name", one.Name), outsidePath(one.ID, next)))
	}
	return all
}

func outsidePath(provider, next string) string {
	path := "/sign-in/with/" + url.PathEscape(provider)
	if next != "" {
		path += "?" + url.Values{"next": {next}}.Encode()
	}
	return path
}

// outsideGo sends the browser to the other organisation. Whoever is signed in
// already proves there once more who they are.
func (s *Site) outsideGo(w http.ResponseWriter, r *http.Request, v *Visit) error {
	provider := r.PathValue("provider")
	g := signin.OutsideGoing{Provider: provider, Purpose: signin.ToSignIn, Next: r.URL.Query().Get("next"), Secret: s.outsideSecret(r)}
	if v.SignedIn() {
		g.Purpose, g.Person, g.Session = signin.ToProve, v.Session.Person, v.Session.ID
	}
	address, err := s.Outside.Go(r.Context(), g)
	if err != nil {
		return s.outsideNo(w, v, provider, err)
	}
	s.setOutsideSecret(w, g.Secret)
	http.Redirect(w, r, address, http.StatusSeeOther)
	return nil
}

// outsideBack is where the browser comes back to.
func (s *Site) outsideBack(w http.ResponseWriter, r *http.Request, v *Visit) error {
	provider, q, by := r.PathValue("provider"), r.URL.Query(), s.proofOf(r, signin.ByOutside, 0)
	b := signin.OutsideBack{
		Provider: provider, State: once(q, "state"), Secret: s.sentOutsideSecret(r), By: by, Person: v.Session.Person, Session: v.Session.ID,
		Answer: signin.OutsideAnswer{Code: once(q, "code"), Error: once(q, "error"), Issuer: once(q, "iss")},
	}
	end, err := s.Outside.Back(r.Context(), b)
	switch {
	case err != nil:
		return s.outsideNo(w, v, provider, err)
	case end.Begin:
		http.Redirect(w, r, "/sign-in/with/"+url.PathEscape(provider)+"/begin?"+url.Values{"state": {b.State}}.Encode(), http.StatusSeeOther)
		return nil
	case end.Purpose == signin.ToLink:
		return seeOther(w, r, "/account/ways/outside", "done.outside-linked")
	case end.Purpose == signin.ToProve:
		fresh, err := s.SignIn.Proved(r.Context(), s.token(r), v.Session.Person)
		if err != nil {
			return err
		}
		s.setCookie(w, fresh)
	case end.Purpose == signin.ToSignIn:
		if v.SignedIn() { // as somebody else, or in another tab
			if err := s.SignIn.End(r.Context(), v.Person.ID, v.Session.ID); err != nil {
				return err
			}
		}
		s.arrived(w, end.Token, by)
	}
	next := end.Next
	if next == "" {
		next = "/"
	}
	return seeOther(w, r, next, "")
}

// once is a value that stands in an address exactly once. Twice would mean one
// thing to us and another to somebody else.
func once(q url.Values, name string) string {
	if len(q[name]) != 1 {
		return ""
	}
	return q[name][0]
}

// outsideCookie holds the secret that binds a walk to this browser.
func (s *Site) outsideCookie() string {
	if s.Secure {
		return "__Host-outside"
	}
	return "outside"
}

func (s *Site) sentOutsideSecret(r *http.Request) string {
	cookie, err := r.Cookie(s.outsideCookie())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// outsideSecret is the one that the browser has, or a new one.
func (s *Site) outsideSecret(r *http.Request) string {
	if sent := s.sentOutsideSecret(r); signin.IsOutsideSecret(sent) {
		return sent
	}
	return signin.NewOutsideSecret()
}

// setOutsideSecret keeps it a little longer than a walk may take. A browser
// sends it along when the other organisation leads back here.
func (s *Site) setOutsideSecret(w http.ResponseWriter, secret string) {
	http.SetCookie(w, &http.Cookie{Name: s.outsideCookie(), Value: secret, Path: "/", MaxAge: 15 * 60, Secure: s.Secure, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// outsideNo says why somebody did not come in. Whatever was wrong with an
// answer, the page is the same: only the record and the log know the code.
func (s *Site) outsideNo(w http.ResponseWriter, v *Visit, provider string, problem error) error {
	var no *signin.Refused
	voucher, known := s.Outside.Voucher(provider)
	if !known || !errors.As(problem, &no) {
		return problem
	}
	s.Log.Info("turned away", "provider", provider, "code", string(no.Code), "step", no.Step)
	page := &ui.MessagePage{Base: s.base(v), Title: v.Words.T("outside.no", "name", voucher.Name), Lead: v.Words.T("outside.unchanged")}
	if v.SignedIn() {
		page.Title = v.Words.T("outside.no-here", "name", voucher.Name)
	}
	page.Text = []ui.Rich{ui.Plain(s.outsideWhy(v, voucher, no.Code))}
	page.Actions = s.outsideNext(v, voucher, no.Code)
	status := http.StatusUnprocessableEntity
	if no.Code == signin.TurnedAbsent {
		status = http.StatusServiceUnavailable
	}
	return s.page(w, status, page)
}

// outsideWhy are the words for a code.
func (s *Site) outsideWhy(v *Visit, voucher signin.Voucher, code signin.Turned) string {
	name := voucher.Name
	switch code {
	case signin.TurnedState, signin.TurnedBrowser, signin.TurnedUsed, signin.TurnedLate, signin.TurnedSession:
		return v.Words.T("outside.why-late")
	case signin.TurnedNo:
		return v.Words.T("outside.why-stopped", "name", name)
	case signin.TurnedAbsent:
		return v.Words.T("outside.why-absent", "name", name)
	case signin.TurnedLevel:
		return v.Words.T("outside.why-level", "name", name)
	case signin.TurnedRole:
		return v.Words.T("outside.why-role", "name", name)
	case signin.TurnedCorner:
		return v.Words.T("outside.why-corner", "name", name)
	case signin.TurnedNobody:
		return v.Words.T("outside.why-nobody", "name", name)
	case signin.TurnedTaken:
		return v.Words.T("outside.why-taken", "name", name)
	case signin.TurnedTwice:
		return v.Words.T("outside.why-twice", "name", name)
	case signin.TurnedOther:
		return v.Words.T("outside.why-other", "name", name)
	case signin.TurnedOld:
		return v.Words.T("outside.why-old", "name", name)
	}
	return v.Words.T("outside.why-unsound", "name", name)
}

// outsideNext are ways on from a refusal. There is always one that needs no
// other organisation.
func (s *Site) outsideNext(v *Visit, voucher signin.Voucher, code signin.Turned) []ui.Action {
	if v.SignedIn() {
		return []ui.Action{ui.Do(v.Words.T("outside.to-ways"), outsideList), ui.Go(v.Words.T("account.title"), "/account")}
	}
	if code == signin.TurnedNobody {
		all := []ui.Action{ui.Do(v.Words.T("outside.sign-in-and-add", "name", voucher.Name), "/sign-in?"+url.Values{"next": {outsideList}}.Encode())}
		if len(voucher.Corners()) > 0 {
			all = append(all, ui.Also(v.Words.T("signin.begin"), "/begin"))
		}
		return all
	}
	return []ui.Action{ui.Do(v.Words.T("outside.again"), outsidePath(voucher.ID, "")), ui.Also(v.Words.T("outside.another-way"), "/sign-in")}
}
