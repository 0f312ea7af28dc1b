package plain

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// emailMost is the longest address that can exist, in bytes.
const emailMost = 254

// Email is the one spelling under which an address is kept and compared.
func Email(text string) string {
	return strings.ToLower(norm.NFKC.String(Line(text)))
}

// IsEmail reports whether a folded address could be one. Only a letter to it can prove more.
func IsEmail(text string) bool {
	at := strings.LastIndexByte(text, '@')
	return at > 0 && at < len(text)-1 && len(text) <= emailMost &&
		!strings.ContainsAny(text, " ,;<>\"\\") && strings.IndexFunc(text, hidden) < 0
}

// Visible reports whether a name has anything in it that can be seen.
func Visible(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsSymbol(r)
	})
}

func hidden(r rune) bool {
	return !unicode.IsGraphic(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
}
