package web

import (
	"net/http"
	"time"

	"trialogue/internal/sharing"
	"trialogue/internal/today"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

func (s *Site) homeRoutes() []Route {
	return []Route{
		{http.MethodGet, "/{$}", SignedIn, s.home},
		{http.MethodGet, "/home/{corner}", SignedIn, s.homeAs},
		{http.MethodGet, "/waiting", SignedIn, s.waitingPage},
		{http.MethodGet, "/everybody", SignedIn, s.everybodyPage},
	}
}

// home shows the first page of the corner where somebody stands. Who stands in
// several begins where others wait for them most.
func (s *Site) home(w http.ResponseWriter, r *http.Request, v *Visit) error {
	day, err := s.Today.Day(r.Context(), v.Person.ID, sharing.Professional)
	if err != nil {
		return err
	}
	if err := s.askFirst(r, v, day.Signals); err != nil {
		return err
	}
	for _, corner := range []sharing.Corner{sharing.Professional, sharing.ServiceUser, sharing.Carer} {
		if len(standing(v, day.Triangles, corner)) > 0 {
			return s.homeFor(w, r, v, corner, day)
		}
	}
	return s.homeFor(w, r, v, v.Person.Corner, day)
}

// askFirst puts questions about the account on the first page, where there are any.
func (s *Site) askFirst(r *http.Request, v *Visit, there today.Signals) error {
	if there.Account {
		if err := s.guardNotes(r, v); err != nil {
			return err
		}
	}
	if !there.Review {
		return nil
	}
	return s.askAboutNeeds(r, v)
}

// homeAs shows the first page of another corner of the same person.
func (s *Site) homeAs(w http.ResponseWriter, r *http.Request, v *Visit) error {
	day, err := s.Today.Day(r.Context(), v.Person.ID, sharing.Professional)
	if err != nil {
		return err
	}
	return s.homeFor(w, r, v, sharing.Corner(r.PathValue("corner")), day)
}

func (s *Site) homeFor(w http.ResponseWriter, r *http.Request, v *Visit, corner sharing.Corner, day today.Day) error {
	mine := day.Triangles
	here := standing(v, mine, corner)
	switch {
	case corner == sharing.Professional && (len(here) > 0 || v.Person.Corner == corner):
		return s.professionalHome(w, r, v, day)
	case len(here) > 0 && corner == sharing.ServiceUser:
		v.Place = placeIn(v, chosen(r, here))
		return s.serviceUserHome(w, r, v, mine)
	case len(here) > 0 && corner == sharing.Carer:
		v.Place = placeIn(v, chosen(r, here))
		return s.carerHome(w, r, v, mine)
	}
	return s.aloneHome(w, r, v, mine)
}

// standing lists the triangles of three where the visitor stands at a corner.
func standing(v *Visit, mine []triangle.Triangle, corner sharing.Corner) []triangle.Triangle {
	var out []triangle.Triangle
	for _, t := range mine {
		if me, ok := t.Member(v.Person.ID); ok && me.Corner == corner && t.Kind == triangle.Three {
			out = append(out, t)
		}
	}
	return out
}

// chosen is the triangle in the address, if it is one of these, or the first.
func chosen(r *http.Request, here []triangle.Triangle) triangle.Triangle {
	for _, t := range here {
		if string(t.ID) == r.URL.Query().Get("t") {
			return t
		}
	}
	return here[0]
}

func placeIn(v *Visit, t triangle.Triangle) Place {
	me, _ := t.Member(v.Person.ID)
	return Place{Triangle: t, Me: me}
}

// otherPlaces leads to the visitor's other triangles and corners.
func otherPlaces(v *Visit, mine []triangle.Triangle) []ui.Link {
	var out []ui.Link
	for _, t := range mine {
		me, _ := t.Member(v.Person.ID)
		if t.ID == v.Place.ID || t.Kind != triangle.Three {
			continue
		}
		about := v.Words.T("home.your-own")
		if su, ok := t.ServiceUser(); ok && su.Person != v.Person.ID {
			about = v.Words.T("home.for", "about", su.Name)
		}
		out = append(out, ui.Link{Href: "/home/" + string(me.Corner) + "?t=" + string(t.ID), Text: about})
	}
	return out
}

// greeting fits the reader's time of day.
func greeting(v *Visit) string {
	name := triangle.FirstName(v.Person.Name)
	switch hour := v.Words.Now().Hour(); {
	case hour < 12:
		return v.Words.T("home.morning", "name", name)
	case hour < 18:
		return v.Words.T("home.afternoon", "name", name)
	}
	return v.Words.T("home.evening", "name", name)
}

// byDay says until when something was promised.
func byDay(v *Visit, us int64) string {
	return v.Words.T("home.by", "day", v.Words.Date(time.UnixMicro(us)))
}

// lateDays counts whole days since something was due; on the day itself it is one.
func lateDays(v *Visit, due int64) int {
	late := v.Now.Sub(time.UnixMicro(due))
	if late <= 0 {
		return 0
	}
	return max(1, int(late.Hours()/24))
}
