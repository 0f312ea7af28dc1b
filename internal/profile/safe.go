package profile

import (
	"slices"
	"time"

	"trialogue/internal/errs"
)

// The rules that the program itself obeys.
const (
	RuleNoMail Code = "no-mail"    // never a mail
	RuleHours  Code = "mail-hours" // mails only between two times of day
)

// Rules lists every safe-contact rule, in the order in which it is asked.
func Rules() []Code {
	return []Code{"ask-first", "never-ring", "no-message", "only-when", "no-text", "no-post", RuleNoMail, RuleHours}
}

// Safety is what must not happen when somebody is reached.
type Safety struct {
	Rules []Line `json:"rules,omitempty"`
	Hours Window `json:"hours,omitzero"` // for RuleHours
}

// Has reports whether a rule was set.
func (s Safety) Has(c Code) bool {
	return slices.ContainsFunc(s.Rules, func(l Line) bool { return l.Code == c })
}

func (s Safety) tidy() (Safety, errs.Problems) {
	var p errs.Problems
	s.Rules = tidyLines(&p, s.Rules, Rules(), "rule-")
	for _, l := range s.Rules {
		// "Only when" says nothing without who or when.
		if l.Code == "only-when" && l.Detail == "" {
			p.Add("rule-only-when-detail", "profile.only-when-missing")
		}
	}
	if !s.Has(RuleHours) {
		s.Hours = Window{}
		return s, p
	}
	if !s.Hours.real() {
		p.Add("from", "profile.hours-wrong")
	}
	return s, p
}

// MailRule is when the program may send somebody a mail.
type MailRule struct {
	Never bool
	Only  Window // empty for any time
	Zone  string // by whose clock
}

// Mails finds the rule in what somebody said. The stricter one counts.
func Mails(k Kept, zone string) MailRule {
	r := MailRule{Never: k.Safe.Has(RuleNoMail) || k.Needs.Has(NoMail), Zone: zone}
	if k.Safe.Has(RuleHours) {
		r.Only = k.Safe.Hours
	}
	return r
}

// Next is when a mail may go at the earliest, not before a time. False means
// never; so does a rule that nobody can follow.
func (r MailRule) Next(t time.Time) (time.Time, bool) {
	if r.Never {
		return time.Time{}, false
	}
	if r.Only == (Window{}) {
		return t, true
	}
	where, err := time.LoadLocation(r.Zone)
	if err != nil {
		return time.Time{}, false
	}
	return r.Only.Next(t, where)
}
