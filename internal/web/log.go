package web

import (
	"net/http"

	"trialogue/internal/web/ui"
)

// logPage says how anybody can check that nothing was taken out.
func (s *Site) logPage(w http.ResponseWriter, _ *http.Request, v *Visit) error {
	page := &ui.ListPage{Base: s.base(v), Title: v.Words.T("candour.log-title"), Lead: v.Words.T("candour.log-lead")}
	how := ui.ListSection{ID: "how", Title: v.Words.T("candour.log-how")}
	for _, key := range []string{"candour.log-chain", "candour.log-signed", "candour.log-proof", "candour.log-limit"} {
		how.Say = append(how.Say, ui.Say(v.Words, key))
	}
	files := ui.ListSection{ID: "files", Title: v.Words.T("candour.log-files"), Links: []ui.Link{
		{Href: "/log/checkpoint", Text: v.Words.T("candour.log-checkpoint")}, {Href: "/log/key", Text: v.Words.T("candour.log-key")},
	}}
	page.Sections = []ui.ListSection{how, files}
	return s.page(w, http.StatusOK, page)
}

// logCheckpoint is what was signed last. Anybody may keep it and compare later.
func (s *Site) logCheckpoint(w http.ResponseWriter, r *http.Request, _ *Visit) error {
	signed, err := s.SignedLog.Published(r.Context())
	if err != nil {
		return err
	}
	published(w, "text/plain; charset=utf-8", "no-cache", signed)
	return nil
}

// logKey is the public key that checks what was signed.
func (s *Site) logKey(w http.ResponseWriter, _ *http.Request, _ *Visit) error {
	published(w, "text/plain; charset=utf-8", "no-cache", []byte(s.SignedLog.PublicKey()+"\n"))
	return nil
}

// logTile is one tile of the tree. It never changes, so it may be kept for ever.
func (s *Site) logTile(w http.ResponseWriter, r *http.Request, _ *Visit) error {
	tile, err := s.SignedLog.Tile(r.Context(), "tile/"+r.PathValue("path"))
	if err != nil {
		return err
	}
	published(w, "application/octet-stream", "public, max-age=31536000, immutable", tile)
	return nil
}

// published sends what anybody on any site may read.
func published(w http.ResponseWriter, media, cache string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", media)
	h.Set("Cache-Control", cache)
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	_, _ = w.Write(body) // a reader who has gone away is no error of ours
}
