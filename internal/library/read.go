package library

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// files are the raw texts of a library: one per language and name.
type files map[fileKey]rawFile

type fileKey struct{ lang, name string }

type rawFile struct {
	text  string
	local bool
}

const sectionsFile = "sections.txt"

var (
	langName = regexp.MustCompile(`^[a-z]{2}$`)
	slugName = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
)

// maxFile is far above any page; it keeps a mistake in a service's own folder from being read.
const maxFile = 256 << 10

// readAll reads the language folders of fsys. Other folders, hidden files and files that
// are neither pages nor the list of sections are left alone.
func readAll(fsys fs.FS) (files, error) {
	out := files{}
	folders, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		if folder.IsDir() && langName.MatchString(folder.Name()) {
			if err := out.readFolder(fsys, folder.Name()); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (f files) readFolder(fsys fs.FS, lang string) error {
	entries, err := fs.ReadDir(fsys, lang)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || (name != sectionsFile && path.Ext(name) != ".md") {
			continue
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if info.Size() > maxFile {
			return fmt.Errorf("%s/%s is larger than %d bytes", lang, name, maxFile)
		}
		text, err := fs.ReadFile(fsys, path.Join(lang, name))
		if err != nil {
			return err
		}
		f[fileKey{lang, name}] = rawFile{text: string(text)}
	}
	return nil
}

// replacedBy returns f with the files of own in it, marked as the service's own.
func (f files) replacedBy(own files) files {
	for key, file := range own {
		f[key] = rawFile{text: file.text, local: true}
	}
	return f
}

// slugOf is the page's name in addresses, from its file's name.
func slugOf(name string) (string, error) {
	slug := strings.TrimSuffix(name, ".md")
	if !slugName.MatchString(slug) {
		return "", fmt.Errorf("a page's name has only a to z, 0 to 9 and single hyphens")
	}
	return slug, nil
}

// parseSections reads "key: Title" lines; their order is the order of the shelves.
func parseSections(text string) (keys []string, titles map[string]string, err error) {
	titles = map[string]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		key, title, ok := strings.Cut(line, ":")
		title = strings.TrimSpace(title)
		if !ok || title == "" || !slugName.MatchString(key) {
			return nil, nil, fmt.Errorf("line %q is not of the form key: Title", line)
		}
		if titles[key] != "" {
			return nil, nil, fmt.Errorf("section %s stands twice", key)
		}
		keys, titles[key] = append(keys, key), title
	}
	return keys, titles, nil
}
