package archtest

import (
	"bytes"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// forbidden words may stand in no file of the project. They are put together here so that this file has none.
var forbidden = []struct {
	pattern *regexp.Regexp
	except  *regexp.Regexp // what looks like it and is meant
	files   string         // only in names that match; empty for all
	advice  string
}{
	{regexp.MustCompile(`/(` + `work|farm|root)/`), regexp.MustCompile(`root/\.cache`), "",
		"names a place on one machine; say it relative to the checkout"},
	{regexp.MustCompile(`registry\.` + `npmjs|proxy\.` + `golang|deb\.` + `debian`), nil, "",
		"names a package registry; its client knows where to ask"},
	{regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b`), nil, "",
		"promises later work; do it now, or write it into the project's issues"},
	{regexp.MustCompile(`not ` + `implemented`), nil, "*.go",
		"promises later work; leave out what is not there"},
	{regexp.MustCompile(`\b(t|tb|b|f)\.Skip` + `(f|Now)?\(`), nil, "*_test.go",
		"skips a test; what was not run has not passed"},
}

// exempt files are written by tools.
var exempt = []string{"*.sum", "package-lock.json"}

func wordProblems(name string, text []byte) []string {
	for _, pattern := range exempt {
		if matches(pattern, name) {
			return nil
		}
	}
	if bytes.IndexByte(text, 0) >= 0 { // a picture or a font
		return nil
	}
	var problems []string
	for n, line := range strings.Split(string(text), "\n") {
		for _, w := range forbidden {
			if w.files != "" && !matches(w.files, name) {
				continue
			}
			found := w.pattern.FindString(line)
			if found == "" || (w.except != nil && w.except.MatchString(line)) {
				continue
			}
			problems = append(problems, fmt.Sprintf("%s:%d: %q %s.", name, n+1, found, w.advice))
		}
	}
	return problems
}

func matches(pattern, name string) bool {
	yes, err := path.Match(pattern, path.Base(name))
	return err == nil && yes
}

func TestNoForbiddenWords(t *testing.T) {
	for _, name := range tracked(t) {
		text, err := os.ReadFile(filepath.Join(top, name))
		if os.IsNotExist(err) { // taken away, and git has not been told yet
			continue
		}
		if err != nil {
			t.Error(err)
			continue
		}
		for _, problem := range wordProblems(name, text) {
			t.Error(problem)
		}
	}
}

func TestPlantedWordsAreFound(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"docs/a.md", "see /wo" + "rk/notes", "docs/a.md:1"},
		{"a.go", "one\n// TO" + "DO later", "a.go:2"},
		{"Makefile", "get https://proxy.gol" + "ang.org", "names a package registry"},
		{"a_test.go", "t.Sk" + "ip()", "skips a test"},
		{"a_test.go", "tb.Sk" + "ipf(\"\")", "skips a test"},
		{"a.go", "errors.New(\"not impl" + "emented\")", "promises later work"},
	}
	for _, c := range cases {
		wantProblems(t, wordProblems(c.name, []byte(c.text)), c.want)
	}
	for name, text := range map[string]string{
		"a.md":              "the network/root and what we work/on, a to-do list, mktemp /tmp/a-XXXX" + "XX",
		"go.sum":            "/ro" + "ot/",
		"font.woff2":        "\x00/ro" + "ot/",
		"a.go":              "jump.Sk" + "ip(1)",
		"package-lock.json": "/ro" + "ot/",
	} {
		wantProblems(t, wordProblems(name, []byte(text)))
	}
}
