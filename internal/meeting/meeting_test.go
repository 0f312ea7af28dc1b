package meeting_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/meeting"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
)

// house is the family with a meeting of theirs.
type house struct {
	*apptest.House
	t *testing.T
	m id.Entry
}

func london(t *testing.T) *time.Location {
	t.Helper()
	where, err := time.LoadLocation("Europe/London")
	apptest.Must(t, err)
	return where
}

func when(at time.Time) meeting.When {
	return meeting.When{Day: at.Format("2"), Month: at.Format("1"), Year: at.Format("2006"), Clock: at.Format("15:04")}
}

// call calls a meeting for some hours from now.
func (h *house) call(by string, in time.Duration, people ...string) {
	h.t.Helper()
	h.m = id.Entry(id.New())
	c := meeting.Call{
		ID: h.m, Triangle: h.Triangle, Topic: "care-plan", Why: "The nights are bad.", When: when(h.Clock.Now().Add(in).In(london(h.t))), Zone: london(h.t), Minutes: 60,
	}
	for _, p := range people {
		c.People = append(c.People, h.ID(p))
	}
	apptest.Must(h.t, h.Meetings.Call(h.t.Context(), h.ID(by), c))
}

func (h *house) answer(by, word string) error {
	return h.Meetings.Answer(h.t.Context(), h.ID(by), h.Triangle, h.m, word)
}

func (h *house) there(people ...string) {
	h.t.Helper()
	for _, p := range people {
		apptest.Must(h.t, h.Meetings.WasThere(h.t.Context(), h.ID(p), h.Triangle, h.m, h.ID(p), meeting.Yes))
	}
}

func (h *house) view(who string) (meeting.View, error) {
	return h.Meetings.View(h.t.Context(), h.ID(who), h.Triangle, h.m)
}

func (h *house) see(who string) meeting.View {
	h.t.Helper()
	v, err := h.view(who)
	apptest.Must(h.t, err)
	return v
}

func (h *house) hidden(who string) {
	h.t.Helper()
	if _, err := h.view(who); !errs.Is(err, errs.NotFound) {
		h.t.Errorf("for %s the meeting is not there: %v", who, err)
	}
}

func (h *house) owes(who string, k duty.Kind) bool {
	h.t.Helper()
	all, err := h.Duties.Of(h.t.Context(), h.ID(who))
	apptest.Must(h.t, err)
	return slices.ContainsFunc(all, func(d duty.Duty) bool { return d.Kind == k && d.Entry == h.m })
}

func both(t *testing.T, fn func(t *testing.T, h *house)) {
	t.Helper()
	apptest.Both(t, func(t *testing.T, h *apptest.House) { fn(t, &house{House: h, t: t}) })
}

func (h *house) say(by, text string, kind disclose.Kind) (id.Entry, error) {
	e := id.Entry(id.New())
	return e, h.Meetings.Say(h.t.Context(), h.ID(by), meeting.Words{ID: e, Triangle: h.Triangle, Meeting: h.m, Kind: kind, Text: text})
}

func (h *house) note(from int, text string) error {
	return h.Meetings.WriteNote(h.t.Context(), h.ID("Ravi"), meeting.Draft{ID: id.Entry(id.New()), Triangle: h.Triangle, Meeting: h.m, From: from, Text: text, Actions: "Bea rings."})
}

func (h *house) read(who string, version int) error {
	return h.Meetings.ReadNote(h.t.Context(), h.ID(who), h.Triangle, h.m, version)
}

func texts(all []disclose.Shown) (out []string) {
	for _, one := range all {
		out = append(out, one.Words())
	}
	return out
}

