package web_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
)

// looker finds what holds a word, and fails at another.
type looker struct{}

func (looker) Clean(_ context.Context, body []byte) (bool, error) {
	if bytes.Contains(body, []byte("unreadable")) {
		return false, errors.New("no answer")
	}
	return !bytes.Contains(body, []byte("harmful")), nil
}

// What the scanner did not call clean is not kept, and the words are.
func TestOnlyCleanFilesAreKept(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		h.Scan = looker{}
		h.Handler = h.App.Handler(nil)
		jo := h.As(t, "Jo")
		for text, want := range map[string]string{"": "", "harmful": "was not taken", "unreadable": "could not be checked"} {
			draft := id.New()
			got := jo.Do(form(t, h.In("/write"), append([]byte("%PDF-1.7\n"), text...), "a.pdf", "draft", draft, "topic", "early-signs", "confidence", "team", "say", "My words stay here."))
			if want == "" {
				if got.Status != http.StatusOK {
					t.Errorf("a clean file: %d", got.Status)
				}
				continue
			}
			if got.Status != http.StatusUnprocessableEntity || !strings.Contains(got.Body, want) || !strings.Contains(got.Body, "My words stay here.") {
				t.Errorf("%s: %d\n%s", text, got.Status, got.Body)
			}
			if kept := jo.Get(h.In("/kept")); strings.Contains(kept.Body, draft) {
				t.Errorf("%s: something was kept all the same", text)
			}
		}
	})
}
