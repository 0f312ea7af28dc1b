package relationship

import (
	"slices"

	"trialogue/internal/sharing"
)

// Arrow is one directed relationship.
type Arrow struct{ From, To sharing.Corner }

// Arrows are the six, in the order in which they are numbered.
func Arrows() []Arrow {
	const su, ca, pr = sharing.ServiceUser, sharing.Carer, sharing.Professional
	return []Arrow{{su, ca}, {ca, su}, {su, pr}, {pr, su}, {ca, pr}, {pr, ca}}
}

// Code names an arrow in addresses and rows: "carer-to-service-user".
func (a Arrow) Code() string { return string(a.From) + "-to-" + string(a.To) }

// Number is its place in the order, from 1; 0 for no arrow.
func (a Arrow) Number() int { return slices.Index(Arrows(), a) + 1 }

// Back is the arrow that runs the other way.
func (a Arrow) Back() Arrow { return Arrow{a.To, a.From} }

// ArrowOf finds the arrow of a code.
func ArrowOf(code string) (Arrow, bool) {
	for _, a := range Arrows() {
		if a.Code() == code {
			return a, true
		}
	}
	return Arrow{}, false
}

// End says at which end of an arrow somebody stands.
type End string

// The ends. Aside is between the other two.
const (
	Start  End = "start"
	Finish End = "finish"
	Aside  End = "aside"
)

// EndAt is where a corner stands.
func (a Arrow) EndAt(c sharing.Corner) End {
	switch c {
	case a.From:
		return Start
	case a.To:
		return Finish
	}
	return Aside
}

// Other is the corner across from one that stands at an end.
func (a Arrow) Other(c sharing.Corner) sharing.Corner {
	if c == a.From {
		return a.To
	}
	return a.From
}