func TestACarersCallWaitsForTheServiceUser(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Jo", 48*time.Hour, "Al", "Ravi", "Bea")
		h.hidden("Al")
		h.hidden("Nia")
		if h.see("Sam").On() || !h.owes("Sam", duty.AnswerMeeting) || !h.owes("Ravi", duty.CallBack) {
			t.Error("it waits for Sam, and the key worker answers")
		}
		if err := h.answer("Ravi", meeting.Yes); !errs.Is(err, errs.NotFound) {
			t.Errorf("nobody can say yes before Sam has: %v", err)
		}
		apptest.Must(t, h.Meetings.CallBack(t.Context(), h.ID("Ravi"), h.Triangle, h.m))
		if h.owes("Ravi", duty.CallBack) || h.see("Jo").Heard == 0 {
			t.Error("the team has answered")
		}
		decide := meeting.Decision{Triangle: h.Triangle, Meeting: h.m, Meet: meeting.Yes, Yes: []id.Person{h.ID("Ravi")}, No: []id.Person{h.ID("Al")}}
		if err := h.Meetings.Decide(t.Context(), h.ID("Jo"), decide); !errs.Is(err, errs.NotFound) {
			t.Errorf("only Sam decides: %v", err)
		}
		apptest.Must(t, h.Meetings.Decide(t.Context(), h.ID("Sam"), decide))
		v := h.see("Ravi")
		if !v.On() || !v.Invited(h.ID("Ravi")) || !v.Invited(h.ID("Jo")) || v.Invited(h.ID("Al")) || v.Invited(h.ID("Bea")) {
			t.Errorf("Sam wanted Ravi, and Jo who called; Bea waits and Al does not come: %v", v.Asked)
		}
		h.hidden("Al")
		if !h.owes("Ravi", duty.AnswerMeeting) || !h.owes("Sam", duty.AnswerMeeting) {
			t.Error("Ravi is asked, and Sam has still to decide about Bea")
		}
		if !h.owes("Sam", duty.ComeToMeeting) {
			t.Error("who says that there is a meeting comes to it")
		}
		apptest.Must(t, h.answer("Ravi", meeting.Yes))
		if !h.owes("Ravi", duty.ComeToMeeting) || h.owes("Ravi", duty.AnswerMeeting) {
			t.Error("Ravi said yes")
		}
		apptest.Must(t, h.answer("Ravi", meeting.Withdrawn))
		if h.owes("Ravi", duty.ComeToMeeting) || h.see("Sam").Comes(h.ID("Ravi")) {
			t.Error("Ravi withdrew")
		}
	})
}

func TestTheServiceUserSaysNoToAMeeting(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Ravi", 48*time.Hour, "Jo")
		h.hidden("Jo")
		apptest.Must(t, h.Meetings.Decide(t.Context(), h.ID("Sam"), meeting.Decision{Triangle: h.Triangle, Meeting: h.m, Meet: meeting.No, Yes: []id.Person{h.ID("Jo")}}))
		h.hidden("Jo")
		if v := h.see("Ravi"); v.Off == 0 || v.On() || h.owes("Sam", duty.AnswerMeeting) {
			t.Error("it does not happen")
		}
		if err := h.Meetings.Decide(t.Context(), h.ID("Sam"), meeting.Decision{Triangle: h.Triangle, Meeting: h.m, Meet: meeting.Yes}); !errs.Is(err, errs.NotFound) {
			t.Errorf("what is off stays off: %v", err)
		}
	})
}

func TestPeopleAndGuestsWaitForTheServiceUsersYes(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", 48*time.Hour, "Jo", "Ravi")
		guest := id.Entry(id.New())
		propose := meeting.Invite{Triangle: h.Triangle, Meeting: h.m, People: []id.Person{h.ID("Al")}, GuestID: guest, GuestName: "Aunt May", GuestIs: "Sam’s aunt"}
		apptest.Must(t, h.Meetings.Invite(t.Context(), h.ID("Jo"), propose))
		apptest.Must(t, h.Meetings.Invite(t.Context(), h.ID("Jo"), propose)) // sent twice
		h.hidden("Al")
		if len(h.see("Ravi").Guests) != 0 || len(h.see("Sam").Guests) != 1 || len(h.see("Sam").Waiting()) != 2 {
			t.Error("a guest is between Jo and Sam until Sam says yes")
		}
		if err := h.Meetings.Invite(t.Context(), h.ID("Mei"), propose); !errs.Is(err, errs.NotFound) {
			t.Errorf("Mei is not invited herself: %v", err)
		}
		apptest.Must(t, h.Meetings.Decide(t.Context(), h.ID("Sam"), meeting.Decision{Triangle: h.Triangle, Meeting: h.m, Yes: []id.Person{h.ID("Al")}, YesGuest: []id.Entry{guest}}))
		if v := h.see("Al"); !v.Invited(h.ID("Al")) || v.Call.Words() != "The nights are bad." {
			t.Error("Al is told of it with Sam’s yes")
		}
		if len(h.see("Ravi").Guests) != 1 || len(h.see("Al").Guests) != 1 {
			t.Error("everybody who is invited knows of the guest")
		}
	})
}

