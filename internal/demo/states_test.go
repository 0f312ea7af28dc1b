package demo_test

import (
	"strings"
	"testing"

	"trialogue/internal/apptest"
	"trialogue/internal/disclose"
	"trialogue/internal/entry"
	"trialogue/internal/protocol"
	"trialogue/internal/release"
	"trialogue/internal/sharing"
	"trialogue/internal/telling"
	"trialogue/internal/triangle"
)

// states finds each triangle as the list of people says that it stands.
func (p *play) states(t *testing.T) {
	for name, check := range map[string]func(*testing.T, *play){
		"Sam is asked twice": samIsAsked, "Jo waits": joWaits, "versions and files": versionsAndFiles, "a reservation": reservation,
		"who left": whoLeft, "Bernie cannot decide": bernieCannotDecide, "Priya says no": priyaSaysNo, "Leila has not decided": leilaHasNotDecided,
		"Marek's releases": mareksReleases, "Callum's confidences": callumsConfidences, "Tom stands twice": tomStandsTwice, "Nia is alone": niaIsAlone,
		"each corner has something in every state": everyState, "what is agreed": agreedStates, "who reads what in the rooms": roomReaders, "two meetings": twoMeetings,
	} {
		t.Run(name, func(t *testing.T) { check(t, p) })
	}
}

// of is the triangle of a service user.
func (p *play) of(t *testing.T, user string) triangle.Triangle {
	t.Helper()
	mine, err := p.App.People.Of(t.Context(), p.names[user])
	apptest.Must(t, err)
	for _, one := range mine {
		if su, ok := one.ServiceUser(); ok && su.Person == p.names[user] {
			return one
		}
	}
	t.Fatalf("%s has no triangle", user)
	return triangle.Triangle{}
}

// sees is all that somebody may read in the triangle of a service user.
func (p *play) sees(t *testing.T, who, user string) []disclose.Shown {
	t.Helper()
	page, err := p.Entries.Timeline(t.Context(), p.names[who], p.of(t, user).ID, entry.Filter{}, "", disclose.Place{})
	apptest.Must(t, err)
	return page.Shown
}

// find is the entry with these words among those that somebody may read.
func find(all []disclose.Shown, words string) (disclose.Shown, bool) {
	for _, one := range all {
		if strings.Contains(one.Words(), words) {
			return one, true
		}
	}
	return disclose.Shown{}, false
}

// only checks who of the triangle may read some words.
func (p *play) only(t *testing.T, user, words string, readers ...string) {
	t.Helper()
	for _, m := range p.of(t, user).Members {
		if m.Until != 0 {
			continue
		}
		_, reads := find(p.sees(t, m.Name, user), words)
		if want := strings.Contains(strings.Join(readers, ","), m.Name); reads != want {
			t.Errorf("%s reads %q: %t", m.Name, words, reads)
		}
	}
}

func samIsAsked(t *testing.T, p *play) {
	sam, tri := p.names["Sam Okafor"], p.of(t, "Sam Okafor")
	asks, err := p.Protocol.Waiting(t.Context(), sam, tri.ID)
	apptest.Must(t, err)
	if len(asks) != 1 || asks[0].Asker != p.names["Al Okafor"] || asks[0].Topic != "medicines" {
		t.Errorf("asks: %+v", asks)
	}
	invitations, err := p.App.People.Asking(t.Context(), sam)
	apptest.Must(t, err)
	if len(invitations) != 1 || invitations[0].Name != "Ruth Okafor" {
		t.Errorf("invitations: %+v", invitations)
	}
	ending, err := p.Protocol.EndingSoon(t.Context(), sam, tri.ID)
	apptest.Must(t, err)
	if len(ending) != 2 {
		t.Errorf("choices that end: %+v", ending)
	}
	for _, one := range ending {
		if days := (one.Choice.Ends - monday().UnixMicro()) / 86_400_000_000; days < 1 || days > 14 {
			t.Errorf("a choice ends in %d days", days)
		}
	}
	names, err := p.Protocol.Names(t.Context(), p.names["Al Okafor"], tri.ID)
	apptest.Must(t, err)
	if len(names) != 1 {
		t.Errorf("Al reads the names of %v", names)
	}
}

