package web_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/passkeytest"
	"trialogue/internal/signin"
)

func TestACarerSignsInWithAPasskeyAndNoName(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := device(t)
		jo := browserAs(t, h, "Jo")
		if w := d.Wishes(jo.ask(signin.ToAdd)); w != (passkeytest.Asked{Verify: "preferred", Resident: "required", Attestation: "none"}) {
			t.Errorf("a carer is asked for %+v", w)
		}
		if got := jo.add(d, "my <b>phone</b>"); got.Location() != "/account/ways/recovery" {
			t.Fatalf("adding leads to %q\n%s", got.Location(), got.Body)
		}
		if page := jo.get("/account/ways"); !strings.Contains(page.Body, "my &lt;b&gt;phone") || !strings.Contains(page.Body, "on one device only") {
			t.Errorf("the page lists it\n%s", page.Body)
		}
		fresh := newBrowser(t, h)
		h.Clock.Move(time.Hour)
		if got := fresh.enter(d); got.Status != http.StatusSeeOther || got.Location() != "/" {
			t.Fatalf("signing in gave %d to %q\n%s", got.Status, got.Location(), got.Body)
		}
		if one, err := fresh.session(); err != nil || one.Person != h.ID("Jo") || one.Level != 2 || one.Way != signin.ByPasskey {
			t.Errorf("the session is %+v, %v", one, err)
		}
		if page := fresh.get("/account/ways"); !strings.Contains(page.Body, "Last used Monday 23 November") {
			t.Errorf("the page says when it was used\n%s", page.Body)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		if accountRecords(t, h, "Jo", "way-added") != 1 || mailsAbout(h, "sign in was changed") != 1 || mailsAbout(h, "passkey") != 0 {
			t.Errorf("one record and one mail that does not say what: %v", h.Mails.Mails())
		}
		d.Verified = false
		unsure := newBrowser(t, h)
		unsure.enter(d)
		if one, err := unsure.session(); err != nil || one.Level != 1 {
			t.Errorf("without a finger, a face or a number it is one factor: %+v, %v", one, err)
		}
	})
}

// A question is answered once, in time, by the browser that asked, for what it was asked.
func TestAPasskeyAnswersOneQuestionOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := withPasskey(t, h, "Jo")
		first := newBrowser(t, h)
		options := first.ask(signin.ToSignIn)
		secret, answer := first.cookies["passkey"], d.Sign(options)
		if got := first.post("/sign-in/passkey", "answer", answer); got.Status != http.StatusSeeOther {
			t.Fatalf("the first answer gave %d\n%s", got.Status, got.Body)
		}
		wantTurnedAway := func(what string, b *browser, answer, say string) {
			t.Helper()
			got := b.post("/sign-in/passkey", "answer", answer)
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, say) || b.cookies["session"] != "" {
				t.Errorf("%s gave %d, cookie %q\n%s", what, got.Status, b.cookies["session"], got.Body)
			}
			if !strings.Contains(got.Body, `name="password"`) {
				t.Errorf("%s: another way stays on the page", what)
			}
		}
		again := newBrowser(t, h)
		again.cookies["passkey"] = secret
		wantTurnedAway("a replay", again, answer, "press the button once more")

		mine, other := newBrowser(t, h), newBrowser(t, h)
		options = mine.ask(signin.ToSignIn)
		other.ask(signin.ToSignIn)
		wantTurnedAway("the answer to another browser's question", other, d.Sign(options), "could not use this passkey")
		wantTurnedAway("no question at all", newBrowser(t, h), d.Sign(options), "press the button once more")

		late := newBrowser(t, h)
		options = late.ask(signin.ToSignIn)
		h.Clock.Move(signin.ChallengeFor)
		wantTurnedAway("a late answer", late, d.Sign(options), "press the button once more")

		jo, mixed := browserAs(t, h, "Jo"), newBrowser(t, h)
		options = jo.ask(signin.ToProve)
		mixed.cookies["passkey"] = jo.cookies["passkey"]
		wantTurnedAway("an answer for another purpose", mixed, d.Sign(options), "press the button once more")

		options = jo.ask(signin.ToProve)
		if got := jo.post("/second/passkey", "answer", d.Sign(options)); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "press the button once more") {
			t.Errorf("a question to prove was answered as a second factor: %d", got.Status)
		}

		al := browserAs(t, h, "Al")
		options = jo.ask(signin.ToProve)
		al.cookies["passkey"] = jo.cookies["passkey"]
		if got := al.post("/prove/passkey", "answer", d.Sign(options)); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("another person's question and answer proved something: %d", got.Status)
		}
		wrong := newBrowser(t, h)
		wrong.ask(signin.ToSignIn)
		wantTurnedAway("a broken answer", wrong, `{"id":`, "could not use this passkey")
	})
}

