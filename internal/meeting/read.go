package meeting

import (
	"cmp"
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// View is a meeting as one person may know it, with all texts that the door shows them.
type View struct {
	Meeting
	Call      disclose.Shown
	Place     string
	Link      string
	Guests    map[id.Entry]disclose.Shown
	Agenda    []disclose.Shown
	Voices    []disclose.Shown
	Questions []disclose.Shown // those asked here
	Earlier   []disclose.Shown // those that stayed open from earlier meetings
	Changes   []disclose.Shown // what people wish in the note
	NoteText  disclose.Shown   // zero where the reader is shown none
	NoteFor   string           // Whole or Actions where the reader has a copy of their own
	Copy      disclose.Shown
	// LastTime are the professionals who came to the meeting before this one.
	LastTime []id.Person
	// Quiet says that the reader does not want professionals to think aloud.
	Quiet bool
	// SomebodyQuiet says so of anybody who is invited, and not of whom.
	SomebodyQuiet bool
	May           May
	// Later says, of the reader's own words, who is invited and does not see them.
	Later map[id.Entry][]id.Person
}

// May is what the reader may do now.
type May struct {
	Invite, Decide, Answer, Set, Suggest, Heard, Say, Speak, There, Keep, Read, Tell, Pass, Wish bool
	Mark                                                                                         []id.Person
	Ask                                                                                          []id.Person // who could still be asked
	Absent                                                                                       []id.Person
	Unread                                                                                       []id.Person
}

// View reads a meeting. One that the door does not show is errs.NotFound.
func (s *Service) View(ctx context.Context, by id.Person, t id.Triangle, meeting id.Entry) (v View, err error) {
	defer errs.Wrap("meeting.View", &err)
	c, err := s.scene(ctx, by, t, meeting)
	if err != nil {
		return View{}, err
	}
	v = View{Meeting: c.m, Call: c.call, Place: part(c.call, PartPlace), Link: part(c.call, PartLink), Guests: map[id.Entry]disclose.Shown{}, May: c.may()}
	shown, err := s.children(ctx, by, t, meeting, nil)
	if err != nil {
		return View{}, err
	}
	if err := s.wishes(ctx, c, &v); err != nil {
		return View{}, err
	}
	for _, one := range shown {
		v.put(one)
	}
	// Whoever is shown no note has nothing to say that they have read.
	v.May.Read = v.May.Read && v.NoteText.Entry != ""
	if err := s.before(ctx, by, c, &v); err != nil {
		return View{}, err
	}
	return v, s.later(ctx, c, &v)
}

func (v *View) put(one disclose.Shown) {
	switch {
	case one.Kind == disclose.Agenda && part(one, PartGuest) != "":
		v.Guests[one.Entry] = one
	case one.Kind == disclose.Agenda:
		v.Agenda = append(v.Agenda, one)
	case one.Kind == disclose.Voice && part(one, PartChange) != "":
		v.Changes = append(v.Changes, one)
	case one.Kind == disclose.Voice && part(one, PartReflection) != "" && v.Quiet && !one.Mine:
	case one.Kind == disclose.Voice:
		v.Voices = append(v.Voices, one)
	case one.Kind == disclose.OpenQuestion:
		v.Questions = append(v.Questions, one)
	case one.Kind == disclose.MeetingNote && part(one, PartCopy) == "":
		v.NoteText = one
	case one.Kind == disclose.MeetingNote && !one.Mine:
		v.Copy, v.NoteFor = one, part(one, PartCopy)
	}
}

// wishes reads before whom professionals may think aloud.
func (s *Service) wishes(ctx context.Context, c scene, v *View) error {
	return s.run.View(ctx, func(x Tx) error {
		steps, err := x.StepsOf(tx.For(ctx, c.me.Person), c.tri.ID, []id.Entry{""})
		if err != nil {
			return err
		}
		quiet := map[id.Person]bool{}
		for _, one := range steps {
			if one.Did == Aloud {
				quiet[one.By] = one.Word == No
			}
		}
		v.Quiet = quiet[c.me.Person]
		for p, is := range quiet {
			v.SomebodyQuiet = v.SomebodyQuiet || is && c.m.Invited(p)
		}
		return nil
	})
}

// before reads what earlier meetings left: who came, and which questions are open.
func (s *Service) before(ctx context.Context, by id.Person, c scene, v *View) error {
	all, err := s.List(ctx, by, c.tri.ID)
	if err != nil {
		return err
	}
	v.LastTime = c.lastTime(all, c.m.ID, c.m.Time().Begins)
	for _, q := range all.Questions {
		if q.Parent != c.m.ID && q.Made < c.m.Time().Begins {
			v.Earlier = append(v.Earlier, q)
		}
	}
	return nil
}

// later finds who was invited after the reader wrote something for the list.
func (s *Service) later(ctx context.Context, c scene, v *View) error {
	v.Later = map[id.Entry][]id.Person{}
	return s.run.View(ctx, func(x Tx) error {
		for _, one := range v.Agenda {
			if !one.Mine {
				continue
			}
			found, err := x.EntryByID(tx.For(ctx, c.me.Person), c.tri.ID, one.Entry)
			if err != nil {
				return err
			}
			if len(found) == 1 {
				if late := missing(found[0].Meta, c.m); len(late) > 0 {
					v.Later[one.Entry] = late
				}
			}
		}
		return nil
	})
}

// may works out what the reader may do.
func (c scene) may() (may May) {
	m, me := c.m, c.me.Person
	a, _ := m.Find(me)
	may.Invite = c.mayInvite() == nil && m.Note.Entry == ""
	may.Decide = c.mine() && m.Off == 0 && (m.Agreed == 0 || len(m.Waiting()) > 0)
	may.Answer = m.On() && a.State == Allowed && m.Coming(c.now)
	may.Set = m.MaySet(me, c.su.Person)
	may.Suggest = !may.Set && m.On() && m.Note.Final == 0 && (m.Invited(me) || c.staff())
	may.Heard = c.staff() && m.Heard == 0 && m.Off == 0
	w := Words{Kind: "agenda"}
	may.Say = c.maySay(w) == nil
	w.Kind = "voice"
	may.Speak = c.maySay(w) == nil
	may.There = m.Begun(c.now) && m.Invited(me) && m.Note.Final == 0
	may.Keep = c.mayKeep() == nil
	may.Read = m.Note.Entry != "" && m.WasThere(me) && !m.Note.Read(me)
	may.Tell = c.mayTell() && len(c.absent()) > 0
	may.Wish = m.Note.Entry != "" && m.Note.Final == 0 && m.WasThere(me)
	may.Pass = m.Note.Final != 0 && m.Note.Keeper == me && len(c.toPass()) > 0
	may.Absent, may.Ask = c.absent(), c.proposable()
	may.Unread = m.Unread(func(p id.Person) bool { _, here := c.here(p); return here })
	for _, p := range m.People() {
		if may.There && p != me && c.mayMark(p) && !m.WasThere(p) {
			may.Mark = append(may.Mark, p)
		}
	}
	return may
}

// toPass lists who is to get something and has not got it.
func (c scene) toPass() (out []id.Person) {
	for _, p := range c.absent() {
		if c.m.AgreedToTell(p, c.su.Person) != Nothing && !c.m.GivenTo(p) {
			out = append(out, p)
		}
	}
	return out
}

// List is what somebody may know of the meetings of a triangle.
type List struct {
	Meetings  []Meeting // the latest called first
	Calls     map[id.Entry]disclose.Shown
	Questions []disclose.Shown // kept open, the oldest first
}

// List reads all meetings that the door shows, and the questions that are open.
func (s *Service) List(ctx context.Context, by id.Person, t id.Triangle) (l List, err error) {
	defer errs.Wrap("meeting.List", &err)
	calls, err := s.texts(ctx, by, t, disclose.Meeting)
	if err != nil {
		return List{}, err
	}
	questions, err := s.texts(ctx, by, t, disclose.OpenQuestion)
	if err != nil {
		return List{}, err
	}
	var ids []id.Entry
	l.Calls = map[id.Entry]disclose.Shown{}
	for _, one := range calls {
		ids = append(ids, one.Entry)
		l.Calls[one.Entry] = one
	}
	var steps []Step
	err = s.run.View(ctx, func(x Tx) error {
		if _, err := s.enter(tx.For(ctx, by), x, by, t, s.now()); err != nil {
			return err
		}
		steps, err = x.StepsOf(tx.For(ctx, by), t, ids)
		return err
	})
	if err != nil {
		return List{}, err
	}
	closed := map[id.Entry]bool{}
	for _, one := range calls {
		m := fold(begun(one), steps)
		l.Meetings = append(l.Meetings, m)
		for q := range m.Closed {
			closed[q] = true
		}
	}
	for _, q := range slices.Backward(questions) {
		if _, shown := l.Calls[q.Parent]; shown && !closed[q.Entry] {
			l.Questions = append(l.Questions, q)
		}
	}
	return l, nil
}

// Span is how long a call took, for reports: when the team was called, when it
// answered first, and when the meeting began. Times are microseconds since 1970
// UTC; 0 is not yet.
type Span struct {
	Meeting  id.Entry
	By       id.Person
	Called   int64
	Answered int64
	Begins   int64
	Off      bool
}

// Times lists the spans of the meetings that somebody may see, the latest first.
func (s *Service) Times(ctx context.Context, by id.Person, t id.Triangle) ([]Span, error) {
	l, err := s.List(ctx, by, t)
	var out []Span
	for _, m := range l.Meetings {
		out = append(out, Span{Meeting: m.ID, By: m.By, Called: m.Called, Answered: m.Heard, Begins: m.Time().Begins, Off: m.Off != 0})
	}
	return out, err
}

// left lists who said yes and has left the triangle, and was not noted yet.
func (m Meeting) left(tri triangle.Triangle, now time.Time) (out []id.Person) {
	for _, p := range m.Left(tri, now) {
		if !slices.Contains(m.gone, p) {
			out = append(out, p)
		}
	}
	return out
}

// Left lists who said yes and has left the triangle since.
func (m Meeting) Left(tri triangle.Triangle, now time.Time) (out []id.Person) {
	for _, p := range m.People() {
		if one, ok := tri.Member(p); m.Comes(p) && (!ok || !one.Here(now)) {
			out = append(out, p)
		}
	}
	return out
}

// Sorted are meetings by when they begin, the next one first.
func Sorted(all []Meeting) []Meeting {
	out := slices.Clone(all)
	slices.SortStableFunc(out, func(a, b Meeting) int { return cmp.Compare(a.Time().Begins, b.Time().Begins) })
	return out
}

// LastTime lists the professionals who came to the last meeting that somebody may see.
func (s *Service) LastTime(ctx context.Context, by id.Person, t id.Triangle) (out []id.Person, err error) {
	defer errs.Wrap("meeting.LastTime", &err)
	l, err := s.List(ctx, by, t)
	if err != nil {
		return nil, err
	}
	err = s.run.View(ctx, func(x Tx) error {
		r, err := s.enter(tx.For(ctx, by), x, by, t, s.now())
		out = r.lastTime(l, "", r.now.UnixMicro())
		return err
	})
	return out, err
}

// lastTime finds who of the team came to the meeting before a moment, which is not m.
func (r room) lastTime(l List, m id.Entry, before int64) (out []id.Person) {
	var last int64
	for _, one := range l.Meetings {
		begins := one.Time().Begins
		if one.ID != m && one.On() && begins < before && begins > last && len(one.Present()) > 0 {
			last, out = begins, professionals(r.tri, one.Present())
		}
	}
	return out
}

// MeetingLength is how long a meeting lasts, as the reader of the context knows it;
// 0 where there is none.
func (s *Service) MeetingLength(ctx context.Context, t id.Triangle, m id.Entry) (length time.Duration, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		steps, err := x.StepsOf(ctx, t, []id.Entry{m})
		length = time.Duration(fold(Meeting{ID: m, Triangle: t}, steps).Time().Minutes) * time.Minute
		return err
	})
	return length, err
}
