package samples

import "trialogue/internal/words"

func networks(*words.Printer) []Sample { return nil }
