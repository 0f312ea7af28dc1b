package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// invited makes an invitation on the page, as anybody would, and returns its path.
func invited(t *testing.T, h *apptest.House, who string, fields ...string) string {
	t.Helper()
	i := id.New()
	got := h.As(t, who).Post(h.In("/invite"), append([]string{"invitation", i, "who", "carer", "relation", "friend"}, fields...)...)
	if got.Status != http.StatusSeeOther || got.Location() != h.In("/invite/"+i) {
		t.Fatalf("inviting as %s gave %d to %q\n%s", who, got.Status, got.Location(), got.Body)
	}
	return got.Location()
}

// drawnID is an id that a form draws.
var drawnID = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}`)

var joinCode = regexp.MustCompile(`/join/([A-Z2-7]{26})`)

var checkWord = regexp.MustCompile(`<dd[^>]*>\s*([a-z]+ [a-z]+)\s*</dd>`)

// handed is what an inviter hands over: the path of the link, and the word.
type handed struct{ link, word string }

// handOver presses "Show the link".
func handOver(t *testing.T, h *apptest.House, who, path string) handed {
	t.Helper()
	got := h.As(t, who).Post(path + "/link")
	m, w := joinCode.FindStringSubmatch(got.Body), checkWord.FindStringSubmatch(got.Body)
	if got.Status != http.StatusOK || m == nil || w == nil {
		t.Fatalf("%s should see link and word: %d\n%s", who, got.Status, got.Body)
	}
	return handed{"/join/" + m[1], w[1]}
}

// linkOf is a link whose word was told to some people.
func linkOf(t *testing.T, h *apptest.House, who, path string, told ...string) string {
	t.Helper()
	l := handOver(t, h, who, path)
	for _, name := range told {
		h.As(t, name).Post(l.link, "say", "word", "word", l.word)
	}
	return l.link
}

func TestSamInvitesNiaAndSheJoins(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := invited(t, h, "Sam", "name", "Nia", "relation", "friend")
		link := linkOf(t, h, "Sam", path, "Nia")
		nia := h.As(t, "Nia")
		offer := nia.Get(link)
		if offer.Status != http.StatusOK || !strings.Contains(offer.Body, "Sam Okafor invites you") {
			t.Fatalf("whoever proved the code reads who invites: %d\n%s", offer.Status, offer.Body)
		}
		joined := nia.Post(link, "answer", "")
		if joined.Status != http.StatusSeeOther || joined.Location() != h.In("/people") {
			t.Fatalf("accepting gave %d to %q\n%s", joined.Status, joined.Location(), joined.Body)
		}
		if again := nia.Post(link); again.Location() != h.In("/people") {
			t.Errorf("accepting twice leads to the same place: %d %q", again.Status, again.Location())
		}
		tri, err := h.App.People.Triangle(t.Context(), h.Triangle)
		apptest.Must(t, err)
		m, ok := tri.Member(h.ID("Nia"))
		if !ok || m.Corner != sharing.Carer || m.Relation != "friend" || m.AcceptedBy != h.ID("Sam") {
			t.Errorf("her place is %+v", m)
		}
		if got := len(tri.At(sharing.Carer, h.Clock.Now())); got != 3 {
			t.Errorf("there should be three carers, and are %d", got)
		}
		if late := h.As(t, "Al").Get(link); late.Status != http.StatusConflict || !strings.Contains(late.Body, "used already") {
			t.Errorf("somebody else with the used link: %d", late.Status)
		}
	})
}

// A stranger who guesses or finds a link learns nothing, whatever it is.
func TestLinkTellsNothingBeforeSigningIn(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		link := linkOf(t, h, "Sam", invited(t, h, "Sam", "name", "Nia Rees"))
		real := h.Stranger(t).Get(link)
		fake := h.Stranger(t).Get("/join/" + strings.Repeat("A", 26))
		same := strings.ReplaceAll(real.Body, strings.TrimPrefix(link, "/join/"), strings.Repeat("A", 26))
		if real.Status != fake.Status || same != fake.Body {
			t.Errorf("a real link and an invented one differ before signing in")
		}
		for _, word := range []string{"Sam", "Okafor", "Nia"} {
			if strings.Contains(real.Body, word) {
				t.Errorf("a stranger reads %q", word)
			}
		}
		if got := h.Stranger(t).Post(link); got.Status != http.StatusSeeOther || !strings.Contains(got.Header.Get("Location"), "next=%2Fjoin%2F") {
			t.Errorf("accepting needs an account, and leads back: %d %q", got.Status, got.Header.Get("Location"))
		}
	})
}

func TestInvitationsThatDoNotOpen(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		unknown := h.As(t, "Nia").Get("/join/" + strings.Repeat("B", 26))
		expect := func(what, key string, got apptest.Answer) {
			t.Helper()
			if got.Status != http.StatusConflict || !strings.Contains(got.Body, key) || strings.Contains(got.Body, "Sam") {
				t.Errorf("%s: %d, without %q\n%s", what, got.Status, key, got.Body)
			}
		}
		expect("a code that nobody knows", "its time may be over", unknown)

		bound := linkOf(t, h, "Sam", invited(t, h, "Sam", "name", "Bob", "email", "Bob@Example.org"))
		expect("the wrong person", "another e-mail address", h.As(t, "Nia").Get(bound))
		expect("the wrong person, pressing yes all the same", "another e-mail address", h.As(t, "Nia").Post(bound))

		path := invited(t, h, "Sam", "name", "Nia")
		link := linkOf(t, h, "Sam", path)
		if got := h.As(t, "Sam").Get(link); got.Status != http.StatusConflict || !strings.Contains(got.Body, "made it yourself") {
			t.Errorf("the inviter: %d\n%s", got.Status, got.Body)
		}
		expect("a professional's account", "account for work", h.As(t, "Ravi").Get(link))
		fresh := linkOf(t, h, "Sam", path)
		old := h.As(t, "Nia").Get(link)
		expect("a link that a newer one replaced", "its time may be over", old)
		if got := h.As(t, "Sam").Post(path + "/withdraw"); got.Status != http.StatusSeeOther {
			t.Fatalf("taking back gave %d", got.Status)
		}
		withdrawn := h.As(t, "Nia").Get(fresh)
		expect("one that was taken back", "its time may be over", withdrawn)
		if norm(withdrawn.Body, fresh) != norm(unknown.Body, "/join/"+strings.Repeat("B", 26)) {
			t.Error("taken back and never made must look the same")
		}

		late := linkOf(t, h, "Sam", invited(t, h, "Sam", "name", "Nia"))
		h.Clock.Move(people.Life)
		expired := h.As(t, "Nia").Get(late)
		expect("one that is over", "its time may be over", expired)
		if got := h.As(t, "Nia").Post(late); got.Status != http.StatusConflict {
			t.Errorf("accepting after the end gave %d", got.Status)
		}
		expect("somebody who is here already", "already", h.As(t, "Jo").Post(linkOf(t, h, "Sam", invited(t, h, "Sam", "name", "Jo"), "Jo")))
	})
}

func norm(body, path string) string { return strings.ReplaceAll(body, path, "") }

func TestDecliningSharesNothingAndTellsNoReason(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := invited(t, h, "Sam", "name", "Nia", "email", "nia@example.org")
		link := linkOf(t, h, "Sam", path, "Nia")
		if got := h.As(t, "Nia").Post(link, "answer", "no"); got.Status != http.StatusOK || !strings.Contains(got.Body, "You have not joined") {
			t.Fatalf("declining gave %d\n%s", got.Status, got.Body)
		}
		if got := h.As(t, "Nia").Post(link); got.Status != http.StatusConflict {
			t.Errorf("a declined invitation is over: %d", got.Status)
		}
		page := h.As(t, "Sam").Get(path)
		if !strings.Contains(page.Body, "It is over") || strings.Contains(page.Body, "nia@example.org") {
			t.Errorf("the inviter reads that it is over, and the address is forgotten:\n%s", page.Body)
		}
		if got := h.As(t, "Nia").Get(h.In("/people")); got.Status != http.StatusNotFound {
			t.Errorf("she is not in: %d", got.Status)
		}
	})
}

func TestProfessionalsInvitationWaitsForSam(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := invited(t, h, "Ravi", "name", "Nia Rees", "relation", "sister")
		if got := h.As(t, "Ravi").Get(path); !strings.Contains(got.Body, "waits for a yes from Sam") {
			t.Errorf("it should wait\n%s", got.Body)
		}
		if got := h.As(t, "Ravi").Post(path + "/link"); got.Status != http.StatusConflict {
			t.Errorf("no link before the yes: %d", got.Status)
		}
		for who, want := range map[string]int{"Jo": 404, "Bea": 404, "Nia": 404, "Ravi": 404} {
			if got := h.As(t, who).Post(path+"/answer", "answer", "yes"); got.Status != want {
				t.Errorf("%s answering for Sam gave %d", who, got.Status)
			}
		}
		asking, err := h.App.People.Asking(t.Context(), h.ID("Sam"))
		apptest.Must(t, err)
		if len(asking) != 1 || asking[0].ByName != "Ravi Menon" {
			t.Fatalf("Sam is asked %+v", asking)
		}
		if got := h.As(t, "Sam").Post(path+"/answer", "answer", "not-now"); got.Status != http.StatusSeeOther {
			t.Fatalf("not now gave %d", got.Status)
		}
		if asking, _ = h.App.People.Asking(t.Context(), h.ID("Sam")); len(asking) != 0 {
			t.Error("after not now, Sam is left in peace")
		}
		h.Clock.Move(4 * 24 * time.Hour)
		if asking, _ = h.App.People.Asking(t.Context(), h.ID("Sam")); len(asking) != 1 {
			t.Error("and asked again some days later")
		}
		if got := h.As(t, "Sam").Post(path+"/answer", "answer", "yes"); got.Status != http.StatusSeeOther {
			t.Fatalf("yes gave %d\n%s", got.Status, got.Body)
		}
		link := linkOf(t, h, "Ravi", path, "Nia")
		if got := h.As(t, "Nia").Post(link); got.Location() != h.In("/people") {
			t.Fatalf("Nia joining gave %d\n%s", got.Status, got.Body)
		}
		tri, err := h.App.People.Triangle(t.Context(), h.Triangle)
		apptest.Must(t, err)
		if m, _ := tri.Member(h.ID("Nia")); m.AcceptedBy != h.ID("Sam") {
			t.Errorf("her place rests on %q, not on Sam's yes", m.AcceptedBy)
		}
	})
}

func TestSamsNoEndsIt(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := invited(t, h, "Ravi", "name", "Nia Rees", "email", "nia@example.org")
		if got := h.As(t, "Sam").Post(path+"/answer", "answer", "no"); got.Status != http.StatusSeeOther {
			t.Fatalf("no gave %d", got.Status)
		}
		if got := h.As(t, "Sam").Post(path+"/answer", "answer", "yes"); got.Status != http.StatusConflict {
			t.Errorf("answering twice gave %d", got.Status)
		}
		if got := h.As(t, "Ravi").Post(path + "/link"); got.Status != http.StatusConflict {
			t.Errorf("no link after a no: %d", got.Status)
		}
		if got := h.As(t, "Ravi").Get(path); !strings.Contains(got.Body, "It is over") || strings.Contains(got.Body, "nia@") {
			t.Errorf("Ravi reads that it is over, and the address is gone\n%s", got.Body)
		}
	})
}

func TestLegalBasisNeedsAFindingInForce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		ravi := h.As(t, "Ravi")
		fields := func(basis string) []string {
			return []string{"invitation", id.New(), "who", "carer", "name", "Nia", "relation", "sister", "basis", basis}
		}
		for _, basis := range []string{"best-interests", "welfare-attorney", "welfare-deputy", "advance-statement"} {
			if got := ravi.Post(h.In("/invite"), fields(basis)...); got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, "counts only while") {
				t.Errorf("%s without a finding gave %d", basis, got.Status)
			}
		}
		if got := ravi.Post(h.In("/invite"), fields("nearest-relative")...); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("nearest relative is no basis: %d", got.Status)
		}
		finding := finding(t, h)
		order := fields("best-interests")
		if got := ravi.Post(h.In("/invite"), order...); got.Status != http.StatusSeeOther {
			t.Fatalf("with a finding in force it gave %d\n%s", got.Status, got.Body)
		}
		path := h.In("/invite/" + order[1])
		link := linkOf(t, h, "Ravi", path, "Nia")
		second := fields("advance-statement")
		ravi.Post(h.In("/invite"), second...)
		if got := h.As(t, "Nia").Post(linkOf(t, h, "Ravi", h.In("/invite/"+second[1]), "Nia")); got.Location() != h.In("/people") {
			t.Fatalf("while the finding is in force, Nia joins: %d\n%s", got.Status, got.Body)
		}
		owed, err := h.App.People.Owed(t.Context(), h.ID("Ravi"))
		apptest.Must(t, err)
		if len(owed) != 1 {
			t.Fatalf("Ravi is to look at it again: %+v", owed)
		}
		apptest.Must(t, h.App.People.Settle(t.Context(), h.ID("Ravi"), h.Triangle, owed[0].Ref, "stays"))
		if owed, _ = h.App.People.Owed(t.Context(), h.ID("Ravi")); len(owed) != 1 {
			t.Error("and again after that")
		}
		apptest.Must(t, h.App.People.Leave(t.Context(), h.ID("Nia"), h.Triangle))
		finding.end(t)
		if got := h.As(t, "Nia").Post(link); got.Status != http.StatusConflict {
			t.Fatalf("when Sam can decide again, the basis no longer holds: %d", got.Status)
		}
		if asking, _ := h.App.People.Asking(t.Context(), h.ID("Sam")); len(asking) != 1 {
			t.Error("then Sam is asked")
		}
		if got := h.As(t, "Jo").Post(h.In("/invite"), fields("court-order")...); got.Status != http.StatusNotFound {
			t.Errorf("a carer cannot invite: %d", got.Status)
		}
		if got := h.As(t, "Sam").Post(h.In("/invite"), fields("court-order")...); got.Status != http.StatusNotFound {
			t.Errorf("a service user needs no basis: %d", got.Status)
		}
	})
}

func TestInviteFormSaysWhatIsWrongBesideTheField(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		sam := h.As(t, "Sam")
		bad := sam.Post(h.In("/invite"), "invitation", id.New(), "who", "carer", "name", "\u200b\u202e", "email", "no address", "relation", "boss")
		for _, say := range []string{"Write their name", "name@example.org", "Choose one from the list"} {
			if bad.Status != http.StatusUnprocessableEntity || !strings.Contains(bad.Body, say) {
				t.Errorf("%d, without %q", bad.Status, say)
			}
		}
		i := id.New()
		for range 2 {
			if got := sam.Post(h.In("/invite"), "invitation", i, "who", "carer", "name", "Bob", "email", "bob@example.org", "relation", "friend"); got.Location() != h.In("/invite/"+i) {
				t.Errorf("the same form sent twice: %d %q", got.Status, got.Location())
			}
		}
		if got := sam.Post(h.In("/invite"), "invitation", id.New(), "who", "carer", "name", "Bob", "email", "BOB@example.org ", "relation", "friend"); got.Status != http.StatusUnprocessableEntity {
			t.Errorf("inviting the same address again gave %d", got.Status)
		}
		if got := h.As(t, "Jo").Post(h.In("/invite"), "invitation", i, "who", "carer", "name", "Bob", "relation", "friend"); got.Status != http.StatusNotFound {
			t.Errorf("a carer inviting a carer gave %d", got.Status)
		}
		if got := h.As(t, "Nia").Get(h.In("/invite/" + i)); got.Status != http.StatusNotFound {
			t.Errorf("an outsider sees an invitation: %d", got.Status)
		}
		if got := h.As(t, "Ravi").Get(h.In("/invite/" + i)); got.Status != http.StatusNotFound {
			t.Errorf("Sam's own invitation is not Ravi's: %d", got.Status)
		}
	})
}

func TestFamilyWithTwoPlaces(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		// Jo is a carer for Sam, and begins a triangle about herself elsewhere.
		jo := h.People["Jo"]
		own, err := h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: jo.ID}, []triangle.Member{{Person: jo.ID, Corner: sharing.ServiceUser}}, h.Clock.Now())
		apptest.Must(t, err)
		one := h.As(t, "Jo").Get("/t/" + string(own) + "/people")
		two := h.As(t, "Jo").Get(h.In("/people"))
		if one.Status != http.StatusOK || two.Status != http.StatusOK {
			t.Errorf("she should be in both: %d %d", one.Status, two.Status)
		}
		if got := h.As(t, "Sam").Get("/t/" + string(own) + "/people"); got.Status != http.StatusNotFound {
			t.Errorf("Sam sees nothing of the other one: %d", got.Status)
		}
	})
}

// Whoever wants to be asked alone is asked nothing, and sees no trace of it, before they say that they are.
func TestWhatAsksForAYesWaitsUntilSamIsAlone(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		path := invited(t, h, "Ravi", "name", "Nia Rees", "relation", "sister")
		wish := h.People["Sam"]
		wish.Alone = true
		apptest.Must(t, h.SignIn.Change(t.Context(), wish))
		sam := h.As(t, "Sam")
		for _, p := range []string{"/", path, h.In("/people"), "/account", "/account/about"} {
			got := sam.Get(p)
			for _, word := range []string{"Nia", "asks for your yes", "wants to invite"} {
				if got.Status != http.StatusOK || strings.Contains(got.Body, word) {
					t.Errorf("%s shows %q before Sam is alone (%d)", p, word, got.Status)
				}
			}
		}
		sam.Post(path+"/answer", "answer", "no")
		if asking, _ := h.App.People.Asking(t.Context(), h.ID("Sam")); len(asking) != 1 {
			t.Error("nothing is answered before")
		}
		if got := sam.Post(h.In("/private"), "next", path); got.Location() != path {
			t.Fatalf("saying so leads to %q", got.Location())
		}
		if got := sam.Get(path); !strings.Contains(got.Body, "Ravi Menon asks for your yes") {
			t.Errorf("then Sam is asked\n%s", got.Body)
		}
	})
}
