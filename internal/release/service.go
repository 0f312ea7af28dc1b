package release

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
	duty.Tx
	Reader
	Releases
	Findings
}

// Reader finds triangles and entries, sealed.
type Reader interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
	// TextsOf finds the entries of a kind, newest first.
	TextsOf(ctx context.Context, t id.Triangle, k disclose.Kind) ([]disclose.Sealed, error)
}

// Releases keeps the rows. What has moved on meanwhile is errs.Conflict.
type Releases interface {
	PutRelease(ctx context.Context, r Row) error
	ReleaseByID(ctx context.Context, t id.Triangle, r id.Entry) (Row, error)
	ReleasesOf(ctx context.Context, t id.Triangle) ([]Row, error)
	// BeginRelease countersigns a release that waits.
	BeginRelease(ctx context.Context, r Row) error
	// ReviewRelease notes that a second person looked at an urgent one.
	ReviewRelease(ctx context.Context, r Row) error
	// CloseRelease ends one that waits or is in force.
	CloseRelease(ctx context.Context, r Row) error
	// ReleaseTold notes that the person whose choice it overrides knows, and lifts what kept the text from them.
	ReleaseTold(ctx context.Context, r Row) error
}

// Findings keeps the rows of findings.
type Findings interface {
	PutFinding(ctx context.Context, f FindingRow) error
	FindingByID(ctx context.Context, t id.Triangle, finding id.Entry) (FindingRow, error)
	FindingsOf(ctx context.Context, t id.Triangle) ([]FindingRow, error)
	// EndFinding ends one that is in force.
	EndFinding(ctx context.Context, f FindingRow, at int64) error
}

// Service drafts, signs, countersigns, reviews and ends.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}

// Duties lists what somebody has to do, in all their triangles, the earliest day first.
func (s *Service) Duties(ctx context.Context, by id.Person) (out []duty.Duty, err error) {
	defer errs.Wrap("release.Duties", &err)
	ours := []duty.Kind{duty.Countersign, duty.ReviewRelease, duty.TellGiver, duty.ReviewTelling, duty.ReviewFinding}
	err = s.run.View(ctx, func(t Tx) (err error) {
		out, err = t.DutiesOf(ctx, by, s.now().UnixMicro())
		return err
	})
	return slices.DeleteFunc(out, func(d duty.Duty) bool { return !slices.Contains(ours, d.Kind) }), err
}

// staff lets professionals of the triangle in; for all others it does not exist.
func staff(t triangle.Triangle, by id.Person, now time.Time) (user triangle.Member, err error) {
	me, ok := t.Member(by)
	user, has := t.ServiceUser()
	if !ok || !has || !me.Here(now) || me.Corner != sharing.Professional {
		return triangle.Member{}, errs.Missing("release.staff")
	}
	return user, nil
}

// london is where a day ends: dates on forms are days there.
func london() *time.Location {
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		return time.UTC
	}
	return zone
}

// endOf is the moment when a day is over; day is any moment of it.
func endOf(day time.Time) time.Time {
	d := day.In(london())
	return time.Date(d.Year(), d.Month(), d.Day()+1, 0, 0, 0, 0, london())
}

func startOf(day time.Time) time.Time { return endOf(day).In(london()).AddDate(0, 0, -1) }
