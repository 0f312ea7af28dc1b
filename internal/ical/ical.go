// Package ical writes calendar files (RFC 5545) that calendar programs accept. It
// knows times and titles; it never knows whose they are, nor decides what a title
// may say.
package ical

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	ics "github.com/arran4/golang-ical"
)

// Method says what a calendar program should do with the events.
type Method string

// The methods. Publish is for feeds and files that somebody takes home.
const (
	Publish Method = "PUBLISH"
	Request Method = "REQUEST"
	Cancel  Method = "CANCEL"
)

// Event is one thing in a calendar. With Day it lasts the whole day of Start, as
// the calendar stands in Start's own zone, and End does not count.
type Event struct {
	UID      string // the same for each version of the event
	Sequence int    // grows with each version
	Stamp    time.Time
	Start    time.Time
	End      time.Time
	Day      bool
	Title    string
	Note     string
	Place    string
	Link     string
	Gone     bool          // called off
	Remind   time.Duration // how long before; 0 for no reminder
}

// Calendar is a file.
type Calendar struct {
	Method Method
	Name   string
	Events []Event
}

// product names the program in every file, as the standard asks.
const product = "-//Trialogue//Trialogue//EN"

// Bytes writes the file: lines end as the standard wants, times are in UTC, so
// that no calendar program needs to know our zone.
func (c Calendar) Bytes() []byte {
	out := ics.NewCalendar()
	out.SetProductId(product)
	out.SetVersion("2.0")
	out.SetCalscale("GREGORIAN")
	out.SetMethod(ics.Method(c.Method))
	if c.Name != "" {
		out.SetXWRCalName(plain(c.Name))
		out.SetRefreshInterval("PT1H") // the library's name of it says that it is a duration
		out.SetXPublishedTTL("PT1H")
	}
	for _, e := range c.Events {
		e.into(out.AddEvent(e.UID))
	}
	return []byte(out.Serialize(ics.WithNewLineWindows))
}

func (e Event) into(v *ics.VEvent) {
	v.SetDtStampTime(e.Stamp)
	v.SetModifiedAt(e.Stamp)
	v.SetSequence(e.Sequence)
	e = e.plain()
	v.SetSummary(e.Title)
	v.SetClass(ics.ClassificationPrivate)
	e.times(v)
	for _, one := range []struct {
		set  func(string, ...ics.PropertyParameter)
		text string
	}{{v.SetDescription, e.Note}, {v.SetLocation, e.Place}, {v.SetURL, e.Link}} {
		if one.text != "" {
			one.set(one.text)
		}
	}
	v.SetStatus(ics.ObjectStatusConfirmed)
	if e.Gone {
		v.SetStatus(ics.ObjectStatusCancelled)
		return
	}
	if e.Remind > 0 {
		alarm := v.AddAlarm()
		alarm.SetAction(ics.ActionDisplay)
		alarm.SetTrigger("-" + duration(e.Remind))
		alarm.SetProperty(ics.ComponentPropertyDescription, e.Title)
	}
}

// plain takes out of the texts what would end a line in the middle of a word, or
// is no letter at all: the library escapes only what a text may hold.
func (e Event) plain() Event {
	e.Title, e.Note, e.Place = plain(e.Title), plain(e.Note), plain(e.Place)
	e.Link = strings.ReplaceAll(plain(e.Link), "\n", "")
	return e
}

func plain(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n").Replace(strings.ToValidUTF8(text, ""))
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
}

func (e Event) times(v *ics.VEvent) {
	if e.Day {
		v.SetAllDayStartAt(e.Start)
		v.SetAllDayEndAt(e.Start.AddDate(0, 0, 1))
		v.SetTimeTransparency(ics.TransparencyTransparent)
		return
	}
	v.SetStartAt(e.Start)
	v.SetEndAt(e.End)
}

// duration spells out minutes as the standard has them.
func duration(d time.Duration) string {
	minutes := int(d / time.Minute)
	switch {
	case minutes%1440 == 0:
		return "P" + strconv.Itoa(minutes/1440) + "D"
	case minutes%60 == 0:
		return "PT" + strconv.Itoa(minutes/60) + "H"
	}
	return "PT" + strconv.Itoa(minutes) + "M"
}
