package main

import "trialogue/internal/config"

// takeSecrets reads what is secret in the environment once and takes it out, so
// that no process begun by this one, and no dump of the environment, holds it.
func takeSecrets(getenv func(string) string, unset func(string) error) func(string) string {
	held := map[string]string{}
	for _, name := range []string{config.MasterVariable, config.SpareVariable} {
		held[name] = getenv(name)
		_ = unset(name) // fails for a name that no system takes
	}
	return func(name string) string {
		if value, secret := held[name]; secret {
			return value
		}
		return getenv(name)
	}
}
