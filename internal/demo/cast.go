package demo

import (
	"context"
	"fmt"
	"strings"

	"trialogue/internal/errs"
	"trialogue/internal/id"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
	"trialogue/internal/triangle"
)

// role is somebody of the cast, with one line that says who they are and where they stand.
type role struct {
	key, name string
	corner    sharing.Corner
	work      string // of a professional
	team      string
	phone     string
	group     string // the heading under which they stand
	line      string
}

// email is an address that can reach nobody.
func (r role) email() string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(r.name, "Dr ")), " ", ".") + "@example.org"
}

// Headings of the list.
const (
	theOkafors  = "The Okafors"
	theWalshes  = "The Walshes"
	others      = "Other families"
	aloneYet    = "On their own so far"
	theTeams    = "The teams"
	whoLooks    = "The organisation"
	serviceUser = sharing.ServiceUser
	carer       = sharing.Carer
	staff       = sharing.Professional
)

// cast is everybody. Nobody of them lives, and the numbers ring nowhere. Who
// stands last arrives last.
func cast() []role {
	return []role{
		{"sam", "Sam Okafor", serviceUser, "", "", "", theOkafors, "several things wait for a yes or no, a meeting comes up, and two choices end soon."},
		{"jo", "Jo Okafor", carer, "", "", "", theOkafors, "Sam’s mother. A question of hers has waited too long, and so has a promise."},
		{"al", "Al Okafor", carer, "", "", "", theOkafors, "Sam’s father. May be told less than Jo, has asked for more, and said one thing twice."},
		{"kit", "Kit Harper", carer, "", "", "", theOkafors, "a friend of Sam’s from the band, who has left the triangle."},
		{"tom", "Tom Walsh", serviceUser, "", "", "", theWalshes, "and a carer too, for his mother on Harbour ward."},
		{"ellen", "Ellen Walsh", carer, "", "", "", theWalshes, "Tom’s sister. May know most things of Tom, and less of their mother."},
		{"bernie", "Bernie Walsh", serviceUser, "", "", "", theWalshes, "on Harbour ward. She cannot decide about sharing now. What she wrote before speaks for her."},
		{"priya", "Priya Nair", serviceUser, "", "", "", others, "keeps everything from her mother, as is her right."},
		{"sunita", "Sunita Nair", carer, "", "", "", others, "Priya’s mother. Is told nothing of Priya, and is listened to."},
		{"leila", "Leila Haddad", serviceUser, "", "", "", others, "new at Northfield. Nothing is decided yet."},
		{"dan", "Dan Haddad", carer, "", "", "", others, "Leila’s brother. Came last week, with a first question."},
		{"marek", "Marek Nowak", serviceUser, "", "", "", others, "on Harbour ward. Something was told against his choice, and he can read why."},
		{"anna", "Anna Nowak", carer, "", "", "", others, "Marek’s wife. Was told one thing in an emergency."},
		{"callum", "Callum Reid", serviceUser, "", "", "", others, "at Northfield. Two things were weighed before he heard of them."},
		{"josie", "Josie Tan", carer, "", "", "", others, "Callum’s partner. Told the team in confidence, and was asked first."},
		{"nia", "Nia Rees", carer, "", "", "", aloneYet, "on her own, with notes and questions to take along."},
		{"ravi", "Ravi Menon", staff, "nurse", "riverside", "01632 960124", theTeams, "nurse at Riverside, key worker of Sam, Priya and Tom. Away this week, and late with two things."},
		{"bea", "Bea Lindqvist", staff, "occupational therapist", "riverside", "01632 960125", theTeams, "occupational therapist at Riverside."},
		{"mei", "Dr Mei Lee", staff, "psychiatrist", "riverside", "01632 960126", theTeams, "psychiatrist at Riverside."},
		{"grace", "Grace Bello", staff, "carer lead", "riverside", "01632 960131", theTeams, "carer lead at Riverside. A question waits for her, and is late."},
		{"hana", "Hana Whitlock", staff, "nurse", "northfield", "01632 960241", theTeams, "nurse at Northfield. She weighs what is told in confidence, and covers for Ravi this week."},
		{"owen", "Dr Owen Price", staff, "psychiatrist", "northfield", "01632 960242", theTeams, "psychiatrist at Northfield."},
		{"yusuf", "Yusuf Demir", staff, "family worker", "northfield", "01632 960243", theTeams, "family worker and carer lead at Northfield."},
		{"comfort", "Comfort Mensah", staff, "ward manager", "harbour", "01632 960351", theTeams, "manager of Harbour ward. A release waits for her signature."},
		{"aisha", "Dr Aisha Karim", staff, "psychiatrist", "harbour", "01632 960352", theTeams, "psychiatrist on Harbour ward."},
		{"peter", "Peter Doyle", staff, "nurse", "harbour", "01632 960353", theTeams, "nurse on Harbour ward."},
		{"ines", "Ines Duarte", staff, "carer lead", "harbour", "01632 960354", theTeams, "carer lead on Harbour ward."},
		{"lin", "Lin Fraser", staff, "information-governance lead", "", "01632 960105", whoLooks, "looks after how information is used. Why somebody came in last night waits for her."},
		{"pat", "Pat Ellis", staff, "administrator", "", "01632 960100", whoLooks, "looks after teams and accounts, and reads nothing that people wrote."},
		{"ife", "Ife Balogun", serviceUser, "", "", "", aloneYet, "began today. Nobody has joined her yet."},
	}
}

