package keys

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"trialogue/internal/disclose"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/seal"
)

// ErrFull is the cause when a space has had all the versions there can be.
var ErrFull = fmt.Errorf("a data key can have %d versions, and this space has had them all", seal.MostVersions)

// TurnSpace gives one space a new data key. What is written from now on is
// sealed with it; what was written before stays as it is until it is resealed.
func (s *Service) TurnSpace(ctx context.Context, space string) error {
	return s.lease(ctx, func(func(context.Context) error) error {
		var rows []Row
		err := s.run.View(ctx, func(x Tx) (err error) {
			rows, err = x.LiveKeys(ctx, Place{Space: space}, seal.MostVersions)
			return err
		})
		if err != nil {
			return err
		}
		newest := Row{}
		for _, r := range rows {
			if r.Space == space {
				newest = r
			}
		}
		if newest.Space == "" {
			return errs.E(errs.NotFound, "keys.TurnSpace", "", fmt.Errorf("there is no living data key of %q", space))
		}
		_, err = s.turnSpaces(ctx, []Row{newest})
		return err
	})
}

// TurnOlder gives a new data key to each space whose newest is older than a time.
// Cut short, it is begun again: those that have a new one are no longer old.
func (s *Service) TurnOlder(ctx context.Context, than time.Time) (n int, full []string, err error) {
	err = s.lease(ctx, func(step func(context.Context) error) error {
		after := ""
		for {
			if err := step(ctx); err != nil {
				return err
			}
			var rows []Row
			if err := s.run.View(ctx, func(x Tx) (err error) { rows, err = x.NewestKeys(ctx, after, than.UnixMicro(), batch); return err }); err != nil || len(rows) == 0 {
				return err
			}
			after = rows[len(rows)-1].Space
			var room []Row
			for _, r := range rows {
				if r.Version >= seal.MostVersions {
					full = append(full, r.Space)
				} else {
					room = append(room, r)
				}
			}
			done, err := s.turnSpaces(ctx, room)
			if err != nil {
				return err
			}
			n += done
			s.progress(n)
		}
	})
	return n, full, err
}

// turnSpaces draws and wraps new keys first, and then adds them together.
func (s *Service) turnSpaces(ctx context.Context, rows []Row) (n int, err error) {
	next := make([]Row, len(rows))
	notes := make([]disclose.Noted, len(rows))
	for i, r := range rows {
		if next[i], err = s.nextKey(ctx, r); err != nil {
			return 0, err
		}
		if notes[i], err = s.draw(DataTurned, map[string]string{"space": r.Space, "version": strconv.Itoa(next[i].Version)}); err != nil {
			return 0, err
		}
	}
	if len(rows) == 0 {
		return 0, nil
	}
	err = s.run.UpdateScope(ctx, id.Organisation, func(x Tx) error {
		n = 0
		for i := range next {
			added, err := x.AddKey(ctx, next[i])
			if err != nil {
				return err
			}
			if !added { // destroyed meanwhile
				continue
			}
			if _, err := notes[i].In(ctx, x); err != nil {
				return err
			}
			n++
		}
		return nil
	})
	return n, err
}

func (s *Service) nextKey(ctx context.Context, r Row) (Row, error) {
	if r.Version >= seal.MostVersions {
		return Row{}, errs.E(errs.Invalid, "keys.nextKey", "", fmt.Errorf("%s: %w", r.Space, ErrFull))
	}
	var master string
	if err := s.run.View(ctx, func(x Tx) (err error) { master, err = x.KeySetting(ctx, MasterSetting); return err }); err != nil {
		return Row{}, err
	}
	public, err := s.recovery(ctx)
	if err != nil {
		return Row{}, err
	}
	raw, err := seal.Random()
	if err != nil {
		return Row{}, err
	}
	next := Row{Space: r.Space, Version: r.Version + 1, Made: s.now().UnixMicro()}
	if err := s.wrap(ctx, &next, master, raw); err != nil {
		return Row{}, err
	}
	if public != nil {
		err = shut(&next, public, raw)
	}
	return next, err
}

// resealMost is how many texts are sealed anew in one transaction: others write meanwhile.
const resealMost = 20

// Reseal seals old texts with the newest key of their space, in one space or,
// with an empty name, in all. Cut short, it goes on where it was. A space whose
// key is gone is left alone.
func (s *Service) Reseal(ctx context.Context, only string) (texts int, spaces []string, err error) {
	err = s.lease(ctx, func(step func(context.Context) error) error {
		after := ""
		for {
			todo := []string{only}
			if only == "" {
				if err := s.run.View(ctx, func(x Tx) (err error) { todo, err = x.OldTexts(ctx, after, batch); return err }); err != nil || len(todo) == 0 {
					return err
				}
				after = todo[len(todo)-1]
			}
			for _, space := range todo {
				n, err := s.resealSpace(ctx, step, space, &texts)
				if err != nil {
					return fmt.Errorf("%s: %w", space, err)
				}
				if n > 0 {
					spaces = append(spaces, space)
				}
			}
			if only != "" {
				return nil
			}
		}
	})
	return texts, spaces, err
}

// resealSpace goes on until nothing old is left. The record comes with the first texts.
func (s *Service) resealSpace(ctx context.Context, step func(context.Context) error, space string, texts *int) (n int, err error) {
	note, err := s.draw(Resealed, map[string]string{"space": space})
	if err != nil {
		return 0, err
	}
	for {
		if err := step(ctx); err != nil {
			return n, err
		}
		var done int
		err := s.run.UpdateScope(ctx, id.Organisation, func(x Tx) (err error) {
			if done, err = x.Reseal(ctx, space, resealMost); err == nil && done > 0 && n == 0 {
				_, err = note.In(ctx, x)
			}
			return err
		})
		if err != nil || done == 0 {
			return n, err
		}
		n += done
		*texts += done
		s.progress(*texts)
	}
}

// ParseAge reads 365d, or what Go takes for a duration.
func ParseAge(text string) (time.Duration, error) {
	if days, ok := strings.CutSuffix(text, "d"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 36500 {
			return 0, errors.New("an age is a number of days, such as 365d")
		}
		return time.Duration(n) * 24 * time.Hour, nil
	}
	return time.ParseDuration(text)
}
