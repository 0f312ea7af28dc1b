package notify_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/notify"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

const secret = "the owl in the attic"

// write has somebody write about Sam, through the same service as a page.
func write(t *testing.T, h *apptest.House, by string, d entry.Draft) id.Entry {
	t.Helper()
	d.ID, d.Triangle, d.Text = id.Entry(id.New()), h.Triangle, secret
	if d.Kind == "" {
		d.Kind = disclose.Note
	}
	if d.Class == "" {
		d.Class, d.About = sharing.Personal, []id.Person{h.ID("Sam")}
	}
	if d.Topic == "" {
		d.Topic = "medicines"
	}
	e, err := h.Entries.Write(t.Context(), h.ID(by), d)
	apptest.Must(t, err)
	return e
}

// told has Jo tell the team and nobody else.
func told(t *testing.T, h *apptest.House) id.Entry {
	return write(t, h, "Jo", entry.Draft{Kind: disclose.Told, Topic: "early-signs", Confidence: sharing.Team})
}

func drain(t *testing.T, h *apptest.House) {
	t.Helper()
	_, err := h.Worker.Drain(t.Context())
	apptest.Must(t, err)
}

// later moves the clock and does what is due then.
func later(t *testing.T, h *apptest.House, d time.Duration) {
	t.Helper()
	h.Clock.Move(d)
	drain(t, h)
}

// mailed lists who got mails, by first name, in order.
func mailed(h *apptest.House) []string {
	var out []string
	for _, m := range h.Mails.Mails() {
		first, _, _ := strings.Cut(m.To, "@")
		out = append(out, strings.ToUpper(first[:1])+first[1:])
	}
	slices.Sort(out)
	return out
}

// decide records a choice of Sam's, as of now.
func decide(t *testing.T, h *apptest.House, recipient, topic string, answer sharing.Choice) {
	t.Helper()
	apptest.Must(t, h.Store.Engine().UpdateScope(t.Context(), "test", func(x *engine.Tx) error {
		_, err := x.Exec(t.Context(), `INSERT INTO decision (id, triangle, owner, recipient, topic, answer, circumstance, begins, made_by, made)
			VALUES ($1, $2, $3, $4, $5, $6, 'everyday', $7, $3, $7)`,
			id.New(), string(h.Triangle), string(h.ID("Sam")), recipient, topic, string(answer), h.Clock.Now().UnixMicro())
		return err
	}))
}

func suppressions(t *testing.T, h *apptest.House) []ledger.Record {
	t.Helper()
	var out []ledger.Record
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var r ledger.Record
			err := scan(&r.Person, &r.Entry, &r.Topic, &r.Rule)
			out = append(out, r)
			return err
		}, "SELECT person, entry, topic, rule FROM ledger_detail WHERE triangle = $1 AND kind = 'suppressed' ORDER BY seq", string(h.Triangle))
	}))
	return out
}

func rings(t *testing.T, h *apptest.House, who ...string) map[string]int64 {
	t.Helper()
	var ids []id.Person
	for _, name := range who {
		ids = append(ids, h.ID(name))
	}
	out := map[string]int64{}
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).View(t.Context(), func(x *store.Tx) error {
		found, err := x.Rings(t.Context(), ids)
		for i, name := range who {
			out[name] = found[ids[i]]
		}
		return err
	}))
	return out
}

func TestThoseWhoWouldBeShownAreToldAndNobodyElse(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		told(t, h)
		drain(t, h)
		if got := h.Mails.Mails(); len(got) != 0 {
			t.Fatalf("a mail waits %v for more to come; %d went at once", notify.Gather, len(got))
		}
		later(t, h, notify.Gather)
		if got, want := mailed(h), []string{"Bea", "Grace", "Mei", "Ravi"}; !slices.Equal(got, want) {
			t.Fatalf("mails to %v, want %v: not to Jo who wrote it, not to Sam and Al from whom it is withheld", got, want)
		}
		for name, n := range rings(t, h, "Sam", "Jo", "Al", "Ravi", "Nia") {
			if want := map[string]int64{"Ravi": 1}[name]; n != want {
				t.Errorf("the bell rang %d times for %s, want %d", n, name, want)
			}
		}
	})
}

