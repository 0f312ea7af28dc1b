package ui_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/web/ui/samples"
)

// templateMethods finds every type of the package that is a page, and the template it names.
func templateMethods(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]string{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == "Template" && f.Recv != nil {
				ret := f.Body.List[0].(*ast.ReturnStmt).Results[0].(*ast.BasicLit)
				pages[strings.Trim(ret.Value, `"`)] = name
			}
		}
	}
	return pages
}

func TestEveryPageHasASampleAndATemplate(t *testing.T) {
	sampled := map[string]bool{}
	names := map[string]bool{}
	for _, s := range samples.All(printer(t)) {
		sampled[s.Page.Template()] = true
		if names[s.Name] {
			t.Errorf("two samples are called %q", s.Name)
		}
		names[s.Name] = true
	}
	pages := templateMethods(t)
	for name, file := range pages {
		if !sampled[name] {
			t.Errorf("%s: the page %q has no sample", file, name)
		}
		if _, err := os.Stat(filepath.Join("templates", "pages", name+".html")); err != nil {
			t.Errorf("%s: the page %q has no template", file, name)
		}
	}
	files, _ := filepath.Glob("templates/pages/*.html")
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), ".html"); pages[name] == "" {
			t.Errorf("%s belongs to no page", f)
		}
	}
	if len(pages) < 20 {
		t.Errorf("found only %d pages", len(pages))
	}
}

var (
	action   = regexp.MustCompile(`(?s)\{\{.*?\}\}`)
	tagOrRef = regexp.MustCompile(`(?s)<[^>]*>|&[a-z]+;|[a-z-]+="[^"]*"`)
	letters  = regexp.MustCompile(`\p{L}{2,}`)
)

// Words belong in the catalogue, or they cannot be said in Welsh.
func TestTemplatesHoldNoWordsOfTheirOwn(t *testing.T) {
	files, _ := filepath.Glob("templates/*/*.html")
	for _, f := range append(files, "templates/layout.html") {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(f, "components.html") { // seen by makers of pages alone
			continue
		}
		shown := tagOrRef.ReplaceAllString(action.ReplaceAllString(string(raw), ""), " ")
		for _, word := range letters.FindAllString(shown, -1) {
			if word != "Trialogue" {
				t.Errorf("%s says %q by itself", f, word)
			}
		}
	}
}

var (
	classAttr = regexp.MustCompile(`class="([^"]*)"`)
	cssClass  = regexp.MustCompile(`\.([a-zA-Z][a-zA-Z0-9_-]*)`)
)

// A class without a style is a typing mistake, and a style without a class is dead weight.
func TestClassesAndStylesBelongTogether(t *testing.T) {
	used := map[string]string{}
	r := renderer(t)
	for _, s := range samples.All(printer(t)) {
		body, err := r.Render(s.Page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range classAttr.FindAllSubmatch(body, -1) {
			for _, c := range strings.Fields(string(m[1])) {
				used[c] = s.Name
			}
		}
	}
	styled := styledClasses(t)
	for c, where := range used {
		if !styled[c] {
			t.Errorf("%s: no style knows the class %q", where, c)
		}
	}
	for c := range styled {
		if used[c] == "" {
			t.Errorf("no sample uses the class %q", c)
		}
	}
}

func styledClasses(t *testing.T) map[string]bool {
	t.Helper()
	files, _ := filepath.Glob("assets/css/*.css")
	comment, inner := regexp.MustCompile(`(?s)/\*.*?\*/`), regexp.MustCompile(`\{[^{}]*\}`)
	out := map[string]bool{}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		selectors := inner.ReplaceAllString(comment.ReplaceAllString(string(raw), ""), " ")
		for _, m := range cssClass.FindAllStringSubmatch(selectors, -1) {
			out[m[1]] = true
		}
	}
	return out
}
