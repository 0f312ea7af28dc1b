package main

import (
	"bytes"
	"strings"
	"testing"
)

// user runs the command on a data folder.
func user(t *testing.T, data, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	code = run(t.Context(), env{
		args: append([]string{"user", "-data", data}, args...), stdin: strings.NewReader(stdin), stdout: &out, stderr: &problems, getenv: func(string) string { return "" },
	})
	return code, out.String(), problems.String()
}

func TestFirstAdministrator(t *testing.T) {
	data := t.TempDir()
	code, out, problems := user(t, data, "", "-name", "Ada Bell", "-email", "Ada@Example.org", "-team", "Riverside", "-new-team", "-admin")
	if code != 0 || !strings.Contains(out, "Ada Bell can sign in with ada@example.org") || !strings.Contains(out, "Password, shown once: ") {
		t.Fatalf("%d %s %s", code, out, problems)
	}
	if code, _, problems = user(t, data, "", "-name", "Ada", "-email", "ada@example.org"); code != 1 || !strings.Contains(problems, "already") {
		t.Errorf("a taken address: %d %s", code, problems)
	}
	if code, _, problems = user(t, data, "", "-name", "Tom", "-email", "tom@example.org", "-team", "Riverbank"); code != 1 || !strings.Contains(problems, "Riverside") {
		t.Errorf("a team that is not there: %d %s", code, problems)
	}
	if code, _, problems = user(t, data, "", "-name", "Tom", "-email", "tom@example.org", "-team", "riverside", "-role", "nurse"); code != 0 {
		t.Errorf("the same team in small letters: %d %s", code, problems)
	}
}

func TestPasswordFromStandardInput(t *testing.T) {
	data := t.TempDir()
	args := []string{"-name", "Jo", "-email", "jo@example.org", "-corner", "carer", "-password-stdin"}
	if code, _, problems := user(t, data, "short\n", args...); code != 1 || !strings.Contains(problems, "10 letters") {
		t.Errorf("a short password: %d %s", code, problems)
	}
	code, out, problems := user(t, data, "three rainy days in May\r\nmore\n", args...)
	if code != 0 || strings.Contains(out, "Password") || strings.Contains(out+problems, "rainy") {
		t.Errorf("%d %q %q", code, out, problems)
	}
	if code, _, _ := user(t, data, "", "-name", "Sam", "-email", "sam@example.org", "-corner", "service-user", "-team", "Riverside"); code != 1 {
		t.Errorf("a service user has no team: %d", code)
	}
}

func TestUserCalledWrongly(t *testing.T) {
	for _, args := range [][]string{{"-nosuch"}, {"Ada"}} {
		if code, _, _ := user(t, t.TempDir(), "", args...); code != 2 {
			t.Errorf("%v ends with %d", args, code)
		}
	}
	if code, _, problems := user(t, t.TempDir(), "", "-name", "Ada", "-email", "no address", "-corner", "boss"); code != 1 || !strings.Contains(problems, "e-mail address") {
		t.Errorf("%d %s", code, problems)
	}
	if code, _, problems := user(t, t.TempDir(), "", "-h"); code != 0 || !strings.Contains(problems, "first account") {
		t.Errorf("help ends with %d: %s", code, problems)
	}
}
