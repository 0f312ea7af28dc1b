package web

import (
	"context"
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/release"
)

// act does one thing to the release in the path and shows it again. The service checks who may.
func (s *Site) act(w http.ResponseWriter, r *http.Request, v *Visit, done string, do func(context.Context, id.Person, id.Triangle, id.Entry) error) error {
	one := r.PathValue("release")
	if !id.Valid(one) {
		return errs.Missing("web.act")
	}
	if err := do(r.Context(), v.Person.ID, v.Place.ID, id.Entry(one)); err != nil {
		return err
	}
	return seeOther(w, r, v.Place.Base()+"/release/"+one, done)
}

func (s *Site) releaseCountersign(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.act(w, r, v, "done.release-begun", s.Releases.Countersign)
}

func (s *Site) releaseDecline(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.act(w, r, v, "done.release-declined", s.Releases.Decline)
}

func (s *Site) releaseEnd(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.act(w, r, v, "done.release-ended", s.Releases.End)
}

func (s *Site) releaseTold(w http.ResponseWriter, r *http.Request, v *Visit) error {
	return s.act(w, r, v, "done.release-told", s.Releases.Tell)
}

func (s *Site) releaseReview(w http.ResponseWriter, r *http.Request, v *Visit) error {
	verdict := release.Verdict(r.PostFormValue("verdict"))
	return s.act(w, r, v, "done.release-reviewed", func(ctx context.Context, by id.Person, t id.Triangle, one id.Entry) error {
		return s.Releases.Review(ctx, by, t, one, verdict)
	})
}
