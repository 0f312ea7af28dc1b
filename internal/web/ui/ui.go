// Package ui knows how every page looks: one typed struct for each page, the small parts that pages
// are made of, their templates, styles and scripts. It must never know SQL, HTTP requests, the
// sharing rules or where a fact comes from: handlers fill the structs, and ui makes bytes of them.
//
// A page is a struct that embeds Base and names its template. Its words are fixed (in the
// catalogue, said by T) or data (given as strings). Every page has a sample in the package samples.
package ui

// Page is anything that Render can show. The template lives in templates/pages/<name>.html.
type Page interface {
	// Template is the name of the page's template, such as "carer-home".
	Template() string
	// Frame is what all pages share. Embedding Base provides it.
	Frame() *Base
}

// Fragment is a page that is shown without the frame around it, for a script to put in place.
type Fragment interface {
	Page
	IsFragment()
}

// Corner is one of the three corners of a triangle. The values are those of the sharing engine.
type Corner string

// The three corners.
const (
	ServiceUser  Corner = "service-user"
	Carer        Corner = "carer"
	Professional Corner = "professional"
)

// Class is the short name that styles use.
func (c Corner) Class() string {
	switch c {
	case ServiceUser:
		return "su"
	case Carer:
		return "ca"
	case Professional:
		return "pr"
	default:
		return "no"
	}
}
