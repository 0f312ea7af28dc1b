package relationship

import "trialogue/internal/sharing"

// Task is one thing that an arrow asks of whoever stands at its start. Its code
// never changes; its words stand in the catalogue, and a service can have its own.
type Task struct {
	Code  string
	Arrow Arrow
	// Discussed says that it comes from the discussion around the figure, and not
	// from the figure itself. It goes both ways.
	Discussed bool
}

// Tasks are all of them, arrow by arrow: seventeen of the figure, and two of the
// discussion that go both ways between carer and professional.
func Tasks() []Task {
	const su, ca, pr = sharing.ServiceUser, sharing.Carer, sharing.Professional
	var out []Task
	add := func(from, to sharing.Corner, discussed bool, codes ...string) {
		for _, code := range codes {
			out = append(out, Task{code, Arrow{from, to}, discussed})
		}
	}
	const figure, discussion = false, true
	add(su, ca, figure, "own-recovery", "respect-carer", "lean-and-stand")
	add(ca, su, figure, "help-to-do", "carry-hope", "own-life")
	add(su, pr, figure, "in-charge", "think-decide", "agree-support")
	add(pr, su, figure, "be-mentor", "ordinary-life", "hold-hope")
	add(ca, pr, figure, "role-limits", "sharing-barriers", "may-differ", "two-kinds")
	add(ca, pr, discussion, "actions-team", "strengths-team")
	add(pr, ca, figure, "share-together")
	add(pr, ca, discussion, "actions-carer", "strengths-carer")
	return out
}

// Tasks are those of one arrow.
func (a Arrow) Tasks() []Task {
	var out []Task
	for _, t := range Tasks() {
		if t.Arrow == a {
			out = append(out, t)
		}
	}
	return out
}

// TaskOf finds a task by its code.
func TaskOf(code string) (Task, bool) {
	for _, t := range Tasks() {
		if t.Code == code {
			return t, true
		}
	}
	return Task{}, false
}
