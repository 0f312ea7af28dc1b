package web

import (
	"net/http"

	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// proof sends the file that proves one sighting to somebody who may know of it.
func (s *Site) proof(w http.ResponseWriter, r *http.Request, v *Visit) error {
	e := r.PathValue("entry")
	if !id.Valid(e) {
		return errs.Missing("web.proof")
	}
	file, err := s.Candour.Proof(r.Context(), v.Person.ID, v.Place.ID, id.Entry(e), sightingKey(r.URL.Query()))
	if err != nil {
		return err
	}
	sendFile(w, "text/plain; charset=utf-8", "proof.txt", []byte(file))
	return nil
}
