package web

import "net/http"

// organisationRoutes are about who works where, who covers for whom, and by what
// a professional reaches a triangle.
func (s *Site) organisationRoutes() []Route {
	return []Route{
		{http.MethodGet, "/admin", SignedIn, s.admin},
		{http.MethodGet, "/admin/name", SignedIn, s.adminName},
		{http.MethodPost, "/admin/name", SignedIn, s.adminRename},
		{http.MethodGet, "/admin/services", SignedIn, s.adminServices},
		{http.MethodPost, "/admin/services", SignedIn, s.adminKeepService},
		{http.MethodGet, "/admin/staff", SignedIn, s.adminStaff},
		{http.MethodGet, "/admin/teams/{team}/join", SignedIn, s.joinTeamForm},
		{http.MethodPost, "/admin/teams/{team}/join", SignedIn, s.joinTeam},
		{http.MethodGet, "/admin/places/{membership}", SignedIn, s.placeForm},
		{http.MethodPost, "/admin/places/{membership}", SignedIn, s.changePlace},
		{http.MethodGet, "/admin/places/{membership}/end", SignedIn, s.endTeamPlaceForm},
		{http.MethodPost, "/admin/places/{membership}/end", SignedIn, s.endTeamPlace},
		{http.MethodGet, "/admin/offices", SignedIn, s.offices},
		{http.MethodGet, "/admin/offices/{person}", SignedIn, s.officeForm},
		{http.MethodPost, "/admin/offices/{person}", SignedIn, s.setOffice},
		{http.MethodGet, "/cover", SignedIn, s.covers},
		{http.MethodGet, "/cover/new", SignedIn, s.coverForm},
		{http.MethodPost, "/cover/new", SignedIn, s.setCover},
		{http.MethodPost, "/cover/{cover}/agree", SignedIn, s.agreeCover},
		{http.MethodPost, "/cover/{cover}/end", SignedIn, s.endCover},
		{http.MethodGet, "/team", SignedIn, s.team},
		{http.MethodPost, "/team/{triangle}/open", SignedIn, s.openByTeam},
		{http.MethodGet, "/reach", SignedIn, s.reachForm},
		{http.MethodPost, "/reach", SignedIn, s.reachByReason},
		{http.MethodGet, "/t/{triangle}/code", InPlace, s.codePage},
		{http.MethodPost, "/t/{triangle}/code", InPlace, s.makeCode},
		{http.MethodGet, "/reviews", SignedIn, s.reviews},
		{http.MethodGet, "/reviews/{ref}", SignedIn, s.review},
		{http.MethodPost, "/reviews/{ref}", SignedIn, s.settleReview},
		{http.MethodPost, "/reviews/{ref}/end", SignedIn, s.endComing},
		{http.MethodGet, "/support", SignedIn, s.supports},
		{http.MethodGet, "/support/new", SignedIn, s.supportForm},
		{http.MethodPost, "/support/new", SignedIn, s.askSupport},
		{http.MethodGet, "/support/{ref}", SignedIn, s.support},
		{http.MethodPost, "/support/{ref}", SignedIn, s.answerSupport},
		{http.MethodPost, "/support/{ref}/end", SignedIn, s.endSupport},
		{http.MethodPost, "/t/{triangle}/support/{ref}/end", InPlace, s.endSupportHere},
	}
}
