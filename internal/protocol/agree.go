package protocol

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
)

// Agreement is what a reader sees of the protocol: its versions, and of one of
// them the lines that concern the reader.
type Agreement struct {
	Versions []Version // newest first
	Open     Version   // the one that is shown; zero where there is none yet
	Lines    []Line
	Pledge   disclose.Shown
	// Reservations are what people do not agree to, by entry.
	Reservations map[id.Entry]disclose.Shown
	Names        map[string]string // of own topics that the reader may read
	// Moved says that choices which concern the reader have changed since.
	Moved bool
}

// Agreement reads one version, or with an empty name the latest.
func (s *Service) Agreement(ctx context.Context, by id.Person, t id.Triangle, version string) (a Agreement, err error) {
	defer errs.Wrap("protocol.Agreement", &err)
	if a.Names, err = s.Names(ctx, by, t); err != nil {
		return Agreement{}, err
	}
	err = s.run.View(ctx, func(x Tx) error {
		st, err := load(ctx, x, t, by, s.now())
		if err != nil {
			return err
		}
		if a.Versions, err = x.Agreed(ctx, t); err != nil {
			return err
		}
		slices.Reverse(a.Versions)
		if len(a.Versions) == 0 && version == "" {
			return nil
		}
		if a.Open, err = pick(a.Versions, version); err != nil {
			return err
		}
		if a.Lines, err = st.linesOf(ctx, x, a.Open.ID, a.Names); err != nil {
			return err
		}
		a.Moved = len(compare(a.Lines, st.mine(st.snapshot(), a.Names))) > 0
		return nil
	})
	if err != nil {
		return Agreement{}, err
	}
	if a.Pledge, err = s.Pledge(ctx, by, t); err != nil {
		return Agreement{}, err
	}
	a.Reservations, err = s.reservations(ctx, by, t)
	return a, err
}

func pick(versions []Version, name string) (Version, error) {
	if name == "" && len(versions) > 0 {
		return versions[0], nil
	}
	i := slices.IndexFunc(versions, func(v Version) bool { return v.ID == name })
	if i < 0 {
		return Version{}, errs.Missing("protocol.pick")
	}
	return versions[i], nil
}

func (st state) linesOf(ctx context.Context, x Tx, version string, names map[string]string) ([]Line, error) {
	lines, err := x.AgreedLines(ctx, version)
	return st.mine(lines, names), err
}

// mine keeps the lines that concern a reader.
func (st state) mine(lines []Line, names map[string]string) []Line {
	return slices.DeleteFunc(lines, func(l Line) bool { return !st.concerns(l, names) })
}

const reservationsMost = 500

func (s *Service) reservations(ctx context.Context, by id.Person, t id.Triangle) (map[id.Entry]disclose.Shown, error) {
	shown, err := s.read(ctx, by, t, reservationsMost, disclose.Reservation)
	out := map[id.Entry]disclose.Shown{}
	for _, one := range shown {
		out[one.Entry] = one
	}
	return out, err
}

// Acknowledgement is somebody's word on a version. ID was drawn with the form
// and becomes the id of the reservation, where there is one.
type Acknowledgement struct {
	ID       id.Entry
	Triangle id.Triangle
	Version  string
	But      string // what they do not agree to; empty for nothing
}

// ReservationMost is how long a reservation can be, in letters.
const ReservationMost = 4000

// Acknowledge records that somebody knows a version and goes along with it,
// with a reservation where they have one. All who are of the triangle now can
// read the reservation, and nobody who comes later.
func (s *Service) Acknowledge(ctx context.Context, by id.Person, a Acknowledgement) (err error) {
	defer errs.Wrap("protocol.Acknowledge", &err)
	but := plain.Clean(a.But)
	if plain.Length(but) > ReservationMost {
		var p errs.Problems
		p.Add("but", "agreement.but-long", "most", ReservationMost)
		return p.Err("protocol.Acknowledge")
	}
	st, err := s.view(ctx, a.Triangle, by)
	if err != nil {
		return err
	}
	word := Word{Person: by, Corner: st.me.Corner, Made: st.now.UnixMicro()}
	if but != "" {
		word.Reservation = a.ID
	}
	w, err := disclose.Draw(st.reservation(a, but))
	if err != nil {
		return err
	}
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(a.Triangle), At: word.Made, Kind: ledger.ProtocolAgreed, Actor: string(by), Entry: string(word.Reservation), Extra: map[string]string{"version": a.Version},
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, a.Triangle, func(x Tx) error {
		if _, err := load(ctx, x, a.Triangle, by, s.now()); err != nil {
			return err
		}
		versions, err := x.Agreed(ctx, a.Triangle)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(versions, func(v Version) bool { return v.ID == a.Version })
		if i < 0 {
			return errs.Missing("protocol.Acknowledge")
		}
		if versions[i].Said(by) {
			return nil
		}
		if but != "" {
			if err := w.In(ctx, x); err != nil {
				return err
			}
		}
		if err := x.PutAgreedWord(ctx, a.Version, word); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// reservation is an entry that all who are here now may read. Service user and
// carers open a section of their own to each; a professional's is about the
// service user, and already known to the carers who are here.
func (st state) reservation(a Acknowledgement, but string) disclose.New {
	by, at := st.me.Person, st.now.UnixMicro()
	item := sharing.Item{Class: sharing.Personal, Topic: "team", GivenBy: string(by), PossibleSources: 1}
	var others []string
	for _, m := range st.tri.Members {
		if m.Person != by && m.Here(st.now) {
			others = append(others, string(m.Person))
		}
	}
	if su, ok := st.tri.ServiceUser(); ok && st.is(sharing.Professional) {
		item.About, item.KnownTo = []string{string(su.Person)}, others
	} else {
		item.About, item.OwnSection = []string{string(by)}, &sharing.OwnSection{Owner: string(by)}
		for _, p := range others {
			item.OwnSection.SharedWith = append(item.OwnSection.SharedWith, sharing.SectionShare{Recipient: p, When: sharing.Everyday, From: sharing.At(st.now)})
		}
	}
	return disclose.New{
		Meta: disclose.Meta{ID: a.ID, Triangle: a.Triangle, Kind: disclose.Reservation, Version: 1, Latest: 1, Author: by, Made: at, Changed: at, Item: item},
		Body: disclose.Body{Text: but},
	}
}
