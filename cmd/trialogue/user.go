package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"trialogue/internal/app"
	"trialogue/internal/config"
	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
)

const userUsage = `Usage: trialogue user -name NAME -email ADDRESS [flags]

Makes an account. Without -password-stdin a password is drawn and printed once: hand it over, and have it changed at the
first sign-in. The first account of a service is its administrator:

  trialogue user -name "Ada Bell" -email ada@example.org -team "Riverside" -new-team -admin

`

// userFlags are what the command is told.
type userFlags struct {
	account       signin.NewAccount
	corner, team  string
	newTeam       bool
	passwordStdin bool
	config        []string // settings, for package config
}

// userCommand makes an account from the shell: the first administrator, professionals, or anybody else.
func userCommand(ctx context.Context, e env) int {
	u, code := parseUser(e)
	if code >= 0 {
		return code
	}
	c, _, err := config.Parse("user", u.config, e.getenv, e.stderr)
	if err != nil {
		return 2
	}
	a, err := app.New(ctx, c, app.Options{Log: logger(c, e)})
	if err != nil {
		return failed(e, err)
	}
	err = makeUser(ctx, e, a, u)
	if err = errors.Join(err, a.Close()); err != nil {
		return failed(e, err)
	}
	return 0
}

// parseUser reads the flags; a code of 0 or more ends the command.
func parseUser(e env) (u userFlags, code int) {
	f := flag.NewFlagSet("user", flag.ContinueOnError)
	f.SetOutput(e.stderr)
	f.StringVar(&u.account.Name, "name", "", "as they like to be called")
	f.StringVar(&u.account.Email, "email", "", "address to sign in with")
	f.StringVar(&u.corner, "corner", string(sharing.Professional), "professional, carer or service-user")
	f.StringVar(&u.account.Role, "role", "", "of a professional: nurse, psychiatrist …")
	f.StringVar(&u.account.Phone, "phone", "", "of a professional, at work")
	f.StringVar(&u.team, "team", "", "of a professional: the name of their team")
	f.BoolVar(&u.newTeam, "new-team", false, "make the team if there is none of that name")
	f.BoolVar(&u.account.Admin, "admin", false, "may keep teams and accounts; sees nothing that anybody writes")
	f.BoolVar(&u.passwordStdin, "password-stdin", false, "read the password from the first line of standard input")
	var c config.Config
	known := flag.NewFlagSet("", flag.ContinueOnError)
	c.Flags(known)
	c.Flags(f)
	f.String("config", "", "file with NAME = VALUE lines")
	f.Usage = func() { fmt.Fprint(e.stderr, userUsage); f.PrintDefaults() }
	if err := f.Parse(e.args); errors.Is(err, flag.ErrHelp) {
		return u, 0
	} else if err != nil {
		return u, 2
	}
	if f.NArg() > 0 {
		fmt.Fprintf(e.stderr, "trialogue user: %q is not a flag\n", f.Arg(0))
		return u, 2
	}
	f.Visit(func(one *flag.Flag) {
		if known.Lookup(one.Name) != nil || one.Name == "config" {
			u.config = append(u.config, "-"+one.Name+"="+one.Value.String())
		}
	})
	u.account.Corner = sharing.Corner(u.corner)
	return u, -1
}

func makeUser(ctx context.Context, e env, a *app.App, u userFlags) (err error) {
	n := u.account
	if n.Team, err = teamNamed(ctx, a, u); err != nil {
		return err
	}
	drawn := !u.passwordStdin
	if drawn {
		n.Password, n.Given = signin.NewPassword(), true
	} else if n.Password, err = firstLine(e.stdin); err != nil {
		return err
	}
	p, err := a.SignIn.SignUp(ctx, n)
	if err != nil {
		return inWords(a, err)
	}
	if p.Corner != sharing.Professional {
		if _, err := a.People.Begin(ctx, p); err != nil {
			return err
		}
	}
	fmt.Fprintf(e.stdout, "%s can sign in with %s\n", p.Name, p.Email)
	if drawn {
		fmt.Fprintf(e.stdout, "Password, shown once: %s\n", n.Password)
	}
	return nil
}

// teamNamed finds the team, or makes it when told to.
func teamNamed(ctx context.Context, a *app.App, u userFlags) (id.Team, error) {
	if u.team == "" {
		return "", nil
	}
	if u.account.Corner != sharing.Professional {
		return "", errors.New("only professionals have a team")
	}
	all, err := a.People.TeamList(ctx)
	if err != nil {
		return "", err
	}
	var names []string
	for _, t := range all {
		if strings.EqualFold(t.Name, u.team) {
			return t.ID, nil
		}
		names = append(names, t.Name)
	}
	if !u.newTeam {
		return "", fmt.Errorf("there is no team called %q (there is: %s). Add -new-team to make it", u.team, strings.Join(names, ", "))
	}
	made := triangle.Team{ID: id.Team(id.New()), Name: u.team, ReplyDays: replyDays}
	return made.ID, inWords(a, a.People.MakeTeam(ctx, triangle.Person{Admin: true}, made))
}

// replyDays is a new team's promise, until an administrator changes it.
const replyDays = 3

func firstLine(r io.Reader) (string, error) {
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	return strings.TrimRight(line, "\r\n"), nil
}

// inWords says the problems of a form as its page would.
func inWords(a *app.App, err error) error {
	problems := errs.ProblemsOf(err)
	if len(problems) == 0 {
		return err
	}
	var all []string
	for _, p := range problems {
		all = append(all, a.Say(p.Key, p.Args...))
	}
	return errors.New(strings.Join(all, "; "))
}
