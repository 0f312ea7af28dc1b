package web_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/candour"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/words"
)

func TestMyRecordHoldsWhatIsMine(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := tells(t, h, "Jo", sharing.Team, "He shouts at night.")
		note := notes(t, h, "Ravi", "medicines", "We talked about the evening dose.")
		opens(t, h, "Bea", note)
		opens(t, h, "Ravi", secret)
		if got := h.As(t, "Sam").Get(h.In("/entry/" + string(secret))); got.Status != http.StatusNotFound {
			t.Fatalf("Sam must not see it: %d", got.Status)
		}
		sam := h.As(t, "Sam").Get(h.In("/record"))
		mustSay(t, sam, "What is on record for you here", "Ravi Menon wrote this. Topic: Medicines. “We talked about the evening dose.”", "Bea Lindqvist saw this.")
		mustNotSay(t, sam, "shouts", "Early signs", "limit")
		jo := h.As(t, "Jo").Get(h.In("/record"))
		mustSay(t, jo, "You wrote this. Topic: Early signs. “He shouts at night.”", "Ravi Menon saw this.")
		mustNotSay(t, jo, "evening dose", "Medicines")
	})
}

func TestMyRecordGoesOnPageAfterPage(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		const many = 70 // over one page, several at the same time
		for i := range many {
			tells(t, h, "Jo", sharing.Team, fmt.Sprintf("line number %03d.", i))
			if i%10 == 9 {
				h.Clock.Move(time.Second)
			}
		}
		jo := h.As(t, "Jo")
		counts := map[string]int{}
		path := h.In("/record")
		pages := 0
		for ; path != "" && pages < 5; pages++ {
			page := jo.Get(path)
			for _, found := range regexp.MustCompile(`line number \d+`).FindAllString(plainText(page), -1) {
				counts[found]++
			}
			path = ""
			if older := regexp.MustCompile(`rel="next" href="([^"]*)"`).FindStringSubmatch(page.Body); older != nil {
				path = strings.ReplaceAll(older[1], "&amp;", "&")
			}
		}
		if pages != 2 || len(counts) != many {
			t.Errorf("%d lines on %d pages", len(counts), pages)
		}
		for line, n := range counts {
			if n != 1 {
				t.Errorf("%s stands there %d times", line, n)
			}
		}
		if got := jo.Get(h.In("/record?before=x&skip=-1")); got.Status != http.StatusOK {
			t.Errorf("a cursor that makes no sense is the beginning: %d", got.Status)
		}
	})
}

func TestAnExportIsSafeNeutralAndOnRecord(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		tells(t, h, "Jo", sharing.Team, "He shouts at night.")
		for _, words := range []string{`=HYPERLINK("https://example.org")`, "+1 for music", "-1", "@SUM(A1)"} {
			notes(t, h, "Sam", "day-to-day", words)
		}
		sam := h.As(t, "Sam")
		got := sam.Post(h.In("/record/export"), "format", "csv")
		if got.Status != http.StatusOK || got.Header.Get("Content-Disposition") != `attachment; filename="record.csv"` {
			t.Fatalf("%d %v", got.Status, got.Header)
		}
		rows, err := csv.NewReader(strings.NewReader(got.Body)).ReadAll()
		apptest.Must(t, err)
		if len(rows) != 6 { // a head, four notes, and that Sam joined
			t.Errorf("%d rows: %q", len(rows), rows)
		}
		for _, row := range rows {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
					t.Errorf("a spreadsheet would run %q", cell)
				}
			}
		}
		if !strings.Contains(got.Body, "'=HYPERLINK") || strings.Contains(got.Body, "shouts") {
			t.Errorf("the table is not right:\n%s", got.Body)
		}
		text := sam.Post(h.In("/record/export"), "format", "text")
		if text.Header.Get("Content-Disposition") != `attachment; filename="record.txt"` || !strings.Contains(text.Body, "    +1 for music") {
			t.Errorf("the text is not right:\n%s", text.Body)
		}
		if bad := sam.Post(h.In("/record/export"), "format", "pdf"); bad.Status != http.StatusNotFound {
			t.Errorf("no such format: %d", bad.Status)
		}
		if get := sam.Get(h.In("/record/export")); get.Status == http.StatusOK {
			t.Errorf("a link alone must take no copy: %d", get.Status)
		}
		mustSay(t, sam.Get(h.In("/record")), "You took a copy of your record.")
		if outsider := h.As(t, "Nia").Post(h.In("/record/export"), "format", "csv"); outsider.Status != http.StatusNotFound {
			t.Errorf("Nia: %d", outsider.Status)
		}
		page, err := h.Candour.Record(t.Context(), h.ID("Sam"), h.Triangle, candour.Cursor{})
		apptest.Must(t, err)
		exported := 0
		for _, l := range page.Lines {
			if l.Kind == ledger.Exported {
				exported++
			}
		}
		if exported != 2 {
			t.Errorf("%d copies are on record, two were taken", exported)
		}
	})
}

