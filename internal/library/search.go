package library

import (
	"cmp"
	"html"
	"html/template"
	"slices"
	"strings"

	"trialogue/internal/fold"

	"github.com/microcosm-cc/bluemonday"
)

// maxWords is how many words of a question are looked at.
const maxWords = 12

// Search returns the pages in which every word of query begins or is part of a word,
// whatever its case and accents: those with the words in their title first, then in their
// summary, then the rest, each group in the library's order. A blank query finds nothing.
func (l *Library) Search(lang, query string) []Page {
	words := strings.Fields(fold.Text(query))
	if len(words) == 0 {
		return nil
	}
	words = words[:min(len(words), maxWords)]

	type hit struct {
		page  Page
		score int
	}
	var hits []hit
	for _, p := range l.in(lang) {
		if score, ok := p.match(words); ok {
			hits = append(hits, hit{p, score})
		}
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.score, a.score) })
	out := make([]Page, len(hits))
	for i, h := range hits {
		out[i] = h.page
	}
	return out
}

// match scores a page: a word in the title weighs more than any number in the summary.
func (p Page) match(words []string) (score int, ok bool) {
	title, summary := fold.Text(p.Title), fold.Text(p.Summary)
	for _, w := range words {
		switch {
		case strings.Contains(title, w):
			score += maxWords + 1
		case strings.Contains(summary, w):
			score++
		case !strings.Contains(p.words, w):
			return 0, false
		}
	}
	return score, true
}

func searchText(page template.HTML) string {
	return fold.Text(html.UnescapeString(bluemonday.StrictPolicy().Sanitize(string(page))))
}
