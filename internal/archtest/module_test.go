package archtest

import (
	"errors"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// module is the name in go.mod, before every import path of ours.
const module = "trialogue"

// top is the folder of go.mod, seen from this test.
const top = "../.."

// source is one package as written.
type source struct {
	path    string // below the module: "internal/store/engine"
	imports []string
	fset    *token.FileSet
	files   []*ast.File // without tests
	tests   []*ast.File // tests inside the package
}

// room is the package under internal that a package is part of: "store" for internal/store/engine. Empty elsewhere.
func (s source) room() string { return roomOf(s.path) }

// forTests reports whether only tests use this package, as its name says: pgtest, storetest.
func (s source) forTests() bool { return forTests(s.path) }

// at is the place of a node, for a message.
func (s source) at(n ast.Node) string {
	p := s.fset.Position(n.Pos())
	return path.Join(s.path, filepath.Base(p.Filename)) + ":" + strconv.Itoa(p.Line)
}

func forTests(p string) bool { return strings.HasSuffix(path.Base(p), "test") }

func roomOf(p string) string {
	rest, inside := strings.CutPrefix(p, "internal/")
	if !inside {
		return ""
	}
	room, _, _ := strings.Cut(rest, "/")
	return room
}

// ours gives the path below the module of an import of ours.
func ours(imported string) (string, bool) {
	if imported == module {
		return "", true
	}
	return strings.CutPrefix(imported, module+"/")
}

// program reads every package of the module. Folders with a go.mod of their own are other modules.
func program(t *testing.T) []source {
	t.Helper()
	var all []source
	err := filepath.WalkDir(top, func(dir string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if !entry.IsDir() {
			return nil
		}
		if dir != top && foreign(dir, entry.Name()) {
			return filepath.SkipDir
		}
		s, err := read(dir)
		if none := new(build.NoGoError); errors.As(err, &none) {
			return nil
		}
		all = append(all, s)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 2 {
		t.Fatalf("only %d packages found under %s", len(all), top)
	}
	return all
}

func foreign(dir, name string) bool {
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata" || name == "node_modules" {
		return true
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

func read(dir string) (source, error) {
	p, err := build.ImportDir(dir, 0)
	if err != nil {
		return source{}, err
	}
	below, err := filepath.Rel(top, dir)
	if err != nil {
		return source{}, err
	}
	s := source{path: filepath.ToSlash(below), imports: p.Imports, fset: token.NewFileSet()}
	if s.files, err = s.parse(dir, p.GoFiles); err != nil {
		return source{}, err
	}
	s.tests, err = s.parse(dir, p.TestGoFiles)
	return s, err
}

func (s source) parse(dir string, names []string) ([]*ast.File, error) {
	var files []*ast.File
	for _, name := range names {
		f, err := parser.ParseFile(s.fset, filepath.Join(dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// planted makes a package out of text, to show that a rule finds a breach in it.
func planted(t *testing.T, at, text string) source {
	t.Helper()
	s := source{path: at, fset: token.NewFileSet()}
	f, err := parser.ParseFile(s.fset, "planted.go", text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	s.files = []*ast.File{f}
	for _, spec := range f.Imports {
		s.imports = append(s.imports, strings.Trim(spec.Path.Value, `"`))
	}
	return s
}

// report fails once for each problem of each package.
func report(t *testing.T, rule func(source) []string, in []source) {
	t.Helper()
	for _, s := range in {
		for _, problem := range rule(s) {
			t.Error(problem)
		}
	}
}

// wantProblems checks a rule on planted text: the only problems hold the wanted words, in order.
func wantProblems(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%d problems %q, want %d holding %q", len(got), got, len(want), want)
	}
	for i := range want {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("problem %d is %q, want one holding %q", i, got[i], want[i])
		}
	}
}

// tracked names the files that belong to the project: those in git, and new ones that git would take.
func tracked(t *testing.T) []string {
	t.Helper()
	// A checkout may belong to another user than the one who tests it.
	cmd := exec.Command("git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = top
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("git ls-files: %v (these tests run in a checkout)", err)
	}
	return strings.Split(strings.TrimRight(string(out), "\x00"), "\x00")
}
