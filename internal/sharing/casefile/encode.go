package casefile

import (
	"bytes"
	"encoding/json"

	"trialogue/internal/sharing"
)

// Answer makes the JSON line of an answer, ending in a line end. Empty lists are [], never null.
func Answer(name string, a sharing.Answer, e sharing.Explanation) []byte {
	return line(struct {
		Case    string          `json:"case"`
		Outcome sharing.Outcome `json:"outcome"`
		Rule    sharing.Rule    `json:"rule"`
		Ground  string          `json:"ground"`
		Because []string        `json:"because"`
		Duties  []string        `json:"duties"`
		Mask    []string        `json:"mask"`
		Change  []string        `json:"change"`
	}{name, a.Outcome, a.Rule, a.Ground, sharing.Texts(e.Because), a.Duties.Words(), orEmpty(a.Mask), orEmpty(e.Change)})
}

// Error makes the JSON line that stands in the place of an answer to a malformed case.
func Error(name string, err error) []byte {
	return line(struct {
		Error string `json:"error"`
		Case  string `json:"case"`
	}{err.Error(), name})
}

func orEmpty(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// line writes < and & as they are. Plain structs of text cannot fail to encode.
func line(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v)
	return b.Bytes()
}
