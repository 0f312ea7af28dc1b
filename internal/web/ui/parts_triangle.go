package ui

import (
	"fmt"
	"math"
	"strings"

	"trialogue/internal/words"
)

// Triangle is the picture of the six relationships with the reader at the bottom, and the list that
// says the same in words.
type Triangle struct {
	// Reader is the corner at the bottom.
	Reader Corner
	// People are those of the picture, by their first names. The first of each corner is drawn large, further carers
	// beside the first. Professionals are usually one "Team".
	People []Person
	// Arrows are the six relationships, numbered from 1 in this order.
	Arrows []Arrow
}

// ArrowState is how a relationship goes, as the reader may know it; lines show it by their style.
type ArrowState string

// The states.
const (
	ArrowGoing ArrowState = "going" // firm line
	ArrowBegun ArrowState = "begun" // dashed
	ArrowNone  ArrowState = "none"  // dotted
	ArrowTalk  ArrowState = "talk"  // with a speech mark
	ArrowOther ArrowState = "other" // thin: between the other two, not the reader's to know
)

// Arrow is one relationship, from one corner to another.
type Arrow struct {
	From, To Corner
	State    ArrowState
	Title    string // "From Sam to you"
	About    string // "Own recovery, respect, not leaning too hard"
	Href     string
	Open     bool // its tasks are shown on this page
}

// StateKey is the word for the state of an arrow.
func (a Arrow) StateKey() string {
	switch a.State {
	case ArrowGoing:
		return words.K("triangle.going")
	case ArrowBegun:
		return words.K("triangle.begun")
	case ArrowTalk:
		return words.K("triangle.talk")
	case ArrowOther:
		return words.K("triangle.other")
	default:
		return words.K("triangle.none")
	}
}

// point is a place in the picture, in its own units.
type point struct{ X, Y float64 }

// Knob is a person in the picture.
type Knob struct {
	Person
	X, Y         float64
	Scale        float64
	NameY, RoleY float64
	Extra        bool
}

// Line is an arrow in the picture.
type Line struct {
	Arrow
	Number     int
	Path, Head string
	X, Y       float64 // of the number
	Bubble     string  // the speech mark, or empty
}

// places tells where the corners stand: the reader at the bottom, the others in the usual order.
func (t Triangle) places() map[Corner]point {
	left, right := ServiceUser, Professional
	switch t.Reader {
	case ServiceUser:
		left = Carer
	case Professional:
		right = Carer
	}
	return map[Corner]point{left: {66, 92}, right: {294, 92}, t.Reader: {180, 306}}
}

// Knobs are the people of the picture, those beside the first of their corner last, drawn above.
func (t Triangle) Knobs() []Knob {
	at, seen := t.places(), map[Corner]int{}
	var main, extra []Knob
	for _, p := range t.People {
		place, n := at[p.Corner], seen[p.Corner]
		seen[p.Corner]++
		if n == 0 {
			main = append(main, mainKnob(p, place, p.Corner == t.Reader))
			continue
		}
		extra = append(extra, extraKnob(p, place, n, p.Corner == t.Reader))
	}
	return append(main, extra...)
}

func mainKnob(p Person, at point, reader bool) Knob {
	k := Knob{Person: p, X: at.X, Y: at.Y, Scale: 1.8, NameY: at.Y - 79, RoleY: at.Y - 60}
	if reader {
		k.Scale, k.NameY, k.RoleY = 2.1, at.Y+76, at.Y+95
	}
	return k
}

// extraKnob stands further people of one corner beside the first: in a row at the bottom, and at
// the outer edge higher up.
func extraKnob(p Person, at point, n int, reader bool) Knob {
	k := Knob{Person: p, X: at.X + 28 + 46*float64(n), Y: at.Y + 28, Scale: 0.85, Extra: true}
	if !reader {
		side := math.Copysign(1, at.X-180)
		k.X, k.Y = at.X+side*42, at.Y-4+46*float64(n)
	}
	k.NameY = k.Y + 40
	return k
}

// Lines are the six arrows.
func (t Triangle) Lines() []Line {
	at := t.places()
	out := make([]Line, 0, len(t.Arrows))
	for i, a := range t.Arrows {
		from, to := at[a.From], at[a.To]
		out = append(out, line(a, i+1, from, to, t.room(a.From), t.room(a.To)))
	}
	return out
}

// room is how far an arrow stays away from the middle of a corner.
func (t Triangle) room(c Corner) float64 {
	if c == t.Reader || c == Carer { // the arch is wide at its foot
		return 62
	}
	return 55
}

// line draws one arrow: it bends away from its twin, which runs the other way.
func line(a Arrow, number int, from, to point, away, before float64) Line {
	const apart, bend = 9, 24
	dx, dy := to.X-from.X, to.Y-from.Y
	long := math.Hypot(dx, dy)
	ux, uy := dx/long, dy/long
	nx, ny := uy, -ux // to the left of the way, where the page's y grows downwards
	p0 := point{from.X + ux*away + nx*apart, from.Y + uy*away + ny*apart}
	p2 := point{to.X - ux*before + nx*apart, to.Y - uy*before + ny*apart}
	p1 := point{(p0.X+p2.X)/2 + nx*bend, (p0.Y+p2.Y)/2 + ny*bend}
	mid := point{(p0.X + 2*p1.X + p2.X) / 4, (p0.Y + 2*p1.Y + p2.Y) / 4}
	l := Line{Arrow: a, Number: number, X: mid.X, Y: mid.Y, Head: head(p1, p2)}
	l.Path = fmt.Sprintf("M%.1f %.1fQ%.1f %.1f %.1f %.1f", p0.X, p0.Y, p1.X, p1.Y, p2.X, p2.Y)
	if a.State == ArrowTalk {
		beside := 17.0
		if nx < -0.5 { // the twin runs on the right
			beside = -41
		}
		l.Bubble = fmt.Sprintf("M%.1f %.1fh24v15h-13l-5 6v-6h-6z", mid.X+beside, mid.Y-10)
	}
	return l
}

// head is the tip of an arrow that ends at end and comes from the direction of before.
func head(before, end point) string {
	dx, dy := end.X-before.X, end.Y-before.Y
	long := math.Hypot(dx, dy)
	ux, uy := dx/long, dy/long
	tip := point{end.X + ux*11, end.Y + uy*11}
	left := point{end.X - ux*1 + uy*6.5, end.Y - uy*1 - ux*6.5}
	right := point{end.X - ux*1 - uy*6.5, end.Y - uy*1 + ux*6.5}
	var b strings.Builder
	for _, p := range []point{tip, left, right} {
		fmt.Fprintf(&b, "%.1f,%.1f ", p.X, p.Y)
	}
	return strings.TrimSpace(b.String())
}

// Task is one thing that a relationship asks for, with how both ends see it.
type Task struct {
	ID      string // may be empty
	Title   string
	Badge   Badge
	Say     string // the task in a sentence
	Example string
	Views   []View
	Actions []Action
}

// OpenArrow shows the tasks of one arrow.
type OpenArrow struct {
	ID       string // target of the links in the picture
	From, To Person
	Title    string
	Lead     string
	Other    *Link // "Look from Sam’s end"
	Tasks    []Task
	Actions  []Action
}
