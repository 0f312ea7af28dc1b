package relationship_test

import (
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
)

func TestAWordIsItsWritersAloneUntilSharedWithTheOther(t *testing.T) {
	both(t, func(f family) {
		for _, c := range []struct {
			by, other, part string
			arrow           relationship.Arrow
		}{
			{"Jo", "Sam", relationship.PartTry, carerToUser()},
			{"Sam", "Jo", relationship.PartArrives, carerToUser()},
			{"Sam", "Ravi", relationship.PartGoes, userToTeam()},
			{"Ravi", "Sam", relationship.PartArrives, userToTeam()},
			{"Ravi", "Jo", relationship.PartHelp, teamToCarer()},
			{"Jo", "Ravi", relationship.PartArrives, teamToCarer()},
		} {
			e := f.keep(c.by, f.draft(c.arrow, c.other, c.part, "We found the forms."))
			others := []string{"Sam", "Jo", "Al", "Ravi", "Bea", "Grace", "Mei", "Nia"}
			check := func(when string, who ...string) {
				for _, name := range others {
					want := strings.Contains(strings.Join(who, " "), name)
					if name == "Nia" {
						if _, err := f.Relationships.One(f.t.Context(), f.ID(name), f.Triangle, e); !errs.Is(err, errs.NotFound) {
							f.t.Errorf("somebody outside: %v", err)
						}
						continue
					}
					if got := f.sees(name, e); got != want {
						f.t.Errorf("%s, %s writes to %s: %s sees it: %v", when, c.by, c.other, name, got)
					}
				}
			}
			check("kept", c.by)
			f.share(c.by, e)
			check("shared", c.by, c.other)
			apptest.Must(f.t, f.Relationships.Unshare(f.t.Context(), f.ID(c.by), f.Triangle, e))
			check("closed", c.by)
			f.Clock.Move(time.Minute)
		}
	})
}

func TestOnlyWhoWroteItSharesCorrectsOrAsksWhoSeesIt(t *testing.T) {
	both(t, func(f family) {
		e := f.keep("Jo", f.draft(carerToUser(), "Sam", relationship.PartTry, "I wait."))
		f.share("Jo", e)
		for _, name := range []string{"Sam", "Al", "Ravi", "Nia"} {
			f.wantKind(f.Relationships.Share(f.t.Context(), f.ID(name), f.Triangle, e), errs.NotFound, name+" shares")
			f.wantKind(f.Relationships.Unshare(f.t.Context(), f.ID(name), f.Triangle, e), errs.NotFound, name+" closes")
			f.wantKind(f.Relationships.Correct(f.t.Context(), f.ID(name), f.Triangle, e, 1, map[string]string{relationship.PartTry: "x"}), errs.NotFound, name+" corrects")
			_, err := f.Relationships.Audience(f.t.Context(), f.ID(name), f.Triangle, e)
			f.wantKind(err, errs.NotFound, name+" asks who sees it")
		}
		if !f.sees("Sam", e) {
			f.t.Error("none of that changed who sees it")
		}
	})
}

func TestAPairIsTwoPeopleAtTheTwoEnds(t *testing.T) {
	both(t, func(f family) {
		for why, c := range map[string]struct {
			by, other string
			a         relationship.Arrow
		}{
			"aside":                 {"Ravi", "Sam", carerToUser()},
			"two of one corner":     {"Jo", "Al", carerToUser()},
			"with oneself":          {"Jo", "Jo", carerToUser()},
			"somebody outside":      {"Jo", "Nia", carerToUser()},
			"by somebody outside":   {"Nia", "Sam", carerToUser()},
			"at the wrong end":      {"Jo", "Ravi", carerToUser()},
			"between the other two": {"Ravi", "Jo", carerToUser()},
		} {
			d := f.draft(c.a, c.other, relationship.PartTry, "x")
			d.Texts[relationship.PartArrives] = "x"
			_, err := f.Relationships.Keep(f.t.Context(), f.ID(c.by), d)
			f.wantKind(err, errs.NotFound, why)
		}
		d := f.draft(carerToUser(), "Sam", relationship.PartTry, "x")
		d.Task = "hold-hope" // of another arrow
		_, err := f.Relationships.Keep(f.t.Context(), f.ID("Jo"), d)
		f.wantKind(err, errs.NotFound, "a task of another arrow")
		apptest.Must(f.t, f.LeaveForTest(f.t, "Mei"))
		f.Clock.Move(time.Second)
		_, err = f.Relationships.Keep(f.t.Context(), f.ID("Sam"), f.draft(userToTeam(), "Mei", relationship.PartTry, "x"))
		f.wantKind(err, errs.NotFound, "somebody who left")
	})
}

