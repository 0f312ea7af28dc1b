package notify_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/notify"
	"trialogue/internal/people"
	"trialogue/internal/profile"
	"trialogue/internal/signin"
	"trialogue/internal/store"
)

// rule has somebody say what mails may do.
func rule(t *testing.T, h *apptest.House, who string, s profile.Safety) {
	t.Helper()
	own, err := h.Profile.Own(t.Context(), h.ID(who))
	apptest.Must(t, err)
	apptest.Must(t, h.Profile.SetSafe(t.Context(), h.ID(who), own.Version[profile.Safe], s))
}

func never() profile.Safety {
	return profile.Safety{Rules: []profile.Line{{Code: profile.RuleNoMail}}}
}

func between(from, until int) profile.Safety {
	return profile.Safety{Rules: []profile.Line{{Code: profile.RuleHours}}, Hours: profile.Window{From: from * 60, Until: until * 60}}
}

// queue puts a job as its service would.
func queue(t *testing.T, h *apptest.House, j disclose.Job) {
	t.Helper()
	j.RunAt, j.Made = h.Clock.Now().UnixMicro(), h.Clock.Now().UnixMicro()
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).Update(t.Context(), func(x *store.Tx) error { return x.PutJob(t.Context(), j) }))
}

func has(h *apptest.House, who string) bool { return slices.Contains(mailed(h), who) }

func TestNoMailToSomebodyWhoSaidNo(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		rule(t, h, "Ravi", never())
		n := profile.Need{Lines: []profile.Line{{Code: profile.NoMail}}}
		apptest.Must(t, h.Profile.SetNeeds(t.Context(), h.ID("Bea"), 0, n))
		told(t, h)
		queue(t, h, disclose.Job{ID: "a-notice", Kind: people.NoticeJob, Payload: map[string]string{"to": string(h.ID("Ravi"))}})
		queue(t, h, disclose.Job{ID: "a-warning", Kind: signin.KnownJob, Payload: map[string]string{"person": string(h.ID("Ravi"))}})
		drain(t, h)
		later(t, h, notify.Gather)
		later(t, h, 48*time.Hour)
		if got, want := mailed(h), []string{"Grace", "Mei"}; !slices.Equal(got, want) {
			t.Errorf("mails to %v, want %v", got, want)
		}
		if rings(t, h, "Ravi")["Ravi"] == 0 {
			t.Error("the open pages are told all the same")
		}
	})
}

// Nobody who invites can make the program write to somebody who said no.
func TestInvitationKeepsToTheRuleOfItsReader(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		rule(t, h, "Nia", never())
		for i, email := range []string{"nia@example.org", "new@example.org"} {
			_, err := h.App.People.Invite(t.Context(), people.Invitation{
				ID:       []string{"01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002"}[i],
				Triangle: h.Triangle, By: h.ID("Sam"), Corner: "carer", Name: "Somebody", Email: email, Relation: "friend",
			})
			apptest.Must(t, err)
		}
		drain(t, h)
		later(t, h, time.Hour)
		if has(h, "Nia") || !has(h, "New") {
			t.Errorf("mails to %v", mailed(h))
		}
	})
}

func TestMailsWaitForTheHoursThatWereAllowed(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		rule(t, h, "Ravi", between(20, 22)) // it is half past nine in the morning
		told(t, h)
		queue(t, h, disclose.Job{ID: "a-warning", Kind: signin.KnownJob, Payload: map[string]string{"person": string(h.ID("Mei"))}})
		rule(t, h, "Mei", between(23, 1))
		drain(t, h)
		later(t, h, notify.Gather)
		later(t, h, 10*time.Hour+20*time.Minute) // 19:55
		if has(h, "Ravi") || !has(h, "Bea") {
			t.Errorf("before the hour: %v", mailed(h))
		}
		later(t, h, 5*time.Minute)
		if !has(h, "Ravi") || has(h, "Mei") {
			t.Errorf("at the hour: %v", mailed(h))
		}
		later(t, h, 3*time.Hour)
		if n := strings.Count(strings.Join(mailed(h), " "), "Mei"); n != 2 {
			t.Errorf("over midnight both of Mei's mails go, not %d: %v", n, mailed(h))
		}
		if n := strings.Count(strings.Join(mailed(h), " "), "Ravi"); n != 1 {
			t.Errorf("one mail to Ravi, not %d", n)
		}
	})
}

// What is put off is decided about again, and a rule that is made meanwhile counts.
func TestRuleMadeWhileAMailWaitsCounts(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		rule(t, h, "Ravi", between(20, 22))
		told(t, h)
		queue(t, h, disclose.Job{ID: "a-warning", Kind: signin.KnownJob, Payload: map[string]string{"person": string(h.ID("Ravi"))}})
		drain(t, h)
		later(t, h, notify.Gather)
		rule(t, h, "Ravi", never())
		later(t, h, 24*time.Hour)
		if has(h, "Ravi") {
			t.Error("a mail went after Ravi said no")
		}
	})
}

// On the last Sunday of March the clock jumps from one to two. Half past seven
// in the evening stays half past seven by the clock on the wall.
func TestHoursAreThoseOfTheWallInTheNightTheClocksChange(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.Clock.Move(time.Date(2027, 3, 27, 21, 0, 0, 0, time.UTC).Sub(h.Clock.Now()))
		rule(t, h, "Ravi", between(8, 9))
		told(t, h)
		drain(t, h)
		later(t, h, notify.Gather)
		later(t, h, time.Date(2027, 3, 28, 6, 59, 0, 0, time.UTC).Sub(h.Clock.Now())) // 07:59 by the wall
		if has(h, "Ravi") {
			t.Fatal("it went an hour too early")
		}
		later(t, h, time.Minute)
		if !has(h, "Ravi") {
			t.Error("at eight by the wall it goes, which is seven in Greenwich")
		}
	})
}
