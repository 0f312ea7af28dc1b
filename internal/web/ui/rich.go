package ui

import (
	"html"
	"html/template"
	"regexp"
	"strings"

	"trialogue/internal/words"
)

// Rich is a sentence that may have **strong** words and [links](href) in it. The marks come from
// the catalogue alone: what a person wrote can never become markup, because there is no way to
// make a Rich from text except by escaping it.
type Rich struct{ html template.HTML }

// HTML is the escaped sentence.
func (r Rich) HTML() template.HTML { return r.html }

// Plain makes a Rich of any text; all of it is shown as it is.
func Plain(text string) Rich { return Rich{template.HTML(html.EscapeString(text))} }

var (
	strongMark = regexp.MustCompile(`\*\*([^*]+)\*\*`)
	linkMark   = regexp.MustCompile(`\[([^\]]+)\]\(\{([a-zA-Z]+)\}\)`)
)

// Say says a message with marks. A link's address is a value that starts with "/" or "#";
// anything else becomes "#".
func Say(p *words.Printer, key string, args ...any) Rich {
	pattern := html.EscapeString(p.Pattern(key, args...))
	pattern = strongMark.ReplaceAllString(pattern, "<strong>$1</strong>")
	pattern = linkMark.ReplaceAllString(pattern, `<a href="{$2|href}">$1</a>`)
	out := words.Fill(pattern, func(name, style string) string {
		value := p.Value(key, name, style, args)
		if style == "href" && !localAddress(value) {
			value = "#"
		}
		return html.EscapeString(value)
	})
	return Rich{template.HTML(out)}
}

// localAddress tells whether a link stays on this site.
func localAddress(href string) bool {
	return strings.HasPrefix(href, "#") || strings.HasPrefix(href, "/") && !strings.HasPrefix(href, "//")
}
