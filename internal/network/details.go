package network

import (
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/plain"
)

// Details say who helps. All of it is sealed as a text.
type Details struct {
	Name    string
	Service bool   // a service, and not one person
	Does    string // what they are: "housing officer"
	For     string // what they help with
	Phone   string
	Reach   string // how else to reach them, and when
}

// Limits in letters, stated on the form.
const (
	LineMost  = 80
	ForMost   = 300
	PhoneMost = 30
)

// The parts of a contact. The name is the text itself.
const (
	partKind  = "contact-kind"
	partDoes  = "contact-does"
	partFor   = "contact-for"
	partPhone = "contact-phone"
	partReach = "contact-reach"
)

const kindService = "service"

func (d Details) tidy() (Details, errs.Problems) {
	var p errs.Problems
	d.Name, d.Does, d.Phone, d.Reach = plain.Line(d.Name), plain.Line(d.Does), plain.Line(d.Phone), plain.Line(d.Reach)
	d.For = plain.Clean(d.For)
	if !plain.Visible(d.Name) {
		p.Add("name", "network.name-missing")
	}
	if !plain.Visible(d.For) {
		p.Add("for", "network.for-missing")
	}
	for _, one := range []struct {
		field, text string
		most        int
	}{{"name", d.Name, LineMost}, {"does", d.Does, LineMost}, {"for", d.For, ForMost}, {"reach", d.Reach, ForMost}} {
		if have := plain.Length(one.text); have > one.most {
			p.Add(one.field, "network.too-long", "most", one.most, "have", have)
		}
	}
	if d.Phone != "" && (plain.Length(d.Phone) > PhoneMost || !plain.Dialled(d.Phone)) {
		p.Add("phone", "network.phone-wrong")
	}
	return d, p
}

func (d Details) parts() []disclose.Part {
	var out []disclose.Part
	for _, one := range []disclose.Part{{Name: partDoes, Text: d.Does}, {Name: partFor, Text: d.For}, {Name: partPhone, Text: d.Phone}, {Name: partReach, Text: d.Reach}} {
		if one.Text != "" {
			out = append(out, one)
		}
	}
	if d.Service {
		out = append(out, disclose.Part{Name: partKind, Text: kindService})
	}
	return out
}

func detailsOf(s disclose.Shown) Details {
	d := Details{Name: s.Words()}
	for _, p := range s.Parts {
		switch p.Name {
		case partDoes:
			d.Does = p.Text
		case partFor:
			d.For = p.Text
		case partPhone:
			d.Phone = p.Text
		case partReach:
			d.Reach = p.Text
		case partKind:
			d.Service = p.Text == kindService
		}
	}
	return d
}