func TestSentTwiceIsKeptOnceAndNobodyTakesAnothersID(t *testing.T) {
	both(t, func(f family) {
		d := f.draft(carerToUser(), "Sam", relationship.PartTry, "I wait.")
		if f.keep("Jo", d) != f.keep("Jo", d) {
			f.t.Error("the same form is the same word")
		}
		page, err := f.Relationships.Over(f.t.Context(), f.ID("Jo"), f.Triangle, relationship.Filter{}, place())
		apptest.Must(f.t, err)
		if len(page.Said) != 1 {
			f.t.Errorf("%d words were kept", len(page.Said))
		}
		theirs := f.draft(carerToUser(), "Sam", relationship.PartTry, "Mine.")
		theirs.ID = d.ID
		_, err = f.Relationships.Keep(f.t.Context(), f.ID("Al"), theirs)
		f.wantKind(err, errs.Conflict, "an id of somebody else")
	})
}

func TestWordsHaveLimitsAndSaySomething(t *testing.T) {
	both(t, func(f family) {
		for text, key := range map[string]string{"  \n": "between.say-something", strings.Repeat("é", relationship.PartMost+1): "between.too-long"} {
			d := f.draft(carerToUser(), "Sam", relationship.PartTry, text)
			_, err := f.Relationships.Keep(f.t.Context(), f.ID("Jo"), d)
			if p := errs.ProblemsOf(err); len(p) != 1 || p[0].Key != key || p[0].Field != relationship.PartTry {
				f.t.Errorf("%.10q: %v", text, err)
			}
			if f.sees("Jo", d.ID) {
				f.t.Error("what is wrong must change nothing")
			}
		}
		f.keep("Jo", f.draft(carerToUser(), "Sam", relationship.PartTry, strings.Repeat("é", relationship.PartMost)))
	})
}

// What a professional says of Sam before a carer goes as far as Sam lets that topic go.
func TestAProfessionalCannotCarryWordsAboutSamPastSam(t *testing.T) {
	both(t, func(f family) {
		d := f.draft(teamToCarer(), "Jo", relationship.PartGoes, "I told her what sam takes.")
		_, err := f.Relationships.Keep(f.t.Context(), f.ID("Ravi"), d)
		if p := errs.ProblemsOf(err); len(p) != 1 || p[0].Field != "topic" || p[0].Key != "between.names-somebody" {
			f.t.Fatalf("Sam is named, and no topic was said: %v", err)
		}
		d.Topic = "carers-health"
		_, err = f.Relationships.Keep(f.t.Context(), f.ID("Ravi"), d)
		f.wantKind(err, errs.Invalid, "a topic of carers")
		d.Topic = "medicines"
		e := f.keep("Ravi", d)
		f.share("Ravi", e)
		if f.sees("Jo", e) {
			f.t.Error("Jo reads about Sam's medicines, and Sam has not shared them")
		}
		f.Clock.Move(time.Second)
		q, err := f.Protocol.Form(f.t.Context(), f.ID("Sam"), f.Triangle, string(f.ID("Jo")), "medicines", sharing.Everyday)
		apptest.Must(f.t, err)
		apptest.Must(f.t, f.Protocol.Change(f.t.Context(), f.ID("Sam"), protocol.Draft{
			ID: id.New(), Triangle: f.Triangle, Recipient: string(f.ID("Jo")), Topic: "medicines", When: sharing.Everyday, Answer: sharing.Share, Read: q.Read,
		}))
		f.Clock.Move(time.Second)
		if !f.sees("Jo", e) {
			f.t.Error("Sam shares the topic with Jo now, and Ravi shared the words")
		}
		// A correction cannot bring Sam in where the words were only about the two of them.
		plain := f.keep("Ravi", f.draft(teamToCarer(), "Jo", relationship.PartGoes, "We ring on Tuesdays."))
		f.wantKind(f.Relationships.Correct(f.t.Context(), f.ID("Ravi"), f.Triangle, plain, 1, map[string]string{relationship.PartGoes: "Sam sleeps."}), errs.Invalid, "naming Sam later")
	})
}

