package profile

import (
	"slices"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/plain"
)

// Code names one communication need.
type Code string

// The needs that the program itself acts on.
const (
	LargePrint Code = "large-print"
	EasyRead   Code = "easy-read"
	NoMail     Code = "phone-not-mail"
)

// Group is a heading over needs of one kind.
type Group struct {
	Name  string
	Codes []Code
}

// Groups lists every need, in the order in which it is asked.
func Groups() []Group {
	return []Group{
		{"reading", []Code{LargePrint, EasyRead, "plain-words", "audio", "braille", "other-language", "email-not-letter", "text-message", NoMail}},
		{"talking", []Code{"text-relay", "hearing-loop", "lipreading", "bsl", "other-sign", "deafblind-manual", "deafblind-interpreter", "interpreter"}},
		{"meeting", []Code{"longer", "with-me", "advocate"}},
	}
}

func codes() []Code {
	var out []Code
	for _, g := range Groups() {
		out = append(out, g.Codes...)
	}
	return out
}

// NeedsLanguage reports whether a need means nothing without its detail.
func (c Code) NeedsLanguage() bool {
	return c == "interpreter" || c == "other-sign" || c == "other-language"
}

// DetailMost is how long a detail can be, in letters. Longer words are for an
// entry: see docs/decisions/0006-a-profile-is-no-entry.md.
const DetailMost = 100

// Line is one thing chosen from a list, with a short detail.
type Line struct {
	Code   Code   `json:"code"`
	Detail string `json:"detail,omitempty"`
}

// Need is what somebody needs so that they can read, hear and be heard.
type Need struct {
	Lines  []Line `json:"lines,omitempty"`
	Shown  bool   `json:"shown,omitempty"`  // to the people in their triangles as well
	Review int64  `json:"review,omitempty"` // when to ask whether it is still right
}

// Has reports whether a need was named.
func (n Need) Has(c Code) bool {
	return slices.ContainsFunc(n.Lines, func(l Line) bool { return l.Code == c })
}

// reviewYears bounds the day that somebody chooses themselves.
const reviewYears = 3

// tidy cleans the details and brings the lines into the order of asking.
func (n Need) tidy(now time.Time) (Need, errs.Problems) {
	var p errs.Problems
	n.Lines = tidyLines(&p, n.Lines, codes(), "need-")
	for _, l := range n.Lines {
		if l.Code.NeedsLanguage() && l.Detail == "" {
			p.Add("need-"+string(l.Code)+"-detail", "profile.language-missing")
		}
	}
	if n.Review == 0 {
		n.Review = now.AddDate(1, 0, 0).UnixMicro()
	}
	if n.Review <= now.UnixMicro() || n.Review > now.AddDate(reviewYears, 0, 1).UnixMicro() {
		p.Add("review", "profile.review-wrong", "most", reviewYears)
	}
	return n, p
}

// tidyLines keeps what the list knows, once each, in the list's order.
func tidyLines(p *errs.Problems, given []Line, known []Code, field string) []Line {
	var out []Line
	for _, code := range known {
		i := slices.IndexFunc(given, func(l Line) bool { return l.Code == code })
		if i < 0 {
			continue
		}
		one := Line{Code: code, Detail: plain.Line(given[i].Detail)}
		if plain.Length(one.Detail) > DetailMost {
			p.Add(field+string(code)+"-detail", "profile.detail-long", "most", DetailMost)
		}
		out = append(out, one)
	}
	return out
}
