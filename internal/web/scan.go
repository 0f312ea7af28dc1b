package web

import (
	"net/http"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
)

// scan has a file looked at. What nobody could look at is not taken: a form can
// be sent again, and a harmful file cannot be taken back.
func (s *Site) scan(r *http.Request, f disclose.File, problems *errs.Problems) {
	if s.Scan == nil {
		return
	}
	switch clean, err := s.Scan.Clean(r.Context(), f.Bytes); {
	case err != nil:
		s.Log.Error("a file could not be scanned", "error", err.Error())
		problems.Add("file", "write.file-not-scanned", "name", f.Name)
	case !clean:
		s.Log.Warn("a file was turned away by the scanner")
		problems.Add("file", "write.file-harmful", "name", f.Name)
	}
}
