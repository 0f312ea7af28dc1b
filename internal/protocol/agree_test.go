package protocol_test

import (
	"strings"
	"testing"
	"time"

	"trialogue/internal/apptest"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/protocol"
	"trialogue/internal/sharing"
)

func (f family) putDown(by string) string {
	f.t.Helper()
	version := id.New()
	apptest.Must(f.t, f.Protocol.PutDown(f.t.Context(), f.ID(by), f.Triangle, version))
	f.Clock.Move(time.Second)
	return version
}

func (f family) agreement(by, version string) protocol.Agreement {
	f.t.Helper()
	a, err := f.Protocol.Agreement(f.t.Context(), f.ID(by), f.Triangle, version)
	apptest.Must(f.t, err)
	return a
}

func TestEachReadsOfAVersionWhatConcernsThem(t *testing.T) {
	both(t, func(f family) {
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		f.choose("Sam", "Jo", "trauma", sharing.Keep)
		f.choose("Sam", "Al", "therapy", sharing.Keep)
		f.choose("Jo", "Sam", "caring-role", sharing.Share)
		topic := protocol.TopicDraft{ID: id.New(), Triangle: f.Triangle, Label: "The night bus"}
		apptest.Must(t, f.Protocol.AddTopic(t.Context(), f.ID("Sam"), topic))
		f.choose("Sam", "Al", "own-"+topic.ID, sharing.Keep)
		version := f.putDown("Ravi")
		apptest.Must(t, f.Protocol.PutDown(t.Context(), f.ID("Ravi"), f.Triangle, version))
		lines := func(by string) string {
			t.Helper()
			var out []string
			for _, l := range f.agreement(by, "").Lines {
				owner, _ := f.nameOf(string(l.Owner))
				to, _ := f.nameOf(l.Recipient)
				out = append(out, owner+">"+to+" "+strings.ReplaceAll(l.Topic, topic.ID, "bus")+" "+string(l.Answer))
			}
			return strings.Join(out, ", ")
		}
		for name, want := range map[string]string{
			"Sam":  "Sam>Jo medicines share, Sam>Jo trauma keep, Sam>Al own-bus keep, Sam>Al therapy keep, Jo>Sam caring-role share",
			"Jo":   "Sam>Jo medicines share, Jo>Sam caring-role share",
			"Al":   "Sam>Al therapy keep",
			"Ravi": "Sam>Jo medicines share, Sam>Jo trauma keep, Sam>Al own-bus keep, Sam>Al therapy keep, Jo>Sam caring-role share",
		} {
			if got := lines(name); got != want {
				t.Errorf("%s reads %q, not %q", name, got, want)
			}
		}
		if v := f.agreement("Jo", "").Versions; len(v) != 1 || v[0].Number != 1 {
			t.Errorf("pressed twice, it is one version: %+v", v)
		}
		_, err := f.Protocol.Agreement(t.Context(), f.ID("Nia"), f.Triangle, "")
		f.wantKind(err, errs.NotFound, "somebody outside")
		_, err = f.Protocol.Agreement(t.Context(), f.ID("Jo"), f.Triangle, id.New())
		f.wantKind(err, errs.NotFound, "a version that is not there")
	})
}

func (f family) nameOf(p string) (string, bool) {
	for name, one := range f.People {
		if string(one.ID) == p {
			return name, true
		}
	}
	return p, false
}

func TestAVersionStandsWhenAllThreeCornersHaveSaidYes(t *testing.T) {
	both(t, func(f family) {
		version := f.putDown("Sam")
		say := func(by, but string) error {
			return f.Protocol.Acknowledge(t.Context(), f.ID(by), protocol.Acknowledgement{ID: id.Entry(id.New()), Triangle: f.Triangle, Version: version, But: but})
		}
		apptest.Must(t, say("Sam", ""))
		apptest.Must(t, say("Jo", "I would like to hear about crises."))
		if f.agreement("Al", version).Open.Stands() {
			t.Error("the team has not said yes")
		}
		apptest.Must(t, say("Ravi", "We could not promise evenings."))
		apptest.Must(t, say("Ravi", "Once more.")) // a second word changes nothing
		a := f.agreement("Al", version)
		if !a.Open.Stands() || len(a.Open.Words) != 3 {
			t.Errorf("all three corners have: %+v", a.Open.Words)
		}
		for _, name := range []string{"Sam", "Jo", "Al", "Ravi", "Bea"} {
			a := f.agreement(name, version)
			var texts []string
			for _, w := range a.Open.Words {
				if shown, ok := a.Reservations[w.Reservation]; ok {
					texts = append(texts, shown.Words())
				}
			}
			if strings.Join(texts, " ") != "I would like to hear about crises. We could not promise evenings." {
				t.Errorf("%s reads %q", name, texts)
			}
		}
		f.wantKind(say("Nia", "x"), errs.NotFound, "somebody outside")
		f.wantKind(say("Al", strings.Repeat("x", protocol.ReservationMost+1)), errs.Invalid, "too long")
		version = id.New()
		f.wantKind(say("Al", ""), errs.NotFound, "a version that is not there")
	})
}

