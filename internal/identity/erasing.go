package identity

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/triangle"
)

// Erasures is what erasing needs of a transaction.
type Erasures interface {
	PutErasure(ctx context.Context, e Erasure) error
	// ChangeErasure stores second, done and dropped of one that is neither done nor dropped.
	ChangeErasure(ctx context.Context, e Erasure) error
	// Erasures lists those of a triangle, or all that are open where it is empty.
	Erasures(ctx context.Context, t id.Triangle) ([]Erasure, error)
	PutLegalHold(ctx context.Context, h Hold) error
	EndLegalHold(ctx context.Context, h Hold) error
	// Holds lists those in force, of a triangle or of all.
	Holds(ctx context.Context, t id.Triangle) ([]Hold, error)
	// RenewKeys makes a new key for every space that a triangle shares with others.
	RenewKeys(ctx context.Context, t id.Triangle, now int64) error
	// DestroyTexts seals anew what others keep in the same spaces, and destroys
	// every key that opens a text of the triangle.
	DestroyTexts(ctx context.Context, t id.Triangle, now int64) error
}

// Erasure is a triangle, or a carer's own file, whose texts are destroyed with
// their keys. The record of what happened stays, and so does every proof.
type Erasure struct {
	ID       string
	Triangle id.Triangle
	Ground   string
	AskedBy  id.Person
	Asked    int64
	Second   id.Person // who said yes too; the owner of a file needs nobody
	Done     int64
	Dropped  int64
}

// Hold keeps a record from being erased while somebody may still need it.
type Hold struct {
	ID       string
	Triangle id.Triangle
	Ground   string
	By       id.Person
	Made     int64
	Ended    int64
	EndedBy  id.Person
}

// OwnChoice is the ground on which somebody erases their own file.
const OwnChoice = "own-choice"

// EraseGrounds are why a triangle can be erased.
func EraseGrounds() []string {
	return []string{"retention-over", "right-to-erasure", "court-order", "made-by-mistake"}
}

// HoldGrounds are why a record must be kept.
func HoldGrounds() []string { return []string{"inquiry", "court", "complaint", "coroner"} }

// EraseJob destroys the keys, a little after new ones stand ready: whoever was
// writing into a shared space has finished by then. Payload: "erasure", "triangle".
const (
	EraseJob   = "erase"
	eraseAfter = time.Minute
)

// EraseFile erases somebody's own file.
func (s *Service) EraseFile(ctx context.Context, p id.Person) (err error) {
	defer errs.Wrap("identity.EraseFile", &err)
	now := s.now()
	var file id.Triangle
	err = s.run.View(ctx, func(x Tx) error {
		mine, err := x.TrianglesOf(ctx, p, now.UnixMicro())
		for _, t := range mine {
			if t.Kind == triangle.File && t.Owner == p {
				file = t.ID
			}
		}
		return err
	})
	if err == nil && file == "" {
		err = errs.Missing("identity.EraseFile")
	}
	if err != nil {
		return err
	}
	e := Erasure{ID: id.New(), Triangle: file, Ground: OwnChoice, AskedBy: p, Asked: now.UnixMicro(), Second: p}
	return s.begin(ctx, e, func(x Tx) error { return x.PutErasure(ctx, e) })
}

// begin makes new keys ready and queues the destroying.
func (s *Service) begin(ctx context.Context, e Erasure, first func(Tx) error) error {
	now := s.now()
	job := disclose.Job{
		ID: id.New(), Kind: EraseJob, UniqueKey: EraseJob + "/" + e.ID, Payload: map[string]string{"erasure": e.ID, "triangle": string(e.Triangle)},
		RunAt: now.Add(eraseAfter).UnixMicro(), Made: now.UnixMicro(),
	}
	return s.run.UpdateScope(ctx, e.Triangle, func(x Tx) error {
		if err := held(ctx, x, e.Triangle); err != nil {
			return err
		}
		if err := first(x); err != nil {
			return err
		}
		if err := x.RenewKeys(ctx, e.Triangle, now.UnixMicro()); err != nil {
			return err
		}
		return x.PutJob(ctx, job)
	})
}