func TestMailSaysNothingButThatThereIsSomething(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		told(t, h)
		drain(t, h)
		later(t, h, notify.Gather)
		for _, m := range h.Mails.Mails() {
			if m.Subject != "Something new in Trialogue" || m.Text != "Something new in Trialogue\n\nhttp://trialogue.test\n" {
				t.Errorf("a mail says %q and %q", m.Subject, m.Text)
			}
		}
		for _, person := range h.People {
			if strings.Contains(h.Logs.String(), string(person.ID)) || strings.Contains(h.Logs.String(), person.Email) {
				t.Errorf("the log names %s", person.Name)
			}
		}
	})
}

func TestOneMailToAPersonInAnHour(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		count := func(want int, when string) {
			t.Helper()
			n := 0
			for _, name := range mailed(h) {
				if name == "Ravi" {
					n++
				}
			}
			if n != want {
				t.Fatalf("%s: %d mails to Ravi, want %d", when, n, want)
			}
		}
		for range 3 {
			told(t, h)
			drain(t, h)
		}
		later(t, h, notify.Gather)
		count(1, "three things within five minutes")
		h.Clock.Move(10 * time.Minute)
		told(t, h)
		drain(t, h)
		later(t, h, notify.Gather)
		count(1, "a fourth within the hour")
		later(t, h, 44*time.Minute)
		count(1, "59 minutes after the first")
		later(t, h, time.Minute)
		count(2, "an hour after the first")
		later(t, h, 5*time.Hour)
		count(2, "with nothing new")
	})
}

func TestWhoWantsNoMailGetsNone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		off := func(name string) {
			p := h.People[name]
			p.Mail = false
			apptest.Must(t, h.SignIn.Change(t.Context(), p))
		}
		off("Ravi")
		told(t, h)
		drain(t, h)
		off("Bea") // after it was queued
		later(t, h, notify.Gather)
		if got, want := mailed(h), []string{"Grace", "Mei"}; !slices.Equal(got, want) {
			t.Errorf("mails to %v, want %v", got, want)
		}
		if got := suppressions(t, h); len(got) != 0 {
			t.Errorf("a wish of one's own is no suppression: %v", got)
		}
		if rings(t, h, "Ravi")["Ravi"] != 1 {
			t.Error("open pages still say that something is new")
		}
	})
}

func TestWhoHasLookedAlreadyNeedsNoMail(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		told(t, h)
		drain(t, h)
		if page := h.As(t, "Ravi").Get(h.In("/timeline")); !strings.Contains(page.Body, secret) {
			t.Fatal("Ravi should have read it")
		}
		later(t, h, notify.Gather)
		if got, want := mailed(h), []string{"Bea", "Grace", "Mei"}; !slices.Equal(got, want) {
			t.Errorf("mails to %v, want %v", got, want)
		}
	})
}

// A choice that was narrowed between queue and send stops the mail, and the
// ledger says so.
func TestChoiceNarrowedBeforeSendingSuppresses(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		decide(t, h, "carers", "medicines", sharing.Share)
		h.Clock.Move(time.Minute)
		e := write(t, h, "Ravi", entry.Draft{})
		drain(t, h)
		h.Clock.Move(time.Minute)
		decide(t, h, string(h.ID("Jo")), "medicines", sharing.Keep)
		later(t, h, notify.Gather)
		if got := mailed(h); slices.Contains(got, "Jo") || !slices.Contains(got, "Al") {
			t.Fatalf("mails to %v: to Al, and no longer to Jo", got)
		}
		got := suppressions(t, h)
		if len(got) != 1 || got[0].Person != string(h.ID("Jo")) || got[0].Entry != string(e) || got[0].Topic != "medicines" || got[0].Rule == "" {
			t.Fatalf("suppressions on record: %+v", got)
		}
		later(t, h, 24*time.Hour)
		if got := suppressions(t, h); len(got) != 1 {
			t.Errorf("recorded %d times, want once", len(got))
		}
		if slices.Contains(mailed(h), "Jo") {
			t.Error("what was suppressed must not come later")
		}
	})
}

