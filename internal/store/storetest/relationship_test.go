package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/relationship"
	"trialogue/internal/sharing"
	"trialogue/internal/store"
)

// gave stores an entry without a text, many of which are made quickly.
func (h home) gave(t *testing.T, e string, by id.Person, kind disclose.Kind, class sharing.Class, c sharing.Confidence, facts string, made, withdrawn int64) {
	t.Helper()
	Must(t, h.Raw(t, `INSERT INTO entry (id, triangle, space, kind, class, topic, given_by, about, confidence, facts, version, made, changed, withdrawn)
		VALUES ($1, $2, 's', $3, $4, 'team', $5, '', $6, $7, 1, $8, $8, $9)`, e, string(h.tri), string(kind), string(class), string(by), string(c), facts, made, withdrawn))
}

// saw stores that somebody was shown an entry.
func (h home) saw(t *testing.T, seq int, who id.Person, e string, at int64) {
	t.Helper()
	Must(t, h.Raw(t, `INSERT INTO ledger_detail (triangle, seq, at, kind, actor, person, entry, version, topic, rule, ground, extra, salt, day)
		VALUES ($1, $2, $3, 'sighting', $4, '', $5, 1, 'team', 'r', 'g', '', '', $6)`, string(h.tri), seq, at, string(who), e, at/100))
}

func (h home) given(t *testing.T, p id.Person) (out []relationship.Given) {
	t.Helper()
	h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
		out, err = x.GivenBy(ctx, h.tri, p)
		return err
	})
	return out
}

func TestTheLatestOfEachSortIsFound(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		chance := rand.New(rand.NewPCG(1, 7)) //nolint:gosec // the same draws each time
		want := map[string]int64{}
		for range 300 {
			kind := []disclose.Kind{disclose.Note, disclose.Told, disclose.Question, disclose.Kept, disclose.CallRecord}[chance.IntN(5)]
			class := []sharing.Class{sharing.Personal, sharing.CarersOwn, sharing.General}[chance.IntN(3)]
			confidence := []sharing.Confidence{"", sharing.Named, sharing.Team}[chance.IntN(3)]
			by, made, withdrawn := []id.Person{h.jo, h.sam}[chance.IntN(2)], int64(chance.IntN(100_000)), int64(chance.IntN(4)/3)
			h.gave(t, id.New(), by, kind, class, confidence, "", made, withdrawn)
			if by == h.jo && withdrawn == 0 {
				key := fmt.Sprint(kind, "/", class, "/", confidence)
				want[key] = max(want[key], made)
			}
		}
		got := map[string]int64{}
		for _, g := range h.given(t, h.jo) {
			got[fmt.Sprint(g.Kind, "/", g.Class, "/", g.Confidence)] = g.Last
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || len(want) < 20 {
			t.Errorf("got %v\nwant %v", got, want)
		}
	})
}

func TestWhatWasGivenInRoomsSaysForWhom(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		h.gave(t, id.New(), h.jo, disclose.Message, sharing.Personal, sharing.Named, `{"among":["`+string(h.sam)+`"],"amongTeam":true}`, 10, 0)
		h.gave(t, id.New(), h.jo, disclose.View, sharing.CarersOwn, "", `{"owner":"`+string(h.jo)+`","shares":[{"to":"`+string(h.ravi)+`","when":"everyday","begins":1}]}`, 11, 0)
		h.gave(t, id.New(), h.jo, disclose.View, sharing.CarersOwn, "", `{"owner":"`+string(h.jo)+`"}`, 12, 0)
		h.gave(t, id.New(), h.jo, disclose.Message, sharing.Personal, "", "", 13, 1)
		h.gave(t, id.New(), h.jo, disclose.Reflection, sharing.CarersOwn, "", "", 14, 0)
		got := h.given(t, h.jo)
		if len(got) != 3 || got[2].Last != 10 || !got[2].Team || !slices.Equal(got[2].People, []id.Person{h.sam}) || !slices.Equal(got[1].People, []id.Person{h.ravi}) || len(got[0].People) != 0 {
			t.Errorf("got %+v", got)
		}
	})
}

// Who gave little is found under much that others gave, and what carries no name is not.
func TestWhoWasShownIsFoundUnderMuchElse(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		old, hidden := id.New(), id.New()
		h.gave(t, old, h.jo, disclose.Told, sharing.Personal, sharing.Named, "", 1, 0)
		h.gave(t, hidden, h.jo, disclose.Told, sharing.Personal, sharing.Unnamed, "", 2, 0)
		h.saw(t, 1, h.sam, old, 50)
		h.saw(t, 2, h.sam, hidden, 90_000)
		const many = 450
		for n := range many {
			e := id.New()
			h.gave(t, e, h.ravi, disclose.Note, sharing.Personal, "", "", int64(100+n), 0)
			h.saw(t, 3+n, h.sam, e, int64(1000+100*n))
		}
		var got []relationship.Shown
		h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
			got, err = x.ShownTo(ctx, h.tri, h.sam)
			return err
		})
		last := map[id.Person]int64{}
		for _, one := range got {
			last[one.By] = one.Last
		}
		if len(got) != 2 || last[h.jo] != 50 || last[h.ravi] != 1000+100*(many-1) {
			t.Errorf("Jo was shown at %d and Ravi at %d: %v", last[h.jo], last[h.ravi], got)
		}
	})
}

