package signin

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A password is easy when nothing is left of it after taking out what a stranger
// tries first: common words, one's own name and address, rows of keys, numbers,
// and one thing said again and again. Three or more common words that do not
// belong together are a good password and are taken.

// leftLeast is how many letters must be left that nobody could guess.
const leftLeast = 4

// wordsMost is how many common words are taken out.
const wordsMost = 2

func easy(password string, own ...string) bool {
	if digitsDrawn(password) {
		return false
	}
	core := letters(password)
	if len(core) < leftLeast || said(core) {
		return true
	}
	for _, one := range own {
		for _, part := range strings.FieldsFunc(one, func(r rune) bool { return !unicode.IsLetter(r) }) {
			if part = letters(part); len(part) > 2 {
				core = strings.ReplaceAll(core, part, "")
			}
		}
	}
	core = strings.ReplaceAll(core, "trialogue", "")
	for range wordsMost {
		if word := longest(core); word != "" {
			core = strings.Replace(core, word, "", 1)
		}
	}
	return utf8.RuneCountInString(core) < leftLeast
}

// letters folds case and the signs that people write for letters, and leaves
// everything else away.
func letters(text string) string {
	alike := map[rune]rune{'0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', '$': 's', '!': 'i', '€': 'e'}
	runes := []rune(strings.ToLower(norm.NFKC.String(text)))
	var out strings.Builder
	for i, r := range runes {
		// A sign stands for a letter only beside letters: the 1 in 2019 does not.
		if a, ok := alike[r]; ok && beside(runes, i) {
			r = a
		}
		if unicode.IsLetter(r) {
			out.WriteRune(r)
		}
	}
	return out.String()
}

// beside reports whether a sign has letters on both sides.
func beside(runes []rune, i int) bool {
	return i > 0 && i+1 < len(runes) && unicode.IsLetter(runes[i-1]) && unicode.IsLetter(runes[i+1])
}

// said reports whether one short thing is said again and again, or few letters are used at all.
func said(core string) bool {
	seen := map[rune]bool{}
	for _, r := range core {
		seen[r] = true
	}
	if len(seen) < 4 {
		return true
	}
	for n := 1; n <= 4 && n*2 <= len(core); n++ {
		if strings.Repeat(core[:n], len(core)/n+1)[:len(core)] == core {
			return true
		}
	}
	return false
}

// longest finds the longest common word in a text, or a run along a row of keys.
func longest(core string) string {
	best := ""
	for _, word := range strings.Fields(commonWords) {
		if len(word) > len(best) && strings.Contains(core, word) {
			best = word
		}
	}
	for _, row := range strings.Fields(keyRows) {
		for from := range row {
			for to := from + 4; to <= len(row); to++ {
				if part := row[from:to]; len(part) > len(best) && strings.Contains(core, part) {
					best = part
				}
			}
		}
	}
	return best
}

// keyRows are rows of keys and the alphabet, forwards and backwards.
const keyRows = `qwertyuiop asdfghjkl zxcvbnm qwertzuiop azertyuiop poiuytrewq lkjhgfdsa mnbvcxz
qazwsxedcrfvtgbyhnujmikolp abcdefghijklmnopqrstuvwxyz zyxwvutsrqponmlkjihgfedcba`

// commonWords are what people choose most: words for passwords, names, clubs,
// places, animals, seasons, and what stands on the desk of somebody at work here.
const commonWords = `
password passwort passwd pass word letmein welcome hello login logon access secret secure security admin administrator root user guest test testing
changeme change default master temp temporary qwerty abc iloveyou loveyou lovely love sunshine princess prince dragon monkey shadow superman batman
spiderman football baseball basketball hockey cricket rugby tennis soccer golf fishing jordan michael michelle daniel jessica charlie thomas robert
william james george andrew anthony joseph joshua matthew christopher david edward richard steven stephen patrick peter simon oliver harry jack jacob
alfie archie oscar amelia olivia emily sophie sophia chloe ella grace hannah charlotte lucy megan sarah rachel rebecca natalie nicole amanda ashley
jennifer elizabeth victoria mohammed muhammad ahmed fatima aisha ibrahim maria anna alex alexander samantha taylor jasmine amber summer winter autumn
spring monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
christmas easter birthday holiday liverpool arsenal chelsea manchester united city everton tottenham spurs westham newcastle celtic rangers leeds
villa wolves london england scotland wales ireland britain cardiff swansea glasgow edinburgh belfast birmingham bristol sheffield nottingham leicester
paris america canada australia india africa family mother father mummy daddy mum dad nan grandma grandad sister brother baby babygirl babyboy angel
sweetheart darling honey sugar cookie chocolate biscuit banana orange apple cherry pepper ginger cheese coffee whisky guinness pokemon minecraft
fortnite starwars matrix hunter killer ninja pirate rocket thunder lightning phoenix eagle falcon tiger lion panther wolf bear horse pony puppy
kitten tigger bella buster rosie poppy daisy lucky smokey max molly bailey cooper murphy freedom forever heaven jesus christ blessed faith hope peace
happy smile flower rainbow butterfly star silver gold golden diamond purple yellow green black white blue red computer internet google facebook
instagram twitter youtube windows microsoft samsung iphone android apple yamaha ferrari porsche mercedes mustang corvette harley
nurse doctor hospital ward clinic patient carer caring care health mental trust team service nhs recovery triangle therapy medicine riverside
whatever trustno nothing something anything everything mypassword newpassword
`

// drawnLeast is how many digits make a password without any letters.
const drawnLeast = 12

// digitsDrawn reports whether somebody drew enough digits: several different
// ones, and no row that only goes up, goes down or repeats.
func digitsDrawn(password string) bool {
	var digits []rune
	seen := map[rune]bool{}
	for _, r := range password {
		if unicode.IsDigit(r) {
			digits = append(digits, r)
			seen[r] = true
		}
	}
	if len(digits) < drawnLeast || len(seen) < leftLeast+1 {
		return false
	}
	steps := map[rune]int{}
	for i := 1; i < len(digits); i++ {
		steps[digits[i]-digits[i-1]]++
	}
	return len(steps) > leftLeast
}
