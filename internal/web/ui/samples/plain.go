package samples

import (
	"html/template"

	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

// outside is the frame before signing in.
func outside(p *words.Printer) ui.Base { return ui.Base{Words: p, Path: "/here", Quiet: true} }

func plain(p *words.Printer) []Sample {
	problem := signIn(p)
	problem.Ended = false
	problem.Errors = []ui.FieldError{{Field: "password", Text: "The address and the password do not belong together."}}
	return []Sample{
		{"error-not-found", ui.NotFound(reader(p, ui.Carer, ""))},
		{"error-not-found-outside", ui.NotFound(outside(p))},
		{"error-failed", ui.Failed(reader(p, ui.ServiceUser, ""), "K7-QX4")},
		{"error-problem", ui.Problem(reader(p, ui.Professional, ""), "Somebody changed this while you were reading it. Please look again.")},
		{"message", message(p)},
		{"sign-in", signIn(p)},
		{"sign-in-problem", problem},
		{"library-index", libraryIndex(p)},
		{"library-page", libraryPage(p)},
	}
}

func message(p *words.Printer) *ui.MessagePage {
	m := &ui.MessagePage{Base: reader(p, ui.Carer, ""), Panel: true, Title: "The team has your message"}
	m.Lead = "Ravi reads it by Tuesday 24 November."
	m.Text = []ui.Rich{say("You can see here who has read it and what came of it.")}
	m.Actions = []ui.Action{ui.Do("See what became of it", "/became"), ui.Go("Home", "/")}
	m.Kept = "write"
	return m
}

func signIn(p *words.Printer) *ui.SignIn {
	s := &ui.SignIn{Base: outside(p), Action: "/sign-in", Email: "jo@example.org", Ended: true}
	s.Links = []ui.Link{{Href: "/first", Text: "This is my first time here"}, {Href: "/lost", Text: "I cannot sign in"}}
	s.Others = []ui.Action{ui.Also("Carry on with Harbour", "/sign-in/with/harbour")}
	s.Who.Demo = true
	s.OtherLanguage = &ui.Link{Href: "/language/cy", Text: "Cymraeg", Lang: "cy"}
	for _, who := range []ui.Person{as(sam(), ""), as(jo(), "Sam’s mother"), ravi()} {
		go1 := ui.Post("Go in", "/demo", ui.Hidden{Name: "as", Value: who.Initials})
		go1.More = "as " + who.Name
		s.People = append(s.People, ui.DemoPerson{Who: who, Action: go1})
	}
	return s
}

func libraryIndex(p *words.Printer) *ui.LibraryIndex {
	return &ui.LibraryIndex{Base: outside(p), Groups: []ui.LibraryGroup{
		{ID: "carers", Title: "For families and friends", Links: []ui.LibraryLink{
			{Href: "/library/assessment", Title: "Your own assessment", Text: "What it is, who does it, and what can come of it."},
			{Href: "/library/confidential", Title: "What a team can always tell you", Text: "Much is true for anybody, and needs nobody’s yes."},
		}},
		{ID: "crisis", Title: "When things get hard", Links: []ui.LibraryLink{{Href: "/library/ring", Title: "Whom to ring, and when"}}},
	}}
}

func libraryPage(p *words.Printer) *ui.LibraryPage {
	body := template.HTML("<p>Anybody who looks after somebody can ask for an assessment of their own. It is about you.</p><h2>What it is about</h2><ul><li>your health</li><li>your work and your rest</li><li>what you can do, and what you cannot</li></ul><p>You can bring somebody with you.</p>")
	l := &ui.LibraryPage{Base: outside(p), Title: "Your own assessment", Lead: "You can ask for it at any time.", Body: body}
	l.Next = []ui.Link{{Href: "/library/rights", Text: "What you have a right to"}}
	l.Checked = "Carers from Riverside last read this page on 3 November."
	return l
}
