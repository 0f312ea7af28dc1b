package demo

import (
	"bytes"
	"fmt"
	"strings"
)

// paper is a page to attach. Its bytes are made here, so that nothing foreign comes along.
type paper struct {
	name  string
	title string
	lines []string
}

// bytes draws a PDF of one page with a typeface that every reader has.
func (p paper) bytes() []byte {
	var page strings.Builder
	fmt.Fprintf(&page, "BT /F1 20 Tf 72 760 Td (%s) Tj /F1 12 Tf 0 -36 Td 20 TL", escaped(p.title))
	for _, line := range p.lines {
		fmt.Fprintf(&page, " (%s) Tj T*", escaped(line))
	}
	page.WriteString(" ET")
	var out bytes.Buffer
	out.WriteString("%PDF-1.4\n")
	var places []int
	for i, object := range []string{
		"<< /Type /Catalog /Pages 2 0 R /Lang (en-GB) >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", page.Len(), page.String()),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
	} {
		places = append(places, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, object)
	}
	at := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(places)+1)
	for _, place := range places {
		fmt.Fprintf(&out, "%010d 00000 n \n", place)
	}
	fmt.Fprintf(&out, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(places)+1, at)
	return out.Bytes()
}

// escaped makes a text safe inside a PDF; the typeface has no curly marks.
func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`, "’", "'", "‘", "'").Replace(text)
}
