package demo

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// texts finds everything that people say in a deed.
func texts(v reflect.Value) []string {
	switch v.Kind() {
	case reflect.String:
		return []string{v.String()}
	case reflect.Pointer:
		if !v.IsNil() {
			return texts(v.Elem())
		}
	case reflect.Struct:
		var out []string
		for i := range v.NumField() {
			out = append(out, texts(v.Field(i))...)
		}
		return out
	case reflect.Slice:
		var out []string
		for i := range v.Len() {
			out = append(out, texts(v.Index(i))...)
		}
		return out
	}
	return nil
}

// everything is each text of the story and of the cast.
func everything() []string {
	var out []string
	for _, one := range story() {
		for _, a := range one.acts {
			out = append(out, texts(reflect.ValueOf(a.do))...)
		}
	}
	for _, r := range cast() {
		out = append(out, texts(reflect.ValueOf(r))...)
	}
	for _, t := range teams() {
		out = append(out, texts(reflect.ValueOf(t))...)
	}
	return out
}

func TestTheWordsAreOurs(t *testing.T) {
	all := everything()
	if len(all) < 600 {
		t.Fatalf("only %d texts were found", len(all))
	}
	never := regexp.MustCompile(`(?i)\b(patients?|clients?|caregivers?|non-?compliant|insight|refused|refuses|burden|suffer(s|ing)?)\b|!`)
	number := regexp.MustCompile(`0\d{4} ?\d{3} ?\d{3}`)
	fiction := regexp.MustCompile(`^01632 ?960 ?\d{3}$`)
	for _, text := range all {
		if found := never.FindString(text); found != "" {
			t.Errorf("%q stands in %q", found, text)
		}
		for _, n := range number.FindAllString(text, -1) {
			if !fiction.MatchString(n) {
				t.Errorf("%s could ring somewhere", n)
			}
		}
	}
}

func TestEverybodyOfTheCastActs(t *testing.T) {
	acts, emails := map[string]int{}, map[string]bool{}
	total := 0
	for _, one := range story() {
		for _, a := range one.acts {
			acts[a.who]++
			total++
		}
	}
	all := cast()
	for i, r := range all {
		if emails[r.email()] || !strings.HasSuffix(r.email(), "@example.org") || strings.Contains(r.email(), " ") {
			t.Errorf("%s has the address %s", r.name, r.email())
		}
		emails[r.email()] = true
		if acts[r.key] == 0 && r.group != whoLooks && i != len(all)-1 {
			t.Errorf("%s does nothing", r.name)
		}
		delete(acts, r.key)
	}
	if len(acts) != 0 {
		t.Errorf("strangers act: %v", acts)
	}
	if total > 450 {
		t.Errorf("%d acts make the start slow", total)
	}
}

func TestDaysAreWorkingDays(t *testing.T) {
	monday := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	sunday := monday.AddDate(0, 0, -1)
	for _, c := range []struct {
		today time.Time
		days  int
		want  string
	}{
		{monday, 1, "2026-11-20 09:40"}, {monday, 5, "2026-11-16 09:40"}, {monday, 6, "2026-11-13 09:40"},
		{sunday, 1, "2026-11-20 09:40"}, {monday, 21, "2026-10-23 09:40"}, // before the clocks went back
		{time.Date(2026, 7, 1, 23, 30, 0, 0, time.UTC), 1, "2026-07-01 09:40"}, // past midnight in London
	} {
		at, err := newCalendar(c.today).ago(c.days, "09:40")
		if got := at.In(london()).Format("2006-01-02 15:04"); err != nil || got != c.want {
			t.Errorf("%d days before %s: %s, want %s (%v)", c.days, c.today, got, c.want, err)
		}
	}
	for _, wrong := range []string{"", "noon", "9"} {
		if _, err := newCalendar(monday).ago(1, wrong); err == nil {
			t.Errorf("%q is no time", wrong)
		}
	}
	if _, err := newCalendar(monday).ago(0, "09:40"); err == nil {
		t.Error("today is not over yet")
	}
	if got := newCalendar(monday).in(7).Format("2006-01-02 15:04"); got != "2026-12-01 00:00" {
		t.Errorf("a choice that counts for seven more days ends at %s", got)
	}
}

func TestTheOrderIsTheSameOnEveryDay(t *testing.T) {
	var first []act
	for day := range 14 {
		s := &stage{days: newCalendar(time.Date(2026, 12, 20+day, 0, 5, 0, 0, time.UTC))}
		script, err := s.script()
		if err != nil {
			t.Fatal(err)
		}
		var order []act
		for _, one := range script {
			order = append(order, act{one.days, one.clock, one.who, nil})
			if !one.at.Before(s.days.today) {
				t.Fatalf("%+v lies ahead of %s", one, s.days.today)
			}
		}
		if first == nil {
			first = order
		}
		if !slices.Equal(first, order) {
			t.Fatalf("another order on %s", s.days.today)
		}
	}
}

func TestTheClockNeverGoesBackInAStory(t *testing.T) {
	real := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	c := NewClock(func() time.Time { return real })
	if !c.Now().Equal(real) {
		t.Fatal("before the story it is the real time")
	}
	then := real.AddDate(0, -6, 0)
	c.stand(then)
	c.tick()
	c.stand(then)
	if got := c.Now().Sub(then); got != 20*time.Second {
		t.Errorf("it stands %s after", got)
	}
	c.release()
	if !c.Now().Equal(real) {
		t.Errorf("after the story it says %s", c.Now())
	}
}
