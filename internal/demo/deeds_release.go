package demo

import (
	"trialogue/internal/release"
	"trialogue/internal/weighing"
)

// marks says that something a carer told changed what the team does.
type marks struct{ what, text string }

func (d marks) do(m moment) error {
	return m.Weighing.Mark(m.ctx, m.who.ID, weighing.Change{ID: m.entry(""), Triangle: m.in(), Entry: m.entry(d.what), What: d.text})
}

// weighs decides whether the service user must know.
type weighs struct {
	what    string
	answer  weighing.Answer
	reasons string
	words   string // of a paraphrase
	review  int    // days from today, of a no
}

func (d weighs) do(m moment) error {
	w := weighing.Weighed{
		ID: m.entry(""), Told: m.entry(""), Triangle: m.in(), Entry: m.entry(d.what), Answer: d.answer, Reasons: d.reasons, Words: d.words,
	}
	if d.answer == weighing.Keep {
		w.Review = m.days.in(d.review)
	}
	return m.Weighing.Weigh(m.ctx, m.who.ID, w)
}

// lets is a giver's answer to: may they know what you told us?
type lets struct {
	what string
	as   weighing.Agreement
}

func (d lets) do(m moment) error {
	return m.Weighing.Agree(m.ctx, m.who.ID, m.in(), m.entry(d.what), d.as)
}

// finds records that somebody cannot decide about sharing now.
type finds struct {
	decision, reasons, help string
	lacks                   []release.Lack
	until                   int // days from today
}

func (d finds) do(m moment) error {
	return m.Releases.Find(m.ctx, m.who.ID, release.FindingDraft{
		ID: m.entry("finding"), Triangle: m.in(), Decision: d.decision, Day: m.clock.Now(), Lacks: d.lacks, Reasons: d.reasons, Help: d.help,
		Until: m.days.in(d.until - 1),
	})
}

// signs is a decision to disclose, by name.
type signs struct {
	as     string
	item   string
	to     string
	ground release.Ground
	second string
	urgent bool
	ends   int // days from today
	told   release.Told
	words  release.Words
}

func (d signs) do(m moment) error {
	return m.Releases.Sign(m.ctx, m.who.ID, release.Draft{
		ID: m.entry(d.as), Triangle: m.in(), Item: m.entry(d.item), Recipient: m.somebody(d.to), Ground: d.ground, Second: m.somebody(d.second),
		Urgent: d.urgent, Ends: m.days.in(d.ends - 1), Told: d.told, Words: d.words,
	})
}

// reviews looks back at an urgent release.
type reviews struct {
	what    string
	verdict release.Verdict
}

func (d reviews) do(m moment) error {
	return m.Releases.Review(m.ctx, m.who.ID, m.in(), m.entry(d.what), d.verdict)
}

// says notes that the person whose choice was overridden has been told.
type says struct{ what string }

func (d says) do(m moment) error {
	return m.Releases.Tell(m.ctx, m.who.ID, m.in(), m.entry(d.what))
}
