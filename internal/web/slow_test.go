package web_test

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/store"
	"trialogue/internal/store/engine"
)

const (
	wrong = "a wrong password"
	home  = "198.51.100.7:4711"
	away  = "203.0.113.9:4711"
)

func TestGuessingGetsSlowerAndSlower(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := newBrowserAt(t, h, chromeOnWindows, away)
		var waits []int
		for range 18 {
			got := b.signIn("jo@example.org", wrong)
			for got.Status == http.StatusUnprocessableEntity {
				got = b.signIn("jo@example.org", wrong)
			}
			if got.Status != http.StatusTooManyRequests {
				t.Fatalf("a try too early gave %d", got.Status)
			}
			after, err := strconv.Atoi(got.Header.Get("Retry-After"))
			apptest.Must(t, err)
			waits = append(waits, after)
			if after == 900 && !strings.Contains(got.Body, "Please wait until") || after == 4 && !strings.Contains(got.Body, "Please wait 4 seconds") {
				t.Errorf("after %d seconds the words do not say how long:\n%s", after, got.Body)
			}
			h.Clock.Move(time.Duration(after) * time.Second)
		}
		if got := fmt.Sprint(waits[:12]); got != "[1 2 4 8 16 32 64 128 256 512 900 900]" {
			t.Errorf("the waits are %s", got)
		}
	})
}

// Waiting costs the service nothing: no hash, and nothing that holds a place.
func TestATryTooEarlyIsNotLookedAt(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	b := newBrowserAt(t, h, chromeOnWindows, away)
	for range 5 {
		b.signIn("jo@example.org", wrong)
	}
	before := h.SignIn.Hashes()
	for range 20 {
		if got := b.signIn("jo@example.org", apptest.Password); got.Status != http.StatusTooManyRequests {
			t.Fatalf("too early, and it gave %d", got.Status)
		}
	}
	if made := h.SignIn.Hashes() - before; made != 0 {
		t.Errorf("%d hashes were computed for tries that came too early", made)
	}
	h.Clock.Move(time.Second)
	if got := b.signIn("jo@example.org", apptest.Password); got.Status != http.StatusSeeOther {
		t.Errorf("those tries made the wait no longer: %d", got.Status)
	}
}

// A try is counted before it is looked at: many at once are not free.
func TestManyGuessesAtOnceAreCountedOneByOne(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		before := h.SignIn.Hashes()
		var all sync.WaitGroup
		for range 40 {
			all.Go(func() { newBrowserAt(t, h, chromeOnWindows, away).signIn("jo@example.org", wrong) })
		}
		all.Wait()
		if made := h.SignIn.Hashes() - before; made > 5 {
			t.Errorf("%d of 40 guesses at once were looked at, with five free", made)
		}
	})
}

// Whatever strangers do, from however many places, the owner comes in: at once
// from a known device, and with their first try from a place that is new.
func TestAStrangerCannotKeepTheOwnerOut(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		known := newBrowserAt(t, h, chromeOnWindows, home)
		if got := known.signIn("jo@example.org", apptest.Password); got.Status != http.StatusSeeOther {
			t.Fatalf("signing in gave %d", got.Status)
		}
		known.post("/sign-out")
		for n := range 60 {
			newBrowserAt(t, h, firefoxOnLinux, fmt.Sprintf("203.0.113.%d:1", n)).signIn("jo@example.org", wrong)
		}
		sameHouse := newBrowserAt(t, h, firefoxOnLinux, home)
		for range 30 {
			sameHouse.signIn("jo@example.org", wrong)
		}
		if got := known.signIn("jo@example.org", apptest.Password); got.Status != http.StatusSeeOther {
			t.Errorf("the known device is kept out: %d", got.Status)
		}
		if got := newBrowserAt(t, h, chromeOnWindows, "192.0.2.200:1").signIn("jo@example.org", apptest.Password); got.Status != http.StatusSeeOther {
			t.Errorf("a new device at a new address is kept out: %d", got.Status)
		}
		// A new address has one try, and then waits at once: that is what slows many addresses down.
		fresh := newBrowserAt(t, h, firefoxOnLinux, "192.0.2.201:1")
		fresh.signIn("jo@example.org", wrong)
		if got := fresh.signIn("jo@example.org", wrong); got.Header.Get("Retry-After") != "30" {
			t.Errorf("an account under fire gives a new address more than one try: %d %s", got.Status, got.Header.Get("Retry-After"))
		}
	})
}

func TestOneAddressAtManyAccountsGetsSlow(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		b := newBrowserAt(t, h, chromeOnWindows, "[2001:db8:1:2::1]:1")
		for n := range 30 {
			b.signIn(fmt.Sprintf("somebody%d@example.org", n), wrong)
		}
		b.address = "[2001:db8:1:2:ffff::9]:2" // the same customer's network
		if got := b.signIn("another@example.org", wrong); got.Status != http.StatusTooManyRequests {
			t.Errorf("after thirty accounts the next one gave %d", got.Status)
		}
		b.address = "[2001:db8:1:3::1]:1"
		if got := b.signIn("another@example.org", wrong); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("another network waits for what this one did: %d", got.Status)
		}
	})
}

