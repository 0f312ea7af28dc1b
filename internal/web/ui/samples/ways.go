package samples

import (
	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

func ways(p *words.Printer) []Sample {
	code := ui.ProofForm{
		ID: "by-code", Title: "With a code", Action: "/second", Button: "Go on", Quiet: true, Hidden: []ui.Hidden{{Name: "next", Value: "/"}},
		Parts: []ui.FormPart{{Field: &ui.Field{ID: "code", Name: "code", Label: "Your code", Narrow: true}}},
	}
	second := &ui.ProofPage{
		Base: reader(p, ui.Professional, ""), Title: "One more step", Lead: "Show us that it is you.", BackTo: &ui.Link{Href: "/", Text: "Back"}, Forms: []ui.ProofForm{code},
		Passkey: &ui.PasskeyForm{Ask: "/passkey/ask-me", For: "rise", Action: "/second/passkey", Title: "With a passkey", Say: "It is quick.", Button: "Use my passkey"},
		Do:      []ui.Action{ui.Also("Use codes instead", "/account/ways/codes")},
	}
	second.Errors = []ui.FieldError{{Field: "code", Text: "This code does not fit"}}
	confirm := code
	confirm.Title, confirm.Quiet = "", false
	sentence := say("Let the app read this picture.")
	codes := &ui.ProofPage{
		Base: reader(p, ui.Carer, ""), Title: "Set up one-time codes", Say: []ui.Rich{sentence}, Note: &ui.NoteBox{Text: sentence}, Forms: []ui.ProofForm{confirm},
		Picture: &ui.Picture{Src: "/account/ways/codes/picture", Alt: "A picture for the app", Size: 240}, CodesSay: &sentence, Codes: []string{"ABCD EFGH IJKL MNOP QRST UVWX YZ23 4567", "ABCD-EFGH-IJKL"},
	}
	made := &ui.ProofPage{
		Base: reader(p, ui.Carer, ""), Title: "Add a passkey",
		Passkey: &ui.PasskeyForm{
			Make: true, Ask: "/passkey/ask-me", For: "add", Action: "/account/ways/passkeys/new", Button: "Make the passkey",
			Field: &ui.Field{ID: "name", Name: "name", Label: "What you call it", Value: "Chrome, Android"},
		},
	}
	return []Sample{{"second", second}, {"codes", codes}, {"passkey", made}}
}
