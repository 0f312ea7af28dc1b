package web_test

import (
	"image/png"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/signin"
)

func TestCodesCountOnceOneWasTypedBack(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := browserAs(t, h, "Jo")
		jo.post("/account/ways/codes/begin")
		c, err := h.SignIn.NewCodes(t.Context(), h.People["Jo"])
		apptest.Must(t, err)
		page := jo.get("/account/ways/codes")
		if !strings.Contains(page.Body, c.Secret[:4]+" "+c.Secret[4:8]) || !strings.Contains(page.Body, `src="/account/ways/codes/picture"`) {
			t.Errorf("the picture and the letters are there\n%s", page.Body)
		}
		picture := jo.get("/account/ways/codes/picture")
		if image, err := png.Decode(strings.NewReader(picture.Body)); err != nil || image.Bounds().Dx() != 240 || picture.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("the picture: %v", err)
		}
		if got := byPassword(t, h, "Jo").get("/account"); got.Status != http.StatusOK {
			t.Errorf("nothing counts yet: %d", got.Status)
		}
		for _, wrong := range []string{"", "12345", "abcdef", "000000 ", codeAt(t, h, c.Secret, 5)} {
			if got := jo.post("/account/ways/codes", "code", wrong); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, `id="code-error"`) {
				t.Errorf("%q gave %d", wrong, got.Status)
			}
		}
		code := codeAt(t, h, c.Secret, 0)
		if got := jo.post("/account/ways/codes", "code", code[:3]+" "+code[3:]); got.Location() != "/account/ways/recovery" {
			t.Fatalf("the right one gave %d to %q", got.Status, got.Location())
		}
		if got := jo.get("/account/ways/codes/picture"); got.Status != http.StatusNotFound {
			t.Errorf("afterwards the secret is shown to nobody: %d", got.Status)
		}
		if page := jo.get("/account/ways/codes"); strings.Contains(page.Body, c.Secret[:4]+" "+c.Secret[4:8]) {
			t.Error("nor are its letters")
		}
		half := byPassword(t, h, "Jo")
		if got := half.get("/account"); got.Location() != "/second" {
			t.Fatalf("a carer with codes is asked for one: %d %q", got.Status, got.Location())
		}
		if got := half.post("/second", "code", code); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("the code that confirmed is used up: %d", got.Status)
		}
		if accountRecords(t, h, "Jo", "codes-on") != 1 {
			t.Error("it is on record")
		}
	})
}

func TestACodeWorksOnceAndClocksMayDifferALittle(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := withCodes(t, h, "Jo")
		try := func(code string) int {
			return byPassword(t, h, "Jo").post("/second", "code", code, "next", "/ring").Status
		}
		for _, c := range []struct {
			steps int
			want  int
			why   string
		}{
			{-2, http.StatusUnprocessableEntity, "a minute ago is too old"}, {2, http.StatusUnprocessableEntity, "in a minute is too early"},
			{-1, http.StatusSeeOther, "half a minute ago is near"}, {-1, http.StatusUnprocessableEntity, "but it works once"},
			{1, http.StatusSeeOther, "half a minute ahead is near"}, {0, http.StatusUnprocessableEntity, "an older one than was taken is over"},
		} {
			if got := try(codeAt(t, h, secret, c.steps)); got != c.want {
				t.Errorf("%s: %d", c.why, got)
			}
		}
	})
}

func TestGuessingCodesGetsSlow(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := withCodes(t, h, "Jo")
		half := byPassword(t, h, "Jo")
		for range 5 {
			half.post("/second", "code", "AAAA-BBBB-CCCC")
			half.post("/second", "code", wrongCode(t, h, secret))
		}
		if got := half.post("/second", "code", codeAt(t, h, secret, 0)); got.Status != http.StatusTooManyRequests || !strings.Contains(got.Body, "Please wait 1 second") {
			t.Errorf("after ten tries one waits: %d\n%s", got.Status, got.Body)
		}
		if got := byPassword(t, h, "Jo").post("/second", "code", codeAt(t, h, secret, 0)); got.Status != http.StatusTooManyRequests {
			t.Errorf("in another browser too: %d", got.Status)
		}
		h.Clock.Move(16 * time.Minute)
		if got := byPassword(t, h, "Jo").post("/second", "code", codeAt(t, h, secret, 0)); got.Status != http.StatusSeeOther {
			t.Errorf("and no longer: %d", got.Status)
		}
	})
}

// wrongCode is a number that fits none of the half minutes around.
func wrongCode(t *testing.T, h *apptest.House, secret string) string {
	t.Helper()
	near := map[string]bool{}
	for steps := -2; steps <= 2; steps++ {
		near[codeAt(t, h, secret, steps)] = true
	}
	for _, code := range []string{"111111", "222222", "333333", "444444", "555555", "666666"} {
		if !near[code] {
			return code
		}
	}
	t.Fatal("every number fits")
	return ""
}

// Many browsers that send the same code at the same time are one person with one code.
func TestOneCodeLetsOneIn(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := withCodes(t, h, "Jo")
		var all []*browser
		for range 6 {
			all = append(all, byPassword(t, h, "Jo"))
		}
		code := codeAt(t, h, secret, 0)
		var in atomic.Int32
		var done sync.WaitGroup
		for _, b := range all {
			done.Go(func() {
				if _, err := h.SignIn.Second(t.Context(), b.cookies["session"], h.People["Jo"], code); err == nil {
					in.Add(1)
				}
			})
		}
		done.Wait()
		if in.Load() != 1 {
			t.Errorf("%d came in with one code", in.Load())
		}
	})
}

var recoveryShown = regexp.MustCompile(`<code>([A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4})</code>`)

