package mention

import (
	"testing"

	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

func okafors() triangle.Triangle {
	return triangle.Triangle{Members: []triangle.Member{
		{Person: "sam", Name: "Sam Okafor", Corner: sharing.ServiceUser},
		{Person: "jo", Name: "Jo Okafor", Corner: sharing.Carer},
		{Person: "al", Name: "Al Okafor", Corner: sharing.Carer},
		{Person: "ravi", Name: "Ravi Menon", Corner: sharing.Professional},
	}}
}

func TestFindFindsCarersAndThoseTheWriterNames(t *testing.T) {
	for text, want := range map[string][]string{
		"Al came by.":                      {"al:Al"},
		"AL came, and Jo Okafor cooked.":   {"al:AL", "jo:Jo Okafor"},
		"We also joined the choir.":        nil, // "al" and "jo" inside words are nobody
		"Sam and Ravi talked.":             nil,
		"Mrs Pike rang. mrs pike is kind.": {"other-1:Mrs Pike", "other-1:mrs pike"},
		"Jo’s soup; Al.":                   {"jo:Jo", "al:Al"},
		"":                                 nil,
	} {
		var got []string
		for _, s := range Find(text, okafors(), []string{"Mrs Pike"}) {
			got = append(got, s.Person+":"+text[s.Start:s.End])
		}
		if len(got) != len(want) {
			t.Errorf("%q: %v, want %v", text, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%q: %v, want %v", text, got, want)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Al and Jo Okafor", "Al")
	f.Add("İİ Al", "ı")
	f.Fuzz(func(t *testing.T, text, name string) {
		for _, s := range Find(text, okafors(), []string{name}) {
			if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
				t.Fatalf("span %+v of %q", s, text)
			}
		}
	})
}
