package worlds

import (
	"slices"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/store"
)

// When the keys of a triangle are destroyed, every route still answers
// everybody, and no word of it is left anywhere.
func TestEveryRouteAnswersWhenATriangleIsErased(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		background(t, h)
		var entries []string
		for _, s := range slices.Concat(togetherSecrets(), inTriangle()) {
			e := id.New()
			s.do(t, h, e)
			entries = append(entries, e)
		}
		for name := range h.People {
			readAll(t, h, name, entries[0])
		}
		apptest.Must(t, h.RunJobs(t.Context()))
		// Some of them by name: routes with two names make a square of all.
		var named []string
		for n := 0; n < len(entries); n += 5 {
			named = append(named, entries[n])
		}
		w := walker{house: h, entries: named, people: everybody(h)}
		names := []string{"Sam", "Jo", "Al", "Ravi", "Grace", "Nia"}
		before := map[string]map[string]string{}
		for _, name := range names {
			before[name] = w.walk(h.As(t, name))
		}
		if !strings.Contains(before["Ravi"]["GET "+h.In("/timeline")], "We had soup.") {
			t.Fatal("there is nothing to be erased")
		}
		now := h.Clock.Now().UnixMicro()
		run := store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x })
		apptest.Must(t, run.UpdateScope(t.Context(), h.Triangle, func(x *store.Tx) error {
			if err := x.RenewKeys(t.Context(), h.Triangle, now); err != nil {
				return err
			}
			return x.DestroyTexts(t.Context(), h.Triangle, now)
		}))
		for _, name := range names {
			for request, answer := range w.walk(h.As(t, name)) {
				if strings.HasPrefix(answer, "500") || strings.HasPrefix(answer, "503") {
					t.Errorf("%s as %s: %.300s", request, name, answer)
				}
				if strings.HasPrefix(before[name][request], "200") && strings.HasPrefix(request, "GET") && !namesOne(request, entries) && !strings.HasPrefix(answer, "200") {
					t.Errorf("%s as %s does not open any more: %.60s", request, name, answer)
				}
				for _, word := range []string{"secretword", "We had soup.", "Played bass.", "I drove."} {
					if strings.Contains(answer, word) {
						t.Errorf("%s as %s still says %q", request, name, word)
					}
				}
			}
		}
		apptest.Must(t, h.RunJobs(t.Context()))
	})
}

// namesOne reports whether a request asks for one thing by name, or for the one page
// that somebody keeps: what was erased is not there.
func namesOne(request string, entries []string) bool {
	return strings.Contains(request, "/account-of/") || strings.HasSuffix(request, "/expertise/share") || slices.ContainsFunc(entries, func(e string) bool { return strings.Contains(request, e) })
}
