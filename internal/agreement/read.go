package agreement

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// Story is an agreement as one person may see it: wordings whose words they do
// not see are not in it.
type Story struct {
	Agreement
	Root  disclose.Shown // the first words
	Texts map[id.Entry]disclose.Shown
	// TakesPart says that it is theirs to speak about. Somebody to whom only the
	// words came reads the words alone.
	TakesPart bool
	// First is the agreement that comes first; nil for none that they may see.
	First *Line
	// NotYet are carers who see the newest wording when the service user says yes to
	// it; Alone those of them for whom that yes opens nothing. For the service user,
	// professionals and who wrote it.
	NotYet, Alone []id.Person
}

// Read reads one agreement. For whom the door does not show its words it is errs.NotFound.
func (s *Service) Read(ctx context.Context, by id.Person, t id.Triangle, a id.Entry) (st Story, err error) {
	defer errs.Wrap("agreement.Read", &err)
	if st, err = s.story(ctx, by, t, a); err != nil {
		return Story{}, err
	}
	if st.TakesPart {
		if err := s.first(ctx, by, &st); err != nil {
			return Story{}, err
		}
		err = s.notYet(ctx, by, &st)
	}
	return st, err
}

// mine is an agreement in which somebody takes part.
func (s *Service) mine(ctx context.Context, by id.Person, t id.Triangle, a id.Entry) (Story, error) {
	st, err := s.story(ctx, by, t, a)
	if err == nil && !st.TakesPart {
		err = errs.Missing("agreement.mine")
	}
	return st, err
}

func (s *Service) story(ctx context.Context, by id.Person, t id.Triangle, a id.Entry) (Story, error) {
	_, me, err := s.place(ctx, by, t)
	if err != nil {
		return Story{}, err
	}
	shown, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		root, err := x.EntryByID(ctx, t, a)
		if err != nil || len(root) == 0 || root[0].Meta.Kind != disclose.Agreed || root[0].Meta.Parent != "" {
			return nil, err
		}
		rest, err := x.Children(ctx, t, a)
		return append(root, rest...), err
	})
	st := Story{Texts: map[id.Entry]disclose.Shown{}}
	for _, one := range shown {
		st.Texts[one.Entry] = one
	}
	if _, ok := st.Texts[a]; err != nil || !ok {
		return Story{}, firstOf(err, errs.Missing("agreement.story"))
	}
	st.Root = st.Texts[a]
	found, err := s.rows(ctx, by, t, []id.Entry{a})
	if err != nil || len(found) == 0 {
		return Story{}, firstOf(err, errs.Missing("agreement.story"))
	}
	st.Agreement = found[0].seenBy(func(e id.Entry) bool { _, ok := st.Texts[e]; return ok })
	st.TakesPart = st.Party(me)
	return st, nil
}

func firstOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// rows reads agreements with somebody's eyes. The caller has looked through the door.
func (s *Service) rows(ctx context.Context, by id.Person, t id.Triangle, ids []id.Entry) (out []Agreement, err error) {
	err = s.run.View(ctx, func(x Tx) (err error) {
		out, err = x.Agreements(tx.For(ctx, by), t, ids)
		return err
	})
	return out, err
}

// seenBy leaves out wordings that somebody does not see, with all that was said to them.
func (a Agreement) seenBy(shown func(id.Entry) bool) Agreement {
	a.Versions = slices.DeleteFunc(slices.Clone(a.Versions), func(v Version) bool { return v.ID != a.ID && !shown(v.ID) })
	a.Events = slices.DeleteFunc(slices.Clone(a.Events), func(e Event) bool {
		return !slices.ContainsFunc(a.Versions, func(v Version) bool { return v.Number == e.Number })
	})
	return a
}

// first finds the agreement that comes first, where the reader may see it.
func (s *Service) first(ctx context.Context, by id.Person, st *Story) error {
	after := st.Counts().After
	if after == "" {
		return nil
	}
	lines, err := s.lines(ctx, by, st.Triangle, []id.Entry{after})
	if err == nil && len(lines) == 1 {
		st.First = &lines[0]
	}
	return err
}

// notYet finds the carers for whom the newest wording waits for the service user's
// yes. What opened it since is taken from the events that the reader may know of.
func (s *Service) notYet(ctx context.Context, by id.Person, st *Story) error {
	r := room{now: s.now()}
	var err error
	if r.tri, r.me, err = s.place(ctx, by, st.Triangle); err != nil {
		return err
	}
	v := st.Latest()
	if r.me.Corner == sharing.Carer && v.By != by || v.By == r.su() || st.Ended() || !v.Parties.Includes(memberOf(r, r.su())) {
		return nil
	}
	ctx = tx.For(ctx, by)
	return s.run.View(ctx, func(x Tx) error {
		st.NotYet, st.Alone = nil, nil
		found, err := x.EntryByID(ctx, st.Triangle, v.ID)
		if err != nil || len(found) == 0 {
			return err
		}
		facts, err := x.Facts(ctx, st.Triangle)
		if err != nil {
			return err
		}
		open, alone, err := mayOpen(ctx, x, r, st.Agreement, v)
		for _, p := range append(open, alone...) {
			if !anyway(found[0].Meta, facts, p, r.now) {
				st.NotYet = append(st.NotYet, p)
			}
		}
		if r.me.Person == r.su() {
			st.Alone = slices.DeleteFunc(alone, func(p id.Person) bool { return !slices.Contains(st.NotYet, p) })
		}
		return err
	})
}

// anyway reports whether a carer sees a text by a sharing choice or because they
// were told directly, whatever was opened.
func anyway(m disclose.Meta, facts *sharing.Triangle, p id.Person, now time.Time) bool {
	i := m.Item
	if i.Class == sharing.Personal {
		i.KnownTo, i.HeldBy = nil, nil
	}
	return i.GivenBy == string(p) || sharing.Decide(sharing.At(now), facts, &i, sharing.Request{Recipient: string(p), Purpose: sharing.Care}).Shares()
}