func TestForgedPasskeysOpenNothing(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := withPasskey(t, h, "Jo")
		other := withPasskey(t, h, "Al")
		for what, spoil := range map[string]func(*passkeytest.Device){
			"a forged signature":         func(d *passkeytest.Device) { d.Forge = true },
			"another origin":             func(d *passkeytest.Device) { d.Origin = "http://trialogue.test.evil.example" },
			"a service of another name":  func(d *passkeytest.Device) { d.RPID = "evil.example" },
			"a credential nobody has":    func(d *passkeytest.Device) { d.Other = []byte("nobody has this") },
			"somebody else's credential": func(d *passkeytest.Device) { d.Other = other.ID() },
		} {
			bad := d.Copy()
			spoil(bad)
			b := newBrowser(t, h)
			if got := b.enter(bad); got.Status != http.StatusUnprocessableEntity || b.cookies["session"] != "" || !strings.Contains(got.Body, "could not use this passkey") {
				t.Errorf("%s gave %d, session %q\n%s", what, got.Status, b.cookies["session"], got.Body)
			}
		}
		if got := newBrowser(t, h).enter(d); got.Status != http.StatusSeeOther {
			t.Errorf("the true one still opens: %d", got.Status)
		}
		for what, spoil := range map[string]func(*passkeytest.Device){
			"another origin": func(d *passkeytest.Device) { d.Origin = "http://evil.example" }, "another name": func(d *passkeytest.Device) { d.RPID = "evil.example" },
		} {
			bad := device(t)
			spoil(bad)
			if got := browserAs(t, h, "Sam").add(bad, "x"); got.Status != http.StatusUnprocessableEntity {
				t.Errorf("a passkey made for %s was kept: %d", what, got.Status)
			}
		}
	})
}

func TestAProfessionalsPasskeyMakesSureWhoHoldsIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi := browserAs(t, h, "Ravi")
		d := device(t)
		if w := d.Wishes(ravi.ask(signin.ToAdd)); w.Verify != "required" {
			t.Errorf("a professional is asked for %+v", w)
		}
		d.Verified = false
		if got := ravi.add(d, "phone"); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "did not make sure that it is you") {
			t.Errorf("made without: %d\n%s", got.Status, got.Body)
		}
		d = withPasskey(t, h, "Ravi")
		d.Verified = false
		b := newBrowser(t, h)
		if got := b.enter(d); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "did not make sure that it is you") || b.cookies["session"] != "" {
			t.Errorf("signed in without: %d\n%s", got.Status, got.Body)
		}
		half := byPassword(t, h, "Ravi")
		if got := half.post("/second/passkey", "answer", d.Sign(half.ask(signin.ToRise))); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("as a second factor without: %d", got.Status)
		}
		d.Verified = true
		if got := b.enter(d); got.Status != http.StatusSeeOther || b.get("/account").Status != http.StatusOK {
			t.Errorf("and with it one is in: %d", got.Status)
		}
	})
}

