package ui_test

import (
	"reflect"
	"testing"

	"trialogue/internal/web/ui"
	"trialogue/internal/web/ui/samples"
)

// A page may not have a field of a name that the frame has: the frame would draw the page's.
func TestNoPageHidesWhatTheFrameDraws(t *testing.T) {
	frame := reflect.TypeFor[ui.Base]()
	for _, s := range samples.All(printer(t)) {
		page := reflect.Indirect(reflect.ValueOf(s.Page)).Type()
		base, ok := page.FieldByName("Base")
		if !ok || base.Type != frame {
			continue
		}
		for i := range page.NumField() {
			if name := page.Field(i).Name; name != "Base" {
				if _, hides := frame.FieldByName(name); hides {
					t.Errorf("%s: %s hides %s of the frame", s.Name, page.Name(), name)
				}
			}
		}
	}
}
