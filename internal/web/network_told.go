package web

import (
	"net/http"
	"strings"

	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// told is what a reader may know of who may be told what: lines for single
// people, and a sentence for a whole corner.
type told struct {
	person map[id.Person]string
	corner map[sharing.Corner]ui.Rich
}

func (t told) of(m triangle.Member) string { return t.person[m.Person] }

// networkTold follows the choices for every day. A service user sees all of their
// own, unless somebody may be looking; a carer sees what they can be told
// themselves; the team sees what the team can be told.
func (s *Site) networkTold(r *http.Request, v *Visit) (told, error) {
	out := told{person: map[id.Person]string{}, corner: map[sharing.Corner]ui.Rich{}}
	if v.Place.Is(sharing.ServiceUser) {
		if !mayBeSeen(v) {
			return out, nil
		}
		return out, s.toldByOwner(r, v, out)
	}
	known, err := s.Protocol.Told(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return out, err
	}
	base, about, topics := v.Place.Base(), v.Place.For(), fewTitles(v, shared(known))
	if v.Place.Is(sharing.Carer) {
		out.person[v.Person.ID] = v.Words.T(someOrNone(topics, "network.you-told", "network.you-told-none"), "about", about, "topics", topics)
		out.corner[sharing.Carer] = ui.Say(v.Words, "network.carers-ask", "told", base+"/may-know")
		return out, nil
	}
	say := ui.Plain(v.Words.T(someOrNone(topics, "network.team-told", "network.team-told-none"), "about", about, "topics", topics))
	out.corner[sharing.Professional] = say
	out.corner[sharing.Carer] = ui.Say(v.Words, "network.carers-look", "look", "/may-i-tell")
	return out, nil
}

// toldByOwner says for each person what the service user shares with them.
func (s *Site) toldByOwner(r *http.Request, v *Visit, out told) error {
	table, err := s.Protocol.Mine(r.Context(), v.Person.ID, protocol.Look{Triangle: v.Place.ID, When: sharing.Everyday})
	if err != nil {
		return err
	}
	for column, rec := range table.Recipients {
		var topics []protocol.Topic
		for _, row := range table.Rows {
			if row.Cells[column].Answer == sharing.Share {
				topics = append(topics, row.Topic)
			}
		}
		names := fewTitles(v, topics)
		line := v.Words.T(someOrNone(names, "network.you-share", "network.you-share-none"), "name", nameSaid(v, rec.Name), "topics", names)
		if rec.Group() {
			out.corner[sharing.Professional] = ui.Plain(line)
			continue
		}
		out.person[rec.Member.Person] = line
	}
	out.corner[sharing.Carer] = ui.Say(v.Words, "network.your-choices", "sharing", v.Place.Base()+"/sharing")
	return nil
}

func shared(t protocol.Told) []protocol.Topic {
	var out []protocol.Topic
	for _, one := range t.Share {
		out = append(out, one.Topic)
	}
	return out
}

// fewMost is how many topics a line names.
const fewMost = 6

// fewTitles names topics, and counts what would make the line too long.
func fewTitles(v *Visit, topics []protocol.Topic) string {
	if len(topics) <= fewMost+1 {
		return titles(v, topics)
	}
	return v.Words.T("network.and-more", "topics", titles(v, topics[:fewMost]), "count", len(topics)-fewMost)
}

// someOrNone is the message for some topics, or for none.
func someOrNone(topics, some, none string) string {
	if topics == "" {
		return none
	}
	return some
}

// networkRing is a sheet for the wall: whom to ring, and what for. What was told
// in confidence is not on it.
func (s *Site) networkRing(w http.ResponseWriter, r *http.Request, v *Visit) error {
	contacts, err := s.Network.List(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	t := v.Words.T
	page := &ui.ListPage{Base: s.base(v), BackTo: backToNetwork(v), Title: t("network.ring"), Lead: t("network.ring-lead")}
	table := &ui.SimpleTable{ID: "ring", Caption: t("network.ring-caption"), Head: []string{t("network.ring-who"), t("network.ring-number"), t("network.ring-for")}}
	for _, line := range ringLines(v, v.Place.Triangle) {
		table.Rows = append(table.Rows, []string{line.Title, line.Shown, line.Text})
	}
	for _, m := range v.Place.At(sharing.Professional, v.Now) {
		if m.Phone != "" && !m.CarerLead && m.Person != v.Person.ID {
			table.Rows = append(table.Rows, []string{m.Name, m.Phone, m.Role})
		}
	}
	for _, c := range contacts {
		if c.Phone == "" || c.Over(v.Now) || c.Confided() {
			continue
		}
		why := c.For
		if c.Ends != 0 {
			why = ended(why) + " " + contactTime(v, c)
		}
		table.Rows = append(table.Rows, []string{strings.TrimSuffix(c.Name+", "+c.Does, ", "), c.Phone, why})
	}
	page.Sections = []ui.ListSection{{Table: table}, {Say: []ui.Rich{ui.Plain(t("network.ring-left-out")), ui.Plain(t("network.ring-yours")), ui.Plain(t("ring.not-watched"))}}}
	return s.page(w, http.StatusOK, page)
}
