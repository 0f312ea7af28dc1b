package disclose

import (
	"trialogue/internal/id"
	"trialogue/internal/sharing"
)

// Kind says what an entry is for. All free text of the program is an entry, so
// that one door is enough.
type Kind string

// The kinds of entry.
const (
	Note          Kind = "note"           // a professional or service user writes something down
	Told          Kind = "told"           // a carer tells the team something
	Kept          Kind = "kept"           // written and not sent yet
	OwnNote       Kind = "own-note"       // for the writer alone, until shared
	Question      Kind = "question"       // somebody asks about a sighting, or the team
	Reply         Kind = "reply"          // the answer to a question
	Outcome       Kind = "outcome"        // what came of what somebody said
	Weighing      Kind = "weighing"       // why a confidence was told, paraphrased or kept
	Reservation   Kind = "reservation"    // what somebody does not agree to in the protocol
	Pledge        Kind = "pledge"         // what the team will always tell, and how it holds confidences
	Finding       Kind = "finding"        // why somebody cannot decide about sharing now
	ReleaseText   Kind = "release"        // facts and reasons behind a release
	CallRecord    Kind = "call"           // what was told on the phone or in person
	TopicName     Kind = "topic-name"     // what somebody calls a topic of their own
	ReachReason   Kind = "reach-reason"   // why somebody came who was not asked in
	SupportReason Kind = "support-reason" // why an administrator asks to look for a fault
	HoldReason    Kind = "hold-reason"    // why a professional holds what somebody sees
)

// The kinds that live in rooms of their own: they stand where people work with
// them, and not in the timeline.
const (
	Reflection   Kind = "reflection"    // how somebody's own end of a relationship goes
	Received     Kind = "received"      // how the other end feels it
	Expertise    Kind = "expertise"     // what somebody knows, and how they know it
	Account      Kind = "account"       // a story that is told once
	Matter       Kind = "matter"        // about what two people see things differently
	View         Kind = "view"          // how one of them sees it
	GoOn         Kind = "go-on"         // how they go on anyway
	Agreed       Kind = "agreed"        // what is agreed, or proposed
	AgreedStep   Kind = "agreed-step"   // a small step on the way
	Happened     Kind = "happened"      // what came of an action
	Conversation Kind = "conversation"  // what a conversation is about
	Message      Kind = "message"       // what is said in it
	Meeting      Kind = "meeting"       // why people meet now, and where
	Agenda       Kind = "agenda"        // what somebody wants to talk about there
	Voice        Kind = "voice"         // what somebody said there, in their own words
	OpenQuestion Kind = "open-question" // a question that may stay open
	MeetingNote  Kind = "meeting-note"  // what was agreed to be told of it
	OffMeeting   Kind = "off-meeting"   // what professionals said without the network
	Contact      Kind = "contact"       // somebody else who helps, and what for
)

// WithRooms lists the kinds that live in rooms of their own.
func WithRooms() []Kind {
	return []Kind{
		Reflection, Received, Expertise, Account, Matter, View, GoOn, Agreed, AgreedStep, Happened,
		Conversation, Message, Meeting, Agenda, Voice, OpenQuestion, MeetingNote, OffMeeting, Contact,
	}
}

// Meta is what the program may know of an entry without opening it.
type Meta struct {
	ID       id.Entry
	Triangle id.Triangle
	Kind     Kind
	Version  int // of the body that is sealed here
	Latest   int
	Author   id.Person // of this version
	Parent   id.Entry
	Made     int64 // microseconds since 1970 UTC
	Changed  int64
	// Corrected is when the last version of all was written, this one or a later.
	Corrected int64
	Item      sharing.Item
}

// File is an attachment: a PDF or a picture. Its name is sealed like a text.
type File struct {
	ID    string
	Name  string
	Media string // from the content, not from what the sender said
	Bytes []byte
}

// New is an entry about to be written. The id, time and texts are drawn and
// checked before the transaction starts.
type New struct {
	Meta
	Body  Body
	Files []File
}

