package demo

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"trialogue/internal/entry"
)

func TestAPaperIsASoundFile(t *testing.T) {
	p := paper{name: "A page.pdf", title: "What (really) helps", lines: []string{`back\slash`, "Sam’s walk"}}
	raw := p.bytes()
	f, err := entry.Attach(p.name, raw)
	if err != nil || f.Media != "application/pdf" {
		t.Fatalf("%s: %v", f.Media, err)
	}
	for _, want := range []string{`(What \(really\) helps) Tj`, `(back\\slash) Tj`, `(Sam's walk) Tj`} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("%s is missing", want)
		}
	}
	// Each place in the table leads to its object, and the end leads to the table.
	places := regexp.MustCompile(`(\d{10}) 00000 n `).FindAllSubmatch(raw, -1)
	if len(places) != 5 {
		t.Fatalf("%d objects", len(places))
	}
	for i, m := range places {
		at, _ := strconv.Atoi(string(m[1]))
		if !bytes.HasPrefix(raw[at:], fmt.Appendf(nil, "%d 0 obj\n", i+1)) {
			t.Errorf("object %d does not stand at %d", i+1, at)
		}
	}
	_, end, _ := strings.Cut(string(raw), "startxref\n")
	at, err := strconv.Atoi(strings.TrimSuffix(end, "\n%%EOF\n"))
	if err != nil || !bytes.HasPrefix(raw[at:], []byte("xref\n")) {
		t.Errorf("the table does not stand at %q", end)
	}
	_, stream, _ := strings.Cut(string(raw), "stream\n")
	stream, _, _ = strings.Cut(stream, "\nendstream")
	if !strings.Contains(string(raw), fmt.Sprintf("/Length %d ", len(stream))) {
		t.Errorf("the page is %d bytes long and says otherwise", len(stream))
	}
}

func TestPapersOfTheStoryAreOfPlainLetters(t *testing.T) {
	found := 0
	for _, one := range story() {
		for _, a := range one.acts {
			n, ok := a.do.(notes)
			if !ok || n.paper == nil {
				continue
			}
			found++
			for _, b := range n.paper.bytes() {
				if b > 126 {
					t.Errorf("%s has a letter that the typeface lacks", n.paper.name)
					break
				}
			}
		}
	}
	if found < 2 {
		t.Errorf("%d papers", found)
	}
}
