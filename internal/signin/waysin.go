package signin

import (
	"context"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// WaysTx is what ways in need of a transaction.
type WaysTx interface {
	PasskeyTx
	CodeTx
	RecoveryTx
	RiseTx
	HintTx
	WaysReader
	disclose.Appender
}

// WaysReader finds all ways in of somebody.
type WaysReader interface {
	Passkeys(ctx context.Context, p id.Person) ([]Passkey, error)
	Password(ctx context.Context, p id.Person) (string, error)
	CodesOf(ctx context.Context, p id.Person) ([]Codes, error)
	// Recovery is the salt of somebody's recovery codes, and how many are left.
	RecoveryCodes(ctx context.Context, p id.Person) (salt string, left int, err error)
	OutsideWaysOf(ctx context.Context, p id.Person) ([]OutsideWay, error)
}

// Ways are all ways in that somebody has.
type Ways struct {
	Passkeys []Passkey
	Password bool
	Codes    bool // one-time codes are switched on
	Recovery int  // recovery codes that are left
	// Outside counts the organisations that vouch for this person.
	Outside int
}

// NeedsTwo reports whether somebody works here with what others wrote or decide
// about, so that one factor is never enough.
func NeedsTwo(p triangle.Person) bool {
	return p.Corner == sharing.Professional || p.Admin || p.Governs
}

// Halfway reports whether a session has proved less than its person needs: a
// code is still to come, or there is no second factor yet.
func Halfway(s Session, p triangle.Person) bool {
	need := 1
	if NeedsTwo(p) {
		need = 2
	}
	return s.Level < need
}

// Second reports whether there is a second factor at all.
func (w Ways) Second() bool { return w.Codes || len(w.Passkeys) > 0 }

// open counts the ways that lead in with nothing else, and says whether one of
// them, or two together, prove two factors.
func (w Ways) open() (ways int, two bool) {
	for _, one := range w.Passkeys {
		if one.Doubted == 0 {
			ways++
			two = true
		}
	}
	if w.Password {
		ways++
		two = two || w.Codes
	}
	return ways + w.Outside, two
}

// enough reports whether somebody still comes in with these: the last good way
// stays, and whoever needs two factors keeps two.
func (w Ways) enough(p triangle.Person) bool {
	ways, two := w.open()
	return ways > 0 && (two || !NeedsTwo(p))
}

// May says what somebody could take away and still come in.
type May struct {
	Passkey  map[string]bool // by id
	Password bool
	Codes    bool
}

// May works out what can be taken away.
func (w Ways) May(p triangle.Person) May {
	m := May{Passkey: map[string]bool{}}
	for _, one := range w.Passkeys {
		m.Passkey[one.ID] = w.without(one.ID).enough(p) || one.Doubted != 0
	}
	bare := w
	bare.Password = false
	m.Password = w.Password && bare.enough(p)
	bare = w
	bare.Codes = false
	m.Codes = w.Codes && bare.enough(p)
	return m
}

func (w Ways) without(passkey string) Ways {
	left := w
	left.Passkeys = nil
	for _, one := range w.Passkeys {
		if one.ID != passkey {
			left.Passkeys = append(left.Passkeys, one)
		}
	}
	return left
}

// errLast is why the last good way in cannot be taken away.
func errLast(op string) error { return errs.E(errs.Conflict, op, "ways.last", nil) }

// Ways lists the ways in of one person.
func (s *Service) Ways(ctx context.Context, p id.Person) (w Ways, err error) {
	defer errs.Wrap("signin.Ways", &err)
	err = s.run.View(ctx, func(t Tx) (err error) {
		w, err = ways(ctx, t, p)
		return err
	})
	return w, err
}

func ways(ctx context.Context, t WaysReader, p id.Person) (w Ways, err error) {
	if w.Passkeys, err = t.Passkeys(ctx, p); err != nil {
		return w, err
	}
	hash, err := t.Password(ctx, p)
	if err != nil {
		return w, err
	}
	w.Password = hash != ""
	codes, err := t.CodesOf(ctx, p)
	if err != nil {
		return w, err
	}
	for _, one := range codes {
		w.Codes = w.Codes || one.Confirmed != 0
	}
	if _, w.Recovery, err = t.RecoveryCodes(ctx, p); err != nil {
		return w, err
	}
	outside, err := t.OutsideWaysOf(ctx, p)
	w.Outside = len(outside)
	return w, err
}

// mayAdd reports whether a session may add a way in. Halfway it may do so only
// to get its first second factor: whoever knows a password and no more must not
// make themselves another.
func mayAdd(by Session, p triangle.Person, w Ways) bool { return !Halfway(by, p) || mayEnrol(by, p, w) }

func mayEnrol(by Session, p triangle.Person, w Ways) bool {
	return by.Level == 1 && NeedsTwo(p) && !w.Second()
}

// MayEnrol reports whether somebody stands before their first second factor.
func (s *Service) MayEnrol(ctx context.Context, by Session, p triangle.Person) (bool, error) {
	w, err := s.Ways(ctx, p.ID)
	return err == nil && mayEnrol(by, p, w), err
}

// ChangedJob tells somebody by mail that a way in of theirs was changed. The
// mail does not say which. Payload: "person".
const ChangedJob = "way-changed"

// change is what is told of a changed way in, drawn before a transaction.
type change struct {
	noted  disclose.Noted
	person id.Person
	job    string
	at     int64
}

// drawChange notes a code of what was changed, and for whom.
func (s *Service) drawChange(kind ledger.Kind, p id.Person, ground string, extra map[string]string) (change, error) {
	at := s.now().UnixMicro()
	actor := string(p)
	if kind == ledger.TurnedAway { // nobody knows who it was
		actor = ""
	}
	noted, err := disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: at, Kind: kind, Actor: actor, Person: string(p), Ground: ground, Extra: extra,
	})
	return change{noted: noted, person: p, job: id.New(), at: at}, err
}

// in writes the record and asks for the mail.
func (c change) in(ctx context.Context, t Tx) error {
	if _, err := c.noted.In(ctx, t); err != nil {
		return err
	}
	return t.PutJob(ctx, disclose.Job{
		ID: c.job, Kind: ChangedJob, UniqueKey: ChangedJob + "/" + string(c.person), Payload: map[string]string{"person": string(c.person)}, RunAt: c.at, Made: c.at,
	})
}

// changed does one change of a person's ways in, with its record and its mail.
func (s *Service) changed(ctx context.Context, p id.Person, ground, way string, do func(t Tx) error) error {
	c, err := s.drawChange(ledger.Account, p, ground, map[string]string{"way": way})
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		if err := do(t); err != nil {
			return err
		}
		return c.in(ctx, t)
	})
}
