package benchmark

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
)

// pageViews is how many pages are opened before the memory is read.
const pageViews = 10_000

// BenchmarkFootprint builds the program as it is shipped and starts it: how
// large it is, how long from an empty folder to the first page, and how much
// memory it holds after 10,000 pages of the demonstration's people.
func BenchmarkFootprint(b *testing.B) {
	program := build(b)
	info, err := os.Stat(program)
	apptest.Must(b, err)
	for b.Loop() {
		first := firstPage(b, program)
		resident := residentAfter(b, program, pageViews)
		b.ReportMetric(float64(info.Size())/1e6, "MB-program")
		b.ReportMetric(float64(first.Milliseconds()), "ms-to-first-page")
		b.ReportMetric(resident, "MB-resident")
	}
}

func build(b *testing.B) string {
	b.Helper()
	out := filepath.Join(b.TempDir(), "trialogue")
	cmd := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, "trialogue/cmd/trialogue")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	text, err := cmd.CombinedOutput()
	if err != nil {
		b.Fatalf("%v\n%s", err, text)
	}
	return out
}

// start runs the program and returns its address and how to end it.
func start(b *testing.B, program, command, data string) (address string, pid int, stop func()) {
	b.Helper()
	ctx, cancel := context.WithCancel(b.Context())
	cmd := exec.CommandContext(ctx, program, command, "-data", data, "-addr", "127.0.0.1:0", "-requests-per-second", "0")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	out, err := cmd.StdoutPipe()
	apptest.Must(b, err)
	apptest.Must(b, cmd.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if at := strings.Index(lines.Text(), "http://"); at >= 0 {
			return lines.Text()[at:], cmd.Process.Pid, func() { cancel(); _ = cmd.Wait() }
		}
	}
	cancel()
	b.Fatal("the program did not say where it is")
	return "", 0, nil
}

func firstPage(b *testing.B, program string) time.Duration {
	b.Helper()
	began := time.Now()
	address, _, stop := start(b, program, "serve", b.TempDir())
	defer stop()
	fetch(b, http.DefaultClient, address+"/sign-in")
	return time.Since(began)
}

var buttons = regexp.MustCompile(`name="person" value="([^"]+)"`)

// residentAfter opens pages as several people and reads what the system says
// the program holds, in megabytes.
func residentAfter(b *testing.B, program string, views int) float64 {
	b.Helper()
	// Filled first and started again: inventing the people takes memory that
	// serving does not.
	data := b.TempDir()
	_, _, stop := start(b, program, "demo", data)
	stop()
	address, pid, stop := start(b, program, "demo", data)
	defer stop()
	var people []string
	for _, m := range buttons.FindAllStringSubmatch(fetch(b, http.DefaultClient, address+"/demo"), -1) {
		people = append(people, m[1])
	}
	if len(people) < 5 {
		b.Fatalf("the demonstration offers %d people", len(people))
	}
	links := regexp.MustCompile(`href="(/[^"]*)"`)
	for seen, n := 0, 0; seen < views; n++ {
		jar, err := cookiejar.New(nil)
		apptest.Must(b, err)
		client := &http.Client{Jar: jar}
		reply, err := client.PostForm(address+"/demo/sign-in", url.Values{"person": {people[n%len(people)]}})
		apptest.Must(b, err)
		_ = reply.Body.Close()
		paths := []string{"/"}
		for _, m := range links.FindAllStringSubmatch(fetch(b, client, address+"/"), -1) {
			if !strings.HasPrefix(m[1], "/assets") {
				paths = append(paths, m[1])
			}
		}
		for i := 0; i < 200 && seen < views; i++ {
			fetch(b, client, address+paths[i%len(paths)])
			seen++
		}
	}
	return resident(b, pid)
}

func fetch(b *testing.B, client *http.Client, address string) string {
	b.Helper()
	reply, err := client.Get(address)
	apptest.Must(b, err)
	defer func() { _ = reply.Body.Close() }()
	body, err := io.ReadAll(reply.Body)
	apptest.Must(b, err)
	if reply.StatusCode != http.StatusOK {
		b.Fatalf("%s answers %d", reply.Request.URL.Path, reply.StatusCode)
	}
	return string(body)
}

func resident(b *testing.B, pid int) float64 {
	b.Helper()
	if runtime.GOOS != "linux" {
		b.Fatal("memory is read from /proc, which only Linux has")
	}
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	apptest.Must(b, err)
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, err := strconv.ParseFloat(strings.Fields(rest)[0], 64)
			apptest.Must(b, err)
			return kilobytes / 1000
		}
	}
	b.Fatal("the system does not say how much memory the program holds")
	return 0
}
