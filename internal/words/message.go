package words

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// message is one sentence, or one for each plural form.
type message struct {
	plain string
	forms map[string]string
}

// add reads one file of the catalogue into the dictionary. A key that is there twice is an error:
// two features would overwrite each other.
func (d *dictionary) add(root fs.FS, name string) error {
	raw, err := fs.ReadFile(root, name)
	if err != nil {
		return fmt.Errorf("words: %w", err)
	}
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return fmt.Errorf("words: %s is not one JSON object", name)
	}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return fmt.Errorf("words: %s: %w", name, err)
		}
		key, _ := t.(string)
		var m message
		if err := dec.Decode(&m); err != nil {
			return fmt.Errorf("words: %s: %s: %w", name, key, err)
		}
		if _, twice := d.messages[key]; twice {
			return fmt.Errorf("words: %s: the key %q is there twice", name, key)
		}
		d.messages[key] = m
	}
	if _, err := dec.Token(); err != nil {
		return fmt.Errorf("words: %s: %w", name, err)
	}
	return nil
}

// UnmarshalJSON reads a string, or an object of plural forms.
func (m *message) UnmarshalJSON(raw []byte) error {
	if raw[0] == '"' {
		return json.Unmarshal(raw, &m.plain)
	}
	if err := json.Unmarshal(raw, &m.forms); err != nil {
		return err
	}
	if _, ok := m.forms["other"]; !ok {
		return fmt.Errorf("plural forms need %q", "other")
	}
	return nil
}

// form picks the sentence for a count.
func (m message) form(tag language.Tag, count int) string {
	if m.forms == nil {
		return m.plain
	}
	if s, ok := m.forms[pluralForm(tag, count)]; ok {
		return s
	}
	return m.forms["other"]
}

// pluralForm names the form that a whole number takes in a language.
func pluralForm(tag language.Tag, n int) string {
	switch plural.Cardinal.MatchPlural(tag, max(n, -n), 0, 0, 0, 0) {
	case plural.Zero:
		return "zero"
	case plural.One:
		return "one"
	case plural.Two:
		return "two"
	case plural.Few:
		return "few"
	case plural.Many:
		return "many"
	default:
		return "other"
	}
}

var placeholder = regexp.MustCompile(`\{([a-zA-Z]+)(\|[a-zA-Z]+)?\}`)

// Fill puts values into a pattern. Each placeholder is given to value by its name and its style,
// which is empty, "word" or "Word".
func Fill(pattern string, value func(name, style string) string) string {
	return placeholder.ReplaceAllStringFunc(pattern, func(found string) string {
		name, style, _ := strings.Cut(found[1:len(found)-1], "|")
		return value(name, style)
	})
}
