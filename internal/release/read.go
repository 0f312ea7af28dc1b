package release

import (
	"context"
	"slices"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Whole is a release with its words, as one person may read them.
type Whole struct {
	Row
	Text   disclose.Shown
	Duties []duty.Duty
}

// Read shows one release to those who may read its text: professionals, and the person whose choice it overrides once they
// may know. For all others it does not exist.
func (s *Service) Read(ctx context.Context, by id.Person, t id.Triangle, release id.Entry) (w Whole, err error) {
	defer errs.Wrap("release.Read", &err)
	texts, err := s.texts(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntryByID(ctx, t, release) })
	if err != nil {
		return Whole{}, err
	}
	if len(texts) != 1 || texts[0].Kind != disclose.ReleaseText {
		return Whole{}, errs.Missing("release.Read")
	}
	w.Text = texts[0]
	err = s.run.View(ctx, func(x Tx) (err error) {
		if w.Row, err = x.ReleaseByID(ctx, t, release); err != nil {
			return err
		}
		w.Duties, err = x.DutiesAbout(ctx, t, string(release))
		return err
	})
	return w, err
}

// List shows the releases whose text somebody may read, newest first.
func (s *Service) List(ctx context.Context, by id.Person, t id.Triangle) (out []Whole, err error) {
	defer errs.Wrap("release.List", &err)
	texts, err := s.texts(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) {
		return x.TextsOf(ctx, t, disclose.ReleaseText)
	})
	if err != nil || len(texts) == 0 {
		return nil, err
	}
	var rows []Row
	err = s.run.View(ctx, func(x Tx) (err error) {
		rows, err = x.ReleasesOf(ctx, t)
		return err
	})
	for _, text := range texts {
		i := slices.IndexFunc(rows, func(r Row) bool { return r.ID == text.Entry })
		if i >= 0 {
			out = append(out, Whole{Row: rows[i], Text: text})
		}
	}
	return out, err
}

// textsMost bounds what one page reads.
const textsMost = 200

// texts reads a handful of entries through the door.
func (s *Service) texts(ctx context.Context, by id.Person, t id.Triangle, fetch func(context.Context, Tx) ([]disclose.Sealed, error)) ([]disclose.Shown, error) {
	page, err := disclose.Read(ctx, s.door, disclose.Look[Tx]{
		Run: s.run, Triangle: t, Person: by, Purpose: sharing.Care, Limit: textsMost,
		Fetch: disclose.AtOnce(fetch),
	})
	return page.Shown, err
}

// Form is what the form of a new release offers.
type Form struct {
	Item       disclose.Shown
	Concerns   triangle.Member
	Carers     bool // it is a carer's choice, and the service user must learn nothing
	Recipients []triangle.Member
	Seconds    []triangle.Member
	Finding    FindingRow // in force now; zero for none
}

// Form prepares a new release of an item that the professional can see.
func (s *Service) Form(ctx context.Context, by id.Person, t id.Triangle, item id.Entry) (f Form, err error) {
	defer errs.Wrap("release.Form", &err)
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		m, err := open(ctx, x, t, by, item, now)
		if err != nil {
			return err
		}
		f = Form{}
		who, carers := m.concerns()
		f.Concerns, _ = m.tri.Member(who)
		f.Carers = carers
		for _, one := range m.tri.Members {
			if m.recipientHere(one.Person, by) && !m.answer(one.Person).Shares() {
				f.Recipients = append(f.Recipients, one)
			}
			if m.secondHere(one.Person, by, "") {
				f.Seconds = append(f.Seconds, one)
			}
		}
		all, err := x.FindingsOf(ctx, t)
		f.Finding, _ = inForce(all, now)
		return err
	})
	if err != nil {
		return Form{}, err
	}
	shown, err := s.texts(ctx, by, t, func(ctx context.Context, x Tx) ([]disclose.Sealed, error) { return x.EntryByID(ctx, t, item) })
	if err != nil {
		return Form{}, err
	}
	if len(shown) != 1 {
		return Form{}, errs.Missing("release.Form")
	}
	f.Item = shown[0]
	return f, nil
}
