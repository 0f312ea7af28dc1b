package library

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// render turns Markdown into HTML behind two walls: the renderer leaves raw HTML out, and
// the allow-list lets only plain text elements through. What the walls would drop in
// silence is an error first, so that the author of a page sees it.
func render(body string, slugs map[string]bool) (template.HTML, error) {
	src := []byte(body)
	doc := goldmark.DefaultParser().Parse(text.NewReader(src))
	if err := check(doc, slugs); err != nil {
		return "", err
	}
	return toHTML(doc, src)
}

// toHTML is the two walls.
func toHTML(doc ast.Node, src []byte) (template.HTML, error) {
	var out bytes.Buffer
	if err := goldmark.New().Renderer().Render(&out, src, doc); err != nil {
		return "", err
	}
	return template.HTML(allowed().SanitizeBytes(out.Bytes())), nil
}

// allowed is the second wall: text, headings below the page's own, lists, quotations, links.
func allowed() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("h2", "h3", "p", "ul", "ol", "li", "strong", "em", "blockquote", "br", "hr")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	p.RequireNoReferrerOnFullyQualifiedLinks(true)
	return p
}

// check walks the page once: links to other pages are pointed to their address, and what a
// page must not hold is an error.
func check(doc ast.Node, slugs map[string]bool) error {
	return ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		return ast.WalkContinue, checkNode(n, slugs)
	})
}

func checkNode(n ast.Node, slugs map[string]bool) error {
	switch n := n.(type) {
	case *ast.HTMLBlock, *ast.RawHTML:
		return errors.New("holds raw HTML")
	case *ast.Image:
		return errors.New("holds a picture")
	case *ast.Heading:
		if n.Level != 2 && n.Level != 3 {
			return fmt.Errorf("has a heading of level %d; only ## and ### are used", n.Level)
		}
	case *ast.Link:
		target, err := address(string(n.Destination), slugs)
		if err != nil {
			return err
		}
		n.Destination = []byte(target)
	}
	return nil
}

// address turns "other-page.md", as it is written in the files, into the other page's
// path. Telephone numbers and https addresses stay as they are.
func address(target string, slugs map[string]bool) (string, error) {
	if strings.HasPrefix(target, "https://") || strings.HasPrefix(target, "tel:") {
		return target, nil
	}
	slug, ok := strings.CutSuffix(target, ".md")
	if !ok || !slugs[slug] {
		return "", fmt.Errorf("links to %q, which is no page of the library", target)
	}
	return Base + slug, nil
}
