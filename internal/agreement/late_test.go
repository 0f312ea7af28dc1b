package agreement_test

import (
	"testing"
	"time"

	"trialogue/internal/agreement"
	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/duty"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/store"
)

// inForce is an action that somebody of the team said yes to, due on Friday 27 November.
func inForce(t *testing.T, h *apptest.House, owner string) id.Entry {
	t.Helper()
	a := propose(t, h, "Sam", draft(h, owner, "Sam", "team"))
	says(t, h, owner, a, agreement.Yes, "")
	return a
}

// notices counts how often somebody was told of something of this kind.
func notices(t *testing.T, h *apptest.House, who string) (n int64) {
	t.Helper()
	apptest.Must(t, store.Runner(h.Store, func(x *store.Tx) *store.Tx { return x }).View(t.Context(), func(x *store.Tx) error {
		all, err := x.Rings(t.Context(), []id.Person{h.ID(who)})
		n = all[h.ID(who)]
		return err
	}))
	return n
}

func told(t *testing.T, h *apptest.House, a id.Entry) (out []id.Person) {
	t.Helper()
	st := read(t, h, "Sam", a)
	for _, e := range st.Told(st.Counts()) {
		out = append(out, e.Person)
	}
	return out
}

func TestLateIsToldToEachOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		a := inForce(t, h, "Bea")
		later(t, h, 4*day) // Friday, the day itself
		if got := told(t, h, a); len(got) != 0 {
			t.Errorf("nothing is late on its day: %v", got)
		}
		before := notices(t, h, "Bea")
		later(t, h, day) // Saturday: the owner, at once
		if got := told(t, h, a); len(got) != 1 || got[0] != h.ID("Bea") {
			t.Errorf("Bea hears at once: %v", got)
		}
		later(t, h, time.Hour)
		if n := notices(t, h, "Bea") - before; n != 1 {
			t.Errorf("Bea heard %d times", n)
		}
		later(t, h, 3*day) // Tuesday, two working days after
		owesNone(t, h, "Ravi", duty.LateForTeam)
		later(t, h, 2*day) // Thursday: three working days are over
		if d := owesOne(t, h, "Ravi", duty.LateForTeam); d.For != h.ID("Bea") || d.Entry != a {
			t.Errorf("the key worker hears: %+v", d)
		}
		owesNone(t, h, "Grace", duty.LateForTeam, duty.LateForLead)
		later(t, h, 6*day)
		later(t, h, day)
		owesOne(t, h, "Grace", duty.LateForLead)
		owesOne(t, h, "Ravi", duty.LateForTeam)
		if got := told(t, h, a); len(got) != 3 {
			t.Errorf("each is told once: %v", got)
		}
		apptest.Must(t, h.Agreements.Finish(t.Context(), h.ID("Bea"), a, word(t, h, "Bea", a, "")))
		for _, name := range []string{"Bea", "Ravi", "Grace"} {
			owesNone(t, h, name, duty.DoAction, duty.LateForTeam, duty.LateForLead)
		}
	})
}

func TestAfterALongSleepEveryLevelIsToldOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		a := inForce(t, h, "Ravi") // who is the key worker: then the carer lead hears for the team
		h.Clock.Move(40 * day)
		for range 2 {
			apptest.Must(t, h.Agreements.Sweep(t.Context(), disclose.Job{}))
		}
		owesOne(t, h, "Grace", duty.LateForTeam)
		owesOne(t, h, "Grace", duty.LateForLead)
		if got := told(t, h, a); len(got) != 3 {
			t.Errorf("three hear: %v", got)
		}
	})
}

func TestNobodyHearsOfWhatTheyMayNotSee(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		a := propose(t, h, "Sam", draft(h, "Jo", "Sam", "Jo")) // among themselves, without the team
		says(t, h, "Jo", a, agreement.Yes, "")
		hidden(t, h, "Ravi", a)
		later(t, h, 30*day)
		for _, name := range []string{"Ravi", "Grace", "Bea", "Mei"} {
			owesNone(t, h, name, duty.LateForTeam, duty.LateForLead)
		}
		if got := told(t, h, a); len(got) != 3 || got[0] != h.ID("Jo") || got[1] != "" || got[2] != "" {
			t.Errorf("Jo alone hears: %v", got)
		}
	})
}

func TestTheDayBeforeSomebodyIsRemindedOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		inForce(t, h, "Bea")
		apptest.Must(t, h.RunJobs(t.Context()))
		h.Clock.Move(3*day - time.Hour) // Thursday 8:30
		apptest.Must(t, h.RunJobs(t.Context()))
		before := notices(t, h, "Bea")
		h.Clock.Move(time.Hour)
		apptest.Must(t, h.RunJobs(t.Context()))
		if n := notices(t, h, "Bea") - before; n != 1 {
			t.Errorf("Bea was reminded %d times", n)
		}
		d := owesOne(t, h, "Bea", duty.DoAction)
		// The job runs again, as after a crash.
		apptest.Must(t, h.Agreements.Remind(t.Context(), disclose.Job{Payload: map[string]string{"triangle": string(h.Triangle), "ref": d.Ref, "duty": d.ID}}))
		apptest.Must(t, h.RunJobs(t.Context()))
		if n := notices(t, h, "Bea") - before; n != 1 {
			t.Errorf("Bea was reminded %d times", n)
		}
	})
}

func TestWhatIsDoneIsNotRemindedOf(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		a := inForce(t, h, "Bea")
		apptest.Must(t, h.Agreements.Finish(t.Context(), h.ID("Bea"), a, word(t, h, "Bea", a, "")))
		apptest.Must(t, h.RunJobs(t.Context()))
		before := notices(t, h, "Bea")
		later(t, h, 3*day)
		if n := notices(t, h, "Bea") - before; n != 0 {
			t.Errorf("Bea was reminded %d times", n)
		}
	})
}

func TestWhoseOwnerLeavesHasNoOwner(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		d := draft(h, "Bea", "Sam", "team")
		d.Steps = []agreement.StepDraft{{Text: "Find the form.", Owner: h.ID("Mei")}}
		a := propose(t, h, "Sam", d)
		says(t, h, "Bea", a, agreement.Yes, "")
		says(t, h, "Mei", a, agreement.Yes, "")
		step := d.ID
		if st := read(t, h, "Sam", a); len(st.Latest().Steps) == 1 {
			step = st.Latest().Steps[0].ID
		}
		w := word(t, h, "Sam", a, "")
		if err := h.Agreements.TakeOver(t.Context(), h.ID("Sam"), a, w); !errs.Is(err, errs.Conflict) {
			t.Errorf("it has an owner: %v", err)
		}
		h.Clock.Move(time.Hour)
		apptest.Must(t, h.LeaveForTest(t, "Bea"))
		apptest.Must(t, h.LeaveForTest(t, "Mei"))
		later(t, h, time.Hour)
		later(t, h, time.Hour)
		if all := owes(t, h, "Ravi", duty.NobodyOwns); len(all) != 2 {
			t.Fatalf("the key worker sees to both: %+v", all)
		}
		owesNone(t, h, "Ravi", duty.DoAction)
		apptest.Must(t, h.Agreements.TakeOver(t.Context(), h.ID("Sam"), a, w))
		if d := owesOne(t, h, "Sam", duty.DoAction); d.Ref != string(a) {
			t.Errorf("Sam does it now: %+v", d)
		}
		w = word(t, h, "Ravi", a, "")
		w.Step = step
		apptest.Must(t, h.Agreements.TakeOver(t.Context(), h.ID("Ravi"), a, w))
		owesNone(t, h, "Ravi", duty.NobodyOwns)
		if d := owesOne(t, h, "Ravi", duty.DoAction); d.Ref != string(step) {
			t.Errorf("and Ravi the step: %+v", d)
		}
		apptest.Must(t, h.Agreements.Finish(t.Context(), h.ID("Sam"), a, word(t, h, "Sam", a, "")))
	})
}

func TestAProposalToSomebodyWhoLeavesIsSeenTo(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		a := propose(t, h, "Sam", draft(h, "Bea", "Sam", "team"))
		h.Clock.Move(time.Hour)
		apptest.Must(t, h.LeaveForTest(t, "Bea"))
		later(t, h, time.Hour)
		owesOne(t, h, "Ravi", duty.NobodyOwns)
		d := draft(h, "Ravi", "Sam", "team")
		d.Agreement, d.Read = a, a
		propose(t, h, "Ravi", d)
		owesNone(t, h, "Ravi", duty.NobodyOwns)
		state(t, h, "Sam", a, agreement.InForce)
	})
}
