package signin

import (
	"context"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Need is what coming back takes beside the link.
type Need string

// The needs.
const (
	NeedSecond Need = "second" // a second person who knows who asks
	NeedWait   Need = "wait"   // a day in which the owner can say no
)

// Stake is what could come to harm when the wrong one comes back.
type Stake struct {
	Professional bool // reads about people of the service
	Office       bool // keeps teams and accounts, or governs
	InThree      bool // stands with others, whose records are there
}

// Need is what such a stake asks for.
func (s Stake) Need() Need {
	if s.Professional || s.Office || s.InThree {
		return NeedSecond
	}
	return NeedWait
}

// Vouching is what is known of somebody who would vouch for somebody else.
type Vouching struct {
	Self         bool // for themselves
	Professional bool
	Admin        bool
	// Unsettled: they ask to come back themselves, or did within a day. Whoever
	// holds two accounts of one pair must not let one vouch for the other.
	Unsettled bool
	ForStaff  bool // the one who asks is a professional, or holds an office
	SameTeam  bool
	Shares    bool // stands as a professional in a triangle of the one who asks
	Nobody    bool // no professional at all stands with the one who asks
}

// May reports whether they may.
func (v Vouching) May() bool {
	switch {
	case v.Self, !v.Professional, v.Unsettled:
		return false
	case v.ForStaff:
		return v.Admin || v.SameTeam
	}
	return v.Shares || v.Nobody && v.Admin
}

// unsettledFor is how long somebody who came back vouches for nobody.
const unsettledFor = 24 * time.Hour

func (s *Service) stake(ctx context.Context, t Tx, p triangle.Person) (Stake, error) {
	three, err := t.StandsInThree(ctx, p.ID, s.now().UnixMicro())
	return Stake{Professional: p.Corner == sharing.Professional, Office: p.Admin || p.Governs, InThree: three}, err
}

// mayVouch gathers what is known and asks.
func (s *Service) mayVouch(ctx context.Context, t Tx, by, asks triangle.Person) (bool, error) {
	now := s.now().UnixMicro()
	if by.Closed != 0 || asks.Closed != 0 {
		return false, nil
	}
	v := Vouching{
		Self: by.ID == asks.ID, Professional: by.Corner == sharing.Professional, Admin: by.Admin,
		ForStaff: asks.Corner == sharing.Professional || asks.Admin || asks.Governs, SameTeam: by.Team != "" && by.Team == asks.Team,
	}
	own, err := t.RecoveriesOf(ctx, by.ID, now)
	if err != nil {
		return false, err
	}
	for _, r := range own {
		v.Unsettled = v.Unsettled || r.Opened != 0
	}
	last, err := t.LastRecovered(ctx, by.ID)
	if err != nil {
		return false, err
	}
	v.Unsettled = v.Unsettled || last > now-unsettledFor.Microseconds()
	with, err := t.SharesWith(ctx, asks.ID, by.ID, now)
	if err != nil {
		return false, err
	}
	all, err := t.SharesWith(ctx, asks.ID, "", now)
	v.Shares, v.Nobody = with > 0, all == 0
	return v.May(), err
}

// stillVouched reports whether the one who vouched still may.
func (s *Service) stillVouched(ctx context.Context, t Tx, r Recovery, asks triangle.Person) (bool, error) {
	by, err := t.Person(ctx, r.VouchedBy)
	if errs.Is(err, errs.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return s.mayVouch(ctx, t, by, asks)
}

// Asker is somebody who asks to come back.
type Asker struct {
	Recovery string
	Person   triangle.Person
	Since    int64 // when they opened the link
	Ends     int64
}

// Askers lists who asks to come back and whom this person may vouch for.
func (s *Service) Askers(ctx context.Context, by triangle.Person) (out []Asker, err error) {
	if by.Corner != sharing.Professional {
		return nil, nil
	}
	err = s.run.View(ctx, func(t Tx) error {
		out = nil
		all, err := t.RecoveriesWaiting(ctx, s.now().UnixMicro())
		if err != nil {
			return err
		}
		for _, r := range all {
			asks, err := t.Person(ctx, r.Person)
			if err != nil {
				return err
			}
			may, err := s.mayVouch(ctx, t, by, asks)
			if err != nil {
				return err
			}
			if may {
				out = append(out, Asker{Recovery: r.ID, Person: asks, Since: r.Opened, Ends: r.Ends})
			}
		}
		return nil
	})
	return out, err
}

// Asker finds one of them; errs.NotFound for whoever may not vouch for them.
func (s *Service) Asker(ctx context.Context, by triangle.Person, recovery string) (Asker, error) {
	all, err := s.Askers(ctx, by)
	if err != nil {
		return Asker{}, err
	}
	for _, a := range all {
		if a.Recovery == recovery {
			return a, nil
		}
	}
	return Asker{}, errs.Missing("signin.Asker")
}

// Recoveries lists what is under way to come back to somebody's own account.
func (s *Service) Recoveries(ctx context.Context, p id.Person) (out []Recovery, err error) {
	err = s.run.View(ctx, func(t Tx) (err error) {
		out, err = t.RecoveriesOf(ctx, p, s.now().UnixMicro())
		return err
	})
	return out, err
}
