package web_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
)

func TestSomebodyAddsAProviderAndComesInWithIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h, map[string]any{
			"identity":    map[string]any{"claim": "identity_proofing_level", "known": []string{"P5"}, "checked": []string{"P9"}},
			"two_factors": []map[string]any{{"claim": "amr", "values": []string{"otp"}}},
		})
		p.As("sub-of-jo", map[string]any{"identity_proofing_level": "P5"})
		jo := signedIn(t, h, "Jo")
		jo.mustLink(p)
		if got := jo.get("/account/ways/outside?done=done.outside-linked"); !strings.Contains(got.Body, "Added.") || !strings.Contains(got.Body, "Harbour") {
			t.Errorf("the list should hold it:\n%s", got.Body)
		}
		other := newBrowser(t, h)
		if page := other.get("/sign-in?next=/account"); !strings.Contains(page.Body, `href="/sign-in/with/harbour?next=%2Faccount"`) || !strings.Contains(page.Body, "Carry on with Harbour") {
			t.Errorf("the page to sign in has no way to it:\n%s", page.Body)
		}
		p.As("sub-of-jo", map[string]any{"identity_proofing_level": "P9", "amr": []string{"pwd", "otp"}})
		if got := other.comeIn(p, "/sign-in/with/harbour?next=/account"); got.Location() != "/account" {
			t.Fatalf("coming in gives %d %q\n%s", got.Status, got.Location(), got.Body)
		}
		one, who := other.inside()
		if who != h.ID("Jo") || one.Way != signin.ByOutside || one.Level != 2 || one.Proved != h.Clock.Now().UnixMicro() {
			t.Errorf("%v as %s", one, who)
		}
		if got := records(t, h, "account"); !slices.Equal(got, []string{"outside-linked Jo", "identity Jo", "identity Jo"}) {
			t.Errorf("on record: %q", got)
		}
		if got := records(t, h, "turned-away"); len(got) != 0 {
			t.Errorf("turned away: %q", got)
		}
		// Less is never written over more, and one factor is one factor.
		p.As("sub-of-jo", map[string]any{"identity_proofing_level": "P0", "amr": "pwd"})
		third := newBrowser(t, h)
		third.comeIn(p, "/sign-in/with/harbour")
		if one, who := third.inside(); who != h.ID("Jo") || one.Level != 1 {
			t.Errorf("%v as %s", one, who)
		}
		if got := identityOf(t, h, "Jo"); got != triangle.Checked || len(records(t, h, "account")) != 3 {
			t.Errorf("identity is %q, on record: %q", got, records(t, h, "account"))
		}
	})
}

// One walk ends once, in the browser that began it, with the organisation that it began with.
func TestAWalkEndsOnceAndOnlyWhereItBegan(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h, map[string]any{}, map[string]any{"id": "other", "name": "Other"})
		signedIn(t, h, "Jo").mustLink(p)
		sessions := rowsIn(t, h, "session")
		turned := func(what string, got apptest.Answer, code string) {
			t.Helper()
			all := records(t, h, "turned-away")
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "Nothing here has changed") {
				t.Errorf("%s: %d\n%s", what, got.Status, got.Body)
			}
			if len(all) == 0 || !strings.HasPrefix(all[len(all)-1], code) {
				t.Errorf("%s: on record is %q and not %s", what, all, code)
			}
			if n := rowsIn(t, h, "session"); n != sessions {
				t.Errorf("%s: a session began", what)
			}
		}
		b := newBrowser(t, h)
		back := b.leave(p, "/sign-in/with/harbour")
		turned("another browser", newBrowser(t, h).get(back), "outside-browser")
		stranger := newBrowser(t, h)
		stranger.leave(p, "/sign-in/with/harbour") // has a cookie of its own
		turned("another browser with a cookie", stranger.get(back), "outside-browser")
		turned("another provider's answer", b.get(strings.Replace(back, "/harbour/", "/other/", 1)), "outside-mixed")
		turned("a state of nobody", b.get("/sign-in/with/harbour/back?code=a&state=b.c"), "outside-state")
		turned("no state", b.get("/sign-in/with/harbour/back?code=a"), "outside-state")
		turned("two states", b.get(back+"&state=x"), "outside-state")
		h.Clock.Move(10 * time.Minute)
		turned("too late", b.get(back), "outside-late")
		h.Clock.Move(-10 * time.Minute)
		if got := b.get(back); got.Location() != "/" { // none of it used the walk up
			t.Fatalf("the right answer gives %d\n%s", got.Status, got.Body)
		}
		sessions++
		turned("a second time", b.get(back), "outside-used")
		if got := newBrowser(t, h).get("/sign-in/with/nobody"); got.Status != http.StatusNotFound {
			t.Errorf("an unknown provider gives %d", got.Status)
		}
	})
}

