package web

import (
	"errors"
	"io"
	"net/http"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

func (s *Site) entryRoutes() []Route {
	return []Route{
		{http.MethodGet, "/t/{triangle}/write", InPlace, s.writeForm},
		{http.MethodPost, "/t/{triangle}/write", InPlace, s.writeCheck},
		{http.MethodPost, "/t/{triangle}/write/audience", InPlace, s.writeAudience},
		{http.MethodPost, "/t/{triangle}/write/send", InPlace, s.writeSend},
		{http.MethodGet, "/t/{triangle}/kept", InPlace, s.keptList},
		{http.MethodPost, "/t/{triangle}/kept/drop", InPlace, s.keptDrop},
		{http.MethodGet, "/t/{triangle}/timeline", InPlace, s.timeline},
		{http.MethodGet, "/t/{triangle}/entry/{entry}", InPlace, s.entryPage},
		{http.MethodGet, "/t/{triangle}/entry/{entry}/correct", InPlace, s.correctForm},
		{http.MethodPost, "/t/{triangle}/entry/{entry}/correct", InPlace, s.correct},
		{http.MethodGet, "/t/{triangle}/entry/{entry}/file/{file}", InPlace, s.entryFile},
	}
}

// writeForm is the empty form, or the form with a topic chosen in the address.
func (s *Site) writeForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d := entry.Draft{ID: id.Entry(id.New()), Triangle: v.Place.ID, Topic: r.URL.Query().Get("topic"), Confidence: sharing.Team}
	if kept := r.URL.Query().Get("draft"); id.Valid(kept) {
		var err error
		if d, err = s.Entries.Kept(r.Context(), v.Person.ID, v.Place.ID, id.Entry(kept)); err != nil {
			return err
		}
	}
	page, err := s.writePage(r, v, shape(d, v))
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, page)
}

// draftOf reads the form. The draft's id was drawn with the form. Attachments
// that were kept with the draft come back with it.
func (s *Site) draftOf(r *http.Request, v *Visit) (entry.Draft, error) {
	if err := r.ParseMultipartForm(2 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return entry.Draft{}, errs.E(errs.TooMuch, "web.draftOf", "error.form-large", err)
	}
	d := entry.Draft{
		ID: id.Entry(r.PostFormValue("draft")), Triangle: v.Place.ID,
		Topic: r.PostFormValue("topic"), Confidence: sharing.Confidence(r.PostFormValue("confidence")), Text: r.PostFormValue("say"),
		Names: entry.Names(r.PostFormValue("names")), Class: sharing.Class(r.PostFormValue("class")),
	}
	if !id.Valid(string(d.ID)) {
		d.ID = id.Entry(id.New())
	}
	return shape(d, v), nil
}

// attached reads the files of a form, and has each looked at where there is a scanner.
func (s *Site) attached(r *http.Request) ([]disclose.File, error) {
	if r.MultipartForm == nil {
		return nil, nil
	}
	var out []disclose.File
	var problems errs.Problems
	for _, header := range r.MultipartForm.File["file"] {
		f, err := header.Open()
		if err != nil {
			return nil, err
		}
		body, err := io.ReadAll(io.LimitReader(f, entry.FileMost+1))
		if err = errors.Join(err, f.Close()); err != nil {
			return nil, err
		}
		one, err := entry.Attach(header.Filename, body)
		problems = append(problems, errs.ProblemsOf(err)...)
		if err == nil {
			s.scan(r, one, &problems)
		}
		out = append(out, one)
	}
	return out, problems.Err("web.attached")
}

// shape settles what follows from who writes and what about.
func shape(d entry.Draft, v *Visit) entry.Draft {
	chosen := d.Class
	d.Class = sharing.Personal
	su, ok := v.Place.ServiceUser()
	if ok {
		d.About = []id.Person{su.Person}
	}
	d.Kind = disclose.Note
	switch {
	case v.Place.Kind == triangle.File:
		d.Kind, d.Class, d.About, d.Confidence = disclose.OwnNote, sharing.CarersOwn, []id.Person{v.Person.ID}, ""
	case v.Place.Is(sharing.Carer):
		d.Kind = disclose.Told
		if sharing.ForCarers(d.Topic) {
			d.Class, d.About = sharing.CarersOwn, []id.Person{v.Person.ID}
		}
	default:
		d.Confidence = ""
		d = classed(d, chosen, v)
	}
	return d
}

// forMeAlone is chosen in the place of a class: nobody else sees it.
const forMeAlone sharing.Class = "own"

