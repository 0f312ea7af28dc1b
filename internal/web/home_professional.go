package web

import (
	"net/http"
	"slices"
	"strings"

	"trialogue/internal/candour"
	"trialogue/internal/duty"
	"trialogue/internal/identity"
	"trialogue/internal/people"
	"trialogue/internal/protocol"
	"trialogue/internal/safety"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// professionalHome answers: who needs me today. What is late stands first.
func (s *Site) professionalHome(w http.ResponseWriter, r *http.Request, v *Visit, mine []triangle.Triangle) error {
	page := &ui.ProfessionalHome{Base: s.base(v), Title: v.Words.Date(v.Now)}
	page.Notice = notice(v, r)
	page.Offices = officesOf(v)
	here := standing(v, mine, sharing.Professional)
	var err error
	if page.MayITell, err = s.askOf(r, v, here); err != nil {
		return err
	}
	late, need, err := s.needs(r, v, here)
	if err != nil {
		return err
	}
	asked, err := s.askedNeeds(r, v)
	if err != nil {
		return err
	}
	need = append(need, asked...)
	lateOrg, needOrg, err := s.organisationNeeds(r, v)
	if err != nil {
		return err
	}
	late, need = append(late, lateOrg...), append(need, needOrg...)
	if len(late) > 0 {
		page.Lists = append(page.Lists, ui.NeedList{ID: "late", Title: v.Words.T("home.late"), Needs: late})
	}
	if len(need) > 0 {
		page.Lists = append(page.Lists, ui.NeedList{ID: "need", Title: v.Words.T("home.need"), Needs: need})
	}
	cover, err := s.coverLists(r, v, here)
	if err != nil {
		return err
	}
	page.Lists = append(page.Lists, cover...)
	waiting := coverWaits(cover)
	names := apartIn(here)
	for _, t := range here {
		if su, ok := t.ServiceUser(); ok {
			n, err := s.News.Count(r.Context(), v.Person.ID, t.ID)
			if err != nil {
				return err
			}
			link := ui.PersonLink{Who: person(v, su), Href: "/t/" + string(t.ID)}
			if n > 0 {
				link.Href, link.More = link.Href+"/timeline", v.Words.T("home.new-here", "count", n)
			}
			if names.twice(su.Name) {
				link.More = strings.TrimSpace(link.More + " " + apartWords(v, t.ID, su, t.At(sharing.Carer, v.Now)))
			}
			page.People = append(page.People, link)
		}
	}
	page.Lead = v.Words.T("home.lead-need-none")
	if n := len(late) + len(need) + waiting; n > 0 {
		page.Lead = v.Words.T("home.lead-need", "count", n)
	}
	return s.page(w, http.StatusOK, page)
}

// askOf is the question "May I tell?". Without triangles there is nobody to ask about.
func (s *Site) askOf(r *http.Request, v *Visit, here []triangle.Triangle) (*ui.MayForm, error) {
	if len(here) == 0 {
		return nil, nil
	}
	may, err := s.mayPage(r, v, "", "")
	if err != nil {
		return nil, err
	}
	return &may.Form, nil
}

// needs lists duties and questions, what is late apart from the rest.
func (s *Site) needs(r *http.Request, v *Visit, here []triangle.Triangle) (late, need []ui.Need, err error) {
	duties, err := s.Duties.Of(r.Context(), v.Person.ID)
	for _, d := range duties {
		if n, ok := drawNeed(v, here, d); ok {
			late, need = put(late, need, n)
		}
	}
	return late, need, err
}

func put(late, need []ui.Need, n ui.Need) ([]ui.Need, []ui.Need) {
	if n.Late {
		return append(late, n), need
	}
	return late, append(need, n)
}

// drawNeed says one thing to do, about whom, and where to do it.
func drawNeed(v *Visit, here []triangle.Triangle, d duty.Duty) (ui.Need, bool) {
	at := slices.IndexFunc(here, func(t triangle.Triangle) bool { return t.ID == d.Triangle })
	if at < 0 {
		return ui.Need{}, false
	}
	su, ok := here[at].ServiceUser()
	if !ok {
		return ui.Need{}, false
	}
	who := su
	if m, ok := here[at].Member(d.For); ok {
		who = m
	}
	n := ui.Need{Who: person(v, who), Age: byDay(v, d.Due), Late: v.Now.UnixMicro() > d.Due}
	if n.Late {
		n.Age = v.Words.T("promise.late", "count", lateDays(v, d.Due))
	}
	n.Say = ui.Say(v.Words, "duty."+string(d.Kind), "name", triangle.FirstName(who.Name), "about", triangle.FirstName(su.Name))
	n.More = su.Name
	if apartIn(here).twice(su.Name) {
		n.More += ", " + apartWords(v, here[at].ID, su, here[at].At(sharing.Carer, v.Now))
	}
	if d.Topic != "" {
		n.More = v.Words.T("home.about-topic", "name", su.Name, "topic", topicName(v.Words, d.Topic))
	}
	n.Actions = []ui.Action{ui.Go(v.Words.T("home.open"), dutyHref(d))}
	return n, true
}

// dutyHref is the page where a duty is done.
func dutyHref(d duty.Duty) string {
	base := "/t/" + string(d.Triangle)
	if href := togetherDuty(base, d); href != "" {
		return href
	}
	switch d.Kind {
	case candour.Duty:
		return base + "/question/" + string(d.Entry)
	case duty.Countersign, duty.ReviewRelease, duty.ReviewTelling, duty.TellGiver:
		return base + "/release/" + d.Ref
	case identity.LookDuty:
		return base + "/people/" + string(d.For) + "/identity"
	case people.CopyDuty, people.ReviewDuty:
		return base + "/owed/" + d.Ref
	case duty.ReviewFinding:
		return base + "/capacity"
	case safety.DutyConfirm, safety.DutyReview:
		return base + "/holds/" + d.Ref
	case protocol.DutyCheckIn:
		return base + "/check-in/" + d.Ref
	case duty.WeighTelling:
		return base + "/entry/" + string(d.Entry) + "/weigh"
	case duty.AskGiver:
		return base + "/entry/" + string(d.Entry) + "/agree"
	case protocol.DutyAsk, protocol.DutyAskStaff, protocol.DutyRemind:
		return base + "/ask/" + d.Ref
	case protocol.DutyReview, protocol.DutyEnding:
		return base + "/sharing"
	}
	return base
}
