package release

import (
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
)

// Draft is a release before anybody signs. ID is drawn with the form and names the release and its text, so that signing
// twice signs once.
type Draft struct {
	ID         id.Entry
	Triangle   id.Triangle
	Item       id.Entry
	Recipient  id.Person
	Ground     Ground
	Second     id.Person // who is asked to countersign; of an urgent one, to review
	Urgent     bool
	Ends       time.Time // the last day, any moment of it
	Told       Told
	ToldReview time.Time // the day to look again, where they are told later
	Despite    bool      // the signer knows that the recipient's sight is held, and means it
	Words      Words
	held       bool // the recipient's sight is held now
}

// Words are the reasons, as the record must hold them.
type Words struct {
	Facts        string // what happened
	Why          string // why consent was not sought, or is overridden
	Alternatives string // what else was tried or thought of
	Exact        string // what exactly is disclosed, and why no more
	Consulted    string
	NotTold      string // why they are not told now
	Senior       string // of SeriousHarmSelf: who decided that a no does not stand, and why
	Outside      string // of a recipient outside: name and organisation
}

// The names of the parts of a text, as codes. Facts stand in the text itself.
const (
	PartWhy          = "why"
	PartAlternatives = "alternatives"
	PartExact        = "exact"
	PartConsulted    = "consulted"
	PartNotTold      = "not-told"
	PartSenior       = "senior"
	PartOutside      = "outside"
)

// WordsMost is the most letters in one answer.
const WordsMost = 4000

func (w Words) clean() Words {
	for _, s := range []*string{&w.Facts, &w.Why, &w.Alternatives, &w.Exact, &w.Consulted, &w.NotTold, &w.Senior, &w.Outside} {
		*s = plain.Clean(*s)
	}
	return w
}

func (w Words) parts() []disclose.Part {
	var out []disclose.Part
	for _, p := range []disclose.Part{
		{Name: PartWhy, Text: w.Why}, {Name: PartAlternatives, Text: w.Alternatives}, {Name: PartExact, Text: w.Exact}, {Name: PartConsulted, Text: w.Consulted},
		{Name: PartNotTold, Text: w.NotTold}, {Name: PartSenior, Text: w.Senior}, {Name: PartOutside, Text: w.Outside},
	} {
		if p.Text != "" {
			out = append(out, p)
		}
	}
	return out
}

// check finds what is missing from the words alone.
func (d Draft) checkWords(p *errs.Problems) {
	need := func(field, text, key string) {
		switch {
		case text == "":
			p.Add(field, key)
		case plain.Length(text) > WordsMost:
			p.Add(field, "release.long", "most", WordsMost, "have", plain.Length(text))
		}
	}
	need("facts", d.Words.Facts, "release.facts-missing")
	need("why", d.Words.Why, "release.why-missing")
	need("alternatives", d.Words.Alternatives, "release.alternatives-missing")
	need("exact", d.Words.Exact, "release.exact-missing")
	need("consulted", d.Words.Consulted, "release.consulted-missing")
	if d.Told == ToldLater {
		need("not-told", d.Words.NotTold, "release.not-told-missing")
	}
	if d.Recipient == Outside {
		need("outside", d.Words.Outside, "release.outside-missing")
	}
}

// checkDays finds ends that are missing, past or too far.
func (d Draft) checkDays(p *errs.Problems, now time.Time) {
	switch {
	case d.Ends.IsZero():
		p.Add("ends", "release.ends-missing")
	case !endOf(d.Ends).After(now):
		p.Add("ends", "release.ends-past")
	case startOf(d.Ends).After(now.AddDate(0, 0, DaysMost)):
		p.Add("ends", "release.ends-far", "most", DaysMost)
	}
	if d.Told != ToldLater {
		return
	}
	switch {
	case d.ToldReview.IsZero():
		p.Add("review", "release.review-missing")
	case !endOf(d.ToldReview).After(now):
		p.Add("review", "release.ends-past")
	case d.ToldReview.After(now.AddDate(0, harmMonths, 0)):
		p.Add("review", "release.review-far", "most", harmMonths)
	}
}

// harmMonths is how long an opinion about serious harm keeps a text from somebody.
const harmMonths = 6

// endsAt is the end of the last day, and never later than the longest time.
func (d Draft) endsAt(now time.Time) time.Time {
	end, most := endOf(d.Ends), now.AddDate(0, 0, DaysMost)
	if end.After(most) {
		return most
	}
	return end
}
