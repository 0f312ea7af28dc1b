package protocol

import (
	"context"
	"slices"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Difference is one line that two versions say differently. An empty answer is
// none: nothing was chosen.
type Difference struct {
	Line   Line // as it is in the later one, or was
	Before sharing.Choice
	Now    sharing.Choice
	// Until says that only the end is another.
	Until bool
}

// Compared is what changed between two versions, as far as it concerns the reader.
type Compared struct {
	From, To    Version
	Differences []Difference
	Names       map[string]string
}

// Compare reads two versions; the order in which they are named means nothing.
func (s *Service) Compare(ctx context.Context, by id.Person, t id.Triangle, one, other string) (c Compared, err error) {
	defer errs.Wrap("protocol.Compare", &err)
	if c.Names, err = s.Names(ctx, by, t); err != nil {
		return Compared{}, err
	}
	err = s.run.View(ctx, func(x Tx) error {
		st, err := load(ctx, x, t, by, s.now())
		if err != nil {
			return err
		}
		versions, err := x.Agreed(ctx, t)
		if err != nil || one == "" || other == "" || len(versions) == 0 {
			return errs.Missing("protocol.Compare")
		}
		if c.From, err = pick(versions, one); err != nil {
			return err
		}
		if c.To, err = pick(versions, other); err != nil {
			return err
		}
		if c.From.Number > c.To.Number {
			c.From, c.To = c.To, c.From
		}
		before, err := x.AgreedLines(ctx, c.From.ID)
		if err != nil {
			return err
		}
		now, err := x.AgreedLines(ctx, c.To.ID)
		if err != nil {
			return err
		}
		c.Differences = compare(st.mine(before, c.Names), st.mine(now, c.Names))
		return nil
	})
	return c, err
}

// compare lists what two sets of lines say differently, in a fixed order.
func compare(before, now []Line) []Difference {
	var out []Difference
	for _, n := range now {
		b, found := sameLine(before, n)
		switch {
		case !found:
			out = append(out, Difference{Line: n, Now: n.Answer})
		case b.Answer != n.Answer:
			out = append(out, Difference{Line: n, Before: b.Answer, Now: n.Answer})
		case b.Ends != n.Ends:
			out = append(out, Difference{Line: n, Before: b.Answer, Now: n.Answer, Until: true})
		}
	}
	for _, b := range before {
		if _, found := sameLine(now, b); !found {
			out = append(out, Difference{Line: b, Before: b.Answer})
		}
	}
	return out
}

func sameLine(lines []Line, l Line) (Line, bool) {
	i := slices.IndexFunc(lines, func(o Line) bool {
		return o.Owner == l.Owner && o.Recipient == l.Recipient && o.Topic == l.Topic && o.When == l.When
	})
	if i < 0 {
		return Line{}, false
	}
	return lines[i], true
}
