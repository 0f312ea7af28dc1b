package web

import (
	"net/http"
	"strconv"
	"time"

	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/web/ui"
)

// entryPage shows one entry. What may not be seen is not found.
func (s *Site) entryPage(w http.ResponseWriter, r *http.Request, v *Visit) error {
	whole, err := s.readEntry(r, v)
	if err != nil {
		return err
	}
	base := v.Place.Base()
	if room := togetherRoom(base, whole.Shown); room != "" {
		return seeOther(w, r, room, "")
	}
	page := &ui.EntryPage{Base: s.base(v), BackTo: &ui.Link{Href: base + "/timeline", Text: v.Words.T("nav.timeline")}, Title: topicName(v.Words, whole.Topic)}
	page.Notice = notice(v, r)
	page.Entry = drawEntry(v, whole.Shown, "e1")
	page.Entry.Href = ""
	if whole.Mine && entry.Correctable(whole.Kind) {
		page.Entry.Actions = append(page.Entry.Actions, ui.Go(v.Words.T("entry.correct"), v.Path+"/correct"))
	}
	page.Entry.Actions = append(page.Entry.Actions, careActions(v, whole.Shown)...)
	page.Entry.Actions = append(page.Entry.Actions, candourActions(v, whole.Shown)...)
	for _, f := range whole.Files {
		page.Entry.Actions = append(page.Entry.Actions, ui.Go(v.Words.T("entry.open-file", "name", f.Words), v.Path+"/file/"+f.File))
	}
	if whole.Mine && canAsk(v) {
		steps, err := s.Candour.Steps(r.Context(), v.Person.ID, whole.Shown)
		if err != nil {
			return err
		}
		page.Steps = drawSteps(v, steps)
	}
	for i, reply := range append(whole.Replies, whole.Earlier...) {
		page.Replies = append(page.Replies, drawEntry(v, reply, "e"+strconv.Itoa(i+2)))
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) readEntry(r *http.Request, v *Visit) (entry.Whole, error) {
	e := r.PathValue("entry")
	if !id.Valid(e) {
		return entry.Whole{}, errs.Missing("web.readEntry")
	}
	return s.Entries.Read(r.Context(), v.Person.ID, v.Place.ID, id.Entry(e))
}

// entryFile sends an attachment as a download, so that nothing in it runs here.
func (s *Site) entryFile(w http.ResponseWriter, r *http.Request, v *Visit) error {
	e, file := r.PathValue("entry"), r.PathValue("file")
	if !id.Valid(e) || !id.Valid(file) {
		return errs.Missing("web.entryFile")
	}
	f, err := s.Entries.File(r.Context(), v.Person.ID, v.Place.ID, id.Entry(e), file)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", f.Media)
	w.Header().Set("Content-Disposition", "attachment; filename*=UTF-8''"+escapeName(f.Name))
	w.Header().Set("Content-Length", strconv.Itoa(len(f.Bytes)))
	_, _ = w.Write(f.Bytes) // a reader who has gone away is no error of ours
	return nil
}

// escapeName spells a file's name as RFC 8187 wants it.
func escapeName(name string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_."
	var out []byte
	for _, b := range []byte(name) {
		if b < 0x80 && indexByte(plain, b) {
			out = append(out, b)
			continue
		}
		out = append(out, '%', "0123456789ABCDEF"[b>>4], "0123456789ABCDEF"[b&15])
	}
	return string(out)
}

func indexByte(s string, b byte) bool {
	for i := range len(s) {
		if s[i] == b {
			return true
		}
	}
	return false
}

// correctForm shows somebody's own words to correct.
func (s *Site) correctForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	whole, err := s.readEntry(r, v)
	if err != nil {
		return err
	}
	if !whole.Mine {
		return errs.Missing("web.correctForm")
	}
	return s.page(w, http.StatusOK, s.correctPage(v, whole.Words(), whole.Version))
}

func (s *Site) correctPage(v *Visit, text string, version int) *ui.Write {
	page := &ui.Write{
		Base: s.base(v), Asks: writeKind(v), About: v.Place.For(), Action: v.Path, Text: text,
		Hidden: []ui.Hidden{{Name: "version", Value: strconv.Itoa(version)}}, KeepName: "correct" + v.Path,
	}
	page.Reading = v.Words.T("entry.correct-hint")
	return page
}

func (s *Site) correct(w http.ResponseWriter, r *http.Request, v *Visit) error {
	e := r.PathValue("entry")
	version, err := strconv.Atoi(r.PostFormValue("version"))
	if !id.Valid(e) || err != nil {
		return errs.Missing("web.correct")
	}
	text := r.PostFormValue("say")
	err = s.Entries.Correct(r.Context(), v.Person.ID, v.Place.ID, id.Entry(e), version, text)
	if errs.Is(err, errs.Invalid) || errs.Is(err, errs.Conflict) {
		page := s.correctPage(v, text, version)
		withErrors(&page.Base, v, err)
		if errs.Is(err, errs.Conflict) {
			page.Errors = append(page.Errors, ui.FieldError{Text: v.Words.T(errs.KeyOf(err))})
		}
		return s.page(w, http.StatusUnprocessableEntity, page)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/entry/"+e, "done.corrected")
}

// whenOf says a time of the database.
func whenOf(v *Visit, us int64) string { return v.Words.DateTime(time.UnixMicro(us)) }
