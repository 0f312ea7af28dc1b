package web_test

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/evidence"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/store"
)

// governor makes an account whose office is to look after evidence.
func governor(t *testing.T, h *apptest.House) *apptest.Visitor {
	t.Helper()
	p := h.People["Bea"]
	p.ID, p.Name, p.Email, p.Governs = id.Person(id.New()), "Ifor Gwyn", "ifor@example.org", true
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).Update(t.Context(), func(x *store.Tx) error {
		return x.PutPerson(t.Context(), p, "")
	}))
	h.People["Ifor"] = p
	return h.As(t, "Ifor")
}

// happened puts a record into the organisation's chain.
func happened(t *testing.T, h *apptest.House, r ledger.Record) {
	t.Helper()
	r.Triangle, r.At = string(id.Organisation), h.Clock.Now().UnixMicro()
	drawn, err := disclose.DrawRecord(r)
	apptest.Must(t, err)
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).UpdateScope(t.Context(), id.Organisation, func(x *store.Tx) error {
		_, err := drawn.In(t.Context(), x)
		return err
	}))
}

func TestEvidenceIsForThoseWhoseOfficeItIs(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ifor := governor(t, h)
		for _, name := range []string{"Sam", "Jo", "Ravi", "Grace", "Nia"} {
			for _, path := range []string{"/evidence", "/evidence/access"} {
				if got := h.As(t, name).Get(path); got.Status != http.StatusNotFound {
					t.Errorf("%s got %d at %s", name, got.Status, path)
				}
			}
			if got := h.As(t, name).Post("/evidence/copy"); got.Status != http.StatusNotFound {
				t.Errorf("%s took a copy: %d", name, got.Status)
			}
		}
		page := ifor.Get("/evidence/access")
		for _, must := range []string{"Ravi Menon", "Grace Bello", "carer lead", "invited"} {
			if !strings.Contains(page.Body, must) {
				t.Errorf("the report lacks %q", must)
			}
		}
		for _, mustNot := range []string{"Okafor", string(h.Triangle), string(h.ID("Sam"))} {
			if strings.Contains(page.Body, mustNot) {
				t.Errorf("the report holds %q", mustNot)
			}
		}
	})
}

func TestLinesNameNoServiceUserAndNoCarer(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ifor := governor(t, h)
		happened(t, h, ledger.Record{Kind: ledger.SignedIn, Actor: string(h.ID("Jo")), Person: string(h.ID("Jo")), Ground: "password"})
		happened(t, h, ledger.Record{Kind: ledger.Account, Actor: string(h.ID("Grace")), Person: string(h.ID("Sam")), Ground: "identity"})
		page := ifor.Post("/evidence")
		if page.Status != http.StatusOK || !strings.Contains(page.Body, "Grace Bello") || !strings.Contains(page.Body, "a carer (") || !strings.Contains(page.Body, "a service user (") {
			t.Errorf("%d\n%s", page.Status, page.Body)
		}
		if strings.Contains(page.Body, "Okafor") || strings.Contains(page.Body, string(h.ID("Jo"))) {
			t.Error("somebody is named")
		}
		only := ifor.Post("/evidence", "kind", "account", "from", "2026-11-23", "until", "2026-11-23")
		if strings.Contains(only.Body, "a carer (") || !strings.Contains(only.Body, "a service user (") {
			t.Error("the lines were not narrowed")
		}
		if later := ifor.Post("/evidence", "from", "2026-11-24"); strings.Contains(later.Body, "Grace Bello") {
			t.Error("a line of yesterday was shown for tomorrow")
		}
		for want, pairs := range map[string][]string{
			"Choose a day": {"from", "23/11/2026"}, "must not be before": {"from", "2026-11-24", "until", "2026-11-01"}, "from the list": {"kind", "sighting"},
		} {
			if got := ifor.Post("/evidence", pairs...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, want) {
				t.Errorf("%v: %d", pairs, got.Status)
			}
		}
	})
}