func (b *browser) recovery() []string {
	b.t.Helper()
	var out []string
	for _, found := range recoveryShown.FindAllStringSubmatch(b.post("/account/ways/recovery").Body, -1) {
		out = append(out, found[1])
	}
	if len(out) != 10 {
		b.t.Fatalf("%d recovery codes", len(out))
	}
	return out
}

func TestARecoveryCodeWorksOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		withCodes(t, h, "Jo")
		jo := browserAs(t, h, "Jo")
		codes := jo.recovery()
		apptest.Must(t, h.RunJobs(t.Context()))
		typed := strings.ToLower(strings.ReplaceAll(codes[0], "-", " "))
		half := byPassword(t, h, "Jo")
		if got := half.post("/second", "code", typed); got.Status != http.StatusSeeOther {
			t.Fatalf("as it was written by hand: %d\n%s", got.Status, got.Body)
		}
		if one, err := half.session(); err != nil || one.Way != signin.ByRecovery || one.Level != 2 {
			t.Errorf("the session is %+v, %v", one, err)
		}
		if got := byPassword(t, h, "Jo").post("/second", "code", codes[0]); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("it worked twice: %d", got.Status)
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		if accountRecords(t, h, "Jo", "recovery-used") != 1 || mailsAbout(h, "sign in was changed") != 2 {
			t.Error("its person is told, once")
		}
		if page := jo.get("/account/ways"); !strings.Contains(page.Body, "nine recovery codes left") {
			t.Errorf("the page counts\n%s", page.Body)
		}
		if got := byPassword(t, h, "Al").post("/second", "code", codes[1]); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("somebody else’s code is nothing to Al: %d", got.Status)
		}
		again := jo.recovery()
		if got := byPassword(t, h, "Jo").post("/second", "code", codes[1]); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("the old ones stopped: %d", got.Status)
		}
		if got := byPassword(t, h, "Jo").post("/second", "code", again[9]); got.Status != http.StatusSeeOther {
			t.Errorf("the new ones work: %d", got.Status)
		}
		if page := jo.get("/account/ways/recovery"); strings.Contains(page.Body, again[1]) {
			t.Error("they are shown once")
		}
	})
}

// What opens an account stands in no row of the database as it is.
func TestSecretsAreSealedOrHashed(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		secret := withCodes(t, h, "Jo")
		codes := browserAs(t, h, "Jo").recovery()
		withPasskey(t, h, "Jo")
		dump := everyCell(t, h, "one_time", "secret") + everyCell(t, h, "recovery_code", "hash") + everyCell(t, h, "passkey", "record")
		for _, word := range []string{secret, codes[0], strings.ReplaceAll(codes[0], "-", ""), "publicKey"} {
			if strings.Contains(dump, word) {
				t.Errorf("%q stands in the database", word)
			}
		}
		if len(dump) < 500 {
			t.Errorf("only %d bytes were looked at", len(dump))
		}
	})
}

func TestTheLastGoodWayStays(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		jo := browserAs(t, h, "Jo")
		if page := jo.get("/account/ways/password/remove"); !strings.Contains(page.Body, "This stays for now") || strings.Contains(page.Body, "<button class=\"btn\"") {
			t.Errorf("the only way in is not offered for taking away\n%s", page.Body)
		}
		if got := jo.post("/account/ways/password/remove"); got.Status != http.StatusConflict {
			t.Errorf("nor taken: %d", got.Status)
		}
		withPasskey(t, h, "Jo")
		if got := jo.post("/account/ways/password/remove"); got.Location() != "/account/ways" {
			t.Fatalf("with a passkey it can be: %d", got.Status)
		}
		have, err := h.SignIn.Ways(t.Context(), h.ID("Jo"))
		apptest.Must(t, err)
		if got := jo.post("/account/ways/passkeys/" + have.Passkeys[0].ID + "/remove"); got.Status != http.StatusConflict {
			t.Errorf("but then the passkey stays: %d", got.Status)
		}
		if got := signInAs(t, h, "jo@example.org", ""); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("no password is not an empty one: %d", got.Status)
		}
		if got := jo.post("/account/password", "fresh", freshPassword); got.Location() != "/account" || signInAs(t, h, "jo@example.org", freshPassword).Status != http.StatusSeeOther {
			t.Errorf("and a new one can be made: %d\n%s", got.Status, got.Body)
		}
	})
}

func TestAProfessionalKeepsTwoFactors(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		withCodes(t, h, "Ravi")
		ravi := browserAs(t, h, "Ravi")
		if got := ravi.post("/account/ways/codes/off"); got.Status != http.StatusConflict {
			t.Errorf("a password alone is not enough: %d", got.Status)
		}
		if got := ravi.post("/account/ways/password/remove"); got.Status != http.StatusConflict {
			t.Errorf("nor are codes alone: %d", got.Status)
		}
		withPasskey(t, h, "Ravi")
		withPasskey(t, h, "Ravi")
		if got := ravi.post("/account/ways/codes/off"); got.Location() != "/account/ways" {
			t.Errorf("with a passkey, codes can go: %d", got.Status)
		}
		have, err := h.SignIn.Ways(t.Context(), h.ID("Ravi"))
		apptest.Must(t, err)
		var took atomic.Int32
		var done sync.WaitGroup
		for _, one := range have.Passkeys {
			done.Go(func() {
				if h.SignIn.RemovePasskey(t.Context(), h.People["Ravi"], one.ID, "") == nil {
					took.Add(1)
				}
			})
		}
		done.Wait()
		if took.Load() != 1 {
			t.Errorf("%d of two passkeys went at the same time", took.Load())
		}
		withCodes(t, h, "Jo")
		if got := browserAs(t, h, "Jo").post("/account/ways/codes/off"); got.Location() != "/account/ways" {
			t.Errorf("a carer may switch codes off: %d", got.Status)
		}
	})
}
