package demo

import "trialogue/internal/profile"

// profiles is what some people of the cast said about how they wish to be met.
func profiles() scene {
	return scene{"profiles", []act{
		{124, "18:50", "sam", needs{lines: []profile.Line{{Code: "plain-words"}, {Code: "longer", Detail: "afternoons are best"}}, shown: true}},
		{124, "19:30", "jo", named{pronouns: "she/her"}},
		{124, "19:40", "jo", reachable{by: profile.Reaching{Phones: []profile.Phone{{Number: "01632 960171", Message: true, Say: true}}, Good: []string{"weekday-evening"}, When: "not during night shifts"}}},
		{90, "10:30", "sunita", needs{lines: []profile.Line{{Code: "interpreter", Detail: "Malayalam"}, {Code: profile.LargePrint}}}},
		{9, "18:20", "leila", named{pronouns: "she/her"}},
		{9, "18:25", "leila", reachable{by: profile.Reaching{Phones: []profile.Phone{{Number: "01632 960184"}}, Text: true}}},
		{9, "18:30", "leila", safely{profile.Safety{
			Rules: []profile.Line{{Code: "ask-first"}, {Code: "no-message"}, {Code: "only-when", Detail: "my family is not in the room"}, {Code: profile.RuleHours}},
			Hours: profile.Window{From: 10 * 60, Until: 16 * 60},
		}}},
	}}
}

// named says how somebody is called; the name stays.
type named struct{ pronouns string }

func (d named) do(m moment) error {
	was := profile.NamedOf(m.who)
	is := was
	is.Pronouns = d.pronouns
	return m.Profile.SetNamed(m.ctx, m.who.ID, was, is)
}

// needs says what somebody needs so that they can read and talk.
type needs struct {
	lines []profile.Line
	shown bool
}

func (d needs) do(m moment) error {
	return m.Profile.SetNeeds(m.ctx, m.who.ID, 0, profile.Need{Lines: d.lines, Shown: d.shown})
}

// reachable says how and when somebody is reached.
type reachable struct{ by profile.Reaching }

func (d reachable) do(m moment) error {
	return m.Profile.SetReach(m.ctx, m.who.ID, 0, profile.Contact{Reaching: d.by, Mail: m.who.Mail, Zone: m.who.Zone})
}

// safely says what must not happen when somebody is reached.
type safely struct{ rules profile.Safety }

func (d safely) do(m moment) error { return m.Profile.SetSafe(m.ctx, m.who.ID, 0, d.rules) }
