package casefile_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"trialogue/internal/sharing"
	"trialogue/internal/sharing/casefile"
)

// full uses every field there is; each test changes one thing in it.
const full = `{"case":"full","note":{"by":["me",null,1e9]},"now":"2026-11-22T10:00:00.123456Z",
"triangle":{"people":[{"id":"sam","corner":"service-user","died":"2027-01-01T00:00:00Z"},
 {"id":"jo","corner":"carer","since":"2026-01-01T00:00:00Z","until":"2028-01-01T00:00:00Z"},
 {"id":"ravi","corner":"professional","carerLead":true}],
"decisions":[{"owner":"sam","recipient":"jo","topic":"*","answer":"ask","when":"without-capacity","from":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z"}],
"capacity":[{"from":"2026-02-01T00:00:00Z","until":"2026-03-01T00:00:00Z","by":"ravi","reasons":"could not weigh it"}],
"releases":[{"item":"i1","recipient":"jo","ground":"vital","by":"ravi","from":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z"}]},
"item":{"id":"i1","class":"personal","topic":"medicines","givenBy":"jo","about":["sam"],"heldBy":["ravi"],"confidence":"named",
"influencedCare":true,"knownTo":["jo"],"mentions":[{"span":"s1","person":"tom"}],"systemOnly":true,
"seriousHarm":{"by":"ravi","at":"2026-01-01T00:00:00Z"},"researchConsent":["sam"],"possibleSources":1000},
"request":{"recipient":"jo","purpose":"research"}}`

const section = `"ownSection":{"owner":"jo","sharedWith":[{"recipient":"sam","when":"everyday","from":"2026-01-01T00:00:00Z","until":"2027-01-01T00:00:00Z"}]}`

func changed(t *testing.T, pairs ...string) string {
	t.Helper()
	line := full
	for n := 0; n < len(pairs); n += 2 {
		if strings.Count(line, pairs[n]) == 0 {
			t.Fatalf("%s is not in the case", pairs[n])
		}
		line = strings.Replace(line, pairs[n], pairs[n+1], 1)
	}
	return line
}

func at(text string) sharing.Instant {
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		panic(err)
	}
	return sharing.At(t)
}