func TestGuessingAtAnOpenSessionGetsSlow(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		thief, jo := h.As(t, "Jo"), h.As(t, "Jo")
		for range 5 {
			thief.Post("/account/password", "old", wrong, "fresh", freshPassword)
		}
		if got := thief.Post("/account/password", "old", apptest.Password, "fresh", freshPassword); got.Status != http.StatusTooManyRequests || !strings.Contains(got.Body, "Please wait 1 second,") {
			t.Errorf("it should wait: %d", got.Status)
		}
		if got := jo.Post("/account/password", "old", apptest.Password, "fresh", freshPassword); got.Status != http.StatusSeeOther {
			t.Errorf("another session waits for what this one did: %d", got.Status)
		}
	})
}

func TestGuessingAtCodesGetsSlow(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		nia := h.As(t, "Nia")
		for n := range 10 {
			if got := nia.Get(fmt.Sprintf("/join/code-%d", n)); got.Status == http.StatusTooManyRequests {
				t.Fatalf("the %d. code waits already", n+1)
			}
		}
		if got := nia.Get("/join/another-code"); got.Status != http.StatusTooManyRequests || got.Header.Get("Retry-After") != "1" {
			t.Errorf("after ten codes the next one gave %d", got.Status)
		}
		if got := h.As(t, "Jo").Get("/join/another-code"); got.Status == http.StatusTooManyRequests {
			t.Error("somebody else waits for it")
		}
	})
}

// work counts what a request costs: statements and hashes.
type work struct {
	mu         sync.Mutex
	statements []string
}

func (w *work) hook(q string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.statements = append(w.statements, q)
	return nil
}

// Known and unknown addresses get one answer for one work, on every way by
// which a stranger can ask.
func TestKnownAndUnknownCostTheSame(t *testing.T) {
	for name, db := range map[string]apptest.Database{"sqlite": apptest.SQLite, "postgres": apptest.Postgres} {
		t.Run(name, func(t *testing.T) {
			w := &work{}
			h := apptest.NewWith(t, db, engine.Options{Hook: w.hook})
			ask := func(path, email, from string) (answer, cost string) {
				b := newBrowserAt(t, h, chromeOnWindows, from)
				w.statements = nil
				hashes := h.SignIn.Hashes()
				got := b.post(path, "email", email, "password", wrong, "corner", "service-user", "name", "Mallory", "next", "/join/x")
				body := strings.ReplaceAll(got.Body, email, "ADDRESS")
				return fmt.Sprint(got.Status, got.Header, body), fmt.Sprint(h.SignIn.Hashes()-hashes, " hashes\n", strings.Join(w.statements, "\n"))
			}
			ask("/sign-in", "first@example.org", away) // what is drawn once is drawn
			for i, path := range []string{"/sign-in", "/lost", "/begin"} {
				knownAnswer, knownCost := ask(path, "jo@example.org", fmt.Sprintf("192.0.2.%d:1", 10+i))
				answer, cost := ask(path, "nobody@example.org", fmt.Sprintf("192.0.2.%d:1", 20+i))
				if knownAnswer != answer {
					t.Errorf("%s: known\n%s\nunknown\n%s", path, knownAnswer, answer)
				}
				if path == "/begin" { // the one statement that differs is the one that stores the account
					knownCost, cost = statementsOf(knownCost), statementsOf(cost)
				}
				if knownCost != cost {
					t.Errorf("%s: known costs\n%s\nunknown costs\n%s", path, knownCost, cost)
				}
			}
		})
	}
}

// statementsOf counts statements by kind.
func statementsOf(cost string) string {
	kinds := map[string]int{}
	for line := range strings.Lines(cost) {
		kind, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if kind == "INSERT" || kind == "SELECT" || kind == "UPDATE" || kind == "DELETE" {
			kinds[kind]++
		}
	}
	return fmt.Sprint(kinds)
}

// Nobody fills the chain by guessing: what was wrong in a quarter of an hour is
// one record for an account, and one for all addresses that nobody has.
func TestGuessesDoNotFillTheChain(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for n := range 40 {
			from := fmt.Sprintf("203.0.113.%d:1", n)
			newBrowserAt(t, h, chromeOnWindows, from).signIn("jo@example.org", wrong)
			newBrowserAt(t, h, chromeOnWindows, from).signIn(fmt.Sprintf("made-up-%d@example.org", n), wrong)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		if got := organisationRecords(t, h, "turned-away"); len(got) != 0 {
			t.Errorf("before the quarter of an hour is over there are %v", got)
		}
		h.Clock.Move(16 * time.Minute)
		apptest.Must(t, h.RunJobs(t.Context()))
		got := organisationRecords(t, h, "turned-away")
		if len(got) != 2 || !strings.Contains(strings.Join(got, "\n"), `"tries":"40"`) || !strings.Contains(strings.Join(got, "\n"), string(h.ID("Jo"))) {
			t.Errorf("80 guesses left these records: %v", got)
		}
		if all := strings.Join(got, "\n"); strings.Contains(all, "@") || strings.Contains(all, "203.0.113") {
			t.Errorf("a record tells an address: %s", all)
		}
	})
}

