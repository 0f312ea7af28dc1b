package worlds

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/web"
)

// param is a place in a route's pattern: {triangle}, {entry} …
var param = regexp.MustCompile(`\{[a-z]+\.{0,3}\}`)

// walker asks for every route with every value that a place can have.
type walker struct {
	house   *apptest.House
	entries []string // entries to ask for by name, those of the other world too
	people  []string
}

func routes() []web.Route { return (&web.Site{}).Routes() }

// paths spells a pattern out.
func (w walker) paths(pattern string) []string {
	place := param.FindString(pattern)
	if place == "" {
		return []string{strings.TrimSuffix(pattern, "{$}")}
	}
	var out []string
	for _, value := range w.values(strings.Trim(place, "{}.")) {
		out = append(out, w.paths(strings.Replace(pattern, place, value, 1))...)
	}
	return out
}

func (w walker) values(name string) []string {
	switch name {
	case "triangle":
		return []string{string(w.house.Triangle)}
	case "entry", "item", "matter", "agreement", "conversation", "meeting", "contact":
		return w.entries
	case "person", "recipient", "member":
		return w.people
	case "arrow":
		return []string{"carer-to-service-user", "professional-to-carer"}
	case "task":
		return []string{"help-to-do", "share-together"}
	case "page":
		return []string{"crisis", "who-has-seen"}
	}
	return []string{nobodysID}
}

// nobodysID has the shape of an id and names nothing.
const nobodysID = "01900000-0000-7000-8000-000000000000"

// noise is what changes from one request to the next whatever anybody did: how
// long a session still lasts, and the ids that forms draw. Each begins with fixed
// letters, which are found many times faster than a choice of beginnings.
var noise = []*regexp.Regexp{
	regexp.MustCompile(` data-ends="\d+"`), regexp.MustCompile(` data-last="\d+"`), regexp.MustCompile(`<p class="small soft" data-until>[^<]*</p>`),
	regexp.MustCompile(`value="[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"`),
	regexp.MustCompile(`draft=[0-9a-f-]{36}`), regexp.MustCompile(`id=[0-9a-f-]{36}`),
}

// quiet takes the noise out, and keeps the values that name somebody or something
// that both worlds have.
func (w walker) quiet(body string) string {
	known := append([]string{string(w.house.Triangle)}, append(w.people, w.entries...)...)
	for _, one := range noise {
		body = one.ReplaceAllStringFunc(body, func(found string) string {
			if slices.ContainsFunc(known, func(p string) bool { return strings.Contains(found, p) }) {
				return found
			}
			return "drawn"
		})
	}
	return body
}

// walk asks for everything as one visitor and returns what came, by request.
func (w walker) walk(v *apptest.Visitor) map[string]string {
	out := map[string]string{}
	for _, r := range routes() {
		if changesTheVisitor(r) {
			continue
		}
		for _, path := range w.paths(r.Pattern) {
			var a apptest.Answer
			if r.Method == http.MethodGet {
				a = v.Get(path)
			} else {
				a = v.Post(path)
			}
			out[r.Method+" "+path] = fmt.Sprintf("%d %v\n%s", a.Status, header(a.Header), w.quiet(a.Body))
		}
	}
	return out
}

// changesTheVisitor names routes that end or move the visit itself or the place
// of the visitor, count how often they are asked, or stay open.
func changesTheVisitor(r web.Route) bool {
	return slices.Contains([]string{"POST /sign-out", "POST /sign-in", "GET /events", "POST /t/{triangle}/leave", "POST /own", "POST /account/close", "POST /still-here"}, r.Method+" "+r.Pattern) ||
		strings.Contains(r.Pattern, "/sessions") || drawsChance(r) || strings.Contains(r.Pattern, "/people/{person}/end")
}

// drawsChance names routes that draw something new with every request: questions
// to an authenticator, the secret for an app or a calendar, recovery codes.
func drawsChance(r web.Route) bool {
	return r.Method == http.MethodPost && (strings.HasPrefix(r.Pattern, "/passkey/ask") || r.Pattern == "/account/ways/codes/begin" || r.Pattern == "/account/ways/recovery" || r.Pattern == "/account/calendar/new")
}

func header(h http.Header) []string {
	var out []string
	for _, name := range []string{"Content-Type", "Content-Length", "Location", "Etag", "Last-Modified", "Cache-Control", "Content-Disposition", "Retry-After"} {
		if v := h.Get(name); v != "" {
			for _, one := range noise {
				v = one.ReplaceAllString(v, "drawn")
			}
			out = append(out, name+": "+v)
		}
	}
	return out
}

func everybody(h *apptest.House) []string {
	var out []string
	for _, name := range []string{"Sam", "Jo", "Al", "Ravi"} {
		out = append(out, string(h.ID(name)))
	}
	return out
}

func TestEveryRouteAnswersEveryRole(t *testing.T) {
	h := apptest.New(t, apptest.SQLite)
	w := walker{house: h, entries: []string{id.New()}, people: everybody(h)}
	for _, name := range []string{"Sam", "Jo", "Al", "Ravi", "Grace", "Nia"} {
		for request, answer := range w.walk(h.As(t, name)) {
			if strings.HasPrefix(answer, "500") || strings.HasPrefix(answer, "503") {
				t.Errorf("%s as %s: %.200s", request, name, answer)
			}
			if name == "Nia" && strings.Contains(request, string(h.Triangle)) && !strings.HasPrefix(answer, "404") {
				t.Errorf("%s must not be there for somebody outside: %.100s", request, answer)
			}
		}
	}
	stranger := h.Stranger(t)
	for _, r := range routes() {
		if r.Who == web.Anybody {
			continue
		}
		for _, path := range w.paths(r.Pattern) {
			var a apptest.Answer
			if r.Method == http.MethodGet {
				a = stranger.Get(path)
			} else {
				a = stranger.Post(path)
			}
			if a.Status != http.StatusSeeOther || a.Location() != "/sign-in" {
				t.Errorf("%s %s for a stranger: %d to %q", r.Method, path, a.Status, a.Location())
			}
		}
	}
}
