package library

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// build turns files into a library: sections first, because pages stand in them; then all
// slugs, because pages link to each other; then the pages.
func build(all files) (*Library, error) {
	l := &Library{pages: map[string][]Page{}, titles: map[string]map[string]string{}}
	if err := l.addSections(all); err != nil {
		return nil, err
	}
	slugs, err := slugsOf(all)
	if err != nil {
		return nil, err
	}
	for _, key := range sortedKeys(all) {
		if key.name == sectionsFile {
			continue
		}
		p, err := l.newPage(key, all[key], slugs)
		if err != nil {
			return nil, fmt.Errorf("%s/%s: %w", key.lang, key.name, err)
		}
		l.pages[key.lang] = append(l.pages[key.lang], p)
	}
	l.arrange()
	return l, nil
}

func (l *Library) addSections(all files) error {
	for _, key := range sortedKeys(all) {
		if key.name != sectionsFile {
			continue
		}
		keys, titles, err := parseSections(all[key].text)
		if err != nil {
			return fmt.Errorf("%s/%s: %w", key.lang, key.name, err)
		}
		l.titles[key.lang] = titles
		if key.lang == English {
			l.keys = keys
		}
	}
	return nil
}

// slugsOf lists the pages that links may lead to: those in English, since every reader has them.
func slugsOf(all files) (map[string]bool, error) {
	slugs := map[string]bool{}
	for key := range all {
		if key.name == sectionsFile {
			continue
		}
		slug, err := slugOf(key.name)
		if err != nil {
			return nil, fmt.Errorf("%s/%s: %w", key.lang, key.name, err)
		}
		if key.lang == English {
			slugs[slug] = true
		}
	}
	return slugs, nil
}

func (l *Library) newPage(key fileKey, file rawFile, slugs map[string]bool) (Page, error) {
	slug, err := slugOf(key.name)
	if err != nil {
		return Page{}, err
	}
	lines, body, err := splitFront(file.text)
	if err != nil {
		return Page{}, err
	}
	f, err := parseFront(lines)
	if err != nil {
		return Page{}, err
	}
	if !slices.Contains(l.keys, f.section) {
		return Page{}, fmt.Errorf("section %q is not in %s/%s", f.section, English, sectionsFile)
	}
	html, err := render(body, slugs)
	if err != nil {
		return Page{}, err
	}
	return Page{
		Slug: slug, Title: f.title, Summary: f.summary, Section: f.section, Lang: key.lang,
		HTML: html, Localise: f.localise, Local: file.local, Reviewed: f.reviewed, Sources: f.sources,
		order: f.order, words: searchText(html),
	}, nil
}

// arrange puts the pages of each language in order and fills the gaps with English.
func (l *Library) arrange() {
	for lang, pages := range l.pages {
		if lang != English {
			l.pages[lang] = fallBack(pages, l.pages[English])
		}
	}
	for _, pages := range l.pages {
		slices.SortStableFunc(pages, func(a, b Page) int {
			return cmp.Or(
				cmp.Compare(slices.Index(l.keys, a.Section), slices.Index(l.keys, b.Section)),
				cmp.Compare(a.order, b.order),
				cmp.Compare(a.Slug, b.Slug),
			)
		})
	}
}

// fallBack returns own with those pages of english, marked as such, that own lacks.
func fallBack(own, english []Page) []Page {
	out := slices.Clone(own)
	for _, p := range english {
		if !slices.ContainsFunc(own, func(o Page) bool { return o.Slug == p.Slug }) {
			p.Fallback = true
			out = append(out, p)
		}
	}
	return out
}

func sortedKeys(all files) []fileKey {
	return slices.SortedFunc(maps.Keys(all), func(a, b fileKey) int {
		return cmp.Or(cmp.Compare(a.lang, b.lang), cmp.Compare(a.name, b.name))
	})
}
