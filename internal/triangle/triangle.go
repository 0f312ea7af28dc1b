// Package triangle knows the three corners, who stands in them and since when.
// It never knows what anybody wrote, nor what may be shared.
package triangle

import (
	"strings"
	"time"

	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Kind tells a triangle of three from a carer's own file.
type Kind string

// The kinds. A File has a carer and an empty corner where a service user may
// stand one day: a carer alone can start with it.
const (
	Three Kind = "three"
	File  Kind = "file"
)

// Person is somebody with an account.
type Person struct {
	ID     id.Person
	Name   string
	Email  string
	Corner sharing.Corner // as they signed up; where they stand is said by each Member
	Role   string         // of a professional: nurse, psychiatrist …
	Team   id.Team        // of a professional
	Phone  string         // a professional's work number
	Lang   string
	Zone   string
	Admin  bool
	Mail   bool // wants notices by e-mail
	Alone  bool // asked to be asked alone first
	Made   int64
	Closed int64

	Governs  bool     // looks after how information is used: second person, reviews, evidence
	Identity Identity // how sure we are who this is
	Pronouns string   // as they wish; empty where they said nothing
	Photo    int64    // when their photograph was last changed; 0 for none
	Larger   bool     // wants larger letters on every page
	Easy     bool     // wants the short version first
}

// Identity says how sure the service is that somebody is who they say.
type Identity string

// The levels, from the lowest.
const (
	Said    Identity = ""        // nobody has looked
	Known   Identity = "known"   // somebody of the service knows them
	Checked Identity = "checked" // papers were seen, by the service or by who signs them in
)

// Team is a team of professionals.
type Team struct {
	ID           id.Team
	Organisation string
	Name         string
	Phone        string
	Hours        string
	ReplyDays    int // working days within which a message is answered
	Service      string
}

// Member is somebody's place in a triangle. Times are microseconds since 1970
// UTC; Until and Died are 0 where there is none.
type Member struct {
	ID         string
	Person     id.Person
	Name       string
	Pronouns   string
	Photo      int64 // when their photograph was last changed; 0 for none
	Corner     sharing.Corner
	Relation   string // of a carer: mother, friend …
	Role       string // of a professional: key worker, psychiatrist …
	Phone      string
	CarerLead  bool
	Since      int64
	Until      int64
	Died       int64
	AcceptedBy id.Person
	Basis      string

	Reach   Reach     // by what a professional stands here
	RestsOn string    // the place in a team, or the cover, with which this one ends
	For     id.Person // for whom somebody covers
	Reason  id.Entry  // why, in words; for those who may read it
}

// Here reports whether the membership is in force.
func (m Member) Here(now time.Time) bool {
	us := now.UnixMicro()
	return m.Since <= us && (m.Until == 0 || us < m.Until)
}

// Triangle is one service user with carers and professionals. Members holds
// each person once, as they are now or were last.
type Triangle struct {
	ID      id.Triangle
	Kind    Kind
	Owner   id.Person
	Team    Team
	Made    int64
	Members []Member
}

// Member finds somebody's place, in force or past.
func (t Triangle) Member(p id.Person) (Member, bool) {
	for _, m := range t.Members {
		if m.Person == p {
			return m, true
		}
	}
	return Member{}, false
}

// ServiceUser finds the one whose triangle it is. A file has none.
func (t Triangle) ServiceUser() (Member, bool) {
	for _, m := range t.Members {
		if m.Corner == sharing.ServiceUser && m.Person != NobodyYet {
			return m, true
		}
	}
	return Member{}, false
}

// At lists who stands at a corner now, in order of joining.
func (t Triangle) At(corner sharing.Corner, now time.Time) []Member {
	var out []Member
	for _, m := range t.Members {
		if m.Corner == corner && m.Here(now) && m.Person != NobodyYet {
			out = append(out, m)
		}
	}
	return out
}

// IsKeyWorker reports whether somebody's role says that the service user turns to them first.
func (m Member) IsKeyWorker() bool {
	return strings.Contains(strings.ToLower(m.Role), "key worker")
}

// KeyWorker finds the professional who is named so now, or else who came first. A
// triangle without professionals has none.
func (t Triangle) KeyWorker(now time.Time) (Member, bool) {
	team := t.At(sharing.Professional, now)
	for _, m := range team {
		if m.IsKeyWorker() {
			return m, true
		}
	}
	if len(team) == 0 {
		return Member{}, false
	}
	return team[0], true
}

// CarerLeads lists the professionals who keep the carers' files now, in order of joining.
func (t Triangle) CarerLeads(now time.Time) []Member {
	var out []Member
	for _, m := range t.At(sharing.Professional, now) {
		if m.CarerLead {
			out = append(out, m)
		}
	}
	return out
}

// NobodyYet stands at the empty corner of a carer's file. It is nobody's id.
const NobodyYet id.Person = "nobody-yet"

// FirstName is what people are called in a sentence.
func FirstName(name string) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(name), " ")
	if strings.EqualFold(first, "Dr") && rest != "" {
		return first + " " + rest[strings.LastIndex(rest, " ")+1:]
	}
	return first
}

// Initials are up to three letters to stand in a shape.
func Initials(name string) string {
	var out []rune
	for _, word := range strings.Fields(name) {
		if strings.EqualFold(word, "Dr") {
			continue
		}
		out = append(out, []rune(word)[0])
	}
	if len(out) > 3 {
		out = append(out[:2], out[len(out)-1])
	}
	return strings.ToUpper(string(out))
}

// Short is a short code by which professionals tell triangles apart: the last
// letters of the id, which are drawn by chance.
func Short(t id.Triangle) string {
	s := strings.ToUpper(string(t))
	return s[max(0, len(s)-6):]
}
