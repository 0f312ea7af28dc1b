package ui

import (
	"fmt"
	"strings"

	"trialogue/internal/words"
)

// Strength is something a person has going for them.
type Strength struct{ Text, More string }

// SharedWith says below a part of somebody's own pages who else sees it. Nobody means only the owner.
type SharedWith struct {
	People []SharedPerson
	Change *Link
}

// SharedPerson is one of them, and until when: "Until 1 March 2027", "No end date".
type SharedPerson struct {
	Who   Person
	Until string
}

// Felt is the word a person chose for one month. It is never a number on a page.
type Felt int

// The words, and none.
const (
	NotSaid Felt = iota
	Hard
	Mixed
	Good
)

// Key is the word.
func (f Felt) Key() string {
	switch f {
	case Hard:
		return words.K("felt.hard")
	case Mixed:
		return words.K("felt.mixed")
	case Good:
		return words.K("felt.good")
	default:
		return words.K("felt.not-said")
	}
}

// height is where the word stands in the picture.
func (f Felt) height() float64 { return 118 - 32*float64(f) }

// FeltLine is how one part of life felt, month by month.
type FeltLine struct {
	Title, More string // "Connectedness", "people and places"
	Note        string // in the person's own words
	Months      []Month
}

// Month is one month and its word.
type Month struct {
	Name string
	Felt Felt
}

// Dot is one month in the picture.
type Dot struct {
	Month
	X, Y float64
	Last bool
}

const feltLeft, feltRight, feltBase = 58, 308, 100

// Dots are the months that have a word, in their places.
func (l FeltLine) Dots() []Dot {
	var out []Dot
	step := float64(feltRight-feltLeft) / float64(max(len(l.Months)-1, 1))
	for i, m := range l.Months {
		if m.Felt != NotSaid {
			out = append(out, Dot{Month: m, X: feltLeft + step*float64(i), Y: m.Felt.height(), Last: i == len(l.Months)-1})
		}
	}
	return out
}

// runs are the dots in groups of neighbours: a month without a word leaves a gap.
func (l FeltLine) runs() [][]Dot {
	var out [][]Dot
	step := float64(feltRight-feltLeft) / float64(max(len(l.Months)-1, 1))
	for i, d := range l.Dots() {
		if last := len(out) - 1; i > 0 && d.X-l.Dots()[i-1].X < step*1.5 {
			out[last] = append(out[last], d)
			continue
		}
		out = append(out, []Dot{d})
	}
	return out
}

// Ridge is the line through the dots, as gentle as weather.
func (l FeltLine) Ridge() string {
	var b strings.Builder
	for _, run := range l.runs() {
		b.WriteString(ridge(run))
	}
	return b.String()
}

// Hill is the ground under the line.
func (l FeltLine) Hill() string {
	var b strings.Builder
	for _, run := range l.runs() {
		if len(run) > 1 {
			fmt.Fprintf(&b, "%sL%.0f %dL%.0f %dz", ridge(run), run[len(run)-1].X, feltBase, run[0].X, feltBase)
		}
	}
	return b.String()
}

func ridge(run []Dot) string {
	var b strings.Builder
	fmt.Fprintf(&b, "M%.0f %.0f", run[0].X, run[0].Y)
	for i, d := range run[1:] {
		before := run[i]
		middle := (before.X + d.X) / 2
		fmt.Fprintf(&b, "C%.0f %.0f %.0f %.0f %.0f %.0f", middle, before.Y, middle, d.Y, d.X, d.Y)
	}
	return b.String()
}

// FeltPicture shows several lines, and the same as a table.
type FeltPicture struct {
	ID, Caption string
	Lines       []FeltLine
}

// Months are the heads of the table.
func (p FeltPicture) Months() []Month {
	if len(p.Lines) == 0 {
		return nil
	}
	return p.Lines[0].Months
}