func TestWordsStayTheirOwners(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", 48*time.Hour, "Jo", "Ravi")
		mine, err := h.say("Jo", "Who rings at night?", disclose.Agenda)
		apptest.Must(t, err)
		change := meeting.Edit{Triangle: h.Triangle, Meeting: h.m, Entry: mine, From: 1, Text: "Who rings at night, and when?"}
		for _, p := range []string{"Sam", "Ravi", "Al", "Mei"} {
			if err := h.Meetings.Change(t.Context(), h.ID(p), change); !errs.Is(err, errs.NotFound) {
				t.Errorf("%s changes Jo’s words: %v", p, err)
			}
		}
		apptest.Must(t, h.Meetings.Change(t.Context(), h.ID("Jo"), change))
		if err := h.Meetings.Change(t.Context(), h.ID("Jo"), change); !errs.Is(err, errs.Conflict) {
			t.Errorf("on two devices at once: %v", err)
		}
		if got := texts(h.see("Ravi").Agenda); !slices.Equal(got, []string{"Who rings at night, and when?"}) {
			t.Errorf("Ravi reads %v", got)
		}
		apptest.Must(t, h.Meetings.Invite(t.Context(), h.ID("Sam"), meeting.Invite{Triangle: h.Triangle, Meeting: h.m, GuestID: id.Entry(id.New()), People: []id.Person{h.ID("Al")}}))
		if len(h.see("Al").Agenda) != 0 || len(h.see("Jo").Later[mine]) != 1 {
			t.Error("who is invited later does not read what was written before, and Jo can see that")
		}
		apptest.Must(t, h.Meetings.Open(t.Context(), h.ID("Jo"), h.Triangle, h.m, mine))
		if len(h.see("Al").Agenda) != 1 || len(h.see("Jo").Later) != 0 {
			t.Error("Jo let Al read it")
		}
	})
}

func TestACarersConfidenceHoldsInAMeeting(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", 48*time.Hour, "Jo", "Al", "Ravi")
		for c, text := range map[sharing.Confidence]string{sharing.Named: "named", sharing.Unnamed: "unnamed", sharing.Team: "for the team", sharing.Sealed: "for the lead"} {
			apptest.Must(t, h.Meetings.Say(t.Context(), h.ID("Jo"), meeting.Words{ID: id.Entry(id.New()), Triangle: h.Triangle, Meeting: h.m, Kind: disclose.Agenda, Text: text, Confidence: c}))
		}
		for who, want := range map[string][]string{"Sam": {"named", "unnamed"}, "Ravi": {"for the team", "named", "unnamed"}, "Grace": {"for the lead"}, "Al": {"named"}} {
			got := texts(h.see(who).Agenda)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s reads %v", who, got)
			}
		}
		for _, one := range h.see("Sam").Agenda {
			if one.Words() == "unnamed" && one.GivenBy != "" {
				t.Error("Sam is told who said it")
			}
		}
	})
}

