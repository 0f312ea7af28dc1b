package mention

import (
	"testing"

	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

func family() triangle.Triangle {
	return triangle.Triangle{Members: []triangle.Member{
		{Person: "sam", Name: "Sam Okafor", Corner: sharing.ServiceUser}, {Person: "jo", Name: "Jo Okafor", Corner: sharing.Carer}, {Person: "ravi", Name: "Ravi Menon", Corner: sharing.Professional},
	}}
}

func TestFind(t *testing.T) {
	cases := []struct {
		name, text string
		others     []string
		want       []string // words and whom they name
	}{
		{"nobody", "It rained.", nil, nil},
		{"a carer by first name", "I rang Jo.", nil, []string{"Jo", "jo"}},
		{"the whole name is one place", "I rang Jo Okafor.", nil, []string{"Jo Okafor", "jo"}},
		{"capitals do not matter", "JO rang.", nil, []string{"JO", "jo"}},
		{"not inside a word", "He jogs with Joan.", nil, nil},
		{"the service user and the team stay", "Sam and Ravi met.", nil, nil},
		{"somebody outside", "His friend Émile came.", []string{" Émile "}, []string{"Émile", "other-1"}},
		{"a name of one letter is no name", "A came.", []string{"A"}, nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			spans := Find(c.text, family(), c.others)
			var got []string
			for _, s := range spans {
				got = append(got, c.text[s.Start:s.End], s.Person)
			}
			if len(got) != len(c.want) {
				t.Fatalf("found %q, want %q", got, c.want)
			}
			for i := range got {
				if got[i] != c.want[i] {
					t.Errorf("found %q, want %q", got, c.want)
				}
			}
			if facts := Facts(spans); len(facts) != len(spans) {
				t.Errorf("%d facts of %d spans", len(facts), len(spans))
			}
		})
	}
}
