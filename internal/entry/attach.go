package entry

import (
	"bytes"
	"path"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
)

// Attach takes a file that somebody adds. What it is follows from its content,
// never from its name or from what the browser says.
func Attach(name string, body []byte) (disclose.File, error) {
	name = plain.Line(path.Base(strings.ReplaceAll(name, `\`, "/")))
	if name == "" || name == "." || name == "/" {
		name = "file"
	}
	if r := []rune(name); len(r) > nameMost {
		name = string(r[len(r)-nameMost:]) // the end says what kind it is
	}
	var p errs.Problems
	media := mediaOf(body)
	switch {
	case len(body) > FileMost:
		p.Add("file", "write.file-large", "name", name)
	case media == "":
		p.Add("file", "write.file-type", "name", name)
	}
	return disclose.File{ID: id.New(), Name: name, Media: media, Bytes: body}, p.Err("entry.Attach")
}

// nameMost is the length of a file's name in letters.
const nameMost = 120

// mediaOf knows the kinds that can be added by how their content begins;
// anything else is "".
func mediaOf(body []byte) string {
	for _, kind := range []struct{ media, begins, then string }{
		{"application/pdf", "%PDF-", ""},
		{"image/jpeg", "\xff\xd8\xff", ""},
		{"image/png", "\x89PNG\r\n\x1a\n", ""},
		{"image/gif", "GIF8", ""},
		{"image/webp", "RIFF", "WEBPVP8"},
	} {
		if !bytes.HasPrefix(body, []byte(kind.begins)) {
			continue
		}
		// Four bytes of length stand between the two marks of a WebP.
		if kind.then == "" || len(body) > 8 && bytes.HasPrefix(body[8:], []byte(kind.then)) {
			return kind.media
		}
	}
	return ""
}
