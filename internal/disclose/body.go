package disclose

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// Body is what somebody wrote. Only its giver's keys and this door reach it.
type Body struct {
	Text  string `json:"text"`
	Parts []Part `json:"parts,omitempty"`
	Spans []Span `json:"spans,omitempty"`
	Files []Name `json:"files,omitempty"`
}

// Name is what somebody called an attachment. It can give as much away as a text.
type Name struct {
	File  string `json:"file"` // id of the attachment
	Words string `json:"words"`
}

// Part is one answer of a form with several questions, such as a release.
type Part struct {
	Name string `json:"name"` // a code; its label stands in the message catalogue
	Text string `json:"text"`
}

// Span is a place in Text that names somebody. Start and End are bytes.
type Span struct {
	ID     string `json:"id"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Person string `json:"person"` // an id, or "other-1" for somebody unknown here
}

// Segment is a stretch of text as a reader gets it. A hidden one has no words.
type Segment struct {
	Words  string
	Hidden bool
}

// Plain texts skip JSON: most are, and a page opens fifty of them.
const (
	plainMark = 't'
	jsonMark  = 'j'
)

// Encode gives the bytes that are sealed.
func (b Body) Encode() ([]byte, error) {
	if len(b.Parts)+len(b.Spans)+len(b.Files) == 0 {
		return append([]byte{plainMark}, b.Text...), nil
	}
	raw, err := json.Marshal(b)
	return append([]byte{jsonMark}, raw...), err
}

// DecodeBody reads what Encode wrote.
func DecodeBody(raw []byte) (Body, error) {
	if len(raw) == 0 {
		return Body{}, errors.New("disclose: an empty body")
	}
	if raw[0] == plainMark {
		return Body{Text: string(raw[1:])}, nil
	}
	var b Body
	err := json.Unmarshal(raw[1:], &b)
	return b, err
}

// segments cuts the text at the spans that mask names. Overlapping and
// impossible spans hide more, never less.
func (b Body) segments(mask []string) []Segment {
	var hidden []Span
	for _, s := range b.Spans {
		if slices.Contains(mask, s.ID) {
			hidden = append(hidden, s)
		}
	}
	slices.SortFunc(hidden, func(a, b Span) int { return a.Start - b.Start })
	var out []Segment
	at := 0
	for _, s := range hidden {
		start, end := clamp(s.Start, at, len(b.Text)), clamp(s.End, at, len(b.Text))
		if start > at {
			out = append(out, Segment{Words: b.Text[at:start]})
		}
		if end > start {
			out = append(out, Segment{Hidden: true})
			at = end
		}
	}
	if at < len(b.Text) {
		out = append(out, Segment{Words: b.Text[at:]})
	}
	return out
}

func clamp(n, low, high int) int { return max(low, min(n, high)) }

// Words joins what may be read, with an ellipsis where something is hidden.
func Words(segments []Segment) string {
	var out strings.Builder
	for _, s := range segments {
		if s.Hidden {
			out.WriteString("[…]")
			continue
		}
		out.WriteString(s.Words)
	}
	return out.String()
}