// teams are those of the organisation.
func teams() map[string]triangle.Team {
	return map[string]triangle.Team{
		"riverside":  {Name: "Riverside community team", Phone: "01632 960123", Hours: "Monday to Friday, 9am to 5pm. The duty line answers every day until 8pm.", ReplyDays: 2},
		"northfield": {Name: "Northfield early-intervention team", Phone: "01632 960240", Hours: "Monday to Friday, 9am to 6pm.", ReplyDays: 3},
		"harbour":    {Name: "Harbour ward", Phone: "01632 960350", Hours: "Day and night. The ward office answers from 8am to 8pm.", ReplyDays: 1},
	}
}

// arrive makes the teams and everybody's account but the last.
func (s *stage) arrive(ctx context.Context) error {
	all := cast()
	i := len(all) - 2 // the administrator hires the others
	pat, err := s.SignIn.SignUp(ctx, s.account(all[i]))
	if err != nil {
		return err
	}
	s.people[all[i].key] = pat
	of, err := s.organise(ctx, pat)
	if err != nil {
		return err
	}
	for key, t := range teams() {
		t.Service = of[key]
		t.ID = id.Team(id.New())
		s.drawn[key] = string(t.ID)
		if err := s.People.MakeTeam(ctx, pat, t); err != nil {
			return err
		}
	}
	if err := s.signUp(ctx, pat, all[:i]); err != nil {
		return err
	}
	return s.appoint(ctx, pat)
}

// signUp makes accounts side by side: hashing a password takes long on purpose.
func (s *stage) signUp(ctx context.Context, admin triangle.Person, all []role) error {
	made := make([]triangle.Person, len(all))
	err := together(hands, func(hand int) error {
		for i := hand; i < len(all); i += hands {
			p, err := s.begin(ctx, admin, all[i])
			if err != nil {
				return fmt.Errorf("demo: %s: %w", all[i].key, err)
			}
			made[i] = p
		}
		return nil
	})
	for i, one := range all {
		s.people[one.key] = made[i]
	}
	return err
}

func (s *stage) begin(ctx context.Context, admin triangle.Person, r role) (triangle.Person, error) {
	if r.corner == staff {
		p, _, err := s.SignIn.Hire(ctx, admin, s.account(r))
		return p, err
	}
	p, made, err := s.SignIn.Begin(ctx, s.account(r), r.name)
	if err == nil && !made {
		err = errs.E(errs.Conflict, "demo.begin", "", nil)
	}
	return p, err
}

// account is what somebody types to begin. Nobody learns the password.
func (s *stage) account(r role) signin.NewAccount {
	return signin.NewAccount{
		Name: r.name, Email: r.email(), Password: signin.NewPassword(), Corner: r.corner, Role: r.work, Team: id.Team(s.drawn[r.team]), Phone: r.phone, Admin: r.key == "pat",
	}
}

// arriveLast lets the last of the cast begin, now.
func (s *stage) arriveLast(ctx context.Context) error {
	all := cast()
	p, err := s.begin(ctx, triangle.Person{}, all[len(all)-1])
	if err != nil {
		return err
	}
	_, err = s.People.Begin(ctx, p)
	return err
}
