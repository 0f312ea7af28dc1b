package casefile_test

import (
	"testing"

	"trialogue/internal/sharing"
	"trialogue/internal/sharing/casefile"
)

func TestAnswerIsOneLine(t *testing.T) {
	a := sharing.Answer{
		Outcome: sharing.Share, Rule: sharing.R6, Ground: "release:vital",
		Duties: sharing.TellGiver | sharing.RecordMinimum, Mask: []string{"source"},
	}
	e := sharing.Explanation{Because: []sharing.Sentence{{Key: "k", Text: "You <&> \u2028 me."}}}
	want := `{"case":"W\"<&","outcome":"share","rule":"R6","ground":"release:vital","because":["You <&> \u2028 me."],` +
		`"duties":["tell-giver","record-minimum"],"mask":["source"],"change":[]}` + "\n"
	if line := string(casefile.Answer(`W"<&`, a, e)); line != want {
		t.Errorf("%s", line)
	}
	empty := `{"case":"","outcome":"","rule":"","ground":"","because":[],"duties":[],"mask":[],"change":[]}` + "\n"
	if line := string(casefile.Answer("", sharing.Answer{}, sharing.Explanation{})); line != empty {
		t.Errorf("%s", line)
	}
	if line := string(casefile.Error("W1", sharing.ErrMalformed)); line != `{"error":"malformed case","case":"W1"}`+"\n" {
		t.Errorf("%s", line)
	}
}