func TestComparingTwoVersions(t *testing.T) {
	both(t, func(f family) {
		f.choose("Sam", "Jo", "medicines", sharing.Share)
		f.choose("Sam", "Jo", "crisis", sharing.Share)
		f.choose("Sam", "Al", "therapy", sharing.Share)
		one := f.putDown("Sam")
		f.choose("Sam", "Jo", "medicines", sharing.Ask)
		f.choose("Sam", "Jo", "crisis", sharing.Share, f.Clock.Now().AddDate(0, 1, 0))
		f.choose("Sam", "Jo", "discharge", sharing.Keep)
		f.choose("Sam", "Al", "therapy", sharing.Keep)
		if !f.agreement("Jo", "").Moved || f.agreement("Bea", one).Moved != true {
			t.Error("choices have moved since the version")
		}
		other := f.putDown("Jo")
		if f.agreement("Jo", "").Moved {
			t.Error("nothing has moved since the new one")
		}
		for _, order := range [][2]string{{one, other}, {other, one}} {
			c, err := f.Protocol.Compare(t.Context(), f.ID("Jo"), f.Triangle, order[0], order[1])
			apptest.Must(t, err)
			got := map[string]string{}
			for _, d := range c.Differences {
				got[d.Line.Topic] = string(d.Before) + " " + string(d.Now)
				if d.Until != (d.Line.Topic == "crisis") {
					t.Errorf("only the end of crisis moved: %+v", d)
				}
			}
			if len(got) != 3 || got["medicines"] != "share ask" || got["crisis"] != "share share" || got["discharge"] != " keep" {
				t.Errorf("Jo reads %v", got)
			}
		}
		for _, bad := range [][2]string{{one, id.New()}, {"", other}} {
			_, err := f.Protocol.Compare(t.Context(), f.ID("Jo"), f.Triangle, bad[0], bad[1])
			f.wantKind(err, errs.NotFound, "a version that is not there")
		}
	})
}

func TestWhatTheTeamPromises(t *testing.T) {
	both(t, func(f family) {
		parts := map[string]string{protocol.PartReply: "Three days.", protocol.PartAlways: "Who to ring.", protocol.PartConfidence: "The team reads it."}
		first := protocol.PledgeDraft{ID: id.Entry(id.New()), Triangle: f.Triangle, Parts: parts}
		for range 2 {
			apptest.Must(t, f.Protocol.Promise(t.Context(), f.ID("Ravi"), first))
			f.Clock.Move(time.Second)
		}
		late := protocol.PledgeDraft{ID: id.Entry(id.New()), Triangle: f.Triangle, Parts: parts}
		f.wantKind(f.Protocol.Promise(t.Context(), f.ID("Bea"), late), errs.Conflict, "written without having read the first")
		late.Read = first.ID
		apptest.Must(t, f.Protocol.Promise(t.Context(), f.ID("Bea"), late))
		f.Clock.Move(time.Second)
		for _, name := range []string{"Sam", "Jo", "Al", "Mei"} {
			p, err := f.Protocol.Pledge(t.Context(), f.ID(name), f.Triangle)
			if err != nil || p.Entry != late.ID || len(p.Parts) != 3 || p.Parts[0].Text != "Three days." {
				t.Errorf("%s reads %+v %v", name, p, err)
			}
		}
		for _, name := range []string{"Sam", "Jo", "Nia"} {
			f.wantKind(f.Protocol.Promise(t.Context(), f.ID(name), protocol.PledgeDraft{ID: id.Entry(id.New()), Triangle: f.Triangle, Read: late.ID, Parts: parts}), errs.NotFound, name+" speaks not for the team")
		}
		short := protocol.PledgeDraft{ID: id.Entry(id.New()), Triangle: f.Triangle, Read: late.ID, Parts: map[string]string{protocol.PartReply: " "}}
		if err := f.Protocol.Promise(t.Context(), f.ID("Ravi"), short); len(errs.ProblemsOf(err)) != 3 {
			t.Errorf("three parts are missing: %v", err)
		}
	})
}
