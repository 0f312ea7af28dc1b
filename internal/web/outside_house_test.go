package web_test

import (
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/oidc"
	"trialogue/internal/oidc/oidctest"
	"trialogue/internal/signin"
	"trialogue/internal/store/engine"
	"trialogue/internal/triangle"
)

// harbour opens the house to a provider with these settings.
func harbour(t *testing.T, h *apptest.House, more ...map[string]any) *oidctest.Provider {
	t.Helper()
	p := oidctest.New(t, h.Clock.Now)
	if len(more) == 0 {
		more = []map[string]any{{}}
	}
	useProvider(t, h, p, more...)
	return p
}

func useProvider(t *testing.T, h *apptest.House, p *oidctest.Provider, more ...map[string]any) {
	t.Helper()
	settings, err := oidc.Read(p.SettingsFile(t, more...), func(string) string { return "" })
	apptest.Must(t, err)
	h.UseProviders(oidc.New(settings, oidc.Options{URL: h.Config.URL, Now: h.Clock.Now, Wait: 400 * time.Millisecond}))
	h.Handler = h.App.Handler(nil)
}

// signedIn is the browser of somebody who has just signed in with two factors.
func signedIn(t *testing.T, h *apptest.House, first string) *browser {
	t.Helper()
	b := newBrowser(t, h)
	token, err := h.SignIn.Start(t.Context(), h.ID(first), signin.Proof{Way: signin.ByPasskey, Level: 2, Device: "test"})
	apptest.Must(t, err)
	b.cookies["session"] = token
	return b
}

// leave goes to the provider and gives the address at which the browser comes back.
func (b *browser) leave(p *oidctest.Provider, from string) string {
	b.t.Helper()
	out := b.get(from)
	if out.Status != http.StatusSeeOther || !strings.HasPrefix(out.Header.Get("Location"), p.URL+"/authorize?") {
		b.t.Fatalf("%s gives %d %q\n%s", from, out.Status, out.Header.Get("Location"), out.Body)
	}
	return p.Walk(b.t, out.Header.Get("Location")).RequestURI()
}

// comeIn goes there and back.
func (b *browser) comeIn(p *oidctest.Provider, from string) apptest.Answer {
	b.t.Helper()
	return b.get(b.leave(p, from))
}

// link adds a provider to the account that is signed in.
func (b *browser) link(p *oidctest.Provider, provider string) apptest.Answer {
	b.t.Helper()
	return b.get(b.leaveToAdd(p, provider))
}

// leaveToAdd goes to the provider to add it, and gives the address at which the browser comes back.
func (b *browser) leaveToAdd(p *oidctest.Provider, provider string) string {
	b.t.Helper()
	page := b.post("/account/ways/outside/" + provider)
	_, rest, _ := strings.Cut(page.Body, `href="`+p.URL+"/authorize?")
	query, _, ok := strings.Cut(rest, `"`)
	if page.Status != http.StatusOK || !ok {
		b.t.Fatalf("adding gives %d\n%s", page.Status, page.Body)
	}
	return p.Walk(b.t, p.URL+"/authorize?"+html.UnescapeString(query)).RequestURI()
}

func (b *browser) mustLink(p *oidctest.Provider) {
	b.t.Helper()
	if got := b.link(p, "harbour"); got.Location() != "/account/ways/outside" {
		b.t.Fatalf("linking gives %d %q\n%s", got.Status, got.Location(), got.Body)
	}
}

// in reports who is signed in here, by the session.
func (b *browser) inside() (signin.Session, id.Person) {
	b.t.Helper()
	one, p, err := b.house.SignIn.Glance(b.t.Context(), b.cookies["session"])
	if err != nil {
		return signin.Session{}, ""
	}
	return one, p.ID
}

// records lists ground and person of the records of a kind, oldest first.
func records(t *testing.T, h *apptest.House, kind string) (out []string) {
	t.Helper()
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		out = nil
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var ground, person string
			err := scan(&ground, &person)
			for first, p := range h.People {
				if string(p.ID) == person {
					person = first
				}
			}
			out = append(out, strings.TrimSpace(ground+" "+person))
			return err
		}, "SELECT ground, person FROM ledger_detail WHERE triangle = 'organisation' AND kind = $1 ORDER BY seq", kind)
	}))
	return out
}

func rowsIn(t *testing.T, h *apptest.House, table string) (n int) {
	t.Helper()
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Row(t.Context(), []any{&n}, "SELECT COUNT(*) FROM "+table)
	}))
	return n
}

func identityOf(t *testing.T, h *apptest.House, first string) triangle.Identity {
	t.Helper()
	var identity string
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Row(t.Context(), []any{&identity}, "SELECT identity FROM person WHERE id = $1", string(h.ID(first)))
	}))
	return triangle.Identity(identity)
}