// Two tabs walk at once, and both arrive.
func TestTwoTabsWalkAtOnce(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	p := harbour(t, h)
	signedIn(t, h, "Jo").mustLink(p)
	b := newBrowser(t, h)
	first, second := b.leave(p, "/sign-in/with/harbour"), b.leave(p, "/sign-in/with/harbour?next=/account")
	if got := b.get(first); got.Location() != "/" {
		t.Errorf("the first tab gives %d\n%s", got.Status, got.Body)
	}
	if got := b.get(second); got.Location() != "/account" {
		t.Errorf("the second tab gives %d\n%s", got.Status, got.Body)
	}
	if n := len(b.cookies); n != 3 { // the session, the device, and the walks
		t.Errorf("%d cookies: %v", n, b.cookies)
	}
}

func TestNextLeadsNowhereElse(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	p := harbour(t, h)
	signedIn(t, h, "Jo").mustLink(p)
	for _, next := range []string{"https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "\n//evil.example", "javascript:alert(1)", "/a b", "/" + strings.Repeat("x", 2000)} {
		got := newBrowser(t, h).comeIn(p, "/sign-in/with/harbour?"+url.Values{"next": {next}}.Encode())
		if got.Header.Get("Location") != "/" {
			t.Errorf("%q leads to %q", next, got.Header.Get("Location"))
		}
	}
	for _, next := range []string{"//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example"} { // with a password too
		if got := h.Stranger(t).Post("/sign-in", "email", "jo@example.org", "password", apptest.Password, "next", next); got.Header.Get("Location") != "/" {
			t.Errorf("with a password, %q leads to %q", next, got.Header.Get("Location"))
		}
	}
}

// An identity elsewhere belongs to one account, and only its own person moves it.
func TestAnIdentityBelongsToOneAccount(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h)
		signedIn(t, h, "Jo").mustLink(p)
		al := signedIn(t, h, "Al")
		if got := al.link(p, "harbour"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "they can become one") {
			t.Errorf("taken: %d\n%s", got.Status, got.Body)
		}
		p.As("sub-of-al", nil)
		al.mustLink(p)
		p.As("another-sub-of-al", nil)
		if got := al.link(p, "harbour"); !strings.Contains(got.Body, "another Harbour already") {
			t.Errorf("twice: %d\n%s", got.Status, got.Body)
		}
		if got := newBrowser(t, h).comeIn(p, "/sign-in/with/harbour"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "no account that goes with it") {
			t.Errorf("nobody: %d\n%s", got.Status, got.Body)
		}
		if got := records(t, h, "turned-away"); !slices.Equal(got, []string{"outside-taken Al", "outside-twice Al", "outside-nobody"}) {
			t.Errorf("on record: %q", got)
		}
		if got := al.post("/account/ways/outside/harbour/remove"); got.Location() != "/account/ways/outside" {
			t.Errorf("removing gives %d %q", got.Status, got.Location())
		}
		p.As("sub-of-al", nil)
		if got := newBrowser(t, h).comeIn(p, "/sign-in/with/harbour"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("what was removed still lets in: %d", got.Status)
		}
		if got := records(t, h, "account"); !slices.Equal(got, []string{"outside-linked Jo", "outside-linked Al", "outside-unlinked Al"}) {
			t.Errorf("on record: %q", got)
		}
	})
}

