package ui_test

import (
	"bytes"
	"sync"
	"testing"
	"time"

	"trialogue/internal/web/ui"
	"trialogue/internal/web/ui/samples"
	"trialogue/internal/words"
)

// printer says everything strictly: a missing message fails the test.
func printer(t testing.TB) *words.Printer {
	t.Helper()
	c, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Strict().Printer(words.English, time.UTC, samples.Now)
}

func renderer(t testing.TB) *ui.Renderer {
	t.Helper()
	r, err := ui.NewRenderer()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func render(t testing.TB, r *ui.Renderer, p ui.Page) []byte {
	t.Helper()
	out, err := r.Render(p)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestEverySampleRenders(t *testing.T) {
	r := renderer(t)
	for _, s := range samples.All(printer(t)) {
		if _, err := r.Render(s.Page); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
}

// What worked and what did not must be said on every page, whatever its template.
func TestEveryPageShowsNoticesAndErrors(t *testing.T) {
	r := renderer(t)
	for _, s := range samples.All(printer(t)) {
		if _, alone := s.Page.(ui.Fragment); alone {
			continue
		}
		s.Page.Frame().Notice = "It worked"
		s.Page.Frame().Errors = []ui.FieldError{{Text: "It did not"}}
		page := render(t, r, s.Page)
		for _, want := range []string{"It worked", "It did not"} {
			if n := bytes.Count(page, []byte(want)); n != 1 {
				t.Errorf("%s says %q %d times", s.Name, want, n)
			}
		}
	}
}

// Many readers at once: nothing of one may reach another.
func TestReadersAreKeptApart(t *testing.T) {
	r, p := renderer(t), printer(t)
	names := []string{"Adaeze", "Bronwen", "Caradog"}
	var wait sync.WaitGroup
	for i := range 30 {
		wait.Go(func() {
			me, other := names[i%3], names[(i+1)%3]
			page, err := r.Render(&ui.MessagePage{Base: ui.Base{Words: p, As: me}, Title: "For " + me})
			if err != nil || !bytes.Contains(page, []byte("For "+me)) || bytes.Contains(page, []byte(other)) {
				t.Errorf("the page of %s is wrong (%v)", me, err)
			}
		})
	}
	wait.Wait()
}

// A page for what is withheld is, byte for byte, the page for what is not there.
func TestNotFoundSaysNothing(t *testing.T) {
	r := renderer(t)
	b := ui.Base{Words: printer(t)}
	if !bytes.Equal(render(t, r, ui.NotFound(b)), render(t, r, ui.NotFound(b))) {
		t.Error("two pages for what is not there differ")
	}
	if page := render(t, r, ui.Failed(b, "K7-QX4")); !bytes.Contains(page, []byte("K7-QX4")) {
		t.Error("the reference number is not on the page")
	}
}

func TestTextOfPeopleIsEscaped(t *testing.T) {
	evil := `<script>alert(1)</script>"'&`
	p := printer(t)
	w := &ui.Write{Base: ui.Base{Words: p}, About: evil, Text: "</textarea>" + evil, Topics: []ui.Option{{Value: evil, Label: evil}}}
	w.Confidence = w.ConfidenceOptions("team", 1)
	page := render(t, renderer(t), w)
	if bytes.Contains(page, []byte("<script>alert")) || bytes.Contains(page, []byte("</textarea><script")) {
		t.Error("text of a person became markup")
	}
}

func BenchmarkCarerHome(b *testing.B) {
	r := renderer(b)
	var page ui.Page
	for _, s := range samples.All(printer(b)) {
		if s.Name == "carer-home" {
			page = s.Page
		}
	}
	for b.Loop() {
		render(b, r, page)
	}
}
