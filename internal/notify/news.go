package notify

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/news"
	"trialogue/internal/sharing"
)

// News does a disclose.NewsJob: everybody who would be shown the entry now is
// told, but for its writer and those who have seen it. Nobody else learns that
// anything happened.
func (s *Service) News(ctx context.Context, j disclose.Job) (err error) {
	defer errs.Wrap("notify.News", &err)
	tri, entry := id.Triangle(j.Payload["triangle"]), id.Entry(j.Payload["entry"])
	now := s.Now()
	var told []id.Person
	err = s.run.UpdateScope(ctx, tri, func(x Tx) error {
		told = nil
		found, err := x.EntryByID(ctx, tri, entry)
		if err != nil || len(found) == 0 { // taken back meanwhile
			return err
		}
		facts, err := x.Facts(ctx, tri)
		if err != nil {
			return err
		}
		for _, p := range audience(now, facts, found[0].Meta) {
			if seen, err := hasSeen(ctx, x, found[0].Meta, p); err != nil {
				return err
			} else if seen {
				continue
			}
			if open, err := sees(ctx, x, found[0].Meta, p, now); err != nil {
				return err
			} else if !open {
				continue
			}
			told = append(told, p)
			if err := s.tell(ctx, x, news.Notice{Person: p, Triangle: tri, Entry: entry, Made: now.UnixMicro()}, j.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, p := range told {
		s.Bell.Ring(p)
	}
	return nil
}

// audience lists the members who would be shown an entry, without who wrote it.
func audience(now time.Time, facts *sharing.Triangle, m disclose.Meta) []id.Person {
	var out []id.Person
	for _, one := range facts.People {
		p := id.Person(one.ID)
		here := one.Since.Micros() <= now.UnixMicro() && (!one.Until.IsSet() || now.UnixMicro() < one.Until.Micros())
		if here && p != m.Author && one.ID != m.Item.GivenBy && mayKnow(now, facts, m, p).Shares() {
			out = append(out, p)
		}
	}
	return out
}

// tell rings for a person, and queues a mail where they want mails. The id of
// the mail's job follows from the news, so doing this twice queues one.
func (s *Service) tell(ctx context.Context, x Tx, n news.Notice, newsJob string) error {
	if err := x.PutRing(ctx, n.Person); err != nil {
		return err
	}
	p, err := x.Person(ctx, n.Person)
	if errs.Is(err, errs.NotFound) { // a place kept for somebody without an account
		return nil
	}
	if err != nil || s.Mail == nil || !wantsMail(p) {
		return err
	}
	if err := x.PutNotice(ctx, n); err != nil {
		return err
	}
	last, err := x.Mailed(ctx, n.Person)
	if err != nil {
		return err
	}
	// When it may go by the reader's own rule is asked when it is about to go.
	at := max(n.Made+Gather.Microseconds(), soonest(last, n.Made))
	return x.PutJob(ctx, mailJob(newsJob, n.Person, at, n.Made))
}

// mailJob has a name that follows from what it is for and names nobody, since
// names of jobs are logged.
func mailJob(from string, p id.Person, at, made int64) disclose.Job {
	sum := sha256.Sum256([]byte(from + "/" + string(p)))
	return disclose.Job{
		ID: MailJob + "/" + hex.EncodeToString(sum[:16]), Kind: MailJob, UniqueKey: MailJob + "/" + string(p),
		Payload: map[string]string{"person": string(p)}, RunAt: at, Made: made,
	}
}

// soonest is when the next mail may go. A last mail that lies ahead is of before
// the clock was set back, and says nothing.
func soonest(last, now int64) int64 {
	if last == 0 || last > now {
		return now
	}
	return max(now, last+Apart.Microseconds())
}