// A walk that adds a way in ends in the session that began it, or not at all.
func TestLinkingEndsInTheSessionThatBegan(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	p := harbour(t, h)
	jo, al := signedIn(t, h, "Jo"), signedIn(t, h, "Al")
	back := jo.leaveToAdd(p, "harbour")
	jo.cookies["session"] = al.cookies["session"] // somebody else signed in at this browser meanwhile
	if got := jo.get(back); got.Status != http.StatusUnprocessableEntity || rowsIn(t, h, "outside_way") != 0 {
		t.Errorf("%d, %d ways", got.Status, rowsIn(t, h, "outside_way"))
	}
	if got := records(t, h, "turned-away"); !slices.Equal(got, []string{"outside-session Al"}) {
		t.Errorf("on record: %q", got)
	}
}

// Whoever sits down at an open page gives themselves no key.
func TestWaysChangeOnlyShortlyAfterProving(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h)
		jo := signedIn(t, h, "Jo")
		jo.mustLink(p)
		h.Clock.Move(11 * time.Minute)
		for _, path := range []string{"/account/ways/outside/harbour", "/account/ways/outside/harbour/remove"} {
			if got := jo.post(path); got.Status != http.StatusOK || !strings.Contains(got.Body, "Is it still you?") || !strings.Contains(got.Body, "/sign-in/with/harbour?next=") {
				t.Errorf("%s gives %d\n%s", path, got.Status, got.Body)
			}
		}
		if rowsIn(t, h, "outside_way") != 1 {
			t.Error("a way in went away")
		}
		// What the provider remembers of an earlier hour proves nothing; nor does somebody else's word, nor a silent provider.
		before, _ := jo.inside()
		for name, claims := range map[string]map[string]any{"old": {"auth_time": h.Clock.Now().Add(-5 * time.Minute).Unix()}, "silent": {"auth_time": nil}} {
			p.As("sub-of-jo", claims)
			if got := jo.comeIn(p, "/sign-in/with/harbour?next=/account/ways/outside"); got.Status != http.StatusUnprocessableEntity {
				t.Errorf("%s: %d %q", name, got.Status, got.Location())
			}
		}
		p.As("sub-of-al", nil)
		if got := jo.comeIn(p, "/sign-in/with/harbour"); !strings.Contains(got.Body, "not the Harbour of your account") {
			t.Errorf("somebody else: %d\n%s", got.Status, got.Body)
		}
		if after, _ := jo.inside(); after.Proved != before.Proved {
			t.Error("that proves nothing")
		}
		p.As("sub-of-jo", nil)
		if got := jo.comeIn(p, "/sign-in/with/harbour?next=/account/ways/outside"); got.Location() != "/account/ways/outside" {
			t.Fatalf("proving gives %d\n%s", got.Status, got.Body)
		}
		if got := jo.post("/account/ways/outside/harbour/remove"); got.Location() != "/account/ways/outside" || rowsIn(t, h, "outside_way") != 0 {
			t.Errorf("removing gives %d", got.Status)
		}
	})
}

// Whom the provider let in without asking has not just proved who they are here.
func TestARememberedSignInIsNoProof(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	p := harbour(t, h)
	signedIn(t, h, "Jo").mustLink(p)
	hour := h.Clock.Now().Add(-time.Hour)
	for name, want := range map[string]struct {
		claim any
		at    int64
	}{"an hour ago": {hour.Unix(), hour.UnixMicro()}, "not said": {nil, 0}} {
		p.As("sub-of-jo", map[string]any{"auth_time": want.claim})
		b := newBrowser(t, h)
		b.comeIn(p, "/sign-in/with/harbour")
		if one, who := b.inside(); who != h.ID("Jo") || one.Proved != want.at {
			t.Errorf("%s: %s proved at %d, want %d", name, who, one.Proved, want.at)
		}
	}
}
