package words

import (
	"testing"
	"testing/fstest"
	"time"
)

func testCatalogue(t *testing.T, files map[string]string) *Catalogue {
	t.Helper()
	root := fstest.MapFS{}
	for name, text := range files {
		root[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := load(root)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at is a clock that stands still.
func at(t *testing.T, when string) func() time.Time {
	t.Helper()
	now, err := time.Parse(time.RFC3339, when)
	if err != nil {
		t.Fatal(err)
	}
	return func() time.Time { return now }
}

func english(t *testing.T, now string) *Printer {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Strict().Printer(English, nil, at(t, now))
}

func TestMessages(t *testing.T) {
	c := testCatalogue(t, map[string]string{"en/a.json": `{
		"hello": "Good morning, {name}.",
		"new": {"one": "{count|Word} thing is new, {count} of {all|word}.", "other": "{count|Word} things are new."},
		"braces": "{not a place}"
	}`})
	p := c.Strict().Printer(English, time.UTC, at(t, "2026-11-23T09:00:00Z"))
	for _, tc := range []struct {
		want, key string
		args      []any
	}{
		{"Good morning, Jo {x}.", "hello", []any{"name", "Jo {x}"}},
		{"12 things are new.", "new", []any{"count", 12}},
		{"{not a place}", "braces", nil},
	} {
		if got := p.T(tc.key, tc.args...); got != tc.want {
			t.Errorf("T(%q) = %q, want %q", tc.key, got, tc.want)
		}
	}
}

func TestNumbersAreSpelledUpToTen(t *testing.T) {
	p := english(t, "2026-11-23T09:00:00Z")
	for n, want := range map[int]string{0: "no", 1: "one", 10: "ten", 11: "11", -1: "-1"} {
		if got := p.Number(n); got != want {
			t.Errorf("Number(%d) = %q, want %q", n, got, want)
		}
	}
	if got := p.show(3, "Word"); got != "Three" {
		t.Errorf("with a capital: %q", got)
	}
}

func TestMissingMessageFallsBack(t *testing.T) {
	c := testCatalogue(t, map[string]string{"en/a.json": `{"a": "English {x}"}`, "cy/a.json": `{}`})
	p := c.Printer("cy", nil, time.Now)
	if got := p.T("a", "x", "words"); got != "English words" {
		t.Errorf("a message without Welsh says %q", got)
	}
	if got := p.T("b"); got != "b" {
		t.Errorf("a message without any words says %q", got)
	}
	if got := p.T("a"); got != "English …" {
		t.Errorf("a missing value says %q", got)
	}
	if got := c.Printer("de", nil, time.Now).Lang(); got != "en" {
		t.Errorf("an unknown language is said in %q", got)
	}
}

func TestStrictPrinterPanics(t *testing.T) {
	c := testCatalogue(t, map[string]string{"en/a.json": `{"a": "{x}"}`, "cy/a.json": `{}`}).Strict()
	for name, do := range map[string]func(){
		"missing key":   func() { c.Printer("en", nil, time.Now).T("b") },
		"missing value": func() { c.Printer("en", nil, time.Now).T("a") },
		"missing Welsh": func() { c.Printer("cy", nil, time.Now).T("a", "x", 1) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			do()
		}()
	}
}

func TestWelshHasSixForms(t *testing.T) {
	c := testCatalogue(t, map[string]string{
		"en/a.json": `{"cats": {"one": "{count} cat", "other": "{count} cats"}}`,
		"cy/a.json": `{"cats": {"zero": "dim cathod", "one": "un gath", "two": "dwy gath", "few": "tair cath", "many": "chwe chath", "other": "{count} o gathod"}}`,
	})
	p := c.Strict().Printer("cy", nil, time.Now)
	for n, want := range map[int]string{0: "dim cathod", 1: "un gath", 2: "dwy gath", 3: "tair cath", 6: "chwe chath", 4: "4 o gathod", 13: "13 o gathod"} {
		if got := p.T("cats", "count", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
	if got := c.Languages(); len(got) != 2 || got[0] != "en" || got[1] != "cy" {
		t.Errorf("languages: %v", got)
	}
}

func TestBadCataloguesAreErrors(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"no English":      {"cy/a.json": `{}`},
		"no language":     {"en/a.json": `{}`, "not a language/a.json": `{}`},
		"twice in a file": {"en/a.json": `{"a": "1", "a": "2"}`},
		"in two files":    {"en/a.json": `{"a": "1"}`, "en/b.json": `{"a": "1"}`},
		"a list":          {"en/a.json": `["a"]`},
		"a number":        {"en/a.json": `{"a": 1}`},
		"no other form":   {"en/a.json": `{"a": {"one": "1"}}`},
		"cut off":         {"en/a.json": `{"a": "1"`},
	} {
		root := fstest.MapFS{}
		for f, text := range files {
			root[f] = &fstest.MapFile{Data: []byte(text)}
		}
		if _, err := load(root); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
