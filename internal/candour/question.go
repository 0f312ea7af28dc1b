package candour

import (
	"context"
	"slices"
	"strconv"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
	"trialogue/internal/workday"
)

// Duty is the kind of duty to answer a question. Its Ref is the question, its
// Entry too, and For is who asked.
const Duty duty.Kind = "question"

// Ask is a question about to be sent. Draft is drawn with the form, so that
// sending twice asks once. Without About it goes to the team as a whole.
type Ask struct {
	Draft    id.Entry
	Triangle id.Triangle
	About    id.Entry
	Seen     SightingKey // zero where it is not about a sighting
	Topic    string      // only without About
	Text     string
}

// SightingKey names a sighting without its place in the chain: how many records
// lie between two sightings is not for everybody to know.
type SightingKey struct {
	Viewer id.Person
	At     int64
}

// Key names the sighting.
func (s Sighting) Key() SightingKey { return SightingKey{Viewer: s.Viewer, At: s.At} }

// codes are the key as the record of a question keeps it.
func (k SightingKey) codes() map[string]string {
	if k == (SightingKey{}) {
		return nil
	}
	return map[string]string{"viewer": string(k.Viewer), "at": strconv.FormatInt(k.At, 10)}
}

func keyOf(codes map[string]string) SightingKey {
	at, err := strconv.ParseInt(codes["at"], 10, 64)
	if err != nil {
		return SightingKey{}
	}
	return SightingKey{Viewer: id.Person(codes["viewer"]), At: at}
}

// asking is a question with everything found that it needs.
type asking struct {
	room
	item  sharing.Item
	owner triangle.Member
}

// alsoToday brings a question before the team of today, where its asker may know
// an older one: somebody whose sight is held is heard all the same. The owner whom
// they know stays, if that owner is still here.
func (s *Service) alsoToday(ctx context.Context, by id.Person, a Ask, q *asking) error {
	if tx.Reader(ctx) == "" {
		return nil
	}
	today, err := s.asking(tx.For(ctx, ""), by, a)
	if err != nil {
		return err
	}
	for _, p := range today.item.HeldBy {
		if !slices.Contains(q.item.HeldBy, p) {
			q.item.HeldBy = append(q.item.HeldBy, p)
		}
	}
	if m, ok := today.tri.Member(q.owner.Person); !ok || !m.Here(q.now) {
		q.owner = today.owner
	}
	return nil
}

// Audience says who would see the question, and who would answer.
func (s *Service) Audience(ctx context.Context, by id.Person, a Ask) ([]address.Hearer, triangle.Member, error) {
	q, err := s.asking(ctx, by, a)
	if err != nil {
		return nil, triangle.Member{}, err
	}
	return q.hearers(q.item), q.owner, nil
}

