// Package plain makes text from outside safe to keep: valid, composed, without
// characters that hide or reorder what stands there. It never judges words.
package plain

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Clean keeps letters, signs, tabs and line ends as they were meant. It drops
// control characters and those that turn the direction of writing, which can
// make a text read differently from what it says.
func Clean(text string) string {
	text = strings.ToValidUTF8(text, "�")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\r':
			return '\n'
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), turns(r), r == '\uFEFF', r == '\uFFFE':
			return -1
		}
		return r
	}, text)
	return strings.TrimSpace(norm.NFC.String(text))
}

// Line is Clean for a text of one line.
func Line(text string) string { return strings.Join(strings.Fields(Clean(text)), " ") }

// Length counts letters as a person does, nearly: code points.
func Length(text string) int { return utf8.RuneCountInString(text) }

// Dialled reports whether a number can be rung: digits, and what people put between them.
func Dialled(number string) bool {
	digits := 0
	for _, r := range number {
		switch {
		case r >= '0' && r <= '9':
			digits++
		case r != ' ' && r != '+' && r != '(' && r != ')' && r != '-':
			return false
		}
	}
	return digits >= 3
}

// turns reports the characters that reorder text.
func turns(r rune) bool {
	return (r >= '\u202A' && r <= '\u202E') || (r >= '\u2066' && r <= '\u2069') || r == '\u200E' || r == '\u200F' || r == '\u061C'
}
