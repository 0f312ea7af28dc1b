package triangle

import "trialogue/internal/sharing"

// Reach says by what a professional stands in a triangle.
type Reach string

// The ways to stand there. Whoever was asked in, or brought in by a colleague, has none.
const (
	AskedIn   Reach = ""
	ByTeam    Reach = "team"    // works in the team of the triangle
	ByCover   Reach = "cover"   // covers for somebody who is away
	ByReason  Reach = "reason"  // wrote down a reason; for a day
	BySupport Reach = "support" // looks for a fault, with a second person's yes; for hours
)

// AtSupport is where somebody stands who looks for a fault. It is none of the
// three corners, so the engine shows them nothing, and whatever asks for a
// corner says no.
const AtSupport sharing.Corner = "support"

// Passing reports whether a place is only for a while, so that nobody can be
// let in or sent away from there.
func (m Member) Passing() bool { return m.Reach == ByReason || m.Reach == BySupport }

// Membership is a professional's place in a team, from a day until a day. Times
// are microseconds since 1970 UTC; Until is 0 where no end is set.
type Membership struct {
	ID     string
	Team   Team
	Person Person
	Role   string // in this team
	Lead   bool   // carer lead of this team
	Since  int64
	Until  int64
}

// Holds reports whether the place is in force at a time.
func (m Membership) Holds(now int64) bool { return m.Since <= now && (m.Until == 0 || now < m.Until) }
