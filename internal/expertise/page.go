package expertise

import (
	"context"
	"slices"
	"strings"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// How is a way in which somebody came to know. Nobody's way is better than another.
type How string

// The ways. A person can have more than one.
const (
	Lived    How = "lived"    // lived it
	Caring   How = "caring"   // by being close to somebody
	Training How = "training" // learned it
)

// Hows lists the ways in the order of the corners.
func Hows() []How { return []How{Lived, Caring, Training} }

// The parts of a page of what somebody knows. What they know is the text itself.
const (
	PartHows   = "hows"   // the ways, as codes parted by spaces
	PartBasis  = "basis"  // how I know it
	PartLimits = "limits" // what I do not know
)

// Limits, stated to people before they reach them, in letters.
const (
	PartMost    = 3_000
	AccountMost = 20_000
	ViewMost    = 3_000
	MatterMost  = 200
)

// Draft is a page of one's own about to be written. Version is the one that was
// read, 0 for a first. ID is drawn with the form, so that sending twice writes once.
type Draft struct {
	ID       id.Entry
	Triangle id.Triangle
	Version  int
	Hows     []How
	Text     string
	Basis    string
	Limits   string
}

// HowsOf reads the ways from a page.
func HowsOf(one disclose.Shown) []How {
	var out []How
	for _, word := range strings.Fields(PartOf(one, PartHows)) {
		if slices.Contains(Hows(), How(word)) {
			out = append(out, How(word))
		}
	}
	return out
}

// PartOf is the text of one part, empty where there is none.
func PartOf(one disclose.Shown, name string) string {
	for _, p := range one.Parts {
		if p.Name == name {
			return p.Text
		}
	}
	return ""
}

// All shows the pages of everybody that this person may read, and their own, in
// the order of the corners.
func (s *Service) All(ctx context.Context, by id.Person, t id.Triangle) (out []disclose.Shown, err error) {
	defer errs.Wrap("expertise.All", &err)
	r, err := s.enter(ctx, by, t)
	if err != nil {
		return nil, err
	}
	out, err = s.few(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		return x.KnownIn(ctx, t, disclose.Expertise)
	})
	slices.SortStableFunc(out, func(a, b disclose.Shown) int { return r.order(a.GivenBy) - r.order(b.GivenBy) })
	return out, err
}

// order is a person's place in a fixed order: by corner, then by name.
func (r room) order(p id.Person) int {
	return slices.Index(r.inOrder(), p)
}

// inOrder lists everybody who stands or stood here, by corner and then by name.
func (r room) inOrder() []id.Person {
	all := slices.Clone(r.tri.Members)
	slices.SortStableFunc(all, func(a, b triangle.Member) int {
		if c := cornerOrder(a.Corner) - cornerOrder(b.Corner); c != 0 {
			return c
		}
		return strings.Compare(a.Name, b.Name)
	})
	out := make([]id.Person, len(all))
	for i, m := range all {
		out[i] = m.Person
	}
	return out
}

func cornerOrder(c sharing.Corner) int {
	return slices.Index([]sharing.Corner{sharing.ServiceUser, sharing.Carer, sharing.Professional}, c)
}

// Mine is the person's own page; errs.NotFound where they have written none.
func (s *Service) Mine(ctx context.Context, by id.Person, t id.Triangle) (disclose.Shown, error) {
	return s.own(ctx, by, t, disclose.Expertise)
}

func (s *Service) own(ctx context.Context, by id.Person, t id.Triangle, k disclose.Kind) (_ disclose.Shown, err error) {
	defer errs.Wrap("expertise.own", &err)
	if _, err := s.enter(ctx, by, t); err != nil {
		return disclose.Shown{}, err
	}
	return s.one(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return pageOf(ctx, x, t, k, by) })
}

// pageOf finds the one page of a kind that a person has here: the first they wrote.
func pageOf(ctx context.Context, x Tx, t id.Triangle, k disclose.Kind, owner id.Person) ([]disclose.Sealed, error) {
	found, err := x.KnownIn(ctx, t, k)
	found = ofOwner(found, owner)
	if len(found) > 1 {
		found = found[len(found)-1:]
	}
	return found, err
}

// Write keeps what somebody knows: their first page, or a new version of it.
func (s *Service) Write(ctx context.Context, by id.Person, d Draft) (err error) {
	defer errs.Wrap("expertise.Write", &err)
	r, err := s.enter(ctx, by, d.Triangle)
	if err != nil {
		return err
	}
	if err := r.check(d); err != nil {
		return err
	}
	return s.keep(ctx, r, d, address.Page{
		ID: d.ID, Kind: disclose.Expertise, Topic: pageTopic(r.me), Touches: r.me.Corner == sharing.Carer,
		Text: d.Text, Parts: partsOf(d),
	})
}

