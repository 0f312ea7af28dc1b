package disclose

import (
	"slices"
	"testing"

	"trialogue/internal/sharing"
)

// What is kept of an item must not widen it: addressed to nobody is for its giver alone.
func TestAddressedToNobodyIsNotAddressedToEverybody(t *testing.T) {
	for name, c := range map[string]struct {
		was  *sharing.Among
		want *sharing.Among
	}{
		"to nobody":       {&sharing.Among{}, &sharing.Among{People: []string{"sam"}}},
		"to one":          {&sharing.Among{People: []string{"jo"}}, &sharing.Among{People: []string{"jo"}}},
		"to the team":     {&sharing.Among{Team: true}, &sharing.Among{Team: true}},
		"to no one named": {nil, nil},
	} {
		var back sharing.Item
		RareOf(sharing.Item{GivenBy: "sam", Among: c.was}).Into(&back)
		if (back.Among == nil) != (c.want == nil) {
			t.Errorf("%s: %+v", name, back.Among)
			continue
		}
		if c.want != nil && (!slices.Equal(back.Among.People, c.want.People) || back.Among.Team != c.want.Team) {
			t.Errorf("%s: %+v, want %+v", name, back.Among, c.want)
		}
	}
}
