package signin

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"fmt"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/plain"
	"trialogue/internal/triangle"
)

// Recovery is one attempt to come back after a lost way in.
type Recovery struct {
	ID        string
	Person    id.Person // empty where nobody has the address
	Link      string    // hash of what the mail holds
	Mailed    int64
	Opened    int64
	Browser   string // hash of what the browser holds in which the link was opened
	Need      Need
	Number    string // hash of the number that is said to the second person
	Wrong     int    // numbers that were not it
	VouchedBy id.Person
	Vouched   int64
	Ready     int64 // from when it can be finished; 0 while nobody has vouched
	Ends      int64
	Made      int64
	Settled   int64
	Outcome   Outcome
}

// RecoveryKey finds a recovery by one of these.
type RecoveryKey struct{ ID, Link, Browser string }

// Outcome is how a recovery ended.
type Outcome string

// The outcomes.
const (
	Recovered Outcome = "recovered"
	SaidNo    Outcome = "refused"  // the second person said no, or the number was wrong too often
	Stopped   Outcome = "stopped"  // "that was not me"
	Replaced  Outcome = "replaced" // asked again
	Unsent    Outcome = "unsent"   // nobody has the address, or a link is on its way already
)

// Recoveries is what coming back needs of a transaction.
type Recoveries interface {
	PutRecovery(ctx context.Context, r Recovery) error
	FindRecovery(ctx context.Context, by RecoveryKey) (Recovery, error)
	// ChangeRecovery stores what changed of one that is not settled; errs.Conflict if it is.
	ChangeRecovery(ctx context.Context, r Recovery) error
	// RecoveriesOf lists a person's that were mailed and are neither settled nor over.
	RecoveriesOf(ctx context.Context, p id.Person, now int64) ([]Recovery, error)
	// RecoveriesWaiting lists those that wait for a second person.
	RecoveriesWaiting(ctx context.Context, now int64) ([]Recovery, error)
	// LastRecovered is when somebody last came back this way; 0 for never.
	LastRecovered(ctx context.Context, p id.Person) (int64, error)
	StandsInThree(ctx context.Context, p id.Person, now int64) (bool, error)
	// SharesWith counts the professionals in triangles of a person; one of them, or all for "".
	SharesWith(ctx context.Context, p, professional id.Person, now int64) (int, error)
}

const (
	linkHolds   = time.Hour
	mailApart   = 15 * time.Minute
	waitAlone   = 24 * time.Hour
	secondHolds = 3 * 24 * time.Hour
	aloneHolds  = 7 * 24 * time.Hour
	numbersMost = 5 // wrong ones, then it is refused
)

// LostJob mails a step of coming back. Payload: "recovery", "step".
const LostJob = "account-lost"

// The steps that are mailed.
const (
	StepAsked     = "asked"
	StepOpened    = "opened"
	StepVouched   = "vouched"
	StepRefused   = "refused"
	StepStopped   = "stopped"
	StepRecovered = "recovered"
)

// AskBack begins to come back. Whether anybody has the address or not, the same
// is written and the same is queued; only the mail, later, is or is not sent.
func (s *Service) AskBack(ctx context.Context, email, address string) (err error) {
	defer errs.Wrap("signin.AskBack", &err)
	folded := FoldEmail(email)
	if !plain.IsEmail(folded) {
		var p errs.Problems
		p.Add("email", "signup.email-wrong")
		return p.Err("signin.AskBack")
	}
	now := s.now()
	r := Recovery{ID: id.New(), Made: now.UnixMicro(), Ends: now.Add(linkHolds).UnixMicro()}
	mail := s.lostMail(r.ID, StepAsked)
	return s.run.UpdateScope(ctx, slowScope, func(t Tx) error {
		if err := s.take(ctx, t, false, []Lane{CodeLane("lost", address)}); err != nil {
			return err
		}
		p, err := t.PersonByEmail(ctx, folded)
		if err != nil && !errs.Is(err, errs.NotFound) {
			return err
		}
		r.Person = p.ID
		if err := t.PutRecovery(ctx, r); err != nil {
			return err
		}
		return t.PutJob(ctx, mail)
	})
}

func (s *Service) lostMail(recovery, step string) disclose.Job {
	at := s.now().UnixMicro()
	return disclose.Job{ID: id.New(), Kind: LostJob, UniqueKey: LostJob + "/" + recovery + "/" + step, Payload: map[string]string{"recovery": recovery, "step": step}, RunAt: at, Made: at}
}

