package sharing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"trialogue/internal/sharing"
	"trialogue/internal/sharing/casefile"
)

const corpus = "../../testdata/corpus"

// block is what stands between two fences, and the words after the opening one.
type block struct {
	kind, text string
	line       int
}

func blocks(markdown string) []block {
	var all []block
	var open *block
	for n, line := range strings.Split(markdown, "\n") {
		switch {
		case !strings.HasPrefix(line, "```") && open != nil:
			open.text += line + "\n"
		case strings.HasPrefix(line, "```") && open == nil:
			open = &block{kind: strings.TrimPrefix(line, "```"), line: n + 1}
		case strings.HasPrefix(line, "```"):
			all = append(all, *open)
			open = nil
		}
	}
	return all
}

// expected is the part of an answer that a file names.
type expected struct {
	Outcome, Rule, Ground *string
	Duties, Mask, Change  *[]string
}

func (e expected) compare(t *testing.T, a sharing.Answer, x sharing.Explanation) {
	t.Helper()
	word := func(what string, want *string, got string) {
		if want != nil && *want != got {
			t.Errorf("%s is %q, the story expects %q", what, got, *want)
		}
	}
	set := func(what string, want *[]string, got []string) {
		if want != nil && !slices.Equal(slices.Sorted(slices.Values(*want)), slices.Sorted(slices.Values(got))) {
			t.Errorf("%s are %q, the story expects %q", what, got, *want)
		}
	}
	word("outcome", e.Outcome, string(a.Outcome))
	word("rule", e.Rule, string(a.Rule))
	word("ground", e.Ground, a.Ground)
	set("duties", e.Duties, a.Duties.Words())
	set("mask", e.Mask, a.Mask)
	set("change", e.Change, x.Change)
	if len(x.Because) == 0 {
		t.Error("nothing is said to the recipient")
	}
}

func TestCorpus(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(corpus, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, file := range files {
		name := filepath.Base(file)
		number, _, _ := strings.Cut(strings.TrimSuffix(name, ".md"), "-")
		if name == "README.md" {
			continue
		}
		told[number] = true
		t.Run(number, func(t *testing.T) { runStory(t, file) })
	}
	for _, series := range []struct {
		letter string
		last   int
	}{{"W", 64}, {"D", 57}} {
		for n := 1; n <= series.last; n++ {
			if !told[fmt.Sprintf("%s%d", series.letter, n)] && !told[fmt.Sprintf("%s%02d", series.letter, n)] {
				t.Errorf("story %s%02d is missing", series.letter, n)
			}
		}
	}
}

func runStory(t *testing.T, file string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var waiting *block
	useful := 0
	for _, b := range blocks(string(raw)) {
		switch b.kind {
		case "json case":
			if waiting != nil {
				t.Errorf("line %d: a case without what is expected of it", waiting.line)
			}
			waiting = &b
		case "json expect":
			if waiting == nil {
				t.Fatalf("line %d: an expectation without a case", b.line)
			}
			runCase(t, *waiting, b)
			waiting, useful = nil, useful+1
		case "json malformed":
			if c, err := casefile.Parse([]byte(b.text)); !errors.Is(err, sharing.ErrMalformed) {
				t.Errorf("line %d: %s is taken as sound", b.line, c.Name)
			}
			useful++
		case "text page":
			useful++
		}
	}
	if waiting != nil || useful == 0 {
		t.Errorf("%s holds no whole case and no page", filepath.Base(file))
	}
}

func runCase(t *testing.T, given, expect block) {
	t.Helper()
	c, err := casefile.Parse([]byte(given.text))
	if err != nil {
		t.Errorf("line %d: %v", given.line, err)
		return
	}
	var want expected
	d := json.NewDecoder(strings.NewReader(expect.text))
	d.DisallowUnknownFields()
	if err := d.Decode(&want); err != nil {
		t.Fatalf("line %d: %v", expect.line, err)
	}
	t.Run(c.Name, func(t *testing.T) {
		a := sharing.Decide(c.Now, &c.Triangle, &c.Item, c.Request)
		want.compare(t, a, sharing.Explain(c.Now, &c.Triangle, &c.Item, c.Request, a))
	})
}
