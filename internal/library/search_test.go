package library_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"trialogue/internal/library"
)

func TestSearchFinds(t *testing.T) {
	l := load(t)
	for query, slug := range map[string]string{
		"triangle":              "the-triangle",
		"TRIANGLE":              "the-triangle",
		"carers rights":         "carers-rights-england",
		"carer's rights":        "carers-rights-england",
		"carer’s leave":         "carers-rights-england",
		"samaritans":            "who-to-ring",
		"116 123":               "who-to-ring",
		"next of kin":           "nearest-relative",
		"subject access":        "asking-for-your-record",
		"advance statement":     "if-i-cannot-decide",
		"CHIME hope":            "five-things-that-help",
		"checkpoint":            "who-has-seen",
		"shift key":             "safe-use",
		"confiden":              "telling-in-confidence",
		"wales care treatment":  "carers-rights-wales-scotland",
		"  ring \t night\n who": "who-to-ring",
	} {
		if got := slugs(l.Search("en", query)); !slices.Contains(got, slug) {
			t.Errorf("%q found %v, not %s", query, got, slug)
		}
	}
}

func TestSearchPutsTheTitleFirst(t *testing.T) {
	l := load(t)
	for query, slug := range map[string]string{
		"privacy":          "sharing-in-brief",
		"nearest relative": "nearest-relative",
		"who has seen":     "who-has-seen",
		"alone":            "starting-alone",
	} {
		got := slugs(l.Search("en", query))
		if len(got) == 0 || got[0] != slug {
			t.Errorf("%q found %v, want %s first", query, got, slug)
		}
	}
}

func TestSearchFindsNothing(t *testing.T) {
	l := load(t)
	for _, query := range []string{"", "   ", "xylophone", "triangle xylophone", "<p>", "strong>", "localise"} {
		if got := l.Search("en", query); len(got) != 0 {
			t.Errorf("%q found %v", query, slugs(got))
		}
	}
}

func TestSearchIsBounded(t *testing.T) {
	l := load(t)
	if got := l.Search("en", strings.Repeat("the ", 12)+strings.Repeat("xylophone ", 100_000)); len(got) == 0 {
		t.Error("words after the twelfth still count")
	}
}

func TestSearchInWelshFoldsTheRoofs(t *testing.T) {
	l, err := library.LoadWith(fstest.MapFS{"cy/the-triangle.md": {Data: []byte(welshTriangle)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, query := range []string{"thŷ", "thy", "THY", "thy\u0302", "triongl thy"} {
		got := l.Search("cy", query)
		if len(got) == 0 || got[0].Lang != "cy" {
			t.Errorf("%q found %v", query, slugs(got))
		}
	}
	if got := l.Search("en", "triongl"); len(got) != 0 {
		t.Errorf("an English search found Welsh pages %v", slugs(got))
	}
	if got := l.Search("cy", "samaritans"); len(got) == 0 || !got[0].Fallback {
		t.Error("a Welsh search does not reach the pages that are only in English")
	}
}