// pageTopic is what a page of what somebody knows is about. A carer's touches the
// service user's days; a professional's does not speak of the service user at all.
func pageTopic(me triangle.Member) string {
	if me.Corner == sharing.Professional {
		return "team"
	}
	return "day-to-day"
}

func partsOf(d Draft) []disclose.Part {
	var ways []string
	for _, h := range Hows() {
		if slices.Contains(d.Hows, h) {
			ways = append(ways, string(h))
		}
	}
	return []disclose.Part{
		{Name: PartHows, Text: strings.Join(ways, " ")}, {Name: PartBasis, Text: plain.Clean(d.Basis)}, {Name: PartLimits, Text: plain.Clean(d.Limits)},
	}
}

// check says what is wrong with a page of what somebody knows.
func (r room) check(d Draft) error {
	p := address.Written("say", d.Text, PartMost)
	if len(d.Hows) == 0 || slices.ContainsFunc(d.Hows, func(h How) bool { return !slices.Contains(Hows(), h) }) {
		p.Add("hows", "expertise.hows-missing")
	}
	for _, one := range []struct{ field, text string }{{"basis", d.Basis}, {"limits", d.Limits}} {
		if have := plain.Length(plain.Clean(one.text)); have > PartMost {
			p.Add(one.field, "write.text-long", "most", PartMost, "have", have)
		}
	}
	// What a professional writes about the service user is never hidden from the
	// service user, so it has no place on a page that is hidden until it is shared.
	for _, one := range []struct{ field, text string }{{"say", d.Text}, {"basis", d.Basis}, {"limits", d.Limits}} {
		if su, ok := r.names(one.text); ok {
			p.Add(one.field, "expertise.names-user", "about", triangle.FirstName(su.Name))
		}
	}
	return p.Err("expertise.check")
}

// names reports whether a professional's text names the service user.
func (r room) names(text string) (triangle.Member, bool) {
	su, ok := r.tri.ServiceUser()
	if !ok || r.me.Corner != sharing.Professional {
		return su, false
	}
	alone := triangle.Triangle{}
	return su, len(mention.Find(text, alone, []string{su.Name, triangle.FirstName(su.Name)})) > 0
}

// keep writes a page of one's own. There is one of a kind for each person here.
func (s *Service) keep(ctx context.Context, r room, d Draft, page address.Page) error {
	n := address.Own(page, r.tri, r.me, r.now)
	found, err := s.pageNow(ctx, r, page.Kind)
	if err != nil {
		return err
	}
	if found != nil && (d.Version > 0 || found.ID != d.ID) {
		mentions, changed := n.Item.Mentions, n.Changed
		body := n.Body
		n.Meta, n.Body = *found, body
		n.Item.Mentions, n.Version, n.Author, n.Changed = mentions, d.Version+1, r.me.Person, changed
	}
	w, err := disclose.Draw(n)
	if err != nil {
		return err
	}
	err = s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		if err := s.still(ctx, x, r.me.Person, d.Triangle); err != nil {
			return err
		}
		again, err := pageOf(ctx, x, d.Triangle, page.Kind, r.me.Person)
		if err != nil {
			return err
		}
		if (found == nil) != (len(again) == 0) || found != nil && !sameShares(again[0].Meta, *found) {
			return changedElsewhere(nil)
		}
		return w.In(ctx, x)
	})
	if !errs.Is(err, errs.Conflict) {
		return err
	}
	if s.keptBefore(ctx, r, d, n) {
		return nil
	}
	return changedElsewhere(err)
}

// changedElsewhere says that something of one's own was changed meanwhile: by nobody
// else, but in another window.
func changedElsewhere(cause error) error {
	return errs.E(errs.Conflict, "expertise", "expertise.changed-elsewhere", cause)
}

// pageNow is the facts of the person's page of a kind; nil for none.
func (s *Service) pageNow(ctx context.Context, r room, k disclose.Kind) (m *disclose.Meta, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		found, err := pageOf(ctx, x, r.tri.ID, k, r.me.Person)
		if m = nil; len(found) == 1 {
			m = &found[0].Meta
		}
		return err
	})
	return m, err
}

// keptBefore tells a form that was sent twice from a change in another window: the
// same words stand already.
func (s *Service) keptBefore(ctx context.Context, r room, d Draft, n disclose.New) bool {
	now, err := s.own(ctx, r.me.Person, d.Triangle, n.Kind)
	return err == nil && now.Version == d.Version+1 && now.Words() == n.Body.Text && slices.Equal(now.Parts, n.Body.Parts)
}
