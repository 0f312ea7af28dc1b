package news

import (
	"context"
	"sync"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/tx"
)

// StreamsMost is how many pages of one person are told at once.
const StreamsMost = 4

// Bell tells open pages of a person that there is something new. It carries no
// content: a ring is a ring.
type Bell struct {
	mu      sync.Mutex
	open    map[id.Person]map[chan struct{}]struct{}
	rung    map[id.Person]int64 // rings on record when they were last compared
	stopped bool
}

// NewBell makes a bell.
func NewBell() *Bell {
	return &Bell{open: map[id.Person]map[chan struct{}]struct{}{}, rung: map[id.Person]int64{}}
}

// Listen hears the rings for one person until stop is called. A person who
// listens StreamsMost times already, or a bell that was stopped, is not ok. The
// channel is closed when the bell is stopped.
func (b *Bell) Listen(p id.Person) (rings <-chan struct{}, stop func(), ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stopped || len(b.open[p]) >= StreamsMost {
		return nil, nil, false
	}
	c := make(chan struct{}, 1)
	if b.open[p] == nil {
		b.open[p] = map[chan struct{}]struct{}{}
	}
	b.open[p][c] = struct{}{}
	return c, func() { b.leave(p, c) }, true
}

func (b *Bell) leave(p id.Person, c chan struct{}) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.open[p], c)
	if len(b.open[p]) == 0 {
		delete(b.open, p)
		delete(b.rung, p)
	}
}

// Ring tells every open page of a person. Nobody listening is fine.
func (b *Bell) Ring(p id.Person) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for c := range b.open[p] {
		select {
		case c <- struct{}{}:
		default: // one ring waits already
		}
	}
}

// Stop ends all streams, so that the program can end.
func (b *Bell) Stop() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.stopped {
		return
	}
	b.stopped = true
	for _, all := range b.open {
		for c := range all {
			close(c)
		}
	}
	clear(b.open)
}

// Streams counts open streams.
func (b *Bell) Streams() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
	for _, all := range b.open {
		n += len(all)
	}
	return n
}

// RingTx is what hearing other processes needs of a transaction.
type RingTx interface {
	// Rings counts the rings ever put on record for each of these people.
	Rings(ctx context.Context, people []id.Person) (map[id.Person]int64, error)
}

// Hear compares the rings on record with those heard before and rings for the
// difference. Processes that share a database hear each other in this way:
// exact, without clocks, and one read for all who listen.
func (b *Bell) Hear(ctx context.Context, run tx.Runner[RingTx]) error {
	who := b.listening()
	if len(who) == 0 {
		return nil
	}
	var rings map[id.Person]int64
	err := run.View(ctx, func(x RingTx) (err error) {
		rings, err = x.Rings(ctx, who)
		return err
	})
	if err != nil {
		return err
	}
	for _, p := range who {
		if b.differs(p, rings[p]) {
			b.Ring(p)
		}
	}
	return nil
}

func (b *Bell) listening() []id.Person {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := make([]id.Person, 0, len(b.open))
	for p := range b.open {
		out = append(out, p)
	}
	return out
}

// differs takes note of a number. The first one for a person is only noted:
// their page was made with what was there.
func (b *Bell) differs(p id.Person, rings int64) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	before, known := b.rung[p]
	b.rung[p] = rings
	return known && before != rings
}

// Keep hears until ctx ends, every so often. tick is a ticker's channel.
func (b *Bell) Keep(ctx context.Context, run tx.Runner[RingTx], tick <-chan time.Time, note func(error)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick:
			if err := b.Hear(ctx, run); err != nil && ctx.Err() == nil {
				note(err)
			}
		}
	}
}
