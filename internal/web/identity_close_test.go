package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/identity"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

func jobs(t *testing.T, h *apptest.House) {
	t.Helper()
	apptest.Must(t, h.RunJobs(t.Context()))
}

func closeAccount(t *testing.T, h *apptest.House, who string, fields ...string) {
	t.Helper()
	if got := h.As(t, who).Post("/account/close", append([]string{"sure", "yes"}, fields...)...); got.Status != http.StatusOK || !strings.Contains(got.Body, "Your account closes") {
		t.Fatalf("closing gave %d\n%s", got.Status, got.Body)
	}
}

func TestACarerClosesAndComesBack(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo, elsewhere := h.As(t, "Jo"), h.As(t, "Jo")
		if got := jo.Post("/account/close"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "20 years after treatment ends") {
			t.Fatalf("it is asked first, and says what stays and how long: %d\n%s", got.Status, got.Body)
		}
		closeAccount(t, h, "Jo")
		if elsewhere.Get("/account").Status != http.StatusSeeOther || jo.Get("/").Status != http.StatusSeeOther {
			t.Error("she is signed out everywhere")
		}
		h.Clock.Move(identity.Pause - time.Minute)
		jobs(t, h)
		if got := h.As(t, "Sam").Get(h.In("/people")); !strings.Contains(got.Body, "Jo Okafor") {
			t.Error("within the pause her place stays")
		}
		back := h.As(t, "Jo")
		if got := back.Get("/"); !strings.Contains(got.Header.Get("Location"), "done.stayed") {
			t.Fatalf("signing in brings it back: %d %q", got.Status, got.Header.Get("Location"))
		}
		h.Clock.Move(time.Hour)
		jobs(t, h)
		if signInAs(t, h, "jo@example.org", apptest.Password).Status != http.StatusSeeOther {
			t.Error("and it stays when the day has come")
		}
		closeAccount(t, h, "Jo")
		h.Clock.Move(time.Hour)
		if _, closing := h.As(t, "Jo").Get("/"), h.As(t, "Jo"); closing.Get("/account").Status != http.StatusOK {
			t.Error("she can come back more than once")
		}
		closeAccount(t, h, "Jo")
		h.Clock.Move(identity.Pause)
		jobs(t, h)
		if signInAs(t, h, "jo@example.org", apptest.Password).Status == http.StatusSeeOther {
			t.Error("and a later closing is carried out on its own day")
		}
	})
}

func TestAClosedAccountKeepsTheRecordAndNothingElse(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		said := say(t, h, "Jo", h.Triangle, sharing.Named, "She told of the garden.")
		draft := entry.Draft{ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Told, Class: sharing.Personal, Topic: "day-to-day", Confidence: sharing.Named, Text: "never sent"}
		apptest.Must(t, h.Entries.Keep(t.Context(), h.ID("Jo"), draft))
		closeAccount(t, h, "Jo")
		h.Clock.Move(identity.Pause)
		jobs(t, h)
		if signInAs(t, h, "jo@example.org", apptest.Password).Status == http.StatusSeeOther {
			t.Error("her way in is gone")
		}
		if got := h.As(t, "Ravi").Get(h.In("/entry/" + said)); !strings.Contains(got.Body, "She told of the garden.") || !strings.Contains(got.Body, "Jo Okafor") {
			t.Errorf("what she told the team stays, with her name: %d", got.Status)
		}
		tri, err := h.App.People.Triangle(t.Context(), h.Triangle)
		apptest.Must(t, err)
		if m, _ := tri.Member(h.ID("Jo")); m.Here(h.Clock.Now()) {
			t.Error("her place should have ended")
		}
		if left := rows(t, h, "SELECT COUNT(*) FROM entry WHERE kind = 'kept'"); left != 0 {
			t.Errorf("%d drafts are left", left)
		}
		if got := h.Stranger(t).Post("/begin", "corner", "carer", "name", "Jo", "email", "jo@example.org", "password", freshPassword); got.Status != http.StatusSeeOther || signInAs(t, h, "jo@example.org", freshPassword).Status != http.StatusSeeOther {
			t.Error("the address is free for a new beginning")
		}
		verified(t, h)
	})
}

// say lets somebody tell the team something.
func say(t *testing.T, h *apptest.House, who string, where id.Triangle, c sharing.Confidence, text string) string {
	t.Helper()
	d := entry.Draft{ID: id.Entry(id.New()), Triangle: where, Kind: disclose.Told, Class: sharing.Personal, Topic: "day-to-day", Confidence: c, Text: text, About: []id.Person{h.ID("Sam")}}
	_, err := h.Entries.Write(t.Context(), h.ID(who), d)
	apptest.Must(t, err)
	return string(d.ID)
}