func TestWordsOnArrowsComeInOrderAndByFilter(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		al := id.Person(id.New())
		var all []string
		put := func(by, other id.Person, arrow, task string) {
			n := h.entry(int64(1000+len(all)/2), "words") // two of each moment
			n.Kind, n.Item.GivenBy, n.Author = disclose.Reflection, string(by), by
			h.put(t, n)
			a, _ := relationship.ArrowOf(arrow)
			h.write(t, func(ctx context.Context, x *store.Tx) error {
				return x.PutOnArrow(ctx, h.tri, n.ID, relationship.Spot{Arrow: a, Task: task, Author: by, Other: other}, n.Made)
			})
			all = append(all, string(n.ID))
		}
		for range 4 {
			put(h.jo, h.sam, "carer-to-service-user", "help-to-do")
			put(h.sam, h.jo, "service-user-to-carer", "own-recovery")
			put(h.sam, al, "service-user-to-carer", "own-recovery")
			put(h.ravi, al, "professional-to-carer", "share-together")
		}
		walk := func(f relationship.Filter, n int) (out []string) {
			after := disclose.Place{}
			for {
				var some []disclose.Sealed
				h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
					some, err = x.OnArrows(ctx, h.tri, f, after, n)
					return err
				})
				for _, one := range some {
					out, after = append(out, string(one.Meta.ID)), disclose.Place{At: one.Meta.Made, Entry: one.Meta.ID}
				}
				if len(some) < n {
					return out
				}
			}
		}
		for _, c := range []struct {
			f    relationship.Filter
			want int
		}{
			{relationship.Filter{Me: h.jo}, 8}, {relationship.Filter{Me: h.sam}, 12}, {relationship.Filter{Me: h.ravi}, 4}, {relationship.Filter{Me: al}, 8},
			{relationship.Filter{Me: h.sam, Other: h.jo}, 8}, {relationship.Filter{Me: h.sam, Mine: true}, 8}, {relationship.Filter{Me: h.sam, Arrow: "carer-to-service-user"}, 4},
			{relationship.Filter{Me: h.sam, Task: "own-recovery", Other: al}, 4}, {relationship.Filter{Me: h.ravi, Other: h.sam}, 0},
		} {
			whole, parts := walk(c.f, 50), walk(c.f, 3)
			if len(whole) != c.want || strings.Join(whole, " ") != strings.Join(parts, " ") {
				t.Errorf("%+v: %d words, and %d in parts of three; %d were due", c.f, len(whole), len(parts), c.want)
			}
		}
		var spots map[id.Entry]relationship.Spot
		h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
			spots, err = x.PlacesOnArrows(ctx, h.tri, []id.Entry{id.Entry(all[0]), id.Entry(id.New())})
			return err
		})
		if len(spots) != 1 || spots[id.Entry(all[0])].Other != h.sam || spots[id.Entry(all[0])].Task != "help-to-do" {
			t.Errorf("where it belongs: %v", spots)
		}
	})
}

func TestARhythmIsReplacedAndComesDue(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		put := func(p id.Person, pace relationship.Pace, next int64) {
			h.write(t, func(ctx context.Context, x *store.Tx) error {
				return x.PutRhythm(ctx, relationship.Rhythm{Triangle: h.tri, Person: p, Pace: pace, Zone: "Europe/London", Next: next, Made: 1})
			})
		}
		due := func(now int64) (out []relationship.Rhythm) {
			h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
				out, err = x.RhythmsDue(ctx, now, 10)
				return err
			})
			return out
		}
		put(h.jo, relationship.Weekly, 100)
		put(h.sam, relationship.Never, 0)
		put(h.ravi, relationship.Monthly, 50)
		if got := due(100); len(got) != 2 || got[0].Person != h.ravi || got[1].Person != h.jo || got[1].Zone != "Europe/London" {
			t.Errorf("due: %v", got)
		}
		put(h.jo, relationship.Weekly, 200)
		if got := due(100); len(got) != 1 {
			t.Errorf("Jo's has moved on: %v", got)
		}
	})
}

func TestAWordingHasOneOfEachNumber(t *testing.T) {
	Stores(t, func(t *testing.T, s Store) {
		h := newHome(t, s)
		put := func(service string, number int) error {
			return h.Update(t.Context(), func(x *store.Tx) error {
				return x.PutWording(t.Context(), relationship.Wording{ID: id.New(), Service: service, Task: "own-life", Number: number, Title: fmt.Sprint(service, number), By: h.jo, Made: int64(number)})
			})
		}
		for n := 1; n <= 2; n++ {
			Must(t, put("north", n))
			Must(t, put("", n))
		}
		Want(t, put("north", 2), errs.Conflict)
		var now, all []relationship.Wording
		h.read(t, func(ctx context.Context, x *store.Tx) (err error) {
			if now, err = x.Wordings(ctx, "north"); err != nil {
				return err
			}
			all, err = x.WordingsOf(ctx, "north", "own-life")
			return err
		})
		if len(now) != 2 || now[0].Title != "2" || now[1].Title != "north2" || len(all) != 2 || all[0].Number != 2 {
			t.Errorf("now %v, and all %v", now, all)
		}
		if err := h.Raw(t, "UPDATE task_wording SET title = 'x'"); err == nil {
			t.Error("what was said can be changed")
		}
	})
}
