package worlds

import (
	"slices"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
)

func expertiseRoom() room {
	return room{
		secrets: []secret{
			{"a carer's page and account are shared with one professional", []string{"Sam", "Al", "Grace", "Nia"}, sharesWithRavi},
			{"two views between the service user and one professional", []string{"Jo", "Al", "Grace", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				matter(t, h, "Sam", e, "benefits-and-housing", "secretword 102", "", "Ravi")
				viewsOf(t, h, e)
			}},
			{"two views in a carer's confidence", []string{"Sam", "Al", "Nia"}, func(t *testing.T, h *apptest.House, e string) {
				matter(t, h, "Jo", e, "early-signs", "secretword 103", "team", "Ravi", "Grace")
				send(t, h, "Jo", "/views/"+e+"/mine", "draft", id.New(), "version", "0", "confidence", "team", "say", "secretword 104")
				send(t, h, "Grace", "/views/"+e+"/go-on", "draft", id.New(), "say", "secretword 105")
			}},
		},
		before: knownBefore,
		during: knownDuring,
	}
}

// sharesWithRavi lets Jo write both pages of her own, and Ravi read them and say so.
func sharesWithRavi(t *testing.T, h *apptest.House, e string) {
	t.Helper()
	mine := "/account-of/" + string(h.ID("Jo"))
	send(t, h, "Jo", "/expertise/mine", "draft", id.New(), "version", "0", "hows", "caring", "say", "secretword 100. Al knows.", "basis", "secretword 100", "limits", "")
	send(t, h, "Jo", mine+"/write", "draft", e, "version", "0", "say", "secretword 101. Al was there.")
	for _, path := range []string{"/expertise/share", mine + "/share"} {
		send(t, h, "Jo", path, "read", "", "with", string(h.ID("Ravi")))
	}
	readPages(t, h, "Ravi", "/expertise", mine, "/people")
	send(t, h, "Ravi", mine+"/read", "version", "1")
}

func matter(t *testing.T, h *apptest.House, by, e, topic, say, confidence string, with ...string) {
	t.Helper()
	form := []string{"draft", e, "topic", topic, "say", say, "confidence", confidence}
	for _, name := range with {
		form = append(form, "with", string(h.ID(name)))
	}
	send(t, h, by, "/views", form...)
}

// viewsOf lets Sam and Ravi do all that can be done about a matter.
func viewsOf(t *testing.T, h *apptest.House, e string) {
	t.Helper()
	for _, name := range []string{"Sam", "Ravi"} {
		send(t, h, name, "/views/"+e+"/mine", "draft", id.New(), "version", "0", "say", "secretword 106")
	}
	way := id.New()
	send(t, h, "Ravi", "/views/"+e+"/go-on", "draft", way, "say", "secretword 107")
	send(t, h, "Sam", "/views/"+e+"/go-on/"+way, "word", id.New(), "said", "yes")
	send(t, h, "Sam", "/views/"+e+"/now", "word", id.New(), "said", "alike")
	send(t, h, "Ravi", "/views/"+e+"/look", "word", id.New(), "until-day", "30", "until-month", "11", "until-year", "2026")
}

func readPages(t *testing.T, h *apptest.House, who string, paths ...string) {
	t.Helper()
	for _, path := range paths {
		h.As(t, who).Get(h.In(path))
	}
}

// shareAll shares a page with everybody who is here.
func shareAll(t *testing.T, h *apptest.House, by, path string) {
	t.Helper()
	send(t, h, by, path, "read", "", "with", "all")
}

// knownBefore is what everybody could read before a sight was held.
func knownBefore(t *testing.T, h *apptest.House) {
	t.Helper()
	story := "/account-of/" + string(h.ID("Sam"))
	send(t, h, "Ravi", "/expertise/mine", "draft", id.New(), "version", "0", "hows", "training", "say", "Medicines, from training.")
	send(t, h, "Sam", story+"/write", "draft", id.New(), "version", "0", "say", "It began with the bass.")
	shareAll(t, h, "Ravi", "/expertise/share")
	shareAll(t, h, "Sam", story+"/share")
	e := id.New()
	matter(t, h, "Sam", e, "day-to-day", "Whether evenings are quiet.", "", "Jo", "Al", "Ravi", "Bea")
	send(t, h, "Ravi", "/views/"+e+"/mine", "draft", id.New(), "version", "0", "say", "They are.")
	for _, name := range []string{"Sam", "Jo", "Al", "Ravi", "Bea"} {
		readPages(t, h, name, "/expertise", story, "/views", "/views/"+e, "/people")
	}
	send(t, h, "Bea", story+"/read", "version", "1")
}

// knownDuring is what happens to it, and new things of the same kind.
func knownDuring(t *testing.T, h *apptest.House, held string) {
	t.Helper()
	story := "/account-of/" + string(h.ID("Sam"))
	e := theMatter(t, h)
	send(t, h, "Sam", story+"/write", "draft", id.New(), "version", "1", "say", "secretword 110")
	send(t, h, "Ravi", "/expertise/mine", "draft", id.New(), "version", "1", "hows", "training", "say", "secretword 111")
	send(t, h, "Grace", "/expertise/mine", "draft", id.New(), "version", "0", "hows", "training", "say", "secretword 112")
	shareAll(t, h, "Grace", "/expertise/share")
	send(t, h, "Ravi", "/views/"+e+"/mine", "draft", id.New(), "version", "1", "say", "secretword 113")
	send(t, h, "Sam", "/views/"+e+"/mine", "draft", id.New(), "version", "0", "say", "secretword 114")
	way := id.New()
	send(t, h, "Ravi", "/views/"+e+"/go-on", "draft", way, "say", "secretword 115")
	send(t, h, "Sam", "/views/"+e+"/go-on/"+way, "word", id.New(), "said", "yes")
	send(t, h, "Sam", "/views/"+e+"/look", "word", id.New(), "until-day", "25", "until-month", "11", "until-year", "2026")
	for _, name := range []string{"Sam", "Jo", "Al", "Ravi", "Bea"} {
		if name != held {
			send(t, h, name, "/views/"+e+"/now", "word", id.New(), "said", "alike")
		}
	}
	matter(t, h, "Sam", id.New(), "day-to-day", "secretword 116", "", "Jo", "Al", "Ravi", "Bea")
	readPages(t, h, "Ravi", story)
	send(t, h, "Ravi", story+"/read", "version", "2")
}

// theMatter finds the matter that was open before.
func theMatter(t *testing.T, h *apptest.House) string {
	t.Helper()
	all, err := h.Expertise.Matters(t.Context(), h.ID("Sam"), h.Triangle)
	apptest.Must(t, err)
	i := slices.IndexFunc(all, func(m expertise.Matter) bool { return m.Words() == "Whether evenings are quiet." })
	return string(all[i].Entry)
}
