package profile

import (
	"slices"
	"strconv"

	"trialogue/internal/errs"
	"trialogue/internal/plain"
)

// PhonesMost is how many numbers one person can give.
const PhonesMost = 2

// phoneMost is the longest number, with what people put between the digits.
const phoneMost = 30

// Phone is one number, and what may be done with it.
type Phone struct {
	Number  string `json:"number"`
	Message bool   `json:"message,omitempty"` // a message may be left
	Say     bool   `json:"say,omitempty"`     // it may say who rings
}

// Reaching is how and when somebody is reached. Whether they want e-mail stands
// with their account.
type Reaching struct {
	Phones  []Phone  `json:"phones,omitempty"`
	Post    bool     `json:"post,omitempty"`
	Text    bool     `json:"text,omitempty"`
	Good    []string `json:"good,omitempty"` // of Times
	Bad     []string `json:"bad,omitempty"`
	When    string   `json:"when,omitempty"`    // "not on Tuesdays"
	Letters string   `json:"letters,omitempty"` // the language for letters
}

// Times are the parts of a week that can suit or not.
func Times() []string {
	return []string{"weekday-morning", "weekday-afternoon", "weekday-evening", "weekend"}
}

func (r Reaching) tidy() (Reaching, errs.Problems) {
	var p errs.Problems
	var phones []Phone
	for i, one := range r.Phones {
		one.Number = plain.Line(one.Number)
		if one.Number == "" {
			continue
		}
		if plain.Length(one.Number) > phoneMost || !plain.Dialled(one.Number) {
			p.Add("phone-"+strconv.Itoa(i+1), "profile.phone-wrong")
		}
		one.Say = one.Say && one.Message // who leaves no message says nothing in it
		phones = append(phones, one)
	}
	if len(phones) > PhonesMost {
		phones = phones[:PhonesMost]
	}
	r.Phones = phones
	r.Good, r.Bad = some(r.Good), some(r.Bad)
	if slices.ContainsFunc(r.Good, func(t string) bool { return slices.Contains(r.Bad, t) }) {
		p.Add("bad", "profile.times-both")
	}
	r.When, r.Letters = plain.Line(r.When), plain.Line(r.Letters)
	for field, text := range map[string]string{"when": r.When, "letters": r.Letters} {
		if plain.Length(text) > DetailMost {
			p.Add(field, "profile.detail-long", "most", DetailMost)
		}
	}
	return r, p
}

// some keeps the times that are known, in their order.
func some(given []string) []string {
	var out []string
	for _, t := range Times() {
		if slices.Contains(given, t) {
			out = append(out, t)
		}
	}
	return out
}
