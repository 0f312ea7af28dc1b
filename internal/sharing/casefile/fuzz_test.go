package casefile_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"trialogue/internal/sharing"
	"trialogue/internal/sharing/casefile"
)

// FuzzParse: whatever comes in, there is either a sound case that the engine answers, or an error and no facts.
func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte(`{"case":"a","now":null`))
	f.Add([]byte(`{"case":"\ud800"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		c, err := casefile.Parse(line)
		if err != nil {
			if !errors.Is(err, sharing.ErrMalformed) || len(c.Triangle.People) > 0 {
				t.Fatalf("%v %+v", err, c)
			}
			return
		}
		if err := sharing.Check(&c); err != nil || !json.Valid(line) {
			t.Fatalf("taken as sound: %v", err)
		}
		a := sharing.Decide(c.Now, &c.Triangle, &c.Item, c.Request)
		e := sharing.Explain(c.Now, &c.Triangle, &c.Item, c.Request, a)
		if a.Rule == "" || len(e.Because) == 0 || !a.Shares() && a.Mask != nil {
			t.Fatalf("%+v %+v", a, e)
		}
		out := casefile.Answer(c.Name, a, e)
		if !json.Valid(out) || bytes.Count(out, []byte("\n")) != 1 {
			t.Fatalf("%s", out)
		}
	})
}
