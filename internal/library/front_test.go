package library_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"trialogue/internal/library"
)

const goodPage = `---
title: A page
summary: One sentence.
section: triangle
order: 5
localise: false
reviewed: 2026-11-22
source: Somebody | https://example.org/
source: Somebody else
---
Text.
`

func loadOne(name, text string) (*library.Library, error) {
	return library.LoadWith(fstest.MapFS{name: {Data: []byte(text)}})
}

func TestAGoodPageLoads(t *testing.T) {
	for name, text := range map[string]string{"unix": goodPage, "windows": strings.ReplaceAll(goodPage, "\n", "\r\n")} {
		l, err := loadOne("en/a-page.md", text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		p, _ := l.Page("en", "a-page")
		if p.HTML != "<p>Text.</p>\n" {
			t.Errorf("%s: HTML %q", name, p.HTML)
		}
		want := []library.Source{{Name: "Somebody", URL: "https://example.org/"}, {Name: "Somebody else"}}
		if len(p.Sources) != 2 || p.Sources[0] != want[0] || p.Sources[1] != want[1] {
			t.Errorf("%s: sources %v", name, p.Sources)
		}
	}
}

// Each fault stops the load and is named, together with the file.
func TestAFaultyPageIsAnErrorThatNamesIt(t *testing.T) {
	swap := func(old, new string) string { return strings.Replace(goodPage, old, new, 1) }
	for _, c := range []struct{ name, text, says string }{
		{"no front matter", "Text.\n", "three dashes"},
		{"front matter without end", strings.Replace(goodPage, "---\nText", "Text", 1), "second line"},
		{"missing title", swap("title: A page\n", ""), "title is missing"},
		{"missing summary", swap("summary: One sentence.\n", ""), "summary is missing"},
		{"missing section", swap("section: triangle\n", ""), "section is missing"},
		{"missing order", swap("order: 5\n", ""), "order is missing"},
		{"missing localise", swap("localise: false\n", ""), "localise is missing"},
		{"missing reviewed", swap("reviewed: 2026-11-22\n", ""), "reviewed is missing"},
		{"missing sources", swap("source: Somebody | https://example.org/\nsource: Somebody else\n", ""), "source is missing"},
		{"empty title", swap("title: A page", "title:"), "name: value"},
		{"title twice", swap("title: A page", "title: A page\ntitle: B"), "title stands twice"},
		{"unknown line", swap("order: 5", "order: 5\ndiagnosis: any"), "diagnosis"},
		{"line without colon", swap("order: 5", "order 5"), "name: value"},
		{"order is no number", swap("order: 5", "order: first"), "order"},
		{"localise is neither", swap("localise: false", "localise: maybe"), "localise"},
		{"reviewed is no date", swap("2026-11-22", "22 November"), "reviewed"},
		{"unknown section", swap("section: triangle", "section: attic"), "attic"},
		{"source over http", swap("https://", "http://"), "https"},
		{"source with script", swap("https://example.org/", "javascript:alert(1)"), "https"},
		{"source without name", swap("Somebody |", "|"), "no name"},
		{"raw HTML block", swap("Text.", "<div>Text.</div>"), "raw HTML"},
		{"raw HTML in a line", swap("Text.", "Text <b>bold</b>."), "raw HTML"},
		{"picture", swap("Text.", "![face](https://example.org/a.png)"), "picture"},
		{"heading of the page's level", swap("Text.", "# Text"), "heading"},
		{"heading too deep", swap("Text.", "#### Text"), "heading"},
		{"link to no page", swap("Text.", "[there](no-such-page.md)"), "no-such-page"},
		{"link with script", swap("Text.", "[there](javascript:alert)"), "javascript"},
		{"link into the program", swap("Text.", "[out](/sign-out)"), "sign-out"},
		{"too long", goodPage + strings.Repeat("word ", 100_000), "larger"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := loadOne("en/a-page.md", c.text)
			if err == nil {
				t.Fatal("no error")
			}
			if !strings.Contains(err.Error(), "en/a-page.md") || !strings.Contains(err.Error(), c.says) {
				t.Errorf("the error is %q", err)
			}
		})
	}
}

func TestFaultyNamesAndSections(t *testing.T) {
	for _, c := range []struct{ file, text, says string }{
		{"en/A Page.md", goodPage, "hyphens"},
		{"en/-page.md", goodPage, "hyphens"},
		{"cy/ty̑.md", goodPage, "hyphens"},
		{"en/sections.txt", "triangle\n", "key: Title"},
		{"en/sections.txt", "Bad Key: Title\n", "key: Title"},
		{"en/sections.txt", "a: A\na: B\n", "twice"},
		{"en/sections.txt", "other: Other\n", "section"},
	} {
		if _, err := loadOne(c.file, c.text); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s with %q: error %v, want one about %q", c.file, c.text, err, c.says)
		}
	}
}
