package protocol

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
)

// The parts of what a team commits itself to.
const (
	PartReply      = "reply"      // how soon it answers
	PartAlways     = "always"     // what it will always tell
	PartConfidence = "confidence" // how it holds what is said in confidence
)

// pledgeParts is the order in which they stand.
func pledgeParts() []string { return []string{PartReply, PartAlways, PartConfidence} }

// PledgeMost is how long one part can be, in letters.
const PledgeMost = 4000

// PledgeDraft is what a professional is about to commit the team to. ID was
// drawn with the form; Read is the pledge that stood then, empty for none.
type PledgeDraft struct {
	ID       id.Entry
	Triangle id.Triangle
	Read     id.Entry
	Parts    map[string]string
}

// Pledge reads what the team commits itself to now; Entry is empty where it
// has said nothing yet. It is about the team, so everybody here may read it.
func (s *Service) Pledge(ctx context.Context, by id.Person, t id.Triangle) (disclose.Shown, error) {
	shown, err := s.read(ctx, by, t, 1, disclose.Pledge)
	if err != nil || len(shown) == 0 {
		return disclose.Shown{}, err
	}
	return shown[0], nil
}

// Promise records what the team commits itself to from now.
func (s *Service) Promise(ctx context.Context, by id.Person, d PledgeDraft) (err error) {
	defer errs.Wrap("protocol.Promise", &err)
	var body disclose.Body
	var p errs.Problems
	for _, name := range pledgeParts() {
		text := plain.Clean(d.Parts[name])
		switch {
		case text == "":
			p.Add(name, "protocol.pledge-missing")
		case plain.Length(text) > PledgeMost:
			p.Add(name, "protocol.pledge-long", "most", PledgeMost)
		}
		body.Parts = append(body.Parts, disclose.Part{Name: name, Text: text})
	}
	if err := p.Err("protocol.Promise"); err != nil {
		return err
	}
	now := s.now()
	w, err := disclose.Draw(disclose.New{
		Meta: disclose.Meta{
			ID: d.ID, Triangle: d.Triangle, Kind: disclose.Pledge, Version: 1, Latest: 1, Author: by, Made: now.UnixMicro(), Changed: now.UnixMicro(),
			Item: sharing.Item{Class: sharing.General, Topic: "team", GivenBy: string(by), PossibleSources: 1},
		},
		Body: body,
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, d.Triangle, func(x Tx) error {
		st, err := load(ctx, x, d.Triangle, by, now)
		if err != nil {
			return err
		}
		if !st.is(sharing.Professional) {
			return errs.Missing("protocol.Promise")
		}
		last, err := lastPledge(ctx, x, d.Triangle)
		if err != nil || last == d.ID {
			return err
		}
		if last != d.Read {
			return errs.E(errs.Conflict, "protocol.Promise", "protocol.changed-meanwhile", nil)
		}
		return w.In(ctx, x)
	})
}

// lastPledge is the id of the latest pledge, without a look into it.
func lastPledge(ctx context.Context, x Tx, t id.Triangle) (id.Entry, error) {
	found, err := x.Recent(ctx, t, []disclose.Kind{disclose.Pledge}, disclose.Place{}, 1)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0].Meta.ID, nil
}
