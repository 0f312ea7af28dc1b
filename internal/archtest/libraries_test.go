package archtest

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// keepers names the only rooms that may import a library, and why. A library that is not named is free to all.
// "cmd" stands for the commands.
var keepers = []struct {
	library string // and every package below it
	rooms   []string
	why     string
}{
	{"database/sql", []string{"store"}, "all SQL lives in the store: give the store a method instead"},
	{"github.com/jackc/pgx", []string{"store"}, "only the store knows its databases"},
	{"modernc.org", []string{"store"}, "only the store knows its databases"},
	{"github.com/pressly/goose", []string{"store"}, "only the store migrates"},
	{"net/http", []string{"web", "api", "fhir", "notify", "oidc", "vault", "app", "cmd"}, "requests and answers belong to the edge"},
	{"html/template", []string{"web", "notify"}, "pages belong to the edge: give it plain values"},
	{"github.com/wneessen/go-mail", []string{"notify"}, "mail belongs to the notifier"},
	{"github.com/go-webauthn/webauthn", []string{"passkey"}, "only one place speaks with authenticators"},
	{"github.com/pquerna/otp", []string{"signin", "web"}, "codes are checked where people sign in, and drawn where they are shown"},
	{"github.com/coreos/go-oidc", []string{"oidc"}, "only one room speaks with other providers"},
	{"golang.org/x/oauth2", []string{"oidc"}, "only one room speaks with other providers"},
	{"github.com/go-jose", []string{"oidc"}, "only one room reads tokens of others"},
	{"testing", nil, "it would put test code into the program: use a package whose name ends in \"test\""},
	{"pgregory.net/rapid", nil, "it would put test code into the program: use a package whose name ends in \"test\""},
}

// strangers names what a whole floor, or one room, may not import, and why.
var strangers = []struct {
	where     func(source) bool
	libraries []string
	why       string
}{
	{onFloor(core), []string{"encoding/json"}, "how a thing is written down is the edge's business"},
	{onFloor(feature), []string{"encoding/json"}, "how a thing is written down is the edge's business"},
	{onFloor(core), []string{"os", "log"}, "the core has no input, output or logging"},
	{onFloor(feature), []string{"os", "log"}, "a feature has no input, output or logging: its Tx and its caller do"},
	{inRoom("sharing"), []string{"context", "io", "math/rand", "crypto/rand"},
		"the decision is one pure function: the same input gives the same answer for ever"},
}

// exceptions lets one package import one library, and says why.
var exceptions = map[[2]string]string{
	{"internal/disclose", "encoding/json"}:         "a body becomes bytes before it is sealed, and nowhere else",
	{"internal/sharing/casefile", "encoding/json"}: "a case file is lines of JSON",
	{"internal/library", "html/template"}:          "its pages are cleaned HTML, and the type says so",
}

func onFloor(floor int) func(source) bool {
	return func(s source) bool { return floorOf(s.path) == floor }
}

func inRoom(room string) func(source) bool {
	return func(s source) bool { return s.room() == room }
}

func libraryProblems(s source) []string {
	if s.forTests() {
		return nil
	}
	room := s.room()
	if floorOf(s.path) == command {
		room = "cmd"
	}
	var problems []string
	for _, imported := range s.imports {
		if exceptions[[2]string{s.path, imported}] != "" {
			continue
		}
		for _, k := range keepers {
			if within(imported, k.library) && !slices.Contains(k.rooms, room) {
				problems = append(problems, fmt.Sprintf("%s imports %s; %s.", s.path, imported, k.why))
			}
		}
		for _, g := range strangers {
			if g.where(s) && slices.ContainsFunc(g.libraries, func(l string) bool { return within(imported, l) }) {
				problems = append(problems, fmt.Sprintf("%s imports %s; %s.", s.path, imported, g.why))
			}
		}
	}
	return problems
}

// within reports whether a path is the library or lies below it.
func within(imported, library string) bool {
	return imported == library || strings.HasPrefix(imported, library+"/")
}

// clockProblems finds a clock read below the adapters. There the time is an argument, so that it can be tested.
func clockProblems(s source) []string {
	if s.forTests() || floorOf(s.path) > feature {
		return nil
	}
	var problems []string
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			for _, name := range []string{"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker"} {
				if mentions(n, f, "time", name) {
					problems = append(problems, fmt.Sprintf(
						"%s reads the clock with time.%s; take a now func() time.Time or a time instead.", s.at(n), name))
				}
			}
			return true
		})
	}
	return problems
}

// mentions reports whether a node is the name of a package, whatever the file calls that package.
func mentions(n ast.Node, f *ast.File, library, name string) bool {
	selector, yes := n.(*ast.SelectorExpr)
	if !yes || selector.Sel.Name != name {
		return false
	}
	x, yes := selector.X.(*ast.Ident)
	return yes && x.Name == localName(f, library)
}

// localName is what a file calls an imported package; empty when it does not import it.
func localName(f *ast.File, library string) string {
	for _, spec := range f.Imports {
		if strings.Trim(spec.Path.Value, `"`) != library {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return library[strings.LastIndex(library, "/")+1:]
	}
	return ""
}

func TestLibrariesStayInTheirRooms(t *testing.T) {
	report(t, libraryProblems, program(t))
}

func TestClockIsAnArgument(t *testing.T) {
	report(t, clockProblems, program(t))
}

func TestPlantedLibraryIsFound(t *testing.T) {
	text := `package p
		import ("database/sql"; "net/http/httptest"; "encoding/json"; "strings")`
	wantProblems(t, libraryProblems(planted(t, "internal/entry", text)),
		"imports database/sql", "imports net/http/httptest", "imports encoding/json")
}

func TestPlantedLibraryIsAllowedWhereItBelongs(t *testing.T) {
	wantProblems(t, libraryProblems(planted(t, "internal/store/engine", `package engine
		import ("database/sql"; "encoding/json")`)))
	wantProblems(t, libraryProblems(planted(t, "cmd/trialogue", `package main
		import "net/http"`)))
	wantProblems(t, libraryProblems(planted(t, "internal/store/storetest", `package storetest
		import "testing"`)))
}

func TestPlantedClockIsFound(t *testing.T) {
	text := `package p
		import clock "time"
		func late() bool { return clock.Now().IsZero() }`
	wantProblems(t, clockProblems(planted(t, "internal/sharing", text)), "internal/sharing/planted.go:3")
	wantProblems(t, clockProblems(planted(t, "internal/web", text)))
}
