package ui

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

//go:embed templates
var templateFiles embed.FS

// Renderer turns pages into bytes. It is made once; rendering binds nothing to it, so that nothing
// of one reader can reach another.
type Renderer struct {
	assets *Assets
	pages  map[string]*template.Template
}

// NewRenderer reads every template and asset. A mistake in any template is an error here and not
// on somebody's page.
func NewRenderer() (*Renderer, error) {
	assets, err := loadAssets()
	if err != nil {
		return nil, err
	}
	frame, err := template.New("").Funcs(functions(assets)).ParseFS(templateFiles, "templates/layout.html", "templates/parts/*.html")
	if err != nil {
		return nil, fmt.Errorf("ui: %w", err)
	}
	r := &Renderer{assets: assets, pages: map[string]*template.Template{}}
	names, err := fs.Glob(templateFiles, "templates/pages/*.html")
	if err != nil {
		return nil, fmt.Errorf("ui: %w", err)
	}
	for _, name := range names {
		if err := r.addPage(frame, name); err != nil {
			return nil, fmt.Errorf("ui: %s: %w", name, err)
		}
	}
	return r, nil
}

func (r *Renderer) addPage(frame *template.Template, file string) error {
	raw, err := templateFiles.ReadFile(file)
	if err != nil {
		return err
	}
	t, err := frame.Clone()
	if err != nil {
		return err
	}
	if _, err := t.New("page").Parse(string(raw)); err != nil {
		return err
	}
	r.pages[strings.TrimSuffix(path.Base(file), ".html")] = t
	return nil
}

// Render makes the whole page in memory, so that a mistake half-way cannot send half a page.
// A Fragment comes without the frame.
func (r *Renderer) Render(p Page) ([]byte, error) {
	t := r.pages[p.Template()]
	if t == nil {
		return nil, fmt.Errorf("ui: there is no template %q", p.Template())
	}
	start := "layout"
	if _, alone := p.(Fragment); alone {
		start = "page"
	}
	var out bytes.Buffer
	if err := t.ExecuteTemplate(&out, start, p); err != nil {
		return nil, fmt.Errorf("ui: page %q: %w", p.Template(), err)
	}
	return out.Bytes(), nil
}

// Assets are the files that pages link to.
func (r *Renderer) Assets() *Assets { return r.assets }

// Part is what a part's template gets: the words of the page, and the thing itself.
type Part struct {
	*Base
	It any
}

// framed is a page or a part.
type framed interface{ Frame() *Base }

// on hands a thing to a part: {{template "who" (on $ .Person)}}.
func on(where framed, it any) Part { return Part{Base: where.Frame(), It: it} }

// functions are what templates can call. None knows a reader.
func functions(assets *Assets) template.FuncMap {
	return template.FuncMap{
		"asset":  assets.URL,
		"on":     on,
		"choice": ChoiceTag,
		"sight":  SightTag,
		"may":    MayTag,
		"optNo":  optionID,
	}
}
