package web_test

import (
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"trialogue/internal/apptest"
)

// together asks for several addresses at the same moment, each with its own cookies, and gives the answers' status and place.
func together(t *testing.T, h *apptest.House, browsers []*browser, addresses []string) []string {
	t.Helper()
	out := make([]string, len(browsers))
	start := make(chan struct{})
	var all sync.WaitGroup
	for i, b := range browsers {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, addresses[i], nil)
		for name, value := range b.cookies {
			r.AddCookie(&http.Cookie{Name: name, Value: value})
		}
		all.Go(func() {
			<-start
			w := httptest.NewRecorder()
			h.Handler.ServeHTTP(w, r)
			out[i] = w.Result().Header.Get("Location")
		})
	}
	close(start)
	all.Wait()
	return out
}

// An answer that comes in many times at once lets somebody in once.
func TestOneAnswerLetsInOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h)
		signedIn(t, h, "Jo").mustLink(p)
		b, sessions := newBrowser(t, h), rowsIn(t, h, "session")
		back := b.leave(p, "/sign-in/with/harbour")
		var same []*browser
		var to []string
		for range 6 {
			same, to = append(same, b), append(to, back)
		}
		in := 0
		for _, place := range together(t, h, same, to) {
			if place == "/" {
				in++
			}
		}
		if n := rowsIn(t, h, "session"); in != 1 || n != sessions+1 {
			t.Errorf("%d came in, %d sessions began", in, n-sessions)
		}
	})
}

// Two people who add the same identity at once: one of them has it, and on record is one.
func TestOneIdentityIsAddedOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		p := harbour(t, h)
		jo, al := signedIn(t, h, "Jo"), signedIn(t, h, "Al")
		added := 0
		for _, place := range together(t, h, []*browser{jo, al}, []string{jo.leaveToAdd(p, "harbour"), al.leaveToAdd(p, "harbour")}) {
			if place != "" {
				added++
			}
		}
		if added != 1 || rowsIn(t, h, "outside_way") != 1 || len(records(t, h, "account")) != 1 || len(records(t, h, "turned-away")) != 1 {
			t.Errorf("%d added it, %d ways, on record %q and %q", added, rowsIn(t, h, "outside_way"), records(t, h, "account"), records(t, h, "turned-away"))
		}
	})
}
