package people_test

import (
	"sync"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/people"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// atOnce runs the same deed several times at the same moment.
func atOnce(n int, do func(i int) error) []error {
	out := make([]error, n)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() { out[i] = do(i) })
	}
	all.Wait()
	return out
}

func worked(all []error) int {
	n := 0
	for _, err := range all {
		if err == nil {
			n++
		}
	}
	return n
}

func link(t *testing.T, h *apptest.House, i people.Invitation) people.Link {
	t.Helper()
	i.ID = id.New()
	_, err := h.App.People.Invite(t.Context(), i)
	apptest.Must(t, err)
	made, err := h.App.People.Link(t.Context(), i.By, i.Triangle, i.ID)
	apptest.Must(t, err)
	return made
}

// accept gives the word and says yes.
func accept(t *testing.T, h *apptest.House, p triangle.Person, l people.Link) error {
	t.Helper()
	if err := h.App.People.Say(t.Context(), p, l.Code, l.Word); err != nil {
		return err
	}
	_, err := h.App.People.Accept(t.Context(), p, l.Code, "")
	return err
}

// One link, many who press yes at the same moment: one gets in.
func TestOneLinkLetsOneIn(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		s := h.App.People
		code := link(t, h, people.Invitation{Triangle: h.Triangle, By: h.ID("Sam"), Corner: sharing.Carer, Name: "X", Relation: "friend"})
		strangers := []triangle.Person{h.People["Nia"], {ID: id.Person(id.New()), Corner: sharing.Carer}, {ID: id.Person(id.New()), Corner: sharing.Carer}, {ID: id.Person(id.New()), Corner: sharing.Carer}}
		all := atOnce(len(strangers), func(i int) error {
			return accept(t, h, strangers[i], code)
		})
		if worked(all) != 1 {
			t.Errorf("%d got in: %v", worked(all), all)
		}
		for _, err := range all {
			if err != nil && !errs.Is(err, errs.Conflict) {
				t.Errorf("the others are told that it is used: %v", err)
			}
		}
		tri, err := s.Triangle(t.Context(), h.Triangle)
		apptest.Must(t, err)
		if n := len(tri.At(sharing.Carer, h.Clock.Now())); n != 3 {
			t.Errorf("there are %d carers", n)
		}
	})
}

// Two links for one person, opened at the same moment: one place.
func TestInvitedTwiceIsOnePlace(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		var codes []people.Link
		for range 2 {
			codes = append(codes, link(t, h, people.Invitation{Triangle: h.Triangle, By: h.ID("Sam"), Corner: sharing.Carer, Name: "Nia", Relation: "friend"}))
		}
		all := atOnce(2, func(i int) error {
			return accept(t, h, h.People["Nia"], codes[i])
		})
		if worked(all) != 1 {
			t.Errorf("%d places: %v", worked(all), all)
		}
	})
}

// A corner that is kept free is taken by one person, however many links there are.
func TestFreeCornerIsTakenOnce(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		tri, err := h.App.People.Found(t.Context(), triangle.Triangle{Kind: triangle.Three}, []triangle.Member{
			{Person: triangle.NobodyYet, Corner: sharing.ServiceUser}, {Person: h.ID("Ravi"), Corner: sharing.Professional},
		}, h.Clock.Now())
		apptest.Must(t, err)
		var codes []people.Link
		for range 2 {
			codes = append(codes, link(t, h, people.Invitation{Triangle: tri, By: h.ID("Ravi"), Corner: sharing.ServiceUser, Name: "X"}))
		}
		who := []string{"Nia", "Al"}
		all := atOnce(2, func(i int) error {
			return accept(t, h, h.People[who[i]], codes[i])
		})
		if worked(all) != 1 {
			t.Errorf("%d stand there: %v", worked(all), all)
		}
	})
}

func TestOneFileHoweverOftenOneBegins(t *testing.T) {
	apptest.Both(t, func(t *testing.T, h *apptest.House) {
		files := make([]id.Triangle, 4)
		all := atOnce(len(files), func(i int) (err error) {
			files[i], err = h.App.People.OwnFile(t.Context(), h.ID("Nia"))
			return err
		})
		for i := range files {
			if all[i] != nil || files[i] != files[0] || files[i] == "" {
				t.Errorf("file %d is %q: %v", i, files[i], all[i])
			}
		}
	})
}
