package web

import (
	"strings"
	"time"

	"trialogue/internal/fold"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
	"trialogue/internal/triangle"
)

// apart tells two people of one name apart, where a professional has both in a
// list: by since when, by who stands beside them, and by a short code.
type apart struct{ names map[string]int }

func newApart() apart { return apart{map[string]int{}} }

func (a apart) count(name string) { a.names[fold.Text(name)]++ }

func (a apart) twice(name string) bool { return a.names[fold.Text(name)] > 1 }

// apartWords say what differs.
func apartWords(v *Visit, t id.Triangle, su triangle.Member, carers []triangle.Member) string {
	since, code := v.Words.ShortDate(time.UnixMicro(su.Since)), triangle.Short(t)
	var names []string
	for _, m := range carers {
		if m.Corner == sharing.Carer {
			names = append(names, triangle.FirstName(m.Name))
		}
	}
	if len(names) == 0 {
		return v.Words.T("apart.alone", "since", since, "code", code)
	}
	return v.Words.T("apart.with", "since", since, "names", strings.Join(names, ", "), "code", code)
}

// apartIn counts the service users of some triangles by name.
func apartIn(all []triangle.Triangle) apart {
	a := newApart()
	for _, t := range all {
		if su, ok := t.ServiceUser(); ok {
			a.count(su.Name)
		}
	}
	return a
}

// apartCircles counts by name who may be on the phone.
func apartCircles(all []telling.Circle) apart {
	a := newApart()
	for _, c := range all {
		for _, m := range c.People {
			a.count(m.Name)
		}
		if !containsMember(c.People, c.About.Person) {
			a.count(c.About.Name)
		}
	}
	return a
}

func containsMember(all []triangle.Member, p id.Person) bool {
	for _, m := range all {
		if m.Person == p {
			return true
		}
	}
	return false
}
