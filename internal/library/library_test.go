package library_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"trialogue/internal/library"
)

func load(t testing.TB) *library.Library {
	t.Helper()
	l, err := library.Load()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func slugs(pages []library.Page) []string {
	var out []string
	for _, p := range pages {
		out = append(out, p.Slug)
	}
	return out
}

// What a carer, a service user or a professional must be able to find on any day.
func TestThePagesThatMustBeThere(t *testing.T) {
	l := load(t)
	for _, slug := range []string{
		"who-to-ring", "the-triangle", "seeing-it-differently", "sharing-in-brief", "how-sharing-works-here",
		"kept-private", "telling-in-confidence", "what-we-can-always-tell-you", "what-we-cannot-promise",
		"who-has-seen", "starting-alone", "your-carers-assessment", "looking-after-yourself", "young-carers",
		"carers-rights-england", "carers-rights-wales-scotland", "nearest-relative", "asking-for-your-record",
		"whose-recovery", "five-things-that-help", "if-i-cannot-decide", "listening-is-never-a-breach",
		"asking-well", "saying-no-kindly", "releases-and-grounds", "safe-use", "about-these-pages",
		"accessibility", "privacy",
	} {
		if _, ok := l.Page(library.English, slug); !ok {
			t.Errorf("page %s is missing", slug)
		}
	}
}

func TestEveryPageIsComplete(t *testing.T) {
	for _, p := range load(t).Pages(library.English) {
		if p.Title == "" || p.Summary == "" || p.Section == "" || p.HTML == "" || len(p.Sources) == 0 {
			t.Errorf("%s lacks something: %+v", p.Slug, p)
		}
		if p.Lang != library.English || p.Fallback || p.Local {
			t.Errorf("%s: lang %q fallback %v local %v", p.Slug, p.Lang, p.Fallback, p.Local)
		}
		if p.Reviewed.Before(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) {
			t.Errorf("%s was last compared with its sources on %s", p.Slug, p.Reviewed)
		}
	}
}

func TestUrgentComesFirstAndSectionsHoldEveryPageOnce(t *testing.T) {
	l := load(t)
	pages := l.Pages(library.English)
	if pages[0].Slug != "who-to-ring" {
		t.Errorf("the first page is %s", pages[0].Slug)
	}
	var shelved []library.Page
	for _, s := range l.Sections(library.English) {
		if s.Title == "" {
			t.Errorf("section %s has no title", s.Key)
		}
		shelved = append(shelved, s.Pages...)
	}
	if !slices.Equal(slugs(shelved), slugs(pages)) {
		t.Errorf("sections hold %v, the library %v", slugs(shelved), slugs(pages))
	}
}

func TestAnUnknownPageIsNotThere(t *testing.T) {
	l := load(t)
	for _, slug := range []string{"", "sections.txt", "the-triangle.md", "../en/the-triangle", "The-Triangle"} {
		if p, ok := l.Page(library.English, slug); ok {
			t.Errorf("Page(%q) = %s", slug, p.Title)
		}
	}
}

func TestAReaderCannotChangeTheLibrary(t *testing.T) {
	l := load(t)
	for _, lang := range []string{library.English, "cy", "zz"} {
		pages := l.Pages(lang)
		pages[0].Title = "changed"
		if p, _ := l.Page(lang, pages[0].Slug); p.Title == "changed" {
			t.Errorf("%s: a change to the returned list reached the library", lang)
		}
	}
}

const welshTriangle = `---
title: Y triongl
summary: Tri o bobl.
section: triangle
order: 10
localise: false
reviewed: 2026-11-22
source: Trialogue
---
Mae tair cornel i driongl, a thŷ.
`

func TestWelshFallsBackPageByPage(t *testing.T) {
	l, err := library.LoadWith(fstest.MapFS{
		"cy/the-triangle.md": {Data: []byte(welshTriangle)},
		"cy/sections.txt":    {Data: []byte("triangle: Y triongl\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := slugs(l.Pages("cy")), slugs(l.Pages("en")); !slices.Equal(got, want) {
		t.Errorf("Welsh readers see %v, English readers %v", got, want)
	}
	own, _ := l.Page("cy", "the-triangle")
	if own.Lang != "cy" || own.Fallback || own.Title != "Y triongl" {
		t.Errorf("the Welsh page came as %q in %s, fallback %v", own.Title, own.Lang, own.Fallback)
	}
	other, _ := l.Page("cy", "who-to-ring")
	if other.Lang != "en" || !other.Fallback {
		t.Errorf("a page without Welsh came in %s, fallback %v", other.Lang, other.Fallback)
	}
	english, _ := l.Page("en", "the-triangle")
	if english.Title != "The triangle" || english.Fallback {
		t.Errorf("the English page came as %q, fallback %v", english.Title, english.Fallback)
	}
	if s := l.Sections("cy"); s[1].Title != "Y triongl" || s[0].Title != "When it is urgent" {
		t.Errorf("sections are titled %q and %q", s[0].Title, s[1].Title)
	}
}

func TestALanguageWithoutPagesReadsEnglishAndSaysSo(t *testing.T) {
	l := load(t)
	for _, p := range l.Pages("zz") {
		if p.Lang != "en" || !p.Fallback {
			t.Fatalf("%s came in %s, fallback %v", p.Slug, p.Lang, p.Fallback)
		}
	}
	if got, want := len(l.Pages("zz")), len(l.Pages("en")); got != want {
		t.Errorf("%d pages, want %d", got, want)
	}
}

func TestAServiceReplacesAndAddsPages(t *testing.T) {
	page := func(title string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(strings.Replace(welshTriangle, "Y triongl", title, 1))}
	}
	l, err := library.LoadWith(fstest.MapFS{
		"en/the-triangle.md": page("Our triangle"),
		"en/our-team.md":     page("Our team"),
		"en/notes.odt":       {Data: []byte("not a page")},
		"README.md":          {Data: []byte("not a page either")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for slug, title := range map[string]string{"the-triangle": "Our triangle", "our-team": "Our team"} {
		if p, ok := l.Page("en", slug); !ok || p.Title != title || !p.Local {
			t.Errorf("%s: found %v, title %q, local %v", slug, ok, p.Title, p.Local)
		}
	}
	if p, _ := l.Page("en", "who-to-ring"); p.Local {
		t.Error("a page of the program passes for the service's own")
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}
