package disclose

import (
	"context"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// FileLook says who wants which attachment. Fetch is errs.NotFound for none.
type FileLook[X Tx] struct {
	Run      tx.Runner[X]
	Triangle id.Triangle
	Person   id.Person
	Fetch    func(ctx context.Context, t X) (SealedFile, error)
}

// ReadFile opens one attachment as Read opens texts. One that may not be seen,
// or whose giver must not be named, is errs.NotFound like one that never was.
func ReadFile[X Tx](ctx context.Context, d *Door, l FileLook[X]) (file File, err error) {
	now := d.now()
	ctx = tx.For(ctx, l.Person)
	salts, err := drawSalts(1)
	if err != nil {
		return File{}, err
	}
	var missing []ledger.Record
	try := func(t X) error {
		file, missing, err = lookFile(ctx, t, l, now)
		return err
	}
	if err = l.Run.View(ctx, try); err == nil && len(missing) > 0 {
		err = l.Run.UpdateScope(ctx, l.Triangle, func(t X) error {
			if err := try(t); err != nil || len(missing) == 0 {
				return err
			}
			_, err := t.Append(ctx, l.Triangle, missing, salts)
			return err
		})
	}
	if err != nil {
		return File{}, err
	}
	return file, nil
}

func lookFile[X Tx](ctx context.Context, t X, l FileLook[X], now time.Time) (File, []ledger.Record, error) {
	sight, err := moment(ctx, t, l.Triangle, l.Person, now)
	if err != nil {
		return File{}, nil, err
	}
	sealed, err := l.Fetch(ctx, t)
	if err != nil {
		return File{}, nil, err
	}
	m := sealed.Meta
	r := reading{Sight: sight, triangle: l.Triangle, purpose: sharing.Care}
	a := r.decide(m)
	if !a.Outcome.Shares() || len(a.Mask) > 0 || r.paused() && m.Corrected != m.Changed {
		// A picture cannot be masked, so a mask withholds it whole. Whom an earlier
		// version named is not known here.
		return File{}, nil, errs.Missing("disclose.ReadFile")
	}
	file, err := sealed.open()
	if err != nil {
		return File{}, nil, err
	}
	seen := Shown{Entry: m.ID, Triangle: m.Triangle, Version: m.Version, Topic: m.Item.Topic, Rule: a.Rule, Ground: a.Ground, Mine: m.Item.GivenBy == string(l.Person)}
	missing, err := r.missing(ctx, t, []Shown{seen})
	return file, missing, err
}
