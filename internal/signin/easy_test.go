package signin

import "testing"

func TestWhatAStrangerTriesFirstIsEasy(t *testing.T) {
	own := []string{"zoe.brown@example.org", "Zoë Brown"}
	for _, bad := range []string{
		"password123", "Passw0rd2026", "trialogue2026", "qwertyuiop12", "zoe.brown.1987", "aaaaaaaaaaaa", "letmeinletmein", "123456789012", "111122223333", "121212121212", "987654321098", "0000000000001",
	} {
		if !easy(bad, own...) {
			t.Errorf("%q was taken", bad)
		}
	}
	for _, good := range []string{
		"a rainy day in March", "three rainy days in May", "correct horse battery staple", "839155230918", "8391-5523-0918-7744", "чай с лимоном утром", "xK9#vQ2!mZ", "dros y bont yn y bore",
	} {
		if easy(good, own...) {
			t.Errorf("%q was not taken", good)
		}
	}
}
