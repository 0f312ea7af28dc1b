package protocol_test

import (
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

func TestToldNamesNoPrivateSubjectUnlessItIsShared(t *testing.T) {
	both(t, func(f family) {
		f.choose("Sam", "Jo", "early-signs", sharing.Share)
		f.choose("Sam", "Jo", "therapy", sharing.Keep)
		f.choose("Sam", "Jo", "trauma", sharing.Keep)
		f.choose("Sam", "Jo", "pregnancy", sharing.Share)
		f.choose("Sam", "Jo", "medicines", sharing.Ask)
		told, err := f.Protocol.Told(t.Context(), f.ID("Jo"), f.Triangle)
		apptest.Must(t, err)
		share, ask, keep := names(told.Share), names(told.Ask), names(told.Keep)
		if !share["early-signs"] || !share["pregnancy"] || len(share) != 2 || !ask["medicines"] || len(ask) != 1 || !keep["therapy"] || len(keep) != 1 {
			t.Errorf("share %v, ask %v, keep %v", share, ask, keep)
		}
		for _, topic := range sharing.Topics() {
			if (topic.Sensitive && !share[topic.Name] || topic.ForCarers) && (ask[topic.Name] || keep[topic.Name]) {
				t.Errorf("%s is named", topic.Name)
			}
		}
		if !told.Share[0].New {
			t.Error("what was shared today is new")
		}
		f.Clock.Move(8 * 24 * 3600 * 1e9)
		told, err = f.Protocol.Told(t.Context(), f.ID("Jo"), f.Triangle)
		if err != nil || told.Share[0].New {
			t.Errorf("after a week it is not: %v", err)
		}
		_, err = f.Protocol.Told(t.Context(), f.ID("Sam"), f.Triangle)
		f.wantKind(err, errs.NotFound, "Sam is told nothing by Sam")
		_, err = f.Protocol.Told(t.Context(), f.ID("Nia"), f.Triangle)
		f.wantKind(err, errs.NotFound, "somebody outside")
	})
}

func TestATopicOfOnesOwnIsNamedToThoseWhoMayBeTold(t *testing.T) {
	both(t, func(f family) {
		d := protocol.TopicDraft{ID: id.New(), Triangle: f.Triangle, Label: " The   night bus ", Sensitive: true}
		for range 2 {
			apptest.Must(t, f.Protocol.AddTopic(t.Context(), f.ID("Sam"), d))
		}
		topic := "own-" + d.ID
		reads := func(name string) string {
			t.Helper()
			labels, err := f.Protocol.Names(t.Context(), f.ID(name), f.Triangle)
			apptest.Must(t, err)
			return labels[topic]
		}
		if got := reads("Sam"); got != "The night bus" {
			t.Errorf("its owner reads %q", got)
		}
		if reads("Jo") != "" || reads("Al") != "" || reads("Ravi") == "" {
			t.Error("the team may know, the family may not yet")
		}
		table, err := f.Protocol.Mine(t.Context(), f.ID("Sam"), protocol.Look{Triangle: f.Triangle, Part: protocol.Private})
		apptest.Must(t, err)
		if last := table.Rows[len(table.Rows)-1]; last.Topic.Label != "The night bus" || len(table.Rows) != 9 {
			t.Errorf("it stands among the private subjects: %+v", last)
		}
		apptest.Must(t, f.Protocol.Everything(t.Context(), f.ID("Sam"), f.sweep("Jo")))
		f.Clock.Move(1e9)
		if reads("Jo") != "" {
			t.Error("everything does not open what is private")
		}
		f.choose("Sam", "Jo", topic, sharing.Share)
		told, err := f.Protocol.Told(t.Context(), f.ID("Jo"), f.Triangle)
		apptest.Must(t, err)
		if reads("Jo") != "The night bus" || !names(told.Share)[topic] {
			t.Errorf("shared with Jo: %q %v", reads("Jo"), told.Share)
		}
		told, err = f.Protocol.Told(t.Context(), f.ID("Al"), f.Triangle)
		apptest.Must(t, err)
		if all := append(append(told.Share, told.Ask...), told.Keep...); names(all)[topic] || reads("Al") != "" {
			t.Error("Al finds no trace of it")
		}
		note := f.note("Ravi", topic, "Sam took it twice.")
		f.wantSees("Jo", note, true, "written under a topic that is shared with her")
		f.wantSees("Al", note, false, "and not with him")
		f.choose("Sam", "professionals", topic, sharing.Keep)
		if reads("Ravi") != "" {
			t.Error("kept from the team, its name is too")
		}
	})
}

func TestATopicNeedsANameAndAnOwner(t *testing.T) {
	both(t, func(f family) {
		add := func(by, label string) error {
			return f.Protocol.AddTopic(t.Context(), f.ID(by), protocol.TopicDraft{ID: id.New(), Triangle: f.Triangle, Label: label})
		}
		f.wantKind(add("Sam", " \u202e "), errs.Invalid, "no name")
		f.wantKind(add("Sam", strings.Repeat("ŵ", protocol.LabelMost+1)), errs.Invalid, "a long name")
		f.wantKind(add("Ravi", "x"), errs.NotFound, "a professional")
		f.wantKind(add("Nia", "x"), errs.NotFound, "somebody outside")
		for range protocol.OwnMost {
			apptest.Must(t, add("Jo", "My garden"))
		}
		f.wantKind(add("Jo", "One more"), errs.Invalid, "too many")
		apptest.Must(t, add("Sam", strings.Repeat("ŵ", protocol.LabelMost)))
	})
}

func TestSeeingItAsJoLeavesNoTraceForJo(t *testing.T) {
	both(t, func(f family) {
		medicines, therapy := f.note("Ravi", "medicines", "The dose goes down."), f.note("Ravi", "therapy", "Al came up.")
		mine := f.tell("Jo", "early-signs", "Sam plays the same song.", sharing.Named)
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		f.choose("Sam", "Jo", "trauma", sharing.Keep)
		as, err := f.Protocol.SeeAs(t.Context(), f.ID("Sam"), f.Triangle, f.ID("Jo"), disclose.Place{}, "")
		apptest.Must(t, err)
		found := map[id.Entry]bool{}
		for _, e := range as.Entries {
			found[e.Entry] = true
		}
		if !found[medicines] || found[therapy] || !found[mine] {
			t.Errorf("Jo would find medicines and her own words: %v", found)
		}
		if names(as.Told.Keep)["trauma"] || !names(as.Told.Share)["medicines"] {
			t.Errorf("told as Jo is told: %+v", as.Told)
		}
		if n := f.count("SELECT COUNT(*) FROM ledger_detail WHERE actor = $1 AND kind IN ('sighting', 'unshown')", f.who("Jo")); n != 0 {
			t.Errorf("%d sightings for Jo", n)
		}
		if n := f.count("SELECT COUNT(*) FROM ledger_detail WHERE actor = $1 AND kind = 'sighting' AND entry = $2", f.who("Sam"), string(medicines)); n != 1 {
			t.Errorf("Sam has read it, and that is recorded once: %d", n)
		}
	})
}

// A preview must not be a way to find out what others have chosen.
func TestSeeingItAsSomebodyTellsNothingOfOthers(t *testing.T) {
	both(t, func(f family) {
		told := f.tell("Al", "day-to-day", "We went fishing.", sharing.Named)
		f.choose("Sam", "Jo", "day-to-day", sharing.Share)
		see := func(by, as string) []disclose.Shown {
			t.Helper()
			a, err := f.Protocol.SeeAs(t.Context(), f.ID(by), f.Triangle, f.ID(as), disclose.Place{}, "")
			apptest.Must(t, err)
			return a.Entries
		}
		before := see("Sam", "Jo")
		f.choose("Al", "Jo", "day-to-day", sharing.Share)
		f.wantSees("Jo", told, true, "now all have agreed")
		if after := see("Sam", "Jo"); len(before) != 0 || len(after) != 0 {
			t.Errorf("Al's choice for Jo is not Sam's to see: %d, then %d", len(before), len(after))
		}
		note := f.note("Ravi", "medicines", "The dose goes down.")
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		f.choose("Sam", "Al", "medicines", sharing.Share)
		for _, e := range see("Jo", "Al") {
			if e.Entry == note {
				t.Error("Sam's choice for Al is not Jo's to see")
			}
		}
		for _, c := range [][2]string{{"Ravi", "Jo"}, {"Sam", "Nia"}, {"Sam", "Sam"}, {"Nia", "Jo"}} {
			_, err := f.Protocol.SeeAs(t.Context(), f.ID(c[0]), f.Triangle, f.ID(c[1]), disclose.Place{}, "")
			f.wantKind(err, errs.NotFound, c[0]+" as "+c[1])
		}
	})
}

func TestSeeingItAsJoHidesTheNamesThatAreHiddenFromJo(t *testing.T) {
	both(t, func(f family) {
		f.note("Ravi", "medicines", "Al Okafor collects the tablets.")
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		as, err := f.Protocol.SeeAs(t.Context(), f.ID("Sam"), f.Triangle, f.ID("Jo"), disclose.Place{}, "")
		apptest.Must(t, err)
		if len(as.Entries) != 1 || strings.Contains(as.Entries[0].Words(), "Al") {
			t.Errorf("Jo would read no name: %+v", as.Entries)
		}
	})
}
