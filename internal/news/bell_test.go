package news_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/id"
	"trialogue/internal/news"
	"trialogue/internal/store"
)

const jo, ravi = id.Person("jo"), id.Person("ravi")

func heard(c <-chan struct{}) bool {
	select {
	case _, open := <-c:
		return open
	case <-time.After(50 * time.Millisecond):
		return false
	}
}

func listen(t *testing.T, b *news.Bell, p id.Person) (<-chan struct{}, func()) {
	t.Helper()
	c, stop, ok := b.Listen(p)
	if !ok {
		t.Fatalf("%s may not listen", p)
	}
	return c, stop
}

func TestRingReachesEachOpenPageOfThatPersonOnly(t *testing.T) {
	b := news.NewBell()
	phone, _ := listen(t, b, jo)
	desk, _ := listen(t, b, jo)
	other, _ := listen(t, b, ravi)
	b.Ring(jo)
	b.Ring(jo) // nobody was quick enough to hear the first
	if !heard(phone) || !heard(desk) || heard(other) {
		t.Fatal("both pages of Jo hear it, and Ravi's does not")
	}
	if heard(phone) {
		t.Error("two rings in a row are one: there is something new")
	}
}

func TestStreamsOfOnePersonAreLimited(t *testing.T) {
	b := news.NewBell()
	var stop func()
	for range news.StreamsMost {
		_, stop = listen(t, b, jo)
	}
	if _, _, ok := b.Listen(jo); ok {
		t.Fatal("one stream too many")
	}
	listen(t, b, ravi)
	stop()
	stop() // twice does no harm
	listen(t, b, jo)
	if got := b.Streams(); got != news.StreamsMost+1 {
		t.Errorf("%d streams, want %d", got, news.StreamsMost+1)
	}
}

func TestStoppedBellEndsStreamsAndTakesNoMore(t *testing.T) {
	b := news.NewBell()
	c, stop := listen(t, b, jo)
	b.Stop()
	b.Stop()
	if _, open := <-c; open {
		t.Error("the stream should be closed")
	}
	if _, _, ok := b.Listen(jo); ok {
		t.Error("a stopped bell takes nobody")
	}
	stop()
	b.Ring(jo)
}

// Two processes on one database: a ring that one puts on record is heard by the
// pages that are open at the other.
func TestProcessesHearEachOther(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		run := store.Runner(h.Store, func(x *store.Tx) news.RingTx { return x })
		other := news.NewBell()
		var many []<-chan struct{}
		for n := range 130 { // more than one question holds
			c, _ := listen(t, other, id.Person(fmt.Sprint("person-", n)))
			many = append(many, c)
		}
		c, _ := listen(t, other, h.ID("Ravi"))
		hear := func() { t.Helper(); apptest.Must(t, other.Hear(t.Context(), run)) }
		hear()
		if heard(c) {
			t.Fatal("the first look only takes note")
		}
		told(t, h, "for the team")
		if _, err := h.Worker.Drain(t.Context()); err != nil {
			t.Fatal(err)
		}
		hear()
		if !heard(c) {
			t.Error("Ravi's page at the other process was not told")
		}
		hear()
		if heard(c) {
			t.Error("told twice of one ring")
		}
		for n, one := range many {
			select {
			case <-one:
				t.Errorf("person %d was told of nothing", n)
			default:
			}
		}
	})
}

func TestKeepHearsUntilTheEndAndOutlivesTrouble(t *testing.T) {
	b := news.NewBell()
	c, _ := listen(t, b, jo)
	run := &fakeRings{}
	ctx, cancel := context.WithCancel(t.Context())
	tick, noted := make(chan time.Time), make(chan error, 1)
	var ended sync.WaitGroup
	ended.Go(func() { b.Keep(ctx, run, tick, func(err error) { noted <- err }) })
	tick <- time.Time{}
	run.set(0, errors.New("gone"))
	tick <- time.Time{}
	if err := <-noted; err == nil {
		t.Error("trouble is noted")
	}
	run.set(3, nil)
	tick <- time.Time{}
	if !heard(c) {
		t.Error("after the trouble the ring is heard")
	}
	cancel()
	ended.Wait()
}

// fakeRings answers every question with one number.
type fakeRings struct {
	mu    sync.Mutex
	rings int64
	err   error
}

func (f *fakeRings) set(n int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rings, f.err = n, err
}

func (f *fakeRings) Rings(_ context.Context, people []id.Person) (map[id.Person]int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := map[id.Person]int64{}
	for _, p := range people {
		out[p] = f.rings
	}
	return out, f.err
}

func (f *fakeRings) View(_ context.Context, fn func(news.RingTx) error) error { return fn(f) }

func (f *fakeRings) Update(_ context.Context, fn func(news.RingTx) error) error { return fn(f) }

func (f *fakeRings) UpdateScope(_ context.Context, _ id.Triangle, fn func(news.RingTx) error) error {
	return fn(f)
}
