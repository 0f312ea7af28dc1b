package expertise

import (
	"context"
	"slices"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// MatterDraft is a matter that people see differently, about to be opened. ID is
// drawn with the form, so that sending twice opens it once.
type MatterDraft struct {
	ID         id.Entry
	Triangle   id.Triangle
	Topic      string
	With       []id.Person
	Team       bool // the team as a whole may read it
	Confidence sharing.Confidence
	Text       string
}

// Named are the confidences in which a view can be given. Without a name there is
// no view: it is somebody's.
func Named() []sharing.Confidence {
	return []sharing.Confidence{sharing.Named, sharing.Team, sharing.Sealed}
}

// MatterAudience says who would see a matter, before a word of it is written.
func (s *Service) MatterAudience(ctx context.Context, by id.Person, d MatterDraft) (out []address.Hearer, err error) {
	defer errs.Wrap("expertise.MatterAudience", &err)
	r, err := s.enter(ctx, by, d.Triangle)
	if err != nil {
		return nil, err
	}
	n, problems := r.matter(d)
	if err := problems.Err("expertise.MatterAudience"); err != nil {
		return nil, err
	}
	return r.hearers(n), nil
}

func (r room) hearers(n disclose.New) []address.Hearer {
	out := address.Hearers(n.Item, r.tri, r.facts, r.me.Person, r.now)
	for i, h := range out {
		// Whoever was not chosen is out for that reason, whatever else there is.
		if !h.Answer.Shares() && n.Item.Confidence != sharing.Sealed && !chosen(n.Item, h.Member) {
			out[i].Answer = sharing.Answer{Outcome: sharing.Withhold, Rule: h.Answer.Rule, Ground: sharing.GroundNotAddressed}
		}
	}
	slices.SortStableFunc(out, func(a, b address.Hearer) int { return r.order(a.Person) - r.order(b.Person) })
	return out
}

func chosen(i sharing.Item, m triangle.Member) bool {
	return i.Among == nil || i.Among.Team && m.Corner == sharing.Professional || slices.Contains(i.Among.People, string(m.Person))
}

// matter makes the entry of a draft, with what is wrong with whom it is for.
func (r room) matter(d MatterDraft) (disclose.New, errs.Problems) {
	n, p := address.Compose(address.Draft{
		ID: d.ID, Triangle: d.Triangle, Kind: disclose.Matter, To: r.to(d), About: r.about(d.Topic), Topic: d.Topic, Confidence: d.Confidence,
		Agreed: r.me.Corner == sharing.ServiceUser, Text: plain.Line(d.Text),
	}, r.tri, r.me, r.now)
	if err := r.canHear(d.With); err != nil {
		p.Add("with", "expertise.with-unknown")
	}
	if len(d.With) == 0 {
		p.Add("with", "views.with-missing")
	}
	return n, append(p, r.confided(d.Confidence, d.With)...)
}

// to are those whom a matter concerns. What a professional opens about the service
// user concerns the service user too.
func (r room) to(d MatterDraft) address.To {
	out := address.To{People: slices.Clone(d.With), Team: d.Team}
	su, ok := r.tri.ServiceUser()
	if ok && r.me.Corner == sharing.Professional && !slices.Contains(out.People, su.Person) {
		out.People = append(out.People, su.Person)
	}
	return out
}

// confided says what is wrong with how far a carer's words may go.
func (r room) confided(c sharing.Confidence, with []id.Person) (p errs.Problems) {
	su, ok := r.tri.ServiceUser()
	switch {
	case c == "":
	case !slices.Contains(Named(), c):
		p.Add("confidence", "write.confidence-missing")
	case ok && c != sharing.Named && slices.Contains(with, su.Person):
		p.Add("confidence", "views.confidence-user", "about", triangle.FirstName(su.Name))
	}
	return p
}

// about is whom a matter concerns: a carer on a topic of their own, or else the
// service user.
func (r room) about(topic string) id.Person {
	if sharing.ForCarers(topic) && r.me.Corner == sharing.Carer {
		return r.me.Person
	}
	su, _ := r.tri.ServiceUser()
	return su.Person
}

// Open opens a matter.
func (s *Service) Open(ctx context.Context, by id.Person, d MatterDraft) (e id.Entry, err error) {
	defer errs.Wrap("expertise.Open", &err)
	r, err := s.enter(ctx, by, d.Triangle)
	if err != nil {
		return "", err
	}
	n, problems := r.matter(d)
	problems = append(problems, address.Written("say", plain.Line(d.Text), MatterMost)...)
	if err := problems.Err("expertise.Open"); err != nil {
		return "", err
	}
	if err := s.alsoToday(ctx, by, d, &n); err != nil {
		return "", err
	}
	w, err := disclose.Draw(n)
	if err != nil {
		return "", err
	}
	err = s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		if err := s.still(ctx, x, by, d.Triangle); err != nil {
			return err
		}
		return w.In(ctx, x)
	})
	return d.ID, disclose.Once(ctx, s.run, d.Triangle, d.ID, by, err)
}

// alsoToday adds those of today who are told directly, where the writer may know
// an older team: somebody whose sight is held is heard all the same.
func (s *Service) alsoToday(ctx context.Context, by id.Person, d MatterDraft, n *disclose.New) error {
	if len(n.Item.HeldBy) == 0 || tx.Reader(ctx) == "" {
		return nil
	}
	r, err := s.enter(tx.For(ctx, ""), by, d.Triangle)
	if err != nil {
		return err
	}
	today, _ := r.matter(d)
	n.Item.HeldBy = union(n.Item.HeldBy, today.Item.HeldBy)
	return nil
}

func union(a, b []string) []string {
	for _, one := range b {
		if !slices.Contains(a, one) {
			a = append(slices.Clone(a), one)
		}
	}
	return a
}
