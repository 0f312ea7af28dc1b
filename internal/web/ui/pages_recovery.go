package ui

// RecoveryPlan is a person's own plan. They write it; each part says who else sees it.
type RecoveryPlan struct {
	Base
	// Own is true for the owner. Others see only what is shared with them, and change nothing.
	Own   bool
	Title string // "My recovery plan", "Sam’s recovery plan"
	Lead  string
	// Actions are at the top: "Add a small step", "Print or save a copy".
	Actions []Action
	// Parts that are nil are left away, without a hint that they exist.
	Strengths *StrengthPart
	Goals     *GoalPart
	Staying   *StayingPart
	Felt      *FeltPart
}

// StrengthPart is what somebody has going for them.
type StrengthPart struct {
	Items  []Strength
	Add    *Link
	Shared *SharedWith
}

// GoalPart is what somebody is going for.
type GoalPart struct {
	Items  []Goal
	Add    *Link
	Shared *SharedWith
}

// StayingPart is how somebody stays well, and what helps when they are not.
type StayingPart struct {
	Rows   Summary
	Shared *SharedWith
}

// FeltPart is how the last months felt.
type FeltPart struct {
	Picture FeltPicture
	// HardNow is what is hard just now, in the person's own words.
	HardNow string
	Add     *Link
	Shared  *SharedWith
}

// Template names the page.
func (RecoveryPlan) Template() string { return "recovery-plan" }

// Hello is the top of the page.
func (p *RecoveryPlan) Hello() Hello {
	return Hello{Title: p.Title, Lead: p.Lead, Actions: p.Actions, Picture: true, Corner: ServiceUser}
}
