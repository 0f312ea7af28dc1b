package candour

import (
	"slices"

	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// line makes a line of a record, where it is the reader's to know.
func (w *walk) line(r ledger.Record) (Line, bool) {
	v := w.known[id.Entry(r.Entry)]
	part, ok := w.part(r, v)
	if !ok {
		return Line{}, false
	}
	l := Line{
		Part: part, Kind: r.Kind, At: r.At, Actor: id.Person(r.Actor), Person: id.Person(r.Person), Topic: r.Topic, Ground: w.ground(r),
	}
	if v.visible {
		l.Entry = id.Entry(r.Entry)
	}
	if v.hidden && part != Did && w.eyes.corner(r.Actor) != sharing.Professional {
		l.Actor = ""
	}
	return l, true
}

// part says why a record is the reader's to know, if it is. What is not named
// here stays out: a new kind of record is nobody's to read until it is thought of.
func (w *walk) part(r ledger.Record, v verdict) (Part, bool) {
	switch me := string(w.reader); {
	case r.Kind == ledger.Hold, r.Kind == ledger.HoldLifted, r.Kind == ledger.CheckedIn:
		// Somebody may look over the reader's shoulder: these have pages of their own.
		return "", false
	case r.Kind == ledger.Unshown:
		// It would tell the reader that something is there.
		return "", false
	case r.Actor == me:
		// Who opens a record would find little else in it.
		return Did, r.Kind != ledger.Sighting
	case v.visible && w.eyes.theirs(v.facts) && w.onMine(r, v):
		return OnMine, true
	case r.Person == me && slices.Contains(toMeKinds(), r.Kind):
		return ToMe, true
	}
	return OnMine, w.toldOfMe(r)
}

// onMine reports what the giver of an entry, and those it is about, may know of it.
func (w *walk) onMine(r ledger.Record, v verdict) bool {
	switch r.Kind {
	case ledger.Sighting:
		return w.eyes.sighting(v.facts, r)
	case ledger.ReleaseSigned, ledger.ReleaseEnded, ledger.Told, ledger.Suppressed:
		return w.eyes.recipient(v.facts, r.Person)
	case ledger.EntryWritten, ledger.EntryCorrected, ledger.EntryWithdrawn, ledger.QuestionRaised, ledger.QuestionAnswered,
		ledger.AgreedOn, ledger.Talked, ledger.Met:
		return true
	case ledger.CameOfIt, ledger.Weighed:
		return v.mine
	}
	return false
}

// toMeKinds are what somebody may know because it was done to or for them. Choices
// of others about them are not among these, nor what was held back from them.
func toMeKinds() []ledger.Kind {
	return []ledger.Kind{
		ledger.Asked, ledger.Told, ledger.Commitment, ledger.CommitmentKept, ledger.QuestionRaised, ledger.QuestionAnswered,
		ledger.Capacity, ledger.Invited, ledger.Joined, ledger.Left,
	}
}

// toldOfMe reports a call in which somebody was told something of the service
// user's, under a ground that the service user knows of.
func (w *walk) toldOfMe(r ledger.Record) bool {
	known := []string{
		sharing.GroundAgreed, sharing.GroundAdvance, sharing.GroundAboutYou, sharing.GroundAlreadyKnown, sharing.GroundDirectCare, sharing.GroundGeneral,
	}
	return r.Kind == ledger.Told && r.Entry == "" && w.room.me.Corner == sharing.ServiceUser && !sharing.ForCarers(r.Topic) && slices.Contains(known, r.Ground)
}
