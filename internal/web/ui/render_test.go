package ui_test

import (
	"testing"
	"time"

	"trialogue/internal/web/ui"
	"trialogue/internal/web/ui/samples"
	"trialogue/internal/words"
)

// printer says everything strictly: a missing message fails the test.
func printer(t *testing.T) *words.Printer {
	t.Helper()
	c, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	return c.Strict().Printer(words.English, time.UTC, samples.Now)
}

func renderer(t *testing.T) *ui.Renderer {
	t.Helper()
	r, err := ui.NewRenderer()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEverySampleRenders(t *testing.T) {
	r := renderer(t)
	for _, s := range samples.All(printer(t)) {
		if _, err := r.Render(s.Page); err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
	}
}
