package sharing

import (
	"bytes"
	"encoding/json"
	"errors"
	"unicode/utf8"
)

// The library's own decoding into structs takes "CLASS" for "class", the last of two equal names, and � for what is no
// text. A case that decides about people is read exactly, so its values are walked one by one.

// node is one JSON value: nil, bool, json.Number, string, []node or *object.
type node any

// object keeps the names in the order they were written.
type object struct {
	names  []string
	values map[string]node
}

var (
	errSyntax    = malformed("line", "is not one JSON object in UTF-8")
	errSurrogate = malformed("line", "holds half a character")
	errTwice     = malformed("line", "gives a field twice in one object")
)

// readTree reads one JSON object and nothing else. No name may stand twice in one object, at any depth.
func readTree(line []byte) (*object, error) {
	if !utf8.Valid(line) || !json.Valid(line) {
		return nil, errSyntax
	}
	if halfCharacter(line) {
		return nil, errSurrogate
	}
	d := json.NewDecoder(bytes.NewReader(line))
	d.UseNumber()
	root, err := readNode(d)
	if err != nil {
		return nil, err
	}
	o, isObject := root.(*object)
	if !isObject {
		return nil, errSyntax
	}
	return o, nil
}

func readNode(d *json.Decoder) (node, error) {
	token, err := d.Token()
	if err != nil {
		return nil, errors.Join(errSyntax, err)
	}
	switch token {
	case json.Delim('{'):
		return readObject(d)
	case json.Delim('['):
		return readList(d)
	}
	return token, nil
}

func readObject(d *json.Decoder) (node, error) {
	o := &object{values: map[string]node{}}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return nil, errors.Join(errSyntax, err)
		}
		key, _ := name.(string)
		if _, twice := o.values[key]; twice {
			return nil, errTwice
		}
		o.names = append(o.names, key)
		if o.values[key], err = readNode(d); err != nil {
			return nil, err
		}
	}
	return o, closing(d)
}

func readList(d *json.Decoder) (node, error) {
	list := []node{}
	for d.More() {
		one, err := readNode(d)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, closing(d)
}

func closing(d *json.Decoder) error {
	_, err := d.Token()
	return err
}

// halfCharacter finds a \u escape that is one half of a pair alone. Two such could not be told apart once decoded.
// The line must be valid JSON.
func halfCharacter(line []byte) bool {
	const escape = len(`\u0000`)
	for n := 0; n < len(line); n++ {
		if line[n] != '\\' {
			continue
		}
		if line[n+1] != 'u' {
			n++
			continue
		}
		switch first := hexUnit(line[n+2:]); {
		case first >= 0xDC00 && first <= 0xDFFF:
			return true
		case first >= 0xD800 && first <= 0xDBFF:
			rest := line[n+escape:]
			if !bytes.HasPrefix(rest, []byte(`\u`)) {
				return true
			}
			if second := hexUnit(rest[2:]); second < 0xDC00 || second > 0xDFFF {
				return true
			}
			n += escape
		}
		n += escape - 1
	}
	return false
}

// hexUnit reads four hexadecimal digits.
func hexUnit(digits []byte) rune {
	var unit rune
	for _, c := range digits[:4] {
		unit <<= 4
		switch {
		case c <= '9':
			unit += rune(c - '0')
		default:
			unit += rune(c|0x20-'a') + 10
		}
	}
	return unit
}
