package protocol

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Look says which choices somebody wants to see of their own.
type Look struct {
	Triangle id.Triangle
	When     sharing.When
	Part     Part
	// Each lists the professionals one by one instead of the team as one.
	Each bool
}

// Table is topics by recipients.
type Table struct {
	When       sharing.When
	Recipients []Recipient
	Rows       []Row
	// Lacking says that choices for when the owner cannot decide count now.
	Lacking bool
}

// Row is one topic with a cell for each recipient.
type Row struct {
	Topic Topic
	Cells []Cell
}

// Mine shows somebody their own choices. A professional has none.
func (s *Service) Mine(ctx context.Context, by id.Person, l Look) (t Table, err error) {
	defer errs.Wrap("protocol.Mine", &err)
	st, err := s.viewSaid(ctx, l.Triangle, by)
	if err != nil {
		return Table{}, err
	}
	when, ok := st.set(l.When)
	if !ok || st.is(sharing.Professional) {
		return Table{}, errs.Missing("protocol.Mine")
	}
	names, err := s.Names(ctx, by, l.Triangle)
	if err != nil {
		return Table{}, err
	}
	t = Table{When: when, Recipients: st.shownTo(l), Lacking: st.is(sharing.ServiceUser) && st.lacking()}
	for _, topic := range st.topics(st.me, l.Part) {
		topic.Label = names[topic.Name]
		row := Row{Topic: topic}
		for _, r := range t.Recipients {
			row.Cells = append(row.Cells, st.cell(st.me, r, topic, when))
		}
		t.Rows = append(t.Rows, row)
	}
	return t, nil
}

// shownTo lists the columns of a page.
func (st state) shownTo(l Look) []Recipient {
	if l.Each {
		return st.each()
	}
	var out []Recipient
	for _, r := range st.recipients() {
		if l.Part != ToldPart || r.Corner == sharing.Carer {
			out = append(out, r)
		}
	}
	return out
}
