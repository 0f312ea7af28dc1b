package disclose

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"trialogue/internal/sharing"
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

// Span is a place in Text, or in the part of that name, that names somebody.
// Start and End are bytes.
type Span struct {
	ID     string `json:"id"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	Person string `json:"person"` // an id, or "other-1" for somebody unknown here
	Part   string `json:"part,omitempty"`
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

// segments cuts the text at the spans that mask names. Where a name in the mask
// has no place of its own in the text, all of the text is hidden: rather too
// much than too little.
func (b Body) segments(mask []string) []Segment { return b.cut(b.Text, "", mask) }

// cut is segments for the text or for one part.
func (b Body) cut(text, part string, mask []string) []Segment {
	hidden, sound := b.hidden(text, part, mask)
	if !sound {
		return []Segment{{Hidden: true}}
	}
	var out []Segment
	at := 0
	for _, s := range hidden {
		if s.Start > at {
			out = append(out, Segment{Words: text[at:s.Start]})
		}
		if s.End > at {
			out = append(out, Segment{Hidden: true})
			at = s.End
		}
	}
	if at < len(text) {
		out = append(out, Segment{Words: text[at:]})
	}
	return out
}

// masked are the parts as a mask leaves them.
func (b Body) masked(mask []string) []Part {
	if len(mask) == 0 {
		return b.Parts
	}
	out := make([]Part, len(b.Parts))
	for i, p := range b.Parts {
		out[i] = Part{Name: p.Name, Text: Words(b.cut(p.Text, p.Name, mask))}
	}
	return out
}

// hidden lists the spans of a mask in order, widened to whole letters. It is
// not sound where a span is impossible or missing.
func (b Body) hidden(text, part string, mask []string) (spans []Span, sound bool) {
	found := map[string]bool{maskSource: true}
	for _, s := range b.Spans {
		if !slices.Contains(mask, s.ID) {
			continue
		}
		if s.Part != part {
			found[s.ID] = true // it is hidden where it stands
			continue
		}
		if s.Start < 0 || s.Start >= s.End || s.End > len(text) {
			return nil, false
		}
		for s.Start > 0 && !utf8.RuneStart(text[s.Start]) {
			s.Start--
		}
		for s.End < len(text) && !utf8.RuneStart(text[s.End]) {
			s.End++
		}
		spans, found[s.ID] = append(spans, s), true
	}
	for _, name := range mask {
		if !found[name] {
			return nil, false
		}
	}
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	return spans, true
}

// mentions lists whom the text names, as the engine wants to know it.
func (b Body) mentions() []sharing.Mention {
	var out []sharing.Mention
	for _, s := range b.Spans {
		out = append(out, sharing.Mention{Span: s.ID, Person: s.Person})
	}
	return out
}

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
