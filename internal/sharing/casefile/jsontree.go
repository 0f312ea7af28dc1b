package casefile

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"
)

// The library's own decoding into structs takes "CLASS" for "class", the last of two equal names, and a stand-in for what is no
// text. A case that decides about people is read exactly: the library says whether the line is JSON, and its values are
// then walked one by one.

// node is one JSON value: nil, bool, json.Number, string, list or object.
type node any

type (
	list   []node
	object map[string]node
)

var (
	errSyntax    = malformed("line", "is not one JSON object in UTF-8")
	errSurrogate = malformed("line", "holds half a character")
	errTwice     = malformed("line", "gives a field twice in one object")
)

// readTree reads one JSON object and nothing else. No name may stand twice in one object, at any depth.
func readTree(line []byte) (object, error) {
	if !utf8.Valid(line) || !json.Valid(line) {
		return nil, errSyntax
	}
	if halfCharacter(line) {
		return nil, errSurrogate
	}
	r := treeReader{line: line}
	root, isObject := r.node().(object)
	switch {
	case r.twice:
		return nil, errTwice
	case !isObject:
		return nil, errSyntax
	}
	return root, nil
}

// treeReader walks over what is known to be valid JSON, of a depth that the library allows.
type treeReader struct {
	line  []byte
	at    int
	twice bool
}

// next passes white space, commas and colons, which mean nothing more once the line is valid.
func (r *treeReader) next() byte {
	for {
		switch c := r.line[r.at]; c {
		case ' ', '\t', '\r', '\n', ',', ':':
			r.at++
		default:
			return c
		}
	}
}

func (r *treeReader) node() node {
	switch r.next() {
	case '{':
		return r.object()
	case '[':
		return r.list()
	case '"':
		return r.text()
	case 't':
		r.at += len("true")
		return true
	case 'f':
		r.at += len("false")
		return false
	case 'n':
		r.at += len("null")
		return nil
	}
	return r.number()
}

func (r *treeReader) object() object {
	o := object{}
	r.at++
	for r.next() != '}' {
		name := r.text()
		if _, given := o[name]; given {
			r.twice = true
		}
		o[name] = r.node()
	}
	r.at++
	return o
}

func (r *treeReader) list() list {
	all := list{}
	r.at++
	for r.next() != ']' {
		all = append(all, r.node())
	}
	r.at++
	return all
}

func (r *treeReader) text() string {
	start, plain := r.at, true
	for r.at++; r.line[r.at] != '"'; r.at++ {
		if r.line[r.at] == '\\' {
			plain = false
			r.at++
		}
	}
	r.at++
	if plain {
		return string(r.line[start+1 : r.at-1])
	}
	var s string
	_ = json.Unmarshal(r.line[start:r.at], &s) // valid, so it cannot fail
	return s
}

func (r *treeReader) number() json.Number {
	length := bytes.IndexAny(r.line[r.at:], " \t\r\n,]}")
	if length < 0 {
		length = len(r.line) - r.at
	}
	r.at += length
	return json.Number(r.line[r.at-length : r.at])
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
