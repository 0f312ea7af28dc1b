package ui

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"regexp"
	"strings"
)

//go:embed assets
var assetFiles embed.FS

// Prefix is where assets are served.
const Prefix = "/assets/"

// Assets are the style sheet, the script, the fonts and the icons, each under an address that
// changes with its content, so that a browser can keep it for ever.
type Assets struct {
	byName map[string]*asset // "style.css"
	byURL  map[string]*asset // "/assets/style.1a2b3c4d.css"
}

type asset struct {
	url, kind string
	body      []byte
	gzipped   []byte // nil if it would not get smaller
}

// loadAssets reads what is embedded: first what has no references, then the styles that name fonts.
func loadAssets() (*Assets, error) {
	a := &Assets{byName: map[string]*asset{}, byURL: map[string]*asset{}}
	for _, name := range []string{
		"fonts/atkinson-next-latin.woff2", "fonts/atkinson-next-latin-ext.woff2", "fonts/OFL.txt",
		"icons.svg", "mark.svg", "js/trialogue.js", "js/passkey.js",
	} {
		raw, err := assetFiles.ReadFile("assets/" + name)
		if err != nil {
			return nil, fmt.Errorf("ui: %w", err)
		}
		a.add(path.Base(name), raw)
	}
	css, err := a.style()
	if err != nil {
		return nil, err
	}
	a.add("style.css", css)
	return a, nil
}

var (
	cssComment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssSpace   = regexp.MustCompile(`\s+`)
	cssTight   = regexp.MustCompile(` ?([{};,]) ?`)
	cssFile    = regexp.MustCompile(`url\("([^"]+)"\)`)
)

// style joins the style files in the order of their names, without comments and idle space.
func (a *Assets) style() ([]byte, error) {
	names, err := fs.Glob(assetFiles, "assets/css/*.css")
	if err != nil {
		return nil, fmt.Errorf("ui: %w", err)
	}
	var all bytes.Buffer
	for _, name := range names {
		raw, err := assetFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("ui: %w", err)
		}
		all.Write(raw)
	}
	css := cssComment.ReplaceAll(all.Bytes(), nil)
	css = cssSpace.ReplaceAll(css, []byte(" "))
	css = cssTight.ReplaceAll(css, []byte("$1"))
	missing := ""
	css = cssFile.ReplaceAllFunc(css, func(found []byte) []byte {
		name := string(cssFile.FindSubmatch(found)[1])
		if a.byName[name] == nil {
			missing = name
			return found
		}
		return []byte(`url("` + a.byName[name].url + `")`)
	})
	if missing != "" {
		return nil, fmt.Errorf("ui: the styles name a file that is not there: %s", missing)
	}
	return css, nil
}

func (a *Assets) add(name string, body []byte) {
	sum := sha256.Sum256(body)
	ext := path.Ext(name)
	url := Prefix + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	it := &asset{url: url, kind: kindOf(ext), body: body, gzipped: squeeze(body)}
	a.byName[name], a.byURL[url] = it, it
}

func kindOf(ext string) string {
	switch ext {
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".woff2":
		return "font/woff2"
	default:
		return "text/plain; charset=utf-8"
	}
}

// squeeze compresses once, as well as it goes; nil if nothing is won.
func squeeze(body []byte) []byte {
	var out bytes.Buffer
	w, _ := gzip.NewWriterLevel(&out, gzip.BestCompression) // fails only for a level that does not exist
	_, _ = w.Write(body)                                    // a buffer takes everything
	_ = w.Close()
	if out.Len() >= len(body)*9/10 {
		return nil
	}
	return out.Bytes()
}

// URL is the address of an asset. A name that is not there is an error in a template.
func (a *Assets) URL(name string) (string, error) {
	it := a.byName[name]
	if it == nil {
		return "", fmt.Errorf("no asset %q", name)
	}
	return it.url, nil
}

// ServeHTTP serves the assets below Prefix.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	it := a.byURL[r.URL.Path]
	if it == nil {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", it.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Encoding")
	body := it.body
	if it.gzipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		h.Set("Content-Encoding", "gzip")
		body = it.gzipped
	}
	h.Set("Content-Length", fmt.Sprint(len(body)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader may have gone; nobody is left to tell
	}
}

// Size is the number of bytes of an asset over the wire, for the budget in the tests.
func (a *Assets) Size(name string) int {
	it := a.byName[name]
	if it == nil {
		return 0
	}
	if it.gzipped != nil {
		return len(it.gzipped)
	}
	return len(it.body)
}
