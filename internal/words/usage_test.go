package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/template/parse"
)

// use is one place where a message is said.
type use struct {
	where, key string
	names      []string // of the values; nil if they cannot be known here
	loose      bool     // a string that may be a key, said elsewhere
	family     bool     // the beginning of keys
}

// keyAt tells where a function that says something takes its key.
func keyAt(name string) (int, bool) {
	switch name {
	case "T", "K":
		return 0, true
	case "Say":
		return 1, true // ui.Say(printer, key, …); as a method the key comes first
	}
	return 0, false
}

func TestMessagesAndTheirUsesBelongTogether(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	english := c.langs[English].messages
	used := map[string]bool{}
	uses := allUses(t)
	for _, u := range uses {
		if u.loose {
			markLoose(used, english, u)
			continue
		}
		used[u.key] = true
		m, ok := english[u.key]
		if !ok {
			t.Errorf("%s says %q, which no catalogue holds", u.where, u.key)
			continue
		}
		if want := places(m); u.names != nil && !slices.Equal(u.names, want) {
			t.Errorf("%s says %q with the values %v; it needs %v", u.where, u.key, u.names, want)
		}
	}
	for key := range english {
		if !used[key] {
			t.Errorf("nobody says %q", key)
		}
	}
	if len(used) < 50 {
		t.Errorf("only %d messages were found in use: is the search broken?", len(used))
	}
}

// markLoose marks a key that stands alone in the code, or all keys of a family: T("topic." + name).
func markLoose(used map[string]bool, english map[string]message, u use) {
	for key := range english {
		if key == u.key || u.family && strings.HasPrefix(key, u.key) {
			used[key] = true
		}
	}
}

// allUses searches the program, its tests left out.
func allUses(t *testing.T) []use {
	t.Helper()
	var out []use
	for _, root := range []string{"..", "../../cmd"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil || d.IsDir():
				return err
			case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
				out = append(out, goUses(t, path)...)
			case strings.HasSuffix(path, ".html"):
				out = append(out, templateUses(t, path)...)
			}
			return nil
		})
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return out
}

func goUses(t *testing.T, path string) []use {
	t.Helper()
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Logf("left out: %v", err) // somebody else's test says so
		return nil
	}
	var out []use
	ast.Inspect(file, func(n ast.Node) bool {
		if u, ok := looseUse(n); ok {
			out = append(out, u)
		}
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name := ""
		switch f := call.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		at, ok := keyAt(name)
		if !ok {
			return true
		}
		for _, first := range []int{0, at} {
			if key, ok := literal(call.Args, first); ok && strings.Contains(key, ".") {
				u := use{where: files.Position(call.Pos()).String(), key: key}
				if name != "K" && !call.Ellipsis.IsValid() {
					u.names = goNames(call.Args[first+1:])
				}
				out = append(out, u)
				break
			}
		}
		return true
	})
	return out
}

// looseUse reads a string that stands alone, or the beginning of a sum.
func looseUse(n ast.Node) (use, bool) {
	switch n := n.(type) {
	case *ast.BasicLit:
		key, ok := literal([]ast.Expr{n}, 0)
		return use{key: key, loose: true}, ok && strings.Contains(key, ".")
	case *ast.BinaryExpr:
		key, ok := literal([]ast.Expr{n.X}, 0)
		return use{key: key, loose: true, family: true}, ok && n.Op == token.ADD && strings.Contains(key, ".")
	default:
		return use{}, false
	}
}

func literal(args []ast.Expr, i int) (string, bool) {
	if i >= len(args) {
		return "", false
	}
	lit, ok := args[i].(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// goNames are the names of the values, sorted; nil if one is not written out.
func goNames(args []ast.Expr) []string {
	out := []string{}
	for i := 0; i < len(args); i += 2 {
		name, ok := literal(args, i)
		if !ok {
			return nil
		}
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func templateUses(t *testing.T, path string) []use {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tree := parse.New(path)
	tree.Mode = parse.SkipFuncCheck
	trees := map[string]*parse.Tree{}
	if _, err := tree.Parse(string(raw), "", "", trees); err != nil {
		t.Errorf("%s: %v", path, err)
		return nil
	}
	var out []use
	for _, each := range trees {
		walk(each.Root, func(c *parse.CommandNode) {
			if u, ok := commandUse(c); ok {
				u.where = path
				out = append(out, u)
			}
		})
	}
	return out
}

// commandUse reads {{.T "key" "name" .Name}}, {{$.T …}} and {{.Say …}}.
func commandUse(c *parse.CommandNode) (use, bool) {
	var path []string
	switch f := c.Args[0].(type) {
	case *parse.FieldNode:
		path = f.Ident
	case *parse.VariableNode:
		path = f.Ident
	}
	if len(path) == 0 || len(c.Args) < 2 {
		return use{}, false
	}
	if last := path[len(path)-1]; last != "T" && last != "Say" {
		return use{}, false
	}
	key, ok := c.Args[1].(*parse.StringNode)
	if !ok {
		return use{}, false
	}
	u := use{key: key.Text, names: []string{}}
	for i := 2; i < len(c.Args); i += 2 {
		name, ok := c.Args[i].(*parse.StringNode)
		if !ok {
			u.names = nil
			break
		}
		u.names = append(u.names, name.Text)
	}
	slices.Sort(u.names)
	return u, true
}

// walk visits every command of a template, also those in brackets.
func walk(n parse.Node, do func(*parse.CommandNode)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, c := range n.Nodes {
				walk(c, do)
			}
		}
	case *parse.ActionNode:
		walk(n.Pipe, do)
	case *parse.PipeNode:
		if n != nil {
			for _, c := range n.Cmds {
				walk(c, do)
			}
		}
	case *parse.CommandNode:
		do(n)
		for _, a := range n.Args {
			walk(a, do)
		}
	case *parse.ChainNode:
		walk(n.Node, do)
	case *parse.TemplateNode:
		walk(n.Pipe, do)
	case *parse.IfNode:
		walkBranch(&n.BranchNode, do)
	case *parse.RangeNode:
		walkBranch(&n.BranchNode, do)
	case *parse.WithNode:
		walkBranch(&n.BranchNode, do)
	}
}

func walkBranch(n *parse.BranchNode, do func(*parse.CommandNode)) {
	walk(n.Pipe, do)
	walk(n.List, do)
	walk(n.ElseList, do)
}
