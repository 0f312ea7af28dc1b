package agreement

import (
	"slices"
	"strings"
	"time"

	"trialogue/internal/address"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Limits of what people write, in letters, and how many steps there can be.
const (
	TextMost     = 1000
	StepMost     = 200
	HappenedMost = 2000
	StepsMost    = 6
)

// Draft is a wording about to be proposed. ID is drawn with the form, so that
// sending twice proposes once.
type Draft struct {
	ID        id.Entry
	Triangle  id.Triangle
	Agreement id.Entry // empty for a new one
	Read      id.Entry // of a change: the newest wording that its writer had read
	Kind      Kind
	Topic     string
	To        address.To
	Text      string
	Often     string // of a level of support: how often
	Owner     id.Person
	Due       int64 // the last microsecond of a day; 0 for none
	Review    int64
	After     id.Entry
	Steps     []StepDraft
}

// StepDraft is a small step about to be proposed. One without words is left out.
type StepDraft struct {
	Text  string
	Owner id.Person
}

// OftenPart names the part of the words of a level that says how often.
const OftenPart = "often"

// written is a draft that was found right, with all that it becomes.
type written struct {
	version Version
	entries []disclose.New // the wording, then its steps
}

// room is where somebody acts, and when.
type room struct {
	tri triangle.Triangle
	me  triangle.Member
	now time.Time
}

func (r room) su() id.Person {
	su, _ := r.tri.ServiceUser()
	return su.Person
}

// write turns a draft into entries. before is what there is already, with its
// root as its reader sees it; both are zero for a new agreement.
func (r room) write(d Draft, before Agreement) (written, errs.Problems) {
	base := address.Draft{
		ID: d.ID, Triangle: d.Triangle, Kind: disclose.Agreed, Parent: d.Agreement, To: d.To, Topic: d.Topic, Text: d.Text, Agreed: r.agreed(before, d.To),
	}
	about, p := r.about(d)
	base.About = about
	if d.Kind == Level {
		base.Parts = []disclose.Part{{Name: OftenPart, Text: plain.Clean(d.Often)}}
	}
	entry, problems := address.Compose(base, r.tri, r.me, r.now)
	p = append(p, problems...)
	w := written{entries: []disclose.New{entry}, version: Version{
		ID: d.ID, Number: 1, By: r.me.Person, Parties: d.To, Owner: d.Owner, Due: d.Due, Review: r.review(d), After: d.After, Made: r.now.UnixMicro(),
	}}
	p = append(p, r.check(d)...)
	for i, one := range d.Steps {
		if plain.Clean(one.Text) == "" {
			continue
		}
		p = append(p, r.checkStep(d, one, stepField(i))...)
		step := base
		step.ID, step.Kind, step.Parent, step.Text, step.Parts = id.Entry(id.New()), disclose.AgreedStep, d.root(), one.Text, nil
		entry, _ := address.Compose(step, r.tri, r.me, r.now)
		w.entries = append(w.entries, entry)
		w.version.Steps = append(w.version.Steps, Step{ID: step.ID, Owner: one.Owner})
	}
	w.version.Needs = r.needs(d.Kind, w.version)
	return w, p
}

func stepField(i int) string { return "step-" + string(rune('1'+i)) }

// root is the id that the agreement has, or will have.
func (d Draft) root() id.Entry {
	if d.Agreement != "" {
		return d.Agreement
	}
	return d.ID
}

// needs lists whose yes a wording needs: everybody who is to do something, and for
// a level of support the service user whom it is for.
func (r room) needs(k Kind, v Version) []id.Person {
	out := []id.Person{v.Owner}
	for _, s := range v.Steps {
		out = append(out, s.Owner)
	}
	if su := r.su(); k == Level && su != "" {
		out = append(out, su)
	}
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(p id.Person) bool { return p == "" })
}

// asked lists who is asked for a yes: those whose yes it needs, and the service
// user, whose yes opens it to carers.
func (r room) asked(v Version) []id.Person {
	out := slices.Clone(v.Needs)
	if su := r.su(); slices.Contains(v.Parties.People, su) && !slices.Contains(out, su) {
		out = append(out, su)
	}
	return slices.DeleteFunc(out, func(p id.Person) bool { return p == v.By })
}

// reviewAfter is when people look again at what has no day.
const reviewAfter = 28

func (r room) review(d Draft) int64 {
	if d.Review == 0 && d.Due == 0 {
		return endOf(r.now.In(London()).AddDate(0, 0, reviewAfter))
	}
	return d.Review
}

// about is whom it is about: the service user, or for a topic of carers the carer
// who is meant.
func (r room) about(d Draft) (about id.Person, p errs.Problems) {
	if !sharing.ForCarers(d.Topic) {
		return r.su(), nil
	}
	if r.me.Corner == sharing.Carer {
		return r.me.Person, nil
	}
	var carers []id.Person
	for _, m := range r.tri.At(sharing.Carer, r.now) {
		if slices.Contains(d.To.People, m.Person) {
			carers = append(carers, m.Person)
		}
	}
	if len(carers) != 1 || r.me.Corner == sharing.ServiceUser {
		p.Add("topic", "agreed.one-carer")
		return r.su(), p
	}
	return carers[0], nil
}

