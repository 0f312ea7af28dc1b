package casefile

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// Name reads what can be read of the name in a line that is no sound JSON object: it looks no further than the first
// break. Of two names neither is the name.
func Name(line []byte) string {
	d := json.NewDecoder(bytes.NewReader(line))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return ""
	}
	name, found := "", false
	for d.More() {
		key, err := d.Token()
		if err != nil {
			break
		}
		var value any
		if d.Decode(&value) != nil {
			break
		}
		if key != "case" {
			continue
		}
		if found {
			return ""
		}
		name, _ = value.(string)
		found = true
	}
	if strings.ContainsRune(name, utf8.RuneError) {
		return ""
	}
	return name
}
