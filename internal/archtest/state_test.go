package archtest

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// A package-level variable may be a table that Go cannot write as a constant: given its value where it is declared,
// and never changed. Anything else is state, and state belongs to a value that somebody makes and passes on.

// makers may give a package-level variable its value, and why that is no state.
var makers = map[string]string{
	"errors.New":            "an error to compare with",
	"fmt.Errorf":            "an error to compare with",
	"regexp.MustCompile":    "a pattern, safe for all",
	"strings.NewReplacer":   "a table, safe for all",
	"sync.OnceFunc":         "a constant, worked out at the first use",
	"sync.OnceValue":        "a constant, worked out at the first use",
	"sync.OnceValues":       "a constant, worked out at the first use",
	"time.Date":             "a fixed moment",
	"template.Must":         "templates parsed once, copied before use",
	"language.MustParse":    "a language's name",
	"language.NewMatcher":   "a table, safe for all",
	"reflect.TypeFor":       "a type",
	"netip.MustParsePrefix": "a fixed range",
	"netip.MustParseAddr":   "a fixed address",
	"uuid.MustParse":        "a fixed name",
}

func stateProblems(s source) []string {
	var problems []string
	declared := map[types.Object]bool{}
	info := resolve(s)
	for _, f := range s.files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Name.Name == "init" {
					problems = append(problems, s.at(d)+": init runs unseen. Do this in a function that the caller calls.")
				}
			case *ast.GenDecl:
				if d.Tok == token.VAR {
					problems = append(problems, variableProblems(s, d, info, declared)...)
				}
			}
		}
	}
	for _, f := range append(s.files[:len(s.files):len(s.files)], s.tests...) {
		problems = append(problems, changes(s, f, info, declared)...)
	}
	return problems
}

// resolve finds out which name means which variable. What is imported stays unknown, which is enough.
func resolve(s source) *types.Info {
	info := &types.Info{Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: nothing{}, Error: func(error) {}}
	_, _ = conf.Check(s.path, s.fset, append(s.files[:len(s.files):len(s.files)], s.tests...), info)
	return info
}

type nothing struct{}

func (nothing) Import(string) (*types.Package, error) { return nil, errors.New("not needed") }

var _ types.Importer = nothing{}

func variableProblems(s source, d *ast.GenDecl, info *types.Info, declared map[types.Object]bool) []string {
	var problems []string
	for _, spec := range d.Specs {
		v := spec.(*ast.ValueSpec)
		for i, name := range v.Names {
			if name.Name == "_" {
				continue
			}
			declared[info.Defs[name]] = true
			why := ""
			switch {
			case embedded(d, v):
			case len(v.Values) == 0:
				why = "has no value of its own, so something must change it"
			case len(v.Values) == len(v.Names):
				why = madeProblem(v.Values[i], info)
			default:
				why = madeProblem(v.Values[0], info)
			}
			if why != "" {
				problems = append(problems, fmt.Sprintf("%s: package variable %s %s. "+
					"Put it into a struct that its user makes, or, if it is a constant in spirit, name its maker in state_test.go.",
					s.at(name), name.Name, why))
			}
		}
	}
	return problems
}

// embedded reports whether the compiler fills the variable from files.
func embedded(d *ast.GenDecl, v *ast.ValueSpec) bool {
	for _, doc := range []*ast.CommentGroup{d.Doc, v.Doc} {
		if doc == nil {
			continue
		}
		for _, c := range doc.List {
			if strings.HasPrefix(c.Text, "//go:embed ") {
				return true
			}
		}
	}
	return false
}

// madeProblem says why a value is state; empty when it is a table.
func madeProblem(value ast.Expr, info *types.Info) string {
	switch v := value.(type) {
	case *ast.CompositeLit:
		if sel, yes := v.Type.(*ast.SelectorExpr); yes && (isName(sel.X, "sync") || isName(sel.X, "atomic")) {
			return "is a lock or a counter"
		}
	case *ast.UnaryExpr:
		return madeProblem(v.X, info)
	case *ast.CallExpr:
		return callProblem(v.Fun, info)
	}
	return ""
}