// organisationRecords lists records of a kind in the organisation's chain.
func organisationRecords(t *testing.T, h *apptest.House, kind string) []string {
	t.Helper()
	var out []string
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var actor, person, ground, extra string
			err := scan(&actor, &person, &ground, &extra)
			out = append(out, strings.Join([]string{actor, person, ground, extra}, " "))
			return err
		}, "SELECT actor, person, ground, extra FROM ledger_detail WHERE triangle = $1 AND kind = $2 ORDER BY seq", string(id.Organisation), kind)
	}))
	return out
}

// A copy of the database tells nobody's address, neither of mail nor of a network.
func TestACopyTellsNoAddress(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		newBrowserAt(t, h, chromeOnWindows, away).signIn("stranger@example.org", wrong)
		newBrowserAt(t, h, chromeOnWindows, away).post("/lost", "email", "stranger@example.org")
		for _, table := range []string{"guess", "turned_away", "recovery", "device", "arrival", "job"} {
			apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
				q := "SELECT COUNT(*) FROM " + table + " x WHERE CAST(x.* AS TEXT) LIKE $1 OR CAST(x.* AS TEXT) LIKE $2"
				if x.Dialect() == engine.SQLite {
					return nil // the file itself is searched below
				}
				var n int
				err := x.Row(t.Context(), []any{&n}, q, "%stranger@%", "%203.0.113%")
				if n != 0 {
					t.Errorf("%s tells an address", table)
				}
				return err
			}))
		}
		if h.Store.Engine().Dialect() == engine.SQLite {
			path := t.TempDir() + "/copy.db"
			apptest.Must(t, h.Store.Engine().Backup(t.Context(), path))
			if found := fileHolds(t, path, "stranger@", "203.0.113"); found != "" {
				t.Errorf("the copy holds %q", found)
			}
		}
	})
}

// fileHolds names the first of some texts that stands in a file.
func fileHolds(t *testing.T, path string, texts ...string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	apptest.Must(t, err)
	for _, text := range texts {
		if bytes.Contains(raw, []byte(text)) {
			return text
		}
	}
	return ""
}

// A password that was hashed with less work than now is hashed anew when it is
// next used, and opens the account before and after.
func TestOldHashesAreMadeBetter(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		accounts := store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x })
		// "a rainy day in March", with 8 KiB and one pass.
		const weak = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$z47UmOpLF8BrCVsKFG2njPsnNpl5iySok/UHXnwggxc"
		apptest.Must(t, accounts.Update(t.Context(), func(x *store.Tx) error { return x.SetPassword(t.Context(), h.ID("Jo"), weak) }))
		for range 2 {
			if got := newBrowserAt(t, h, chromeOnWindows, home).signIn("jo@example.org", apptest.Password); got.Status != http.StatusSeeOther {
				t.Fatalf("signing in gave %d", got.Status)
			}
		}
		var now string
		apptest.Must(t, accounts.View(t.Context(), func(x *store.Tx) (err error) {
			now, err = x.Password(t.Context(), h.ID("Jo"))
			return err
		}))
		if !strings.Contains(now, "m=19456,t=2,p=1") {
			t.Errorf("the hash is still %q", now)
		}
	})
}

func TestEasyPasswordsAreNotTaken(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	try := func(password string) apptest.Answer {
		return newBrowserAt(t, h, chromeOnWindows, away).post("/begin", "corner", "carer", "name", "Zoë Marchbanks", "email", "z.marchbanks@example.org", "password", password)
	}
	for _, easy := range []string{
		"Password2024!", "qwertyuiop12", "1234567890123", "P@ssw0rd1234", "liverpool1892", "Trialogue2026", "marchbanks1980", "abcabcabcabc", "iloveyou!!!!", "asdfghjkl123",
		"letmein-letmein", "Summer2026!!!", "07700 900123", "z.marchbanks@example.org", "aaaaaaaaaaaa", "MonkeyDragon99",
	} {
		if got := try(easy); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "guess this password") {
			t.Errorf("%q is taken: %d", easy, got.Status)
		}
		h.Clock.Move(time.Hour)
	}
	for _, good := range []string{freshPassword, apptest.Password, "liverpool arsenal chelsea monkey", "kettle under blue stairs", "v7#qLm2xW9"} {
		if got := try(good); got.Status != http.StatusSeeOther {
			t.Errorf("%q is not taken: %d", good, got.Status)
		}
		h.Clock.Move(time.Hour)
	}
}
