// Package mention finds where a text names carers of a triangle, or others whom its writer lists, so that the engine can
// blank a name out for readers who are not to have it. It must never decide for whom.
package mention

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"trialogue/internal/disclose"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Find lists where a text names carers of the triangle, or people whom the
// writer says it names. The engine decides later for whom a name is blanked out.
func Find(text string, t triangle.Triangle, others []string) []disclose.Span {
	var out []disclose.Span
	for _, m := range t.Members {
		if m.Corner != sharing.Carer {
			continue
		}
		for _, name := range []string{m.Name, triangle.FirstName(m.Name)} {
			out = append(out, places(text, name, string(m.Person))...)
		}
	}
	for i, name := range others {
		out = append(out, places(text, strings.TrimSpace(name), fmt.Sprintf("other-%d", i+1))...)
	}
	slices.SortFunc(out, func(a, b disclose.Span) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return b.End - a.End // the longer name first
	})
	out = withoutInner(out)
	for i := range out {
		out[i].ID = fmt.Sprintf("m%d", i+1)
	}
	return out
}

// FindIn is Find for a text and its parts: every part can name somebody.
func FindIn(b disclose.Body, t triangle.Triangle, others []string) []disclose.Span {
	out := Find(b.Text, t, others)
	for _, p := range b.Parts {
		for _, s := range Find(p.Text, t, others) {
			s.Part, s.ID = p.Name, fmt.Sprintf("m%d", len(out)+1)
			out = append(out, s)
		}
	}
	return out
}

// withoutInner drops a first name that stands inside the whole name of the same person.
func withoutInner(spans []disclose.Span) []disclose.Span {
	var out []disclose.Span
	for _, s := range spans {
		inner := slices.ContainsFunc(out, func(o disclose.Span) bool {
			return o.Person == s.Person && o.Start <= s.Start && s.End <= o.End
		})
		if !inner {
			out = append(out, s)
		}
	}
	return out
}

// places lists where a name stands as a word, however it is written in capitals.
func places(text, name, person string) []disclose.Span {
	if utf8.RuneCountInString(name) < 2 {
		return nil
	}
	var out []disclose.Span
	for start := range text {
		end, ok := prefixFold(text[start:], name)
		if !ok {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[start+end:])
		if wordRune(before) || wordRune(after) {
			continue
		}
		out = append(out, disclose.Span{Start: start, End: start + end, Person: person})
	}
	return out
}

// prefixFold compares letter by letter, and returns how many bytes of text the name takes.
func prefixFold(text, name string) (int, bool) {
	at := 0
	for _, want := range name {
		got, size := utf8.DecodeRuneInString(text[at:])
		if size == 0 || unicode.ToLower(got) != unicode.ToLower(want) {
			return 0, false
		}
		at += size
	}
	return at, true
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// Facts are the spans as the engine wants them.
func Facts(spans []disclose.Span) []sharing.Mention {
	var out []sharing.Mention
	for _, s := range spans {
		out = append(out, sharing.Mention{Span: s.ID, Person: s.Person})
	}
	return out
}