func TestAPasskeyThatWasCopiedIsPutAside(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := device(t)
		d.Count = 7
		browserAs(t, h, "Jo").add(d, "my key")
		thief := d.Copy()
		in := newBrowser(t, h)
		if got := in.enter(d); got.Status != http.StatusSeeOther {
			t.Fatalf("its counter goes on: %d\n%s", got.Status, got.Body)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		before := len(h.Mails.Mails())
		b := newBrowser(t, h)
		if got := b.enter(thief); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "There may be two of this passkey") || b.cookies["session"] != "" {
			t.Fatalf("a counter that goes back gave %d\n%s", got.Status, got.Body)
		}
		if in.get("/account").Location() != "/sign-in" {
			t.Error("what it may have opened is closed")
		}
		d.Count = 90
		if got := newBrowser(t, h).enter(d); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("nobody knows which of the two is true, so neither opens: %d", got.Status)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		if accountRecords(t, h, "Jo", "passkey-copied") != 1 || len(h.Mails.Mails()) != before+1 {
			t.Errorf("it is recorded, and told once: %d records, %d mails", accountRecords(t, h, "Jo", "passkey-copied"), len(h.Mails.Mails())-before)
		}
		jo := byPassword(t, h, "Jo")
		if page := jo.get("/account/ways"); !strings.Contains(page.Body, "There may be two of “my key”") {
			t.Errorf("the page tells\n%s", page.Body)
		}
		if page := jo.get("/prove"); strings.Contains(page.Body, "/prove/passkey") {
			t.Error("it is offered no more")
		}
	})
}

func TestWhereAPasskeyIsKeptMayChangeAndWhatItIsMayNot(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := device(t)
		d.Eligible = true
		jo := browserAs(t, h, "Jo")
		jo.add(d, "my phone")
		if page := jo.get("/account/ways"); !strings.Contains(page.Body, "may copy it") {
			t.Errorf("not synced yet\n%s", page.Body)
		}
		d.Synced = true
		if got := newBrowser(t, h).enter(d); got.Status != http.StatusSeeOther {
			t.Fatalf("being synced is normal: %d\n%s", got.Status, got.Body)
		}
		if page := jo.get("/account/ways"); !strings.Contains(page.Body, "so a new device has it too") {
			t.Errorf("and it is stored\n%s", page.Body)
		}
		odd := d.Copy()
		odd.Eligible, odd.Synced = false, false
		b := newBrowser(t, h)
		if got := b.enter(odd); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "has changed since you made it") || !strings.Contains(got.Body, `name="password"`) {
			t.Errorf("a passkey of another kind gave %d\n%s", got.Status, got.Body)
		}
		if got := newBrowser(t, h).enter(d); got.Status != http.StatusSeeOther {
			t.Errorf("and nobody is shut out by it: %d", got.Status)
		}
	})
}

func TestAPasskeyIsRenamedAndTakenAwayByItsPersonAlone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := withPasskey(t, h, "Jo")
		have, err := h.SignIn.Ways(t.Context(), h.ID("Jo"))
		apptest.Must(t, err)
		path := "/account/ways/passkeys/" + have.Passkeys[0].ID
		for _, who := range []string{"Al", "Ravi"} {
			b := browserAs(t, h, who)
			for _, got := range []apptest.Answer{b.get(path + "/name"), b.post(path+"/name", "name", "x"), b.get(path + "/remove"), b.post(path + "/remove")} {
				if got.Status != http.StatusNotFound {
					t.Errorf("%s reached Jo's passkey: %d", who, got.Status)
				}
			}
		}
		jo, lost := browserAs(t, h, "Jo"), newBrowser(t, h)
		lost.enter(d)
		if got := jo.post(path+"/name", "name", " \u200b "); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("a name that nobody can see gave %d", got.Status)
		}
		jo.post(path+"/name", "name", "blue phone")
		if page := jo.get("/account/ways"); !strings.Contains(page.Body, "blue phone") {
			t.Error("it has its new name")
		}
		if page := jo.get(path + "/remove"); !strings.Contains(page.Body, "open your account no longer") {
			t.Errorf("what follows is said first\n%s", page.Body)
		}
		if got := jo.post(path + "/remove"); got.Location() != "/account/ways" {
			t.Errorf("taking away gave %d", got.Status)
		}
		if got := newBrowser(t, h).enter(d); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("then it opens nothing: %d", got.Status)
		}
		if lost.get("/account").Location() != "/sign-in" || jo.get("/account").Status != http.StatusOK {
			t.Error("the device that was lost is signed out, and the one at hand is not")
		}
		if accountRecords(t, h, "Jo", "way-renamed") != 1 || accountRecords(t, h, "Jo", "way-removed") != 1 {
			t.Error("both are on record")
		}
	})
}
