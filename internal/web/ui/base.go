package ui

import (
	"time"

	"trialogue/internal/words"
)

// Base is what every page shares: words, reader, menu and messages. Embed it by value.
type Base struct {
	// Words says everything in the reader's language and at the reader's place. Required.
	Words *words.Printer
	// Who reads the page.
	Who Who
	// As is one sentence: "You are here as Jo, carer, for Sam Okafor." See AsSentence.
	As string
	// Nav is the main menu. Empty leaves it away.
	Nav []NavItem
	// Ring is the link "Who to ring" in the header; empty leaves it away.
	Ring string
	// LeaveQuickly shows the control that gets away from the page at once.
	LeaveQuickly bool
	// LeaveTo is the neutral page that it goes to. Empty means a weather page.
	LeaveTo string
	// Notice is a message that something worked, shown at the top.
	Notice string
	// NoticeUndo, if set, stands beside the notice.
	NoticeUndo *Action
	// Errors fill the summary at the top and the line at each field they name.
	Errors []FieldError
	// Path is the path of this page without a host, for "stay here" and the language switch.
	Path string
	// Quiet leaves the menu and the picture away: signing in, or waiting for a private moment.
	Quiet bool
	// OtherLanguage is the link to this page in the other language, if there is one.
	OtherLanguage *Link
	// Events is the address of a stream of server-sent events; one called "new", without content,
	// shows that something is new. Empty for none.
	Events string
	// Keeper ties drafts kept in the browser to one person: an opaque token, never a name or an id.
	Keeper string
	// Kept names a draft that is now safe and can be forgotten by the browser; "*" forgets all.
	Kept string
	// Flags are the needs of the people whom a page is about, for a professional.
	Flags []Flag
	// Larger draws every page in larger letters, for a reader who asked for it.
	Larger bool
	// Ask is a question to the reader at the top of a page; Offer one at its end, which can wait.
	Ask, Offer *NoteBox
	// EndsIn is the time until the session ends if nothing happens; zero gives no warning.
	EndsIn time.Duration
	// LastsFor is the time until it ends however busy it is.
	LastsFor time.Duration
	// Until says in words when that is, at the foot of the page.
	Until string
	// Notes stand at the top: what a reader should know of their account.
	Notes []NoteBox
}

// Who is the reader.
type Who struct {
	Name     string // as they like to be called
	Initials string
	Corner   Corner // empty before signing in
	Role     string // one line, such as "Sam’s mother"
	SignedIn bool
	// Demo shows a band that says that the people here are invented.
	Demo bool
}

// NavItem is one line of the menu.
type NavItem struct {
	Href, Label string
	Current     bool
}

// FieldError is one problem with a form. Field is the id of the field, empty if it is about the
// whole form.
type FieldError struct{ Field, Text string }

// Frame makes a struct that embeds Base a Page.
func (b *Base) Frame() *Base { return b }

// T says a message of the catalogue.
func (b *Base) T(key string, args ...any) string { return b.Words.T(key, args...) }

// Say is T for messages with strong words in them.
func (b *Base) Say(key string, args ...any) Rich { return Say(b.Words, key, args...) }

// Date says a day: "Tuesday 24 November".
func (b *Base) Date(t time.Time) string { return b.Words.Date(t) }

// DateTime says a moment: "Tuesday 24 November, 2:30pm".
func (b *Base) DateTime(t time.Time) string { return b.Words.DateTime(t) }

// ErrorFor is the problem with one field, or empty.
func (b *Base) ErrorFor(field string) string {
	for _, e := range b.Errors {
		if e.Field == field {
			return e.Text
		}
	}
	return ""
}

// Leave is where "Leave quickly" goes.
func (b *Base) Leave() string {
	if b.LeaveTo != "" {
		return b.LeaveTo
	}
	return "https://www.bbc.co.uk/weather"
}

// AsSentence says as whom a reader is here: "You are here as Jo, carer, for Sam Okafor."
// Without somebody to be here for, about is empty.
func AsSentence(p *words.Printer, name string, c Corner, about string) string {
	corner := p.T(cornerKey(c, smallLetter))
	if about == "" {
		return p.T("frame.as", "name", name, "corner", corner)
	}
	return p.T("frame.as-for", "name", name, "corner", corner, "about", about)
}
