package seal

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestARecoveryKeyOpensEachCopyInItsPlace(t *testing.T) {
	one, err := DrawRecovery()
	two, err2 := DrawRecovery()
	if err = errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	public, err := ParseRecoveryPublic(one.Public().Text())
	if err != nil || public.ID() != one.Public().ID() || public.ID() == two.Public().ID() {
		t.Fatalf("%v", err)
	}
	raw := bytes.Repeat([]byte{3}, KeySize)
	closed, err := public.Close("triangle/1", 2, raw)
	if err != nil || bytes.Contains(closed, raw[:8]) {
		t.Fatalf("%x %v", closed, err)
	}
	if got, err := one.Open("triangle/1", 2, closed); err != nil || !bytes.Equal(got, raw) {
		t.Errorf("%x %v", got, err)
	}
	changed := bytes.Clone(closed)
	changed[len(changed)-1] ^= 1
	for name, try := range map[string]func() ([]byte, error){
		"another key":     func() ([]byte, error) { return two.Open("triangle/1", 2, closed) },
		"another space":   func() ([]byte, error) { return one.Open("triangle/2", 2, closed) },
		"another version": func() ([]byte, error) { return one.Open("triangle/1", 1, closed) },
		"changed":         func() ([]byte, error) { return one.Open("triangle/1", 2, changed) },
		"empty":           func() ([]byte, error) { return one.Open("triangle/1", 2, nil) },
		"cut off":         func() ([]byte, error) { return one.Open("triangle/1", 2, closed[:50]) },
	} {
		if got, err := try(); !errors.Is(err, ErrOpen) || got != nil {
			t.Errorf("%s: %x %v", name, got, err)
		}
	}
	for _, bad := range []string{"", "zz", "00", public.Text() + "00"} {
		if _, err := ParseRecoveryPublic(bad); err == nil {
			t.Errorf("%d letters were taken for a public half", len(bad))
		}
	}
}

// The sheet is typed again from paper, by hand, on a bad day.
func TestASheetIsReadHoweverItIsTyped(t *testing.T) {
	key, err := DrawRecovery()
	if err != nil {
		t.Fatal(err)
	}
	sheet, err := key.Sheet("2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	var digits string
	for line := range strings.Lines(sheet) {
		if strings.HasPrefix(line, "  ") {
			digits += strings.ReplaceAll(strings.TrimSpace(line), " ", "")
		}
	}
	if len(digits) != 2*KeySize {
		t.Fatalf("%q on\n%s", digits, sheet)
	}
	for name, text := range map[string]string{
		"as printed": sheet, "in capitals": strings.ToUpper(sheet), "other line ends": strings.ReplaceAll(sheet, "\n", "\r\n"),
		"digits alone": digits, "in pairs": strings.Join(strings.Split(digits, ""), " "), "two lines": digits[:31] + "\n" + digits[31:],
	} {
		if got, err := ParseSheet([]byte(text)); err != nil || got.Public().ID() != key.Public().ID() {
			t.Errorf("%s: %v", name, err)
		}
	}
	slip := "0"
	if digits[5:6] == "0" {
		slip = "1"
	}
	wrong := digits[:5] + slip + digits[6:]
	for name, text := range map[string]string{
		"a slip": "id: " + key.Public().ID() + "\n" + wrong, "one too few": digits[1:], "one too many": digits + "0", "nothing": "", "words": "a rainy day in March",
	} {
		if _, err := ParseSheet([]byte(text)); err == nil || strings.Contains(err.Error(), digits[8:16]) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParseSheet(f *testing.F) {
	f.Add([]byte("id: 00\n0f0f 0f0f"))
	f.Add([]byte(strings.Repeat("0f", KeySize)))
	f.Fuzz(func(t *testing.T, text []byte) {
		if r, err := ParseSheet(text); err == nil && r.Public().ID() == "" {
			t.Error("a key without a name")
		}
	})
}

func BenchmarkCloseDataKey(b *testing.B) {
	key, err := DrawRecovery()
	if err != nil {
		b.Fatal(err)
	}
	raw := make([]byte, KeySize)
	for b.Loop() {
		if _, err := key.Public().Close("triangle/1", 1, raw); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSealAndOpen(b *testing.B) {
	k := key(b, 7, 1)
	text := bytes.Repeat([]byte("Sam slept. "), 100)
	for b.Loop() {
		if _, err := k.Open("entry/1", k.Seal("entry/1", text)); err != nil {
			b.Fatal(err)
		}
	}
}
