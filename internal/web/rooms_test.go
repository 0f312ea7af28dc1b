package web_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/relationship"
)

var hrefOf = regexp.MustCompile(`href="(/[^"#]*)"`)

// Every link of the page of a triangle leads somewhere, for each corner.
func TestEveryRoomOpens(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		for _, name := range []string{"Sam", "Jo", "Ravi", "Grace"} {
			v := h.As(t, name)
			for _, path := range []string{h.In(""), "/"} {
				for _, m := range hrefOf.FindAllStringSubmatch(v.Get(path).Body, -1) {
					to := strings.ReplaceAll(m[1], "&amp;", "&")
					if strings.HasPrefix(to, "/assets/") {
						continue
					}
					if got := v.Get(to); got.Status != http.StatusOK && got.Status != http.StatusSeeOther {
						t.Errorf("%s as %s: %d", to, name, got.Status)
					}
				}
			}
		}
	})
}

// Each task of each arrow can become something that is agreed.
func TestEveryTaskCanBecomeAnAgreement(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	for name, v := range map[string]*apptest.Visitor{"Sam": h.As(t, "Sam"), "Jo": h.As(t, "Jo"), "Ravi": h.As(t, "Ravi")} {
		for _, task := range relationship.Tasks() {
			if got := v.Get(h.In("/agreed/new?from=" + task.Code)); got.Status != http.StatusOK {
				t.Errorf("%s as %s: %d", task.Code, name, got.Status)
			}
		}
	}
}
