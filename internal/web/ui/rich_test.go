package ui

import (
	"strings"
	"testing"
	"time"

	"trialogue/internal/words"
)

func TestPlainTextStaysText(t *testing.T) {
	got := string(Plain(`<b>**x**</b> [a]({href}) & "`).HTML())
	if strings.ContainsAny(got, "<>\"") || !strings.Contains(got, "**x**") {
		t.Errorf("Plain made markup: %s", got)
	}
}

func TestMarksComeFromTheCatalogueAlone(t *testing.T) {
	c, err := words.Load()
	if err != nil {
		t.Fatal(err)
	}
	p := c.Strict().Printer(words.English, nil, time.Now)
	if got := string(Say(p, "sharing.everyday-note").HTML()); !strings.Contains(got, "<strong>ask me first</strong>") {
		t.Errorf("no strong words in %s", got)
	}
	evil := `**b** <script> [x](javascript:y)`
	got := string(Say(p, "frame.as", "name", evil, "corner", "carer").HTML())
	if strings.Contains(got, "<") || !strings.Contains(got, "**b**") {
		t.Errorf("a value became markup: %s", got)
	}
}

func TestLinksStayOnThisSite(t *testing.T) {
	for href, want := range map[string]bool{
		"/library": true, "#ring": true, "//elsewhere": false, "https://elsewhere": false, "javascript:x": false, "": false,
	} {
		if got := localAddress(href); got != want {
			t.Errorf("localAddress(%q) = %v", href, got)
		}
	}
}
