package app

import "trialogue/internal/passkey"

// wireWays offers passkeys where the service has a name that they can belong to.
func (a *App) wireWays() error {
	keys, err := passkey.New(a.Config.URL)
	if keys != nil {
		a.SignIn.Offer(keys)
	}
	return err
}
