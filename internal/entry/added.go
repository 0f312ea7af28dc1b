package entry

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// underAddedTopic settles how a draft is guarded whose topic somebody added: as
// sensitive where they said so, and as a carer's own where a carer did. Under a
// carer's topic the carer alone writes.
func underAddedTopic(ctx context.Context, t Tx, by id.Person, d Draft) (Draft, error) {
	if _, known := sharing.TopicNamed(d.Topic); known {
		return d, nil
	}
	topic, owner, err := t.AddedTopic(ctx, d.Triangle, d.Topic)
	switch {
	case errs.Is(err, errs.NotFound), err == nil && topic.ForCarers && owner != by:
		return d, nil // unknown, and said so with the other problems
	case err != nil:
		return d, err
	}
	d.added = true
	switch {
	case topic.ForCarers:
		d.Class, d.About = sharing.CarersOwn, []id.Person{by}
	case topic.Sensitive && d.Class == sharing.Personal:
		d.Class = sharing.Sensitive
	}
	return d, nil
}
