package worlds

import (
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/network"
)

func networkRoom() room {
	return room{
		secrets: []secret{
			{"a carer tells the team alone who helps", []string{"Sam", "Al", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				helps(t, h, "Jo", e, "secretword", "confidence", "team")
			}},
			{"a professional writes down who helps, and until when", []string{"Jo", "Al", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				helps(t, h, "Ravi", e, "secretword")
				send(t, h, "Ravi", "/network/"+e+"/end", "day", id.New(), "until-day", "1", "until-month", "12", "until-year", "2026")
			}},
			{"a service user tells one carer who helps", []string{"Al", "Ravi", "Grace", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				helps(t, h, "Sam", e, "secretword", "tell", string(h.ID("Jo")))
			}},
		},
		before: func(t *testing.T, h *apptest.House) {
			t.Helper()
			helps(t, h, "Ravi", id.New(), "Food bank", "topic", "day-to-day", "kind", "service")
			helps(t, h, "Ravi", id.New(), "Choir", "topic", "day-to-day")
		},
		during: func(t *testing.T, h *apptest.House, held string) {
			t.Helper()
			food, choir := helper(t, h, "Food bank"), helper(t, h, "Choir")
			send(t, h, "Grace", "/network/"+food+"/end", "day", id.New(), "until-day", "23", "until-month", "11", "until-year", "2026")
			send(t, h, "Ravi", "/network/"+choir+"/change", "day", id.New(), "from", "1", "name", "secretword 121", "for", "Singing", "phone", "01632 960 121")
			helps(t, h, "Ravi", id.New(), "secretword 122", "topic", "day-to-day")
			tell := []string{"topic", "day-to-day", "tell", "team"}
			for _, name := range []string{"Jo", "Al"} {
				tell = append(tell, "tell", string(h.ID(name)))
				if name != held {
					helps(t, h, name, id.New(), "secretword 123", "topic", "day-to-day", "confidence", "named")
				}
			}
			helps(t, h, "Sam", id.New(), "secretword 124", tell...)
		},
	}
}

// helps writes down who helps.
func helps(t *testing.T, h *apptest.House, by, e, name string, pairs ...string) {
	t.Helper()
	has := map[string]bool{}
	for i := 0; i+1 < len(pairs); i += 2 {
		has[pairs[i]] = true
	}
	if !has["topic"] {
		pairs = append(pairs, "topic", "benefits-and-housing")
	}
	send(t, h, by, "/network/send", append(pairs, "draft", e, "name", name, "for", "Helps", "phone", "01632 960 120")...)
}

// helper finds a contact by name.
func helper(t *testing.T, h *apptest.House, name string) string {
	t.Helper()
	all, err := h.Network.List(t.Context(), h.ID("Ravi"), h.Triangle)
	apptest.Must(t, err)
	for _, c := range all {
		if c.Name == name {
			return string(c.Entry)
		}
	}
	t.Fatalf("%s is not there: %v", name, names(all))
	return ""
}

func names(all []network.Contact) (out []string) {
	for _, c := range all {
		out = append(out, c.Name)
	}
	return out
}
