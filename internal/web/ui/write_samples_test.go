package ui_test

import (
	"flag"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"trialogue/internal/web/ui"
	"trialogue/internal/web/ui/samples"
)

// Look at the pages with:
//
//	go test ./internal/web/ui -run TestWriteSamples -args -samples /some/folder
//
// and serve that folder, so that the addresses of the assets work.
var folder = flag.String("samples", "", "folder to write every sample page to, with the assets")

var assetURL = regexp.MustCompile(`/assets/[a-zA-Z0-9.-]+\.(?:css|js|svg|woff2)`)

func TestWriteSamples(t *testing.T) {
	dir := *folder
	if dir == "" {
		dir = t.TempDir()
	}
	r, wanted := renderer(t), map[string]bool{}
	for _, s := range samples.All(printer(t)) {
		page, err := r.Render(s.Page)
		if err != nil {
			t.Fatalf("%s: %v", s.Name, err)
		}
		write(t, filepath.Join(dir, s.Name+".html"), page)
		for _, url := range assetURL.FindAllString(string(page), -1) {
			wanted[url] = true
		}
	}
	for url := range wanted {
		for _, inner := range assetURL.FindAllString(string(fetch(t, r, url)), -1) {
			wanted[inner] = true
		}
	}
	for url := range wanted {
		write(t, filepath.Join(dir, filepath.FromSlash(url)), fetch(t, r, url))
	}
	if len(wanted) < 5 {
		t.Errorf("only %d assets are linked: style, script, icons, mark and a font should be", len(wanted))
	}
}

func fetch(t *testing.T, r *ui.Renderer, url string) []byte {
	t.Helper()
	w := httptest.NewRecorder()
	r.Assets().ServeHTTP(w, httptest.NewRequest("GET", url, nil))
	if w.Code != 200 {
		t.Fatalf("%s answers %d", url, w.Code)
	}
	return w.Body.Bytes()
}

func write(t *testing.T, name string, body []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), fs.ModePerm); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, body, 0o644); err != nil {
		t.Fatal(err)
	}
}
