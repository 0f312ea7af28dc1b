package app

import (
	"os"
	"path/filepath"

	"trialogue/internal/oidc"
	"trialogue/internal/signin"
	"trialogue/internal/store"
)

// wireOutside reads which organisations vouch for people. It calls none of
// them: one that is down keeps nothing from starting.
func (a *App) wireOutside() error {
	path := a.Config.Providers
	if path == "" {
		path = filepath.Join(a.Config.Data, "providers.json")
		if _, err := os.Stat(path); os.IsNotExist(err) {
			path = ""
		}
	}
	var settings []oidc.Setting
	if path != "" {
		var err error
		if settings, err = oidc.Read(path, os.Getenv); err != nil {
			return err
		}
	}
	a.UseProviders(oidc.New(settings, oidc.Options{URL: a.Config.URL, Now: a.Now}))
	return nil
}

// UseProviders sets who vouches for people; call it before Handler.
func (a *App) UseProviders(with signin.Vouchers) {
	a.Outside = signin.NewOutside(store.Runner(a.Store, func(t *store.Tx) signin.OutsideTx { return t }), a.SignIn, with, a.Now)
}
