package ui

// Link is a place to go.
type Link struct {
	Href, Text string
	// More is read aloud after the text and not shown: "Change" + " what Jo may be told".
	More string
	// Lang is the language of the page it leads to, where that is another one: "cy".
	Lang string
}

// Action is something to do: a link, or a form of one button where it changes something.
type Action struct {
	Text string
	// Href makes a link. Post makes a small form that posts there. Neither makes a submit button
	// of the form around it, with Name and Value.
	Href, Post  string
	Name, Value string
	// Hidden are fields sent with Post.
	Hidden []Hidden
	// More is read aloud after the text and not shown.
	More string
	Look ActionLook
}

// Hidden is a field that nobody sees.
type Hidden struct{ Name, Value string }

// ActionLook is how much an action stands out.
type ActionLook string

// The looks. One page has one main action.
const (
	MainAction  ActionLook = ""
	QuietAction ActionLook = "quiet"
	PlainAction ActionLook = "plain" // like a link
)

// Do is a main action that goes to a page.
func Do(text, href string) Action { return Action{Text: text, Href: href} }

// Also is a quiet action that goes to a page.
func Also(text, href string) Action { return Action{Text: text, Href: href, Look: QuietAction} }

// Go is an action that looks like a link.
func Go(text, href string) Action { return Action{Text: text, Href: href, Look: PlainAction} }

// Post is an action that changes something at once.
func Post(text, to string, hidden ...Hidden) Action {
	return Action{Text: text, Post: to, Hidden: hidden, Look: PlainAction}
}

// Submit is the button of the form around it.
func Submit(text string) Action { return Action{Text: text} }

// As is the same action with another look.
func (a Action) As(look ActionLook) Action { a.Look = look; return a }

// Class names the styles of the action.
func (a Action) Class() string {
	switch a.Look {
	case QuietAction:
		return "btn btn--quiet"
	case PlainAction:
		return "lk"
	default:
		return "btn"
	}
}
