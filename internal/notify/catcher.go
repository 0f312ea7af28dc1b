package notify

import (
	"context"
	"slices"
	"sync"
)

// Catcher keeps mails instead of sending them, for demonstrations and tests.
// Its zero value is ready.
type Catcher struct {
	mu    sync.Mutex
	mails []Mail
	fail  error
}

// caughtMost bounds the memory; the oldest go first.
const caughtMost = 1000

// Send keeps the mail, or fails as it was told to.
func (c *Catcher) Send(_ context.Context, m Mail) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.fail != nil {
		return c.fail
	}
	if len(c.mails) == caughtMost {
		c.mails = slices.Delete(c.mails, 0, 1)
	}
	c.mails = append(c.mails, m)
	return nil
}

// Mails lists what was caught, oldest first.
func (c *Catcher) Mails() []Mail {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.mails)
}

// Fail makes every mail fail from now on; nil ends that.
func (c *Catcher) Fail(err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.fail = err
}
