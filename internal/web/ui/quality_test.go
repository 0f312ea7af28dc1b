package ui_test

import (
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"trialogue/internal/web/ui"
	"trialogue/internal/web/ui/samples"
)

// page is a rendered sample, ready to be looked at.
type page struct {
	*testing.T
	sample   samples.Sample
	root     *html.Node
	ids      map[string]int
	labels   map[string]bool // ids that a label names
	h1       int
	fragment bool
}

func TestEverySampleIsAccessible(t *testing.T) {
	r := renderer(t)
	for _, s := range samples.All(printer(t)) {
		t.Run(s.Name, func(t *testing.T) {
			body, err := r.Render(s.Page)
			if err != nil {
				t.Fatal(err)
			}
			root, err := html.Parse(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			p := &page{T: t, sample: s, root: root, ids: map[string]int{}, labels: map[string]bool{}}
			_, p.fragment = s.Page.(ui.Fragment)
			p.each(p.collect)
			p.each(p.checkSafe)
			p.each(p.checkField)
			p.each(p.checkReferences)
			p.each(p.checkNames)
			p.checkWhole()
		})
	}
}

// each visits every element.
func (p *page) each(do func(n *html.Node)) {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode {
			do(n)
		}
	}
}

func (p *page) collect(n *html.Node) {
	if id := attr(n, "id"); id != "" {
		p.ids[id]++
	}
	switch n.Data {
	case "label":
		p.labels[attr(n, "for")] = true
	case "h1":
		p.h1++
	}
}

// checkSafe keeps the page within a strict content policy, and nothing of a person out of addresses.
func (p *page) checkSafe(n *html.Node) {
	if n.Data == "style" || n.Data == "script" && attr(n, "src") == "" {
		p.Errorf("inline <%s>", n.Data)
	}
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			p.Errorf("<%s> has an attribute %q", n.Data, a.Key)
		}
		if strings.Contains(a.Val, "ZgotmplZ") {
			p.Errorf("<%s %s> was found unsafe by the template", n.Data, a.Key)
		}
	}
	if n.Data == "form" && attr(n, "method") != "post" {
		p.Errorf("a form does not post, so what is asked would stand in an address")
	}
}

func (p *page) checkField(n *html.Node) {
	kind := attr(n, "type")
	switch {
	case n.Data != "input" && n.Data != "select" && n.Data != "textarea", kind == "hidden":
		return
	case !p.labels[attr(n, "id")]:
		p.Errorf("the field %q has no label", attr(n, "name"))
	case kind == "radio" && !inside(n, "fieldset"):
		p.Errorf("the answers %q are not in a fieldset", attr(n, "name"))
	}
}

// checkReferences finds ids that are named and not there.
func (p *page) checkReferences(n *html.Node) {
	for _, key := range []string{"aria-labelledby", "aria-describedby", "for"} {
		for _, id := range strings.Fields(attr(n, key)) {
			if p.ids[id] == 0 {
				p.Errorf("<%s %s> names %q, which is not there", n.Data, key, id)
			}
		}
	}
	if n.Data == "a" && inside(n, "div.errors") && p.ids[strings.TrimPrefix(attr(n, "href"), "#")] == 0 {
		p.Errorf("the error summary leads to %q, which is not there", attr(n, "href"))
	}
}

// checkNames finds what a screen reader could not say.
func (p *page) checkNames(n *html.Node) {
	switch n.Data {
	case "a", "button", "summary", "label", "legend", "h1", "h2", "h3", "th":
		if strings.TrimSpace(text(n)) == "" && attr(n, "aria-label") == "" {
			p.Errorf("<%s> says nothing", n.Data)
		}
	case "svg":
		if attr(n, "aria-hidden") != "true" && attr(n, "role") == "" {
			p.Errorf("a picture is neither hidden nor named")
		}
	case "nav", "section":
		if attr(n, "aria-label") == "" && attr(n, "aria-labelledby") == "" && n.Data == "nav" {
			p.Errorf("<%s> has no name", n.Data)
		}
	case "fieldset":
		if first := firstElement(n); first == nil || first.Data != "legend" {
			p.Errorf("a fieldset does not begin with its legend")
		}
	}
}

func (p *page) checkWhole() {
	for id, n := range p.ids {
		if n > 1 {
			p.Errorf("the id %q is there %d times", id, n)
		}
	}
	if p.fragment {
		return
	}
	if p.h1 != 1 {
		p.Errorf("%d headings of the first level", p.h1)
	}
	if got := text(find(p.root, "title")); got != "Trialogue" {
		p.Errorf("the title is %q and could give something away", got)
	}
	if attr(find(p.root, "html"), "lang") != "en" {
		p.Errorf("the language of the page is not said")
	}
	p.checkHeadings()
}

// checkHeadings finds levels that were left out.
func (p *page) checkHeadings() {
	level := 0
	p.each(func(n *html.Node) {
		if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' {
			return
		}
		now := int(n.Data[1] - '0')
		if now > level+1 {
			p.Errorf("<%s> %q follows level %d", n.Data, text(n), level)
		}
		level = now
	})
}

func attr(n *html.Node, key string) string {
	if n == nil {
		return ""
	}
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	if n != nil {
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				b.WriteString(d.Data)
			}
		}
	}
	return b.String()
}

// inside tells whether an element stands in another: "fieldset", or "div.errors" with a class.
func inside(n *html.Node, what string) bool {
	tag, class, _ := strings.Cut(what, ".")
	for up := range n.Ancestors() {
		if up.Type == html.ElementNode && up.Data == tag && (class == "" || hasClass(up, class)) {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool {
	for _, c := range strings.Fields(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

func find(root *html.Node, tag string) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == tag {
			return n
		}
	}
	return nil
}

func firstElement(n *html.Node) *html.Node {
	for c := range n.ChildNodes() {
		if c.Type == html.ElementNode {
			return c
		}
	}
	return nil
}
