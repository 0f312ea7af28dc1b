// Package fold makes two spellings of the same words equal, so that search finds
// "tŷ" for "ty", "Carer’s" for "carers" and "É" for "e".
//
// It knows letters. It must never know what the words are about, who wrote them or
// who is searching, and it must never be used to compare secrets or identifiers.
package fold

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Text returns s in the form that search compares: lower case, without accents,
// apostrophes and invisible characters, dashes of every length as "-". Folding twice
// changes nothing more. Plain lower-case ASCII comes back as it is, without a copy.
func Text(s string) string {
	if isFolded(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	// The normal form leaves letters beside a broken byte as they are, and turns the
	// acute accent that is typed as an apostrophe into a space and a mark.
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "´", "'")
	for _, r := range norm.NFKD.String(s) {
		writeRune(&b, r)
	}
	return b.String()
}

// Contains reports whether needle occurs in hay once both are folded. An empty needle
// occurs everywhere. Two ASCII texts are compared without a copy.
func Contains(hay, needle string) bool {
	if len(needle) <= shortNeedle && isASCII(hay) && isASCII(needle) {
		return containsASCII(hay, needle)
	}
	return strings.Contains(Text(hay), Text(needle))
}

// shortNeedle keeps the plain search below, which looks at every start, from being slow.
const shortNeedle = 64

func writeRune(b *strings.Builder, r rune) {
	switch {
	case isApostrophe(r), unicode.Is(latinMarks, r), unicode.Is(unicode.Cf, r):
	case unicode.Is(unicode.Pd, r):
		b.WriteByte('-')
	default:
		r = unicode.ToLower(r)
		if plain := withoutStroke(r); plain != "" {
			b.WriteString(plain)
			return
		}
		b.WriteRune(r)
	}
}

// latinMarks are the accents of the alphabets of Europe. Marks of other scripts are
// letters in all but name and stay.
var latinMarks = &unicode.RangeTable{R16: []unicode.Range16{
	{Lo: 0x0300, Hi: 0x036F, Stride: 1},
	{Lo: 0x1AB0, Hi: 0x1AFF, Stride: 1},
	{Lo: 0x1DC0, Hi: 0x1DFF, Stride: 1},
	{Lo: 0x20D0, Hi: 0x20FF, Stride: 1},
	{Lo: 0xFE20, Hi: 0xFE2F, Stride: 1},
}}

func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '‘', '’', '‛', '′', 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ˈ':
		return true
	}
	return false
}

// withoutStroke names the letters that Unicode does not take apart.
func withoutStroke(r rune) string {
	switch r {
	case 'ß':
		return "ss"
	case 'æ':
		return "ae"
	case 'œ':
		return "oe"
	case 'þ':
		return "th"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'ħ':
		return "h"
	case 'ı':
		return "i"
	case 'ς':
		return "σ"
	}
	return ""
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isFolded(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf || isUpper(c) || isDropped(c) {
			return false
		}
	}
	return true
}

func isUpper(c byte) bool   { return 'A' <= c && c <= 'Z' }
func isDropped(c byte) bool { return c == '\'' || c == '`' }

func containsASCII(hay, needle string) bool {
	for start := 0; start <= len(hay); start++ {
		if hasPrefixASCII(hay[start:], needle) {
			return true
		}
	}
	return false
}

// hasPrefixASCII compares byte by byte and steps over apostrophes on either side.
func hasPrefixASCII(hay, needle string) bool {
	h := 0
	for n := 0; n < len(needle); n++ {
		if isDropped(needle[n]) {
			continue
		}
		for h < len(hay) && isDropped(hay[h]) {
			h++
		}
		if h == len(hay) || lower(hay[h]) != lower(needle[n]) {
			return false
		}
		h++
	}
	return true
}

func lower(c byte) byte {
	if isUpper(c) {
		return c + ('a' - 'A')
	}
	return c
}
