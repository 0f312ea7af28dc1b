package sharing_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"trialogue/internal/sharing"
)

// FuzzParseCase: whatever comes in, there is either a sound case that the engine answers, or an error and no facts.
func FuzzParseCase(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(`{"case":"a","now":null`))
	f.Add([]byte(`{"case":"\ud800"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		c, err := sharing.ParseCase(line)
		if err != nil {
			if !errors.Is(err, sharing.ErrMalformed) || len(c.Triangle.People) > 0 {
				t.Fatalf("%v %+v", err, c)
			}
			return
		}
		if err := sharing.Check(&c); err != nil || !json.Valid(line) {
			t.Fatalf("taken as sound: %v", err)
		}
		a, got := judged(&c)
		if !sharesSound(a) || got != (naive{c}).decide() {
			t.Fatalf("%+v", got)
		}
		out := sharing.EncodeAnswer(c.Name, a, explained(&c))
		if !json.Valid(out) || bytes.Count(out, []byte("\n")) != 1 {
			t.Fatalf("%s", out)
		}
	})
}

func sharesSound(a sharing.Answer) bool { return a.Rule != "" && (a.Shares() || a.Mask == nil) }

// FuzzDecide lets the bytes choose the case, so that coverage leads it into the corners of the rules.
func FuzzDecide(f *testing.F) {
	f.Add([]byte("abc"))
	f.Add(bytes.Repeat([]byte{0, 1, 2, 3, 5, 8, 13, 21}, 20))
	f.Fuzz(func(t *testing.T, choices []byte) {
		c := randomCase(func(n int) int {
			if len(choices) == 0 {
				return 0
			}
			chosen := int(choices[0]) % n
			choices = choices[1:]
			return chosen
		})
		if _, got := judged(&c); got != (naive{c}).decide() {
			t.Fatalf("%+v: %+v", c, got)
		}
	})
}
