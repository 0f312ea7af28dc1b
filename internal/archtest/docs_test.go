package archtest

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	testName = regexp.MustCompile(`\b(?:Test|Benchmark|Fuzz)[A-Z]\w*`)
	testFunc = regexp.MustCompile(`(?m)^func ((?:Test|Benchmark|Fuzz)[A-Z]\w*)\(`)
	link     = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	place    = regexp.MustCompile("`((?:cmd|docs|internal|scripts|testdata|tests)/[\\w./-]+)`")
	scheme   = regexp.MustCompile(`^[a-z]+:`)
)

// isDoc reports whether a file explains the project: what lies at the top, and everything in docs.
func isDoc(name string) bool {
	return path.Ext(name) == ".md" && (path.Dir(name) == "." || strings.HasPrefix(name, "docs/"))
}

// docProblems finds what a document names and the project does not have: tests by their name, files by a link or, seen
// from the top, between backticks.
func docProblems(name, text string, tests map[string]bool, exists func(file string) bool) []string {
	var problems []string
	for n, line := range strings.Split(text, "\n") {
		for _, test := range testName.FindAllString(line, -1) {
			if !tests[test] {
				problems = append(problems, fmt.Sprintf("%s:%d: there is no %s. Name the test that shows it, or say that none does.", name, n+1, test))
			}
		}
		for _, found := range link.FindAllStringSubmatch(line, -1) {
			target, _, _ := strings.Cut(found[1], "#")
			if target == "" || scheme.MatchString(target) {
				continue
			}
			if file := path.Join(path.Dir(name), target); !exists(file) {
				problems = append(problems, fmt.Sprintf("%s:%d: the link to %s leads nowhere.", name, n+1, file))
			}
		}
		for _, found := range place.FindAllStringSubmatch(line, -1) {
			if file := path.Clean(found[1]); !exists(file) {
				problems = append(problems, fmt.Sprintf("%s:%d: there is no %s.", name, n+1, file))
			}
		}
	}
	return problems
}

// readIfThere gives no text for a file that was taken away before git was told.
func readIfThere(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, name))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return string(text)
}

func TestDocsNameOnlyWhatExists(t *testing.T) {
	files, tests := tracked(t), map[string]bool{}
	for _, name := range files {
		if !strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, found := range testFunc.FindAllStringSubmatch(readIfThere(t, name), -1) {
			tests[found[1]] = true
		}
	}
	exists := func(file string) bool {
		_, err := os.Stat(filepath.Join(top, file))
		return err == nil
	}
	docs := 0
	for _, name := range files {
		if !isDoc(name) {
			continue
		}
		docs++
		for _, problem := range docProblems(name, readIfThere(t, name), tests, exists) {
			t.Error(problem)
		}
	}
	if docs == 0 || !tests["TestDocsNameOnlyWhatExists"] {
		t.Fatalf("%d documents and %d tests found: this looks in the wrong place", docs, len(tests))
	}
}

func TestPlantedFalseNamesAreFound(t *testing.T) {
	tests := map[string]bool{"TestReal": true, "FuzzReal": true}
	exists := func(file string) bool { return file == "docs/there.md" || file == "README.md" }
	text := "`TestReal`, `FuzzReal`, Testing, tests, [a](there.md#part), [b](../README.md), [c](#below), [d](https://example.org/x), ![e](mailto:a@example.org)\n" +
		"`TestGone` and FuzzGone\n[f](gone.md) ![g](README.md)\n`docs/there.md`, `internal/…`, `internal/gone/`"
	wantProblems(t, docProblems("docs/a.md", text, tests, exists),
		"docs/a.md:2: there is no TestGone", "docs/a.md:2: there is no FuzzGone", "docs/a.md:3: the link to docs/gone.md", "docs/a.md:3: the link to docs/README.md",
		"docs/a.md:4: there is no internal/gone")
	for name, want := range map[string]bool{"README.md": true, "docs/decisions/1.md": true, "testdata/corpus/W01.md": false, "docs/a.png": false} {
		if isDoc(name) != want {
			t.Errorf("isDoc(%s) is %v", name, !want)
		}
	}
}
