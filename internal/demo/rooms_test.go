package demo_test

import (
	"slices"
	"strings"
	"testing"

	"trialogue/internal/agreement"
	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/relationship"
	"trialogue/internal/today"
)

// everyState looks at what the first page of each corner is made of.
func everyState(t *testing.T, p *play) {
	tri := p.of(t, "Sam Okafor").ID
	for _, name := range []string{"Sam Okafor", "Jo Okafor", "Ravi Menon"} {
		all, err := p.Today.Promises(t.Context(), p.names[name], tri)
		apptest.Must(t, err)
		late := func(one today.Promise) bool { return one.Late(monday()) }
		slips := slices.ContainsFunc(all.Mine, late) || slices.ContainsFunc(all.Promised, late)
		if len(all.Waiting) == 0 || len(all.Mine) == 0 || !slips || len(all.Coming) != 1 {
			t.Errorf("%s: %d wait, %d of their own, %d promised, one late: %t, %d coming", name, len(all.Waiting), len(all.Mine), len(all.Promised), slips, len(all.Coming))
		}
	}
}

// agreedStates finds each state among what is agreed.
func agreedStates(t *testing.T, p *play) {
	all, _, err := p.Agreements.List(t.Context(), p.names["Sam Okafor"], p.of(t, "Sam Okafor").ID, agreement.Filter{}, disclose.Place{}, 50)
	apptest.Must(t, err)
	states := map[agreement.State]int{}
	for _, one := range all {
		states[one.State()]++
	}
	for _, one := range []agreement.State{agreement.Proposed, agreement.InForce, agreement.Done, agreement.NotDone} {
		if states[one] == 0 {
			t.Errorf("nothing is %s among %v", one, states)
		}
	}
	l, err := p.Agreements.Limits(t.Context(), p.names["Sunita Nair"], p.of(t, "Priya Nair").ID, p.of(t, "Priya Nair").Team.ID)
	apptest.Must(t, err)
	if l.Can == "" || l.Cannot == "" || l.OutOfHours == "" || l.Away == "" {
		t.Errorf("the team says of itself: %+v", l)
	}
}

// roomReaders checks who reads some words in the rooms.
func roomReaders(t *testing.T, p *play) {
	tri := p.of(t, "Sam Okafor")
	wrote := map[string][]string{}
	stories := map[string]bool{}
	for _, m := range tri.Members {
		if m.Until != 0 {
			continue
		}
		page, err := p.Relationships.Over(t.Context(), m.Person, tri.ID, relationship.Filter{}, disclose.Place{})
		apptest.Must(t, err)
		for _, one := range page.Said {
			for _, part := range one.Parts {
				wrote[part.Text] = append(wrote[part.Text], m.Name)
			}
		}
		a, err := p.Expertise.AccountOf(t.Context(), m.Person, tri.ID, p.names["Jo Okafor"])
		stories[m.Name] = err == nil && strings.Contains(a.Words(), "hear from the stairs")
	}
	for begins, readers := range map[string][]string{
		"I swim on Tuesdays": {"Jo Okafor"}, "I go out of the kitchen": {"Sam Okafor"},
		"When you ring people for me": {"Jo Okafor", "Sam Okafor"}, "I tell you things and mostly": {"Jo Okafor", "Ravi Menon"},
	} {
		var got []string
		for text, names := range wrote {
			if strings.HasPrefix(text, begins) {
				got = slices.Sorted(slices.Values(names))
			}
		}
		if !slices.Equal(got, readers) {
			t.Errorf("%q is read by %v", begins, got)
		}
	}
	for name, reads := range stories {
		if want := slices.Contains([]string{"Jo Okafor", "Ravi Menon", "Grace Bello", "Bea Lindqvist", "Dr Mei Lee"}, name); reads != want {
			t.Errorf("%s reads Jo's account: %t", name, reads)
		}
	}
}

// twoMeetings finds the note of one that everybody has read, and one that comes
// with the same two of the team.
func twoMeetings(t *testing.T, p *play) {
	tri := p.of(t, "Sam Okafor").ID
	was, comes := p.meeting(t, "How the autumn goes"), p.meeting(t, "The open mic")
	if was.Note.Final == 0 || len(was.Voices) < 3 {
		t.Errorf("the note is final: %t, %d said something", was.Note.Final != 0, len(was.Voices))
	}
	if got := slices.Sorted(slices.Values(comes.LastTime)); !slices.Equal(got, slices.Sorted(slices.Values([]id.Person{p.names["Ravi Menon"], p.names["Bea Lindqvist"]}))) {
		t.Errorf("last time there were %v", got)
	}
	if !comes.Coming(monday()) || comes.Agreed == 0 || len(comes.Earlier) != 1 {
		t.Errorf("it comes: %t, %d questions stayed open", comes.Coming(monday()), len(comes.Earlier))
	}
	talk, _, err := p.Conversations.List(t.Context(), p.names["Al Okafor"], tri, 0)
	apptest.Must(t, err)
	if len(talk) != 1 {
		t.Errorf("Al is in %d conversations", len(talk))
	}
}

// meeting is one of Sam's, by how it says why.
func (p *play) meeting(t *testing.T, why string) meeting.View {
	t.Helper()
	sam, tri := p.names["Sam Okafor"], p.of(t, "Sam Okafor").ID
	l, err := p.Meetings.List(t.Context(), sam, tri)
	apptest.Must(t, err)
	for _, one := range l.Meetings {
		v, err := p.Meetings.View(t.Context(), sam, tri, one.ID)
		apptest.Must(t, err)
		if strings.HasPrefix(v.Call.Words(), why) {
			return v
		}
	}
	t.Fatalf("no meeting is about %q", why)
	return meeting.View{}
}
