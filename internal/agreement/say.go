package agreement

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
)

// Word is what somebody does to an agreement. ID is drawn with the form, so that
// sending twice does it once; Version is the wording that they had read.
type Word struct {
	ID       id.Entry
	Triangle id.Triangle
	Version  id.Entry
	Step     id.Entry
	Text     string // what happened, or why; in their own words
}

// doing is one deed, prepared: what is known, what is written, what follows.
type doing struct {
	kind   EventKind
	ground string
	word   Word
	needs  bool // words
	may    func(r room, a Agreement) error
	then   func(ctx context.Context, x Tx, k *kit, a *Agreement, e Event) error
}

// Say says yes, no or "not like this" to a wording. Only who takes part does, and
// "not like this" says how else. The service user's yes opens it to its carers.
func (s *Service) Say(ctx context.Context, by id.Person, a id.Entry, kind EventKind, w Word) (err error) {
	defer errs.Wrap("agreement.Say", &err)
	d := doing{kind: kind, ground: groundDeclined, word: w, needs: kind == NotLikeThis, may: mayStillSay, then: s.said}
	switch kind {
	case Yes:
		d.ground, d.word.Text = groundAccepted, ""
	case No, NotLikeThis:
	default:
		return errs.Missing("agreement.Say")
	}
	return s.do(ctx, by, a, d)
}

func mayStillSay(_ room, a Agreement) error {
	if a.Ended() {
		return errs.E(errs.Conflict, "agreement.Say", "agreed.over", nil)
	}
	return nil
}

// said ends the question, and puts the wording in force where it was the last yes.
func (s *Service) said(ctx context.Context, x Tx, k *kit, a *Agreement, e Event) error {
	v := a.Latest()
	if e.Number != v.Number {
		return nil // they saw an older wording than there is
	}
	if _, err := x.EndDuties(ctx, a.Triangle, duty.SayYes, yesRef(v, k.me.Person), k.end(string(e.Kind))); err != nil {
		return err
	}
	if err := k.notice(ctx, x, v.By); err != nil || e.Kind != Yes {
		return err
	}
	return k.comesInForce(ctx, x, a)
}

// do does one thing to an agreement that its doer sees and takes part in.
func (s *Service) do(ctx context.Context, by id.Person, name id.Entry, d doing) error {
	story, err := s.mine(ctx, by, d.word.Triangle, name)
	if err != nil {
		return err
	}
	a := story.Agreement
	if doneBefore(a, d.word.ID) {
		return nil
	}
	r := room{now: s.now()}
	if r.tri, r.me, err = s.place(ctx, by, d.word.Triangle); err != nil {
		return err
	}
	v, ok := versionOf(a, d.word.Version)
	if !ok {
		return errs.Missing("agreement.do")
	}
	if err := d.may(r, a); err != nil {
		return err
	}
	if latest := a.Latest(); (d.kind == Yes || d.kind == No || d.kind == NotLikeThis) && v.ID != latest.ID {
		return errs.E(errs.Conflict, "agreement.do", "agreed.changed-meanwhile", nil)
	}
	return s.done(ctx, newKit(r, a.ID, story.Root.Topic), a, v, d)
}

func doneBefore(a Agreement, name id.Entry) bool {
	return slices.ContainsFunc(a.Events, func(e Event) bool { return e.ID == string(name) })
}

func versionOf(a Agreement, version id.Entry) (Version, bool) {
	i := slices.IndexFunc(a.Versions, func(v Version) bool { return v.ID == version })
	if i < 0 {
		return Version{}, false
	}
	return a.Versions[i], true
}

// done writes what was done, in one transaction.
func (s *Service) done(ctx context.Context, k *kit, a Agreement, v Version, d doing) error {
	e := Event{ID: string(d.word.ID), Number: v.Number, Kind: d.kind, Step: d.word.Step}
	words, err := k.words(a, d)
	if err != nil {
		return err
	}
	if words != nil {
		e.Words = d.word.ID
	}
	noted, err := k.record(d.ground, k.me.Person)
	if err != nil {
		return err
	}
	var open opening
	if d.kind == Yes {
		if open, err = s.drawOpening(ctx, k, a, v); err != nil {
			return err
		}
	}
	return s.run.UpdateScope(ctx, k.tri.ID, func(x Tx) error {
		k.again()
		if _, _, err := placeIn(ctx, x, k.me.Person, k.tri.ID, k.now); err != nil {
			return err
		}
		seen, truth, err := both(ctx, x, k.tri.ID, a.ID, k.me.Person)
		if err != nil || doneBefore(truth, d.word.ID) {
			return err
		}
		if seen.Latest().ID != a.Latest().ID || seen.State() != a.State() {
			return errs.E(errs.Conflict, "agreement.done", "agreed.changed-meanwhile", nil)
		}
		if words != nil {
			if err := words.In(ctx, x); err != nil {
				return err
			}
		}
		if err := k.event(ctx, x, &truth, e); err != nil {
			return err
		}
		if err := open.in(ctx, x, k, &truth, v); err != nil {
			return err
		}
		if err := d.then(ctx, x, k, &truth, e); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// words makes an entry of what somebody says along with a deed: for those with
// whom it was agreed. Nil where they say nothing, which some deeds do not allow.
func (k *kit) words(a Agreement, d doing) (*disclose.Writing, error) {
	if plain.Clean(d.word.Text) == "" && !d.needs {
		return nil, nil
	}
	problems := address.Written("say", d.word.Text, HappenedMost)
	draft := address.Draft{
		ID: d.word.ID, Triangle: k.tri.ID, Kind: disclose.Happened, Parent: a.ID, To: a.With(), Topic: k.topic, Agreed: k.agreed(a, a.With()), Text: d.word.Text,
	}
	about, _ := k.about(Draft{Topic: k.topic, To: draft.To})
	draft.About = about
	n, more := address.Compose(draft, k.tri, k.me, k.now)
	if err := append(problems, more...).Err("agreement.words"); err != nil {
		return nil, err
	}
	w, err := disclose.Draw(n)
	return &w, err
}