func joWaits(t *testing.T, p *play) {
	tri := p.of(t, "Sam Okafor").ID
	asked, err := p.Candour.Questions(t.Context(), p.names["Jo Okafor"], tri)
	apptest.Must(t, err)
	var late, open, answeredLate int
	for _, one := range asked {
		switch {
		case one.Duty.Open() && one.Duty.Late(monday()):
			late++
		case one.Duty.Open():
			open++
		case one.Duty.Late(monday()):
			answeredLate++
		}
	}
	if late != 1 || open != 1 || answeredLate != 1 || len(asked) != 4 {
		t.Errorf("%d late, %d open, %d answered late, of %d", late, open, answeredLate, len(asked))
	}
	p.only(t, "Sam Okafor", "stopped going to band practice", "Jo Okafor", "Ravi Menon", "Bea Lindqvist", "Dr Mei Lee", "Grace Bello")
	p.only(t, "Sam Okafor", "I only say this to you", "Jo Okafor", "Grace Bello")
	kept, err := p.Entries.AllKept(t.Context(), p.names["Jo Okafor"], tri)
	apptest.Must(t, err)
	if len(kept) != 1 {
		t.Errorf("%d drafts are kept", len(kept))
	}
	if verdict := p.may(t, "Ravi Menon", "Jo Okafor", "Sam Okafor", "early-signs"); verdict != telling.Yes {
		t.Errorf("early signs to Jo: %s", verdict)
	}
}

// may asks what a professional may tell somebody.
func (p *play) may(t *testing.T, who, to, user, topic string) telling.Verdict {
	t.Helper()
	a, err := p.Telling.Look(t.Context(), p.names[who], telling.Question{Triangle: p.of(t, user).ID, Person: p.names[to], Topic: topic})
	apptest.Must(t, err)
	return a.Verdict
}

func versionsAndFiles(t *testing.T, p *play) {
	sam, tri := p.names["Sam Okafor"], p.of(t, "Sam Okafor").ID
	review, ok := find(p.sees(t, "Sam Okafor", "Sam Okafor"), "not at 3pm")
	if !ok || review.Latest != 2 {
		t.Fatalf("the corrected note: %t %+v", ok, review)
	}
	whole, err := p.Entries.Read(t.Context(), sam, tri, review.Entry)
	apptest.Must(t, err)
	if len(whole.Earlier) != 1 {
		t.Errorf("Sam read the first version and finds %d", len(whole.Earlier))
	}
	files := 0
	for _, who := range []string{"Sam Okafor", "Jo Okafor"} {
		for _, one := range p.sees(t, who, "Sam Okafor") {
			for _, name := range one.Files {
				f, err := p.Entries.File(t.Context(), p.names[who], tri, one.Entry, name.File)
				apptest.Must(t, err)
				if files++; f.Media != "application/pdf" {
					t.Errorf("%s is %s", f.Name, f.Media)
				}
			}
		}
	}
	if files != 2 {
		t.Errorf("%d files", files)
	}
}

func reservation(t *testing.T, p *play) {
	a, err := p.Protocol.Agreement(t.Context(), p.names["Al Okafor"], p.of(t, "Sam Okafor").ID, "")
	apptest.Must(t, err)
	if len(a.Versions) != 2 || a.Versions[0].Stands() || !a.Versions[1].Stands() || len(a.Reservations) != 1 || len(a.Pledge.Parts) != 3 {
		t.Errorf("%d versions, %d reservations, %d parts", len(a.Versions), len(a.Reservations), len(a.Pledge.Parts))
	}
}

func whoLeft(t *testing.T, p *play) {
	left, err := p.App.People.Left(t.Context(), p.names["Kit Harper"])
	apptest.Must(t, err)
	if len(left) != 1 || left[0].With != "Sam Okafor" {
		t.Errorf("Kit left %+v", left)
	}
}

func bernieCannotDecide(t *testing.T, p *play) {
	found, err := p.Releases.Findings(t.Context(), p.names["Bernie Walsh"], p.of(t, "Bernie Walsh").ID)
	apptest.Must(t, err)
	if len(found) != 1 || !found[0].InForce(monday()) {
		t.Errorf("findings: %+v", found)
	}
	p.only(t, "Bernie Walsh", "antibiotic for seven days", "Bernie Walsh", "Tom Walsh", "Comfort Mensah", "Peter Doyle", "Dr Aisha Karim", "Ines Duarte")
	if verdict := p.may(t, "Ines Duarte", "Ellen Walsh", "Bernie Walsh", "discharge"); verdict != telling.Weigh {
		t.Errorf("going home to Ellen: %s", verdict)
	}
	waits, err := p.Protocol.Waiting(t.Context(), p.names["Comfort Mensah"], p.of(t, "Bernie Walsh").ID)
	apptest.Must(t, err)
	if len(waits) != 1 {
		t.Errorf("%d asks wait for the key worker", len(waits))
	}
}