// What every kind of record and every ground says must be in the catalogue, or a page would show a code.
func TestEveryLineHasWords(t *testing.T) {
	catalogue, err := words.Load()
	apptest.Must(t, err)
	p := catalogue.Strict().Printer(words.English, nil, apptest.Start)
	for _, k := range ledger.Kinds() {
		if k != ledger.Unshown && k != ledger.Sighting && !k.OfOrganisation() { // neither is ever shown to the one who did it
			p.T("candour.line-did-"+string(k), "person", "Jo")
		}
	}
	for _, k := range []ledger.Kind{
		ledger.Asked, ledger.Told, ledger.Commitment, ledger.CommitmentKept, ledger.QuestionRaised, ledger.QuestionAnswered,
		ledger.Capacity, ledger.Invited, ledger.Joined, ledger.Left,
	} {
		p.T("candour.line-to-me-"+string(k), "actor", "Jo")
	}
	for _, k := range []ledger.Kind{
		ledger.Sighting, ledger.EntryWritten, ledger.EntryCorrected, ledger.EntryWithdrawn, ledger.ReleaseSigned, ledger.ReleaseEnded, ledger.Told,
		ledger.Suppressed, ledger.CameOfIt, ledger.Weighed, ledger.QuestionRaised, ledger.QuestionAnswered,
		ledger.AgreedOn, ledger.Talked, ledger.Met,
	} {
		p.T("candour.line-onmine-"+string(k), "actor", "Jo", "person", "Sam")
	}
	for _, ground := range []string{
		sharing.GroundToldTheTeam, sharing.GroundToldDirectly, sharing.GroundGiverAgreed, sharing.GroundSectionShared, sharing.GroundAgreed, sharing.GroundAdvance,
	} {
		p.T("candour.because-"+ground+"-yours", "viewer", "Jo")
		p.T("candour.because-"+ground, "viewer", "Jo", "giver", "Al", "about", "Sam")
	}
	for _, ground := range []string{
		sharing.GroundBothAgreed, sharing.GroundDirectCare, sharing.GroundAboutYou, sharing.GroundAlreadyKnown, sharing.GroundGeneral, sharing.GroundOwnSection,
		sharing.GroundResearchConsent, "release",
	} {
		p.T("candour.because-"+ground, "viewer", "Jo")
	}
}

func TestTheLatestThatOthersSaw(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	e := tells(t, h, "Jo", sharing.Team, "He shouts at night.")
	for range 40 {
		opens(t, h, "Ravi", e)
		opens(t, h, "Bea", e)
		h.Clock.Move(24 * time.Hour)
	}
	latest, err := h.Candour.Latest(t.Context(), h.ID("Jo"), h.Triangle, 3)
	apptest.Must(t, err)
	if len(latest) != 3 || latest[0].Actor != h.ID("Bea") {
		t.Errorf("the latest three: %+v", latest)
	}
	if none, err := h.Candour.Latest(t.Context(), h.ID("Sam"), h.Triangle, 3); err != nil || len(none) != 0 {
		t.Errorf("Sam has none: %v %+v", err, none)
	}
}
