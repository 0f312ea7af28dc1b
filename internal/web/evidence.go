package web

import (
	"errors"
	"net/http"
	"strconv"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/evidence"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/web/ui"
)

func (s *Site) evidenceRoutes() []Route {
	return []Route{
		{http.MethodGet, "/evidence", SignedIn, s.evidence},
		{http.MethodPost, "/evidence", SignedIn, s.evidence},
		{http.MethodGet, "/evidence/access", SignedIn, s.evidenceAccess},
		{http.MethodPost, "/evidence/copy", SignedIn, s.evidenceCopy},
	}
}

// kindsOfEvidence are the kinds that the page can be narrowed to.
func kindsOfEvidence() []ledger.Kind {
	return []ledger.Kind{ledger.SignedIn, ledger.TurnedAway, ledger.Account, ledger.Staffed, ledger.KeyTurned, ledger.Exported}
}

// evidence shows what happened to accounts, teams and keys, newest first. The
// form is posted, so that what somebody looks for stands in no address.
func (s *Site) evidence(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !evidence.MayLook(v.Person) {
		return errs.Missing("web.evidence")
	}
	f, typed, problem := filterOf(v, r.PostFormValue)
	f.Before, _ = strconv.ParseInt(r.PostFormValue("before"), 10, 64) // what is no number is the newest page
	var lines []evidence.Line
	var more bool
	if problem == nil {
		lines, more, problem = s.Evidence.Lines(r.Context(), v.Person, f)
	}
	page := s.evidencePage(v, typed)
	page.Notice = notice(v, r)
	status := http.StatusOK
	if errs.Is(problem, errs.Invalid) {
		withErrors(&page.Base, v, problem)
		status = http.StatusUnprocessableEntity
	} else if problem != nil {
		return problem
	}
	for _, l := range lines {
		page.Table.Rows = append(page.Table.Rows, evidenceLine(v, l))
	}
	if more {
		older := ui.Post(v.Words.T("evidence.older"), "/evidence", typed.hidden(lines[len(lines)-1].Seq)...)
		page.Older = []ui.Action{older.As(ui.QuietAction)}
	}
	return s.page(w, status, page)
}

func (s *Site) evidencePage(v *Visit, typed evidenceTyped) *ui.Evidence {
	page := &ui.Evidence{
		Base: s.base(v), BackTo: &ui.Link{Href: "/account", Text: v.Words.T("account.title")}, Action: "/evidence", Copy: "/evidence/copy",
		Access: ui.Link{Href: "/evidence/access", Text: v.Words.T("evidence.access")},
		Table:  ui.SimpleTable{ID: "lines", Caption: v.Words.T("evidence.lines"), Head: logHead(v)[:7]},
		Kind:   ui.Select{ID: "kind", Name: "kind", Label: v.Words.T("evidence.kind"), Plainly: true, Items: []ui.Option{{Value: "", Label: v.Words.T("evidence.kind-all"), Checked: typed.kind == ""}}},
		From:   ui.Field{ID: "from", Name: "from", Type: "date", Label: v.Words.T("evidence.from"), Value: typed.from, Narrow: true, Plainly: true},
		To:     ui.Field{ID: "until", Name: "until", Type: "date", Label: v.Words.T("evidence.until"), Value: typed.until, Narrow: true, Plainly: true},
	}
	for _, k := range kindsOfEvidence() {
		page.Kind.Items = append(page.Kind.Items, ui.Option{Value: string(k), Label: v.Words.T("evidence.kind-" + string(k)), Checked: typed.kind == string(k)})
	}
	return page
}

// evidenceTyped is what stands in the form.
type evidenceTyped struct{ kind, from, until string }

func (t evidenceTyped) hidden(before int64) []ui.Hidden {
	return []ui.Hidden{{Name: "kind", Value: t.kind}, {Name: "from", Value: t.from}, {Name: "until", Value: t.until}, {Name: "before", Value: strconv.FormatInt(before, 10)}}
}

// filterOf reads the form. Days are the reader's; the last day is inside.
func filterOf(v *Visit, get func(string) string) (evidence.Filter, evidenceTyped, error) {
	t := evidenceTyped{kind: get("kind"), from: get("from"), until: get("until")}
	f := evidence.Filter{Kind: ledger.Kind(t.kind)}
	var p errs.Problems
	day := func(field, text string, later int) int64 {
		if text == "" {
			return 0
		}
		at, err := time.ParseInLocation(time.DateOnly, text, v.Words.Location())
		if err != nil {
			p.Add(field, "evidence.day-wrong")
			return 0
		}
		return at.AddDate(0, 0, later).UnixMicro()
	}
	f.From, f.Until = day("from", t.from, 0), day("until", t.until, 1)
	return f, t, p.Err("web.filterOf")
}

func evidenceLine(v *Visit, l evidence.Line) []string {
	return []string{
		strconv.FormatInt(l.Seq, 10), whenOf(v, l.At), v.Words.T("evidence.kind-" + string(l.Kind)), l.Ground,
		somebodyOf(v, l.Actor, l.ActorName, l.ActorCorner), somebodyOf(v, l.Person, l.PersonName, l.PersonCorner), extraOf(l.Extra),
	}
}

// somebodyOf names professionals. Anybody else is a corner and a short mark, the same on every line.
func somebodyOf(v *Visit, p, name string, corner sharing.Corner) string {
	switch {
	case p == "":
		return ""
	case name != "":
		return name
	case corner == sharing.Carer:
		return v.Words.T("evidence.a-carer", "mark", markOf(p))
	case corner == sharing.ServiceUser:
		return v.Words.T("evidence.a-service-user", "mark", markOf(p))
	}
	return v.Words.T("evidence.somebody", "mark", markOf(p))
}

// markOf is a short mark of an id: enough to tell two lines apart, and nothing to look anybody up with.
func markOf(p string) string { return shortHash("evidence/" + p)[:8] }

// turnedAway records that a visitor asked for a triangle in which they have no
// place, and then says what it always says. What cannot be recorded is told to
// whoever watches the program; the visitor is turned away all the same.
func (s *Site) turnedAway(r *http.Request, v *Visit, err error) error {
	if !errs.Is(err, errs.NotFound) || s.Evidence == nil {
		return err
	}
	if failed := s.Evidence.TurnedAway(r.Context(), v.Person.ID, id.Triangle(r.PathValue("triangle"))); failed != nil && !errors.Is(failed, r.Context().Err()) {
		s.Log.Error("a refusal could not be recorded", "error", failed.Error())
	}
	return err
}