func TestInTheMeetingWordsAreSaidToThoseWhoSitThere(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", time.Hour, "Jo", "Al", "Ravi", "Bea")
		if _, err := h.say("Ravi", "too early", disclose.Voice); !errs.Is(err, errs.NotFound) {
			t.Errorf("before it begins: %v", err)
		}
		for _, p := range []string{"Jo", "Al", "Ravi", "Bea"} {
			apptest.Must(t, h.answer(p, meeting.Yes))
		}
		h.Clock.Move(time.Hour)
		h.there("Ravi", "Jo")
		_, err := h.say("Ravi", "while Sam is out", disclose.Voice)
		apptest.Must(t, err)
		h.there("Sam")
		_, err = h.say("Ravi", "with Sam there", disclose.Voice)
		apptest.Must(t, err)
		if got := texts(h.see("Jo").Voices); !slices.Equal(got, []string{"with Sam there"}) {
			t.Errorf("without Sam the ordinary rules hold; Jo reads %v", got)
		}
		if got := texts(h.see("Sam").Voices); len(got) != 2 {
			t.Errorf("what is about Sam is never kept from Sam: %v", got)
		}
		if got := texts(h.see("Al").Voices); len(got) != 0 {
			t.Errorf("Al was not there: %v", got)
		}
		apptest.Must(t, h.Meetings.WasThere(t.Context(), h.ID("Ravi"), h.Triangle, h.m, h.ID("Bea"), meeting.Yes))
		apptest.Must(t, h.Meetings.WasThere(t.Context(), h.ID("Bea"), h.Triangle, h.m, h.ID("Bea"), meeting.No))
		if err := h.Meetings.WasThere(t.Context(), h.ID("Ravi"), h.Triangle, h.m, h.ID("Bea"), meeting.Yes); !errs.Is(err, errs.NotFound) {
			t.Errorf("Bea has the last word on where she was: %v", err)
		}
		if h.see("Sam").WasThere(h.ID("Bea")) {
			t.Error("Bea was not there")
		}
	})
}

func TestThinkingAloudAndAPause(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", time.Hour, "Jo", "Ravi", "Bea")
		apptest.Must(t, h.Meetings.ThinkAloud(t.Context(), h.ID("Jo"), h.Triangle, meeting.No))
		h.Clock.Move(time.Hour)
		h.there("Sam", "Jo", "Ravi", "Bea")
		apptest.Must(t, h.Meetings.Say(t.Context(), h.ID("Ravi"), meeting.Words{ID: id.Entry(id.New()), Triangle: h.Triangle, Meeting: h.m, Kind: disclose.Voice, Text: "I wonder, Bea.", Reflection: true}))
		if v := h.see("Jo"); !v.Quiet || len(v.Voices) != 0 {
			t.Error("Jo would rather not hear it")
		}
		if v := h.see("Sam"); v.Quiet || len(v.Voices) != 1 {
			t.Error("Sam hears it")
		}
		if v := h.see("Ravi"); !v.SomebodyQuiet {
			t.Error("Ravi is told that somebody prefers no thinking aloud")
		}
		apptest.Must(t, h.Meetings.ThinkAloud(t.Context(), h.ID("Jo"), h.Triangle, meeting.Yes))
		if len(h.see("Jo").Voices) != 1 {
			t.Error("Jo can hear it again")
		}
		pause := func(by string, did meeting.Did) {
			t.Helper()
			apptest.Must(t, h.Meetings.Pause(t.Context(), h.ID(by), h.Triangle, h.m, did))
		}
		pause("Jo", meeting.Paused)
		pause("Ravi", meeting.WentOn)
		if h.see("Bea").PausedBy == "" {
			t.Error("Ravi cannot end Jo’s pause")
		}
		pause("Sam", meeting.WentOn)
		if h.see("Bea").PausedBy != "" {
			t.Error("Sam can")
		}
	})
}

func TestANoteIsFinalWhenEverybodyHasReadIt(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", time.Hour, "Jo", "Al", "Ravi", "Bea")
		h.Clock.Move(time.Hour)
		if err := h.note(0, "too early"); !errs.Is(err, errs.NotFound) {
			t.Errorf("who was not there keeps no note: %v", err)
		}
		h.there("Sam", "Jo", "Ravi")
		apptest.Must(t, h.note(0, "The nights."))
		if err := h.note(0, "The nights again."); !errs.Is(err, errs.Conflict) {
			t.Errorf("a second note: %v", err)
		}
		if err := h.Meetings.WriteNote(t.Context(), h.ID("Jo"), meeting.Draft{ID: id.Entry(id.New()), Triangle: h.Triangle, Meeting: h.m, From: 1, Text: "Mine."}); !errs.Is(err, errs.NotFound) {
			t.Errorf("Ravi keeps the note: %v", err)
		}
		if !h.owes("Jo", duty.ReadNote) || !h.owes("Sam", duty.ReadNote) || h.owes("Ravi", duty.ReadNote) || h.owes("Al", duty.ReadNote) {
			t.Error("those read it who were there")
		}
		if err := h.read("Al", 1); !errs.Is(err, errs.NotFound) {
			t.Errorf("Al was not there: %v", err)
		}
		apptest.Must(t, h.read("Jo", 1))
		h.there("Bea") // after all
		if len(h.see("Bea").NoteText.Text) != 0 {
			t.Error("the note was not for Bea yet")
		}
		apptest.Must(t, h.note(1, "The nights, and Bea."))
		if h.see("Bea").NoteText.Words() != "The nights, and Bea." || !h.owes("Jo", duty.ReadNote) {
			t.Error("the new version is for Bea too, and Jo reads again")
		}
		apptest.Must(t, h.read("Jo", 2))
		apptest.Must(t, h.read("Sam", 2))
		if h.see("Sam").Note.Final != 0 {
			t.Error("Bea has not read it")
		}
		apptest.Must(t, h.read("Bea", 2))
		apptest.Must(t, h.read("Bea", 2))
		if h.see("Sam").Note.Final == 0 || h.owes("Sam", duty.ReadNote) {
			t.Error("everybody has read it")
		}
		if err := h.note(2, "Something else."); !errs.Is(err, errs.NotFound) {
			t.Errorf("what is final stays: %v", err)
		}
	})
}

