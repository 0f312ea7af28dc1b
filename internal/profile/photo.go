package profile

import (
	"context"

	"trialogue/internal/errs"
	"trialogue/internal/id"
)

// SetPhoto keeps a photograph, drawn anew. A file that is no picture, or too
// large a one, is errs.Invalid.
func (s *Service) SetPhoto(ctx context.Context, p id.Person, file []byte) (err error) {
	defer errs.Wrap("profile.SetPhoto", &err)
	select {
	case s.drawing <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	small, err := draws(file)
	<-s.drawing
	if err != nil {
		return err
	}
	return s.save(ctx, p, []string{string(Photo)}, func(x Tx, _ Own, now int64) (bool, error) {
		return true, x.PutPhoto(ctx, p, small, now)
	})
}

// RemovePhoto takes the photograph away. Initials stand there again.
func (s *Service) RemovePhoto(ctx context.Context, p id.Person) (err error) {
	defer errs.Wrap("profile.RemovePhoto", &err)
	return s.save(ctx, p, []string{string(Photo)}, func(x Tx, o Own, _ int64) (bool, error) {
		return o.Person.Photo != 0, x.DropPhoto(ctx, p)
	})
}

// Photo opens somebody's photograph for a reader. For everybody who does not
// stand in a triangle with them now there is none.
func (s *Service) Photo(ctx context.Context, reader, owner id.Person) (jpeg []byte, err error) {
	defer errs.Wrap("profile.Photo", &err)
	now := s.now()
	err = s.run.View(ctx, func(x Tx) error {
		standing, err := standingOf(ctx, x, reader, owner, now.UnixMicro())
		if err != nil {
			return err
		}
		if !ShownTo(Photo, standing, false) {
			return errs.Missing("profile.Photo")
		}
		jpeg, err = x.Photo(ctx, owner)
		return err
	})
	return jpeg, err
}

// standingOf finds a triangle that both stand in now.
func standingOf(ctx context.Context, x Tx, reader, owner id.Person, now int64) (Standing, error) {
	if reader == owner {
		return Standing{Relation: Oneself}, nil
	}
	mine, err := x.TrianglesOf(ctx, reader, now)
	if err != nil {
		return Standing{}, err
	}
	for _, t := range mine {
		if st := standingIn(t, reader, owner, now); st.Relation == Together {
			return st, nil
		}
	}
	return Standing{}, nil
}
