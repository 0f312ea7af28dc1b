package ui

import "trialogue/internal/words"

// Person is somebody on a page: always shape, word and colour together where they are first named.
type Person struct {
	Name     string // "Sam Okafor", or "Somebody close" where the giver is not named
	Initials string // up to three letters; "Team" for several people at once
	Corner   Corner // empty draws no corner's shape
	Role     string // after the word of the corner: "your son", "key worker"
	Pronouns string // as they wish; may be empty
	Photo    string // address of a photograph instead of the letters; empty for none
	size     string
}

// PhotoAlt is the name where the photograph stands for itself. Where the name stands beside it, a reading voice need
// not say it twice.
func (p Person) PhotoAlt() string {
	if p.size == "l" {
		return p.Name
	}
	return ""
}

// Small is the same person with a smaller shape.
func (p Person) Small() Person { p.size = "s"; return p }

// Large is the same person with a larger shape.
func (p Person) Large() Person { p.size = "l"; return p }

// Size is empty, "s" or "l".
func (p Person) Size() string { return p.size }

// Tight tells whether the letters need a smaller size to fit the shape.
func (p Person) Tight() bool { return len([]rune(p.Initials)) > 2 }

// CornerKey is the word for the corner, with a capital letter.
func (p Person) CornerKey() string { return cornerKey(p.Corner, capitalLetter) }

type letter int

const (
	capitalLetter letter = iota
	smallLetter
)

// cornerKey names the message for a corner.
func cornerKey(c Corner, l letter) string {
	switch {
	case c == ServiceUser && l == smallLetter:
		return words.K("corner.service-user-small")
	case c == ServiceUser:
		return words.K("corner.service-user")
	case c == Carer && l == smallLetter:
		return words.K("corner.carer-small")
	case c == Carer:
		return words.K("corner.carer")
	case l == smallLetter:
		return words.K("corner.professional-small")
	default:
		return words.K("corner.professional")
	}
}
