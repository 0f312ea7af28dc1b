package casefile

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"trialogue/internal/sharing"
)

// malformed names the place and never the content, which may be about somebody.
func malformed(place, why string) error {
	return fmt.Errorf("%w: %s %s", sharing.ErrMalformed, place, why)
}

// problems keeps the first thing found wrong.
type problems struct{ first error }

func (p *problems) add(place, why string) {
	if p.first == nil {
		p.first = malformed(place, why)
	}
}

// when adds a problem if it is one.
func (p *problems) when(wrong bool, place, why string) {
	if wrong {
		p.add(place, why)
	}
}

// fields reads one object of a case. What is wrong goes into problems, and reading goes on.
type fields struct {
	*problems
	place string
	o     object
}

// within makes fields of a value, which must be an object whose names are all among these.
func (p *problems) within(place string, v node, names ...string) fields {
	o, isObject := v.(object)
	p.when(!isObject, place, "is not an object")
	for name := range o {
		p.when(!slices.Contains(names, name), place, "has a field of another name")
	}
	return fields{problems: p, place: place, o: o}
}

func (f fields) at(name string) string {
	if f.place == "" {
		return name
	}
	return f.place + "." + name
}

// given is a field's value; null is as absent.
func (f fields) given(name string) (node, bool) {
	v := f.o[name]
	return v, v != nil
}

// wrong adds a problem with a field if it is one.
func (f fields) wrong(isIt bool, name, why string) {
	if isIt {
		f.add(f.at(name), why)
	}
}

func (f fields) need(name string) { f.wrong(!f.has(name), name, "is missing") }

// has reports whether an optional object is there.
func (f fields) has(name string) bool {
	_, given := f.given(name)
	return given
}

func (f fields) optionalString(name string) string {
	v, given := f.given(name)
	s, isString := v.(string)
	f.wrong(given && !isString, name, "is not text")
	return s
}

func (f fields) string(name string) string {
	f.need(name)
	return f.optionalString(name)
}

// optionalWord is empty only where the field is absent: an empty word is none of any list.
func (f fields) optionalWord(name string) string {
	s := f.optionalString(name)
	f.wrong(s == "" && f.has(name), name, "is not one of its words")
	return s
}

func (f fields) word(name string) string {
	f.need(name)
	return f.optionalWord(name)
}

func (f fields) flag(name string) bool {
	v, given := f.given(name)
	yes, isFlag := v.(bool)
	f.wrong(given && !isFlag, name, "is not true or false")
	return yes
}

func (f fields) optionalMoment(name string) sharing.Instant {
	if !f.has(name) {
		return sharing.Instant{}
	}
	at, ok := parseMoment(f.optionalString(name))
	f.wrong(!ok, name, "is not a time like 2026-11-22T10:00:00Z")
	return at
}

func (f fields) moment(name string) sharing.Instant {
	f.need(name)
	return f.optionalMoment(name)
}

// count reads a whole number from 1 to most in plain digits, 1 where absent.
func (f fields) count(name string, most int) int {
	v, given := f.given(name)
	if !given {
		return 1
	}
	digits, _ := v.(json.Number)
	n, err := strconv.ParseUint(string(digits), 10, 16)
	f.wrong(err != nil || n < 1 || n > uint64(most), name, "is not a whole number in plain digits within its bounds")
	return int(n)
}

// list gives the values of a list, none where it is absent.
func (f fields) list(name string) list {
	v, given := f.given(name)
	values, isList := v.(list)
	f.wrong(given && !isList, name, "is not a list")
	return values
}

func (f fields) strings(name string) []string {
	var all []string
	for _, v := range f.list(name) {
		s, isString := v.(string)
		f.wrong(!isString, name, "holds what is not text")
		all = append(all, s)
	}
	return all
}
