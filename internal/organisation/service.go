package organisation

import (
	"context"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/ledger"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
	"trialogue/internal/tx"
)

// Tx is what this feature needs of a transaction.
type Tx interface {
	disclose.Tx
	disclose.WriteTx
	Working
	Reaching
}

// Working is who works where, and with which offices.
type Working interface {
	Units
	People
	Memberships
	Covers
}

// Reaching is by what somebody stands in a triangle.
type Reaching interface {
	Places
	Comings
	Codes
	Duties
}

// Units is what names and services need of a transaction.
type Units interface {
	Organisation(ctx context.Context) (id, name string, err error)
	PutOrganisation(ctx context.Context, organisation, name string, made int64) error
	SetOrganisationName(ctx context.Context, organisation, name string) error
	Services(ctx context.Context) ([]Unit, error)
	// PutService stores a service, or its new name.
	PutService(ctx context.Context, organisation string, u Unit, made int64) error
	TeamList(ctx context.Context) ([]triangle.Team, error)
}

// People is what offices need of a transaction.
type People interface {
	Person(ctx context.Context, p id.Person) (triangle.Person, error)
	// Staff lists the open accounts of professionals, by name.
	Staff(ctx context.Context) ([]triangle.Person, error)
	// SetOffices is errs.Conflict where nobody would be administrator any more.
	SetOffices(ctx context.Context, p triangle.Person) error
	SetHomeTeam(ctx context.Context, p id.Person, team id.Team) error
	// TidyHomes makes it so that everybody's home team is one in which they work.
	TidyHomes(ctx context.Context, now int64) error
}

// Memberships is what places in teams need of a transaction.
type Memberships interface {
	Membership(ctx context.Context, membership string) (triangle.Membership, error)
	MembershipsIn(ctx context.Context, team id.Team, now int64) ([]triangle.Membership, error)
	// MembershipsOf lists where somebody works now, the home team first.
	MembershipsOf(ctx context.Context, p id.Person, now int64) ([]triangle.Membership, error)
	// PlacesOf lists those that have not begun, too.
	PlacesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Membership, error)
	// MembershipsNow lists everybody who works in a team now, by name, the home team first.
	MembershipsNow(ctx context.Context, now int64) ([]triangle.Membership, error)
	PutMembership(ctx context.Context, m triangle.Membership, made int64) error
	ChangeMembership(ctx context.Context, m triangle.Membership, now int64) error
	// HoldMembership says whether one is in force, and makes whoever ends it wait.
	HoldMembership(ctx context.Context, membership string, now int64) (bool, error)
}

// Covers is what covers need of a transaction.
type Covers interface {
	Cover(ctx context.Context, cover string) (Cover, error)
	CoversOf(ctx context.Context, p id.Person, now int64) ([]Cover, error)
	Covers(ctx context.Context, now int64) ([]Cover, error)
	PutCover(ctx context.Context, c Cover, made int64) error
	AgreeCover(ctx context.Context, cover string, by id.Person, now int64) error
	EndCover(ctx context.Context, cover string, by id.Person, now int64) error
	ShortenCover(ctx context.Context, cover string, until int64) error
	HoldCover(ctx context.Context, cover string, now int64) (bool, error)
}

// Places is what reaching a triangle needs of a transaction.
type Places interface {
	Triangle(ctx context.Context, t id.Triangle) (triangle.Triangle, error)
	TrianglesOf(ctx context.Context, p id.Person, now int64) ([]triangle.Triangle, error)
	TrianglesOfTeam(ctx context.Context, team id.Team) ([]triangle.Triangle, error)
	PutMember(ctx context.Context, t id.Triangle, m triangle.Member) error
	EndPlace(ctx context.Context, place string, now int64) (bool, error)
	// EndResting ends by a time what rests on a place in a team or on a cover.
	EndResting(ctx context.Context, on string, until int64) (int64, error)
	Over(ctx context.Context, now int64, most int) ([]Over, error)
	SettleOver(ctx context.Context, place string) (bool, error)
}

// Comings is what written reasons and support need of a transaction.
type Comings interface {
	Reached(ctx context.Context, ref string) (Reached, error)
	ToReview(ctx context.Context) ([]Reached, error)
	SupportSince(ctx context.Context, since int64) ([]Reached, error)
	SupportIn(ctx context.Context, t id.Triangle, now int64) ([]Reached, error)
	PutReached(ctx context.Context, r Reached) error
	AnswerReached(ctx context.Context, r Reached) error
	ReviewReached(ctx context.Context, ref string, by id.Person, outcome string, now int64) error
	// EntryByID reads a reason, sealed.
	EntryByID(ctx context.Context, t id.Triangle, e id.Entry) ([]disclose.Sealed, error)
}

