package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/passkeytest"
	"trialogue/internal/signin"
	"trialogue/internal/store/engine"
	"trialogue/internal/triangle"
)

// browserAs has a session that proved both factors just now.
func browserAs(t *testing.T, h *apptest.House, first string) *browser {
	t.Helper()
	b := newBrowser(t, h)
	token, err := h.SignIn.Start(t.Context(), h.ID(first), signin.Proof{Way: signin.ByPasskey, Level: 2, Device: "test"})
	apptest.Must(t, err)
	b.cookies["session"] = token
	return b
}

// byPassword has signed in with a password, and nothing more.
func byPassword(t *testing.T, h *apptest.House, first string) *browser {
	t.Helper()
	b := newBrowser(t, h)
	if got := b.post("/sign-in", "email", first+"@example.org", "password", apptest.Password); got.Status != http.StatusSeeOther {
		t.Fatalf("the password of %s gave %d\n%s", first, got.Status, got.Body)
	}
	return b
}

// mailsAbout counts mails that say something.
func mailsAbout(h *apptest.House, words string) (n int) {
	for _, m := range h.Mails.Mails() {
		if strings.Contains(m.Subject+m.Text, words) {
			n++
		}
	}
	return n
}

// device is an authenticator in a browser that stands at the house.
func device(t *testing.T) *passkeytest.Device {
	return passkeytest.New(t, "http://trialogue.test", "trialogue.test")
}

// ask fetches a question, as the script does.
func (b *browser) ask(purpose signin.Purpose) []byte {
	b.t.Helper()
	path := "/passkey/ask-me"
	if purpose == signin.ToSignIn {
		path = "/passkey/ask"
	}
	got := b.post(path, "for", string(purpose))
	if got.Status != http.StatusOK || b.cookies["passkey"] == "" {
		b.t.Fatalf("asking to %s gave %d\n%s", purpose, got.Status, got.Body)
	}
	return []byte(got.Body)
}

// add makes a passkey of a device.
func (b *browser) add(d *passkeytest.Device, name string) apptest.Answer {
	b.t.Helper()
	return b.post("/account/ways/passkeys/new", "name", name, "answer", d.Make(b.ask(signin.ToAdd)))
}

// withPasskey gives somebody a passkey on a new device.
func withPasskey(t *testing.T, h *apptest.House, first string) *passkeytest.Device {
	t.Helper()
	d := device(t)
	if got := browserAs(t, h, first).add(d, "my phone"); got.Status != http.StatusSeeOther {
		t.Fatalf("adding a passkey gave %d\n%s", got.Status, got.Body)
	}
	return d
}

// enter signs in with a passkey.
func (b *browser) enter(d *passkeytest.Device) apptest.Answer {
	b.t.Helper()
	return b.post("/sign-in/passkey", "answer", d.Sign(b.ask(signin.ToSignIn)))
}

// session reads the session that the cookie opens.
func (b *browser) session() (signin.Session, error) {
	one, _, err := b.house.SignIn.Glance(b.t.Context(), b.cookies["session"])
	return one, err
}

// withCodes switches somebody's one-time codes on and gives the secret.
func withCodes(t *testing.T, h *apptest.House, first string) string {
	t.Helper()
	return browserAs(t, h, first).codesOn(first)
}

func (b *browser) codesOn(first string) string {
	b.t.Helper()
	if got := b.post("/account/ways/codes/begin"); got.Status != http.StatusSeeOther {
		b.t.Fatalf("beginning gave %d\n%s", got.Status, got.Body)
	}
	c, err := b.house.SignIn.NewCodes(b.t.Context(), b.house.People[first])
	apptest.Must(b.t, err)
	if got := b.post("/account/ways/codes", "code", codeAt(b.t, b.house, c.Secret, 0)); got.Status != http.StatusSeeOther {
		b.t.Fatalf("confirming gave %d\n%s", got.Status, got.Body)
	}
	b.house.Clock.Move(time.Minute) // the code that confirmed is used up
	return c.Secret
}

// codeAt is what an app shows some half minutes from now.
func codeAt(t *testing.T, h *apptest.House, secret string, steps int) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, h.Clock.Now().Add(time.Duration(steps)*30*time.Second))
	apptest.Must(t, err)
	return code
}

// accountRecords counts what the organisation's chain holds of somebody under a ground.
func accountRecords(t *testing.T, h *apptest.House, first, ground string) int {
	t.Helper()
	var n int
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		return x.Row(t.Context(), []any{&n}, "SELECT COUNT(*) FROM ledger_detail WHERE triangle = $1 AND person = $2 AND ground = $3 AND kind IN ($4, $5)",
			string(id.Organisation), string(h.ID(first)), ground, string(ledger.Account), string(ledger.TurnedAway))
	}))
	return n
}

// everyCell is one column of a table in one text.
func everyCell(t *testing.T, h *apptest.House, table, column string) string {
	t.Helper()
	var out strings.Builder
	apptest.Must(t, h.Store.Engine().View(t.Context(), func(x *engine.Tx) error {
		out.Reset()
		return x.Rows(t.Context(), func(scan func(...any) error) error {
			var cell []byte
			err := scan(&cell)
			out.Write(cell)
			return err
		}, "SELECT "+column+" FROM "+table)
	}))
	return out.String()
}

func personOf(t *testing.T, h *apptest.House, who id.Person) triangle.Person {
	t.Helper()
	for _, p := range h.People {
		if p.ID == who {
			return p
		}
	}
	t.Fatalf("nobody is %s", who)
	return triangle.Person{}
}
