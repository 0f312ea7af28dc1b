package relationship_test

import (
	"testing"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
	"trialogue/internal/store"
)

func TestAPrivateWordCountsForItsWriterAlone(t *testing.T) {
	both(t, func(f family) {
		a := carerToUser()
		f.wantLook("Jo", a, relationship.NotBegun)
		e := f.keep("Jo", f.draft(a, "Sam", relationship.PartTry, "I wait."))
		f.wantLook("Jo", a, relationship.Going)
		for _, name := range []string{"Sam", "Al"} {
			f.wantLook(name, a, relationship.NotBegun)
		}
		f.wantLook("Ravi", a, relationship.Other)
		f.share("Jo", e)
		f.wantLook("Sam", a, relationship.NotBegun) // not shown yet
		if !f.sees("Sam", e) {
			f.t.Fatal("Sam should see it")
		}
		f.wantLook("Sam", a, relationship.Going)
		f.wantLook("Al", a, relationship.NotBegun)
		f.Clock.Move(40 * 24 * time.Hour)
		f.wantLook("Jo", a, relationship.Begun)
		f.wantLook("Sam", a, relationship.Begun)
	})
}

func TestWhatSomebodyReceivesCountsForThemOnThatArrow(t *testing.T) {
	both(t, func(f family) {
		f.keep("Sam", f.draft(carerToUser(), "Jo", relationship.PartArrives, "Warm."))
		f.wantLook("Sam", carerToUser(), relationship.Going)
		f.wantLook("Sam", carerToUser().Back(), relationship.NotBegun)
		f.wantLook("Jo", carerToUser().Back(), relationship.NotBegun)
	})
}

// However much there is of one thing, an older one of another is not forgotten.
func TestALookFindsWhatLiesUnderMuchElse(t *testing.T) {
	both(t, func(f family) {
		f.note("Ravi", "day-to-day")
		apptest.Must(f.t, f.RunJobs(f.t.Context()))
		f.As(f.t, "Sam").Get(f.In("/timeline"))
		f.Clock.Move(time.Hour)
		for range 30 {
			f.keep("Ravi", f.draft(teamToCarer(), "Jo", relationship.PartTry, "We ring."))
			f.Clock.Move(time.Minute)
		}
		f.wantLook("Sam", userToTeam().Back(), relationship.Going)
		f.wantLook("Ravi", userToTeam().Back(), relationship.Going)
		f.wantLook("Jo", teamToCarer(), relationship.NotBegun)
	})
}

func (f family) wantLook(who string, a relationship.Arrow, want relationship.State) {
	f.t.Helper()
	if got := f.look(who, a); got != want {
		f.t.Errorf("%s sees %s as %q, not %q", who, a.Code(), got, want)
	}
}

// A message counts for those to whom it was meant, and for nobody else's corner.
func TestAMessageCountsForThoseItWasMeantFor(t *testing.T) {
	both(t, func(f family) {
		f.says("Jo", address.To{People: []id.Person{f.ID("Sam")}})
		f.wantLook("Jo", carerToUser(), relationship.Going)
		f.wantLook("Jo", teamToCarer().Back(), relationship.NotBegun)
		f.wantLook("Sam", carerToUser(), relationship.NotBegun) // he has not been shown it
		f.says("Sam", address.To{Team: true})
		f.wantLook("Sam", userToTeam(), relationship.Going)
		f.wantLook("Sam", carerToUser().Back(), relationship.NotBegun)
		f.says("Ravi", address.To{People: []id.Person{f.ID("Al")}})
		f.wantLook("Ravi", teamToCarer(), relationship.Going)
		f.wantLook("Ravi", userToTeam().Back(), relationship.NotBegun)
		f.wantLook("Al", teamToCarer(), relationship.NotBegun)
	})
}

// says sends a message, as a conversation does.
func (f family) says(by string, to address.To) {
	f.t.Helper()
	now, ctx := f.Clock.Now(), f.t.Context()
	tri, err := f.App.People.Triangle(ctx, f.Triangle)
	apptest.Must(f.t, err)
	me, _ := tri.Member(f.ID(by))
	n, problems := address.Compose(address.Draft{ID: id.Entry(id.New()), Triangle: f.Triangle, Kind: disclose.Message, To: to, About: f.ID("Sam"), Topic: "day-to-day", Text: "A word."}, tri, me, now)
	apptest.Must(f.t, problems.Err("says"))
	w, err := disclose.Draw(n)
	apptest.Must(f.t, err)
	apptest.Must(f.t, store.Runner(f.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(ctx, f.Triangle, func(x *store.Tx) error { return w.In(ctx, x) }))
}