func (r room) check(d Draft) errs.Problems {
	p := address.Written("say", d.Text, TextMost)
	switch have := plain.Length(plain.Clean(d.Often)); {
	case d.Kind != Action && d.Kind != Level:
		p.Add("", "agreed.kind-unknown")
	case d.Kind == Level && have == 0:
		p.Add("often", "agreed.often-missing")
	case have > StepMost:
		p.Add("often", "write.text-long", "most", StepMost, "have", have)
	}
	if !r.others(d.To) {
		p.Add("with", "agreed.nobody")
	}
	p = append(p, r.checkOwner(d)...)
	at := r.now.UnixMicro()
	if d.Due != 0 && d.Due < at {
		p.Add("due", "agreed.day-past")
	}
	if d.Review != 0 && d.Review < at {
		p.Add("review", "agreed.day-past")
	}
	return p
}

func (r room) checkOwner(d Draft) (p errs.Problems) {
	owner, ok := r.tri.Member(d.Owner)
	switch {
	case d.Owner == "":
		p.Add("owner", "agreed.owner-missing")
	case !ok || !r.takesPart(d.To, owner):
		p.Add("owner", "agreed.owner-elsewhere")
	case d.Kind == Level && owner.Corner != sharing.Professional:
		p.Add("owner", "agreed.owner-professional")
	}
	if d.Kind == Level && !slices.Contains(d.To.People, r.su()) && r.me.Person != r.su() {
		p.Add("with", "agreed.level-with", "about", r.name(r.su()))
	}
	return p
}

func (r room) checkStep(d Draft, s StepDraft, field string) (p errs.Problems) {
	owner, ok := r.tri.Member(s.Owner)
	switch have := plain.Length(plain.Clean(s.Text)); {
	case have > StepMost:
		p.Add(field, "write.text-long", "most", StepMost, "have", have)
	case s.Owner == "":
		p.Add(field, "agreed.step-owner-missing")
	case !ok || !r.takesPart(d.To, owner):
		p.Add(field, "agreed.owner-elsewhere")
	}
	return p
}

// others reports whether somebody else is addressed.
func (r room) others(to address.To) bool {
	return slices.ContainsFunc(r.tri.Members, func(m triangle.Member) bool {
		return m.Person != r.me.Person && m.Here(r.now) && to.Includes(m) && m.Corner != triangle.AtSupport
	})
}

// takesPart reports whether somebody is among those with whom it is agreed.
func (r room) takesPart(to address.To, m triangle.Member) bool {
	return m.Here(r.now) && m.Corner != triangle.AtSupport && (m.Person == r.me.Person || to.Includes(m))
}

func (r room) name(p id.Person) string {
	m, _ := r.tri.Member(p)
	return triangle.FirstName(m.Name)
}

// agreed reports whether the service user has said yes before to all carers who
// are addressed hearing what is said here.
func (r room) agreed(before Agreement, to address.To) bool {
	carers := r.carers(to)
	return len(carers) > 0 && !slices.ContainsFunc(carers, func(p id.Person) bool { return !before.openedTo(p) })
}

// carers are those who are addressed, in the order of joining.
func (r room) carers(to address.To) []id.Person {
	var out []id.Person
	for _, m := range r.tri.At(sharing.Carer, r.now) {
		if slices.Contains(to.People, m.Person) {
			out = append(out, m.Person)
		}
	}
	return out
}

// Day reads a day as somebody wrote it: three fields, of which none is no day. It
// ends with the last microsecond of that day in London.
func Day(field, day, month, year string) (int64, errs.Problems) {
	var p errs.Problems
	parts := []string{strings.TrimSpace(day), strings.TrimSpace(month), strings.TrimSpace(year)}
	if strings.Join(parts, "") == "" {
		return 0, nil
	}
	n := [3]int{}
	for i, part := range parts {
		for _, c := range part {
			if c < '0' || c > '9' || n[i] > 9999 {
				n[i] = -1
				break
			}
			n[i] = n[i]*10 + int(c-'0')
		}
	}
	at := time.Date(n[2], time.Month(n[1]), n[0], 0, 0, 0, 0, London())
	if n[2] < 1000 || n[2] > 9999 || at.Day() != n[0] || int(at.Month()) != n[1] || at.Year() != n[2] {
		p.Add(field, "agreed.day-impossible")
		return 0, p
	}
	return endOf(at), nil
}

// yearsMost is how far ahead a day can lie.
const yearsMost = 2

// TooFar says what is wrong with a day that lies too far ahead.
func TooFar(field string, at int64, now time.Time) (p errs.Problems) {
	if at > now.AddDate(yearsMost, 0, 1).UnixMicro() {
		p.Add(field, "agreed.day-far", "years", yearsMost)
	}
	return p
}

// endOf is the last microsecond of a day in London.
func endOf(t time.Time) int64 {
	y, m, d := t.In(London()).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, London()).UnixMicro() - 1
}

// London is where days end.
func London() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil { // can only be met where the embedded database is broken
		return time.UTC
	}
	return zone
}