// LostLetter is what a mail about coming back needs.
type LostLetter struct {
	Person triangle.Person
	Link   string // for the first mail alone
	Stop   string // "that was not me"; empty where nothing can be stopped any more
}

// LostLetter draws the link of the first mail. Drawn again, the one before opens
// nothing. It is errs.NotFound where no mail is to be sent.
func (s *Service) LostLetter(ctx context.Context, recovery string) (l LostLetter, err error) {
	defer errs.Wrap("signin.LostLetter", &err)
	link, now := drawToken(), s.now()
	record, asked := disclose.Noted{}, Recovery{}
	err = s.run.View(ctx, func(t Tx) (err error) {
		asked, err = t.FindRecovery(ctx, RecoveryKey{ID: recovery})
		return err
	})
	if err != nil {
		return l, err
	}
	if record, err = s.note(ledger.Account, nobody, asked.Person, "recovery-asked"); err != nil {
		return l, err
	}
	send := false
	err = s.run.UpdateScope(ctx, id.Organisation, func(t Tx) error {
		r, err := t.FindRecovery(ctx, RecoveryKey{ID: recovery})
		if err != nil || r.Settled != 0 {
			return err
		}
		if l.Person, send, err = s.mayMail(ctx, t, r); err != nil {
			return err
		}
		if !send {
			return t.ChangeRecovery(ctx, r.settle(Unsent, now))
		}
		first := r.Mailed == 0
		r.Link, r.Mailed = hashToken(link), now.UnixMicro()
		if err := t.ChangeRecovery(ctx, r); err != nil {
			return err
		}
		if l.Stop, err = stopOf(ctx, t, r.ID); err != nil || !first {
			return err
		}
		_, err = record.In(ctx, t)
		return err
	})
	if err == nil && !send {
		err = errs.Missing("signin.LostLetter")
	}
	l.Link = link
	return l, err
}

// mayMail decides about the first mail: not to nobody, not to a closed account,
// and not while another link is on its way. Links before it open nothing more.
func (s *Service) mayMail(ctx context.Context, t Tx, r Recovery) (p triangle.Person, send bool, err error) {
	if r.Person == "" {
		return p, false, nil
	}
	now := s.now()
	if p, err = t.Person(ctx, r.Person); err != nil || p.Closed != 0 || p.Email == "" {
		return p, false, err
	}
	before, err := t.RecoveriesOf(ctx, r.Person, now.UnixMicro())
	if err != nil {
		return p, false, err
	}
	for _, one := range before {
		if one.ID == r.ID || one.Opened != 0 {
			continue
		}
		if now.Sub(time.UnixMicro(one.Mailed)) < mailApart {
			return p, false, nil
		}
		if err := t.ChangeRecovery(ctx, one.settle(Replaced, now)); err != nil {
			return p, false, err
		}
	}
	return p, true, nil
}

// LostStep reads to whom a later step is mailed.
func (s *Service) LostStep(ctx context.Context, recovery string) (l LostLetter, err error) {
	err = s.run.View(ctx, func(t Tx) error {
		r, err := t.FindRecovery(ctx, RecoveryKey{ID: recovery})
		if err != nil {
			return err
		}
		if l.Person, err = t.Person(ctx, r.Person); err != nil || r.Settled != 0 {
			return err
		}
		l.Stop, err = stopOf(ctx, t, r.ID)
		return err
	})
	return l, err
}

// stopOf is the end of the address at which whoever has the mail can stop it.
func stopOf(ctx context.Context, t Tx, recovery string) (string, error) {
	mac, err := t.Blind(ctx, "stop/"+recovery)
	return recovery + "/" + mac, err
}

func (r Recovery) settle(o Outcome, now time.Time) Recovery {
	r.Settled, r.Outcome = now.UnixMicro(), o
	return r
}

// numberOf is the short number that somebody says to the second person. It
// follows from what their browser holds, so no other browser shows it.
func numberOf(browser string) string {
	sum := sha256.Sum256([]byte("number/" + browser))
	return fmt.Sprintf("%06d", binary.BigEndian.Uint64(sum[:8])%1_000_000)
}

func numberHash(ctx context.Context, t Tx, recovery, number string) (string, error) {
	return t.Blind(ctx, "number/"+recovery+"/"+number)
}

func same(a, b string) bool { return a != "" && subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

func notOpen(key string) error { return errs.E(errs.Conflict, "signin.recover", key, nil) }
