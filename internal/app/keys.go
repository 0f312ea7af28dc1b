package app

import (
	"context"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/keys"
	"trialogue/internal/store"
)

// tendEvery is how soon a process notices that another one destroyed keys.
const tendEvery = 3 * time.Second

// tendKeys forgets open data keys that were destroyed or held for long enough.
func (a *App) tendKeys(ctx context.Context) {
	tick := time.NewTicker(tendEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
		if err := a.Store.TendKeys(ctx, time.Now(), a.Config.KeysKept); err != nil && ctx.Err() == nil {
			a.Log.Debug("keys could not be tended", "kind", errs.KindOf(err).String())
		}
	}
}

// Keys builds the service that turns keys, on a database that is open or locked.
func Keys(db *store.DB, master keys.Master, now func() time.Time) *keys.Service {
	return keys.New(store.Runner(db, func(t *store.Tx) keys.Tx { return t }), master, now)
}
