package disclose

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"trialogue/internal/sharing"
)

func TestBodiesComeBackAsTheyWere(t *testing.T) {
	for _, b := range []Body{
		{}, {Text: "plain"}, {Text: "t{j"}, {Text: "with a part", Parts: []Part{{Name: "why", Text: "because"}}},
		{Text: "Al came", Spans: []Span{{ID: "m1", End: 2, Person: "al"}}}, {Files: []Name{{File: "f", Words: "plan.pdf"}}},
	} {
		raw, err := b.Encode()
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeBody(raw)
		if err != nil || !same(got, b) {
			t.Errorf("%+v came back as %+v (%v)", b, got, err)
		}
	}
	for _, raw := range []string{"", "j", "j{", "jnull x", "x{\"text\":"} {
		if b, err := DecodeBody([]byte(raw)); err == nil {
			t.Errorf("%q was read as %+v", raw, b)
		}
	}
}

func same(a, b Body) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

func TestMasks(t *testing.T) {
	const text = "Al and Ola met Al." // Al 0-2, Ola 7-10, Al 15-17
	spans := []Span{{"m1", 0, 2, "al", ""}, {"m2", 7, 10, "ola", ""}, {"m3", 15, 17, "al", ""}, {"wide", 5, 12, "ola", ""}, {"over", 8, 16, "x", ""}}
	cases := []struct {
		name  string
		spans []Span
		mask  []string
		want  string
	}{
		{"none", spans, nil, text},
		{"source alone", spans, []string{"source"}, text},
		{"one", spans, []string{"m1"}, "[…] and Ola met Al."},
		{"two, in any order", spans, []string{"m3", "m1"}, "[…] and Ola met […]."},
		{"one inside another", spans, []string{"m2", "wide"}, "Al an[…]et Al."},
		{"overlapping", spans, []string{"wide", "over", "m3"}, "Al an[…][…][…]."},
		{"twice the same id", []Span{{"m1", 0, 2, "", ""}, {"m1", 15, 17, "", ""}}, []string{"m1"}, "[…] and Ola met […]."},
		{"no such span", spans, []string{"m9"}, "[…]"},
		{"no spans at all", nil, []string{"m1", "source"}, "[…]"},
		{"empty", []Span{{"m1", 3, 3, "", ""}}, []string{"m1"}, "[…]"},
		{"backwards", []Span{{"m1", 5, 2, "", ""}}, []string{"m1"}, "[…]"},
		{"before the text", []Span{{"m1", -1, 2, "", ""}}, []string{"m1"}, "[…]"},
		{"behind the text", []Span{{"m1", 15, 99, "", ""}}, []string{"m1"}, "[…]"},
		{"impossible and not masked", []Span{{"m1", 15, 99, "", ""}, {"m2", 0, 2, "", ""}}, []string{"m2"}, "[…] and Ola met Al."},
	}
	for _, c := range cases {
		if got := Words(Body{Text: text, Spans: c.spans}.segments(c.mask)); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	if got := Words(Body{Text: "éZoë came", Spans: []Span{{"m1", 1, 5, "", ""}}}.segments([]string{"m1"})); got != "[…] came" {
		t.Errorf("half a letter was shown: %q", got)
	}
}

// Whatever the spans: no masked byte is shown, everything else is shown in
// order, and nothing breaks a letter.
func FuzzSegments(f *testing.F) {
	f.Add("Al and Ola met Al.", 0, 2, 7, 10, true)
	f.Add("Zoë", 1, 3, 2, 3, true)
	f.Add("", -1, 5, 3, 1, false)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int, both bool) {
		if !utf8.ValidString(text) || strings.Contains(text, "\x01") {
			return
		}
		body := Body{Text: text, Spans: []Span{{"one", a, b, "x", ""}, {"two", c, d, "y", ""}}}
		mask := []string{"one"}
		if both {
			mask = append(mask, "two")
		}
		got := body.segments(mask)
		var shown strings.Builder
		for _, s := range got {
			if !utf8.ValidString(s.Words) || (s.Hidden && s.Words != "") || (!s.Hidden && s.Words == "") {
				t.Fatalf("a stretch is %+v", s)
			}
			shown.WriteString(s.Words)
		}
		want := []byte(text)
		for _, span := range body.Spans[:len(mask)] {
			if span.Start < 0 || span.End > len(text) || span.Start >= span.End {
				want = nil
				break
			}
			for at := range text {
				letter := at + utf8.RuneLen([]rune(text[at:])[0])
				if want != nil && at < span.End && letter > span.Start {
					for n := at; n < letter; n++ {
						want[n] = 1
					}
				}
			}
		}
		if left := strings.ReplaceAll(string(want), "\x01", ""); shown.String() != left {
			t.Fatalf("shown %q, and %q is not masked", shown.String(), left)
		}
	})
}

