package ui

import "trialogue/internal/words"

// Answer is one of the three answers, from open to closed. They look the same wherever they stand:
// filled and round, tinted and dashed, empty and square.
type Answer string

// The three answers.
const (
	Share Answer = "share"
	Ask   Answer = "ask"
	Keep  Answer = "keep"
)

// Tag is an answer in words and shape.
type Tag struct {
	Answer Answer
	Icon   string // in the sprite
	Key    string // of the message
	Text   string // said instead of the message, if set
}

// ChoiceTag says a person's own choice: share, ask me first, keep private.
func ChoiceTag(a Answer) Tag {
	switch a {
	case Share:
		return Tag{Answer: Share, Icon: "share", Key: words.K("answer.share")}
	case Ask:
		return Tag{Answer: Ask, Icon: "ask", Key: words.K("answer.ask")}
	default:
		return Tag{Answer: Keep, Icon: "keep", Key: words.K("answer.keep")}
	}
}

// SightTag says what somebody will see: will see, may ask, will not see.
func SightTag(a Answer) Tag {
	switch a {
	case Share:
		return Tag{Answer: Share, Icon: "eye", Key: words.K("sight.will")}
	case Ask:
		return Tag{Answer: Ask, Icon: "ask", Key: words.K("sight.may-ask")}
	default:
		return Tag{Answer: Keep, Icon: "shut", Key: words.K("sight.will-not")}
	}
}

// MayTag says whether something may be told: yes, ask first, no.
func MayTag(a Answer) Tag {
	switch a {
	case Share:
		return Tag{Answer: Share, Icon: "share", Key: words.K("may.yes")}
	case Ask:
		return Tag{Answer: Ask, Icon: "ask", Key: words.K("may.ask")}
	default:
		return Tag{Answer: Keep, Icon: "keep", Key: words.K("may.no")}
	}
}

// Badge is a short word beside a title: new, late, kept.
type Badge struct {
	Text string
	Kind BadgeKind
}

// BadgeKind gives a badge its colour.
type BadgeKind string

// The kinds of badge.
const (
	PlainBadge BadgeKind = ""
	NewBadge   BadgeKind = "new"
	LateBadge  BadgeKind = "late"
	KeptBadge  BadgeKind = "kept"
)
