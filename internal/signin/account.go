package signin

import (
	"context"
	"time"
	"unicode/utf8"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/plain"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Limits of what is typed, in letters.
const (
	nameMost      = 100
	passwordLeast = 10
	passwordMost  = 200
)

// NewAccount is what somebody types to begin.
type NewAccount struct {
	Name     string
	Email    string
	Password string
	Corner   sharing.Corner
	Role     string
	Team     id.Team
	Phone    string
	Admin    bool
	Given    bool // the password was drawn by somebody else, who has read it
}

// SignUp makes an account. It says plainly when an address is taken, so it is
// for administrators and for the program itself; strangers go through Begin.
func (s *Service) SignUp(ctx context.Context, n NewAccount) (p triangle.Person, err error) {
	defer errs.Wrap("signin.SignUp", &err)
	if err := n.problems().Err("signin.SignUp"); err != nil {
		return triangle.Person{}, err
	}
	hash, err := s.hashes.hash(ctx, n.Password)
	if err != nil {
		return triangle.Person{}, err
	}
	p = triangle.Person{
		ID: id.Person(id.New()), Name: plain.Line(n.Name), Email: FoldEmail(n.Email), Corner: n.Corner, Role: plain.Line(n.Role), Team: n.Team, Phone: plain.Line(n.Phone),
		Lang: "en", Zone: "Europe/London", Admin: n.Admin, Mail: true, Made: s.now().UnixMicro(),
	}
	err = s.run.Update(ctx, func(t Tx) error {
		if err := t.PutPerson(ctx, p, hash); err != nil || !n.Given {
			return err
		}
		return t.LimitPassword(ctx, p.ID, time.UnixMicro(p.Made).Add(GivenUnused).UnixMicro())
	})
	if errs.Is(err, errs.Conflict) {
		var taken errs.Problems
		taken.Add("email", "signup.email-taken")
		return triangle.Person{}, taken.Err("signin.SignUp")
	}
	return p, err
}

func (n NewAccount) problems() errs.Problems {
	var p errs.Problems
	checkName(&p, n.Name)
	if !plain.IsEmail(FoldEmail(n.Email)) {
		p.Add("email", "signup.email-wrong")
	}
	checkPassword(&p, "password", n.Password, n.Email, n.Name)
	switch n.Corner {
	case sharing.ServiceUser, sharing.Carer, sharing.Professional:
	default:
		p.Add("corner", "signup.corner-missing")
	}
	if plain.Length(n.Role) > nameMost {
		p.Add("role", "signup.role-long", "most", nameMost)
	}
	return p
}

func checkName(p *errs.Problems, name string) {
	name = plain.Line(name)
	switch {
	case !plain.Visible(name):
		p.Add("name", "signup.name-missing")
	case plain.Length(name) > nameMost:
		p.Add("name", "signup.name-long", "most", nameMost)
	}
}

// checkPassword asks for length and for nothing that makes people write it on
// a note. Only what a stranger would try first is not taken.
func checkPassword(p *errs.Problems, field, password string, own ...string) {
	switch n := utf8.RuneCountInString(password); {
	case n < passwordLeast:
		p.Add(field, "signup.password-short", "least", passwordLeast)
	case n > passwordMost:
		p.Add(field, "signup.password-long", "most", passwordMost)
	case easy(password, own...):
		p.Add(field, "signup.password-easy")
	}
}
