package disclose

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/tx"
)

// Tx is what the door needs of a transaction.
type Tx interface {
	// Facts are people, decisions, findings and releases of a triangle.
	// Somebody outside the triangle gets the same kind of answer as for one that does not exist.
	Facts(ctx context.Context, t id.Triangle) (*sharing.Triangle, error)
	// Pause is what somebody's sight of a triangle is held at.
	Pause(ctx context.Context, t id.Triangle, p id.Person) (Pause, error)
	// LatestAt is the time of the latest record of the triangle that is not after
	// a time; 0 where there is none. Microseconds since 1970 UTC.
	LatestAt(ctx context.Context, t id.Triangle, notAfter int64) (int64, error)
	// SeenOn lists which of some entries are already on record as shown to a
	// person on a day. The entry "" stands for the limits that they ran into.
	SeenOn(ctx context.Context, t id.Triangle, p id.Person, day int64, entries []string) (Seen, error)
	// Append writes records to the triangle's chain, in order. Seq is filled in.
	Append(ctx context.Context, t id.Triangle, records []ledger.Record, salts []ledger.Salt) ([]int64, error)
}

// Seen is a set of recorded sightings.
type Seen map[SeenKey]struct{}

// UnshownKey stands for a limit that a person ran into.
func UnshownKey(topic, rule string) SeenKey { return SeenKey{Ground: "unshown " + rule + " " + topic} }

// SeenKey is one sighting within a day.
type SeenKey struct {
	Entry   string
	Version int
	Ground  string
}

// Door opens sealed text, and nothing else does.
type Door struct{ now func() time.Time }

// NewDoor makes a door with a clock.
func NewDoor(now func() time.Time) *Door { return &Door{now: now} }

// Place is a position in a timeline: just after the entry that was shown last.
// The zero Place is the beginning.
type Place struct {
	At    int64
	Entry id.Entry
}

// Look says who wants to see what. Fetch reads up to n entries after a place,
// newest first or in any other fixed order; fewer than n means the end.
type Look[X Tx] struct {
	Run      tx.Runner[X]
	Triangle id.Triangle
	Person   id.Person
	Purpose  sharing.Purpose
	Limit    int
	After    Place
	Fetch    func(ctx context.Context, t X, after Place, n int) ([]Sealed, error)
	// Keep, where set, drops what the person does not look for. It sees only
	// what they may see, so a search cannot tell more than a page does.
	Keep func(Shown) bool
	// As, where set, is somebody through whose eyes the person looks; see Preview.
	As id.Person
	// Said are choices of the looking person that count for the other's eyes alone,
	// as if they had begun.
	Said []sharing.Decision
	// Direct says that the person asked for this very thing: then a limit that
	// they run into is recorded (topic and rule, never the item).
	Direct bool
}

// Page is what a person may see of what they looked at. Next is zero at the end.
type Page struct {
	Shown []Shown
	Next  Place
}

// Read decides, records, waits until the record is durable, and only then
// returns text. What the person may not see is as if it were not there.
func Read[X Tx](ctx context.Context, d *Door, l Look[X]) (page Page, err error) {
	defer errs.Wrap("disclose.Read", &err)
	now := d.now()
	ctx = tx.For(ctx, l.Person)
	var missing []ledger.Record
	err = l.Run.View(ctx, func(t X) error {
		page, missing, err = look(ctx, t, l, now)
		return err
	})
	if err != nil || len(missing) == 0 {
		return pageOrNothing(page, err)
	}
	salts, err := drawSalts(len(missing) + spareSalts)
	if err != nil {
		return Page{}, err
	}
	err = l.Run.UpdateScope(ctx, l.Triangle, func(t X) error {
		// Decided anew: a choice may have narrowed since.
		if page, missing, err = look(ctx, t, l, now); err != nil {
			return err
		}
		if len(missing) > len(salts) {
			return errs.E(errs.Conflict, "disclose.Read", "error.changed-meanwhile", nil)
		}
		_, err = t.Append(ctx, l.Triangle, missing, salts[:len(missing)])
		return err
	})
	return pageOrNothing(page, err)
}

// spareSalts is room for what was written between the look and the record.
const spareSalts = 8

// pageOrNothing keeps an error from ever travelling with text.
func pageOrNothing(p Page, err error) (Page, error) {
	if err != nil {
		return Page{}, err
	}
	return p, nil
}

// look walks the entries, keeps what may be shown, and lists what has to be
// recorded first.
func look[X Tx](ctx context.Context, t X, l Look[X], now time.Time) (Page, []ledger.Record, error) {
	sight, err := moment(ctx, t, l.Triangle, l.Person, now)
	if err != nil {
		return Page{}, nil, err
	}
	r := reading{Sight: sight, triangle: l.Triangle, purpose: l.Purpose, corner: cornerOf(sight.facts, l.Person), as: l.As, said: l.Said, direct: l.Direct}
	page, err := walk(ctx, t, l, &r)
	if err != nil {
		return Page{}, nil, err
	}
	missing, err := r.missing(ctx, t, page.Shown)
	return page, missing, err
}

// clockSlack is how far a clock may have been set back before we trust it more
// than the record.
const clockSlack = 24 * time.Hour

