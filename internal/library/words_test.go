package library_test

import (
	"go/parser"
	"go/token"
	"html"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/library"
)

var (
	blockEnd    = regexp.MustCompile(`</(p|li|h2|h3)>`)
	anyTag      = regexp.MustCompile(`<[^>]*>`)
	sentenceEnd = regexp.MustCompile(`[.?:][”)]*(\s|$)|\n+`)
	word        = regexp.MustCompile(`[\pL\pN][\pL\pN’-]*`)
	vowels      = regexp.MustCompile(`[aeiouy]+`)
)

// prose is the page as it is read: one block of text a line, no marks.
func prose(p library.Page) string {
	text := blockEnd.ReplaceAllString(string(p.HTML), "\n")
	return html.UnescapeString(anyTag.ReplaceAllString(text, ""))
}

func sentences(text string) (out [][]string) {
	for _, s := range sentenceEnd.Split(text, -1) {
		if words := word.FindAllString(s, -1); len(words) > 0 {
			out = append(out, words)
		}
	}
	return out
}

func syllables(w string) int {
	w = strings.ToLower(w)
	n := len(vowels.FindAllString(w, -1))
	if strings.HasSuffix(w, "e") && !strings.HasSuffix(w, "le") && n > 1 {
		n--
	}
	return max(n, 1)
}

// Reading age nine to eleven, roughly: the Flesch-Kincaid grade is a rough guide, so the
// line is drawn a little above; no sentence is long.
func TestPagesAreEasyToRead(t *testing.T) {
	for _, p := range load(t).Pages("en") {
		words, sylls, all := 0, 0, sentences(prose(p))
		for _, s := range all {
			if len(s) > 30 {
				t.Errorf("%s: a sentence of %d words: %s", p.Slug, len(s), strings.Join(s, " "))
			}
			words += len(s)
			for _, w := range s {
				sylls += syllables(w)
			}
		}
		perSentence := float64(words) / float64(len(all))
		grade := 0.39*perSentence + 11.8*float64(sylls)/float64(words) - 15.59
		t.Logf("%-30s %4d words, %4.1f a sentence, grade %4.1f", p.Slug, words, perSentence, grade)
		if words < 200 || words > 600 {
			t.Errorf("%s has %d words, want 200 to 600", p.Slug, words)
		}
		if perSentence >= 16 {
			t.Errorf("%s: %.1f words a sentence", p.Slug, perSentence)
		}
		if grade > 6 {
			t.Errorf("%s: grade %.1f", p.Slug, grade)
		}
	}
}

// Words that hurt, blame or belong to somebody else, and the mark that shouts.
func TestWordsToAvoid(t *testing.T) {
	avoid := regexp.MustCompile(`(?i)patient|refus|complian|burden|suffer|caregiver|\bclients?\b|\binsight|\bWRAP\b|!`)
	for _, p := range load(t).Pages("en") {
		text := p.Title + "\n" + p.Summary + "\n" + prose(p)
		for _, s := range p.Sources {
			text += "\n" + s.Name
		}
		if found := avoid.FindAllString(text, -1); len(found) > 0 {
			t.Errorf("%s says %q", p.Slug, found)
		}
		if strings.ContainsAny(text, `"'`) {
			t.Errorf("%s has a straight quotation mark", p.Slug)
		}
	}
}

func TestNumbersAreMarkedAsLocal(t *testing.T) {
	number := regexp.MustCompile(`\b(999|111|112|101|116 ?123|0\d{3,4} ?\d{3,4}( ?\d{3,4})?)\b|tel:`)
	for _, p := range load(t).Pages("en") {
		if found := number.FindString(string(p.HTML) + p.Summary); found != "" && !p.Localise {
			t.Errorf("%s has the number %s and is not marked localise: true", p.Slug, found)
		}
		if p.Localise && !strings.Contains(string(p.HTML), "<blockquote>") {
			t.Errorf("%s is marked localise: true and does not say in a box what to check", p.Slug)
		}
	}
}

func TestEveryTelephoneLinkRingsWhatItShows(t *testing.T) {
	link := regexp.MustCompile(`<a href="tel:([^"]*)"[^>]*>([^<]*)</a>`)
	found := 0
	for _, p := range load(t).Pages("en") {
		for _, m := range link.FindAllStringSubmatch(string(p.HTML), -1) {
			found++
			if shown := strings.ReplaceAll(m[2], " ", ""); shown != m[1] {
				t.Errorf("%s shows %s and rings %s", p.Slug, m[2], m[1])
			}
		}
	}
	if found == 0 {
		t.Error("no page has a telephone link")
	}
}

func TestLinksBetweenPagesResolve(t *testing.T) {
	l := load(t)
	link := regexp.MustCompile(`href="([^"]*)"`)
	linked := map[string]bool{}
	for _, p := range l.Pages("en") {
		for _, m := range link.FindAllStringSubmatch(string(p.HTML), -1) {
			slug, inside := strings.CutPrefix(m[1], library.Base)
			if !inside {
				if !strings.HasPrefix(m[1], "tel:") && !strings.HasPrefix(m[1], "https://") {
					t.Errorf("%s links to %s", p.Slug, m[1])
				}
				continue
			}
			if _, ok := l.Page("en", slug); !ok {
				t.Errorf("%s links to the missing page %s", p.Slug, slug)
			}
			if slug == p.Slug {
				t.Errorf("%s links to itself", p.Slug)
			}
			linked[slug] = true
		}
	}
	if len(linked) < 15 {
		t.Errorf("only %d pages are linked to", len(linked))
	}
}

// A page for one illness would tell something about its reader.
func TestNoPageStandsForADiagnosis(t *testing.T) {
	diagnosis := regexp.MustCompile(`(?i)schizo|bipolar|psychosis|depress|mania|personality|anxiety|autis|dementia|ptsd|ocd|anorex|bulimi`)
	for _, p := range load(t).Pages("en") {
		if found := diagnosis.FindString(p.Slug + " " + p.Title + " " + p.Summary); found != "" {
			t.Errorf("%s is about %s", p.Slug, found)
		}
	}
}

// The package cannot pick pages for a person, because it cannot know one.
func TestThePackageKnowsNoPerson(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imp := range f.Imports {
			path := strings.Trim(imp.Path.Value, `"`)
			if strings.HasPrefix(path, "trialogue/") && path != "trialogue/internal/fold" {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}
