package calendar_test

import (
	"context"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/calendar"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/tx"
)

// given is a duty of Jo's about a note of Sam's that she sees.
func given(t *testing.T, h *apptest.House, k duty.Kind, due time.Time) duty.Duty {
	t.Helper()
	e := id.Entry(id.New())
	_, err := h.Entries.Write(t.Context(), h.ID("Jo"), entry.Draft{ID: e, Triangle: h.Triangle, Kind: disclose.Told, Class: sharing.Personal, Topic: "day-to-day", Confidence: sharing.Named, About: []id.Person{h.ID("Sam")}, Text: "A talk."})
	apptest.Must(t, err)
	d := duty.Duty{ID: id.New(), Triangle: h.Triangle, Kind: k, Owner: h.ID("Jo"), For: h.ID("Sam"), Entry: e, Ref: string(e), Due: due.UnixMicro(), Made: h.Clock.Now().UnixMicro()}
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error { return x.PutDuty(t.Context(), d) }))
	return d
}

// lengths says how long a meeting lasts, and notes with whose eyes it was asked.
type lengths struct {
	lasts   time.Duration
	reader  id.Person
	meeting id.Entry
}

func (l *lengths) MeetingLength(ctx context.Context, _ id.Triangle, meeting id.Entry) (time.Duration, error) {
	l.reader, l.meeting = tx.Reader(ctx), meeting
	return l.lasts, nil
}

func TestAMeetingLastsAsLongAsItsRoomSays(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	start := h.Clock.Now().AddDate(0, 0, 2)
	meeting := given(t, h, duty.ComeToMeeting, start)
	given(t, h, duty.DoAction, start)
	for lasts, want := range map[time.Duration]time.Duration{0: time.Hour, 90 * time.Minute: 90 * time.Minute} {
		l := &lengths{lasts: lasts}
		h.Calendars.Ask(l)
		all, err := h.Calendars.Upcoming(t.Context(), calendar.Feed{Person: h.ID("Jo"), Choice: calendar.Choice{Titles: calendar.ByKind}})
		apptest.Must(t, err)
		if len(all) != 2 {
			t.Fatalf("%d things come up", len(all))
		}
		for _, c := range all {
			switch {
			case c.Duty.Kind == duty.ComeToMeeting && c.End.Sub(c.Start) != want:
				t.Errorf("it lasts %v, want %v", c.End.Sub(c.Start), want)
			case c.Duty.Kind == duty.DoAction && !c.End.IsZero():
				t.Errorf("a day has an end at %v", c.End)
			}
		}
		if l.reader != h.ID("Jo") || l.meeting != meeting.Entry {
			t.Errorf("it was asked with the eyes of %q about %q", l.reader, l.meeting)
		}
	}
}

func TestWhatDoesNotBelongInACalendar(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for _, k := range []duty.Kind{duty.LateForTeam, duty.LateForLead, duty.NobodyOwns, duty.Countersign} {
		given(t, h, k, h.Clock.Now().AddDate(0, 0, 2))
	}
	given(t, h, duty.DoAction, time.UnixMicro(0))
	all, err := h.Calendars.Upcoming(t.Context(), calendar.Feed{Person: h.ID("Jo")})
	apptest.Must(t, err)
	if len(all) != 0 {
		t.Errorf("%+v", all)
	}
}

func TestOnlyTheHashOfASecretIsKept(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := h.People["Jo"]
		secret, err := h.Calendars.Renew(t.Context(), jo, calendar.Choice{Titles: calendar.Nothing})
		apptest.Must(t, err)
		f, _, err := h.Calendars.Own(t.Context(), jo.ID)
		apptest.Must(t, err)
		if f.Hash == secret || len(f.Hash) != 64 || len(secret) != 43 {
			t.Errorf("%q is kept of %q", f.Hash, secret)
		}
		for _, wrong := range []string{"", f.Hash, secret + "A", secret[:42], "A" + secret[1:]} {
			if wrong == secret {
				continue
			}
			if _, _, err := h.Calendars.Behind(t.Context(), wrong); !errs.Is(err, errs.NotFound) {
				t.Errorf("%q opens something: %v", wrong, err)
			}
		}
		if _, p, err := h.Calendars.Behind(t.Context(), secret); err != nil || p.ID != jo.ID {
			t.Errorf("it opens the calendar of %q: %v", p.Name, err)
		}
		apptest.Must(t, h.Calendars.Off(t.Context(), jo.ID))
		apptest.Must(t, h.Calendars.Off(t.Context(), jo.ID)) // off is off
		if err := h.Calendars.Change(t.Context(), jo, calendar.Choice{Titles: calendar.ByKind}); !errs.Is(err, errs.NotFound) {
			t.Errorf("choices without an address: %v", err)
		}
	})
}
