package conversation

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/fold"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// PageSize is how many messages a page shows.
const PageSize = 50

// SearchMost is how many messages one search looks through; then its reader is
// asked whether to look further back.
const SearchMost = 2_000

// Thread is a conversation as one person may see it, with a page of its messages.
type Thread struct {
	disclose.Shown // the line that says what it is about
	State
	Me       triangle.Member
	Messages []disclose.Shown // the oldest of the page first
	Earlier  disclose.Place   // zero where there is nothing before
	Waits    map[id.Entry]Waits
	Read     map[id.Entry][]id.Person // who lets the writer see that they have read it
	Form     Form
	// Open are questions that a professional may answer here, the oldest first.
	Open []disclose.Shown
	// YesWaits says that the service user has not said yes to those who are in it.
	YesWaits bool
	// MayAdd says that the reader may bring somebody in, and Joins who could come.
	MayAdd bool
	// Asks are those who came later, where the reader is asked about what they wrote before.
	Asks  []triangle.Member
	Joins []triangle.Member
	ends  func(triangle.Member) bool
}

// MayEnd reports whether the reader may end that somebody is in it.
func (th Thread) MayEnd(m triangle.Member) bool { return th.ends != nil && th.ends(m) }

// Find is what somebody looks for in a conversation.
type Find struct {
	Query  string
	Before disclose.Place
	// Around, where set, is a message that the page should show.
	Around id.Entry
}

// Read shows a page of a conversation, the newest where nothing else is asked for.
// One that may not be seen is errs.NotFound, like one that never was.
func (s *Service) Read(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, f Find) (th Thread, err error) {
	defer errs.Wrap("conversation.Read", &err)
	r, line, err := s.enter(ctx, by, t, c)
	if err != nil {
		return th, err
	}
	page, err := s.messages(ctx, by, t, c, f)
	if err != nil {
		return th, err
	}
	th = Thread{Shown: line, State: r.State, Me: r.me, Messages: page.Shown, Earlier: page.Next, Form: r.form(), YesWaits: r.State.Waits}
	if f.Around != "" && !slices.ContainsFunc(th.Messages, func(m disclose.Shown) bool { return m.Entry == f.Around }) {
		return s.around(ctx, by, t, c, f.Around)
	}
	slices.Reverse(th.Messages)
	th.MayAdd, th.Joins = r.mayAdd(), r.joins()
	err = s.run.View(ctx, func(x Tx) error { return s.fill(ctx, x, r, &th) })
	if err != nil {
		return Thread{}, err
	}
	if r.me.Corner == sharing.Professional && r.Has(r.me) {
		th.Open, err = s.openHere(ctx, by, r)
	}
	return th, err
}

// around shows the page that ends with a message further back. One that is not
// there for the reader leads to the newest page.
func (s *Service) around(ctx context.Context, by id.Person, t id.Triangle, c, message id.Entry) (Thread, error) {
	found, err := s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntryByID(ctx, t, message) })
	if err != nil {
		return Thread{}, err
	}
	f := Find{}
	if len(found) == 1 && found[0].Parent == c {
		f.Before = disclose.Place{At: found[0].Made + 1, Entry: message}
	}
	return s.Read(ctx, by, t, c, f)
}

// messages reads a page, newest first. A search looks through so many and no more.
func (s *Service) messages(ctx context.Context, by id.Person, t id.Triangle, c id.Entry, f Find) (disclose.Page, error) {
	var last disclose.Place
	looked, more := 0, false
	l := disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: PageSize, After: f.Before,
		Fetch: func(ctx context.Context, x Tx, after disclose.Place, n int) ([]disclose.Sealed, error) {
			if after == f.Before { // the first of a look, which may be taken twice
				looked, more = 0, false
			}
			if f.Query == "" {
				return x.Messages(ctx, t, c, after, n)
			}
			found, err := x.Messages(ctx, t, c, after, min(n, SearchMost-looked))
			looked += len(found)
			if looked == SearchMost && len(found) > 0 {
				m := found[len(found)-1].Meta
				last, more = disclose.Place{At: m.Made, Entry: m.ID}, true
			}
			return found, err
		},
	}
	if f.Query != "" {
		l.Keep = func(one disclose.Shown) bool { return fold.Contains(one.Words(), f.Query) }
	}
	page, err := disclose.Read(ctx, s.door, l)
	if err == nil && more && page.Next == (disclose.Place{}) {
		page.Next = last
	}
	return page, err
}