func TestWhoeverLeftHoldsNoNoteUp(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", time.Hour, "Jo", "Ravi", "Bea")
		h.Clock.Move(time.Hour)
		h.there("Sam", "Jo", "Ravi", "Bea")
		apptest.Must(t, h.note(0, "The nights."))
		apptest.Must(t, h.read("Sam", 1))
		apptest.Must(t, h.read("Jo", 1))
		if err := h.Meetings.CloseNote(t.Context(), h.ID("Ravi"), h.Triangle, h.m); !errs.Is(err, errs.NotFound) {
			t.Errorf("Bea has still to read it: %v", err)
		}
		apptest.Must(t, h.LeaveForTest(t, "Bea"))
		h.Clock.Move(time.Minute)
		apptest.Must(t, h.Meetings.CloseNote(t.Context(), h.ID("Ravi"), h.Triangle, h.m))
		if h.see("Jo").Note.Final == 0 {
			t.Error("nobody is left to read it")
		}
	})
}

func TestTheAbsentGetWhatTheServiceUserSays(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", time.Hour, "Jo", "Al", "Ravi", "Bea")
		h.Clock.Move(time.Hour)
		h.there("Sam", "Ravi", "Jo")
		apptest.Must(t, h.note(0, "The nights."))
		apptest.Must(t, h.read("Sam", 1))
		apptest.Must(t, h.read("Jo", 1))
		tell := func(by, what string) error {
			return h.Meetings.SayWhatTheyGet(t.Context(), h.ID(by), h.Triangle, h.m, map[id.Person]string{h.ID("Al"): what, h.ID("Bea"): what})
		}
		apptest.Must(t, tell("Jo", meeting.Whole))
		if err := tell("Al", meeting.Whole); !errs.Is(err, errs.NotFound) {
			t.Errorf("Al was not there: %v", err)
		}
		apptest.Must(t, h.Meetings.Pass(t.Context(), h.ID("Ravi"), h.Triangle, h.m))
		if v := h.see("Al"); v.NoteText.Entry != "" || v.Copy.Entry != "" {
			t.Error("nothing goes to Al before Sam has said so")
		}
		apptest.Must(t, tell("Sam", meeting.Actions))
		apptest.Must(t, tell("Jo", meeting.Whole))
		apptest.Must(t, h.Meetings.Pass(t.Context(), h.ID("Ravi"), h.Triangle, h.m))
		for _, who := range []string{"Al", "Bea"} {
			v := h.see(who)
			if v.NoteText.Entry != "" || v.Copy.Words() != "Bea rings." || v.NoteFor != meeting.Actions {
				t.Errorf("%s gets the actions alone: %q", who, v.Copy.Words())
			}
		}
		if h.see("Mei").Copy.Entry != "" {
			t.Error("Mei was not invited")
		}
	})
}

