package sharing_test

import (
	"bytes"
	"testing"
)

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
