package web

import (
	"net/http"
	"strings"
)

func (s *Site) identityRoutes() []Route {
	return []Route{
		{http.MethodGet, "/t/{triangle}/people/{person}/identity", InPlace, s.identityPage},
		{http.MethodPost, "/t/{triangle}/people/{person}/identity", InPlace, s.setIdentity},
		{http.MethodGet, "/t/{triangle}/people/{person}/identity/level", InPlace, s.levelForm},
		{http.MethodPost, "/t/{triangle}/people/{person}/identity/show", InPlace, s.showNumber},
		{http.MethodGet, "/t/{triangle}/people/{person}/identity/number", InPlace, s.numberForm},
		{http.MethodPost, "/t/{triangle}/people/{person}/identity/number", InPlace, s.keepNumber},
		{http.MethodGet, "/account/identity", SignedIn, s.ownIdentity},
		{http.MethodPost, "/account/identity/again", SignedIn, s.lookAgain},
		{http.MethodGet, "/account/number", SignedIn, s.ownNumberForm},
		{http.MethodPost, "/account/number", SignedIn, s.keepOwnNumber},
		{http.MethodPost, "/account/number/show", SignedIn, s.showOwnNumber},
		{http.MethodPost, "/account/number/drop", SignedIn, s.dropOwnNumber},
		{http.MethodGet, "/account/other", SignedIn, s.otherAccounts},
		{http.MethodPost, "/account/other", SignedIn, s.lookFrom},
		{http.MethodGet, "/account/other/join", SignedIn, s.proveOtherForm},
		{http.MethodPost, "/account/other/join", SignedIn, s.proveOther},
		{http.MethodGet, "/account/other/join/{joining}", SignedIn, s.joinPlan},
		{http.MethodPost, "/account/other/join/{joining}", SignedIn, s.joinAccounts},
		{http.MethodPost, "/account/other/part", SignedIn, s.partAccounts},
		{http.MethodGet, "/account/close", SignedIn, s.closeOwnForm},
		{http.MethodPost, "/account/close", SignedIn, s.closeOwn},
		{http.MethodGet, "/account/erase", SignedIn, s.eraseFileForm},
		{http.MethodPost, "/account/erase", SignedIn, s.eraseFile},
		{http.MethodGet, "/admin/doubles", SignedIn, s.doubles},
		{http.MethodPost, "/admin/doubles/{case}", SignedIn, s.endDouble},
		{http.MethodGet, "/admin/erase", SignedIn, s.eraseDesk},
		{http.MethodPost, "/admin/erase", SignedIn, s.askErase},
		{http.MethodPost, "/admin/erase/{erasure}/yes", SignedIn, s.agreeErase},
		{http.MethodPost, "/admin/erase/{erasure}/drop", SignedIn, s.dropErase},
		{http.MethodPost, "/admin/hold", SignedIn, s.putLegalHold},
		{http.MethodPost, "/admin/hold/{hold}/end", SignedIn, s.endLegalHold},
	}
}

// identityDone are the messages that these forms leave for the page after them.
func identityDone() []string {
	return []string{"done.identity", "done.number", "done.number-dropped", "done.look-again", "done.account-joined", "done.account-parted", "done.look-from", "done.stayed",
		"done.file-erased", "done.case-ended", "done.erase-asked", "done.erase-agreed", "done.erase-dropped", "done.hold", "done.hold-ended"}
}

// ownAccountFirst handles two moments before any page: an account that was
// closing comes back when its person signs in, and who looks from a joined
// account goes back to their own before they change anything about it.
func (s *Site) ownAccountFirst(w http.ResponseWriter, r *http.Request, v *Visit) (done bool, err error) {
	switch {
	case !v.SignedIn():
		return false, nil
	case v.Session.Closing != 0:
		if err := s.Identity.Stay(r.Context(), v.Session.Person); err != nil || r.Method != http.MethodGet || r.URL.Path == eventsPath {
			return false, err
		}
		return true, seeOther(w, r, "/account", "done.stayed")
	case v.Session.Person != v.Person.ID && (v.Path == "/account" || strings.HasPrefix(v.Path, "/account/") && !strings.HasPrefix(v.Path, "/account/other")):
		return true, seeOther(w, r, "/account/other", "")
	}
	return false, nil
}
