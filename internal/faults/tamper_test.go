package faults

import (
	"net/http"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

func protocolDraft(h *apptest.House, read string, c sharing.Choice) protocol.Draft {
	return protocol.Draft{ID: id.New(), Triangle: h.Triangle, Recipient: string(h.ID("Jo")), Topic: "medicines", When: sharing.Everyday, Answer: c, Read: read}
}

// unguard takes the triggers away, as somebody with the keys to the machine could.
func unguard(t *testing.T, h *apptest.House, table string) {
	t.Helper()
	for _, action := range []string{"update", "delete"} {
		if table == "ledger_detail" && action == "delete" {
			continue // details may be erased
		}
		q := "DROP TRIGGER keep_" + table + "_" + action
		if h.Store.Engine().Dialect() == engine.Postgres {
			q += " ON " + table
		}
		raw(t, h, q)
	}
}

func write(t *testing.T, h *apptest.House, words string) id.Entry {
	t.Helper()
	e, err := h.Entries.Write(t.Context(), h.ID("Ravi"), entry.Draft{
		ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.General, Topic: "early-signs", Text: words,
	})
	apptest.Must(t, err)
	return e
}

// tampering is one way to change the record behind our back; $1 is the chain.
type tampering struct {
	table, statement string
	flaw             ledger.Flaw
}

func tamperings() map[string]tampering {
	return map[string]tampering{
		"a row changed":    {"ledger", "UPDATE ledger SET commitment = (SELECT l.commitment FROM ledger l WHERE l.triangle = $1 AND l.seq = 1) WHERE triangle = $1 AND seq = 2", ledger.RowChanged},
		"a chain changed":  {"ledger", "UPDATE ledger SET chain = commitment WHERE triangle = $1 AND seq = 2", ledger.RowChanged},
		"a row deleted":    {"ledger", "DELETE FROM ledger WHERE triangle = $1 AND seq = 2", ledger.RowMissing},
		"another actor":    {"ledger_detail", "UPDATE ledger_detail SET actor = 'somebody' WHERE triangle = $1 AND seq = 2", ledger.RecordChanged},
		"another time":     {"ledger_detail", "UPDATE ledger_detail SET at = at + 1 WHERE triangle = $1 AND seq = 2", ledger.RecordChanged},
		"a detail deleted": {"ledger_detail", "DELETE FROM ledger_detail WHERE triangle = $1 AND seq = 2", ledger.RecordGone},
		"a row added":      {"ledger", "INSERT INTO ledger (triangle, seq, commitment, chain) SELECT triangle, 5, commitment, chain FROM ledger WHERE triangle = $1 AND seq = 3", ledger.RowMissing},
	}
}

// Whoever changes the record is found, and so is the place.
func TestATamperedRecordIsFound(t *testing.T) {
	for name, db := range map[string]apptest.Database{"sqlite": apptest.SQLite, "postgres": apptest.Postgres} {
		t.Run(name, func(t *testing.T) {
			address := db(t)
			h := apptest.Empty(t, address, engine.Options{})
			unguard(t, h, "ledger")
			unguard(t, h, "ledger_detail")
			chain := 'z'
			for what, c := range tamperings() {
				chain-- // the check names the first in order, so each is before the last
				appendThree(t, h, string(chain))
				if before := examine(t, address); before != nil && before.Triangle == string(chain) {
					t.Fatalf("%s: broken before: %v", what, before)
				}
				raw(t, h, c.statement, string(chain))
				after := examine(t, address)
				if after == nil || after.Flaw != c.flaw || after.Triangle != string(chain) {
					t.Errorf("%s: found %v, and %q was due", what, after, c.flaw)
				}
			}
		})
	}
}

func examine(t *testing.T, address string) *ledger.Break {
	t.Helper()
	report, err := store.Examine(t.Context(), address, ledger.Trust{})
	apptest.Must(t, err)
	return report.First
}

func appendThree(t *testing.T, h *apptest.House, chain string) {
	t.Helper()
	run := store.Runner(h.Store, func(x *store.Tx) disclose.Appender { return x })
	for range 3 {
		n, err := disclose.DrawRecord(ledger.Record{Triangle: chain, At: h.Clock.Now().UnixMicro(), Kind: ledger.Joined, Actor: string(h.ID("Jo"))})
		apptest.Must(t, err)
		apptest.Must(t, run.UpdateScope(t.Context(), id.Triangle(chain), func(x disclose.Appender) error {
			_, err := n.In(t.Context(), x)
			return err
		}))
	}
}

// A sealed text that was carried to another place opens nowhere.
func TestATextThatWasMovedIsNeverShown(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		one, two, whole := write(t, h, "the words of the first"), write(t, h, "the words of the second"), write(t, h, "left alone")
		for _, q := range []string{
			"CREATE TABLE apart AS SELECT * FROM entry_version",
			"UPDATE entry_version SET body = (SELECT a.body FROM apart a WHERE a.entry <> entry_version.entry AND a.entry <> '" + string(whole) + "') WHERE entry <> '" + string(whole) + "'",
		} {
			raw(t, h, q)
		}
		jo := h.As(t, "Jo")
		for _, path := range []string{"/entry/" + string(one), "/entry/" + string(two), "/timeline"} {
			got := jo.Get(h.In(path))
			if got.Status != http.StatusInternalServerError || strings.Contains(got.Body, "the words of") {
				t.Errorf("%s gave %d", path, got.Status)
			}
		}
		if got := jo.Get(h.In("/entry/" + string(whole))); got.Status != http.StatusOK || !strings.Contains(got.Body, "left alone") {
			t.Errorf("what was left alone: %d", got.Status)
		}
		if strings.Contains(h.Logs.String(), "the words of") {
			t.Error("the log holds the words")
		}
	})
}

// Without its key a text is gone, in the database as in every copy of it.
func TestADestroyedKeyTakesTheTextsAlong(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		e := write(t, h, "soon forgotten")
		jo := h.As(t, "Jo")
		if got := jo.Get(h.In("/entry/" + string(e))); !strings.Contains(got.Body, "soon forgotten") {
			t.Fatal(got.Status)
		}
		raw(t, h, "UPDATE data_key SET wrapped = $1, destroyed = 1 WHERE space = $2", []byte{}, "triangle/"+string(h.Triangle))
		for _, visitor := range []*apptest.Visitor{jo, h.As(t, "Ravi")} {
			for _, path := range []string{"/entry/" + string(e), "/timeline"} {
				if got := visitor.Get(h.In(path)); got.Status == http.StatusOK && strings.Contains(got.Body, "soon forgotten") {
					t.Errorf("%s still shows it", path)
				}
			}
		}
	})
}
