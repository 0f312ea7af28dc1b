package plain

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "",
		" \n\t ":                  "",
		"one\r\ntwo\rthree\nfour": "one\ntwo\nthree\nfour",
		"tab\there":               "tab\there",
		"nul\x00 bell\x07 esc\x1b[31m del\x7f c1\u0085": "nul bell esc[31m del c1",
		"bad \xff byte":                        "bad � byte",
		"e\u0301 and é":                        "é and é",
		"a\u202eb\u2066c\u200ed\u061ce\ufefff": "abcdef",
		"👩‍👧 family \u200dstays":               "👩‍👧 family \u200dstays",
		"  indented\n  text  ":                 "indented\n  text",
		"سلام שלום 李":                          "سلام שלום 李",
		"<b>not ours to judge</b>":             "<b>not ours to judge</b>",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLineAndLength(t *testing.T) {
	for in, want := range map[string]string{" a \n b\t\tc ": "a b c", "\u2003wide\u00a0space ": "wide space", "": ""} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]int{"": 0, "Zoë": 3, "李李": 2} {
		if got := Length(in); got != want {
			t.Errorf("Length(%q) = %d, want %d", in, got, want)
		}
	}
}

// Whatever comes in: valid, composed, nothing hidden, and clean stays clean.
func FuzzClean(f *testing.F) {
	for _, seed := range []string{"a", "\r\r\n", "e\u0301\u202e\x00", "\xff\xfe", " \u0301", "\u1e0a\u0323"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		out := Clean(in)
		if !utf8.ValidString(out) || !norm.NFC.IsNormalString(out) || strings.TrimSpace(out) != out {
			t.Fatalf("%q became %q", in, out)
		}
		for _, r := range out {
			if turns(r) || r == '\uFEFF' || (unicode.IsControl(r) && r != '\n' && r != '\t') {
				t.Fatalf("%q keeps %U", in, r)
			}
		}
		if again := Clean(out); again != out {
			t.Fatalf("%q becomes %q and then %q", in, out, again)
		}
		if line := Line(in); strings.ContainsAny(line, "\n\t") {
			t.Fatalf("a line of %q: %q", in, line)
		}
	})
}

func TestNumbersThatCanBeRung(t *testing.T) {
	for phone, want := range map[string]bool{"01632 960 123": true, "+44 (0)1632-960123": true, "999": true, "ring me": false, "12": false, "０１６３２": false, "1;2;3": false} {
		if Dialled(phone) != want {
			t.Errorf("%q: %v", phone, !want)
		}
	}
}
