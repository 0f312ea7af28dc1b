package sharing_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/sharing"
	"trialogue/internal/sharing/casefile"
)

// The page that promises what this package does.
const rulesPage = "../../docs/sharing-rules.md"

func readRulesPage(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(rulesPage)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

func TestRulesPageShowsTheRealAnswer(t *testing.T) {
	var line, want string
	for _, b := range blocks(readRulesPage(t)) {
		switch b.kind {
		case "sh":
			_, rest, _ := strings.Cut(b.text, "echo '")
			line, _, _ = strings.Cut(rest, "' |")
		case "json":
			want = b.text
		}
	}
	c, err := casefile.Parse([]byte(line))
	if err != nil {
		t.Fatal(err)
	}
	a := sharing.Decide(c.Now, &c.Triangle, &c.Item, c.Request)
	got := casefile.Answer(c.Name, a, sharing.Explain(c.Now, &c.Triangle, &c.Item, c.Request, a))
	if string(got) != want {
		t.Errorf("the page shows\n%sand the program says\n%s", want, got)
	}
}

// Every code word of the engine stands on the page, so that nobody who adds one forgets to say what it means.
func TestRulesPageNamesEveryWord(t *testing.T) {
	page := readRulesPage(t)
	constant := regexp.MustCompile(`(?m)^\s*(?:const )?[A-Z]\w*(?: +\w+)? += "([^"]+)"`)
	words := map[string]bool{}
	for _, file := range []string{"answer.go", "change.go", "words.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range constant.FindAllStringSubmatch(string(text), -1) {
			words[found[1]] = true
		}
	}
	for _, topic := range sharing.Topics() {
		words[topic.Name] = true
	}
	for _, duty := range sharing.Duties(0xff).Words() {
		words[duty] = true
	}
	if !words["share"] || !words["R16"] || !words["no-rule"] || !words["owner-agrees"] {
		t.Fatalf("%d words were found in the code, and not all", len(words))
	}
	for word := range words {
		if !strings.Contains(page, "`"+word+"`") && !strings.Contains(page, "**"+word+"**") {
			t.Errorf("%s does not say what %q means", filepath.Base(rulesPage), word)
		}
	}
}
