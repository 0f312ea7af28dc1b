package archtest

import (
	"fmt"
	"strings"
	"testing"
)

// The floors of the house, from the bottom. Imports go down only.
const (
	ground = iota
	core
	feature
	adapter
	wiring
	command
)

// floorNames as the messages say them, and whether rooms on a floor may use each other.
var floorNames = [...]struct {
	name   string
	shared bool
}{
	ground:  {"ground", true},
	core:    {"core", true},
	feature: {"feature", false},
	adapter: {"adapter", false},
	wiring:  {"wiring", true},
	command: {"command", true},
}

// rooms says on which floor a package of internal lies. What is not named is a feature, so a new feature needs no
// line here; a line for a package that is not there yet does no harm.
var rooms = map[string]int{
	"errs": ground, "fold": ground, "id": ground, "plain": ground, "seal": ground, "tx": ground, "words": ground,
	"workday": ground, "nhsnumber": ground, "ical": ground,

	"triangle": core, "sharing": core, "ledger": core, "disclose": core, "duty": core, "mention": core, "address": core,

	"store": adapter, "web": adapter, "api": adapter, "fhir": adapter, "job": adapter, "notify": adapter, "scan": adapter, "passkey": adapter,
	"oidc": adapter, "vault": adapter,

	"app": wiring, "backup": wiring, "config": wiring, "demo": wiring,
}

// floorOf gives the floor of a package of ours. Packages outside internal and cmd hold text and pictures: ground.
func floorOf(p string) int {
	room := roomOf(p)
	if room == "" {
		if strings.HasPrefix(p, "cmd/") {
			return command
		}
		return ground
	}
	if floor, named := rooms[room]; named {
		return floor
	}
	return feature
}

// importProblem says what is wrong with one package importing another of ours; empty when nothing is.
func importProblem(from, to string) string {
	if forTests(to) && !forTests(from) {
		return fmt.Sprintf("%s imports %s, which is for tests only. Move what you need into the package itself.", from, to)
	}
	room, target := roomOf(from), roomOf(to)
	if forTests(from) || (room == target && room != "") {
		return ""
	}
	lower, upper := floorOf(to), floorOf(from)
	switch {
	case lower > upper:
		return fmt.Sprintf("%s (%s) imports %s (%s), which lies above it. Declare the small interface that you need here, "+
			"and let the upper package fulfil it.", from, floorNames[upper].name, to, floorNames[lower].name)
	case lower == upper && !floorNames[lower].shared:
		return fmt.Sprintf("%s imports %s, and a %s knows no other %s. A page that needs two asks two services; "+
			"a rule that needs two belongs in the core or in a service of its own.",
			from, to, floorNames[lower].name, floorNames[lower].name)
	}
	return ""
}

func importProblems(s source) []string {
	var problems []string
	for _, imported := range s.imports {
		if to, yes := ours(imported); yes {
			if problem := importProblem(s.path, to); problem != "" {
				problems = append(problems, problem)
			}
		}
	}
	return problems
}

func TestImportsGoDownOnly(t *testing.T) {
	report(t, importProblems, program(t))
}

func TestImportTable(t *testing.T) {
	cases := []struct {
		from, to string
		allowed  bool
	}{
		{"internal/entry", "internal/sharing", true},
		{"internal/entry", "internal/errs", true},
		{"internal/entry", "internal/protocol", false},
		{"internal/entry", "internal/store", false},
		{"internal/entry", "internal/entry/draft", true},
		{"internal/sharing", "internal/triangle", true},
		{"internal/sharing", "internal/entry", false},
		{"internal/errs", "internal/triangle", false},
		{"internal/store", "internal/store/engine", true},
		{"internal/store", "internal/entry", true},
		{"internal/store", "internal/web", false},
		{"internal/web", "internal/store", false},
		{"internal/web", "internal/web/ui", true},
		{"internal/web", "internal/config", false},
		{"internal/app", "internal/web", true},
		{"internal/app", "cmd/trialogue", false},
		{"cmd/trialogue", "internal/app", true},
		{"internal/web", "docs", true},
		{"docs", "internal/web", false},
		{"internal/store", "internal/pgtest", false},
		{"internal/store/storetest", "internal/pgtest", true},
		{"internal/store", "internal/store/storetest", false},
	}
	for _, c := range cases {
		if problem := importProblem(c.from, c.to); (problem == "") != c.allowed {
			t.Errorf("%s importing %s: allowed %v, but the rule says %q", c.from, c.to, c.allowed, problem)
		}
	}
}

func TestPlantedImportIsFound(t *testing.T) {
	s := planted(t, "internal/entry", `package entry
		import ("context"; "trialogue/internal/errs"; "trialogue/internal/store")`)
	wantProblems(t, importProblems(s), "internal/entry (feature) imports internal/store (adapter)")
}
