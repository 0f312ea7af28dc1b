package ui

// ProofPage asks somebody to prove who they are, or sets up how they will: each
// way is a form of its own, and one of them is enough.
type ProofPage struct {
	Base
	BackTo *Link
	Title  string
	Lead   string
	Say    []Rich
	Note   *NoteBox
	// Passkey stands first where there is one.
	Passkey *PasskeyForm
	Picture *Picture
	// Codes are shown large, to be copied or written down. CodesSay stands above them.
	Codes    []string
	CodesSay *Rich
	// Copy offers a button that copies the codes, where a script can.
	Copy  bool
	Forms []ProofForm
	Do    []Action
}

// ProofForm is one way to go on.
type ProofForm struct {
	ID, Title string
	Action    string
	Hidden    []Hidden
	Parts     []FormPart
	Button    string
	Quiet     bool // another way on this page comes first
}

// Class names the style of the button.
func (f ProofForm) Class() string {
	if f.Quiet {
		return "btn btn--quiet"
	}
	return "btn"
}

// PasskeyForm is a form that a browser fills in with a passkey. Without script,
// or where the browser knows no passkeys, it says so and stays away.
type PasskeyForm struct {
	// Make is true where a passkey is made, and false where one is asked for.
	Make   bool
	Ask    string // where the script fetches the question
	For    string // what the passkey is asked for
	Action string
	Title  string
	Say    string
	Hidden []Hidden
	Field  *Field
	Button string
	Quiet  bool // another way on this page comes first
	// Offer lets the browser offer passkeys in a field for a name.
	Offer bool
}

// Class names the style of the button.
func (f PasskeyForm) Class() string { return ProofForm{Quiet: f.Quiet}.Class() }

// What says to the script what to do.
func (f PasskeyForm) What() string {
	if f.Make {
		return "make"
	}
	return "ask"
}

// Picture is an image of our own.
type Picture struct {
	Src, Alt string
	Size     int // in pixels, both ways
}

// Template names the page.
func (ProofPage) Template() string { return "proof" }

// Hello is the top of the page.
func (p *ProofPage) Hello() Hello { return Hello{Back: p.BackTo, Title: p.Title, Lead: p.Lead} }
