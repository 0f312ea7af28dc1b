package library

import (
	stdhtml "html"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/text"
)

// hostile is Markdown that tries to get something past the walls.
var hostile = []string{
	`<script>alert(1)</script>`,
	`<img src=x onerror=alert(1)>`,
	`Text <svg/onload=alert(1)> text`,
	`[a](javascript:alert(1))`,
	`[a](JaVaScRiPt:alert(1))`,
	`[a](java&#x73;cript:alert(1))`,
	`[a](data:text/html;base64,PHNjcmlwdD4=)`,
	`[a](vbscript:x)`,
	`[a](//evil.example/x)`,
	`[a](https://ok.example/" onmouseover="alert(1))`,
	`<javascript:alert(1)>`,
	`![a](x" onerror="alert(1))`,
	"```<script>\nalert(1)\n```",
	"<!--\n--><script>alert(1)</script>",
	"[a]: javascript:alert(1)\n\n[a]",
	`&lt;script&gt;alert(1)&lt;/script&gt;`,
	`<a href="https://x.example" style="position:fixed">x</a>`,
	`<form action=/sign-out><button>x</button></form>`,
	`<iframe src=https://x.example></iframe>`,
	`<p id=main class=x>hi</p>`,
	"# h1\n\n###### h6",
	"a\x00b <b\x00>c</b>",
}

// throughBothWalls renders without the check before them, which would stop most of these.
func throughBothWalls(t testing.TB, markdown string) string {
	t.Helper()
	src := []byte(markdown)
	out, err := toHTML(goldmark.DefaultParser().Parse(text.NewReader(src)), src)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

var (
	tag       = regexp.MustCompile(`</?([a-z0-9]+)([^<>]*)>`)
	attribute = regexp.MustCompile(`^( href="[^"]*"| rel="[a-z ]+")* ?/?$`)
	href      = regexp.MustCompile(` href="([^"]*)"`)
	target    = regexp.MustCompile(`(?i)^(https:|tel:|[^:/?#]*([/?#]|$))`)
	elements  = regexp.MustCompile(`^(h2|h3|p|ul|ol|li|strong|em|blockquote|br|hr|a)$`)
)

// wantHarmless fails unless every angle bracket belongs to an allowed element with
// allowed attributes.
func wantHarmless(t testing.TB, markdown, html string) {
	t.Helper()
	tags := tag.FindAllStringSubmatch(html, -1)
	if strings.Count(html, "<") != len(tags) {
		t.Errorf("%q: brackets that belong to no tag in %q", markdown, html)
	}
	for _, m := range tags {
		if !elements.MatchString(m[1]) {
			t.Errorf("%q: element %s in %q", markdown, m[1], html)
		}
		if !attribute.MatchString(m[2]) {
			t.Errorf("%q: attributes %q in %q", markdown, m[2], html)
		}
		for _, h := range href.FindAllStringSubmatch(m[2], -1) {
			if to := stdhtml.UnescapeString(h[1]); !target.MatchString(to) {
				t.Errorf("%q: leads to %q", markdown, to)
			}
		}
	}
}

func TestHostileMarkdownDiesAtTheWalls(t *testing.T) {
	for _, markdown := range hostile {
		wantHarmless(t, markdown, throughBothWalls(t, markdown))
	}
}

// The second wall must hold even if the first one fell.
func TestTheSecondWallStandsAlone(t *testing.T) {
	for _, raw := range hostile {
		wantHarmless(t, raw, string(allowed().Sanitize(raw)))
	}
}

func TestWhatAuthorsNeedPassesBothWalls(t *testing.T) {
	for markdown, want := range map[string]string{
		"## Head":                    "<h2>Head</h2>\n",
		"### Head":                   "<h3>Head</h3>\n",
		"**b** and *i*":              "<p><strong>b</strong> and <em>i</em></p>\n",
		"- a\n- b":                   "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n",
		"1. a":                       "<ol>\n<li>a</li>\n</ol>\n",
		"> note":                     "<blockquote>\n<p>note</p>\n</blockquote>\n",
		"[999](tel:999)":             `<p><a href="tel:999">999</a></p>` + "\n",
		"[on](other.md)":             `<p><a href="/library/other">on</a></p>` + "\n",
		"[out](https://example.org)": `<p><a href="https://example.org" rel="noreferrer">out</a></p>` + "\n",
		"Mae’r tŷ yn “dawel”":        "<p>Mae’r tŷ yn “dawel”</p>\n",
	} {
		got, err := render(markdown, map[string]bool{"other": true})
		if err != nil || string(got) != want {
			t.Errorf("%q: got %q (%v), want %q", markdown, got, err, want)
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, markdown := range hostile {
		f.Add(markdown)
	}
	f.Add("## Words\n\n- [on](other.md)\n- [999](tel:999)\n")
	f.Fuzz(func(t *testing.T, markdown string) {
		wantHarmless(t, markdown, throughBothWalls(t, markdown))
		if html, err := render(markdown, map[string]bool{"other": true}); err == nil {
			wantHarmless(t, markdown, string(html))
		}
	})
}
