package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// invitationPage shows one invitation to whoever made it, and to the service
// user whose triangle it is: they say yes or no here.
func (s *Site) invitationPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, err := s.invitation(r, v)
	if err != nil {
		return err
	}
	state := one.State(v.Now)
	page := &ui.ListPage{Base: s.base(v), BackTo: backToPeople(v), Title: v.Words.T("invitation.title")}
	page.Notice = notice(v, r)
	section := ui.ListSection{Summary: s.invitationSummary(r, v, one)}
	switch asked := v.Place.Is(sharing.ServiceUser) && state == people.Waiting; {
	case asked:
		by, _ := v.Place.Member(one.By)
		page.Title, page.Lead = v.Words.T("invitation.asked", "name", by.Name), v.Words.T("invitation.asked-lead")
		section.Actions = answers(v, one)
	case state == people.Open && one.Team == "":
		page.Lead = v.Words.T("invitation.open")
		section.Actions = []ui.Action{ui.Post(v.Words.T("invitation.link"), v.Path+"/link").As(ui.MainAction)}
	default:
		page.Lead = s.stateSentence(v, one)
	}
	if state == people.Waiting || state == people.Open {
		if one.By == v.Person.ID || v.Place.Is(sharing.ServiceUser) && state == people.Open {
			section.Actions = append(section.Actions, ui.Post(v.Words.T("invitation.withdraw"), v.Path+"/withdraw"))
		}
	}
	page.Sections = []ui.ListSection{section}
	if tried := strayedSection(v, one); state == people.Open && len(tried.Say) > 0 {
		page.Sections = append(page.Sections, tried)
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) stateSentence(v *Visit, one people.Invitation) string {
	switch state := one.State(v.Now); {
	case state == people.Open: // a team was asked
		return v.Words.T("invitation.team-open")
	case state == people.Waiting:
		return v.Words.T("invitation.waiting", "about", v.Place.For())
	case state == people.Joined:
		return v.Words.T("invitation.joined")
	}
	if one.Outcome == people.Guessed {
		return v.Words.T("invitation.guessed", "count", people.WordsMost)
	}
	return v.Words.T("invitation.over")
}

// strayedSection tells the maker of an invitation that somebody else tried it.
func strayedSection(v *Visit, one people.Invitation) ui.ListSection {
	section := ui.ListSection{ID: "tried", Title: v.Words.T("invitation.tried")}
	if one.Astray != 0 {
		section.Say = append(section.Say, ui.Plain(v.Words.T("invitation.astray", "day", whenOf(v, one.Astray))))
	}
	if one.Wrong > 0 {
		section.Say = append(section.Say, ui.Plain(v.Words.T("invitation.wrong", "count", one.Wrong)))
	}
	return section
}

func (s *Site) invitation(r *http.Request, v *Visit) (people.Invitation, error) {
	i := r.PathValue("invitation")
	if !id.Valid(i) {
		return people.Invitation{}, errs.Missing("web.invitation")
	}
	return s.People.Invitation(r.Context(), v.Person.ID, v.Place.ID, i)
}

func (s *Site) invitationSummary(r *http.Request, v *Visit, one people.Invitation) ui.Summary {
	var rows ui.Summary
	add := func(key, value string) {
		if value != "" {
			rows = append(rows, ui.SummaryRow{Key: v.Words.T(key), Value: ui.Plain(value)})
		}
	}
	add("invitation.name", one.Name)
	if one.Corner == sharing.Carer || v.Place.Kind == triangle.File {
		add("invitation.relation", relationName(v, one.Relation))
	}
	if one.Team != "" {
		if team, err := s.People.Team(r.Context(), one.Team); err == nil {
			add("invitation.team", team.Name)
		}
	}
	add("invitation.email", one.Email)
	if one.Basis != "" {
		add("invitation.basis", v.Words.T("basis."+string(one.Basis)))
	}
	add("invitation.made", whenOf(v, one.Made))
	if state := one.State(v.Now); state == people.Open || state == people.Waiting {
		add("invitation.ends", whenOf(v, one.Ends))
	}
	return rows
}

// relationName says what a carer is; a word that is none of ours stands as it is.
func relationName(v *Visit, relation string) string {
	for _, known := range people.Relations() {
		if known == relation {
			return v.Words.T("relation." + relation)
		}
	}
	return relation
}

// answers are the three buttons of a service user.
func answers(v *Visit, one people.Invitation) []ui.Action {
	to := "/t/" + string(one.Triangle) + "/invite/" + one.ID + "/answer"
	say := func(key string, r people.Reply, look ui.ActionLook) ui.Action {
		return ui.Post(v.Words.T(key), to, ui.Hidden{Name: "answer", Value: string(r)}).As(look)
	}
	return []ui.Action{
		say("invitation.yes", people.Yes, ui.MainAction), say("invitation.no", people.No, ui.QuietAction), say("invitation.not-now", people.NotNow, ui.PlainAction),
	}
}

// answerInvitation keeps what the service user said.
func (s *Site) answerInvitation(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, err := s.invitation(r, v)
	if err != nil {
		return err
	}
	answer := people.Reply(r.PostFormValue("answer"))
	if err := s.People.Answer(r.Context(), v.Person.ID, v.Place.ID, one.ID, answer); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/people", "done.invite-"+string(answer))
}

// invitationLink shows the link once. It is never kept, and another one ends it.
func (s *Site) invitationLink(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, err := s.invitation(r, v)
	if err != nil {
		return err
	}
	link, err := s.People.Link(r.Context(), v.Person.ID, v.Place.ID, one.ID)
	if err != nil {
		return err
	}
	scheme := "http"
	if s.Secure {
		scheme = "https"
	}
	page := &ui.ListPage{
		Base: s.base(v), BackTo: backToPeople(v), Title: v.Words.T("link.title"), Lead: v.Words.T("link.lead"),
		Sections: []ui.ListSection{
			{ID: "by-voice", Title: v.Words.T("link.by-voice"), Say: []ui.Rich{ui.Plain(v.Words.T("link.word-how"))},
				Summary: ui.Summary{{Key: v.Words.T("link.word"), Value: ui.Plain(link.Word)}}},
			{ID: "in-writing", Title: v.Words.T("link.in-writing"), Say: []ui.Rich{ui.Plain(v.Words.T("link.how"))},
				Summary: ui.Summary{
					{Key: v.Words.T("link.address"), Value: ui.Plain(scheme + "://" + r.Host + "/join/" + link.Code)},
					{Key: v.Words.T("link.code"), Value: ui.Plain(grouped(link.Code))},
					{Key: v.Words.T("invitation.ends"), Value: ui.Plain(whenOf(v, one.Ends))},
				}},
			{Say: []ui.Rich{ui.Plain(v.Words.T("link.again")), ui.Plain(v.Words.T("link.tries", "count", people.WordsMost))}},
		},
	}
	return s.page(w, http.StatusOK, page)
}

// grouped parts a code so that it can be read out.
func grouped(code string) string {
	var out []byte
	for i := range len(code) {
		if i > 0 && i%4 == 0 {
			out = append(out, ' ')
		}
		out = append(out, code[i])
	}
	return string(out)
}

func (s *Site) withdraw(w http.ResponseWriter, r *http.Request, v *Visit) error {
	one, err := s.invitation(r, v)
	if err != nil {
		return err
	}
	if err := s.People.Withdraw(r.Context(), v.Person.ID, v.Place.ID, one.ID); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/invite/"+one.ID, "done.withdrawn")
}