func TestAServiceUserClosesAndFamilySeesNothingAtOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		link := linkOf(t, h, "Sam", invited(t, h, "Sam", "name", "Nia"), "Nia")
		jo := h.As(t, "Jo")
		closeAccount(t, h, "Sam")
		if got := jo.Get(h.In("/timeline")); got.Status != http.StatusNotFound {
			t.Errorf("Jo still reads: %d", got.Status)
		}
		if got := h.As(t, "Nia").Get(link); got.Status != http.StatusConflict {
			t.Errorf("an open invitation still opens: %d", got.Status)
		}
		h.Clock.Move(identity.Pause)
		jobs(t, h)
		if got := h.As(t, "Ravi").Get(h.In("/people/" + string(h.ID("Sam")))); got.Status != http.StatusOK || !strings.Contains(got.Body, "Closed on") {
			t.Errorf("the team keeps the record, and reads that the account is closed: %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Ravi").Get(h.In("/timeline")); got.Status != http.StatusOK {
			t.Errorf("the record opens: %d", got.Status)
		}
	})
}

func TestWorkAccountsAreNotClosedByThemselves(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		newOffice(t, h)
		for _, who := range []string{"Ravi", "Ada"} {
			v := h.As(t, who)
			if got := v.Get("/account/close"); !strings.Contains(got.Body, "closed by the service") {
				t.Errorf("%s reads who closes it: %d", who, got.Status)
			}
			if got := v.Post("/account/close", "sure", "yes"); got.Status != http.StatusNotFound || v.Get("/account").Status != http.StatusOK {
				t.Errorf("%s closed it: %d", who, got.Status)
			}
		}
	})
}

// ownFile gives Nia a file with a note, and tells of the carer that she is.
func ownNote(t *testing.T, h *apptest.House, who string, text string) (id.Triangle, string) {
	t.Helper()
	file, err := h.App.People.OwnFile(t.Context(), h.ID(who))
	apptest.Must(t, err)
	d := entry.Draft{ID: id.Entry(id.New()), Triangle: file, Kind: disclose.OwnNote, Class: sharing.CarersOwn, Topic: "caring-role", Confidence: sharing.Sealed, Text: text, About: []id.Person{h.ID(who)}}
	_, err = h.Entries.Write(t.Context(), h.ID(who), d)
	apptest.Must(t, err)
	return file, string(d.ID)
}

// Erasing one's own file leaves what was told to a team in confidence, though
// both are sealed with the same key.
func TestErasingAFileLeavesWhatWasToldATeam(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sealed := say(t, h, "Jo", h.Triangle, sharing.Sealed, "For the carer lead alone.")
		file, note := ownNote(t, h, "Jo", "For my own eyes.")
		jo, base := h.As(t, "Jo"), "/t/"+string(file)
		if got := jo.Get(base + "/entry/" + note); !strings.Contains(got.Body, "For my own eyes.") {
			t.Fatalf("the note opens first: %d", got.Status)
		}
		if got := jo.Post("/account/erase"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("it is asked first: %d", got.Status)
		}
		if got := jo.Post("/account/erase", "sure", "yes"); got.Location() != "/account" {
			t.Fatalf("erasing gave %d\n%s", got.Status, got.Body)
		}
		h.Clock.Move(2 * time.Minute)
		jobs(t, h)
		if got := jo.Get(base + "/entry/" + note); got.Status != http.StatusNotFound {
			t.Errorf("the note still opens: %d", got.Status)
		}
		line := jo.Get(base + "/timeline")
		if line.Status != http.StatusOK || !strings.Contains(line.Body, "was erased on") || strings.Contains(line.Body, "own eyes") {
			t.Errorf("the file says that it was erased: %d\n%s", line.Status, line.Body)
		}
		if got := h.As(t, "Grace").Get(h.In("/entry/" + sealed)); !strings.Contains(got.Body, "For the carer lead alone.") {
			t.Errorf("what she told the carer lead stays: %d", got.Status)
		}
		if _, again := ownNote(t, h, "Jo", "A new page."); !strings.Contains(jo.Get(base+"/entry/"+again).Body, "A new page.") {
			t.Error("she can begin to write anew")
		}
		verified(t, h)
	})
}

func TestClosingErasesTheFileWhereThatWasAskedFor(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		file, _ := ownNote(t, h, "Nia", "For my own eyes.")
		closeAccount(t, h, "Nia", "file", "erase")
		h.Clock.Move(identity.Pause)
		jobs(t, h)
		h.Clock.Move(2 * time.Minute)
		jobs(t, h)
		erased, err := h.Identity.Erased(t.Context(), file)
		apptest.Must(t, err)
		if erased.Done == 0 || erased.Ground != identity.OwnChoice {
			t.Errorf("the file should be erased: %+v", erased)
		}
	})
}

