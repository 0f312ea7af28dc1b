package expertise

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// Voice is one person's place in a matter. All stand in a fixed order, by corner and
// then by name, whoever reads.
type Voice struct {
	Person id.Person // empty where the giver is not named to this reader
	View   disclose.Shown
	// Written is false where nothing of theirs is there for this reader yet.
	Written bool
	// Now is what they said last of how they see it now: Stands, Alike, or nothing.
	Now Word
}

// Way is how things could go on anyway, and who says yes or not to it.
type Way struct {
	disclose.Shown
	Words []Word // the latest of each person, in the fixed order
}

// Matter is what people see differently, as one of them may see it.
type Matter struct {
	disclose.Shown
	Voices []Voice
	Ways   []Way // oldest first
	// Look is the day to look again; zero where there is none.
	Look Word
	// Alike says that each of those concerned has said themselves that they see it alike now.
	Alike bool
	// Agreed says that the service user opened it, and so said yes to these people.
	Agreed bool
}

// Mine is the reader's own view; false where they have written none.
func (m Matter) Mine() (disclose.Shown, bool) {
	for _, v := range m.Voices {
		if v.Written && v.View.Mine {
			return v.View, true
		}
	}
	return disclose.Shown{}, false
}

// Matters lists what people see differently here, newest first, as far as this
// person may know of it.
func (s *Service) Matters(ctx context.Context, by id.Person, t id.Triangle) (out []Matter, err error) {
	defer errs.Wrap("expertise.Matters", &err)
	r, err := s.enter(ctx, by, t)
	if err != nil {
		return nil, err
	}
	shown, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.KnownIn(ctx, t, disclose.Matter) })
	if err != nil {
		return nil, err
	}
	err = s.run.View(ctx, func(x Tx) error {
		out = make([]Matter, 0, len(shown))
		for _, one := range shown {
			words, err := x.MatterSaid(ctx, t, one.Entry)
			if err != nil {
				return err
			}
			found, err := x.EntryByID(ctx, t, one.Entry)
			if err != nil {
				return err
			}
			m := Matter{Shown: one, Look: lookOf(words)}
			for _, sealed := range found {
				m.Alike = r.alike(sealed.Meta, words)
			}
			out = append(out, m)
		}
		return nil
	})
	return out, err
}

// Matter shows one matter with every view that the door shows of it.
func (s *Service) Matter(ctx context.Context, by id.Person, t id.Triangle, e id.Entry) (out Matter, err error) {
	defer errs.Wrap("expertise.Matter", &err)
	m, err := s.sit(ctx, by, t, e)
	if err != nil {
		return Matter{}, err
	}
	hanging, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.Children(ctx, t, e) })
	if err != nil {
		return Matter{}, err
	}
	var words []Word
	if err := s.run.View(ctx, func(x Tx) (err error) { words, err = x.MatterSaid(ctx, t, e); return err }); err != nil {
		return Matter{}, err
	}
	out = Matter{Shown: m.shown, Look: lookOf(words), Alike: m.alike(m.meta, words), Agreed: m.agreed()}
	out.Voices = m.voices(hanging, words)
	for _, one := range hanging {
		if one.Kind == disclose.GoOn {
			out.Ways = append(out.Ways, Way{Shown: one, Words: m.latest(words, func(w Word) bool { return w.GoOn == one.Entry && out.has(w.Person) })})
		}
	}
	return out, nil
}

// has reports whether the reader knows of somebody's part in the matter. Of anybody
// else they are told no yes or no: it would say that those see it.
func (m Matter) has(p id.Person) bool {
	return slices.ContainsFunc(m.Voices, func(v Voice) bool { return v.Person == p })
}

// voices puts views beside each other, and says who of those whom it concerns has
// nothing there yet. It says so of nobody of whom the reader cannot know that they
// may see the matter.
func (m sitting) voices(hanging []disclose.Shown, words []Word) []Voice {
	var out []Voice
	for _, one := range hanging {
		if one.Kind == disclose.View {
			out = append(out, Voice{Person: one.GivenBy, View: one, Written: true})
		}
	}
	known := m.known()
	for _, p := range m.inOrder() {
		there := slices.ContainsFunc(out, func(v Voice) bool { return v.Person == p })
		if !there && m.isNamed(m.meta, p) && (m.sees(known, m.meta, p) || p == m.me.Person) && !m.hidden(p) {
			out = append(out, Voice{Person: p})
		}
	}
	now := m.latest(words, func(w Word) bool { return w.Said == Stands || w.Said == Alike })
	for i := range out {
		if j := slices.IndexFunc(now, func(w Word) bool { return w.Person == out[i].Person }); j >= 0 {
			out[i].Now = now[j]
		}
	}
	slices.SortStableFunc(out, func(a, b Voice) int { return m.place(a.Person) - m.place(b.Person) })
	return out
}

// hidden reports whether somebody opened the matter without their name.
func (m sitting) hidden(p id.Person) bool {
	return m.shown.GivenBy == "" && m.meta.Item.GivenBy == string(p)
}

// place is order, with somebody who is not named after all others.
func (m sitting) place(p id.Person) int {
	if p == "" {
		return len(m.tri.Members)
	}
	return m.order(p)
}

// latest is the last fitting word of each person who is here, in the fixed order.
func (r room) latest(words []Word, fits func(Word) bool) []Word {
	last := map[id.Person]Word{}
	for _, w := range words {
		if fits(w) {
			last[w.Person] = w
		}
	}
	var out []Word
	for _, p := range r.inOrder() {
		if w, ok := last[p]; ok {
			out = append(out, w)
		}
	}
	return out
}

// alike reports whether each of those concerned says that they see it alike now.
// One alone is no agreement.
func (r room) alike(m disclose.Meta, words []Word) bool {
	said := r.latest(words, func(w Word) bool { return w.Said == Stands || w.Said == Alike })
	known, n := r.known(), 0
	for _, p := range r.inOrder() {
		if !r.isNamed(m, p) || !r.sees(known, m, p) {
			continue
		}
		n++
		if !slices.ContainsFunc(said, func(w Word) bool { return w.Person == p && w.Said == Alike }) {
			return false
		}
	}
	return n > 1
}

// lookOf is the last day that was set to look again.
func lookOf(words []Word) (out Word) {
	for _, w := range words {
		if w.Said == Look {
			out = w
		}
	}
	return out
}