func TestRareFactsComeBackAsTheyWere(t *testing.T) {
	full := sharing.Item{
		KnownTo: []string{"jo"}, Mentions: []sharing.Mention{{Span: "m1", Person: "al"}}, SystemOnly: true, ResearchConsent: []string{"s"},
		SeriousHarm: &sharing.Opinion{By: "ravi", At: sharing.Micros(5)},
		OwnSection: &sharing.OwnSection{Owner: "jo", SharedWith: []sharing.SectionShare{
			{Recipient: "ravi", When: sharing.Everyday, From: sharing.Micros(1)},
			{Recipient: "bea", When: sharing.WithoutCapacity, From: sharing.Micros(2), Until: sharing.Micros(3)},
		}},
	}
	for _, want := range []sharing.Item{{}, full} {
		raw, err := json.Marshal(RareOf(want))
		if err != nil {
			t.Fatal(err)
		}
		var r Rare
		if err := json.Unmarshal(raw, &r); err != nil {
			t.Fatal(err)
		}
		var got sharing.Item
		r.Into(&got)
		a, _ := json.Marshal(RareOf(got))
		if string(a) != string(raw) || (got.OwnSection == nil) != (want.OwnSection == nil) || (got.SeriousHarm == nil) != (want.SeriousHarm == nil) {
			t.Errorf("%s came back as %s", raw, a)
		}
	}
	if full.OwnSection.SharedWith[0].Until.IsSet() {
		t.Error("an end that was never set")
	}
}

func TestWhoseKeySeals(t *testing.T) {
	for want, m := range map[string]Meta{
		"triangle/home": {Triangle: home, Item: sharing.Item{Class: sharing.Personal, GivenBy: "ravi"}},
		"carer/jo":      {Triangle: home, Item: sharing.Item{Class: sharing.CarersOwn, GivenBy: "ravi", About: []string{"jo"}}},
		"carer/al":      {Triangle: home, Item: sharing.Item{Class: sharing.Personal, GivenBy: "al", Confidence: sharing.Sealed, About: []string{"sam"}}},
	} {
		if got := m.Space(); got != want {
			t.Errorf("sealed with the key of %s, want %s", got, want)
		}
	}
}

func TestPartsAreMaskedWhereTheyNameSomebody(t *testing.T) {
	b := Body{
		Text:  "Al came.",
		Parts: []Part{{Name: "who", Text: "We asked Al and Bea."}, {Name: "why", Text: "It was late."}},
		Spans: []Span{{ID: "m1", End: 2, Person: "al"}, {ID: "m2", Start: 9, End: 11, Person: "al", Part: "who"}},
	}
	got := b.masked([]string{"m1", "m2"})
	if got[0].Text != "We asked […] and Bea." || got[1].Text != "It was late." || Words(b.segments([]string{"m1", "m2"})) != "[…] came." {
		t.Errorf("masked parts are %q, the text %q", got, Words(b.segments([]string{"m1", "m2"})))
	}
	if got := b.masked([]string{"nowhere"}); got[1].Text != "[…]" {
		t.Errorf("a mask without a place hides all: %q", got)
	}
	if got := b.masked(nil); got[0].Text != b.Parts[0].Text {
		t.Errorf("without a mask nothing is hidden: %q", got)
	}
}