func TestACorrectionIsANewVersionAndTheSlowerOneIsTold(t *testing.T) {
	both(t, func(f family) {
		e := f.keep("Jo", f.draft(carerToUser(), "Sam", relationship.PartTry, "I wait."))
		f.share("Jo", e)
		f.Clock.Move(time.Minute)
		apptest.Must(f.t, f.Relationships.Correct(f.t.Context(), f.ID("Jo"), f.Triangle, e, 1, map[string]string{relationship.PartTry: "I wait longer."}))
		f.wantKind(f.Relationships.Correct(f.t.Context(), f.ID("Jo"), f.Triangle, e, 1, map[string]string{relationship.PartTry: "Other."}), errs.Conflict, "the slower window")
		one, err := f.Relationships.One(f.t.Context(), f.ID("Sam"), f.Triangle, e)
		apptest.Must(f.t, err)
		if one.Part(relationship.PartTry) != "I wait longer." || one.Version != 2 {
			f.t.Errorf("Sam reads version %d: %q", one.Version, one.Part(relationship.PartTry))
		}
	})
}

func TestOnlyTheNewestWordOfATaskIsShownAndRecorded(t *testing.T) {
	both(t, func(f family) {
		old := f.keep("Jo", f.draft(carerToUser(), "Sam", relationship.PartTry, "First."))
		f.share("Jo", old)
		f.Clock.Move(time.Minute)
		newer := f.keep("Jo", f.draft(carerToUser(), "Sam", relationship.PartTry, "Second."))
		f.Clock.Move(time.Minute)
		// Sam is not shown the second yet: for him the first is the newest.
		f.wantLatest("Sam", "Jo", "First.")
		f.wantLatest("Jo", "Sam", "Second.")
		f.share("Jo", newer)
		f.Clock.Move(24 * time.Hour)
		f.wantLatest("Sam", "Jo", "Second.")
		history, err := f.Candour.History(f.t.Context(), f.ID("Jo"), f.Triangle, old)
		apptest.Must(f.t, err)
		if len(history.Sightings) != 1 {
			f.t.Errorf("the first word was shown on one day, and %d sightings are on record", len(history.Sightings))
		}
	})
}

func (f family) wantLatest(who, other, want string) {
	f.t.Helper()
	said, err := f.Relationships.Latest(f.t.Context(), f.ID(who), f.Triangle, carerToUser(), f.ID(other))
	apptest.Must(f.t, err)
	if len(said) != 1 || said[0].Part(relationship.PartTry) != want {
		f.t.Errorf("%s should see %q: %v", who, want, said)
	}
}

func TestTheTimelineComesInPages(t *testing.T) {
	both(t, func(f family) {
		const many = relationship.PageSize + 3
		for range many {
			f.keep("Jo", f.draft(carerToUser(), "Sam", relationship.PartTry, "A day."))
			f.Clock.Move(time.Minute)
		}
		f.keep("Al", f.draft(carerToUser(), "Sam", relationship.PartTry, "Al's own."))
		first, err := f.Relationships.Over(f.t.Context(), f.ID("Jo"), f.Triangle, relationship.Filter{}, place())
		apptest.Must(f.t, err)
		second, err := f.Relationships.Over(f.t.Context(), f.ID("Jo"), f.Triangle, relationship.Filter{Arrow: carerToUser().Code(), Mine: true, Other: f.ID("Sam")}, first.Next)
		apptest.Must(f.t, err)
		if len(first.Said) != relationship.PageSize || len(second.Said) != 3 || second.Next != place() {
			f.t.Errorf("%d and then %d", len(first.Said), len(second.Said))
		}
		if first.Said[0].Made <= first.Said[1].Made {
			f.t.Error("the newest stands first")
		}
	})
}