func TestAMoveKeepsTheHourOfTheClock(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.Clock.Move(-45 * 24 * time.Hour) // early October, in summer time
		h.call("Sam", time.Hour, "Jo", "Ravi")
		move := func(by, day string) error {
			return h.Meetings.SetTime(t.Context(), h.ID(by), meeting.Time{Triangle: h.Triangle, Meeting: h.m, Minutes: 60, Zone: london(t), When: meeting.When{Day: day, Month: "10", Year: "2026", Clock: "14:00"}})
		}
		apptest.Must(t, move("Sam", "22"))
		apptest.Must(t, h.answer("Ravi", meeting.Yes))
		before := h.see("Sam")
		apptest.Must(t, move("Sam", "29"))
		after := h.see("Sam")
		if d := time.Duration(after.Time().Begins-before.Time().Begins) * time.Microsecond; d != 7*24*time.Hour+time.Hour {
			t.Errorf("from 14:00 to 14:00 over the change of the clocks are %v", d)
		}
		if after.Sequence() != before.Sequence()+1 || after.Comes(h.ID("Ravi")) || !h.owes("Ravi", duty.AnswerMeeting) || h.owes("Ravi", duty.ComeToMeeting) {
			t.Error("everybody is asked again")
		}
		apptest.Must(t, move("Ravi", "30")) // he may not move it, so he suggests
		v := h.see("Sam")
		if len(v.Suggested) != 1 || v.Sequence() != after.Sequence() {
			t.Errorf("a suggestion moves nothing: %v", v.Suggested)
		}
		if err := h.Meetings.Take(t.Context(), h.ID("Jo"), h.Triangle, h.m, v.Suggested[0].ID); !errs.Is(err, errs.NotFound) {
			t.Errorf("Jo cannot take it: %v", err)
		}
		apptest.Must(t, h.Meetings.Take(t.Context(), h.ID("Sam"), h.Triangle, h.m, v.Suggested[0].ID))
		if err := h.Meetings.CallOff(t.Context(), h.ID("Jo"), h.Triangle, h.m); !errs.Is(err, errs.NotFound) {
			t.Errorf("nor call it off: %v", err)
		}
		for of, want := range map[id.Entry]time.Duration{h.m: time.Hour, id.Entry(id.New()): 0} {
			if got, err := h.Meetings.MeetingLength(t.Context(), h.Triangle, of); err != nil || got != want {
				t.Errorf("it lasts %v: %v", got, err)
			}
		}
		apptest.Must(t, h.Meetings.CallOff(t.Context(), h.ID("Sam"), h.Triangle, h.m))
		if v := h.see("Jo"); v.Off == 0 || v.Sequence() != after.Sequence()+2 || h.owes("Ravi", duty.AnswerMeeting) {
			t.Error("it is off")
		}
	})
}

func TestTheFirstAnswerIsMeasured(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Jo", 48*time.Hour, "Ravi")
		all, err := h.Duties.Of(t.Context(), h.ID("Ravi"))
		apptest.Must(t, err)
		if len(all) != 1 || all[0].Due-all[0].Made != (24*time.Hour).Microseconds() {
			t.Errorf("24 hours: %v", all)
		}
		h.Clock.Move(25 * time.Hour)
		apptest.Must(t, h.Meetings.CallBack(t.Context(), h.ID("Bea"), h.Triangle, h.m))
		spans, err := h.Meetings.Times(t.Context(), h.ID("Sam"), h.Triangle)
		apptest.Must(t, err)
		if len(spans) != 1 || spans[0].Answered-spans[0].Called != (25*time.Hour).Microseconds() {
			t.Errorf("spans %v", spans)
		}
		if spans, err := h.Meetings.Times(t.Context(), h.ID("Al"), h.Triangle); err != nil || len(spans) != 0 {
			t.Errorf("Al knows of no call: %v %v", spans, err)
		}
		if err := h.Meetings.CallBack(t.Context(), h.ID("Jo"), h.Triangle, h.m); !errs.Is(err, errs.NotFound) {
			t.Errorf("the team answers, and nobody else: %v", err)
		}
	})
}

func (h *house) mailsTo(who string) (n int) {
	for _, m := range h.Mails.Mails() {
		if m.To == h.People[who].Email {
			n++
			if strings.Contains(m.Subject+m.Text, "meet") {
				h.t.Error("a mail says what it is about")
			}
		}
	}
	return n
}

