package library

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// front is what stands between the two "---" lines above a page.
type front struct {
	title, summary, section string
	order                   int
	localise                bool
	reviewed                time.Time
	sources                 []Source
}

const fence = "---\n"

// splitFront separates the lines between the fences from the Markdown after them.
func splitFront(text string) (lines []string, body string, err error) {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	rest, ok := strings.CutPrefix(text, fence)
	if !ok {
		return nil, "", errors.New("does not begin with a line of three dashes")
	}
	head, body, ok := strings.Cut(rest, "\n"+fence)
	if !ok {
		return nil, "", errors.New("has no second line of three dashes")
	}
	return strings.Split(head, "\n"), body, nil
}

// parseFront reads "name: value" lines. Every name must be known, and each but source
// stands exactly once, so that a slip of the pen is an error and not a silent gap.
func parseFront(lines []string) (front, error) {
	var f front
	seen := map[string]int{}
	for _, line := range lines {
		name, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if !ok || value == "" {
			return f, fmt.Errorf("line %q is not of the form name: value", line)
		}
		if seen[name]++; seen[name] > 1 && name != "source" {
			return f, fmt.Errorf("%s stands twice", name)
		}
		if err := f.set(name, value); err != nil {
			return f, err
		}
	}
	for _, name := range []string{"title", "summary", "section", "order", "localise", "reviewed", "source"} {
		if seen[name] == 0 {
			return f, fmt.Errorf("%s is missing", name)
		}
	}
	return f, nil
}

func (f *front) set(name, value string) (err error) {
	switch name {
	case "title":
		f.title = value
	case "summary":
		f.summary = value
	case "section":
		f.section = value
	case "order":
		f.order, err = strconv.Atoi(value)
	case "localise":
		f.localise, err = strconv.ParseBool(value)
	case "reviewed":
		f.reviewed, err = time.Parse(time.DateOnly, value)
	case "source":
		var s Source
		s, err = parseSource(value)
		f.sources = append(f.sources, s)
	default:
		return fmt.Errorf("%q is not a line that a page has", name)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// parseSource reads "Name" or "Name | https://…".
func parseSource(value string) (Source, error) {
	name, address, has := strings.Cut(value, "|")
	s := Source{Name: strings.TrimSpace(name), URL: strings.TrimSpace(address)}
	if s.Name == "" {
		return s, errors.New("has no name")
	}
	if !has {
		return s, nil
	}
	if u, err := url.Parse(s.URL); err != nil || u.Scheme != "https" || u.Host == "" {
		return s, fmt.Errorf("%q is not an https address", s.URL)
	}
	return s, nil
}