// moment reads the facts and the time at which they are judged. A clock that
// was set back brings nothing back: what the record has seen has happened.
func moment(ctx context.Context, t Tx, triangle id.Triangle, p id.Person, now time.Time) (Sight, error) {
	latest, err := t.LatestAt(ctx, triangle, now.Add(clockSlack).UnixMicro())
	if err != nil {
		return Sight{}, err
	}
	if latest > now.UnixMicro() {
		now = time.UnixMicro(latest).UTC()
	}
	return See(ctx, t, triangle, p, now)
}

// batchMost bounds one fetch. Fetches grow up to it: somebody who may see little
// of much must not wait for a thousand small ones.
const batchMost = 1000

// walk fetches until the page is full or there is nothing left.
func walk[X Tx](ctx context.Context, t X, l Look[X], r *reading) (Page, error) {
	var page Page
	after := l.After
	for batch := l.Limit + 1; ; batch = min(2*batch, batchMost) {
		sealed, err := l.Fetch(ctx, t, after, batch)
		if err != nil {
			return Page{}, err
		}
		for _, s := range sealed {
			after = Place{At: s.Meta.Made, Entry: s.Meta.ID}
			shown, ok, err := r.pass(s)
			if err != nil {
				return Page{}, err
			}
			if !ok || (l.Keep != nil && !l.Keep(shown)) {
				continue
			}
			if len(page.Shown) == l.Limit {
				last := page.Shown[l.Limit-1]
				page.Next = Place{At: last.Made, Entry: last.Entry}
				return page, nil
			}
			page.Shown = append(page.Shown, shown)
		}
		if len(sealed) < batch {
			return page, nil
		}
	}
}

// reading is one person's look at one triangle at one moment.
type reading struct {
	Sight
	triangle id.Triangle
	purpose  sharing.Purpose
	corner   sharing.Corner
	as       id.Person
	said     []sharing.Decision
	direct   bool
	limits   []ledger.Record // what they ran into
}

// pass asks the engine about one entry and opens it only on a yes.
func (r *reading) pass(s Sealed) (Shown, bool, error) {
	m := s.Meta
	a := r.decide(m)
	var body Body
	if a.Outcome.Shares() {
		var err error
		if body, err = s.open(); err != nil {
			return Shown{}, false, fmt.Errorf("entry %s: %w", m.ID, err)
		}
		if m.Version != m.Latest || r.paused() {
			// An earlier text names whom it named; the facts tell of the latest.
			m.Item.Mentions = body.mentions()
			a = r.decide(m)
		}
	}
	if !a.Outcome.Shares() {
		r.limit(m.Item.Topic, a)
		return Shown{}, false, nil
	}
	if r.as != "" && !r.alsoFor(m.Item, &a) {
		return Shown{}, false, nil
	}
	return r.throughOtherEyes(show(m, body, a, r.person, r.corner)), true, nil
}

func (r *reading) decide(m Meta) sharing.Answer { return r.Decide(m, r.purpose) }

// limit notes that somebody asked for something they may not see.
func (r *reading) limit(topic string, a sharing.Answer) {
	if !r.direct {
		return
	}
	r.limits = append(r.limits, ledger.Record{
		Triangle: string(r.triangle), At: r.at.UnixMicro(), Kind: ledger.Unshown, Actor: string(r.person), Topic: topic, Rule: string(a.Rule), Ground: a.Ground,
	})
}

// missing lists what is not on record yet today: sightings, and limits. Nobody
// needs a record of somebody reading their own words.
func (r *reading) missing(ctx context.Context, t Tx, shown []Shown) ([]ledger.Record, error) {
	ask, want := r.wanted(shown)
	if len(want) == 0 {
		return nil, nil
	}
	seen, err := t.SeenOn(ctx, r.triangle, r.person, Day(r.at), ask)
	if err != nil {
		return nil, err
	}
	var out []ledger.Record
	for _, record := range want {
		key := SeenKey{Entry: record.Entry, Version: record.Version, Ground: record.Ground}
		if record.Kind == ledger.Unshown {
			key = UnshownKey(record.Topic, record.Rule)
		}
		if _, ok := seen[key]; !ok {
			seen[key] = struct{}{}
			out = append(out, record)
		}
	}
	return out, nil
}

// wanted lists the records that this look calls for, and the entries to ask about.
func (r *reading) wanted(shown []Shown) (ask []string, want []ledger.Record) {
	if len(shown) == 0 && len(r.limits) > 0 {
		ask, want = []string{""}, r.limits
	}
	for _, s := range shown {
		if s.Mine {
			continue
		}
		ask = append(ask, string(s.Entry))
		want = append(want, ledger.Record{
			Triangle: string(s.Triangle), At: r.at.UnixMicro(), Kind: ledger.Sighting, Actor: string(r.person),
			Entry: string(s.Entry), Version: s.Version, Topic: s.Topic, Rule: string(s.Rule), Ground: s.Ground,
		})
	}
	return ask, want
}

// Day counts days since 1970 UTC; a sighting is recorded once a day.
func Day(t time.Time) int64 { return t.Unix() / 86_400 }

func cornerOf(facts *sharing.Triangle, p id.Person) sharing.Corner {
	for _, one := range facts.People {
		if one.ID == string(p) {
			return one.Corner
		}
	}
	return ""
}

func drawSalts(n int) ([]ledger.Salt, error) {
	out := make([]ledger.Salt, n)
	for i := range out {
		s, err := ledger.NewSalt(rand.Reader)
		if err != nil {
			return nil, err
		}
		out[i] = s
	}
	return out, nil
}
