package app

import "trialogue/internal/words"

// Say says a message of the catalogue in English, for the command line.
func (a *App) Say(key string, args ...any) string {
	return a.words.Printer(words.English, nil, a.Now).T(key, args...)
}
