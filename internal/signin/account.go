package signin

import (
	"context"
	"strings"
	"unicode/utf8"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Limits of what is typed, in letters.
const (
	nameMost      = 100
	emailMost     = 254
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
}

// SignUp makes an account. Professionals are made by an administrator, so the
// open form takes service users and carers; see web.
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
		ID: id.Person(id.New()), Name: strings.TrimSpace(n.Name), Email: FoldEmail(n.Email), Corner: n.Corner, Role: n.Role, Team: n.Team, Phone: n.Phone,
		Lang: "en", Zone: "Europe/London", Admin: n.Admin, Mail: true, Made: s.now().UnixMicro(),
	}
	err = s.run.Update(ctx, func(t Tx) error { return t.PutPerson(ctx, p, hash) })
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
	email := FoldEmail(n.Email)
	at := strings.LastIndexByte(email, '@')
	if at < 1 || at == len(email)-1 || len(email) > emailMost || strings.ContainsAny(email, " \t\r\n,;<>") {
		p.Add("email", "signup.email-wrong")
	}
	checkPassword(&p, "password", n.Password)
	return p
}

func checkName(p *errs.Problems, name string) {
	name = strings.TrimSpace(name)
	switch {
	case name == "":
		p.Add("name", "signup.name-missing")
	case utf8.RuneCountInString(name) > nameMost || strings.ContainsFunc(name, isControl):
		p.Add("name", "signup.name-long", "most", nameMost)
	}
}

func checkPassword(p *errs.Problems, field, password string) {
	switch n := utf8.RuneCountInString(password); {
	case n < passwordLeast:
		p.Add(field, "signup.password-short", "least", passwordLeast)
	case n > passwordMost:
		p.Add(field, "signup.password-long", "most", passwordMost)
	}
}

func isControl(r rune) bool {
	return r < ' ' || r == 0x7f || (r >= 0x202a && r <= 0x202e) || (r >= 0x2066 && r <= 0x2069)
}

// ChangePassword needs the old password, and ends every other session.
func (s *Service) ChangePassword(ctx context.Context, p id.Person, session, old, fresh string) (err error) {
	defer errs.Wrap("signin.ChangePassword", &err)
	var problems errs.Problems
	checkPassword(&problems, "fresh", fresh)
	if err := problems.Err("signin.ChangePassword"); err != nil {
		return err
	}
	var stored string
	if err := s.run.View(ctx, func(t Tx) (err error) {
		stored, err = t.Password(ctx, p)
		return err
	}); err != nil {
		return err
	}
	ok, err := s.hashes.fits(ctx, old, stored)
	if err != nil {
		return err
	}
	if !ok {
		problems.Add("old", "account.old-password-wrong")
		return problems.Err("signin.ChangePassword")
	}
	hash, err := s.hashes.hash(ctx, fresh)
	if err != nil {
		return err
	}
	return s.run.Update(ctx, func(t Tx) error {
		if err := t.SetPassword(ctx, p, hash); err != nil {
			return err
		}
		return t.EndSessions(ctx, p, session, s.now().UnixMicro())
	})
}

// Change stores a person's own name, language, place and wishes.
func (s *Service) Change(ctx context.Context, p triangle.Person) (err error) {
	defer errs.Wrap("signin.Change", &err)
	var problems errs.Problems
	checkName(&problems, p.Name)
	if err := problems.Err("signin.Change"); err != nil {
		return err
	}
	return s.run.Update(ctx, func(t Tx) error { return t.ChangePerson(ctx, p) })
}
