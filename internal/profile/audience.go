package profile

import "trialogue/internal/sharing"

// Relation is how a reader stands to the one whose profile it is, now.
type Relation int

// The relations. Apart is the zero value: who is nobody in particular is shown nothing.
const (
	Apart    Relation = iota
	Together          // both stand in one triangle
	Oneself
)

// Standing is who reads whose profile: the corners at which both stand in the
// triangle they share. Corners do not matter to Oneself and Apart.
type Standing struct {
	Relation      Relation
	Reader, Owner sharing.Corner
}

// ShownTo reports whether a part is shown. Chosen says that its owner ticked
// "people in my triangles may see this too", which counts for needs alone. What
// is not named here is not shown.
//
// How to reach somebody, and what keeps them safe, is for professionals who
// serve them. A professional is reached at work, so their own numbers are not
// for colleagues. Safety has no tick: somebody could be made to tick it.
func ShownTo(part Part, s Standing, chosen bool) bool {
	switch s.Relation {
	case Oneself:
		return true
	case Together:
	default:
		return false
	}
	serves := s.Reader == sharing.Professional
	switch part {
	case About, Photo:
		return true
	case Needs:
		return serves || chosen
	case Reach, Safe:
		return serves && (s.Owner == sharing.ServiceUser || s.Owner == sharing.Carer)
	}
	return false
}
