package candour

import (
	"testing"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// seenAs is the family as one of them sees it.
func seenAs(reader id.Person, releases ...Release) eyes {
	tri := triangle.Triangle{ID: "t", Members: []triangle.Member{
		{Person: "sam", Corner: sharing.ServiceUser}, {Person: "jo", Corner: sharing.Carer}, {Person: "al", Corner: sharing.Carer},
		{Person: "ravi", Corner: sharing.Professional}, {Person: "grace", Corner: sharing.Professional, CarerLead: true},
	}}
	me, _ := tri.Member(reader)
	return eyes{me: me, tri: tri, releases: releases}
}

func TestWhoMayKnowOfASighting(t *testing.T) {
	aboutSam := facts{id: "e", about: []string{"sam"}}
	unnamed := facts{id: "e", about: []string{"sam"}, hidden: true}
	joTold := facts{id: "e", mine: true, about: []string{"sam"}}
	untold := []Release{{Entry: "e", Recipient: "al"}}
	told := []Release{{Entry: "e", Recipient: "al", Told: true}}
	cases := []struct {
		name     string
		reader   id.Person
		releases []Release
		of       facts
		viewer   string
		ground   string
		want     bool
	}{
		{"a professional saw what is about Sam", "sam", nil, aboutSam, "ravi", sharing.GroundDirectCare, true},
		{"their own look is no news", "sam", nil, aboutSam, "sam", sharing.GroundAboutYou, false},
		{"a carer saw what is about Sam", "sam", nil, aboutSam, "jo", sharing.GroundAgreed, true},
		{"a carer who saw it would be a carer who did not say it", "sam", nil, unnamed, "al", "release:serious-harm", false},
		{"a professional can see what somebody close said", "sam", nil, unnamed, "ravi", sharing.GroundToldTheTeam, true},
		{"a release that Sam must not know of yet", "sam", untold, aboutSam, "al", "release:serious-harm", false},
		{"another ground for the same person", "sam", untold, aboutSam, "al", sharing.GroundAgreed, true},
		{"a release of something else", "sam", []Release{{Entry: "f", Recipient: "al"}}, aboutSam, "al", "release:serious-harm", true},
		{"a release that Sam was told of", "sam", told, aboutSam, "al", "release:serious-harm", true},
		{"the giver of what is about somebody else is told", "jo", untold, joTold, "al", "release:serious-harm", true},
		{"the team knows", "grace", untold, joTold, "al", "release:serious-harm", true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r := ledger.Record{Kind: ledger.Sighting, Actor: c.viewer, Entry: "e", Ground: c.ground}
			if got := seenAs(c.reader, c.releases...).sighting(c.of, r); got != c.want {
				t.Errorf("may know: %v", got)
			}
		})
	}
	if seenAs("sam").sighting(aboutSam, ledger.Record{Kind: ledger.Unshown, Actor: "jo"}) {
		t.Error("a limit is no sighting")
	}
}

