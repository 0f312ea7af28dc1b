package web

import (
	"net/http"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/errs"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/web/ui"
)

// audience makes the lists of who will see a draft: one for each confidence a
// carer can choose, or one where there is nothing to choose.
func (s *Site) audience(r *http.Request, v *Visit, d entry.Draft) (ui.Audience, error) {
	codes := []sharing.Confidence{""}
	if v.Place.Is(sharing.Carer) && v.Place.Kind == triangle.Three {
		codes = []sharing.Confidence{sharing.Named, sharing.Unnamed, sharing.Team, sharing.Sealed}
	}
	if d.Topic == "" {
		d.Topic = "day-to-day" // before a topic is chosen: what holds for an everyday one
		if v.Place.Kind == triangle.File {
			d.Topic = "caring-role"
		}
	}
	out := ui.Audience{Chosen: setCode(d.Confidence)}
	for _, c := range codes {
		one := d
		one.Confidence = c
		set, err := s.audienceSet(r, v, one)
		if err != nil {
			return ui.Audience{}, err
		}
		out.Sets = append(out.Sets, set)
	}
	return out, nil
}

func setCode(c sharing.Confidence) string {
	if c == "" {
		return "only"
	}
	return string(c)
}

func (s *Site) audienceSet(r *http.Request, v *Visit, d entry.Draft) (ui.AudienceSet, error) {
	set := ui.AudienceSet{Code: setCode(d.Confidence)}
	hearers, err := s.Entries.Audience(r.Context(), v.Person.ID, d)
	if errs.Is(err, errs.Invalid) {
		set.Sum = s.firstProblem(v, err)
		return set, nil
	}
	if err != nil {
		return set, err
	}
	fillAudience(v, &set, hearers, func(h address.Hearer) string { return whyHeard(v, d, h) })
	return set, nil
}

// whyHeard says to the writer, in one sentence, why somebody will or will not see it.
func whyHeard(v *Visit, d entry.Draft, h address.Hearer) string {
	ground := hearsBy(h)
	if ground == sharing.GroundToldDirectly && h.Corner == sharing.Professional && d.Kind == disclose.Told && d.Class != sharing.CarersOwn && d.Confidence != sharing.Sealed {
		ground = sharing.GroundToldTheTeam // the carer lead is of the team
	}
	return whyFor(v, h, ground)
}

// writeAudience answers the script that asks again when the topic changes.
func (s *Site) writeAudience(w http.ResponseWriter, r *http.Request, v *Visit) error {
	d, err := s.draftOf(r, v)
	if err != nil {
		return err
	}
	a, err := s.audience(r, v, d)
	if err != nil {
		return err
	}
	return s.page(w, http.StatusOK, &ui.AudienceFragment{Base: s.base(v), Audience: a})
}
