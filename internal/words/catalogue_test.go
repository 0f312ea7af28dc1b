package words

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// never are words that no page says. See the glossary.
var never = regexp.MustCompile(`(?i)!|\bpatients?\b|\brefus|\b(non-)?complian|\bburden|\bsuffer|\bclients?\b|\bcaregivers?\b|\binsight\b|\bnext of kin\b|\bcases?\b`)

// sentence ends where a reader can breathe.
var sentence = regexp.MustCompile(`[.?:]\s+|[.?:]$`)

const longest = 30 // words in a sentence

// every visits each sentence of each language.
func every(t *testing.T, do func(lang, key, form, text string)) {
	t.Helper()
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for lang, d := range c.langs {
		for key, m := range d.messages {
			do(lang, key, "", m.plain)
			for form, text := range m.forms {
				do(lang, key, form, text)
			}
		}
	}
}

func TestNoWordThatIsNeverSaid(t *testing.T) {
	every(t, func(lang, key, form, text string) {
		if found := never.FindString(text); found != "" && lang == English {
			t.Errorf("%s %s %s says %q: %s", lang, key, form, found, text)
		}
	})
}

func TestSentencesAreShort(t *testing.T) {
	every(t, func(lang, key, form, text string) {
		for _, s := range sentence.Split(text, -1) {
			if n := len(strings.Fields(s)); n > longest {
				t.Errorf("%s %s %s: %d words in one sentence: %s", lang, key, form, n, s)
			}
		}
	})
}

func TestTypeIsSetWell(t *testing.T) {
	every(t, func(lang, key, form, text string) {
		if strings.ContainsAny(text, `'"`) {
			t.Errorf("%s %s %s: straight quotation marks: %s", lang, key, form, text)
		}
		if text != strings.TrimSpace(text) || strings.Contains(text, "  ") {
			t.Errorf("%s %s %s: idle space: %q", lang, key, form, text)
		}
	})
}

// Every language says everything that English says, with the same values and all its forms.
func TestLanguagesAreComplete(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for lang, d := range c.langs {
		for key, m := range c.langs[English].messages {
			own, ok := d.messages[key]
			if !ok {
				t.Errorf("%s does not say %q", lang, key)
				continue
			}
			if (own.forms == nil) != (m.forms == nil) {
				t.Errorf("%s %s: plural in one language and not in the other", lang, key)
			}
			for _, form := range formsOf(d) {
				if own.forms != nil && own.forms[form] == "" {
					t.Errorf("%s %s: the form %q is missing", lang, key, form)
				}
			}
			if got, want := places(own), places(m); !slices.Equal(got, want) {
				t.Errorf("%s %s: values %v, in English %v", lang, key, got, want)
			}
		}
		for key := range d.messages {
			if _, ok := c.langs[English].messages[key]; !ok {
				t.Errorf("%s says %q, which English does not", lang, key)
			}
		}
	}
}

// formsOf lists the plural forms of a language by trying numbers.
func formsOf(d *dictionary) []string {
	var out []string
	for n := range 200 {
		if f := pluralForm(d.tag, n); !slices.Contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

// places lists the values that a message needs, sorted.
func places(m message) []string {
	var out []string
	for _, text := range append([]string{m.plain}, values(m.forms)...) {
		for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(out, found[1]) {
				out = append(out, found[1])
			}
		}
	}
	if m.forms != nil && !slices.Contains(out, "count") {
		out = append(out, "count")
	}
	slices.Sort(out)
	return out
}

func values(m map[string]string) []string {
	var out []string
	for _, v := range m {
		out = append(out, v)
	}
	return out
}
