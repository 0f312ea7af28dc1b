package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// eyesOf says whether a page may tell the truth about what waits.
func eyesOf(v *Visit) protocol.Eyes {
	if saidAlone(v) {
		return protocol.Alone
	}
	return ""
}

// checkInFirst is where somebody goes who just said that they are alone: to what
// waits for a private word, and from there on.
func (s *Site) checkInFirst(r *http.Request, v *Visit, next string) (string, error) {
	if !v.Place.Is(sharing.ServiceUser) || v.Place.Kind != triangle.Three {
		return next, nil
	}
	waits, err := s.Protocol.CheckInsOf(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil || len(waits) == 0 {
		return next, err
	}
	return v.Place.Base() + "/sharing/again?" + url.Values{"next": {next}}.Encode(), nil
}

// checkInForm is where the wish is set. It lists what waits, too.
func (s *Site) checkInForm(w http.ResponseWriter, r *http.Request, v *Visit) error {
	wishes, err := s.Protocol.WishesOf(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	waits, err := s.Protocol.CheckInsOf(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	has := func(carer string) bool {
		return slices.ContainsFunc(wishes, func(w protocol.Wish) bool { return w.Carer == carer })
	}
	who := &ui.Options{ID: "carer", Name: "carer", Legend: v.Words.T("checkin.for-whom"), Hint: v.Words.T("checkin.for-whom-hint"), Many: true, Items: []ui.Option{
		{Value: protocol.AllCarers, Label: v.Words.T("checkin.all"), Checked: has(protocol.AllCarers)},
	}}
	for _, m := range v.Place.At(sharing.Carer, v.Now) {
		who.Items = append(who.Items, ui.Option{Value: string(m.Person), Label: m.Name, Checked: has(string(m.Person))})
	}
	key := len(wishes) > 0 && wishes[0].KeyWorker
	asks := &ui.Options{ID: "asks", Name: "asks", Legend: v.Words.T("checkin.who-asks"), Items: []ui.Option{
		{Value: "page", Label: v.Words.T("checkin.page"), Hint: v.Words.T("checkin.page-hint"), Checked: !key},
		{Value: "key", Label: v.Words.T("checkin.key"), Hint: v.Words.T("checkin.key-hint"), Checked: key},
	}}
	page := &ui.FormPage{
		Base: s.base(v), BackTo: s.toSharing(v), Title: v.Words.T("checkin.link"), Lead: v.Words.T("checkin.lead"), Action: v.Path, Button: v.Words.T("alone-wish.save"),
		Parts: []ui.FormPart{{Options: who}, {Options: asks}}, After: []ui.Rich{ui.Say(v.Words, "checkin.after", "days", int(protocol.PendingFor.Hours()/24))},
	}
	if len(waits) > 0 {
		note := &ui.NoteBox{Text: ui.Plain(v.Words.T("checkin.waits", "count", len(waits))), Actions: []ui.Action{ui.Go(v.Words.T("checkin.see"), v.Place.Base()+"/sharing/again")}}
		page.Parts = append([]ui.FormPart{{Note: note}}, page.Parts...)
	}
	return s.page(w, http.StatusOK, page)
}

func (s *Site) checkInSave(w http.ResponseWriter, r *http.Request, v *Visit) error {
	key := r.PostFormValue("asks") == "key"
	var all []protocol.Wish
	for _, carer := range r.PostForm["carer"] {
		if carer == protocol.AllCarers {
			all = []protocol.Wish{{Carer: carer, KeyWorker: key}}
			break
		}
		if !slices.ContainsFunc(all, func(w protocol.Wish) bool { return w.Carer == carer }) {
			all = append(all, protocol.Wish{Carer: carer, KeyWorker: key})
		}
	}
	if err := s.Protocol.Wish(r.Context(), v.Person.ID, v.Place.ID, all); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/sharing", "done.saved")
}

// checkIns asks, one after the other, whether each yes was meant.
func (s *Site) checkIns(w http.ResponseWriter, r *http.Request, v *Visit) error {
	waits, err := s.Protocol.CheckInsOf(r.Context(), v.Person.ID, v.Place.ID)
	if err != nil {
		return err
	}
	next := r.URL.Query().Get("next")
	if !here(next) {
		next = v.Place.Base() + "/sharing"
	}
	if len(waits) == 0 {
		return seeOther(w, r, next, "")
	}
	page := &ui.ListPage{Base: s.base(v), BackTo: s.toSharing(v), Title: v.Words.T("checkin.title"), Lead: v.Words.T("checkin.ask-lead")}
	for _, one := range waits {
		to := v.Place.Base() + "/sharing/again/" + one.Change
		word := func(w protocol.PrivateWord) []ui.Hidden {
			return []ui.Hidden{{Name: "word", Value: string(w)}, {Name: "next", Value: next}}
		}
		page.Sections = append(page.Sections, ui.ListSection{
			ID: "w-" + one.Change, Title: firstNameOrTeam(v, one.Recipient), Say: []ui.Rich{saidYes(v, one), ui.Plain(v.Words.T("checkin.is-it"))},
			Actions: []ui.Action{
				ui.Post(v.Words.T("checkin.yes"), to, word(protocol.Meant)...).As(ui.QuietAction), ui.Post(v.Words.T("checkin.no"), to, word(protocol.NotMeant)...).As(ui.QuietAction),
			},
		})
	}
	page.Sections = append(page.Sections, ui.ListSection{ID: "later", Say: []ui.Rich{ui.Plain(v.Words.T("checkin.later"))}, Actions: []ui.Action{ui.Go(v.Words.T("checkin.go-on"), next)}})
	return s.page(w, http.StatusOK, page)
}

// saidYes says what somebody said yes to.
func saidYes(v *Visit, w protocol.Waits) ui.Rich {
	return ui.Say(v.Words, "checkin.said", "name", firstNameOrTeam(v, w.Recipient), "topics", topicsOf(v, w), "day", v.Words.Date(timeOf(w.Said)))
}

func topicsOf(v *Visit, w protocol.Waits) string {
	var out []string
	for _, t := range w.Topics {
		out = append(out, topicTitle(v, t))
	}
	return strings.Join(out, ", ")
}

func (s *Site) checkIn(w http.ResponseWriter, r *http.Request, v *Visit) error {
	change := r.PathValue("change")
	if !id.Valid(change) {
		return errs.Missing("web.checkIn")
	}
	if err := s.Protocol.CheckIn(r.Context(), v.Person.ID, v.Place.ID, change, protocol.PrivateWord(r.PostFormValue("word"))); err != nil {
		return err
	}
	next := r.PostFormValue("next")
	if !here(next) {
		next = v.Place.Base() + "/sharing"
	}
	return seeOther(w, r, v.Place.Base()+"/sharing/again?"+url.Values{"next": {next}}.Encode(), "")
}

// checkInTalk is the key worker's page: ask in private, and write down the word.
func (s *Site) checkInTalk(w http.ResponseWriter, r *http.Request, v *Visit) error {
	if !v.Place.Is(sharing.Professional) {
		return errs.Missing("web.checkInTalk")
	}
	waits, err := s.Protocol.CheckInsOf(r.Context(), v.Person.ID, v.Place.ID)
	i := slices.IndexFunc(waits, func(w protocol.Waits) bool { return w.Change == r.PathValue("change") })
	if err != nil || i < 0 {
		return errs.Missing("web.checkInTalk")
	}
	t, about := v.Words.T, v.Place.For()
	said := ui.Say(v.Words, "checkin.talk-said", "about", about, "name", firstNameOrTeam(v, waits[i].Recipient), "topics", topicsOf(v, waits[i]))
	o := &ui.Options{ID: "word", Name: "word", Legend: t("checkin.talk-word", "about", about), Items: []ui.Option{
		{Value: string(protocol.Meant), Label: t("checkin.talk-yes")}, {Value: string(protocol.NotMeant), Label: t("checkin.talk-no")},
	}}
	how := ui.Plain(t("checkin.talk-how", "about", about))
	return s.page(w, http.StatusOK, &ui.FormPage{
		Base: s.base(v), BackTo: backToTriangle(v), Title: t("checkin.talk-title", "about", about), Lead: t("checkin.talk-lead", "about", about), Action: v.Path,
		Parts: []ui.FormPart{{Say: &said}, {Say: &how}, {Options: o}}, Button: t("alone-wish.save"),
	})
}

func (s *Site) checkInTalked(w http.ResponseWriter, r *http.Request, v *Visit) error {
	change := r.PathValue("change")
	if !v.Place.Is(sharing.Professional) || !id.Valid(change) {
		return errs.Missing("web.checkInTalked")
	}
	if err := s.Protocol.CheckIn(r.Context(), v.Person.ID, v.Place.ID, change, protocol.PrivateWord(r.PostFormValue("word"))); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base(), "done.saved")
}