func callProblem(made ast.Expr, info *types.Info) string {
	switch f := made.(type) {
	case *ast.IndexExpr: // a type argument
		return callProblem(f.X, info)
	case *ast.SelectorExpr:
		x, yes := f.X.(*ast.Ident)
		if !yes { // a method of something made on the spot
			return ""
		}
		if name := x.Name + "." + f.Sel.Name; makers[name] == "" && x.Name != "errs" {
			return "is made by " + name
		}
	case *ast.Ident:
		if _, builtin := types.Universe.Lookup(f.Name).(*types.Builtin); builtin && (f.Name == "make" || f.Name == "new") {
			return "is made empty, so something must change it"
		}
	}
	return ""
}

func isName(x ast.Expr, name string) bool {
	id, yes := x.(*ast.Ident)
	return yes && id.Name == name
}

// changes finds every place that writes to a package-level variable: of this package, or of another of ours.
func changes(s source, f *ast.File, info *types.Info, declared map[types.Object]bool) []string {
	var problems []string
	written := func(targets ...ast.Expr) {
		for _, target := range targets {
			if name := changed(target, f, info, declared); name != "" {
				problems = append(problems, fmt.Sprintf("%s changes the package variable %s. "+
					"Package variables are tables and never change: pass the value instead.", s.at(target), name))
			}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				written(n.Lhs...)
			}
		case *ast.IncDecStmt:
			written(n.X)
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				written(n.Key)
			}
		case *ast.CallExpr:
			if (isName(n.Fun, "delete") || isName(n.Fun, "clear")) && len(n.Args) > 0 {
				written(n.Args[0])
			}
		}
		return true
	})
	return problems
}

// changed names the package-level variable that a written expression belongs to; empty when there is none.
func changed(target ast.Expr, f *ast.File, info *types.Info, declared map[types.Object]bool) string {
	for {
		switch x := target.(type) {
		case *ast.IndexExpr:
			target = x.X
		case *ast.StarExpr:
			target = x.X
		case *ast.ParenExpr:
			target = x.X
		case *ast.SelectorExpr:
			if id, yes := x.X.(*ast.Ident); yes {
				if imported, yes := info.Uses[id].(*types.PkgName); yes && strings.HasPrefix(imported.Imported().Path(), module+"/") {
					return id.Name + "." + x.Sel.Name
				}
			}
			target = x.X
		case *ast.Ident:
			if o := info.Uses[x]; o != nil && declared[o] {
				return x.Name
			}
			return ""
		default:
			return ""
		}
	}
}

func TestNoPackageState(t *testing.T) {
	report(t, stateProblems, program(t))
}

func TestPlantedStateIsFound(t *testing.T) {
	cases := []struct{ text, want string }{
		{`var n int`, "package variable n has no value"},
		{`var m = make(map[string]int)`, "package variable m is made empty"},
		{`var mu = sync.Mutex{}`, "is a lock"},
		{`var c = pool.New()`, "is made by pool.New"},
		{`var t = map[int]int{}; func f() { t[1] = 2 }`, "changes the package variable t"},
		{`var t = []int{1}; func f() { t = append(t, 2) }`, "changes the package variable t"},
		{`var t = map[int]int{1: 1}; func f() { delete(t, 1) }`, "changes the package variable t"},
		{`var t = struct{ n int }{1}; func f() { t.n++ }`, "changes the package variable t"},
		{`var now = time.Now; func f() { now = nil }`, "changes the package variable now"},
		{`func f() { other.Now = nil }`, "changes the package variable other.Now"},
		{`func init() {}`, "init runs unseen"},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			text := "package p\nimport (\"sync\"; \"time\"; \"trialogue/internal/other\"; \"trialogue/internal/pool\")\n" + c.text
			wantProblems(t, stateProblems(planted(t, "internal/p", text)), c.want)
		})
	}
}

func TestTablesAreNoState(t *testing.T) {
	s := planted(t, "internal/p", `package p
		import ("errors"; "sync")
		var errNone = errors.New("none")
		var _ error = errNone
		var table = map[int]string{1: "one"}
		var read = sync.OnceValue(func() int { return 1 })
		var bytes = []byte("words")
		//go:embed words
		var words string
		func f() { table := map[int]string{}; table[1] = "two" }
		func g(words string) { words = "other" }`)
	wantProblems(t, stateProblems(s))
}