// fill reads the rows about the messages of a page: only those that are shown.
func (s *Service) fill(ctx context.Context, x Tx, r room, th *Thread) error {
	th.Waits, th.Read = map[id.Entry]Waits{}, map[id.Entry][]id.Person{}
	var mine []id.Entry
	for _, m := range th.Messages {
		if m.Mine {
			mine = append(mine, m.Entry)
		}
		if !r.asked(m.Entry) {
			continue
		}
		w, ok, err := s.waits(ctx, x, r, m.Entry)
		if err != nil {
			return err
		}
		if ok {
			th.Waits[m.Entry] = w
		}
	}
	for _, m := range r.People {
		came, late := r.Late(m.Person)
		if !late {
			continue
		}
		owed, err := x.DutiesAbout(ctx, r.tri.ID, earlierRef(came, r.me.Person))
		if err != nil {
			return err
		}
		if slices.ContainsFunc(owed, duty.Duty.Open) {
			th.Asks = append(th.Asks, m)
		}
	}
	return s.readMarks(ctx, x, r, mine, th.Read)
}

// readMarks says who has read what somebody wrote: of those alone who chose so, and
// from then on. Who has not is never said.
func (s *Service) readMarks(ctx context.Context, x Tx, r room, mine []id.Entry, out map[id.Entry][]id.Person) error {
	if len(mine) == 0 {
		return nil
	}
	since, err := s.readsSince(ctx, x, r.tri.ID)
	if err != nil || len(since) == 0 {
		return err
	}
	seen, err := x.Touching(ctx, r.tri.ID, mine)
	for _, one := range seen {
		p, e := id.Person(one.Actor), id.Entry(one.Entry)
		on, chose := since[p]
		if one.Kind == ledger.Sighting && chose && one.At >= on && !slices.Contains(out[e], p) {
			out[e] = append(out[e], p)
		}
	}
	return err
}

// readsSince says who lets writers see what they have read, and since when.
func (s *Service) readsSince(ctx context.Context, x Tx, t id.Triangle) (map[id.Person]int64, error) {
	all, err := x.TalkEvents(ctx, t, "")
	out := map[id.Person]int64{}
	for _, e := range all {
		switch e.What {
		case ReadsOn:
			out[e.By] = e.Made
		case ReadsOff:
			delete(out, e.By)
		}
	}
	return out, err
}

// openHere are the questions of a conversation that wait and that a professional may read.
func (s *Service) openHere(ctx context.Context, by id.Person, r room) ([]disclose.Shown, error) {
	var ids []id.Entry
	err := s.run.View(ctx, func(x Tx) error {
		due, err := x.AnswersDue(ctx, r.tri.ID)
		ids = nil
		for _, d := range due {
			if _, answered := r.Answer(id.Entry(d.Ref)); d.Entry == r.opening.ID && !answered {
				ids = append(ids, id.Entry(d.Ref))
			}
		}
		return err
	})
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	return s.few(ctx, by, r.tri.ID, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntriesByID(ctx, r.tri.ID, ids) })
}

// Peek shows a conversation without its messages: who is in it, and who could be.
func (s *Service) Peek(ctx context.Context, by id.Person, t id.Triangle, c id.Entry) (th Thread, err error) {
	defer errs.Wrap("conversation.Peek", &err)
	r, line, err := s.enter(ctx, by, t, c)
	if err != nil {
		return th, err
	}
	return Thread{Shown: line, State: r.State, Me: r.me, YesWaits: r.State.Waits, MayAdd: r.mayAdd(), Joins: r.joins(), ends: r.mayEnd}, nil
}