// Raise asks a question. Somebody owns it from the first moment, and the day by
// which they answer is set in the same transaction.
func (s *Service) Raise(ctx context.Context, by id.Person, a Ask) (e id.Entry, err error) {
	defer errs.Wrap("candour.Raise", &err)
	q, err := s.asking(ctx, by, a)
	if err != nil {
		return "", err
	}
	if err := s.alsoToday(ctx, by, a, &q); err != nil {
		return "", err
	}
	text, problems := checkText(a.Text)
	if err := problems.Err("candour.Raise"); err != nil {
		return "", err
	}
	w, err := disclose.Draw(fresh(a.Draft, a.Triangle, disclose.Question, a.About, q.item, text, q.now))
	if err != nil {
		return "", err
	}
	d := duty.Duty{
		ID: id.New(), Triangle: a.Triangle, Kind: Duty, Owner: q.owner.Person, For: by, Entry: a.Draft, Topic: q.item.Topic, Ref: string(a.Draft),
		Due: workday.Add(q.now, max(1, q.tri.Team.ReplyDays)).UnixMicro(), Made: q.now.UnixMicro(),
	}
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(a.Triangle), At: d.Made, Kind: ledger.QuestionRaised, Actor: string(by), Person: string(d.Owner), Entry: string(a.Draft), Version: 1,
		Topic: d.Topic, Extra: a.Seen.codes(),
	})
	if err != nil {
		return "", err
	}
	err = s.run.UpdateScope(ctx, a.Triangle, func(x Tx) error {
		if _, _, err := s.placeIn(ctx, x, by, a.Triangle); err != nil {
			return err // they left while they were writing
		}
		if err := w.In(ctx, x); err != nil {
			return err
		}
		if err := x.PutDuty(ctx, d); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
	return a.Draft, disclose.Once(ctx, s.run, a.Triangle, a.Draft, by, err)
}

// asking finds whom a question goes to. Only a carer or the service user asks here.
func (s *Service) asking(ctx context.Context, by id.Person, a Ask) (asking, error) {
	q, err := s.enter(ctx, by, a.Triangle)
	if err != nil {
		return q, err
	}
	if q.me.Corner == sharing.Professional {
		return q, errs.Missing("candour.asking")
	}
	if a.About == "" {
		return q, q.toTheTeam(a.Topic)
	}
	parent, err := s.asked(ctx, by, a)
	if err != nil {
		return q, err
	}
	return q, q.about(parent, a.Seen.Viewer)
}

func (s *Service) enter(ctx context.Context, by id.Person, t id.Triangle) (q asking, err error) {
	q.now = s.now()
	err = s.run.View(ctx, func(x Tx) (err error) {
		if q.tri, q.me, err = s.placeIn(ctx, x, by, t); err != nil {
			return err
		}
		q.facts, err = x.Facts(ctx, t)
		return err
	})
	return q, err
}

// asked finds the entry that is asked about. It must be one the asker may see,
// and the sighting one they may know of.
func (s *Service) asked(ctx context.Context, by id.Person, a Ask) (disclose.Meta, error) {
	if a.Seen != (SightingKey{}) {
		h, err := s.History(ctx, by, a.Triangle, a.About)
		if err != nil {
			return disclose.Meta{}, err
		}
		if !slices.ContainsFunc(h.Sightings, func(one Sighting) bool { return one.Key() == a.Seen }) {
			return disclose.Meta{}, errs.Missing("candour.asked")
		}
	} else if _, err := s.one(ctx, by, a.Triangle, a.About); err != nil {
		return disclose.Meta{}, err
	}
	return s.meta(ctx, a.Triangle, a.About)
}

func (s *Service) meta(ctx context.Context, t id.Triangle, e id.Entry) (m disclose.Meta, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		found, err := x.EntryByID(ctx, t, e)
		if err == nil && len(found) == 0 {
			err = errs.Missing("candour.meta")
		}
		if err == nil {
			m = found[0].Meta
		}
		return err
	})
	return m, err
}

// about addresses a question to those professionals who may see what it is about.
// Where nobody else may see it, the question alone goes to all of them.
func (q *asking) about(parent disclose.Meta, viewer id.Person) error {
	team := q.team(parent.Item)
	if len(team) == 0 {
		team = q.tri.At(sharing.Professional, q.now)
	}
	return q.address(parent.Item.Topic, parent.Item.Class, team, viewer)
}

func (q *asking) toTheTeam(topic string) error {
	if _, known := sharing.TopicNamed(topic); !known {
		var p errs.Problems
		p.Add("topic", "write.topic-missing")
		return p.Err("candour.toTheTeam")
	}
	return q.address(topic, sharing.Personal, q.tri.At(sharing.Professional, q.now), "")
}

// address settles item and owner. A service user can keep a topic even from the
// team; then the question goes under the topic of the team itself, or nobody could answer.
func (q *asking) address(topic string, class sharing.Class, team []triangle.Member, viewer id.Person) error {
	for _, topic := range []string{topic, "team"} {
		q.item = addressed(q.me, q.me.Person, topic, class, team)
		able := slices.DeleteFunc(slices.Clone(team), func(m triangle.Member) bool { return !q.decide(q.item, m.Person).Shares() })
		if len(able) > 0 {
			q.owner = ownerOf(able, viewer)
			return nil
		}
	}
	var p errs.Problems
	p.Add("", "candour.nobody-to-ask")
	return p.Err("candour.address")
}

// ownerOf is the professional who saw it, or else the carer lead, or else whoever joined first.
func ownerOf(able []triangle.Member, viewer id.Person) triangle.Member {
	for _, is := range []func(triangle.Member) bool{
		func(m triangle.Member) bool { return m.Person == viewer },
		func(m triangle.Member) bool { return m.CarerLead },
	} {
		if i := slices.IndexFunc(able, is); i >= 0 {
			return able[i]
		}
	}
	return able[0]
}
