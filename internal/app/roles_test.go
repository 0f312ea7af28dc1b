package app_test

import (
	"context"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/id"
	"trialogue/internal/pgtest"
	"trialogue/internal/sharing"
	"trialogue/internal/store/engine"
)

// rolesOfTheGuide is what docs/operations.md tells an operator to run.
func rolesOfTheGuide(t *testing.T) []string {
	t.Helper()
	guide, err := os.ReadFile("../../docs/operations.md")
	apptest.Must(t, err)
	block := regexp.MustCompile("(?s)```sql\n(.*?)```").FindSubmatch(guide)
	if block == nil {
		t.Fatal("the guide has no block of SQL for roles")
	}
	var out []string
	for one := range strings.SplitSeq(string(block[1]), ";") {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

// withRole serves a database of its owner's with the role that the guide makes.
func withRole(t *testing.T) (owner, app *apptest.House) {
	t.Helper()
	database := pgtest.URL(t)
	owner = apptest.New(t, func(testing.TB) string { return database })
	role := "app_" + strings.ReplaceAll(id.New(), "-", "")
	run := func(ctx context.Context, statements ...string) {
		t.Helper()
		for _, q := range statements {
			apptest.Must(t, owner.Store.Engine().Update(ctx, func(x *engine.Tx) error { _, err := x.Exec(ctx, q); return err }))
		}
	}
	run(t.Context(), "CREATE ROLE "+role+" LOGIN")
	t.Cleanup(func() { run(context.Background(), "DROP OWNED BY "+role, "DROP ROLE "+role) })
	for _, q := range rolesOfTheGuide(t) {
		run(t.Context(), strings.ReplaceAll(q, "trialogue_app", role))
	}
	address, err := url.Parse(database)
	apptest.Must(t, err)
	address.User = url.User(role)
	app = apptest.Empty(t, address.String(), engine.Options{})
	app.People, app.Triangle, app.Team = owner.People, owner.Triangle, owner.Team
	return owner, app
}

func TestRoleOfTheGuideCanServe(t *testing.T) {
	_, h := withRole(t)
	_, err := h.Entries.Write(t.Context(), h.ID("Ravi"), entry.Draft{
		ID: id.Entry(id.New()), Triangle: h.Triangle, Kind: disclose.Note, Class: sharing.Personal, Topic: "medicines", About: []id.Person{h.ID("Sam")}, Text: "words",
	})
	apptest.Must(t, err)
	if page := h.As(t, "Bea").Get(h.In("/timeline")); page.Status != 200 || !strings.Contains(page.Body, "words") {
		t.Errorf("the timeline gave %d", page.Status)
	}
	apptest.Must(t, h.SignedLog.Checkpoint(t.Context()))
	if _, err := h.Worker.Drain(t.Context()); err != nil {
		t.Error(err)
	}
	if strings.Contains(h.Logs.String(), "permission") {
		t.Errorf("something was not permitted:\n%s", h.Logs)
	}
}

// Each table that triggers keep as it is, the role cannot change either; nor
// can it take the triggers away.
func TestRoleOfTheGuideCannotRewriteTheLedger(t *testing.T) {
	owner, h := withRole(t)
	var guarded []string
	apptest.Must(t, owner.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var table, trigger, column string
			err := scan(&table, &trigger, &column)
			if strings.HasSuffix(trigger, "_update") {
				guarded = append(guarded, "UPDATE "+table+" SET "+column+" = "+column)
			} else {
				guarded = append(guarded, "DELETE FROM "+table)
			}
			return err
		}, `SELECT t.event_object_table, t.trigger_name, (SELECT c.column_name FROM information_schema.columns c
			WHERE c.table_name = t.event_object_table AND c.table_schema = current_schema() ORDER BY c.ordinal_position LIMIT 1)
			FROM information_schema.triggers t WHERE t.trigger_name LIKE 'keep\_%' ORDER BY 1, 2`)
	}))
	if len(guarded) < 9 {
		t.Fatalf("only %d guards found: %v", len(guarded), guarded)
	}
	forbidden := append(guarded, "TRUNCATE ledger", "ALTER TABLE ledger DISABLE TRIGGER ALL", "DROP TABLE ledger", "DELETE FROM migration", "CREATE TABLE mine (a TEXT)")
	for _, q := range forbidden {
		err := h.Store.Engine().Update(t.Context(), func(x *engine.Tx) error { _, err := x.Exec(t.Context(), q); return err })
		if err == nil || !strings.Contains(err.Error(), "42501") { // insufficient_privilege
			t.Errorf("%s: got %v, want no permission", q, err)
		}
	}
}
