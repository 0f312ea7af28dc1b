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
	"trialogue/internal/telling"
	"trialogue/internal/today"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// professionalHome answers: who needs me today. What is late stands first. It shows
// one screenful; the rest is a link away.
func (s *Site) professionalHome(w http.ResponseWriter, r *http.Request, v *Visit, day today.Day) error {
	here := standing(v, day.Triangles, sharing.Professional)
	page := &ui.ProfessionalHome{Base: s.base(v), Title: v.Words.Date(v.Now), Offices: officesOf(v)}
	page.Notice = notice(v, r)
	var err error
	if len(here) > 0 {
		may, err := s.mayPageOf(v, telling.Circles(here, v.Person.ID, v.Now), "", "")
		if err != nil {
			return err
		}
		page.MayITell = &may.Form
	}
	n, err := s.needs(r, v, here, day)
	if err != nil {
		return err
	}
	page.Lists = n.lists(v)
	var waiting int
	if day.Covering {
		cover, err := s.coverLists(r, v, here)
		if err != nil {
			return err
		}
		page.Lists, waiting = append(page.Lists, cover...), coverWaits(cover)
	}
	if day.More {
		page.More = &ui.Link{Href: "/waiting", Text: v.Words.T("home.see-all-waiting")}
	}
	if page.People, err = s.peopleOf(r, v, here, day); err != nil {
		return err
	}
	if len(here) > len(day.Shown) {
		page.Everybody = &ui.Link{Href: "/everybody", Text: v.Words.T("home.see-everybody", "count", len(here))}
	}
	page.Lead = v.Words.T("home.lead-need-none")
	switch all := n.count() + waiting; {
	case day.More:
		page.Lead = v.Words.T("home.lead-need-more", "count", all)
	case all > 0:
		page.Lead = v.Words.T("home.lead-need", "count", all)
	}
	return s.page(w, http.StatusOK, page)
}

// peopleOf draws the triangles with which a page begins, with how much is new in each.
func (s *Site) peopleOf(r *http.Request, v *Visit, here []triangle.Triangle, day today.Day) ([]ui.PersonLink, error) {
	names := apartIn(here)
	var out []ui.PersonLink
	for _, t := range day.Shown {
		su, ok := t.ServiceUser()
		if !ok {
			continue
		}
		n := day.New[t.ID]
		if slices.Contains(day.Crowded, t.ID) {
			var err error
			if n, err = s.News.Count(r.Context(), v.Person.ID, t.ID); err != nil {
				return nil, err
			}
		}
		link := ui.PersonLink{Who: person(v, su), Href: "/t/" + string(t.ID)}
		if n > 0 {
			link.Href, link.More = link.Href+"/timeline", v.Words.T("home.new-here", "count", n)
		}
		if names.twice(su.Name) {
			link.More = strings.TrimSpace(link.More + " " + apartWords(v, t.ID, su, t.At(sharing.Carer, v.Now)))
		}
		out = append(out, link)
	}
	return out, nil
}

// needs are what a professional's page lists, each kind by itself.
type needs struct{ late, need, slipping, coming []ui.Need }

func (n needs) count() int { return len(n.late) + len(n.need) + len(n.slipping) }

// lists draws the kinds that are not empty.
func (n needs) lists(v *Visit) []ui.NeedList {
	var out []ui.NeedList
	for _, one := range []ui.NeedList{
		{ID: "late", Title: v.Words.T("home.late"), Needs: n.late},
		{ID: "slipping", Title: v.Words.T("home.slipping"), Needs: n.slipping},
		{ID: "need", Title: v.Words.T("home.need"), Needs: n.need},
		{ID: "coming", Title: v.Words.T("home.coming"), Needs: n.coming},
	} {
		if len(one.Needs) > 0 {
			out = append(out, one)
		}
	}
	return out
}

// needs lists duties and questions, what is late apart from the rest.
func (s *Site) needs(r *http.Request, v *Visit, here []triangle.Triangle, day today.Day) (n needs, err error) {
	n.sort(v, here, day.Duties)
	if day.Asked {
		asked, err := s.askedNeeds(r, v)
		if err != nil {
			return n, err
		}
		n.need = append(n.need, asked...)
	}
	if day.Owed {
		late, need, err := s.organisationNeeds(r, v)
		if err != nil {
			return n, err
		}
		n.late, n.need = append(n.late, late...), append(n.need, need...)
	}
	return n, nil
}

// sort puts duties where they belong.
func (n *needs) sort(v *Visit, here []triangle.Triangle, all []duty.Duty) {
	names := apartIn(here)
	for _, d := range all {
		one, ok := drawNeed(v, here, names, d)
		switch {
		case !ok:
		case slices.Contains([]duty.Kind{duty.LateForTeam, duty.LateForLead, duty.AnswerLate, duty.AnswerVeryLate, duty.NobodyOwns}, d.Kind):
			n.slipping = append(n.slipping, one)
		case d.Kind == duty.ComeToMeeting:
			n.coming = append(n.coming, one)
		default:
			n.late, n.need = put(n.late, n.need, one)
		}
	}
}

func put(late, need []ui.Need, n ui.Need) ([]ui.Need, []ui.Need) {
	if n.Late {
		return append(late, n), need
	}
	return late, append(need, n)
}

// drawNeed says one thing to do, about whom, and where to do it.
func drawNeed(v *Visit, here []triangle.Triangle, names apart, d duty.Duty) (ui.Need, bool) {
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
	if names.twice(su.Name) {
		n.More += ", " + apartWords(v, here[at].ID, su, here[at].At(sharing.Carer, v.Now))
	}
	if d.Topic != "" {
		n.More = v.Words.T("home.about-topic", "name", su.Name, "topic", topicName(v.Words, d.Topic))
	}
	switch d.Kind {
	case duty.AnswerTalk:
		n.More = strings.TrimSuffix(n.More, ".") + ". " + v.Words.T("home.asked-ago", "ago", v.Words.Ago(timeOf(d.Made)))
	case duty.ComeToMeeting:
		n.Age, n.Late = whenOf(v, d.Due), false
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
