// Package library holds general information: pages that are true for anybody, open to
// everybody, signed in or not.
//
// It knows Markdown files and languages. It must never know a person, a triangle or a
// choice, and no page may be picked because of a diagnosis: a page chosen for somebody
// would tell the reader something about them. Every page is rendered once, when the
// library is loaded; a loaded Library does not change and may be shared freely.
package library

import (
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"slices"
	"time"
)

// Base is the path under which the pages link to each other; a page's slug follows it.
const Base = "/library/"

// English is the language that every page exists in and that others fall back to.
const English = "en"

// A folder of two letters is a language: adding cy/ with one page begins the Welsh library.
//
//go:embed [a-z][a-z]
var embedded embed.FS

// Page is one page of the library, ready to be shown.
type Page struct {
	Slug     string
	Title    string
	Summary  string // one sentence
	Section  string // key of its Section
	Lang     string // the language it is written in
	Fallback bool   // it was asked for in another language, and the reader should be told
	HTML     template.HTML
	Localise bool      // numbers or rules in it differ from place to place
	Local    bool      // it comes from the service that runs this site, not with the program
	Reviewed time.Time // the day its facts were last compared with the sources
	Sources  []Source

	order int
	words string // the text without marks, folded for search
}

// Source says where a page's facts come from. URL may be empty.
type Source struct{ Name, URL string }

// Section is a shelf of the library with its pages in order.
type Section struct {
	Key   string
	Title string
	Pages []Page
}

// Library is the loaded collection.
type Library struct {
	pages  map[string][]Page // by language, in order, fallbacks included
	titles map[string]map[string]string
	keys   []string // sections in order
}

// Load returns the library that comes with the program. An error means that a page was
// built in wrongly; it names the file and the fault.
func Load() (*Library, error) { return LoadWith(nil) }

// LoadWith adds a service's own pages from local, in the same folders and form: a page of
// the same name replaces the one that comes with the program, others are added. They pass
// the same checks. A nil local adds nothing.
func LoadWith(local fs.FS) (*Library, error) {
	files, err := readAll(embedded)
	if err != nil {
		return nil, err
	}
	if local != nil {
		own, err := readAll(local)
		if err != nil {
			return nil, fmt.Errorf("the service's own pages: %w", err)
		}
		files = files.replacedBy(own)
	}
	return build(files)
}

// Pages returns all pages in order, each in lang where it exists and in English where not.
func (l *Library) Pages(lang string) []Page { return slices.Clone(l.in(lang)) }

// Page returns the page with that slug, in lang or else in English.
func (l *Library) Page(lang, slug string) (Page, bool) {
	pages := l.in(lang)
	i := slices.IndexFunc(pages, func(p Page) bool { return p.Slug == slug })
	if i < 0 {
		return Page{}, false
	}
	return pages[i], true
}

// Sections returns the shelves that have pages, in order, titled in lang or else in English.
func (l *Library) Sections(lang string) []Section {
	var out []Section
	for _, key := range l.keys {
		s := Section{Key: key, Title: l.titles[lang][key]}
		if s.Title == "" {
			s.Title = l.titles[English][key]
		}
		for _, p := range l.in(lang) {
			if p.Section == key {
				s.Pages = append(s.Pages, p)
			}
		}
		if len(s.Pages) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// in lists the pages for a language; one without any page of its own reads English.
func (l *Library) in(lang string) []Page {
	if pages, ok := l.pages[lang]; ok {
		return pages
	}
	return fallBack(nil, l.pages[English])
}
