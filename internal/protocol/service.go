// Package protocol is the agreement of three: what each owner has chosen to
// share with whom, who asked for a choice, and what all three acknowledged. It
// records choices and never decides by them: that is the engine's, behind the door.
package protocol

import (
	"context"
	"slices"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	disclose.WriteTx
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	// Recent reads entries of some kinds, or of all, newest first.
	Recent(ctx context.Context, t id.Triangle, kinds []disclose.Kind, after disclose.Place, n int) ([]disclose.Sealed, error)
	Choices
	Asks
	Agreements
	duty.Tx
}

// Choices is what recording choices needs of a transaction.
type Choices interface {
	CheckIns
	// Choices lists all that was ever chosen in a triangle, oldest first.
	Choices(ctx context.Context, t id.Triangle) ([]Choice, error)
	PutChoice(ctx context.Context, t id.Triangle, c Choice) error
	OwnTopics(ctx context.Context, t id.Triangle) ([]OwnTopic, error)
	PutOwnTopic(ctx context.Context, t id.Triangle, o OwnTopic) error
}

// Asks is what asking for a choice needs of a transaction.
type Asks interface {
	PutAsk(ctx context.Context, a Ask) error
	// AsksIn lists what was asked in a triangle, oldest first.
	AsksIn(ctx context.Context, t id.Triangle) ([]Ask, error)
	CloseAsk(ctx context.Context, ask string, at int64, outcome string) error
}

// Agreements is what versions of the agreement need of a transaction.
type Agreements interface {
	// Agreed lists the versions of a triangle with who acknowledged them, oldest first.
	Agreed(ctx context.Context, t id.Triangle) ([]Version, error)
	AgreedLines(ctx context.Context, version string) ([]Line, error)
	PutAgreed(ctx context.Context, t id.Triangle, v Version, lines []Line) error
	PutAgreedWord(ctx context.Context, version string, w Word) error
}

// The kinds of duty of this package. Ref names the ask, or the choice.
const (
	DutyAsk      duty.Kind = "ask"           // somebody asked for a choice
	DutyAskStaff duty.Kind = "ask-staff"     // somebody asked, and the owner cannot be asked now
	DutyRemind   duty.Kind = "ask-reminder"  // an ask has waited for some days
	DutyReview   duty.Kind = "choice-review" // a choice of one's own ends soon
	DutyEnding   duty.Kind = "choice-ending" // what somebody may know of another ends soon
)

// endDuties ends all that waits about an ask or a choice.
func endDuties(ctx context.Context, x Tx, t id.Triangle, ref string, e duty.End) error {
	for _, k := range []duty.Kind{DutyAsk, DutyAskStaff, DutyRemind, DutyReview, DutyEnding} {
		if _, err := x.EndDuties(ctx, t, k, ref, e); err != nil {
			return err
		}
	}
	return nil
}

// putDuty stores a duty; one of that kind and owner about the same thing is enough.
func putDuty(ctx context.Context, x Tx, d duty.Duty) error {
	about, err := x.DutiesAbout(ctx, d.Triangle, d.Ref)
	if err != nil || slices.ContainsFunc(about, func(o duty.Duty) bool { return o.Kind == d.Kind && o.Owner == d.Owner }) {
		return err
	}
	return x.PutDuty(ctx, d)
}

// Service records choices and answers what was chosen.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}

// state is one triangle as one of its members finds it at one moment.
type state struct {
	now     time.Time
	tri     triangle.Triangle
	me      triangle.Member
	facts   *sharing.Triangle
	choices []Choice
	own     []OwnTopic
	asks    []Ask
	wishes  []Wish   // of the service user, for themselves alone
	pending []Choice // their yeses that wait for a private word
	stale   []Choice // and those that waited too long
}

// load reads the state. Whoever is no member now finds nothing.
func load(ctx context.Context, x Tx, t id.Triangle, by id.Person, now time.Time) (st state, err error) {
	st.now = now
	if st.tri, err = x.Triangle(ctx, t); err != nil {
		return state{}, err
	}
	me, ok := st.tri.Member(by)
	if !ok || !me.Here(now) || st.tri.Kind != triangle.Three {
		return state{}, errs.Missing("protocol.load")
	}
	st.me = me
	if st.facts, err = x.Facts(ctx, t); err != nil {
		return state{}, err
	}
	if st.choices, err = x.Choices(ctx, t); err != nil {
		return state{}, err
	}
	if st.own, err = x.OwnTopics(ctx, t); err != nil {
		return state{}, err
	}
	if st.asks, err = x.AsksIn(ctx, t); err != nil {
		return state{}, err
	}
	return st, st.loadCheckIns(ctx, x)
}

// view loads the state for reading alone.
func (s *Service) view(ctx context.Context, t id.Triangle, by id.Person) (st state, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		st, err = load(ctx, x, t, by, s.now())
		return err
	})
	return st, err
}

// viewSaid is view as the owner's own pages show it.
func (s *Service) viewSaid(ctx context.Context, t id.Triangle, by id.Person) (state, error) {
	st, err := s.view(ctx, t, by)
	if err != nil {
		return state{}, err
	}
	return st.said(), nil
}

func (st state) instant() sharing.Instant { return sharing.At(st.now) }

func (st state) is(c sharing.Corner) bool { return st.me.Corner == c }

// lacking reports whether the service user cannot decide about sharing now.
func (st state) lacking() bool {
	at := st.now.UnixMicro()
	for _, f := range st.facts.Capacity {
		if f.From.Micros() <= at && (!f.Until.IsSet() || at < f.Until.Micros()) {
			return !st.died()
		}
	}
	return false
}

func (st state) died() bool {
	su, ok := st.tri.ServiceUser()
	return ok && su.Died != 0 && su.Died <= st.now.UnixMicro()
}
