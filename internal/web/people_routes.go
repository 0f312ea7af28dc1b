package web

import "net/http"

func (s *Site) peopleRoutes() []Route {
	return []Route{
		{http.MethodGet, "/ring", Anybody, s.ring},
		{http.MethodGet, "/t/{triangle}/people", InPlace, s.people},
		{http.MethodGet, "/t/{triangle}/people/{person}", InPlace, s.personPage},
		{http.MethodGet, "/t/{triangle}/leave", InPlace, s.leaveForm},
		{http.MethodPost, "/t/{triangle}/leave", InPlace, s.leave},
		{http.MethodGet, "/t/{triangle}/staff", InPlace, s.staffForm},
		{http.MethodPost, "/t/{triangle}/staff", InPlace, s.staff},
		{http.MethodGet, "/t/{triangle}/owed/{ref}", InPlace, s.owedForm},
		{http.MethodPost, "/t/{triangle}/owed/{ref}", InPlace, s.owed},
		{http.MethodGet, "/t/{triangle}/take-along", InPlace, s.ownQuestions},
		{http.MethodPost, "/t/{triangle}/take-along", InPlace, s.addOwnQuestion},
		{http.MethodGet, "/left", SignedIn, s.left},
		{http.MethodPost, "/left/{triangle}/copy", SignedIn, s.askCopy},
		{http.MethodPost, "/own", SignedIn, s.beginOwn},
		{http.MethodGet, "/invite", SignedIn, s.inviteFromOwn},
	}
}

// inviteRoutes are about who comes in. What asks a service user for a yes waits
// until they are alone, if they want that.
func (s *Site) inviteRoutes() []Route {
	routes := []Route{
		{http.MethodGet, "/t/{triangle}/invite", InPlace, s.inviteForm},
		{http.MethodPost, "/t/{triangle}/invite", InPlace, s.invite},
		{http.MethodGet, "/t/{triangle}/invite/{invitation}", InPlace, s.invitationPage},
		{http.MethodPost, "/t/{triangle}/invite/{invitation}/link", InPlace, s.invitationLink},
		{http.MethodPost, "/t/{triangle}/invite/{invitation}/withdraw", InPlace, s.withdraw},
		{http.MethodPost, "/t/{triangle}/invite/{invitation}/answer", InPlace, s.answerInvitation},
		{http.MethodGet, "/t/{triangle}/people/{person}/end", InPlace, s.endForm},
		{http.MethodPost, "/t/{triangle}/people/{person}/end", InPlace, s.endPlace},
	}
	for i := range routes {
		routes[i].Do = s.alone(routes[i].Do)
	}
	return append(routes, []Route{
		{http.MethodGet, "/join", Anybody, s.joinForm},
		{http.MethodPost, "/join", Anybody, s.joinTyped},
		{http.MethodGet, "/join/{code}", Anybody, s.joinPage},
		{http.MethodPost, "/join/{code}", SignedIn, s.join},
		{http.MethodGet, "/open", SignedIn, s.openForm},
		{http.MethodPost, "/open", SignedIn, s.openTriangle},
		{http.MethodGet, "/asked", SignedIn, s.teamAsked},
		{http.MethodPost, "/asked/{invitation}", SignedIn, s.answerTeamAsked},
	}...)
}

func (s *Site) adminRoutes() []Route {
	return []Route{
		{http.MethodGet, "/admin/teams", SignedIn, s.teams},
		{http.MethodPost, "/admin/teams", SignedIn, s.makeTeam},
		{http.MethodGet, "/admin/teams/{team}", SignedIn, s.teamPage},
		{http.MethodGet, "/admin/teams/{team}/change", SignedIn, s.teamForm},
		{http.MethodPost, "/admin/teams/{team}/change", SignedIn, s.changeTeam},
		{http.MethodGet, "/admin/teams/{team}/hire", SignedIn, s.hireForm},
		{http.MethodPost, "/admin/teams/{team}/hire", SignedIn, s.hire},
		{http.MethodPost, "/admin/teams/{team}/people/{person}/sign-out", SignedIn, s.signOutColleague},
		{http.MethodGet, "/admin/teams/{team}/people/{person}/close", SignedIn, s.closeForm},
		{http.MethodPost, "/admin/teams/{team}/people/{person}/close", SignedIn, s.closeAccount},
	}
}
