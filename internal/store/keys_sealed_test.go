package store

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// notResealed are places of sealed bytes that stay under the key they have, and why.
var notResealed = map[string]string{
	"canaryPlace":     "it seals no text of anybody, and shows that the master key fits",
	`"setting/blind"`: "it opens with the version that sealed it; nobody's words hang on it",
}

// Whatever is sealed anywhere in the store is either sealed anew with newer
// keys, or has a reason here. A place that nobody thought of would keep an old key for ever.
func TestEverySealedPlaceIsThoughtOf(t *testing.T) {
	seals := regexp.MustCompile(`\.Seal\(([A-Za-z]+|"[^"]*")`)
	known := map[string]bool{"bodyPlace": true, "namePlace": true, "filePlace": true, "partPlace": true, "passkeyPlace": true, "oneTimePlace": true, "numberPlace": true, "place": true /* resealRow itself, and findKey */}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range seals.FindAllStringSubmatch(string(text), -1) {
			if m[1] == "r" { // disclose.Seal, which encrypts nothing
				continue
			}
			if found = append(found, m[1]); !known[m[1]] && notResealed[m[1]] == "" {
				t.Errorf("%s seals at %s: add its table to sealedTables, or say here why it stays under an old key", file, m[1])
			}
		}
	}
	for _, want := range []string{"bodyPlace", "namePlace", "filePlace", "place", "canaryPlace"} {
		if !slices.Contains(found, want) {
			t.Errorf("nothing is sealed at %s: this test looks in the wrong place", want)
		}
	}
	columns := 0
	for _, table := range sealedTables {
		columns += len(table.columns)
	}
	if columns != 8 {
		t.Errorf("sealedTables has %d columns, and this test knows 8: name the place of the new one above", columns)
	}
}
