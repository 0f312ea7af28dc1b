package web

import "net/http"

// Who may call a route. What they may see there is decided behind the door.
type Who string

// The callers.
const (
	Anybody  Who = "anybody"   // signed in or not
	Halfway  Who = "halfway"   // signed in, a second factor may still be to come
	SignedIn Who = "signed-in" // anybody with an account
	InPlace  Who = "in-place"  // a member of the {triangle} in the path; others find nothing
)

// Route is one line of the table. A handler returns an error; serve knows how errors look.
type Route struct {
	Method  string
	Pattern string
	Who     Who
	Do      func(w http.ResponseWriter, r *http.Request, v *Visit) error
}

// Routes is the whole table, a subject after the other.
func (s *Site) Routes() []Route {
	var all []Route
	for _, some := range [][]Route{
		s.homeRoutes(),
		s.accountRoutes(),
		s.waysRoutes(),
		s.outsideRoutes(),
		s.guardRoutes(),
		s.profileRoutes(),
		s.peopleRoutes(),
		s.inviteRoutes(),
		s.adminRoutes(),
		s.evidenceRoutes(),
		s.organisationRoutes(),
		s.eventRoutes(),
		s.healthRoutes(),
		s.libraryRoutes(),
		s.entryRoutes(),
		s.protocolRoutes(),
		s.tellingRoutes(),
		s.capacityRoutes(),
		s.releaseRoutes(),
		s.weighingRoutes(),
		s.candourRoutes(),
		s.triangleRoutes(),
		s.safetyRoutes(),
		s.identityRoutes(),
		s.togetherRoutes(),
	} {
		all = append(all, some...)
	}
	return s.withProof(all)
}
