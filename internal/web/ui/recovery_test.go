package ui

import (
	"strings"
	"testing"
)

func TestFeltLineDrawsWhatWasSaid(t *testing.T) {
	l := FeltLine{Months: []Month{{"June", Hard}, {"July", NotSaid}, {"August", Good}}}
	dots := l.Dots()
	if len(dots) != 2 {
		t.Fatalf("%d dots, want two: nothing was said in July", len(dots))
	}
	if dots[0].X != 58 || dots[1].X != 308 || !dots[1].Last || dots[0].Last {
		t.Errorf("the months stand wrong: %+v", dots)
	}
	if dots[0].Y <= dots[1].Y {
		t.Error("good does not stand above hard")
	}
	if got := l.Ridge(); strings.Contains(got, "C") {
		t.Errorf("a line crosses the month without a word: %s", got)
	}
	l.Months[1].Felt = Mixed
	if n := strings.Count(l.Ridge(), "C"); n != 2 {
		t.Errorf("%d bends between three dots", n)
	}
	if !strings.HasSuffix(l.Hill(), "L308 100L58 100z") {
		t.Errorf("the hill does not end on the ground: %s", l.Hill())
	}
}

func TestFeltLineWithLittleToSay(t *testing.T) {
	for _, l := range []FeltLine{{}, {Months: []Month{{"June", Mixed}}}, {Months: []Month{{"June", NotSaid}, {"July", NotSaid}}}} {
		if l.Hill() != "" {
			t.Errorf("%v draws a hill", l)
		}
	}
	if got := (FeltPicture{}).Months(); got != nil {
		t.Errorf("an empty picture has months %v", got)
	}
}
