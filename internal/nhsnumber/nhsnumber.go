// Package nhsnumber knows the shape of an NHS number and its check digit. It
// never knows whose number it is, and never prints one by accident.
package nhsnumber

import (
	"errors"
	"strings"
)

// Number is a number whose check digit fits: ten digits.
type Number struct{ digits string }

// ErrNone means that a text is no NHS number.
var ErrNone = errors.New("nhsnumber: ten digits whose check digit fits are needed")

// Parse reads a number as people write it: spaces and lines between the digits
// do not matter. Ten times the same digit is what gets typed into a field that must not be empty, and nobody's number.
func Parse(text string) (Number, error) {
	var digits strings.Builder
	for _, r := range strings.TrimSpace(text) {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case r == ' ', r == '-', r == '\u00a0', r == '\u2011', r == '\u2013':
		default:
			return Number{}, ErrNone
		}
	}
	d := digits.String()
	if len(d) != 10 || strings.Count(d, d[:1]) == 10 || !fits(d) {
		return Number{}, ErrNone
	}
	return Number{d}, nil
}

// fits checks the last digit: the first nine, weighed from ten down to two,
// modulo eleven. Where the sum would ask for a check digit of ten, no such
// number is ever given out.
func fits(d string) bool {
	sum := 0
	for i := range 9 {
		sum += int(d[i]-'0') * (10 - i)
	}
	check := 11 - sum%11
	if check == 11 {
		check = 0
	}
	return check < 10 && check == int(d[9]-'0')
}

// String hides the number, so that a log never shows one.
func (n Number) String() string { return "[NHS number]" }

// GoString hides it too.
func (n Number) GoString() string { return n.String() }

// Digits are the ten digits, to be sealed and to be found by.
func (n Number) Digits() string { return n.digits }

// Spoken is how people write and read it: 3, 3 and 4 digits.
func (n Number) Spoken() string {
	if len(n.digits) != 10 {
		return ""
	}
	return n.digits[:3] + " " + n.digits[3:6] + " " + n.digits[6:]
}