// classed follows what a service user or professional chose: true for anybody,
// about a person, only with a yes of its own, or for the writer alone.
func classed(d entry.Draft, chosen sharing.Class, v *Visit) entry.Draft {
	switch {
	case chosen == sharing.General && v.Place.Is(sharing.Professional):
		d.Class, d.About, d.Names = sharing.General, nil, nil
	case chosen == sharing.Sensitive:
		d.Class = sharing.Sensitive
	case chosen == forMeAlone && v.Place.Is(sharing.ServiceUser):
		d.Kind = disclose.OwnNote
	}
	return d
}

// classOptions are the kinds that somebody can choose from; a carer chooses a
// confidence instead.
func classOptions(v *Visit, d entry.Draft) []ui.Option {
	if v.Place.Is(sharing.Carer) {
		return nil
	}
	option := func(c sharing.Class, key string) ui.Option {
		return ui.Option{Value: string(c), Label: v.Words.T("write.class." + key), Hint: v.Words.T("write.class-hint."+key, "about", v.Place.For())}
	}
	out := []ui.Option{option(sharing.Personal, "personal"), option(sharing.Sensitive, "sensitive")}
	chosen := d.Class
	if v.Place.Is(sharing.Professional) {
		out = append(out, option(sharing.General, "general"))
	} else {
		out = append(out, option(forMeAlone, "own"))
		if d.Kind == disclose.OwnNote {
			chosen = forMeAlone
		}
	}
	for i := range out {
		out[i].Checked = out[i].Value == string(chosen)
	}
	return out
}

func (s *Site) writePage(r *http.Request, v *Visit, d entry.Draft) (*ui.Write, error) {
	base := v.Place.Base()
	page := &ui.Write{
		Base: s.base(v), Asks: writeKind(v), About: v.Place.For(), Team: names(v.Place.At(sharing.Professional, v.Now)), Lead: leadName(v),
		Action: base + "/write", AudienceHref: base + "/write/audience", Draft: string(d.ID),
		Topics: topicOptions(v, d.Topic), Text: d.Text, KeepName: "write/" + string(v.Place.ID), BackTo: &ui.Link{Href: base, Text: v.Words.T("nav.triangle")},
		Reading: v.Words.T("write.reading", "hours", strings.TrimSuffix(v.Place.Team.Hours, ".")), Later: true, Names: strings.Join(d.Names, ", "), FileHint: fileHint(v, d),
		Classes: classOptions(v, d),
	}
	if v.Place.Is(sharing.Carer) && v.Place.Kind == triangle.Three {
		page.Confidence = page.ConfidenceOptions(string(d.Confidence), len(v.Place.At(sharing.Carer, v.Now)))
	}
	own, err := s.ownTopicOptions(r, v, d.Topic)
	if err != nil {
		return nil, err
	}
	page.Topics = append(page.Topics, own...)
	if page.Limits, err = s.teamLimits(r, v); err != nil {
		return nil, err
	}
	page.Audience, err = s.audience(r, v, d)
	return page, err
}

func writeKind(v *Visit) ui.WriteKind {
	switch {
	case v.Place.Is(sharing.Carer):
		return ui.TellTeam
	case v.Place.Is(sharing.ServiceUser):
		return ui.MyWords
	}
	return ui.TeamNote
}

func topicOptions(v *Visit, chosen string) []ui.Option {
	carer := v.Place.Is(sharing.Carer)
	out := []ui.Option{{Value: "", Label: v.Words.T("write.choose")}}
	for _, t := range sharing.Topics() {
		if t.ForCarers && !carer {
			continue
		}
		if !t.ForCarers && v.Place.Kind == triangle.File {
			continue
		}
		out = append(out, ui.Option{Value: t.Name, Label: topicName(v.Words, t.Name), Checked: t.Name == chosen})
	}
	return out
}

func names(members []triangle.Member) string {
	var out []string
	for _, m := range members {
		out = append(out, triangle.FirstName(m.Name))
	}
	return strings.Join(out, ", ")
}

func leadName(v *Visit) string {
	for _, m := range v.Place.At(sharing.Professional, v.Now) {
		if m.CarerLead {
			return triangle.FirstName(m.Name)
		}
	}
	return v.Words.T("write.the-carer-lead")
}

// fileHint says what can be added, and what is kept with the draft already.
func fileHint(v *Visit, d entry.Draft) string {
	hint := v.Words.T("write.file-hint", "most", entry.FilesMost)
	if len(d.Files) == 0 {
		return hint
	}
	var kept []string
	for _, f := range d.Files {
		kept = append(kept, f.Name)
	}
	return hint + " " + v.Words.T("write.file-kept", "names", strings.Join(kept, ", "))
}
