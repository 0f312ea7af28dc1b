package web

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"trialogue/internal/id"
	"trialogue/internal/profile"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// flagMost is how many needs of one person a line names.
const flagMost = 4

// meet reads, for a professional, what the people of this triangle need.
func (s *Site) meet(ctx context.Context, v *Visit) (err error) {
	if v.Place.Is(sharing.Professional) {
		v.Met, err = s.Profile.Meet(ctx, v.Person.ID, v.Place.Triangle)
	}
	return err
}

// flags are the needs that stand on every page of a triangle for a professional.
func flags(v *Visit) []ui.Flag {
	var out []ui.Flag
	for _, m := range profile.Flagged(v.Met) {
		var named []string
		for _, l := range m.Needs.Lines {
			named = append(named, lineWords(v.Words.T("need-short."+string(l.Code)), l))
		}
		text := strings.Join(named, ", ")
		if len(named) > flagMost {
			text = v.Words.T("profile.flag-more", "needs", strings.Join(named[:flagMost], ", "), "count", len(named)-flagMost)
		}
		out = append(out, ui.Flag{
			Who: triangle.FirstName(m.Member.Name), Text: v.Words.T("profile.flag", "needs", text), Href: v.Place.Base() + "/people/" + string(m.Member.Person), Link: v.Words.T("profile.flag-link"),
		})
	}
	return out
}

// lineWords says one line of a list with its detail.
func lineWords(text string, l profile.Line) string {
	if l.Detail != "" {
		return text + " (" + l.Detail + ")"
	}
	return text
}

func needLines(v *Visit, n profile.Need) []string {
	var out []string
	for _, l := range n.Lines {
		out = append(out, lineWords(v.Words.T("need-label."+string(l.Code)), l))
	}
	return out
}

func safeLines(v *Visit, safe profile.Safety) []string {
	var out []string
	for _, l := range safe.Rules {
		if l.Code == profile.RuleHours {
			out = append(out, v.Words.T("profile.mails-between", "from", clockTime(safe.Hours.From), "until", clockTime(safe.Hours.Until)))
			continue
		}
		out = append(out, lineWords(v.Words.T("rule-label."+string(l.Code)), l))
	}
	return out
}

// reachSays are the sentences about how somebody is reached, the numbers left out.
func reachSays(v *Visit, r profile.Reaching) []string {
	times := func(key string, some []string) string {
		var said []string
		for _, t := range some {
			said = append(said, v.Words.T("times-small."+t))
		}
		return v.Words.T(key, "times", strings.Join(said, ", "))
	}
	var out []string
	if len(r.Good) > 0 {
		out = append(out, times("profile.says-good", r.Good))
	}
	if len(r.Bad) > 0 {
		out = append(out, times("profile.says-bad", r.Bad))
	}
	if r.When != "" {
		out = append(out, v.Words.T("profile.says-when", "words", r.When))
	}
	if r.Text {
		out = append(out, v.Words.T("profile.says-text"))
	}
	if r.Post {
		out = append(out, v.Words.T("profile.says-post"))
	}
	if r.Letters != "" {
		out = append(out, v.Words.T("profile.says-letters", "language", r.Letters))
	}
	return out
}

// reachCard draws what a reader may know of how to meet somebody; nil where
// that is nothing.
func reachCard(v *Visit, m profile.Met) *ui.ReachCard {
	card := &ui.ReachCard{ID: "reach-" + shortHash(string(m.Member.Person))[:8], Rules: safeLines(v, m.Safe), Says: reachSays(v, m.Reach), Needs: needLines(v, m.Needs)}
	for _, p := range m.Reach.Phones {
		note := v.Words.T("profile.note-no-message")
		switch {
		case p.Say:
			note = v.Words.T("profile.note-say")
		case p.Message:
			note = v.Words.T("profile.note-message")
		}
		card.Phones = append(card.Phones, ui.ReachPhone{Tel: dial(p.Number), Shown: p.Number, Note: note})
	}
	if len(card.Rules) > 0 {
		card.Shut = v.Words.T("profile.show-number")
	}
	if len(card.Rules)+len(card.Says)+len(card.Needs)+len(card.Phones) == 0 {
		return nil
	}
	return card
}

// metIn finds what the visitor may know about one person of a triangle.
func (s *Site) metIn(ctx context.Context, v *Visit, t triangle.Triangle, p id.Person) (profile.Met, error) {
	all, err := s.Profile.Meet(ctx, v.Person.ID, t)
	at := slices.IndexFunc(all, func(m profile.Met) bool { return m.Member.Person == p })
	if err != nil || at < 0 {
		return profile.Met{}, err
	}
	return all[at], nil
}

// reachOf draws the card of one person of the visitor's triangle, or nothing.
func (s *Site) reachOf(r *http.Request, v *Visit, t id.Triangle, p id.Person) (*ui.ReachCard, error) {
	whole, err := s.People.Triangle(r.Context(), t)
	if err != nil {
		return nil, err
	}
	m, err := s.metIn(r.Context(), v, whole, p)
	if err != nil {
		return nil, err
	}
	return reachCard(v, m), nil
}

// ringPeople are the people of a professional's triangles who gave a number or
// a rule, the rule before the number.
func (s *Site) ringPeople(r *http.Request, v *Visit, mine []triangle.Triangle) ([]ui.ReachCard, error) {
	here := standing(v, mine, sharing.Professional)
	if len(here) == 0 {
		return nil, nil
	}
	met, err := s.Profile.MeetAll(r.Context(), v.Person.ID, here)
	if err != nil {
		return nil, err
	}
	var out []ui.ReachCard
	seen := map[id.Person]bool{}
	for _, t := range here {
		for _, m := range met[t.ID] {
			card := reachCard(v, m)
			if card == nil || seen[m.Member.Person] || len(m.Reach.Phones)+len(m.Safe.Rules) == 0 {
				continue
			}
			seen[m.Member.Person] = true
			card.Who = person(v, m.Member)
			out = append(out, *card)
		}
	}
	return out, nil
}

// readFirst reports whether there is something to read before one rings somebody.
func readFirst(v *Visit, p id.Person) bool {
	return slices.ContainsFunc(v.Met, func(m profile.Met) bool { return m.Member.Person == p && len(m.Safe.Rules) > 0 })
}
