package sharing

import (
	"bytes"
	"encoding/json"
)

// EncodeAnswer makes the JSON line of an answer, ending in a line end. Empty lists are [], never null.
func EncodeAnswer(name string, a Answer, e Explanation) []byte {
	return encodeLine(struct {
		Case    string   `json:"case"`
		Outcome Outcome  `json:"outcome"`
		Rule    Rule     `json:"rule"`
		Ground  string   `json:"ground"`
		Because []string `json:"because"`
		Duties  []string `json:"duties"`
		Mask    []string `json:"mask"`
		Change  []string `json:"change"`
	}{name, a.Outcome, a.Rule, a.Ground, Texts(e.Because), a.Duties.Words(), orEmpty(a.Mask), orEmpty(e.Change)})
}

// EncodeError makes the JSON line that stands in the place of an answer to a malformed case.
func EncodeError(name string, err error) []byte {
	return encodeLine(struct {
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

// encodeLine writes < and & as they are. Plain structs of text cannot fail to encode.
func encodeLine(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v)
	return b.Bytes()
}
