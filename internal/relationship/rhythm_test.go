package relationship_test

import (
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
)

func place() disclose.Place { return disclose.Place{} }

// prompts does the job as often as said, and says for whom it rang.
func (f family) prompts(times int) (rung []id.Person) {
	f.t.Helper()
	for range times {
		apptest.Must(f.t, f.Relationships.Prompts(func(p id.Person) { rung = append(rung, p) })(f.t.Context(), disclose.Job{}))
	}
	return rung
}

// open are the prompts that wait for somebody.
func (f family) open(who string) (out []duty.Duty) {
	f.t.Helper()
	all, err := f.Duties.Of(f.t.Context(), f.ID(who))
	apptest.Must(f.t, err)
	for _, d := range all {
		if d.Kind == duty.LookAtArrow {
			out = append(out, d)
		}
	}
	return out
}

func (f family) rhythm(who string, p relationship.Pace) {
	f.t.Helper()
	apptest.Must(f.t, f.Relationships.SetRhythm(f.t.Context(), f.ID(who), f.Triangle, p, "Europe/London"))
}

func TestNobodyIsAskedWhoDidNotAskForIt(t *testing.T) {
	both(t, func(f family) {
		f.Clock.Move(100 * 24 * time.Hour)
		if rung := f.prompts(1); len(rung) > 0 {
			f.t.Errorf("%d people were asked", len(rung))
		}
		r, err := f.Relationships.Rhythm(f.t.Context(), f.ID("Jo"), f.Triangle)
		apptest.Must(f.t, err)
		waits, err := f.Relationships.Waits(f.t.Context(), f.ID("Jo"), f.Triangle)
		if err != nil || waits || r.Pace != relationship.Never {
			f.t.Errorf("everybody begins with never: %v %v %v", r, waits, err)
		}
	})
}

func TestAPromptComesOnceAndEndsWithAWord(t *testing.T) {
	both(t, func(f family) {
		f.rhythm("Jo", relationship.Weekly)
		f.Clock.Move(6 * 24 * time.Hour)
		if len(f.prompts(1)) != 0 {
			f.t.Error("six days are no week")
		}
		f.Clock.Move(24 * time.Hour)
		if rung := f.prompts(3); len(rung) != 1 || rung[0] != f.ID("Jo") {
			f.t.Errorf("it rings once, for Jo: %v", rung)
		}
		open := f.open("Jo")
		if len(open) != 1 || open[0].Late(f.Clock.Now()) || open[0].Entry != "" || open[0].For != f.ID("Jo") {
			f.t.Fatalf("one prompt waits, and none is late: %v", open)
		}
		if len(f.open("Sam")) != 0 {
			f.t.Error("it is Jo's alone")
		}
		f.keep("Jo", f.draft(carerToUser(), "Sam", relationship.PartTry, "I wait."))
		if len(f.open("Jo")) != 0 {
			f.t.Error("it is done with a word")
		}
	})
}

func TestNotNowAndNeverPutItAway(t *testing.T) {
	both(t, func(f family) {
		f.rhythm("Sam", relationship.Fortnight)
		f.Clock.Move(14 * 24 * time.Hour)
		f.prompts(1)
		apptest.Must(f.t, f.Relationships.Later(f.t.Context(), f.ID("Sam"), f.Triangle))
		if len(f.open("Sam")) != 0 || len(f.prompts(1)) != 0 {
			f.t.Error("not now is until the next time")
		}
		f.Clock.Move(14 * 24 * time.Hour)
		f.prompts(1)
		// Nobody answers: the next takes its place, and they do not pile up.
		f.Clock.Move(40 * 24 * time.Hour)
		if rung := f.prompts(2); len(rung) != 1 || len(f.open("Sam")) != 1 {
			f.t.Errorf("rung %d times, %d wait", len(rung), len(f.open("Sam")))
		}
		f.rhythm("Sam", relationship.Never)
		f.Clock.Move(365 * 24 * time.Hour)
		if len(f.prompts(1)) != 0 || len(f.open("Sam")) != 0 {
			f.t.Error("never is never")
		}
	})
}

func TestARhythmIsOneOfFourAndEndsWithThePlace(t *testing.T) {
	both(t, func(f family) {
		err := f.Relationships.SetRhythm(f.t.Context(), f.ID("Jo"), f.Triangle, "hourly", "Europe/London")
		f.wantKind(err, errs.Invalid, "a rhythm that is none")
		err = f.Relationships.SetRhythm(f.t.Context(), f.ID("Nia"), f.Triangle, relationship.Weekly, "Europe/London")
		f.wantKind(err, errs.NotFound, "somebody outside")
		f.rhythm("Mei", relationship.Monthly)
		apptest.Must(f.t, f.LeaveForTest(f.t, "Mei"))
		f.Clock.Move(60 * 24 * time.Hour)
		if len(f.prompts(2)) != 0 {
			f.t.Error("who has left is asked no more")
		}
	})
}

// The morning is the person's own, also over the change of the clocks.
func TestAPromptComesInTheMorningOfThePerson(t *testing.T) {
	both(t, func(f family) {
		for zone, want := range map[string]string{"Europe/London": "2026-12-23T09:00:00Z", "Pacific/Auckland": "2026-12-22T20:00:00Z", "nowhere": "2026-12-23T09:00:00Z"} {
			apptest.Must(f.t, f.Relationships.SetRhythm(f.t.Context(), f.ID("Jo"), f.Triangle, relationship.Monthly, zone))
			r, err := f.Relationships.Rhythm(f.t.Context(), f.ID("Jo"), f.Triangle)
			apptest.Must(f.t, err)
			if got := time.UnixMicro(r.Next).UTC().Format(time.RFC3339); got != want {
				f.t.Errorf("%s: %s, not %s", zone, got, want)
			}
		}
	})
}

// Two processes do the job at once, and one prompt comes of it.
func TestTwoProcessesAskOnce(t *testing.T) {
	both(t, func(f family) {
		for _, name := range []string{"Sam", "Jo", "Al", "Ravi"} {
			f.rhythm(name, relationship.Weekly)
		}
		f.Clock.Move(7 * 24 * time.Hour)
		var mu sync.Mutex
		var rung []id.Person
		var all sync.WaitGroup
		problems := make([]error, 4)
		for n := range problems {
			all.Go(func() {
				problems[n] = f.Relationships.Prompts(func(p id.Person) {
					mu.Lock()
					defer mu.Unlock()
					rung = append(rung, p)
				})(f.t.Context(), disclose.Job{})
			})
		}
		all.Wait()
		for _, err := range problems {
			apptest.Must(f.t, err)
		}
		if len(rung) != 4 {
			f.t.Errorf("%d rings for four people", len(rung))
		}
		for _, name := range []string{"Sam", "Jo", "Al", "Ravi"} {
			if len(f.open(name)) != 1 {
				f.t.Errorf("%s has %d prompts", name, len(f.open(name)))
			}
		}
	})
}
