package signin

import (
	"context"

	"trialogue/internal/id"
)

// Lost says what somebody who comes back has no more.
type Lost string

// What can be lost.
const (
	LostPassword Lost = "password" // only forgotten: the second factor is still there
	LostDevice   Lost = "device"   // the passkeys and codes on it shall open nothing any more
)

// dropSeconds takes every second factor away from somebody who lost them. Whoever
// needs one gets a new one before anything else.
func dropSeconds(ctx context.Context, t Tx, p id.Person) error {
	have, err := t.Passkeys(ctx, p)
	if err != nil {
		return err
	}
	for _, one := range have {
		if err := t.DropPasskey(ctx, p, one.ID); err != nil {
			return err
		}
	}
	if err := t.DropCodes(ctx, p); err != nil {
		return err
	}
	return t.PutRecoveryCodes(ctx, p, "", nil, 0)
}
