package expertise

import (
	"context"
	"strings"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/mention"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Elsewhere is a page that the same person wrote in another triangle, without the
// names of those who are there.
type Elsewhere struct {
	Triangle            id.Triangle
	Hows                []How
	Text, Basis, Limits string
	Changed             int64 // microseconds since 1970 UTC
}

// gap stands where a name was.
const gap = "…"

// Elsewhere lists what somebody wrote about what they know in their other triangles.
// It is their own words alone, and comes through the door like all words.
func (s *Service) Elsewhere(ctx context.Context, by id.Person, t id.Triangle) (out []Elsewhere, err error) {
	defer errs.Wrap("expertise.Elsewhere", &err)
	var all []triangle.Triangle
	now := s.now()
	err = s.run.View(ctx, func(x Tx) (err error) {
		all, err = x.TrianglesOf(ctx, by, now.UnixMicro())
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, one := range all {
		if one.ID == t {
			continue
		}
		mine, err := s.own(ctx, by, one.ID, disclose.Expertise)
		if errs.Is(err, errs.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, Elsewhere{
			Triangle: one.ID, Hows: HowsOf(mine), Changed: mine.Changed,
			Text: nameless(mine.Words(), one), Basis: nameless(PartOf(mine, PartBasis), one), Limits: nameless(PartOf(mine, PartLimits), one),
		})
	}
	return out, nil
}

// nameless takes the service user and carers of a triangle out of a text: who is
// helped there is nobody's business here.
func nameless(text string, t triangle.Triangle) string {
	var names []string
	for _, m := range t.Members {
		if m.Corner == sharing.ServiceUser || m.Corner == sharing.Carer {
			names = append(names, m.Name, triangle.FirstName(m.Name))
		}
	}
	var out strings.Builder
	at := 0
	for _, span := range mention.Find(text, triangle.Triangle{}, names) {
		if span.Start < at {
			continue
		}
		out.WriteString(text[at:span.Start] + gap)
		at = span.End
	}
	out.WriteString(text[at:])
	return out.String()
}
