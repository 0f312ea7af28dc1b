package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const w12 = `{"case":"W12","now":"2026-11-22T10:00:00Z",` +
	`"triangle":{"people":[{"id":"sam","corner":"service-user"},{"id":"jo","corner":"carer"},{"id":"ravi","corner":"professional"}],` +
	`"decisions":[{"owner":"sam","recipient":"jo","topic":"medicines","answer":"share","from":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z"}]},` +
	`"item":{"id":"i1","class":"personal","topic":"medicines","givenBy":"ravi","about":["sam"]},"request":{"recipient":"jo"}}`

// askDecide gives the exit code and each line of the output as JSON.
func askDecide(t *testing.T, stdin string, args ...string) (code int, answers []map[string]any, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	code = decide(args, strings.NewReader(stdin), &out, &problems)
	for line := range strings.Lines(out.String()) {
		var one map[string]any
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		answers = append(answers, one)
	}
	return code, answers, problems.String()
}

func TestDecideAnswersALine(t *testing.T) {
	code, answers, stderr := askDecide(t, w12+"\n")
	if code != 0 || len(answers) != 1 || stderr != "" {
		t.Fatalf("%d %v %s", code, answers, stderr)
	}
	fields := []string{}
	for name := range answers[0] {
		fields = append(fields, name)
	}
	slices.Sort(fields)
	if want := []string{"because", "case", "change", "duties", "ground", "mask", "outcome", "rule"}; !slices.Equal(fields, want) {
		t.Errorf("%q", fields)
	}
	a := answers[0]
	if a["case"] != "W12" || a["outcome"] != "share" || a["rule"] != "R15" || a["ground"] != "agreed" || len(a["because"].([]any)) == 0 {
		t.Errorf("%v", a)
	}
	if len(a["mask"].([]any)) != 0 || len(a["change"].([]any)) != 0 || a["duties"].([]any)[0] != "record-minimum" {
		t.Errorf("%v", a)
	}
}

func TestDecideKeepsTheOrderAndGoesOn(t *testing.T) {
	in := "\n \t\r\n" + w12 + "\r\n" + `{"case":"broken","now":1}` + "\n\nrubbish\n" + strings.Replace(w12, "W12", "last", 1)
	code, answers, _ := askDecide(t, in)
	if code != 1 || len(answers) != 4 {
		t.Fatalf("%d %v", code, answers)
	}
	for n, want := range []string{"W12", "broken", "", "last"} {
		if answers[n]["case"] != want {
			t.Errorf("answer %d is for %q, not %q", n, answers[n]["case"], want)
		}
	}
	for n, wrong := range []bool{false, true, true, false} {
		if text, _ := answers[n]["error"].(string); (text != "") != wrong || wrong && len(answers[n]) != 2 {
			t.Errorf("answer %d: %v", n, answers[n])
		}
	}
}

func TestDecideTakesALineOfOneMiB(t *testing.T) {
	filled := func(length int) string {
		note := `{"note":"` + strings.Repeat("x", length-len(w12)-len(`{"note":"",`)+1) + `",`
		return note + w12[1:]
	}
	for _, end := range []string{"", "\n", "\r\n"} {
		fits, over := filled(longestCase), filled(longestCase+1)
		if len(fits) != longestCase {
			t.Fatal(len(fits))
		}
		if code, answers, _ := askDecide(t, fits+end); code != 0 || len(answers) != 1 || answers[0]["case"] != "W12" {
			t.Errorf("end %q: %d", end, code)
		}
		code, answers, _ := askDecide(t, over+end+"\n"+w12)
		if end == "" {
			code, answers, _ = askDecide(t, over+"\n"+w12)
		}
		if code != 1 || len(answers) != 2 || answers[0]["error"] == nil || answers[1]["case"] != "W12" {
			t.Errorf("end %q: %d %v", end, code, len(answers))
		}
	}
	long := strings.Replace(w12, `"now"`, `"note":"`+strings.Repeat("x", 5*longestCase)+`","now"`, 1)
	code, answers, _ := askDecide(t, long+"\n"+w12+"\n"+long)
	if code != 1 || len(answers) != 3 || answers[0]["case"] != "W12" || answers[0]["error"] == nil || answers[1]["outcome"] != "share" {
		t.Errorf("%d %v", code, answers)
	}
}

func TestDecideReadsAFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "cases.jsonl")
	if err := os.WriteFile(file, []byte(w12), 0o600); err != nil {
		t.Fatal(err)
	}
	if code, answers, _ := askDecide(t, "rubbish", "-f", file); code != 0 || len(answers) != 1 {
		t.Errorf("%d %v", code, answers)
	}
	if code, answers, stderr := askDecide(t, w12, "-f", file+".gone"); code != 1 || len(answers) != 0 || stderr == "" {
		t.Errorf("%d %v %s", code, answers, stderr)
	}
}

func TestDecideHelpsWhoCallsItWrongly(t *testing.T) {
	for args, want := range map[string]int{"-h": 0, "-x": 2, "file": 2} {
		code, answers, stderr := askDecide(t, w12, args)
		if code != want || len(answers) != 0 || !strings.Contains(stderr, "trialogue decide") {
			t.Errorf("%s: %d %s", args, code, stderr)
		}
	}
	if code, answers, stderr := askDecide(t, ""); code != 0 || len(answers) != 0 || stderr != "" {
		t.Errorf("nothing to do: %d %v %s", code, answers, stderr)
	}
}

// broken fails at the first use.
type broken struct{}

func (broken) Read([]byte) (int, error)  { return 0, errors.New("cannot read") }
func (broken) Write([]byte) (int, error) { return 0, errors.New("cannot write") }

func TestDecideSaysWhenItCannotReadOrWrite(t *testing.T) {
	for name, streams := range map[string]struct {
		in  io.Reader
		out io.Writer
	}{
		"reading": {broken{}, io.Discard},
		"writing": {strings.NewReader(w12), broken{}},
		"more":    {strings.NewReader(strings.Repeat(w12+"\n", 100)), broken{}},
	} {
		var stderr bytes.Buffer
		if code := decide(nil, streams.in, streams.out, &stderr); code != 1 || !strings.Contains(stderr.String(), "cannot") {
			t.Errorf("%s: %d %s", name, code, stderr.String())
		}
	}
}
