package ui_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/web/ui"
	"trialogue/internal/web/ui/samples"
)

func get(a http.Handler, method, url, accept string) *http.Response {
	r := httptest.NewRequest(method, url, nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) []byte {
	t.Helper()
	out, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestAssetsAreServedToKeep(t *testing.T) {
	a := renderer(t).Assets()
	for name, kind := range map[string]string{
		"style.css": "text/css; charset=utf-8", "trialogue.js": "text/javascript; charset=utf-8", "icons.svg": "image/svg+xml",
		"mark.svg": "image/svg+xml", "atkinson-next-latin.woff2": "font/woff2", "OFL.txt": "text/plain; charset=utf-8",
	} {
		url, err := a.URL(name)
		if err != nil {
			t.Fatal(err)
		}
		r := get(a, "GET", url, "")
		if r.StatusCode != 200 || r.Header.Get("Content-Type") != kind {
			t.Errorf("%s: %d, %s", name, r.StatusCode, r.Header.Get("Content-Type"))
		}
		if !strings.Contains(r.Header.Get("Cache-Control"), "immutable") || r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: not to be kept: %v", name, r.Header)
		}
		if r.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: its type can be guessed at", name)
		}
		plain := body(t, r)
		if head := get(a, "HEAD", url, ""); len(body(t, head)) != 0 || head.StatusCode != 200 {
			t.Errorf("%s: HEAD has a body", name)
		}
		small := get(a, "GET", url, "gzip, br")
		if small.Header.Get("Content-Encoding") != "gzip" {
			if kind != "font/woff2" {
				t.Errorf("%s is not compressed", name)
			}
			continue
		}
		z, err := gzip.NewReader(small.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := io.ReadAll(z); !bytes.Equal(got, plain) {
			t.Errorf("%s: compressed and plain differ", name)
		}
	}
}

func TestAddressesHoldAChecksum(t *testing.T) {
	a := renderer(t).Assets()
	url, _ := a.URL("style.css")
	if !regexp.MustCompile(`^/assets/style\.[0-9a-f]{12}\.css$`).MatchString(url) {
		t.Errorf("address %q", url)
	}
	for _, wrong := range []string{"/assets/style.css", "/assets/style.000000000000.css", "/assets/", "/assets/../ui.go"} {
		if got := get(a, "GET", wrong, "").StatusCode; got != 404 {
			t.Errorf("%s answers %d", wrong, got)
		}
	}
	if _, err := a.URL("nothing.css"); err == nil {
		t.Error("an asset that is not there has an address")
	}
}

// The style sheet names fonts by addresses that exist, and nothing of anybody else.
func TestStyleNamesOnlyOurFiles(t *testing.T) {
	a := renderer(t).Assets()
	url, _ := a.URL("style.css")
	css := string(body(t, get(a, "GET", url, "")))
	found := regexp.MustCompile(`url\("?([^")]+)"?\)`).FindAllStringSubmatch(css, -1)
	if len(found) != 2 {
		t.Errorf("%d files are named, want two fonts", len(found))
	}
	for _, f := range found {
		if get(a, "GET", f[1], "").StatusCode != 200 {
			t.Errorf("%s is not there", f[1])
		}
	}
	if strings.Contains(css, "http") || strings.Contains(css, "@import") {
		t.Error("the style sheet asks somebody else")
	}
}

// A page with everything it needs on a first visit stays under 60 kB over the wire.
func TestPagesAreLight(t *testing.T) {
	const budget = 60_000
	r := renderer(t)
	shared := 0
	for _, name := range []string{"style.css", "trialogue.js", "icons.svg", "mark.svg", "atkinson-next-latin.woff2"} {
		if r.Assets().Size(name) == 0 {
			t.Fatalf("%s has no size", name)
		}
		shared += r.Assets().Size(name)
	}
	heaviest, which := 0, ""
	for _, s := range samples.All(printer(t)) {
		page, err := r.Render(s.Page)
		if err != nil {
			t.Fatal(err)
		}
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		_, _ = w.Write(page)
		_ = w.Close()
		if z.Len() > heaviest {
			heaviest, which = z.Len(), s.Name
		}
	}
	if total := shared + heaviest; total > budget {
		t.Errorf("%s weighs %d bytes in all (%d shared), over %d", which, total, shared, budget)
	}
	t.Logf("shared %d, heaviest page %s %d", shared, which, heaviest)
}

func TestUnknownPageIsAnError(t *testing.T) {
	if _, err := renderer(t).Render(&strange{}); err == nil {
		t.Error("a page without a template was rendered")
	}
}

type strange struct{ ui.Base }

func (strange) Template() string { return "strange" }