// A triangle is erased by two people who look after information, and nothing
// breaks by it: lists, pages, searches, copies and proofs.
func TestErasingATriangleNeedsTwoAndBreaksNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		governs(t, h, "Gwen", "Hal")
		gone := say(t, h, "Jo", h.Triangle, sharing.Named, "A word to be erased.")
		say(t, h, "Jo", h.Triangle, sharing.Sealed, "A confidence to be erased.")
		_, kept := ownNote(t, h, "Jo", "For my own eyes.")
		before := map[string]map[string]int{}
		for _, who := range []string{"Sam", "Jo", "Ravi", "Grace"} {
			before[who] = map[string]int{}
			for _, room := range []string{"", "/timeline", "/timeline?q=word", "/people", "/seen", "/sharing", "/export", "/record", "/questions", "/record/export"} {
				before[who][room] = h.As(t, who).Get(h.In(room)).Status
			}
		}
		erasure := id.New()
		ask := []string{"erasure", erasure, "triangle", string(h.Triangle), "ground", "retention-over"}
		for _, who := range []string{"Ravi", "Sam", "Jo"} {
			if got := h.As(t, who).Post("/admin/erase", ask...); got.Status != http.StatusNotFound {
				t.Errorf("%s asks to erase: %d", who, got.Status)
			}
		}
		gwen := h.As(t, "Gwen")
		if got := gwen.Post("/admin/erase", "erasure", id.New(), "triangle", id.New(), "ground", "retention-over"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a triangle that is none: %d", got.Status)
		}
		if got := gwen.Post("/admin/erase", ask...); got.Location() != "/admin/erase" {
			t.Fatalf("asking gave %d\n%s", got.Status, got.Body)
		}
		if got := gwen.Post("/admin/erase/" + erasure + "/yes"); got.Status != http.StatusConflict || !strings.Contains(got.Body, "Somebody else has to agree") {
			t.Errorf("one person alone erases: %d", got.Status)
		}
		hold := id.New()
		gwen.Post("/admin/hold", "hold", hold, "held", string(h.Triangle), "hold-ground", "inquiry")
		if got := h.As(t, "Hal").Post("/admin/erase/" + erasure + "/yes"); got.Status != http.StatusConflict || !strings.Contains(got.Body, "must be kept") {
			t.Errorf("what is on hold is erased: %d", got.Status)
		}
		gwen.Post("/admin/hold/" + hold + "/end")
		if got := h.As(t, "Hal").Post("/admin/erase/" + erasure + "/yes"); got.Location() != "/admin/erase" {
			t.Fatalf("the second yes gave %d\n%s", got.Status, got.Body)
		}
		h.Clock.Move(2 * time.Minute)
		jobs(t, h)
		for _, who := range []string{"Sam", "Jo", "Ravi", "Grace"} {
			v := h.As(t, who)
			for room, was := range before[who] {
				if got := v.Get(h.In(room)); got.Status != was || strings.Contains(got.Body, "to be erased") {
					t.Errorf("%s at %s: %d, was %d", who, room, got.Status, was)
				}
			}
			if got := v.Get(h.In("/timeline")); got.Status != http.StatusOK || !strings.Contains(got.Body, "was erased on") {
				t.Errorf("%s reads that it was erased: %d", who, got.Status)
			}
			if got := v.Get("/"); got.Status != http.StatusOK {
				t.Errorf("%s has a first page: %d", who, got.Status)
			}
			if got := v.Get(h.In("/entry/" + gone)); got.Status != http.StatusNotFound {
				t.Errorf("%s opens what was erased: %d", who, got.Status)
			}
		}
		file, err := h.App.People.OwnFile(t.Context(), h.ID("Jo"))
		apptest.Must(t, err)
		if got := h.As(t, "Jo").Get("/t/" + string(file) + "/entry/" + kept); !strings.Contains(got.Body, "For my own eyes.") {
			t.Errorf("her own file stays: %d", got.Status)
		}
		verified(t, h)
	})
}

// rows counts.
func rows(t *testing.T, h *apptest.House, query string) (n int) {
	t.Helper()
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error { return x.Row(t.Context(), []any{&n}, query) }))
	return n
}

// verified signs what is on record and has it checked from nothing.
func verified(t *testing.T, h *apptest.House) {
	t.Helper()
	apptest.Must(t, h.SignedLog.Checkpoint(t.Context()))
	key, err := note.NewVerifier(h.SignedLog.PublicKey())
	apptest.Must(t, err)
	report, err := store.Examine(t.Context(), h.Config.Database, ledger.Trust{Keys: []note.Verifier{key}})
	apptest.Must(t, err)
	if report.First != nil || report.Rows == 0 || report.Unsigned != 0 {
		t.Errorf("the proofs do not hold: %s", report)
	}
}
