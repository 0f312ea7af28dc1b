package archtest

import (
	"fmt"
	"go/ast"
	"testing"
)

// The one door: what people wrote travels sealed from the store, and only a grant of the gate opens it. So only the
// store may put words into a seal; whoever else could, could also hand on words that no grant covers.
const (
	doorPath    = module + "/internal/disclose"
	sealingName = "Seal"
	sealingRoom = "store"
)

func doorProblems(s source) []string {
	if s.room() == sealingRoom || s.room() == "disclose" || s.forTests() {
		return nil
	}
	var problems []string
	for _, f := range s.files {
		if localName(f, doorPath) == "." {
			problems = append(problems, fmt.Sprintf("%s imports disclose with a dot, which hides who seals. Write disclose.", s.at(f)))
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if mentions(n, f, doorPath, sealingName) {
				problems = append(problems, fmt.Sprintf("%s uses disclose.%s, which only internal/%s may. "+
					"Read sealed items from the store and pass them through the gate.", s.at(n), sealingName, sealingRoom))
			}
			return true
		})
	}
	return problems
}

func TestOnlyTheStoreSeals(t *testing.T) {
	report(t, doorProblems, program(t))
}

// Guards the rule above against a renaming, after which it would watch an empty place.
func TestSealingConstructorIsWhereTheRuleLooks(t *testing.T) {
	for _, s := range program(t) {
		if s.path != "internal/disclose" {
			continue
		}
		for _, f := range s.files {
			for _, d := range f.Decls {
				if fn, yes := d.(*ast.FuncDecl); yes && fn.Recv == nil && fn.Name.Name == sealingName {
					return
				}
			}
		}
		t.Errorf("internal/disclose has no function %s: name the sealing constructor at the top of door_test.go", sealingName)
	}
}

func TestPlantedSealIsFound(t *testing.T) {
	call := `package p
		import d "trialogue/internal/disclose"
		func f() { _ = d.Seal("words") }`
	value := `package p
		import "trialogue/internal/disclose"
		var seal = disclose.Seal`
	dot := `package p
		import . "trialogue/internal/disclose"`
	other := `package p
		import "trialogue/internal/seal"
		func f() { seal.Seal() }`
	wantProblems(t, doorProblems(planted(t, "internal/web", call)), "internal/web/planted.go:3 uses disclose.Seal")
	wantProblems(t, doorProblems(planted(t, "internal/app", value)), "planted.go:3 uses disclose.Seal")
	wantProblems(t, doorProblems(planted(t, "internal/entry", dot)), "with a dot")
	wantProblems(t, doorProblems(planted(t, "internal/entry", other)))
	wantProblems(t, doorProblems(planted(t, "internal/store", call)))
}