// Codes is what finding a triangle by its code needs of a transaction.
type Codes interface {
	TriangleCode(ctx context.Context, t id.Triangle) (string, error)
	PutTriangleCode(ctx context.Context, t id.Triangle, code string, made int64) error
	// TriangleByCode is errs.NotFound for none.
	TriangleByCode(ctx context.Context, code string) (id.Triangle, error)
	CountAttempts(ctx context.Context, key string, since int64) (int, error)
	PutAttempt(ctx context.Context, key string, at int64) error
}

// Duties is what promises need of a transaction.
type Duties interface {
	PutDuty(ctx context.Context, d duty.Duty) error
	EndDuties(ctx context.Context, t id.Triangle, k duty.Kind, ref string, e duty.End) (int, error)
	DutiesOf(ctx context.Context, p id.Person, now int64) ([]duty.Duty, error)
	DutiesOfKind(ctx context.Context, t id.Triangle, k duty.Kind) ([]duty.Duty, error)
}

// Service keeps the organisation.
type Service struct {
	run  tx.Runner[Tx]
	door *disclose.Door
	now  func() time.Time
}

// New makes the service.
func New(run tx.Runner[Tx], door *disclose.Door, now func() time.Time) *Service {
	return &Service{run: run, door: door, now: now}
}

// NoticeJob says to one person that something is new, and no more. Payload: "to", "triangle" and "what".
const NoticeJob = "reach-notice"

// notice draws a notice before a transaction.
func notice(now time.Time) disclose.Job {
	return disclose.Job{ID: id.New(), Kind: NoticeJob, RunAt: now.UnixMicro(), Made: now.UnixMicro()}
}

// notices draws as many as a triangle can have people.
func notices(now time.Time) []disclose.Job {
	out := make([]disclose.Job, peopleMost)
	for i := range out {
		out[i] = notice(now)
	}
	return out
}

// peopleMost bounds how many are told of one thing.
const peopleMost = 40

func tell(ctx context.Context, x Tx, j disclose.Job, p id.Person, t id.Triangle) error {
	j.Payload = map[string]string{"to": string(p), "triangle": string(t), "what": "reached"}
	return x.PutJob(ctx, j)
}

// tellAll tells everybody who stands in a triangle, but for one.
func tellAll(ctx context.Context, x Tx, jobs []disclose.Job, t triangle.Triangle, but id.Person, now time.Time) error {
	n := 0
	for _, m := range t.Members {
		if !m.Here(now) || m.Person == but || m.Person == triangle.NobodyYet || n == len(jobs) {
			continue
		}
		if err := tell(ctx, x, jobs[n], m.Person, t.ID); err != nil {
			return err
		}
		n++
	}
	return nil
}

// staffed draws a record for the organisation's own chain.
func staffed(now time.Time, by, whom id.Person, ground string, extra map[string]string) (disclose.Noted, error) {
	return disclose.DrawRecord(ledger.Record{
		Triangle: string(id.Organisation), At: now.UnixMicro(), Kind: ledger.Staffed, Actor: string(by), Person: string(whom), Ground: ground, Extra: extra,
	})
}

// organise changes something of the organisation and records it. do says whether
// anything was changed: what was changed before is recorded once.
func (s *Service) organise(ctx context.Context, by id.Person, r change, do func(Tx) (bool, error)) error {
	noted, err := staffed(s.now(), by, r.whom, r.ground, r.extra)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		changed, err := do(x)
		if err != nil || !changed {
			return err
		}
		_, err = noted.In(ctx, x)
		return err
	})
}

// change is what the record says of one.
type change struct {
	whom   id.Person
	ground string
	extra  map[string]string
}

// administrator reads somebody anew and insists on the office: who was one when
// the page was opened may be none any more.
func administrator(ctx context.Context, x Tx, p id.Person) error {
	one, err := x.Person(ctx, p)
	if err != nil || !one.Admin || one.Closed != 0 {
		return firstOf(err, errs.Missing("organisation.administrator"))
	}
	return nil
}

func firstOf(all ...error) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}

// professional reads somebody anew and insists that they work here.
func professional(ctx context.Context, x Tx, p id.Person) (triangle.Person, error) {
	one, err := x.Person(ctx, p)
	if err == nil && (one.Corner != sharing.Professional || one.Closed != 0) {
		err = errs.Missing("organisation.professional")
	}
	return one, err
}
