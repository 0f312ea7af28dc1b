package web

import (
	"time"

	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// whyHere says by what a professional stands in a triangle. A carer reads who is
// there and what they do, and no more.
func whyHere(v *Visit, m triangle.Member) string {
	if m.Corner != sharing.Professional || v.Place.Is(sharing.Carer) {
		return ""
	}
	switch m.Reach {
	case triangle.ByTeam:
		return v.Words.T("here.team")
	case triangle.ByCover:
		return v.Words.T("here.cover", "name", firstNameOf(v, m.For), "day", v.Words.Date(timeOf(m.Until-1)))
	case triangle.ByReason:
		return v.Words.T("here.reason-until", "when", v.Words.DateTime(timeOf(m.Until)))
	}
	return v.Words.T("here.asked-in")
}

// sinceWhy says since when somebody is here, and why.
func sinceWhy(v *Visit, m triangle.Member) string {
	since := v.Words.T("people.since", "day", v.Words.ShortDate(time.UnixMicro(m.Since)))
	if why := whyHere(v, m); why != "" && m.Reach != triangle.AskedIn {
		return since + ". " + why
	}
	return since
}

// whyRows say on a person's page why they are here.
func whyRows(v *Visit, m triangle.Member) ui.Summary {
	why := whyHere(v, m)
	if why == "" {
		return nil
	}
	row := ui.SummaryRow{Key: v.Words.T("here.why"), Value: ui.Plain(why)}
	if m.Reason != "" && v.Place.Me.Corner != triangle.AtSupport {
		row.Change = &ui.Link{Href: v.Place.Base() + "/entry/" + string(m.Reason), Text: v.Words.T("here.reason")}
	}
	return ui.Summary{row}
}

// cameSaid says that somebody came, and to whom it is due, why.
func cameSaid(v *Visit, m triangle.Member) string {
	said := v.Words.T("people.came", "name", m.Name)
	if why := whyHere(v, m); why != "" && m.Reach != triangle.AskedIn {
		said += " " + why
	}
	return said
}

// reachNewsTime is how long it stands among a service user's news that somebody
// came who was not asked in.
const reachNewsTime = 7 * 24 * time.Hour

// reachNews tells a service user who came by the team, for a colleague or by a reason.
func reachNews(v *Visit) []ui.Item {
	var out []ui.Item
	for _, n := range people.Lately(v.Place.Triangle, v.Place.Me, v.Now.Add(-reachNewsTime), v.Now) {
		if n.Gone || n.Corner != sharing.Professional || n.Reach == triangle.AskedIn {
			continue
		}
		out = append(out, ui.Item{
			Who: person(v, n.Member), When: v.Words.Day(timeOf(n.At)), Text: ui.Plain(cameSaid(v, n.Member)),
			Actions: []ui.Action{ui.Go(v.Words.T("here.who"), v.Place.Base()+"/people/"+string(n.Person))},
		})
	}
	return out
}
