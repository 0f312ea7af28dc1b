package agreement

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
)

// opening is the service user's yes, which lets the carers see what is agreed:
// the words, the steps, and what was said to it so far.
type opening struct {
	people []id.Person
	count  int // how many texts hung on it when it was drawn
	texts  []disclose.Widening
	notes  []disclose.Noted
}

// mayOpen lists the carers of a wording whom a yes of the service user opens it to.
// Where the service user wants to be asked alone before a yes about somebody
// counts, this yes opens nothing to them.
func mayOpen(ctx context.Context, x Tx, r room, a Agreement, v Version) (open, alone []id.Person, err error) {
	wishes, err := x.AskedAlone(ctx, a.Triangle, r.su())
	if err != nil {
		return nil, nil, err
	}
	for _, p := range r.carers(v.Parties) {
		switch {
		case a.openedTo(p):
		case slices.Contains(wishes, "*") || slices.Contains(wishes, string(p)):
			alone = append(alone, p)
		default:
			open = append(open, p)
		}
	}
	return open, alone, nil
}

// drawOpening prepares it; empty for anybody but the service user.
func (s *Service) drawOpening(ctx context.Context, k *kit, a Agreement, v Version) (o opening, err error) {
	if k.me.Corner != sharing.ServiceUser {
		return o, nil
	}
	var texts []disclose.Sealed
	err = s.run.View(ctx, func(x Tx) error {
		if o.people, _, err = mayOpen(ctx, x, k.room, a, v); err != nil || len(o.people) == 0 {
			return err
		}
		texts, err = hanging(ctx, x, a)
		return err
	})
	o.count = len(texts)
	for _, one := range texts {
		if err := k.drawOne(&o, one.Meta); err != nil {
			return o, err
		}
	}
	return o, err
}

// drawOne opens one text. What a carer says of themselves is told by themselves;
// what a carer told the team alone the service user does not see, nor open.
func (k *kit) drawOne(o *opening, m disclose.Meta) error {
	if m.Item.Class != sharing.Personal || m.Item.Confidence != "" && m.Item.Confidence != sharing.Named {
		return nil
	}
	people := slices.DeleteFunc(slices.Clone(o.people), func(p id.Person) bool {
		return m.Item.GivenBy == string(p) || slices.Contains(m.Item.KnownTo, string(p)) || m.Item.Among == nil || !slices.Contains(m.Item.Among.People, string(p))
	})
	if len(people) == 0 {
		return nil
	}
	if m.Item.Confidence == sharing.Named { // a carer's words are told to the other carers directly
		held := slices.Clone(m.Item.HeldBy)
		for _, p := range people {
			held = append(held, string(p))
		}
		m.Item.HeldBy = held
	}
	o.texts = append(o.texts, disclose.DrawKnown(m, people, k.now.UnixMicro()))
	for _, p := range people {
		note, err := disclose.DrawRecord(ledger.Record{
			Triangle: string(m.Triangle), At: k.now.UnixMicro(), Kind: ledger.AgreedOn, Actor: string(k.me.Person), Person: string(p), Entry: string(m.ID), Version: m.Version,
			Topic: m.Item.Topic, Ground: groundOpened, Extra: map[string]string{"agreement": string(k.agreement)},
		})
		if err != nil {
			return err
		}
		o.notes = append(o.notes, note)
	}
	return nil
}

// hanging reads an agreement's first words and all that hangs on them, as they are.
func hanging(ctx context.Context, x Tx, a Agreement) ([]disclose.Sealed, error) {
	ctx = everything(ctx)
	first, err := x.EntryByID(ctx, a.Triangle, a.ID)
	if err != nil {
		return nil, err
	}
	rest, err := x.Children(ctx, a.Triangle, a.ID)
	return append(first, rest...), err
}

// in opens what was drawn, and asks the carers for the yes that is theirs to give.
// What was written meanwhile is not left closed by chance: then it is drawn again.
func (o opening) in(ctx context.Context, x Tx, k *kit, a *Agreement, v Version) error {
	if len(o.people) == 0 {
		return nil
	}
	now, err := hanging(ctx, x, *a)
	if err != nil {
		return err
	}
	if len(now) != o.count {
		return errs.E(errs.Conflict, "agreement.opening", "agreed.changed-meanwhile", nil)
	}
	for _, one := range o.texts {
		if err := one.In(ctx, x); err != nil {
			return err
		}
	}
	for _, one := range o.notes {
		if _, err := one.In(ctx, x); err != nil {
			return err
		}
	}
	for _, p := range o.people {
		if err := k.event(ctx, x, a, Event{Number: v.Number, Kind: Opened, Person: p}); err != nil {
			return err
		}
	}
	return k.askWaiting(ctx, x, a, o.people)
}

// askWaiting asks those who were not asked before, because they could not see it.
func (k *kit) askWaiting(ctx context.Context, x Tx, a *Agreement, people []id.Person) error {
	v := a.Latest()
	for _, w := range slices.Clone(a.Events) {
		asked := slices.ContainsFunc(a.Events, func(e Event) bool { return e.Kind == WasAsked && e.Ref == w.ID })
		if w.Kind != WaitsToSee || w.Number != v.Number || asked || !slices.Contains(people, w.Person) {
			continue
		}
		if err := k.event(ctx, x, a, Event{Number: v.Number, Kind: WasAsked, Person: w.Person, Ref: w.ID}); err != nil {
			return err
		}
		if err := x.PutDuty(ctx, k.sayYes(k.id(), *a, v, w.Person)); err != nil {
			return err
		}
	}
	return nil
}