func TestRemindersGoOnceTheDayBefore(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", 72*time.Hour, "Jo", "Al", "Ravi")
		apptest.Must(t, h.answer("Jo", meeting.Yes))
		apptest.Must(t, h.answer("Al", meeting.No))
		h.see("Jo")
		h.see("Al")
		h.Clock.Move(2 * time.Hour)
		apptest.Must(t, h.RunJobs(t.Context()))
		jo, al := h.mailsTo("Jo"), h.mailsTo("Al")
		h.Clock.Move(45 * time.Hour)
		apptest.Must(t, h.RunJobs(t.Context()))
		if h.mailsTo("Jo") != jo {
			t.Error("reminded too early")
		}
		h.Clock.Move(2 * time.Hour)
		apptest.Must(t, h.RunJobs(t.Context()))
		// The job is done again, as after a crash before it was finished.
		for range 2 {
			apptest.Must(t, h.Meetings.Jobs()[meeting.RemindJob](t.Context(), disclose.Job{Kind: meeting.RemindJob, Payload: map[string]string{"triangle": string(h.Triangle), "meeting": string(h.m), "times": "1"}}))
			h.Clock.Move(2 * time.Hour)
			apptest.Must(t, h.RunJobs(t.Context()))
		}
		if h.mailsTo("Jo") != jo+1 || h.mailsTo("Al") != al {
			t.Errorf("Jo got %d and Al %d reminders", h.mailsTo("Jo")-jo, h.mailsTo("Al")-al)
		}
	})
}

func TestWhoPromisedAndLeftIsMissed(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", 72*time.Hour, "Ravi", "Bea")
		apptest.Must(t, h.answer("Bea", meeting.Yes))
		h.see("Sam")
		h.Clock.Move(2 * time.Hour)
		apptest.Must(t, h.RunJobs(t.Context()))
		mails := h.mailsTo("Sam")
		apptest.Must(t, h.LeaveForTest(t, "Bea"))
		for range 2 {
			h.Clock.Move(2 * time.Hour)
			apptest.Must(t, h.Meetings.Watch(t.Context(), disclose.Job{}))
			apptest.Must(t, h.RunJobs(t.Context()))
		}
		if h.mailsTo("Sam") != mails+1 {
			t.Errorf("Sam was told %d times", h.mailsTo("Sam")-mails)
		}
		v := h.see("Sam")
		tri, err := h.App.People.Triangle(t.Context(), h.Triangle)
		apptest.Must(t, err)
		if got := v.Left(tri, h.Clock.Now()); !slices.Equal(got, []id.Person{h.ID("Bea")}) {
			t.Errorf("left: %v", got)
		}
	})
}

func TestTalkWithoutTheNetworkIsTheServiceUsersToSee(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		talk := meeting.Without{ID: id.Entry(id.New()), Triangle: h.Triangle, At: h.Clock.Now().Add(-time.Hour).UnixMicro(), Who: []id.Person{h.ID("Ravi"), h.ID("Mei")}, About: "The dose.", Came: "We ask Sam."}
		for range 2 {
			apptest.Must(t, h.Meetings.LogWithout(t.Context(), h.ID("Ravi"), talk))
		}
		for _, who := range []string{"Sam", "Bea", "Ravi"} {
			all, err := h.Meetings.Talks(t.Context(), h.ID(who), h.Triangle)
			if err != nil || len(all) != 1 || all[0].Came != "We ask Sam." || len(all[0].Who) != 2 {
				t.Errorf("%s reads %v %v", who, all, err)
			}
		}
		if all, err := h.Meetings.Talks(t.Context(), h.ID("Jo"), h.Triangle); err != nil || len(all) != 0 {
			t.Errorf("Jo reads %v %v", all, err)
		}
		for _, who := range []string{"Sam", "Jo"} {
			if err := h.Meetings.LogWithout(t.Context(), h.ID(who), talk); !errs.Is(err, errs.NotFound) {
				t.Errorf("%s logs a talk: %v", who, err)
			}
		}
		for name, wrong := range map[string]func(*meeting.Without){
			"nobody": func(w *meeting.Without) { w.Who = nil }, "a carer": func(w *meeting.Without) { w.Who[1] = h.ID("Jo") },
			"ahead": func(w *meeting.Without) { w.At = h.Clock.Now().Add(time.Hour).UnixMicro() }, "nothing": func(w *meeting.Without) { w.About = " " },
		} {
			bad := talk
			bad.ID, bad.Who = id.Entry(id.New()), slices.Clone(talk.Who)
			wrong(&bad)
			if err := h.Meetings.LogWithout(t.Context(), h.ID("Ravi"), bad); !errs.Is(err, errs.Invalid) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestQuestionsStayOpenUntilTheirOwnerClosesThem(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", time.Hour, "Jo", "Ravi")
		h.Clock.Move(time.Hour)
		h.there("Sam", "Jo", "Ravi")
		q, err := h.say("Jo", "What helps at four?", disclose.OpenQuestion)
		apptest.Must(t, err)
		first := h.m
		h.call("Sam", 48*time.Hour, "Jo", "Ravi")
		if got := texts(h.see("Ravi").Earlier); !slices.Equal(got, []string{"What helps at four?"}) {
			t.Errorf("carried over: %v", got)
		}
		if err := h.Meetings.Close(t.Context(), h.ID("Ravi"), h.Triangle, first, q); !errs.Is(err, errs.NotFound) {
			t.Errorf("Jo asked it: %v", err)
		}
		apptest.Must(t, h.Meetings.Close(t.Context(), h.ID("Jo"), h.Triangle, first, q))
		if got := h.see("Ravi").Earlier; len(got) != 0 {
			t.Errorf("settled: %v", texts(got))
		}
	})
}

