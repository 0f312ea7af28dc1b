package id

import (
	"slices"
	"strings"
	"testing"
)

func TestIdsSortByTimeAndAreNeverTheSame(t *testing.T) {
	var all []string
	for range 5000 {
		all = append(all, New())
	}
	if !slices.IsSorted(all) {
		t.Error("ids do not sort by when they were drawn")
	}
	slices.Sort(all)
	if n := len(slices.Compact(all)); n != 5000 {
		t.Errorf("%d different ones of 5000", n)
	}
}

func TestWhatHasTheShapeOfAnId(t *testing.T) {
	one := New()
	for text, want := range map[string]bool{
		one: true, "": false, one[1:]: false, one + "0": false, strings.ReplaceAll(one, "-", "") + "0000": false,
		"{" + one[1:35] + "}": false, strings.Repeat("x", 36): false, "../../../../../../../../etc/password": false,
		one[:35] + "'": false, one[:35] + " ": false, "urn:uuid:" + one[9:]: false,
	} {
		if Valid(text) != want {
			t.Errorf("Valid(%q) should be %v", text, want)
		}
	}
}
