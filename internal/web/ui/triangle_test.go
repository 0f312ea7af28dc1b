package ui

import (
	"fmt"
	"math"
	"testing"
)

func fullTriangle(reader Corner) Triangle {
	t := Triangle{Reader: reader, People: []Person{
		{Name: "Sam", Corner: ServiceUser}, {Name: "Jo", Corner: Carer}, {Name: "Al", Corner: Carer}, {Name: "Di", Corner: Carer}, {Name: "Team", Corner: Professional},
	}}
	corners := []Corner{ServiceUser, Carer, Professional}
	for _, from := range corners {
		for _, to := range corners {
			if from != to {
				t.Arrows = append(t.Arrows, Arrow{From: from, To: to, State: ArrowTalk})
			}
		}
	}
	return t
}

func TestReaderStandsAtTheBottom(t *testing.T) {
	for _, reader := range []Corner{ServiceUser, Carer, Professional} {
		low, who := 0.0, Corner("")
		for _, k := range fullTriangle(reader).Knobs() {
			if !k.Extra && k.Y > low {
				low, who = k.Y, k.Corner
			}
		}
		if who != reader {
			t.Errorf("%s looks, and %s stands at the bottom", reader, who)
		}
	}
}

// Numbers and heads of arrows keep clear of each other and of the people, and inside the picture.
func TestArrowsKeepApart(t *testing.T) {
	for _, reader := range []Corner{ServiceUser, Carer, Professional} {
		tri := fullTriangle(reader)
		lines := tri.Lines()
		if len(lines) != 6 {
			t.Fatalf("%d arrows", len(lines))
		}
		for i, a := range lines {
			if a.X < 10 || a.X > 350 || a.Y < 10 || a.Y > 400 {
				t.Errorf("%s: number %d stands outside, at %.0f %.0f", reader, a.Number, a.X, a.Y)
			}
			for _, b := range lines[i+1:] {
				if math.Hypot(a.X-b.X, a.Y-b.Y) < 34 {
					t.Errorf("%s: numbers %d and %d stand on each other", reader, a.Number, b.Number)
				}
			}
			for _, k := range tri.Knobs() {
				if math.Hypot(a.X-k.X, a.Y-k.Y) < 18+20*k.Scale {
					t.Errorf("%s: number %d stands on %s", reader, a.Number, k.Name)
				}
			}
		}
	}
}

func TestArrowPointsToItsEnd(t *testing.T) {
	tri := fullTriangle(Carer)
	at := tri.places()
	for _, l := range tri.Lines() {
		var x, y float64
		if _, err := fmt.Sscanf(l.Head, "%f,%f", &x, &y); err != nil {
			t.Fatal(err)
		}
		near, far := at[l.To], at[l.From]
		if math.Hypot(x-near.X, y-near.Y) >= math.Hypot(x-far.X, y-far.Y) {
			t.Errorf("arrow %d points to the wrong end", l.Number)
		}
	}
}

func TestPeopleStayInThePicture(t *testing.T) {
	for _, reader := range []Corner{ServiceUser, Carer, Professional} {
		for _, k := range fullTriangle(reader).Knobs() {
			if half := 21 * k.Scale; k.X-half < -4 || k.X+half > 360 || k.NameY > 410 {
				t.Errorf("%s: %s stands outside, at %.0f %.0f", reader, k.Name, k.X, k.Y)
			}
		}
	}
}