// Space names the key that seals an entry: the triangle's own, or that of a
// carer's file for what a carer says about themselves or tells the carer lead alone.
func (m Meta) Space() string {
	switch {
	case m.Item.Class == sharing.CarersOwn && len(m.Item.About) > 0:
		return CarerSpace(id.Person(m.Item.About[0]))
	case m.Item.Confidence == sharing.Sealed:
		return CarerSpace(id.Person(m.Item.GivenBy))
	}
	return "triangle/" + string(m.Triangle)
}

// CarerSpace names the key of a carer's file.
func CarerSpace(p id.Person) string { return "carer/" + string(p) }

// Rare holds the facts that few entries have.
type Rare struct {
	SectionOwner    string            `json:"owner,omitempty"`
	SectionShares   []RareShare       `json:"shares,omitempty"`
	KnownTo         []string          `json:"known,omitempty"`
	Mentions        []sharing.Mention `json:"mentions,omitempty"`
	SystemOnly      bool              `json:"system,omitempty"`
	HarmBy          string            `json:"harmBy,omitempty"`
	HarmAt          int64             `json:"harmAt,omitempty"` // microseconds since 1970 UTC
	ResearchConsent []string          `json:"research,omitempty"`
	Among           []string          `json:"among,omitempty"`     // whom the giver addressed
	AmongTeam       bool              `json:"amongTeam,omitempty"` // and the team as a whole
}

// RareShare is one sharing of somebody's own section; Ends is 0 for no end.
type RareShare struct {
	Recipient string `json:"to"`
	When      string `json:"when"`
	Begins    int64  `json:"begins"`
	Ends      int64  `json:"ends,omitempty"`
}

// RareOf takes the rare facts out of an item.
func RareOf(i sharing.Item) Rare {
	r := Rare{KnownTo: i.KnownTo, Mentions: i.Mentions, SystemOnly: i.SystemOnly, ResearchConsent: i.ResearchConsent}
	if i.SeriousHarm != nil {
		r.HarmBy, r.HarmAt = i.SeriousHarm.By, i.SeriousHarm.At.Micros()
	}
	if i.Among != nil {
		r.Among, r.AmongTeam = i.Among.People, i.Among.Team
		if len(r.Among) == 0 && !r.AmongTeam {
			r.Among = []string{i.GivenBy} // addressed to nobody is not addressed to everybody
		}
	}
	if i.OwnSection == nil {
		return r
	}
	r.SectionOwner = i.OwnSection.Owner
	for _, s := range i.OwnSection.SharedWith {
		share := RareShare{Recipient: s.Recipient, When: string(s.When), Begins: s.From.Micros()}
		if s.Until.IsSet() {
			share.Ends = s.Until.Micros()
		}
		r.SectionShares = append(r.SectionShares, share)
	}
	return r
}

// Into puts the rare facts back.
func (r Rare) Into(i *sharing.Item) {
	i.KnownTo, i.Mentions, i.SystemOnly, i.ResearchConsent = r.KnownTo, r.Mentions, r.SystemOnly, r.ResearchConsent
	if r.HarmBy != "" {
		i.SeriousHarm = &sharing.Opinion{By: r.HarmBy, At: sharing.Micros(r.HarmAt)}
	}
	if len(r.Among) > 0 || r.AmongTeam {
		i.Among = &sharing.Among{People: r.Among, Team: r.AmongTeam}
	}
	if r.SectionOwner == "" {
		return
	}
	i.OwnSection = &sharing.OwnSection{Owner: r.SectionOwner}
	for _, s := range r.SectionShares {
		share := sharing.SectionShare{Recipient: s.Recipient, When: sharing.When(s.When), From: sharing.Micros(s.Begins)}
		if s.Ends != 0 {
			share.Until = sharing.Micros(s.Ends)
		}
		i.OwnSection.SharedWith = append(i.OwnSection.SharedWith, share)
	}
}
