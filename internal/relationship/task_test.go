package relationship

import (
	"testing"

	"trialogue/internal/words"
)

// The figure has seventeen tasks, and the discussion two that go both ways.
func TestSeventeenTasksAndTwoThatGoBothWays(t *testing.T) {
	want := map[string]int{
		"service-user-to-carer": 3, "carer-to-service-user": 3, "service-user-to-professional": 3, "professional-to-service-user": 3,
		"carer-to-professional": 4, "professional-to-carer": 1,
	}
	codes, figure, discussed := map[string]bool{}, map[string]int{}, map[string]int{}
	for _, one := range Tasks() {
		if codes[one.Code] {
			t.Errorf("two tasks are called %q", one.Code)
		}
		codes[one.Code] = true
		if one.Discussed {
			discussed[one.Arrow.Code()]++
			continue
		}
		figure[one.Arrow.Code()]++
	}
	total := 0
	for code, n := range want {
		total += n
		if figure[code] != n {
			t.Errorf("%s has %d tasks of the figure, not %d", code, figure[code], n)
		}
	}
	if total != 17 {
		t.Errorf("%d tasks", total)
	}
	if len(discussed) != 2 || discussed["carer-to-professional"] != 2 || discussed["professional-to-carer"] != 2 {
		t.Errorf("those of the discussion: %v", discussed)
	}
}

func TestEveryTaskHasItsWords(t *testing.T) {
	catalogue, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := catalogue.Strict().Printer(words.English, nil, nil)
	for _, one := range Tasks() {
		for part, most := range map[string]int{"title": TitleMost, "say": SentenceMost, "example": ExampleMost} {
			if text := p.T("task." + one.Code + "." + part); text == "" || len([]rune(text)) > most {
				t.Errorf("%s of %s has %d letters", part, one.Code, len(text))
			}
		}
	}
}

func TestArrowsHaveTwoEnds(t *testing.T) {
	for _, a := range Arrows() {
		found, ok := ArrowOf(a.Code())
		if !ok || found != a || a.Back().Back() != a || a.EndAt(a.From) != Start || a.EndAt(a.To) != Finish || a.Other(a.From) != a.To || a.Other(a.To) != a.From {
			t.Errorf("%s is not what it should be", a.Code())
		}
		aside := 0
		for _, b := range Arrows() {
			if a.EndAt(b.From) == Aside {
				aside++
			}
		}
		if aside != 2 {
			t.Errorf("%d of six starts stand aside of %s", aside, a.Code())
		}
	}
	if _, ok := ArrowOf("carer-to-carer"); ok {
		t.Error("there is no arrow from a carer to a carer")
	}
}
