package fold_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"trialogue/internal/fold"

	"pgregory.net/rapid"
)

func TestText(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"plain", "what happens next", "what happens next"},
		{"capitals", "Who Has Seen", "who has seen"},
		{"welsh w with roof", "dŵr, gŵr, Ŵ", "dwr, gwr, w"},
		{"welsh y with roof", "tŷ, Ŷ, ŷd", "ty, y, yd"},
		{"all seven welsh vowels", "âêîôûŵŷ ÂÊÎÔÛŴŶ", "aeiouwy aeiouwy"},
		{"welsh diaeresis and grave", "copïo, ysgrifennydd gwàg, pàs", "copio, ysgrifennydd gwag, pas"},
		{"combining mark, not composed", "w\u0302 y\u0302", "w y"},
		{"two marks on a letter", "e\u0302\u0301", "e"},
		{"welsh contraction", "o’r tŷ i’r ysbyty", "or ty ir ysbyty"},
		{"every apostrophe", "carer's carer’s carer‘s carerʼs carer`s carer´s carer′s", strings.TrimSpace(strings.Repeat("carers ", 7))},
		{"dashes", "111‑2 a–b c—d", "111-2 a-b c-d"},
		{"no-break space", "116\u00a0123", "116 123"},
		{"soft hyphen and joiner", "con\u00adfi\u200bdence", "confidence"},
		{"ligature", "ﬁnd", "find"},
		{"strokes", "Łódź, Ærø, Œuvre, Straße, Þór, đ, ı", "lodz, aero, oeuvre, strasse, thor, d, i"},
		{"dotted capital i", "İstanbul", "istanbul"},
		{"final sigma", "ΛΌΓΟΣ λόγος", "λογοσ λογοσ"},
		{"marks of another script stay", "हिन्दी", "हिन्दी"},
		{"broken bytes become the sign for it", "a\xffb", "a\ufffdb"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fold.Text(c.in); got != c.want {
				t.Errorf("Text(%q) = %q, want %q", c.in, got, c.want)
			}
		})
	}
}

func TestContains(t *testing.T) {
	for _, c := range []struct {
		hay, needle string
		want        bool
	}{
		{"Gofalwr", "gofalwr", true},
		{"Mae’r gŵr yn y tŷ", "GWR", true},
		{"Mae'r gwr yn y ty", "tŷ", true},
		{"A carer's assessment", "carers assess", true},
		{"carers", "carer's", true},
		{"carer’s", "carer's", true},
		{"anything", "", true},
		{"anything", "'", true},
		{"", "", true},
		{"", "a", false},
		{"short", "shorter", false},
		{"share", "shire", false},
		{"keep private", "private keep", false},
		{"aaaaab", "aab", true},
		{strings.Repeat("a", 100) + "B", strings.Repeat("A", 90) + "b", true},
		{strings.Repeat("a", 100), strings.Repeat("a", 90) + "b", false},
	} {
		if got := fold.Contains(c.hay, c.needle); got != c.want {
			t.Errorf("Contains(%q, %q) = %v, want %v", c.hay, c.needle, got, c.want)
		}
	}
}

// The quick way for ASCII and the slow way for everything else must agree.
func TestContainsQuickAgreesWithSlow(t *testing.T) {
	letters := rapid.StringOfN(rapid.RuneFrom([]rune("abAB' `-")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		hay, needle := letters.Draw(t, "hay"), letters.Draw(t, "needle")
		slow := strings.Contains(fold.Text(hay), fold.Text(needle))
		if got := fold.Contains(hay, needle); got != slow {
			t.Fatalf("Contains(%q, %q) = %v, slow way %v", hay, needle, got, slow)
		}
	})
}

func TestEveryPartOfATextIsFoundInIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := rapid.String().Draw(t, "a"), rapid.String().Draw(t, "b"), rapid.String().Draw(t, "c")
		if !fold.Contains(a+" "+b+" "+c, fold.Text(b)) {
			t.Fatalf("%q not found between %q and %q", b, a, c)
		}
	})
}

func TestPlainTextCostsNothing(t *testing.T) {
	var got string
	if n := testing.AllocsPerRun(100, func() { got = fold.Text("who to ring, day or night") }); n != 0 {
		t.Errorf("Text of plain text allocates %v times", n)
	}
	var found bool
	if n := testing.AllocsPerRun(100, func() { found = fold.Contains("A Carer's Assessment", "CARERS ASSESS") }); n != 0 {
		t.Errorf("Contains of ASCII allocates %v times", n)
	}
	if got == "" || !found {
		t.Error("the measured calls gave the wrong answer")
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"tŷ", "Carer’s", "´", "ŉ", "＇", "İ", "ẞ", "\xff", "\xf2ΐ", "Å", "각", "w\u0302"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := fold.Text(s)
		if twice := fold.Text(once); twice != once {
			t.Errorf("Text(%q) = %q, and again %q", s, once, twice)
		}
		if !utf8.ValidString(once) {
			t.Errorf("Text(%q) = %q is not UTF-8", s, once)
		}
		if !fold.Contains(s, s) {
			t.Errorf("%q does not contain itself", s)
		}
	})
}

func BenchmarkContains(b *testing.B) {
	hay := strings.Repeat("The team may always listen. ", 100) + "o’r tŷ"
	for b.Loop() {
		if !fold.Contains(hay, "or ty") {
			b.Fatal("not found")
		}
	}
}