func TestWhatStandsInARecord(t *testing.T) {
	seen := verdict{visible: true, facts: facts{id: "e", about: []string{"sam"}}}
	mine := verdict{visible: true, facts: facts{id: "e", mine: true, about: []string{"sam"}}}
	foreign := verdict{visible: true, facts: facts{id: "e", about: []string{"al"}}}
	withheld := verdict{facts: facts{id: "e", about: []string{"sam"}}}
	none := verdict{}
	cases := []struct {
		name   string
		reader id.Person
		record ledger.Record
		entry  verdict
		part   Part
		ok     bool
	}{
		{"what they did", "jo", ledger.Record{Kind: ledger.Decision, Actor: "jo"}, none, Did, true},
		{"a limit that they ran into", "jo", ledger.Record{Kind: ledger.Unshown, Actor: "jo"}, none, "", false},
		{"what they opened themselves", "jo", ledger.Record{Kind: ledger.Sighting, Actor: "jo", Entry: "e"}, foreign, Did, false},
		{"somebody opened what is about them", "sam", ledger.Record{Kind: ledger.Sighting, Actor: "ravi", Entry: "e"}, seen, OnMine, true},
		{"somebody opened what is withheld from them", "sam", ledger.Record{Kind: ledger.Sighting, Actor: "ravi", Entry: "e"}, withheld, OnMine, false},
		{"somebody opened what is no business of theirs", "jo", ledger.Record{Kind: ledger.Sighting, Actor: "ravi", Entry: "e"}, foreign, OnMine, false},
		{"a message about what is theirs was held back", "sam", ledger.Record{Kind: ledger.Suppressed, Actor: "service", Person: "jo", Entry: "e"}, seen, OnMine, true},
		{"a message to them was held back", "jo", ledger.Record{Kind: ledger.Suppressed, Actor: "service", Person: "jo", Entry: "e"}, withheld, OnMine, false},
		{"what came of what they said", "jo", ledger.Record{Kind: ledger.CameOfIt, Actor: "ravi", Person: "jo", Entry: "e"}, mine, OnMine, true},
		{"what came of what somebody said of them", "sam", ledger.Record{Kind: ledger.CameOfIt, Actor: "ravi", Person: "jo", Entry: "e"}, seen, OnMine, false},
		{"somebody asked them", "sam", ledger.Record{Kind: ledger.Asked, Actor: "jo", Person: "sam"}, none, ToMe, true},
		{"a choice of somebody about them", "jo", ledger.Record{Kind: ledger.Decision, Actor: "sam", Person: "jo"}, none, OnMine, false},
		{"a pause that is kept from them", "jo", ledger.Record{Kind: ledger.Hold, Actor: "sam", Person: "jo"}, none, OnMine, false},
		{"a call about Sam, as agreed", "sam", ledger.Record{Kind: ledger.Told, Actor: "ravi", Person: "jo", Topic: "medicines", Ground: sharing.GroundAgreed}, none, OnMine, true},
		{"a call about a carer", "sam", ledger.Record{Kind: ledger.Told, Actor: "ravi", Person: "al", Topic: "carers-health", Ground: sharing.GroundAgreed}, none, OnMine, false},
		{"a call under another ground", "sam", ledger.Record{Kind: ledger.Told, Actor: "ravi", Person: "al", Topic: "medicines", Ground: "release:serious-harm"}, none, OnMine, false},
		{"a call about Sam is not for Al", "al", ledger.Record{Kind: ledger.Told, Actor: "ravi", Person: "jo", Topic: "medicines", Ground: sharing.GroundAgreed}, none, OnMine, false},
		{"a release of what is withheld", "sam", ledger.Record{Kind: ledger.ReleaseSigned, Actor: "ravi", Person: "al", Entry: "e"}, withheld, OnMine, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			w := walk{reader: c.reader, eyes: seenAs(c.reader)}
			w.room.me = w.eyes.me
			part, ok := w.part(c.record, c.entry)
			if ok != c.ok || ok && part != c.part {
				t.Errorf("it stands there: %v, as %q", ok, part)
			}
		})
	}
}

// A hidden giver must not come in by the line that says who wrote it.
func TestAHiddenGiverIsNotNamedInARecord(t *testing.T) {
	w := walk{reader: "sam", eyes: seenAs("sam"), known: map[id.Entry]verdict{
		"e": {visible: true, facts: facts{id: "e", about: []string{"sam"}, hidden: true}},
	}}
	w.room.me = w.eyes.me
	l, ok := w.line(ledger.Record{Kind: ledger.EntryWritten, Actor: "jo", Entry: "e", Ground: "release:serious-harm"})
	if !ok || l.Actor != "" || l.Ground != "release" {
		t.Errorf("%v: %+v", ok, l)
	}
}

func TestCursorCountsOnlyWhatIsShown(t *testing.T) {
	lines := []Line{{At: 9}, {At: 7}, {At: 7}}
	if got := cursorAfter(Cursor{}, lines); got != (Cursor{At: 7, Skip: 2}) {
		t.Errorf("%+v", got)
	}
	if got := cursorAfter(Cursor{At: 7, Skip: 2}, []Line{{At: 7}}); got != (Cursor{At: 7, Skip: 3}) {
		t.Errorf("a page that lies within one moment goes on counting: %+v", got)
	}
	if got := cursorAfter(Cursor{At: 7, Skip: 2}, []Line{{At: 7}, {At: 5}}); got != (Cursor{At: 5, Skip: 1}) {
		t.Errorf("%+v", got)
	}
}

func TestOneOwnsTheQuestion(t *testing.T) {
	team := []triangle.Member{{Person: "ravi"}, {Person: "bea"}, {Person: "grace", CarerLead: true}}
	for viewer, want := range map[id.Person]id.Person{"bea": "bea", "al": "grace", "": "grace"} {
		if got := ownerOf(team, viewer).Person; got != want {
			t.Errorf("seen by %q: %s", viewer, got)
		}
	}
	if got := ownerOf(team[:2], "al").Person; got != "ravi" {
		t.Errorf("without a carer lead: %s", got)
	}
}
