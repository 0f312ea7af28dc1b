package ui_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var colour = regexp.MustCompile(`(--[a-z-]+):\s*#([0-9a-f]{3,6});`)

// colours reads the tokens of one scheme; dark ones replace light ones.
func colours(t *testing.T, dark bool) map[string]string {
	t.Helper()
	raw, err := os.ReadFile("assets/css/01-tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, rest, _ := strings.Cut(string(raw), "@media (prefers-color-scheme: dark)")
	night, _, _ := strings.Cut(rest, "@media print")
	out := map[string]string{}
	for _, m := range colour.FindAllStringSubmatch(light, -1) {
		out[m[1]] = m[2]
	}
	if dark {
		for _, m := range colour.FindAllStringSubmatch(night, -1) {
			out[m[1]] = m[2]
		}
	}
	return out
}

func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func ratio(t *testing.T, a, b string) float64 {
	x, y := luminance(t, a), luminance(t, b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

// Words reach 6 : 1 in both schemes, and edges of fields 3 : 1.
func TestColoursCanBeRead(t *testing.T) {
	wordsOn := map[string][]string{
		"--ink":      {"--paper", "--surface", "--sunk", "--su-tint", "--ca-tint", "--pr-tint", "--su-fill", "--ca-fill", "--pr-fill", "--late-tint", "--act-tint"},
		"--ink-soft": {"--paper", "--surface", "--sunk", "--su-tint", "--ca-tint", "--pr-tint", "--act-tint"},
		"--act":      {"--paper", "--surface", "--late-tint", "--ca-tint", "--su-tint", "--pr-tint"},
		"--act-deep": {"--act-tint"},
		"--on-act":   {"--act", "--act-deep"},
		"--paper":    {"--ink"},
		"--late":     {"--late-tint", "--surface", "--paper"},
		"--su":       {"--paper", "--surface", "--su-tint"},
		"--ca":       {"--paper", "--surface", "--ca-tint"},
		"--pr":       {"--paper", "--surface", "--pr-tint"},
	}
	for _, dark := range []bool{false, true} {
		c := colours(t, dark)
		for ink, grounds := range wordsOn {
			for _, ground := range grounds {
				if got := ratio(t, c[ink], c[ground]); got < 6 {
					t.Errorf("dark %v: %s on %s reaches only %.1f : 1", dark, ink, ground, got)
				}
			}
		}
		for _, ground := range []string{"--paper", "--surface"} {
			if got := ratio(t, c["--line-firm"], c[ground]); got < 3 {
				t.Errorf("dark %v: edges on %s reach only %.1f : 1", dark, ground, got)
			}
		}
	}
}
