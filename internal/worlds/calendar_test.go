package worlds

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
)

func calendarRoom() room {
	return room{
		secrets: []secret{
			{"somebody has a calendar", []string{"Sam", "Al", "Ravi", "Grace", "Nia"}, func(t *testing.T, h *apptest.House, _ string) { feed(t, h, "Jo", "nothing") }},
			{"something hidden comes up for a carer", []string{"Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				write("Ravi", entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "medicines", Text: "secretword"}, "Sam")(t, h, e)
				promised(t, h, "Jo", duty.AnswerTalk, id.Entry(e))
			}},
		},
		before: func(t *testing.T, h *apptest.House) {
			t.Helper()
			e := id.New()
			write("Sam", entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "day-to-day", Text: "We talk soon."}, "Sam")(t, h, e)
			for _, name := range []string{"Jo", "Al", "Bea"} {
				promised(t, h, name, duty.ComeToMeeting, id.Entry(e))
			}
		},
		during: func(t *testing.T, h *apptest.House, held string) {
			t.Helper()
			for _, d := range comingUp(t, h, held) {
				ended(t, h, d, "Ravi")
				h.Clock.Move(time.Second)
				promised(t, h, held, d.Kind, d.Entry) // another day for the same thing
			}
			e := id.New()
			write("Sam", entry.Draft{Kind: disclose.Note, Class: sharing.Personal, Topic: "day-to-day", Text: "secretword 120"}, "Sam")(t, h, e)
			promised(t, h, held, duty.DoAction, id.Entry(e))
		},
	}
}

func changed(t *testing.T, h *apptest.House, do func(*store.Tx) error) {
	t.Helper()
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, do))
}

// promised gives somebody something to do, about an entry.
func promised(t *testing.T, h *apptest.House, who string, k duty.Kind, e id.Entry) {
	t.Helper()
	d := duty.Duty{
		ID: id.New(), Triangle: h.Triangle, Kind: k, Owner: h.ID(who), For: h.ID("Sam"), Entry: e, Topic: "day-to-day", Ref: string(e),
		Due: h.Clock.Now().AddDate(0, 0, 20).UnixMicro(), Made: h.Clock.Now().UnixMicro(),
	}
	changed(t, h, func(x *store.Tx) error { return x.PutDuty(t.Context(), d) })
}

func ended(t *testing.T, h *apptest.House, d duty.Duty, by string) {
	t.Helper()
	changed(t, h, func(x *store.Tx) error {
		_, err := x.EndDuties(t.Context(), d.Triangle, d.Kind, d.Ref, duty.End{By: h.ID(by), At: h.Clock.Now().UnixMicro(), Outcome: "called-off"})
		return err
	})
}

// comingUp are the meetings that somebody is to come to.
func comingUp(t *testing.T, h *apptest.House, who string) (out []duty.Duty) {
	t.Helper()
	all, err := h.Duties.Of(t.Context(), h.ID(who))
	apptest.Must(t, err)
	for _, d := range all {
		if d.Kind == duty.ComeToMeeting && d.Triangle == h.Triangle {
			out = append(out, d)
		}
	}
	return out
}

var feedAddress = regexp.MustCompile(`/calendar/[A-Za-z0-9_-]{43}\.ics`)

// feed switches a calendar on, and says where it is fetched.
func feed(t *testing.T, h *apptest.House, who, titles string) string {
	t.Helper()
	got := h.As(t, who).Post("/account/calendar/new", "titles", titles)
	path := feedAddress.FindString(got.Body)
	if path == "" {
		t.Fatalf("making an address: %d", got.Status)
	}
	return path
}

// TestAPausedCalendarIsTheSameFile fetches a calendar before somebody's sight is
// held and after much has happened: not a byte may be another.
func TestAPausedCalendarIsTheSameFile(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		s := begin(t, h)
		paths := map[string]string{}
		for who, titles := range map[string]string{"Jo": "words", "Al": "kind"} {
			paths[who] = feed(t, h, who, titles)
		}
		before := map[string]string{}
		for who, path := range paths {
			got := h.Stranger(t).Get(path)
			if got.Status != http.StatusOK || !strings.Contains(got.Body, "SUMMARY:A meeting") || strings.Contains(got.Body, "CANCELLED") {
				t.Fatalf("%s: %d\n%s", who, got.Status, got.Body)
			}
			before[who] = got.Body + got.Header.Get("ETag")
		}
		h.Clock.Move(time.Second)
		hold(t, h, "Sam", "Jo")
		happen(t, h, s, "Jo")
		for _, later := range []time.Duration{0, 7 * 24 * time.Hour} {
			h.Clock.Move(later)
			got := h.Stranger(t).Get(paths["Jo"])
			if is := got.Body + got.Header.Get("ETag"); is != before["Jo"] {
				t.Errorf("the calendar of a carer whose sight is held shows that something happened:\n%s", firstDifference(before["Jo"], is))
			}
		}
		// The same meeting was called off for Al, whose sight is not held: the test would notice.
		if got := h.Stranger(t).Get(paths["Al"]); !strings.Contains(got.Body, "STATUS:CANCELLED") {
			t.Errorf("what was called off stands in Al's calendar as it was:\n%s", got.Body)
		}
	})
}