func TestManyLinesArePaged(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	ifor := governor(t, h)
	for range evidence.PageMost + 3 {
		happened(t, h, ledger.Record{Kind: ledger.KeyTurned, Actor: string(h.ID("Ravi")), Ground: "data"})
	}
	first := ifor.Post("/evidence", "kind", "key-turned")
	before := regexp.MustCompile(`name="before" value="(\d+)"`).FindStringSubmatch(first.Body)
	if !strings.Contains(first.Body, "Older lines") || before == nil {
		t.Fatalf("there is no way to older lines\n%s", first.Body)
	}
	second := ifor.Post("/evidence", "kind", "key-turned", "before", before[1])
	if strings.Contains(second.Body, "Older lines") || strings.Count(second.Body, "Ravi Menon") != 3 {
		t.Error("the older lines are not there")
	}
}

func TestACopyIsRecordedAndWhole(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ifor := governor(t, h)
		happened(t, h, ledger.Record{Kind: ledger.SignedIn, Actor: string(h.ID("Ravi")), Ground: "=passkey"})
		got := ifor.Post("/evidence/copy")
		if got.Status != http.StatusOK || got.Header.Get("Content-Type") != "application/zip" {
			t.Fatal(got.Status, got.Header)
		}
		z, err := zip.NewReader(bytes.NewReader([]byte(got.Body)), int64(len(got.Body)))
		apptest.Must(t, err)
		files := map[string]string{}
		for _, f := range z.File {
			in, err := f.Open()
			apptest.Must(t, err)
			text, err := io.ReadAll(in)
			apptest.Must(t, err)
			files[f.Name] = string(text)
		}
		if !strings.Contains(files["access.csv"], "Ravi Menon") || !strings.Contains(files["log.csv"], ",'=passkey,") || !strings.Contains(files["contents.txt"], "log.csv") {
			t.Errorf("the copy holds %v", files)
		}
		if strings.Contains(got.Body+files["log.csv"]+files["access.csv"], "Okafor") {
			t.Error("somebody is named")
		}
		if page := ifor.Post("/evidence", "kind", "exported"); !strings.Contains(page.Body, "Ifor Gwyn") {
			t.Error("the copy is not on record")
		}
	})
}

// Who asks for a triangle that is not theirs is recorded once a day, and gets
// the same answer whether there is one or not.
func TestBeingTurnedAwayIsRecorded(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		nia, nowhere := h.As(t, "Nia"), id.New()
		there, notThere := nia.Get(h.In("/timeline")), nia.Get("/t/"+nowhere+"/timeline")
		if there.Status != http.StatusNotFound || strings.ReplaceAll(there.Body, string(h.Triangle), nowhere) != notThere.Body {
			t.Error("a triangle that exists reads otherwise than one that does not")
		}
		nia.Get(h.In(""))
		nia.Get("/t/not-an-id")
		asked := turnedAway(t, h, "Nia")
		if !slices.Equal(asked, []string{string(h.Triangle), nowhere}) {
			t.Errorf("on record: %v", asked)
		}
		for range 40 {
			nia.Get("/t/" + id.New())
		}
		if n := len(turnedAway(t, h, "Nia")); n != 20 {
			t.Errorf("%d refusals are on record, and 20 are the most of a day", n)
		}
		h.As(t, "Sam").Get(h.In("/entry/" + id.New()))
		if n := len(turnedAway(t, h, "Sam")); n != 0 {
			t.Errorf("what is absent inside one's own triangle is no refusal: %d", n)
		}
	})
}

func turnedAway(t *testing.T, h *apptest.House, name string) (out []string) {
	t.Helper()
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) evidence.Tx { return x }).View(context.Background(), func(x evidence.Tx) (err error) {
		out, err = x.TurnedAwayFrom(t.Context(), h.ID(name), disclose.Day(h.Clock.Now()))
		return err
	}))
	return out
}
