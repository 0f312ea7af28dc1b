package signin

import (
	"context"
	"time"

	"trialogue/internal/id"
)

// AloneFor is how long "I am alone now" holds.
const AloneFor = 20 * time.Minute

// SayAlone notes that somebody is alone at this device for a while.
func (s *Service) SayAlone(ctx context.Context, p id.Person, session string) error {
	until := s.now().Add(AloneFor).UnixMicro()
	return s.run.Update(ctx, func(t Tx) error { return t.SetPrivate(ctx, p, session, until) })
}

// SayNotAlone ends such a while before its time.
func (s *Service) SayNotAlone(ctx context.Context, p id.Person, session string) error {
	return s.run.Update(ctx, func(t Tx) error { return t.SetPrivate(ctx, p, session, 0) })
}