func TestWhoLeftBeforeSendingIsNotMailed(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		told(t, h)
		drain(t, h)
		apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
			return x.EndMember(t.Context(), h.Triangle, h.ID("Bea"), h.Clock.Now().UnixMicro())
		}))
		later(t, h, notify.Gather)
		if got, want := mailed(h), []string{"Grace", "Mei", "Ravi"}; !slices.Equal(got, want) {
			t.Errorf("mails to %v, want %v", got, want)
		}
		if got := suppressions(t, h); len(got) != 1 || got[0].Person != string(h.ID("Bea")) {
			t.Errorf("suppressions on record: %+v", got)
		}
	})
}

func TestMailServerDownIsTriedAgainThenParkedAndNothingIsLost(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.Mails.Fail(errors.New("the mail server does not answer"))
		told(t, h)
		drain(t, h)
		later(t, h, notify.Gather)
		h.Mails.Fail(nil)
		later(t, h, 11*time.Second)
		if got := mailed(h); len(got) != 4 {
			t.Fatalf("mails to %v once the server is back, want all four", got)
		}
		h.Clock.Move(2 * time.Hour)
		h.Mails.Fail(errors.New("the mail server does not answer"))
		told(t, h)
		drain(t, h)
		for range 20 {
			later(t, h, time.Hour)
		}
		if !strings.Contains(h.Logs.String(), "a job was parked") {
			t.Fatal("after many tries a mail is parked, with a line in the log")
		}
		h.Mails.Fail(nil)
		told(t, h)
		drain(t, h)
		later(t, h, notify.Gather)
		if got := mailed(h); len(got) != 8 {
			t.Errorf("mails to %v: the next news must still send", got)
		}
	})
}

func TestRefusedAddressIsNotTriedForEver(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.Mails.Fail(notify.ErrRefused)
		told(t, h)
		drain(t, h)
		later(t, h, notify.Gather)
		h.Mails.Fail(nil)
		later(t, h, 24*time.Hour)
		if got := mailed(h); len(got) != 0 {
			t.Errorf("mails to %v after the address was refused", got)
		}
	})
}

func TestClockSetBackDoesNotStopMails(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		told(t, h)
		drain(t, h)
		later(t, h, notify.Gather)
		h.Clock.Move(-48 * time.Hour)
		told(t, h)
		drain(t, h)
		later(t, h, 2*notify.Gather)
		if got := mailed(h); len(got) != 8 {
			t.Errorf("%d mails, want 8: a last mail from before the clock was set back says nothing", len(got))
		}
	})
}

func TestEntryTakenBackTellsNobody(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := told(t, h)
		drain(t, h)
		apptest.Must(t, h.Store.Engine().UpdateScope(t.Context(), "test", func(x *engine.Tx) error {
			_, err := x.Exec(t.Context(), "UPDATE entry SET withdrawn = $1 WHERE id = $2", h.Clock.Now().UnixMicro(), string(e))
			return err
		}))
		later(t, h, notify.Gather)
		if got := mailed(h); len(got) != 0 {
			t.Errorf("mails to %v about what was taken back", got)
		}
		if got := suppressions(t, h); len(got) != 4 {
			t.Errorf("%d suppressions on record, want one for each of the team", len(got))
		}
	})
}

// News of an entry that somebody has read rings for nobody twice.
func TestWhoHasSeenItIsNotToldAgain(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := told(t, h)
		drain(t, h)
		h.As(t, "Ravi").Get(h.In("/timeline"))
		apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).Update(t.Context(), func(x *store.Tx) error {
			return x.PutJob(t.Context(), disclose.Job{ID: id.New(), Kind: disclose.NewsJob, Payload: map[string]string{"triangle": string(h.Triangle), "entry": string(e)}})
		}))
		drain(t, h)
		if got := rings(t, h, "Ravi", "Bea"); got["Ravi"] != 1 || got["Bea"] != 2 {
			t.Errorf("rings: %v; Ravi has read it and Bea has not", got)
		}
	})
}
