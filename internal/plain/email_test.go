package plain

import (
	"strings"
	"testing"
)

func TestOneSpellingOfAnAddress(t *testing.T) {
	for in, want := range map[string]string{
		" Jo@Example.ORG ": "jo@example.org", "ｊｏ@example.org": "jo@example.org", "jo@example.org\x00": "jo@example.org",
		"\u202ejo@example.org": "jo@example.org", "jo\xff@example.org": "jo�@example.org",
	} {
		if got := Email(in); got != want {
			t.Errorf("Email(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWhatCanBeAnAddress(t *testing.T) {
	for text, want := range map[string]bool{
		"jo@example.org": true, "j.o+x@ünï.example": true, "": false, "jo": false, "@b": false, "a@": false, "a b@c": false,
		"a@b, c@d": false, "<a@b>": false, "a\u200b@b": false, strings.Repeat("a", 260) + "@b": false,
	} {
		if IsEmail(text) != want {
			t.Errorf("IsEmail(%q) should be %v", text, want)
		}
	}
}

func TestANameThatCanBeSeen(t *testing.T) {
	for text, want := range map[string]bool{"Jo": true, "李": true, "🦊": true, "": false, "\u200b\u200d": false, "  ": false, "-": false} {
		if Visible(text) != want {
			t.Errorf("Visible(%q) should be %v", text, want)
		}
	}
}
