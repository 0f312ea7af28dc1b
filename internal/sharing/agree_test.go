package sharing_test

import (
	"math/rand/v2"
	"testing"

	"trialogue/internal/sharing"
)

func seeded(seed uint64) chooser { return rand.New(rand.NewPCG(seed, 7)).IntN }

func judged(c *sharing.Case) (sharing.Answer, verdict) {
	a := sharing.Decide(c.Now, &c.Triangle, &c.Item, c.Request)
	e := sharing.Explain(c.Now, &c.Triangle, &c.Item, c.Request, a)
	return a, verdict{
		outcome: string(a.Outcome), rule: string(a.Rule), ground: a.Ground,
		duties: listed(a.Duties.Words()...), mask: listed(append([]string{}, a.Mask...)...), change: listed(append([]string{}, e.Change...)...),
	}
}

// Two readings of the same page must agree, and the cases must reach every ending that the page has.
func TestTwoReadingsAgree(t *testing.T) {
	const cases = 150000
	reached := map[string]int{}
	for seed := range uint64(cases) {
		c := randomCase(seeded(seed))
		if err := sharing.Check(&c); err != nil {
			t.Fatalf("seed %d: the generator made a malformed case: %v", seed, err)
		}
		_, got := judged(&c)
		if want := (naive{c}).decide(); got != want {
			t.Fatalf("seed %d\n engine %+v\n reading %+v\n%+v", seed, got, want, c)
		}
		reached[got.rule+" "+got.outcome+" "+got.ground]++
	}
	for _, ending := range endings {
		if reached[ending] == 0 {
			t.Errorf("no random case ended with %s", ending)
		}
		delete(reached, ending)
	}
	for ending := range reached {
		t.Errorf("the page knows no ending %s", ending)
	}
}

// endings is every rule with every outcome and ground that it can have.
var endings = []string{
	"R7 withhold not-addressed", "R9 withhold not-addressed", "R10 withhold not-addressed", "R12 withhold not-addressed",
	"R13 withhold not-addressed", "R14 withhold not-addressed", "R15 withhold not-addressed",
	"R1 withhold not-a-member", "R2 withhold system-only", "R3 share own-words",
	"R4 share research-consent", "R4 withhold no-research-consent",
	"R5 withhold not-your-data", "R5 human subject-access", "R6 share release:law", "R6 share release:vital", "R7 share general",
	"R8 share own-section", "R8 share section-shared", "R8 share advance", "R8 withhold section-not-shared",
	"R9 share told-directly", "R9 withhold in-confidence", "R9 human in-confidence", "R9 share about-you", "R9 share agreed",
	"R9 withhold refused", "R9 ask not-agreed", "R9 withhold carers-own", "R9 withhold others-not-agreed",
	"R9 human serious-harm", "R9 human about-staff",
	"R10 share told-directly", "R10 human in-confidence", "R10 share told-the-team", "R10 share giver-agreed",
	"R10 human influenced-care", "R10 withhold in-confidence", "R10 share both-agreed", "R10 withhold others-not-agreed",
	"R10 human serious-harm", "R10 human about-staff",
	"R11 share about-you", "R11 withhold others-not-agreed", "R11 human serious-harm",
	"R12 human objected", "R12 ask not-agreed", "R12 human best-interests", "R12 share direct-care", "R12 human about-staff",
	"R13 share-known already-known",
	"R14 share advance", "R14 withhold advance-refused", "R14 share agreed", "R14 human best-interests", "R14 withhold refused",
	"R14 human after-death", "R14 withhold others-not-agreed", "R14 human serious-harm",
	"R15 share agreed", "R15 ask not-agreed", "R15 withhold refused", "R15 withhold others-not-agreed", "R15 human serious-harm",
	"R16 withhold no-rule",
}
