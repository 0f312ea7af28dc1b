package config

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// parse reads settings with an environment and no output.
func parse(t *testing.T, environ map[string]string, args ...string) (Config, error) {
	t.Helper()
	c, _, err := Parse("test", args, func(name string) string { return environ[name] }, &bytes.Buffer{})
	return c, err
}

func must(t *testing.T, environ map[string]string, args ...string) Config {
	t.Helper()
	c, err := parse(t, environ, args...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func file(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "trialogue.conf")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestNothingSetWorks(t *testing.T) {
	c := must(t, nil, "-data", t.TempDir())
	if c.Addr != "127.0.0.1:8080" || c.URL != "http://127.0.0.1:8080" || c.SMTP != "" || c.Metrics != "" || c.Secure || c.SMTPTLS != "must" {
		t.Errorf("%+v", c)
	}
	for name, path := range map[string]string{"trialogue.db": c.Database, "master.key": c.MasterKey, "log.key": c.LogKey} {
		if path != filepath.Join(c.Data, name) {
			t.Errorf("%s is at %s", name, path)
		}
	}
}

func TestFlagWinsOverEnvironmentWinsOverFile(t *testing.T) {
	conf := file(t, "addr = :1", "smtp = file:25", "url = https://file.example", "", "# a remark", "mail-from=a=b@example.org")
	c := must(t, map[string]string{"TRIALOGUE_ADDR": ":2", "TRIALOGUE_SMTP": "environment:25"}, "-config", conf, "-addr", ":3")
	if c.Addr != ":3" || c.SMTP != "environment:25" || c.URL != "https://file.example" || c.MailFrom != "a=b@example.org" {
		t.Errorf("%+v", c)
	}
}

func TestFileInTheDataFolderIsFound(t *testing.T) {
	conf := file(t, "addr = :1")
	if c := must(t, nil, "-data", filepath.Dir(conf)); c.Addr != ":1" {
		t.Errorf("addr is %s", c.Addr)
	}
	if c := must(t, map[string]string{"TRIALOGUE_DATA": filepath.Dir(conf)}); c.Addr != ":1" {
		t.Errorf("with the folder from the environment, addr is %s", c.Addr)
	}
}

// A setting that means nothing is a mistake that somebody should hear of at once.
func TestMistakesAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		environ map[string]string
		args    []string
		says    string
	}{
		"unknown flag":         {nil, []string{"-adr", ":1"}, "-adr"},
		"unknown line":         {nil, []string{"-config", file(t, "addr = :1", "adr = :2")}, `line 2: "adr" is not a setting`},
		"line without a value": {nil, []string{"-config", file(t, "secure")}, `line 1: "secure" is not a setting`},
		"wrong value in file":  {nil, []string{"-config", file(t, "secure = perhaps")}, "line 1"},
		"wrong environment":    {map[string]string{"TRIALOGUE_SECURE": "perhaps"}, nil, "TRIALOGUE_SECURE"},
		"file that is missing": {nil, []string{"-config", filepath.Join(t.TempDir(), "none.conf")}, "none.conf"},
	} {
		var out bytes.Buffer
		_, _, err := Parse("test", c.args, func(name string) string { return c.environ[name] }, &out)
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(out.String(), c.says) {
			t.Errorf("%s: got %v and said %q, want a word about %s", name, err, out.String(), c.says)
		}
	}
}

func TestPlacesCanBeSetOneByOne(t *testing.T) {
	c := must(t, nil, "-data", "d", "-database", "postgres://db/trialogue", "-master-key", "/keys/m", "-log-key", "/keys/l", "-url", "https://t.example")
	if c.Database != "postgres://db/trialogue" || c.MasterKey != "/keys/m" || c.LogKey != "/keys/l" || c.URL != "https://t.example" {
		t.Errorf("%+v", c)
	}
}

// The operator's guide has a row for each setting, and for no other.
func TestGuideExplainsEachSetting(t *testing.T) {
	var guide []byte
	for _, page := range []string{"operations.md", "keys.md"} {
		text, err := os.ReadFile(filepath.Join("../../docs", page))
		if err != nil {
			t.Fatal(err)
		}
		guide = append(guide, text...)
	}
	f := flag.NewFlagSet("test", flag.ContinueOnError)
	new(Config).Flags(f)
	rows := 0
	for line := range strings.Lines(string(guide)) {
		if name, ok := strings.CutPrefix(line, "| `-"); ok {
			name, _, _ = strings.Cut(name, "`")
			if rows++; f.Lookup(name) == nil && name != "config" {
				t.Errorf("the guide explains -%s, which is no setting", name)
			}
		}
	}
	f.VisitAll(func(one *flag.Flag) {
		if !strings.Contains(string(guide), "| `-"+one.Name+"`") {
			t.Errorf("the guide lacks -%s", one.Name)
		}
	})
	if rows < 10 {
		t.Errorf("only %d rows found", rows)
	}
}
