package ui

import "html/template"

// ErrorPage says that something did not work. Make it with NotFound, Failed or Problem.
type ErrorPage struct {
	Base
	Title string
	Text  []string
	// Reference is a number to quote on the phone; empty for none.
	Reference string
	// Wrote is what somebody wrote and we could not take; empty for none.
	Wrote string
	Next  []Link
}

// Template names the page.
func (ErrorPage) Template() string { return "error" }

// Hello is the top of the page.
func (p *ErrorPage) Hello() Hello { return Hello{Title: p.Title} }

// NotFound is the page for what is not there, and, word for word, for what this reader may not
// see: the two must not be told apart.
func NotFound(b Base) *ErrorPage {
	return &ErrorPage{Base: b, Title: b.T("error.not-found"), Text: []string{b.T("error.not-found-why"), b.T("error.not-found-next")}}
}

// Failed is the page for a mistake of ours. The reference leads to the log.
func Failed(b Base, reference string) *ErrorPage {
	return &ErrorPage{Base: b, Title: b.T("error.failed"), Text: []string{b.T("error.failed-why"), b.T("error.failed-next")}, Reference: reference}
}

// Problem is the page for a mistake with words made for people, such as a conflict.
func Problem(b Base, text string) *ErrorPage {
	return &ErrorPage{Base: b, Title: b.T("error.problem"), Text: []string{text}}
}

// MessagePage is a page with one thing to say: sent, saved, signed out.
type MessagePage struct {
	Base
	Title   string
	Lead    string
	Text    []Rich
	Actions []Action
	// Panel draws a tick: what was asked for has been done.
	Panel bool
}

// Template names the page.
func (MessagePage) Template() string { return "message" }

// Hello is the top of the page.
func (p *MessagePage) Hello() Hello { return Hello{Title: p.Title, Lead: p.Lead, Done: p.Panel} }

// SignIn asks for an e-mail address and a password, or sends a link. Fields with problems are
// "email" and "password".
type SignIn struct {
	Base
	Action string // where the form goes
	Email  string // what was written before
	Next   string // where to go afterwards, carried in the form
	// Ended says that the session ended by itself and that written text is kept.
	Ended bool
	// Others are ways in by other organisations.
	Others []Action
	// Links below: first time here, I cannot sign in.
	Links []Link
	// Passkey, where set, signs in without a name and a password.
	Passkey *PasskeyForm
	// People are those of a demonstration, to try each with one press.
	People []DemoPerson
}

// DemoPerson is somebody whose place a visitor of the demonstration can take.
type DemoPerson struct {
	Who    Person
	Action Action
}

// Template names the page.
func (SignIn) Template() string { return "sign-in" }

// Hello is the top of the page.
func (p *SignIn) Hello() Hello { return Hello{Title: p.T("sign-in.title"), Lead: p.T("sign-in.lead")} }

// EmailField asks who it is.
func (p *SignIn) EmailField() Field {
	complete := "username"
	if p.Passkey != nil {
		complete = "username webauthn"
	}
	return Field{ID: "email", Name: "email", Type: "email", Label: p.T("sign-in.email"), Value: p.Email, Autocomplete: complete}
}

// PasswordField asks for the password; it is never sent back.
func (p *SignIn) PasswordField() Field {
	return Field{ID: "password", Name: "password", Type: "password", Label: p.T("sign-in.password"), Autocomplete: "current-password"}
}

// LibraryIndex lists the pages that are true for anybody.
type LibraryIndex struct {
	Base
	Groups []LibraryGroup
}

// LibraryGroup is one shelf.
type LibraryGroup struct {
	ID, Title string
	Links     []LibraryLink
}

// LibraryLink is one page of the library.
type LibraryLink struct{ Href, Title, Text string }

// Template names the page.
func (LibraryIndex) Template() string { return "library-index" }

// Hello is the top of the page.
func (p *LibraryIndex) Hello() Hello {
	return Hello{Title: p.T("library.title"), Lead: p.T("library.lead"), Picture: true}
}

// LibraryPage is one page of the library. Body is made from Markdown and cleaned by its maker.
type LibraryPage struct {
	Base
	Title string
	Lead  string
	Body  template.HTML
	// Short keeps the long text shut behind the first sentence, for a reader who asked for the short version.
	Short bool
	Next  []Link
	// Checked says who looked at it last and when; may be empty.
	Checked string
}

// Template names the page.
func (LibraryPage) Template() string { return "library-page" }

// Hello is the top of the page.
func (p *LibraryPage) Hello() Hello {
	back := &Link{Href: "/library", Text: p.T("library.title")}
	return Hello{Back: back, Title: p.Title, Lead: p.Lead}
}