// held refuses to erase what somebody may still need.
func held(ctx context.Context, x Tx, t id.Triangle) error {
	holds, err := x.Holds(ctx, t)
	if err == nil && len(holds) > 0 {
		err = errs.E(errs.Conflict, "identity.held", "erase.held", nil)
	}
	return err
}

// erase destroys the keys of an erasure that was agreed to, unless a hold came meanwhile.
func (s *Service) erase(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("identity.erase", &err)
	t, now := id.Triangle(j.Payload["triangle"]), s.now()
	var e Erasure
	if err := s.run.View(ctx, func(x Tx) (err error) {
		e, err = erasureOf(ctx, x, t, j.Payload["erasure"])
		return err
	}); err != nil {
		return err
	}
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(t), At: now.UnixMicro(), Kind: ledger.Erased, Actor: string(e.AskedBy), Person: string(e.Second), Ground: e.Ground, Extra: map[string]string{"erasure": e.ID},
	})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, t, func(x Tx) error {
		e, err := erasureOf(ctx, x, t, e.ID)
		if err != nil || e.Done != 0 || e.Dropped != 0 || e.Second == "" {
			return err
		}
		if holds, err := x.Holds(ctx, t); err != nil || len(holds) > 0 {
			e.Dropped = now.UnixMicro()
			return errOr(err, func() error { return x.ChangeErasure(ctx, e) })
		}
		e.Done = now.UnixMicro()
		if err := x.ChangeErasure(ctx, e); err != nil {
			return err
		}
		if err := x.DestroyTexts(ctx, t, now.UnixMicro()); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

func errOr(err error, do func() error) error {
	if err != nil {
		return err
	}
	return do()
}

func erasureOf(ctx context.Context, x Tx, t id.Triangle, erasure string) (Erasure, error) {
	all, err := x.Erasures(ctx, t)
	for _, e := range all {
		if e.ID == erasure {
			return e, nil
		}
	}
	if err == nil {
		err = errs.Missing("identity.erasureOf")
	}
	return Erasure{}, err
}

// AskErase asks for a triangle to be erased. Only who looks after how
// information is used does, and a second person has to agree.
func (s *Service) AskErase(ctx context.Context, by triangle.Person, e Erasure) (err error) {
	defer errs.Wrap("identity.AskErase", &err)
	if !by.Governs {
		return errs.Missing("identity.AskErase")
	}
	var p errs.Problems
	if !id.Valid(e.ID) {
		p.Add("", "error.invalid")
	}
	if !id.Valid(string(e.Triangle)) {
		p.Add("triangle", "erase.triangle-wrong")
	}
	if !slices.Contains(EraseGrounds(), e.Ground) {
		p.Add("ground", "erase.ground-missing")
	}
	if err := p.Err("identity.AskErase"); err != nil {
		return err
	}
	e.AskedBy, e.Asked, e.Second, e.Done, e.Dropped = by.ID, s.now().UnixMicro(), "", 0, 0
	noted, err := disclose.DrawRecord(account(by.ID, "", "erasure-asked", s.now(), map[string]string{"triangle": string(e.Triangle), "erasure": e.ID, "ground": e.Ground}))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		t, err := x.Triangle(ctx, e.Triangle)
		if errs.Is(err, errs.NotFound) || err == nil && t.Kind != triangle.Three {
			var unknown errs.Problems
			unknown.Add("triangle", "erase.triangle-wrong")
			return unknown.Err("identity.AskErase")
		}
		if err != nil {
			return err
		}
		if err := held(ctx, x, e.Triangle); err != nil {
			return err
		}
		if err := x.PutErasure(ctx, e); err != nil {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// AgreeErase is the second person's yes; not the yes of who asked.
func (s *Service) AgreeErase(ctx context.Context, by triangle.Person, erasure string) (err error) {
	defer errs.Wrap("identity.AgreeErase", &err)
	e, err := s.openErasure(ctx, by, erasure)
	if err != nil {
		return err
	}
	if e.AskedBy == by.ID {
		return errs.E(errs.Conflict, "identity.AgreeErase", "erase.second", nil)
	}
	e.Second = by.ID
	return s.begin(ctx, e, func(x Tx) error { return x.ChangeErasure(ctx, e) })
}

// DropErase takes a wish to erase back, or says no to it.
func (s *Service) DropErase(ctx context.Context, by triangle.Person, erasure string) (err error) {
	defer errs.Wrap("identity.DropErase", &err)
	e, err := s.openErasure(ctx, by, erasure)
	if err != nil {
		return err
	}
	now := s.now()
	e.Dropped = now.UnixMicro()
	noted, err := disclose.DrawRecord(account(by.ID, "", "erasure-dropped", now, map[string]string{"triangle": string(e.Triangle), "erasure": e.ID}))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if err := x.ChangeErasure(ctx, e); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

func (s *Service) openErasure(ctx context.Context, by triangle.Person, erasure string) (Erasure, error) {
	desk, err := s.EraseDesk(ctx, by)
	for _, e := range desk.Open {
		if e.ID == erasure && e.Second == "" {
			return e, nil
		}
	}
	if err == nil {
		err = errs.Missing("identity.openErasure")
	}
	return Erasure{}, err
}

// Desk is what those who oversee see of erasing: ids and codes, no names.
type Desk struct {
	Open  []Erasure
	Holds []Hold
}

// EraseDesk lists what waits for a second person, and what must be kept.
func (s *Service) EraseDesk(ctx context.Context, by triangle.Person) (out Desk, err error) {
	defer errs.Wrap("identity.EraseDesk", &err)
	if !Oversees(by) {
		return out, errs.Missing("identity.EraseDesk")
	}
	err = s.run.View(ctx, func(x Tx) (err error) {
		if out.Open, err = x.Erasures(ctx, ""); err != nil {
			return err
		}
		out.Holds, err = x.Holds(ctx, "")
		return err
	})
	return out, err
}

// KeepOnHold keeps a record from being erased.
func (s *Service) KeepOnHold(ctx context.Context, by triangle.Person, h Hold) (err error) {
	defer errs.Wrap("identity.KeepOnHold", &err)
	if !by.Governs {
		return errs.Missing("identity.KeepOnHold")
	}
	var p errs.Problems
	if !id.Valid(h.ID) || !id.Valid(string(h.Triangle)) {
		p.Add("held", "erase.triangle-wrong")
	}
	if !slices.Contains(HoldGrounds(), h.Ground) {
		p.Add("hold-ground", "erase.ground-missing")
	}
	if err := p.Err("identity.KeepOnHold"); err != nil {
		return err
	}
	now := s.now()
	h.By, h.Made = by.ID, now.UnixMicro()
	noted, err := disclose.DrawRecord(account(by.ID, "", "hold", now, map[string]string{"triangle": string(h.Triangle), "hold": h.ID, "ground": h.Ground}))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if err := x.PutLegalHold(ctx, h); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// EndHold lets a record be erased again.
func (s *Service) EndHold(ctx context.Context, by triangle.Person, hold string) (err error) {
	defer errs.Wrap("identity.EndHold", &err)
	if !by.Governs {
		return errs.Missing("identity.EndHold")
	}
	now := s.now()
	noted, err := disclose.DrawRecord(account(by.ID, "", "hold-ended", now, map[string]string{"hold": hold}))
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		if err := x.EndLegalHold(ctx, Hold{ID: hold, Ended: now.UnixMicro(), EndedBy: by.ID}); err != nil {
			return err
		}
		_, err := noted.In(ctx, x)
		return err
	})
}

// Erased tells when the texts of a triangle were erased, and under which
// ground; the zero Erasure where they were not. Callers show it to its members.
func (s *Service) Erased(ctx context.Context, t id.Triangle) (out Erasure, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		out = Erasure{}
		all, err := x.Erasures(ctx, t)
		for _, e := range all {
			if e.Done != 0 || e.Second != "" && e.Dropped == 0 {
				out = e
			}
		}
		return err
	})
	return out, err
}
