package profile

import (
	"slices"
	"testing"
)

// Whoever reads the record of accounts must not learn who made a rule for their safety.
func TestARecordDoesNotSayThatThereIsARule(t *testing.T) {
	for want, fields := range map[string][]string{"reach": {string(Safe)}, "needs": {string(Needs)}} {
		if got := recorded(fields); !slices.Equal(got, []string{want}) {
			t.Errorf("%v is recorded as %v", fields, got)
		}
	}
	if got := recorded([]string{string(Reach), string(Safe)}); !slices.Equal(got, []string{"reach"}) {
		t.Errorf("both are recorded as %v", got)
	}
}
