package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
	"testing"
)

// Sizes at which a thing is still read in one go. Tables are read otherwise, so their lines do not count.
const (
	longestFile, usualFile         = 600, 400
	longestFunction, usualFunction = 60, 40
	mostMethods                    = 8
)

// length is one measured thing and where it stands.
type length struct {
	at    string
	lines int
}

func fileLengths(s source) []length {
	var all []length
	for _, f := range s.files {
		if !ast.IsGenerated(f) {
			all = append(all, length{s.at(f), s.fset.File(f.Pos()).LineCount()})
		}
	}
	return all
}

func functionLengths(s source) []length {
	var all []length
	for _, f := range s.files {
		if ast.IsGenerated(f) {
			continue
		}
		for _, d := range f.Decls {
			if fn, yes := d.(*ast.FuncDecl); yes {
				all = append(all, length{s.at(fn) + " " + fn.Name.Name, lines(s.fset, fn) - tableLines(s.fset, fn)})
			}
		}
	}
	return all
}

// lines counts the line ends inside a node, and one more for a whole function.
func lines(fset *token.FileSet, n ast.Node) int {
	return fset.Position(n.End()).Line - fset.Position(n.Pos()).Line + 1
}

// tableLines counts what the outermost tables inside a node take up beyond one line each.
func tableLines(fset *token.FileSet, in ast.Node) int {
	total := 0
	ast.Inspect(in, func(n ast.Node) bool {
		table, yes := n.(*ast.CompositeLit)
		if yes && !holdsFunction(table) {
			total += lines(fset, table) - 1
			return false
		}
		return true
	})
	return total
}

// holdsFunction keeps a function from hiding its length in a table.
func holdsFunction(in ast.Node) bool {
	found := false
	ast.Inspect(in, func(n ast.Node) bool {
		_, yes := n.(*ast.FuncLit)
		found = found || yes
		return !found
	})
	return found
}

// tooLong names everything over the limit, and says when more than one in ten is over what is usual.
func tooLong(all []length, limit, usual int, advice string) []string {
	var problems, large []string
	for _, l := range all {
		if l.lines > limit {
			problems = append(problems, fmt.Sprintf("%s has %d lines, over %d. %s", l.at, l.lines, limit, advice))
		}
		if l.lines > usual {
			large = append(large, fmt.Sprintf("%s (%d)", l.at, l.lines))
		}
	}
	if len(large)*10 > len(all) {
		problems = append(problems, fmt.Sprintf("%d of %d are over %d lines, more than one in ten: %s. %s",
			len(large), len(all), usual, strings.Join(large, ", "), advice))
	}
	return problems
}

// interfaceProblems counts what an interface names itself: one that is put together from small ones stays small.
func interfaceProblems(s source) []string {
	var problems []string
	for _, f := range s.files {
		ast.Inspect(f, func(n ast.Node) bool {
			i, yes := n.(*ast.InterfaceType)
			if yes && i.Methods.NumFields() > mostMethods {
				problems = append(problems, fmt.Sprintf("%s: an interface has %d methods, over %d. Ask only for what this "+
					"package calls, and split it by who calls: it may be put together from small ones.",
					s.at(i), i.Methods.NumFields(), mostMethods))
			}
			return true
		})
	}
	return problems
}

// flagProblems finds functions that are told two things by bare true and false.
func flagProblems(s source) []string {
	var problems []string
	for _, f := range s.files {
		for _, d := range f.Decls {
			fn, yes := d.(*ast.FuncDecl)
			if !yes {
				continue
			}
			flags := 0
			for _, p := range fn.Type.Params.List {
				if t, yes := p.Type.(*ast.Ident); yes && t.Name == "bool" {
					flags += max(1, len(p.Names))
				}
			}
			if flags > 1 {
				problems = append(problems, fmt.Sprintf("%s: %s takes %d booleans by position. "+
					"Give it a struct, a named type, or make two functions.", s.at(fn), fn.Name.Name, flags))
			}
		}
	}
	return problems
}

func TestFilesAndFunctionsAreShort(t *testing.T) {
	var files, functions []length
	for _, s := range program(t) {
		files = append(files, fileLengths(s)...)
		functions = append(functions, functionLengths(s)...)
	}
	for _, problem := range tooLong(files, longestFile, usualFile, "Split it: one action, one file.") {
		t.Error(problem)
	}
	for _, problem := range tooLong(functions, longestFunction, usualFunction, "Name its parts as functions.") {
		t.Error(problem)
	}
}

func TestInterfacesAreSmall(t *testing.T) {
	report(t, interfaceProblems, program(t))
}

func TestNoPositionalBooleans(t *testing.T) {
	report(t, flagProblems, program(t))
}

func TestPlantedLengthsAreFound(t *testing.T) {
	long := planted(t, "internal/p", "package p\nfunc long() {"+strings.Repeat("\n_ = 1", 70)+"\n}\n")
	table := planted(t, "internal/p", "package p\nfunc table() []int {\nreturn []int{"+strings.Repeat("\n1,", 70)+"\n}\n}\n")
	hidden := planted(t, "internal/p", "package p\nfunc hidden() {\n_ = []func(){func() {"+strings.Repeat("\n_ = 1", 70)+"\n}}\n}\n")
	wantProblems(t, tooLong(functionLengths(long), 60, 80, ""), "long has 72 lines")
	wantProblems(t, tooLong(functionLengths(table), 60, 40, ""))
	wantProblems(t, tooLong(functionLengths(hidden), 60, 80, ""), "hidden has")
	wantProblems(t, tooLong(fileLengths(long), 60, 80, ""), "planted.go:1 has")
	wantProblems(t, tooLong(fileLengths(long), 600, 60, ""), "more than one in ten")
}

func TestPlantedInterfaceIsFound(t *testing.T) {
	s := planted(t, "internal/p", `package p
		type small interface { a(); b(); c(); d(); e() }
		type both interface { small; f(); g(); h(); i() }
		func ask(large interface { a(); b(); c(); d(); e(); f(); g(); h(); i() }) {}`)
	wantProblems(t, interfaceProblems(s), "planted.go:4: an interface has 9 methods")
}

func TestPlantedBooleansAreFound(t *testing.T) {
	s := planted(t, "internal/p", `package p
		func one(a bool, n int) {}
		func two(a, b bool) {}`)
	wantProblems(t, flagProblems(s), "two takes 2 booleans")
}