func TestParseReadsEveryField(t *testing.T) {
	got, err := casefile.Parse([]byte(full))
	if err != nil {
		t.Fatal(err)
	}
	year, next := at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")
	want := sharing.Case{
		Name: "full", Now: at("2026-11-22T10:00:00.123456Z"),
		Triangle: sharing.Triangle{
			People: []sharing.Person{
				{ID: "sam", Corner: sharing.ServiceUser, Died: next},
				{ID: "jo", Corner: sharing.Carer, Since: year, Until: at("2028-01-01T00:00:00Z")},
				{ID: "ravi", Corner: sharing.Professional, CarerLead: true}},
			Decisions: []sharing.Decision{{Owner: "sam", Recipient: "jo", Topic: "*", Answer: sharing.Ask, When: sharing.WithoutCapacity, From: year, Until: next}},
			Capacity:  []sharing.Finding{{From: at("2026-02-01T00:00:00Z"), Until: at("2026-03-01T00:00:00Z"), By: "ravi", Reasons: "could not weigh it"}},
			Releases:  []sharing.Release{{Item: "i1", Recipient: "jo", Ground: "vital", By: "ravi", From: year, Until: next}},
		},
		Item: sharing.Item{
			ID: "i1", Class: sharing.Personal, Topic: "medicines", GivenBy: "jo", About: []string{"sam"}, HeldBy: []string{"ravi"},
			Confidence: sharing.Named, InfluencedCare: true, KnownTo: []string{"jo"}, Mentions: []sharing.Mention{{Span: "s1", Person: "tom"}},
			SystemOnly: true, SeriousHarm: &sharing.Opinion{By: "ravi", At: year}, ResearchConsent: []string{"sam"}, PossibleSources: 1000,
		},
		Request: sharing.Request{Recipient: "jo", Purpose: sharing.Research},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestParseFillsIn(t *testing.T) {
	const least = `{"now":"0000-02-29T23:59:59Z","triangle":{"people":[{"id":"sam","corner":"service-user"}],` +
		`"decisions":[{"owner":"sam","recipient":"jo","topic":"a\tb","answer":"keep","from":"2026-01-01T00:00:00Z"}]},` +
		`"item":{"id":"i","class":"general","topic":"x","givenBy":"service"},"request":{"recipient":"sam"}}`
	c, err := casefile.Parse([]byte(least))
	if err != nil {
		t.Fatal(err)
	}
	if c.Name != "" || c.Request.Purpose != sharing.Care || c.Item.PossibleSources != 1 || c.Triangle.Decisions[0].When != sharing.Everyday || c.Item.Confidence != "" {
		t.Errorf("%+v", c)
	}
}

func TestParseAccepts(t *testing.T) {
	for name, pairs := range map[string][]string{
		"unchanged":                      {},
		"a list that is null":            {`["ravi"]`, `null`},
		"an empty list":                  {`["ravi"]`, `[]`},
		"a flag that is false":           {`"influencedCare":true`, `"influencedCare":false`},
		"a carer lead flag of no use":    {`"id":"jo",`, `"id":"jo","carerLead":false,`},
		"a death that is null":           {`"id":"jo",`, `"id":"jo","died":null,`},
		"case that is null":              {`"full"`, `null`},
		"a name that is empty":           {`"full"`, `""`},
		"a default that is null":         {`"without-capacity"`, `null`},
		"a purpose that is null":         {`"research"`, `null`},
		"a number that is null":          {`1000`, `null`},
		"the least number":               {`1000`, `1`},
		"another note":                   {`"note"`, `"Now"`},
		"an escaped name":                {`"class"`, `"cl\u0061ss"`},
		"a whole character in two parts": {`"medicines"`, `"\ud83d\ude00 \\ \n"`},
		"a short fraction":               {`00.123456Z`, `00.1Z`},
		"no fraction":                    {`00.123456Z`, `00Z`},
		"a leap day":                     {`2026-11-22`, `2028-02-29`},
		"a recipient nobody knows":       {`"recipient":"jo","purpose"`, `"recipient":"nobody","purpose"`},
		"somebody outside who signed":    {`"by":"ravi","reasons"`, `"by":"dr-shah","reasons"`},
		"a section":                      {`"confidence":"named"`, section},
		"a section the service typed":    {`"confidence":"named"`, section, `"givenBy":"jo"`, `"givenBy":"service"`},
		"nobody with whom it is shared":  {`"confidence":"named"`, `"ownSection":{"owner":"jo"}`},
		"an absent section":              {`"confidence":"named"`, `"ownSection":null`},
		"someone twice in about":         {`["sam"]`, `["sam","sam"]`},
		"two spans alike":                {`[{"span":"s1","person":"tom"}]`, `[{"span":"s1","person":"tom"},{"span":"s1","person":"jo"}]`},
		"general with empty lists":       {`"personal"`, `"general"`, `"about":["sam"]`, `"about":[]`, `"confidence":"named",`, ``, `[{"span":"s1","person":"tom"}]`, `[]`},
		"a carer's own":                  {`"personal"`, `"carer"`, `"about":["sam"]`, `"about":["jo","sam"]`},
		"membership with an end alone":   {`"since":"2026-01-01T00:00:00Z",`, ``},
		"white space around":             {`{"case"`, "\t\r\n {\"case\""},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := casefile.Parse([]byte(changed(t, pairs...))); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestParseRejects(t *testing.T) {
	for name, pairs := range malformedCases() {
		t.Run(name, func(t *testing.T) {
			c, err := casefile.Parse([]byte(changed(t, pairs...)))
			if !errors.Is(err, sharing.ErrMalformed) {
				t.Fatalf("taken as sound: %+v", c)
			}
			if !reflect.DeepEqual(c, sharing.Case{Name: c.Name}) {
				t.Errorf("facts come with the error: %+v", c)
			}
			if strings.Contains(err.Error(), "medicines") || strings.Contains(err.Error(), "tom") {
				t.Errorf("the error tells what the case says: %v", err)
			}
		})
	}
}

// Every required field, taken away or null.
func TestParseMisses(t *testing.T) {
	withSection := changed(t, `"confidence":"named"`, section)
	for _, field := range []string{
		`"now":"2026-11-22T10:00:00.123456Z"`, `"id":"sam"`, `"corner":"carer"`, `"owner":"sam"`, `"recipient":"jo","topic"`, `"topic":"*"`,
		`"answer":"ask"`, `"from":"2026-01-01T00:00:00Z"`, `"from":"2026-02-01T00:00:00Z"`, `"by":"ravi","reasons"`, `"reasons":"could not weigh it"`,
		`"item":"i1"`, `"recipient":"jo","ground"`, `"ground":"vital"`, `"by":"ravi","from"`, `"until":"2027-01-01T00:00:00Z"}]},`,
		`"id":"i1"`, `"class":"personal"`, `"topic":"medicines"`, `"givenBy":"jo"`, `"about":["sam"]`, `"span":"s1"`, `"person":"tom"`,
		`"by":"ravi","at"`, `"at":"2026-01-01T00:00:00Z"`, `"recipient":"jo","purpose"`, `"owner":"jo"`, `"recipient":"sam"`, `"when":"everyday"`,
	} {
		name, _, _ := strings.Cut(field, ":")
		t.Run(field, func(t *testing.T) {
			if !strings.Contains(withSection, field) {
				t.Fatal("not in the case")
			}
			gone := strings.Replace(withSection, field, strings.Replace(field, name, `"was-`+name[1:], 1), 1)
			value := strings.SplitN(strings.TrimPrefix(field, name+":"), `"`, 3)
			null := strings.Replace(withSection, field, strings.Replace(field, `"`+value[1]+`"`, "null", 1), 1)
			for _, line := range []string{gone, null} {
				if _, err := casefile.Parse([]byte(line)); !errors.Is(err, sharing.ErrMalformed) {
					t.Errorf("taken as sound: %s", line)
				}
			}
		})
	}
}

func TestTimesAreStrict(t *testing.T) {
	for _, wrong := range []string{
		"", "2026-11-22", "2026-11-22T10:00:00", "2026-11-22T10:00:00z", "2026-11-22t10:00:00Z", "2026-11-22 10:00:00Z",
		"2026-11-22T10:00:00+00:00", "2026-11-22T10:00:00-00:00", "2026-11-22T10:00Z", "2026-11-22T10:00:00.Z", "2026-11-22T10:00:00,5Z",
		"2026-11-22T10:00:00.1234567Z", "2026-11-22T10:00:00.12x4Z", "2026-11-22T10:00:60Z", "2016-12-31T23:59:60Z", "2026-11-22T24:00:00Z",
		"2026-11-22T10:60:00Z", "2026-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z",
		"2026-01-00T00:00:00Z", "26-11-22T10:00:00Z", "12026-11-22T10:00:00Z", "2026-1-22T10:00:00Z", "2026-11-22T1:00:00Z", "-026-11-22T10:00:00Z",
		" 2026-11-22T10:00:00Z", "2026-11-22T10:00:00Z ", "2026-11-22T10:00:00ZZ", "2026-W47-7T10:00:00Z", "２026-11-22T10:00:00Z",
	} {
		if _, err := casefile.Parse([]byte(changed(t, "2026-11-22T10:00:00.123456Z", wrong))); !errors.Is(err, sharing.ErrMalformed) {
			t.Errorf("%q is taken as a time", wrong)
		}
	}
	for text, micros := range map[string]int64{
		"1970-01-01T00:00:00Z": 0, "1970-01-01T00:00:00.000001Z": 1, "1969-12-31T23:59:59.5Z": -500000, "1970-01-01T00:00:00.12Z": 120000,
	} {
		c, err := casefile.Parse([]byte(changed(t, "2026-11-22T10:00:00.123456Z", text)))
		if err != nil || c.Now.Micros() != micros || !c.Now.IsSet() {
			t.Errorf("%s is %d, not %d (%v)", text, c.Now.Micros(), micros, err)
		}
	}
}

func TestNameIsReadWhereItCanBe(t *testing.T) {
	for line, want := range map[string]string{
		`5`: "", `-1.5e3 `: "", ` {"case":"a","x":true,"y":false} ,`: "a",
		``: "", `x`: "", `[]`: "", `null`: "", `"case"`: "", `{"case":5}`: "", `{"case":null}`: "", `{"case":"a"}`: "a", `{"case":"a"} x`: "a",
		`{"x":[1,{}],"case":"a","now"`: "a", `{"now":tru,"case":"a"}`: "", `{"case":"a","case":"b"}`: "", `{"case":"a`: "", `{"case":"a",}`: "a",
		"{\"case\":\"\xff\"}": "", "{\"case\":\"a\",\"x\":\"\xff\"}": "a", `{"case":"\ud800"}`: "", `{"Case":"a"}`: "",
	} {
		if c, err := casefile.Parse([]byte(line)); err == nil || c.Name != want {
			t.Errorf("%s: name %q, not %q (%v)", line, c.Name, want, err)
		}
	}
}

func TestDepthIsBounded(t *testing.T) {
	deep := strings.Repeat("[", 500_000)
	for _, line := range []string{deep, fmt.Sprintf(`{"note":%s%s}`, deep, strings.Repeat("]", 500_000))} {
		if _, err := casefile.Parse([]byte(line)); !errors.Is(err, sharing.ErrMalformed) {
			t.Error("taken as sound")
		}
	}
}

func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(full)))
	for b.Loop() {
		if _, err := casefile.Parse([]byte(full)); err != nil {
			b.Fatal(err)
		}
	}
}