func TestManyAnswerAtOnce(t *testing.T) {
	both(t, func(t *testing.T, h *house) {
		h.call("Sam", 48*time.Hour, "Jo", "Al", "Ravi", "Bea")
		var all sync.WaitGroup
		for _, p := range []string{"Jo", "Al", "Ravi", "Bea"} {
			all.Go(func() {
				if err := h.answer(p, meeting.Yes); err != nil && !errs.Is(err, errs.Conflict) {
					t.Errorf("%s: %v", p, err)
				}
			})
		}
		all.Wait()
		for _, p := range []string{"Jo", "Al", "Ravi", "Bea"} {
			apptest.Must(t, h.answer(p, meeting.Yes))
			if !h.see("Sam").Comes(h.ID(p)) {
				t.Errorf("%s comes", p)
			}
		}
	})
}

// A database that fails at any statement leaves a note closed whole, or not at all.
func TestClosingANoteLeavesNothingByHalf(t *testing.T) {
	left, armed := 0, false
	broken := errors.New("the disk is gone")
	a := apptest.NewWith(t, apptest.SQLite, engine.Options{Hook: func(string) error {
		if armed {
			if left--; left < 0 {
				return broken
			}
		}
		return nil
	}})
	h := &house{House: a, t: t}
	failures := 0
	for n := 0; ; n++ {
		armed = false
		h.call("Sam", time.Minute, "Jo", "Ravi")
		h.Clock.Move(time.Minute)
		h.there("Sam", "Jo", "Ravi")
		apptest.Must(t, h.note(0, "The nights."))
		apptest.Must(t, h.read("Sam", 1))
		h.see("Jo")
		left, armed = n, true
		err := h.read("Jo", 1)
		armed = false
		final, owed, jobs := h.see("Sam").Note.Final != 0, h.owes("Jo", duty.ReadNote), h.records(t)
		read := h.see("Sam").Note.Read(h.ID("Jo"))
		if err == nil {
			if !final || owed || !read || jobs != 2 {
				t.Errorf("closed: final %v, owed %v, read %v, records %d", final, owed, read, jobs)
			}
			break
		}
		failures++
		if final || !owed || read || jobs != 0 {
			t.Errorf("statement %d failed: final %v, owed %v, read %v, records %d", n, final, owed, read, jobs)
		}
	}
	if failures < 8 {
		t.Errorf("only %d statements failed: they are no longer counted", failures)
	}
}

// records counts what is on record of reading and closing the note of the meeting.
func (h *house) records(t *testing.T) (n int) {
	t.Helper()
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Row(t.Context(), []any{&n}, "SELECT COUNT(*) FROM ledger_detail WHERE kind = 'met' AND ground IN ('read', 'closed') AND actor = $1 AND extra LIKE $2", string(h.ID("Jo")), "%"+string(h.m)+"%")
	}))
	return n
}
