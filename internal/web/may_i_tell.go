package web

import (
	"net/http"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

func (s *Site) tellingRoutes() []Route {
	return []Route{
		{http.MethodGet, "/may-i-tell", SignedIn, s.mayITell},
		{http.MethodPost, "/may-i-tell", SignedIn, s.mayITellLook},
		{http.MethodGet, "/t/{triangle}/may-i-tell", InPlace, s.mayITell},
		{http.MethodPost, "/t/{triangle}/may-i-tell", InPlace, s.mayITellLook},
		{http.MethodGet, "/t/{triangle}/told", InPlace, s.toldForm},
		{http.MethodPost, "/t/{triangle}/told", InPlace, s.tellRecord},
	}
}

// mayITell is the empty question.
func (s *Site) mayITell(w http.ResponseWriter, r *http.Request, v *Visit) error {
	page, err := s.mayPage(r, v, r.URL.Query().Get("person"), r.URL.Query().Get("topic"))
	if err != nil {
		return err
	}
	page.Notice = notice(v, r)
	return s.page(w, http.StatusOK, page)
}

// mayITellLook answers. It goes by post, so that nobody's question stands in an address.
func (s *Site) mayITellLook(w http.ResponseWriter, r *http.Request, v *Visit) error {
	whom, topic := r.PostFormValue("person"), r.PostFormValue("topic")
	page, err := s.mayPage(r, v, whom, topic)
	if err != nil {
		return err
	}
	q, ok := questionOf(whom, topic)
	if !ok || v.Place.ID != "" && v.Place.ID != q.Triangle {
		page.Errors = append(page.Errors, ui.FieldError{Field: "person", Text: v.Words.T("telling.person-missing")})
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	a, err := s.Telling.Look(r.Context(), v.Person.ID, q)
	if errs.Is(err, errs.Invalid) {
		withErrors(&page.Base, v, err)
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	page.Result = mayResult(v, a, page.Form.Action)
	if page.Result.Reach, err = s.reachOf(r, v, a.Triangle, a.Person); err != nil {
		return err
	}
	if err := s.heldFirst(r, v, q, page.Result); err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// mayPage lists people and topics. Who is no professional finds nothing.
func (s *Site) mayPage(r *http.Request, v *Visit, whom, topic string) (*ui.MayITell, error) {
	circles, err := s.Telling.People(r.Context(), v.Person.ID)
	if err != nil {
		return nil, err
	}
	return s.mayPageOf(v, circles, whom, topic)
}

// mayPageOf is mayPage for people who were looked up already.
func (s *Site) mayPageOf(v *Visit, circles []telling.Circle, whom, topic string) (*ui.MayITell, error) {
	if len(circles) == 0 && v.Person.Corner != sharing.Professional {
		return nil, errs.Missing("web.mayPage")
	}
	page := &ui.MayITell{Base: s.base(v), Form: ui.MayForm{Action: "/may-i-tell"}}
	if v.Place.ID != "" {
		if !v.Place.Is(sharing.Professional) {
			return nil, errs.Missing("web.mayPage")
		}
		page.Form.Action = v.Place.Base() + "/may-i-tell"
	}
	page.Form.People = append(page.Form.People, ui.Option{Label: v.Words.T("telling.choose-person")})
	names := apartCircles(circles)
	for _, c := range circles {
		if v.Place.ID == "" || v.Place.ID == c.Triangle {
			page.Form.People = append(page.Form.People, askers(v, c, whom, names)...)
		}
	}
	page.Form.Topics = append(page.Form.Topics, ui.Option{Label: v.Words.T("telling.choose-topic")})
	for _, name := range telling.Topics() {
		page.Form.Topics = append(page.Form.Topics, ui.Option{Value: name, Label: topicName(v.Words, name), Checked: name == topic})
	}
	return page, nil
}

// askers names the people of one triangle as one hears them on the phone: "Jo Okafor, mother of Sam".
func askers(v *Visit, c telling.Circle, chosen string, names apart) []ui.Option {
	var out []ui.Option
	for _, m := range c.People {
		label := m.Name
		switch {
		case m.Corner != sharing.Carer:
		case m.Relation != "":
			label = v.Words.T("telling.person", "name", m.Name, "relation", m.Relation, "about", triangle.FirstName(c.About.Name))
		default:
			label = v.Words.T("telling.carer", "name", m.Name, "about", triangle.FirstName(c.About.Name))
		}
		if names.twice(m.Name) || names.twice(c.About.Name) {
			label += " (" + apartWords(v, c.Triangle, c.About, c.People) + ")"
		}
		value := askerValue(c.Triangle, m.Person)
		out = append(out, ui.Option{Value: value, Label: label, Checked: value == chosen})
	}
	return out
}

func askerValue(t id.Triangle, p id.Person) string { return string(t) + "/" + string(p) }

func questionOf(whom, topic string) (telling.Question, bool) {
	t, p, ok := strings.Cut(whom, "/")
	return telling.Question{Triangle: id.Triangle(t), Person: id.Person(p), Topic: topic}, ok && id.Valid(t) && id.Valid(p)
}
