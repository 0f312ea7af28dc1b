package words

import (
	"fmt"
	"strconv"
	"time"
	_ "time/tzdata" // people's times must be right on a machine without zone files
	"unicode"
	"unicode/utf8"
)

// Printer says things in one language, at one place on earth. Make one for each request; it is
// safe to share and holds no person.
type Printer struct {
	lang   string
	own    *dictionary
	base   *dictionary
	loc    *time.Location
	now    func() time.Time
	strict bool
}

// Printer returns a printer for a language. An unknown language is said in English; a nil place
// means Europe/London. The clock decides about "today" and about the year in a date.
func (c *Catalogue) Printer(lang string, loc *time.Location, now func() time.Time) *Printer {
	p := &Printer{lang: lang, own: c.langs[lang], base: c.langs[English], loc: loc, now: now, strict: c.strict}
	if p.own == nil {
		p.lang, p.own = English, p.base
	}
	if p.loc == nil {
		p.loc = London()
	}
	return p
}

// London is the place whose clock the program shows if a person has not named another.
func London() *time.Location {
	loc, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.UTC // cannot happen: the zones are built in
	}
	return loc
}

// Lang is the language for the lang attribute of a page.
func (p *Printer) Lang() string { return p.lang }

// Location is the place whose clock is shown.
func (p *Printer) Location() *time.Location { return p.loc }

// Now is the present, in the reader's place.
func (p *Printer) Now() time.Time { return p.now().In(p.loc) }

// T says the message of a key. Values follow as pairs of a name and a value; a number called
// count also picks the plural form. A missing key shows the English sentence, or else the key
// itself; a strict printer panics.
func (p *Printer) T(key string, args ...any) string {
	return Fill(p.Pattern(key, args...), func(name, style string) string {
		return p.Value(key, name, style, args)
	})
}

// Pattern is the sentence of a key in the right plural form, its places not yet filled.
func (p *Printer) Pattern(key string, args ...any) string {
	for _, d := range []*dictionary{p.own, p.base} {
		if m, ok := d.messages[key]; ok {
			return m.form(d.tag, count(args))
		}
		if p.strict {
			panic(fmt.Sprintf("words: no message %q in %q", key, p.lang))
		}
	}
	return key
}

// Value is what stands for one place of a message.
func (p *Printer) Value(key, name, style string, args []any) string {
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == name {
			return p.show(args[i+1], style)
		}
	}
	if p.strict {
		panic(fmt.Sprintf("words: message %q needs a value called %q", key, name))
	}
	return "…"
}

func (p *Printer) show(v any, style string) string {
	n, isInt := v.(int)
	if !isInt {
		return fmt.Sprint(v)
	}
	switch style {
	case "word":
		return p.Number(n)
	case "Word":
		return capital(p.Number(n))
	default:
		return strconv.Itoa(n)
	}
}

// Number spells a number up to ten and writes a larger one in figures.
func (p *Printer) Number(n int) string {
	if names := numberKeys(); n >= 0 && n < len(names) {
		return p.T(names[n])
	}
	return strconv.Itoa(n)
}

func numberKeys() []string {
	return []string{
		K("number.zero"), K("number.one"), K("number.two"), K("number.three"), K("number.four"),
		K("number.five"), K("number.six"), K("number.seven"), K("number.eight"), K("number.nine"), K("number.ten"),
	}
}

// capital makes the first letter large.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

// count finds the value called count; without one it is 0.
func count(args []any) int {
	for i := 0; i+1 < len(args); i += 2 {
		if n, ok := args[i+1].(int); ok && args[i] == "count" {
			return n
		}
	}
	return 0
}
