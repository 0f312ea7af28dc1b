package web

import (
	"net/http"
	"strconv"

	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

func (s *Site) triangleRoutes() []Route {
	return []Route{{http.MethodGet, "/t/{triangle}", InPlace, s.triangle}}
}

// triangle shows the picture of three corners and six arrows, and who is who.
func (s *Site) triangle(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if v.Place.Kind == triangle.File {
		return seeOther(w, r, "/", "")
	}
	states, err := s.Relationships.Look(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	page := &ui.TrianglePage{Base: s.base(v), Lead: v.Words.T("triangle.lead-"+string(v.Place.Me.Corner), "about", v.Place.For())}
	page.Notice = notice(v, r)
	first, err := s.readBefore(r, v)
	if err != nil {
		return err
	}
	page.Notes = append(page.Notes, first...)
	page.Triangle = ui.Triangle{Reader: ui.Corner(v.Place.Me.Corner), People: knobs(v), Arrows: arrows(v, states)}
	page.Note = v.Words.T("triangle.note-other")
	page.People = s.peopleLinks(v)
	page.Rooms = rooms(v)
	if page.Prompt, err = s.prompt(r, v); err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// rooms are the other pages of a triangle, for each corner its own: what is done
// together first, then what is shared, then the rest.
func rooms(v *Visit) []ui.LinkGroup {
	base := v.Place.Base()
	link := func(path, key string) ui.Link { return ui.Link{Href: base + path, Text: v.Words.T(key)} }
	together := []ui.Link{
		link("/between", "room.between"), link("/agreed", "room.agreed"), link("/limits", "room.limits"), link("/talk", "room.talk"), link("/meetings", "room.meetings"),
		link("/expertise", "room.expertise"), link("/views", "room.views"), link("/network", "room.network"),
	}
	shared := []ui.Link{link("/agreement", "room.agreement"), link("/questions", "room.questions"), link("/ask", "room.ask")}
	more := []ui.Link{link("/kept", "room.kept")}
	switch v.Place.Me.Corner {
	case sharing.Professional:
		more = append(more, link("/releases", "room.releases"), link("/capacity", "room.capacity"), link("/holds", "hold.title"))
	case sharing.Carer:
		shared = append(shared, link("/sharing", "room.own-choices"))
		more = append(more, link("/record", "room.record"))
	default:
		shared = append(shared[:2], link("/seen", "nav.seen")) // nobody asks the service user's leave but others
		more = append(more, link("/record", "room.record"))
	}
	more = append(more, link("/people", "room.people"))
	return []ui.LinkGroup{
		{ID: "rooms-together", Title: v.Words.T("room.group-together"), Links: together},
		{ID: "rooms-shared", Title: v.Words.T("room.group-sharing"), Links: shared},
		{ID: "rooms-more", Title: v.Words.T("room.group-more"), Links: more},
	}
}

// knobs are those of the picture: the team as one.
func knobs(v *Visit) []ui.Person {
	var out []ui.Person
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer} {
		for _, m := range v.Place.At(corner, v.Now) {
			p := person(v, m)
			p.Name = triangle.FirstName(m.Name)
			if m.Person == v.Person.ID {
				p.Name, p.Role = v.Words.T("triangle.you", "name", p.Name), "" // the corner's own word stands below
			}
			out = append(out, p)
		}
	}
	return append(out, ui.Person{Name: v.Words.T("triangle.the-team"), Initials: v.Words.T("triangle.team-short"), Corner: ui.Professional})
}

func arrows(v *Visit, states map[relationship.Arrow]relationship.State) []ui.Arrow {
	var out []ui.Arrow
	for i, a := range relationship.Arrows() {
		out = append(out, ui.Arrow{
			From: ui.Corner(a.From), To: ui.Corner(a.To), State: ui.ArrowState(states[a]), Href: v.Place.Base() + "/between/" + a.Code(),
			Title: v.Words.T("triangle.from-to", "from", cornerSaid(v, a.From), "to", cornerSaid(v, a.To)),
			About: v.Words.T("triangle.about." + strconv.Itoa(i+1)),
		})
	}
	return out
}

// cornerSaid names a corner as the reader says it.
func cornerSaid(v *Visit, c sharing.Corner) string {
	switch {
	case v.Place.Is(c) && c != sharing.Professional:
		return v.Words.T("triangle.said-you")
	case c == sharing.ServiceUser:
		return v.Place.For()
	case c == sharing.Carer:
		if carers := v.Place.At(sharing.Carer, v.Now); len(carers) > 0 {
			return names(carers)
		}
		return v.Words.T("triangle.said-carer")
	}
	return v.Words.T("triangle.said-team")
}

// peopleLinks is who is who, in the order of the corners.
func (s *Site) peopleLinks(v *Visit) []ui.PersonLink {
	var out []ui.PersonLink
	for _, corner := range []sharing.Corner{sharing.ServiceUser, sharing.Carer, sharing.Professional} {
		for _, m := range v.Place.At(corner, v.Now) {
			out = append(out, ui.PersonLink{Who: person(v, m), More: reach(v, m)})
		}
	}
	return out
}

// reach says how to reach a professional; nobody else's number is kept here.
func reach(v *Visit, m triangle.Member) string {
	switch {
	case m.Corner != sharing.Professional:
		return ""
	case m.Phone != "":
		return m.Phone
	}
	return v.Place.Team.Phone
}