func priyaSaysNo(t *testing.T, p *play) {
	for _, topic := range telling.Topics() {
		if verdict := p.may(t, "Ravi Menon", "Sunita Nair", "Priya Nair", topic); verdict != telling.No {
			t.Errorf("%s to Sunita: %s", topic, verdict)
		}
	}
	p.only(t, "Priya Nair", "A letter for Priya came", "Sunita Nair", "Grace Bello")
	p.only(t, "Priya Nair", "birthday on Saturday", "Sunita Nair", "Priya Nair", "Ravi Menon", "Bea Lindqvist", "Dr Mei Lee", "Grace Bello")
}

func leilaHasNotDecided(t *testing.T, p *play) {
	l := protocol.Look{Triangle: p.of(t, "Leila Haddad").ID}
	table, err := p.Protocol.Mine(t.Context(), p.names["Leila Haddad"], l)
	apptest.Must(t, err)
	for _, row := range table.Rows {
		for _, cell := range row.Cells {
			if cell.Chosen {
				t.Errorf("%s is decided", row.Topic.Name)
			}
		}
	}
	if verdict := p.may(t, "Hana Whitlock", "Dan Haddad", "Leila Haddad", "care-plan"); verdict != telling.First {
		t.Errorf("the care plan to Dan: %s", verdict)
	}
}

func mareksReleases(t *testing.T, p *play) {
	tri := p.of(t, "Marek Nowak").ID
	all, err := p.Releases.List(t.Context(), p.names["Marek Nowak"], tri)
	apptest.Must(t, err)
	states := map[release.State]int{}
	for _, one := range all {
		states[one.Row.State(monday())]++
	}
	if states[release.InForce] != 1 || states[release.Waiting] != 1 || len(all) != 2 {
		t.Errorf("releases: %v", states)
	}
	duties, err := p.Releases.Duties(t.Context(), p.names["Comfort Mensah"])
	apptest.Must(t, err)
	if len(duties) != 1 || duties[0].Triangle != tri {
		t.Errorf("Comfort has %+v", duties)
	}
	p.only(t, "Marek Nowak", "left his insulin", "Marek Nowak", "Anna Nowak", "Peter Doyle", "Comfort Mensah", "Dr Aisha Karim", "Ines Duarte")
	p.only(t, "Marek Nowak", "asked Marek not to drive", "Marek Nowak", "Peter Doyle", "Comfort Mensah", "Dr Aisha Karim", "Ines Duarte")
}

func callumsConfidences(t *testing.T, p *play) {
	team := []string{"Hana Whitlock", "Dr Owen Price", "Yusuf Demir"}
	p.only(t, "Callum Reid", "stopped cooking", append(team, "Josie Tan")...)
	p.only(t, "Callum Reid", "how meals are for you", append(team, "Callum Reid")...)
	p.only(t, "Callum Reid", "walks at night", append(team, "Josie Tan", "Callum Reid")...)
	duties, err := p.Weighing.Duties(t.Context(), p.names["Ravi Menon"])
	apptest.Must(t, err)
	if len(duties) != 1 || duties[0].Triangle != p.of(t, "Sam Okafor").ID {
		t.Errorf("Ravi weighs %+v", duties)
	}
}

func tomStandsTwice(t *testing.T, p *play) {
	mine, err := p.App.People.Of(t.Context(), p.names["Tom Walsh"])
	apptest.Must(t, err)
	corners := map[sharing.Corner]int{}
	for _, one := range mine {
		me, _ := one.Member(p.names["Tom Walsh"])
		corners[me.Corner]++
	}
	if corners[sharing.ServiceUser] != 1 || corners[sharing.Carer] != 1 {
		t.Errorf("Tom stands as %v", corners)
	}
}

func niaIsAlone(t *testing.T, p *play) {
	nia := p.names["Nia Rees"]
	mine, err := p.App.People.Of(t.Context(), nia)
	apptest.Must(t, err)
	if len(mine) != 1 || mine[0].Kind != triangle.File {
		t.Fatalf("Nia stands in %+v", mine)
	}
	all, err := p.Entries.Timeline(t.Context(), nia, mine[0].ID, entry.Filter{}, "", disclose.Place{})
	apptest.Must(t, err)
	questions := 0
	for _, one := range all.Shown {
		if one.Topic == "caring-role" {
			questions++
		}
	}
	if len(all.Shown) != 8 || questions != 3 {
		t.Errorf("%d notes, %d of them questions", len(all.Shown), questions)
	}
}
