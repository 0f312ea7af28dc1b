// Package samples holds one filled page or more for each page struct, with invented people. Tests
// render all of them, and whoever builds a page can look at it. Nothing of it is part of the
// running program, and it must never know how a page is filled in earnest.
package samples

import (
	"time"

	"trialogue/internal/web/ui"
	"trialogue/internal/words"
)

// Sample is one filled page.
type Sample struct {
	// Name is the name of its file: "carer-home", "write-problem".
	Name string
	Page ui.Page
}

// Now is the moment of all samples: a Monday morning.
func Now() time.Time { return time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC) }

// All returns every sample, said by p.
func All(p *words.Printer) []Sample {
	var out []Sample
	for _, some := range []func(*words.Printer) []Sample{
		plain, homes, writing, entries, sharing, triangles, recovery, components, forms, evidence, people, protocol, demo, ways, profiles,
		between, expertise, agreed, talk, meetings, calendars, networks,
	} {
		out = append(out, some(p)...)
	}
	return out
}

// The family and the team of all samples.
func sam() ui.Person {
	return ui.Person{Name: "Sam Okafor", Initials: "SO", Corner: ui.ServiceUser, Role: "your son"}
}
func jo() ui.Person { return ui.Person{Name: "Jo Okafor", Initials: "JO", Corner: ui.Carer} }
func al() ui.Person { return ui.Person{Name: "Al Okafor", Initials: "AO", Corner: ui.Carer} }
func ravi() ui.Person {
	return ui.Person{Name: "Ravi Menon", Initials: "RM", Corner: ui.Professional, Role: "key worker"}
}
func bea() ui.Person {
	return ui.Person{Name: "Bea Lindqvist", Initials: "BL", Corner: ui.Professional, Role: "occupational therapist"}
}
func mei() ui.Person {
	return ui.Person{Name: "Dr Mei Lee", Initials: "ML", Corner: ui.Professional, Role: "psychiatrist"}
}
func grace() ui.Person {
	return ui.Person{Name: "Grace Bello", Initials: "GB", Corner: ui.Professional, Role: "carer lead"}
}
func team() ui.Person {
	return ui.Person{Name: "The team", Initials: "All", Corner: ui.Professional, Role: "4 people"}
}

// as gives a person another role, as somebody else would say it.
func as(p ui.Person, role string) ui.Person { p.Role = role; return p }

// reader is the frame of a page for one of the three, with the menu entry of current marked.
func reader(p *words.Printer, c ui.Corner, current string) ui.Base {
	b := ui.Base{
		Words: p, Path: "/here", Ring: "/#ring", LeaveQuickly: c != ui.Professional,
		Keeper: "k7f3a9", Events: "/events", EndsIn: 30 * time.Minute,
	}
	labels := map[ui.Corner][]string{
		ui.Carer:        {"Home", "Our triangle", "Tell the team", "What became of it"},
		ui.ServiceUser:  {"Home", "My choices", "My plan", "Our triangle", "Who has seen"},
		ui.Professional: {"Today", "May I tell them?", "Triangles"},
	}
	for _, label := range labels[c] {
		b.Nav = append(b.Nav, ui.NavItem{Href: "/to", Label: label, Current: label == current})
	}
	switch c {
	case ui.ServiceUser:
		b.Who = ui.Who{Name: "Sam", Initials: "SO", Corner: c, SignedIn: true}
		b.As = ui.AsSentence(p, "Sam", c, "")
	case ui.Carer:
		b.Who = ui.Who{Name: "Jo", Initials: "JO", Corner: c, Role: "Sam’s mother", SignedIn: true}
		b.As = ui.AsSentence(p, "Jo", c, "Sam Okafor")
	default:
		b.Who = ui.Who{Name: "Ravi", Initials: "RM", Corner: c, Role: "key worker", SignedIn: true}
		b.As = ui.AsSentence(p, "Ravi Menon", c, "")
		b.Ring = ""
	}
	return b
}

// say makes a sentence of invented text.
func say(text string) ui.Rich { return ui.Plain(text) }

// ring is the list of numbers, reserved for fiction but for the public ones.
func ring() []ui.RingLine {
	return []ui.RingLine{
		{Title: "Someone is in danger now", Tel: "999", Shown: "999"},
		{Title: "A crisis, at any hour", Tel: "111", Shown: "111, then 2"},
		{Title: "Riverside duty line", Text: "Every day, 9am to 8pm. Someone who can look up Sam’s plan.", Tel: "01632960123", Shown: "01632 960 123"},
		{Title: "Grace Bello, for you", Text: "Carer lead. Monday to Thursday. Not only about Sam.", Tel: "01632960131", Shown: "01632 960 131"},
	}
}
