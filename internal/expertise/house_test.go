package expertise_test

import (
	"sync"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/expertise"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

func page(h *apptest.House, text string) expertise.Draft {
	return expertise.Draft{ID: id.Entry(id.New()), Triangle: h.Triangle, Hows: []expertise.How{expertise.Caring}, Text: text}
}

// atOnce runs things at the same time and sorts what came of them.
func atOnce(t *testing.T, all ...func() error) (done, late int) {
	t.Helper()
	var wait sync.WaitGroup
	results := make([]error, len(all))
	for i, do := range all {
		wait.Go(func() { results[i] = do() })
	}
	wait.Wait()
	for _, err := range results {
		switch {
		case err == nil:
			done++
		case errs.Is(err, errs.Conflict):
			late++
		default:
			t.Errorf("neither done nor late: %v", err)
		}
	}
	return done, late
}

func TestTwoWindowsAtTheSameTimeMakeOnePage(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		write := func(text string) func() error {
			d := page(h, text)
			return func() error { return h.Expertise.Write(t.Context(), h.ID("Jo"), d) }
		}
		if done, late := atOnce(t, write("One."), write("Two."), write("Three.")); done != 1 || late != 2 {
			t.Errorf("%d done, %d late", done, late)
		}
		mine, err := h.Expertise.Mine(t.Context(), h.ID("Jo"), h.Triangle)
		apptest.Must(t, err)
		share := func(name string) func() error {
			return func() error {
				return h.Expertise.ShareWith(t.Context(), h.ID("Jo"), h.Triangle, disclose.Expertise, []id.Person{h.ID(name)}, nil)
			}
		}
		if done, late := atOnce(t, share("Sam"), share("Ravi")); done != 1 || late != 1 {
			t.Errorf("sharing: %d done, %d late", done, late)
		}
		// A new version and a change of who reads it do not undo each other.
		d := page(h, mine.Words()+" More.")
		d.ID, d.Version = mine.Entry, mine.Version
		before, err := h.Expertise.CircleOf(t.Context(), h.ID("Jo"), h.Triangle, disclose.Expertise)
		apptest.Must(t, err)
		done, _ := atOnce(t,
			func() error { return h.Expertise.Write(t.Context(), h.ID("Jo"), d) },
			func() error {
				return h.Expertise.ShareWith(t.Context(), h.ID("Jo"), h.Triangle, disclose.Expertise, nil, before.With)
			})
		after, err := h.Expertise.CircleOf(t.Context(), h.ID("Jo"), h.Triangle, disclose.Expertise)
		apptest.Must(t, err)
		changed := 0
		if after.Version == 2 {
			changed++
		}
		if len(after.With) == 0 {
			changed++
		}
		if changed != done {
			t.Errorf("%d were done and %d stand: version %d, shared with %v", done, changed, after.Version, after.With)
		}
	})
}

func TestTwoWindowsAtTheSameTimeMakeOneView(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		m, err := h.Expertise.Open(t.Context(), h.ID("Sam"), expertise.MatterDraft{
			ID: id.Entry(id.New()), Triangle: h.Triangle, Topic: "day-to-day", With: []id.Person{h.ID("Ravi")}, Text: "Whether to move.",
		})
		apptest.Must(t, err)
		view := func(text string) func() error {
			d := expertise.ViewDraft{ID: id.Entry(id.New()), Triangle: h.Triangle, Matter: m, Text: text}
			return func() error { return h.Expertise.WriteView(t.Context(), h.ID("Ravi"), d) }
		}
		if done, late := atOnce(t, view("One."), view("Two.")); done != 1 || late != 1 {
			t.Errorf("%d done, %d late", done, late)
		}
		found, err := h.Expertise.Matter(t.Context(), h.ID("Sam"), h.Triangle, m)
		apptest.Must(t, err)
		if len(found.Voices) != 2 || found.Voices[0].Person != h.ID("Sam") || !found.Voices[1].Written {
			t.Errorf("the voices are %+v", found.Voices)
		}
	})
}

func TestWhoLeftWritesNothingMore(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		apptest.Must(t, h.Expertise.Write(t.Context(), h.ID("Bea"), page(h, "Daily rhythms.")))
		h.Clock.Move(time.Second)
		apptest.Must(t, h.LeaveForTest(t, "Bea"))
		h.Clock.Move(time.Second)
		d := page(h, "More.")
		d.Version = 1
		for what, err := range map[string]error{
			"writing": h.Expertise.Write(t.Context(), h.ID("Bea"), d),
			"sharing": h.Expertise.ShareWith(t.Context(), h.ID("Bea"), h.Triangle, disclose.Expertise, []id.Person{h.ID("Sam")}, nil),
		} {
			if !errs.Is(err, errs.NotFound) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if err := h.Expertise.WriteAccount(t.Context(), h.ID("Ravi"), page(h, "A story.")); !errs.Is(err, errs.NotFound) {
			t.Errorf("a professional has no account here: %v", err)
		}
	})
}

func TestOwnWordsComeFromElsewhereWithoutNames(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		other, err := h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three, Owner: h.ID("Nia")}, []triangle.Member{
			{Person: h.ID("Sam"), Corner: sharing.ServiceUser}, {Person: h.ID("Nia"), Corner: sharing.Carer, AcceptedBy: h.ID("Sam")}, {Person: h.ID("Ravi"), Corner: sharing.Professional},
		}, h.Clock.Now().AddDate(0, -1, 0))
		apptest.Must(t, err)
		none, err := h.Expertise.Elsewhere(t.Context(), h.ID("Ravi"), h.Triangle)
		if err != nil || len(none) != 0 {
			t.Errorf("nothing is written yet: %v %v", none, err)
		}
		d := page(h, "Ask Nia Rees, or nia, about nights. Ravi knows medicines.")
		d.Triangle, d.Limits = other, "What Nia sees."
		apptest.Must(t, h.Expertise.Write(t.Context(), h.ID("Ravi"), d))
		found, err := h.Expertise.Elsewhere(t.Context(), h.ID("Ravi"), h.Triangle)
		apptest.Must(t, err)
		if len(found) != 1 || found[0].Text != "Ask …, or …, about nights. Ravi knows medicines." || found[0].Limits != "What … sees." {
			t.Errorf("came as %+v", found)
		}
		for _, name := range []string{"Sam", "Jo"} { // own words only
			if got, err := h.Expertise.Elsewhere(t.Context(), h.ID(name), h.Triangle); err != nil || len(got) != 0 {
				t.Errorf("%s: %v %v", name, got, err)
			}
		}
	})
}
