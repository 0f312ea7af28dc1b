package signin_test

import (
	"testing"

	"trialogue/internal/signin"
)

// What coming back takes follows from whose records could come to harm.
func TestNeedFollowsTheStake(t *testing.T) {
	for _, c := range []struct {
		stake signin.Stake
		want  signin.Need
	}{
		{signin.Stake{}, signin.NeedWait},
		{signin.Stake{InThree: true}, signin.NeedSecond},
		{signin.Stake{Professional: true}, signin.NeedSecond},
		{signin.Stake{Office: true}, signin.NeedSecond},
		{signin.Stake{Professional: true, Office: true, InThree: true}, signin.NeedSecond},
		{signin.Stake{Professional: true, InThree: true}, signin.NeedSecond},
	} {
		if got := c.stake.Need(); got != c.want {
			t.Errorf("%+v needs %q, want %q", c.stake, got, c.want)
		}
	}
}

func TestWhoMayVouch(t *testing.T) {
	for _, c := range []struct {
		why string
		v   signin.Vouching
		may bool
	}{
		{"nobody for themselves", signin.Vouching{Self: true, Professional: true, Admin: true, ForStaff: true, SameTeam: true, Shares: true}, false},
		{"a carer for nobody", signin.Vouching{Shares: true, SameTeam: true, Admin: true}, false},
		{"a professional of the triangle", signin.Vouching{Professional: true, Shares: true}, true},
		{"a professional from elsewhere", signin.Vouching{Professional: true}, false},
		{"of the same team but not in the triangle", signin.Vouching{Professional: true, SameTeam: true}, false},
		{"an administrator while a professional stands there", signin.Vouching{Professional: true, Admin: true}, false},
		{"an administrator where no professional stands", signin.Vouching{Professional: true, Admin: true, Nobody: true}, true},
		{"anybody where no professional stands", signin.Vouching{Professional: true, Nobody: true}, false},
		{"a colleague for a professional", signin.Vouching{Professional: true, ForStaff: true, SameTeam: true}, true},
		{"an administrator for a professional", signin.Vouching{Professional: true, ForStaff: true, Admin: true}, true},
		{"another team for a professional", signin.Vouching{Professional: true, ForStaff: true, Shares: true}, false},
		{"who asks to come back themselves", signin.Vouching{Professional: true, ForStaff: true, SameTeam: true, Admin: true, Unsettled: true}, false},
		{"who asks to come back themselves, for a person", signin.Vouching{Professional: true, Shares: true, Unsettled: true}, false},
	} {
		if got := c.v.May(); got != c.may {
			t.Errorf("%s: %v, want %v", c.why, got, c.may)
		}
	}
}

// A false alarm throws somebody out, so only what is clearly another device counts.
func TestOtherDevice(t *testing.T) {
	for _, c := range []struct {
		before, now string
		other       bool
	}{
		{"Chrome, Windows", "Chrome, Windows", false},
		{"Chrome, Windows", "Firefox, Windows", true},
		{"Chrome, Windows", "Chrome, Android", true},
		{"Safari, iPhone", "Safari, Windows", true},
		{"Safari, iPad", "Safari, Mac", false},      // the page of a large screen, on a tablet
		{"Chrome, Android", "Chrome, Linux", false}, // the same on a phone
		{"Chrome, Windows", "browser, device", false},
		{"browser, device", "Firefox, Linux", false},
		{"browser, Windows", "Chrome, Windows", false},
		{"Chrome, device", "Chrome, Windows", false},
		{"test", "Firefox, Linux", false},
		{"", "", false},
	} {
		if got := signin.OtherDevice(c.before, c.now); got != c.other {
			t.Errorf("%q then %q: %v, want %v", c.before, c.now, got, c.other)
		}
	}
}
