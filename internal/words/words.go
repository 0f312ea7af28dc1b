// Package words knows every fixed sentence that a page, a message or a letter can say, in each
// language, and how dates, times and counts are said. It must never know who reads, what was
// written by a person, or how a page looks.
//
// A catalogue is a folder of JSON files, one for each feature, with flat keys:
//
//	"home.hello":  "Good morning, {name}."
//	"home.new":    {"one": "{count|Word} thing is new.", "other": "{count|Word} things are new."}
//
// An object holds plural forms, chosen by the value called count. {count|word} spells a small
// number and {count|Word} starts a sentence with it.
package words

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"golang.org/x/text/language"
)

//go:embed en
var files embed.FS

// English is the language that every other one falls back to.
const English = "en"

// K marks a string as a catalogue key where it is kept for later use. The tests of this package
// find it, so that a key can neither be missing nor be left over.
func K(key string) string { return key }

// Catalogue holds every message of every language. It does not change after Load.
type Catalogue struct {
	langs  map[string]*dictionary
	strict bool
}

// dictionary is one language.
type dictionary struct {
	tag      language.Tag
	messages map[string]message
}

// Load reads the catalogues that are built into the program.
func Load() (*Catalogue, error) { return load(files) }

// load reads one folder for each language from root.
func load(root fs.FS) (*Catalogue, error) {
	folders, err := fs.ReadDir(root, ".")
	if err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	c := &Catalogue{langs: map[string]*dictionary{}}
	for _, f := range folders {
		if !f.IsDir() {
			continue
		}
		d, err := loadLanguage(root, f.Name())
		if err != nil {
			return nil, err
		}
		c.langs[f.Name()] = d
	}
	if c.langs[English] == nil {
		return nil, fmt.Errorf("words: there is no catalogue called %q", English)
	}
	return c, nil
}

func loadLanguage(root fs.FS, lang string) (*dictionary, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("words: folder %q is not a language: %w", lang, err)
	}
	names, err := fs.Glob(root, path.Join(lang, "*.json"))
	if err != nil {
		return nil, fmt.Errorf("words: %w", err)
	}
	d := &dictionary{tag: tag, messages: map[string]message{}}
	for _, name := range names {
		if err := d.add(root, name); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// Strict returns a catalogue whose printers panic on a missing key or value. Tests use it.
func (c *Catalogue) Strict() *Catalogue {
	return &Catalogue{langs: c.langs, strict: true}
}

// Languages lists the languages that there are, English first.
func (c *Catalogue) Languages() []string {
	out := []string{English}
	for lang := range c.langs {
		if lang != English {
			out = append(out, lang)
		}
	}
	slices.Sort(out[1:])
	return out
}
