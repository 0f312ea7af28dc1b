package people

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/triangle"
)

// A check word is two short words that are easy to hear on the phone. There
// are some nine thousand; five tries end the invitation.
const (
	wordsFirst  = "amber blue brown busy calm clear cloudy cold cool crisp curly dark deep dry early easy even fair fast fine fresh gentle glad gold grand green grey happy kind large late light little long loud lucky merry mild misty neat new nice old open orange pale pink plain proud purple quick quiet rainy red round short silver simple slow small smooth soft still sunny sweet tall thin tidy tiny violet warm white wide windy winter wise wooden yellow young"
	wordsSecond = "apple arrow badge basket beach bell bench berry bike bird boat book boot bottle bread brick bridge brush bucket bus button cake candle carpet castle cat chair cherry clock cloud coat comb cup curtain door drum duck engine feather field fiddle flag flower fork garden gate glass glove goose hammer harbour hat hill horse jacket jar jumper kettle key kitchen ladder lake lamp leaf lemon letter market meadow mirror mountain mug nest orchard oven owl paint paper parcel pencil penny piano pillow pond potato puddle rabbit ribbon river robin rope scarf shell ship shoe spoon stable station stone street sugar table teapot tent tiger tower train tree trumpet tulip tunnel umbrella village violin wagon wall whistle window wing"
)

// drawWord draws a check word: "green kettle".
func drawWord() string { return oneWord(wordsFirst) + " " + oneWord(wordsSecond) }

func oneWord(list string) string {
	all := strings.Fields(list)
	var raw [8]byte
	_, _ = rand.Read(raw[:]) // it never fails
	return all[binary.BigEndian.Uint64(raw[:])%uint64(len(all))]
}

// hashWord forgives capitals, spaces and lines between; it is bound to one invitation.
func hashWord(invitation, word string) string {
	word = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, strings.ToLower(word))
	sum := sha256.Sum256([]byte("invitation-word:" + invitation + ":" + word))
	return hex.EncodeToString(sum[:])
}

// After so many words that did not fit, an account waits: guessing gets slow,
// also for somebody who has many links.
const (
	wrongMost = 3
	wrongTime = 5 * time.Minute
)

func wrongKey(p id.Person) string {
	sum := sha256.Sum256([]byte("invitation-word-tries:" + string(p)))
	return hex.EncodeToString(sum[:])
}

// Say gives the check word of an invitation. The right one binds it to this
// account. A wrong one is counted, for the invitation and for the account.
func (s *Service) Say(ctx context.Context, p triangle.Person, code, word string) (err error) {
	defer errs.Wrap("people.Say", &err)
	now := s.now()
	news := jobs{at: now}.draw(NoticeJob, nil)
	where, err := s.whose(ctx, code)
	if err != nil {
		return err
	}
	var wrong error
	err = s.run.UpdateScope(ctx, where, func(x Tx) error {
		wrong = nil
		one, err := s.proved(ctx, x, p, code)
		if err != nil || !one.asksWord(p.ID) {
			return err
		}
		tries, err := x.CountAttempts(ctx, wrongKey(p.ID), now.Add(-wrongTime).UnixMicro())
		if err != nil {
			return err
		}
		if tries >= wrongMost {
			return errs.E(errs.TooMuch, "people.Say", "join.word-wait", nil)
		}
		if hashWord(one.ID, word) == one.Word {
			one.Holder = p.ID
			return x.ChangeInvitation(ctx, one)
		}
		wrong = wrongWord()
		if err := x.PutAttempt(ctx, wrongKey(p.ID), now.UnixMicro()); err != nil {
			return err
		}
		if one.Wrong++; one.Wrong < WordsMost {
			return x.ChangeInvitation(ctx, one)
		}
		wrong = closed("join.over")
		one.Settled, one.Outcome = now.UnixMicro(), Guessed
		if err := x.SettleInvitation(ctx, one); err != nil {
			return err
		}
		return x.PutJob(ctx, news.to(one.By, one.Triangle, "answered"))
	})
	if err == nil {
		err = wrong
	}
	return err
}

func wrongWord() error {
	var p errs.Problems
	p.Add("word", "join.word-wrong")
	return p.Err("people.Say")
}

// whose finds the triangle of an invitation by its code.
func (s *Service) whose(ctx context.Context, code string) (where id.Triangle, err error) {
	err = s.run.View(ctx, func(x Tx) error {
		one, err := x.InvitationByCode(ctx, hashCode(code))
		if errs.Is(err, errs.NotFound) {
			return closed("join.over")
		}
		where = one.Triangle
		return err
	})
	return where, err
}

// asksWord reports whether somebody has still to give the word.
func (i Invitation) asksWord(p id.Person) bool {
	return i.Word != "" && i.Settled == 0 && i.Holder != p
}

// strayed notes that somebody else opened an invitation: from then on it
// stands open for a short time alone, and its maker reads of it.
func (s *Service) strayed(ctx context.Context, code string) error {
	now := s.now()
	where, err := s.whose(ctx, code)
	if err != nil {
		return err
	}
	return s.run.UpdateScope(ctx, where, func(x Tx) error {
		one, err := x.InvitationByCode(ctx, hashCode(code))
		if err != nil || one.Astray != 0 || one.State(now) != Open {
			return err
		}
		one.Astray, one.Ends = now.UnixMicro(), min(one.Ends, now.Add(LifeAstray).UnixMicro())
		return x.ChangeInvitation(ctx, one)
	})
}
