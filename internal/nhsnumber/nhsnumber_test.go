package nhsnumber

import (
	"fmt"
	"strings"
	"testing"
)

func TestNumbersAsPeopleWriteThem(t *testing.T) {
	for _, text := range []string{"9434765919", "943 476 5919", " 943-476-5919 ", "943\u00a0476\u00a05919"} {
		n, err := Parse(text)
		if err != nil || n.Digits() != "9434765919" || n.Spoken() != "943 476 5919" {
			t.Errorf("%q: %v %q", text, err, n.Spoken())
		}
	}
	for what, text := range map[string]string{
		"a wrong check digit": "9434765918", "two digits changed round": "9343765919", "nine digits": "943476591", "eleven": "94347659190", "letters": "943476591X", "nothing": "",
		"all the same": "1111111111", "all noughts": "0000000000", "a check digit of ten": "0000000060", "a sign": "+9434765919", "digits of another script": "٩٤٣٤٧٦٥٩١٩",
	} {
		if n, err := Parse(text); err == nil {
			t.Errorf("%s was taken: %s", what, n.Spoken())
		}
	}
}

// One wrong digit is always noticed, and so are two neighbours changed round.
func TestCheckDigitNoticesCommonMistakes(t *testing.T) {
	const good = "9434765919"
	for i := range good {
		for d := '0'; d <= '9'; d++ {
			if bad := good[:i] + string(d) + good[i+1:]; bad != good {
				if _, err := Parse(bad); err == nil {
					t.Errorf("%s was taken", bad)
				}
			}
		}
		if i > 0 && good[i] != good[i-1] {
			if _, err := Parse(good[:i-1] + string(good[i]) + string(good[i-1]) + good[i+1:]); err == nil {
				t.Errorf("a change of places at %d was taken", i)
			}
		}
	}
}

func TestNumbersAreNotPrinted(t *testing.T) {
	n, err := Parse("9434765919")
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"%v", "%+v", "%s", "%#v"} {
		if said := fmt.Sprintf(format, n); strings.Contains(said, "943") {
			t.Errorf("%s prints %q", format, said)
		}
	}
}

// Whatever is typed: what is taken has ten digits, fits, and reads back as itself.
func FuzzParse(f *testing.F) {
	for _, text := range []string{"943 476 5919", "0000000000", "", "9-4-3-4-7-6-5-9-1-9", "\xff943"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := Parse(text)
		if err != nil {
			return
		}
		again, err := Parse(n.Spoken())
		if err != nil || again != n || len(n.Digits()) != 10 || !fits(n.Digits()) {
			t.Fatalf("%q was taken as %q", text, n.Digits())
		}
	})
}
