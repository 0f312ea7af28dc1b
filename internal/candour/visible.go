package candour

import (
	"slices"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// eyes are what one person may know of who did what with an entry that they
// may see. The entry itself was decided on before; this only takes away.
type eyes struct {
	me       triangle.Member
	tri      triangle.Triangle
	releases []Release
}

// facts are what eyes need to know of an entry.
type facts struct {
	id     id.Entry
	mine   bool
	about  []string
	hidden bool // the giver must not be named
}

func factsOf(s disclose.Shown) facts {
	return facts{id: s.Entry, mine: s.Mine, about: s.About, hidden: s.GivenBy == ""}
}

// factsBefore are those of an entry that nobody has opened.
func factsBefore(m disclose.Meta, a sharing.Answer, reader id.Person) facts {
	return facts{id: m.ID, mine: m.Item.GivenBy == string(reader), about: m.Item.About, hidden: slices.Contains(a.Mask, "source")}
}

// theirs reports whether the entry is the reader's to follow: they gave it, or
// it is about them.
func (e eyes) theirs(f facts) bool {
	return f.mine || slices.Contains(f.about, string(e.me.Person))
}

// sighting reports whether the reader may know of one.
func (e eyes) sighting(f facts, r ledger.Record) bool {
	if r.Kind != ledger.Sighting || r.Actor == string(e.me.Person) {
		return false
	}
	// Where the giver is hidden, a carer who saw it is a carer who did not say it.
	if f.hidden && e.corner(r.Actor) != sharing.Professional {
		return false
	}
	return !e.notYet(f, r.Actor, r.Ground)
}

// recipient reports whether the reader may know that something was passed on to somebody.
func (e eyes) recipient(f facts, to string) bool {
	if f.hidden && e.corner(to) != sharing.Professional && to != string(e.me.Person) {
		return false
	}
	return !e.notYet(f, to, releasePrefix)
}

const releasePrefix = "release:"

// notYet reports whether something happened under a release that the person it
// is about must not be told of yet. The recipient knows already.
func (e eyes) notYet(f facts, recipient, ground string) bool {
	if !strings.HasPrefix(ground, releasePrefix) || e.me.Corner == sharing.Professional || recipient == string(e.me.Person) {
		return false
	}
	if f.mine && !slices.Contains(f.about, string(e.me.Person)) {
		return false
	}
	return slices.ContainsFunc(e.releases, func(r Release) bool {
		return r.Entry == f.id && r.Recipient == id.Person(recipient) && !r.Told
	})
}

func (e eyes) corner(person string) sharing.Corner {
	m, ok := e.tri.Member(id.Person(person))
	if !ok {
		return ""
	}
	return m.Corner
}
