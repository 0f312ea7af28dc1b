package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// running is a demonstration that serves.
type running struct {
	origin string
	errors *bytes.Buffer
	stop   func() int
}

// startDemo runs the command until it says where it is.
func startDemo(t *testing.T, args ...string) running {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	read, write := io.Pipe()
	ended := make(chan int, 1)
	errors := &bytes.Buffer{}
	go func() {
		code := run(ctx, env{args: append([]string{"demo", "-addr", "127.0.0.1:0"}, args...), stdout: write, stderr: errors, getenv: func(string) string { return "" }})
		_ = write.Close()
		ended <- code
	}()
	line, err := bufio.NewReader(read).ReadString('\n')
	origin := strings.TrimSpace(strings.TrimPrefix(line, "Trialogue is at "))
	if err != nil || !strings.HasPrefix(origin, "http://") {
		cancel()
		t.Fatalf("%q, %v; it ended with %d: %s", line, err, <-ended, errors)
	}
	return running{origin: origin, errors: errors, stop: func() int { cancel(); return <-ended }}
}

func (r running) list(t *testing.T) []string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.origin+"/demo", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	page, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%d %v", answer.StatusCode, err)
	}
	return regexp.MustCompile(`name="person" value="[^"]+"`).FindAllString(string(page), -1)
}

func TestADemonstrationCanBeKept(t *testing.T) {
	data := t.TempDir()
	first := startDemo(t, "-data", data)
	people := first.list(t)
	if code := first.stop(); code != 0 || len(people) < 25 {
		t.Fatalf("%d people, and it ended with %d: %s", len(people), code, first.errors)
	}
	second := startDemo(t, "-data", data)
	again := second.list(t)
	if code := second.stop(); code != 0 || strings.Join(again, " ") != strings.Join(people, " ") {
		t.Errorf("other people the second time, and it ended with %d: %s", code, second.errors)
	}
	if logs := first.errors.String() + second.errors.String(); strings.Contains(logs, "Okafor") || strings.Contains(logs, "ERROR") || strings.Contains(logs, "WARN") {
		t.Errorf("the logs say %s", logs)
	}
	var out bytes.Buffer
	if code := run(t.Context(), env{args: []string{"verify", "-data", data}, stdout: &out, stderr: &out, getenv: func(string) string { return "" }}); code != 0 {
		t.Errorf("verify ended with %d: %s", code, &out)
	}
}

func TestADemonstrationLeavesNothingBehind(t *testing.T) {
	home := t.TempDir()
	t.Setenv("TMPDIR", home)
	r := startDemo(t)
	before, err := filepath.Glob(filepath.Join(home, "trialogue-demo-*"))
	if err != nil || len(before) != 1 {
		t.Fatalf("%v %v", before, err)
	}
	if code := r.stop(); code != 0 {
		t.Errorf("it ended with %d: %s", code, r.errors)
	}
	if left, err := os.ReadDir(home); err != nil || len(left) != 0 {
		t.Errorf("left over: %v %v", left, err)
	}
}
