package oidc

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// settings writes a file of one provider and reads it.
func settings(t *testing.T, change string, with ...string) ([]Setting, error) {
	t.Helper()
	dir := t.TempDir()
	text := `{"id":"harbour","name":"Harbour","issuer":"https://login.example.org","client_id":"c","client_auth":"client_secret_basic","secret_file":"secret","for":["carer"]` + change + `}`
	for i := 0; i+1 < len(with); i += 2 {
		text = strings.Replace(text, with[i], with[i+1], 1)
	}
	for name, body := range map[string]string{"providers.json": `{"providers":[` + text + `]}`, "secret": "very secret words\n", "empty": "\n", "nokey.pem": "words"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return Read(filepath.Join(dir, "providers.json"), func(name string) string { return map[string]string{"HARBOUR": "from the environment"}[name] })
}

// What an operator spells wrongly stops the program, and says where.
func TestSettingsThatAreWrong(t *testing.T) {
	for _, c := range []struct {
		want, change string
		with         []string
	}{
		{`unknown field "client"`, `,"client":"x"`, nil},
		{`unknown field "clame"`, `,"identity":{"clame":"x"}`, nil},
		{"stands twice", `,"id":"other"`, nil},
		{"id must be", "", []string{`"harbour"`, `"Har bour"`}},
		{"name must be", "", []string{`"Harbour"`, `" "`}},
		{"must begin with https://", "", []string{"https://login", "http://login"}},
		{"must be an address", "", []string{"https://login.example.org", "login"}},
		{"must begin with https://", "", []string{"https://login", "ftp://login"}},
		{"must be an address", "", []string{"example.org", "example.org?a=b"}},
		{"client_id is missing", "", []string{`"c"`, `""`}},
		{"client_auth must be", "", []string{"client_secret_basic", "none"}},
		{"either secret_file or secret_env", `,"secret_env":"HARBOUR"`, nil},
		{"either secret_file or secret_env", "", []string{`"secret"`, `""`}},
		{"secret_file: ", "", []string{`"secret"`, `"nowhere"`}},
		{"secret_file is empty", "", []string{`"secret"`, `"empty"`}},
		{"empty in the environment", `,"secret_env":"NOWHERE"`, []string{`"secret_file":"secret",`, ""}},
		{"needs key_file and key_algorithm", "", []string{"client_secret_basic", "private_key_jwt"}},
		{"key_audience is", `,"key_file":"nokey.pem","key_algorithm":"RS512","key_audience":"us"`, []string{"client_secret_basic", "private_key_jwt", `"secret_file":"secret",`, ""}},
		{"no PEM file", `,"key_file":"nokey.pem","key_algorithm":"RS512"`, []string{"client_secret_basic", "private_key_jwt", `"secret_file":"secret",`, ""}},
		{`"none" cannot be used`, `,"id_token_algorithms":["none"]`, nil},
		{`"HS256" cannot be used`, `,"id_token_algorithms":["HS256"]`, nil},
		{"state is set by the program", `,"parameters":{"state":"x"}`, nil},
		{"response_mode is set by the program", `,"parameters":{"response_mode":"form_post"}`, nil},
		{"is not one scope", `,"scopes":["profile email"]`, nil},
		{"must be a name", `,"hosts":["https://keys.example.org"]`, nil},
		{"for must name", "", []string{`["carer"]`, `[]`}},
		{"each once", "", []string{`["carer"]`, `["carer","carer"]`}},
		{"each once", "", []string{`["carer"]`, `["nurse"]`}},
		{"get their account from an administrator", `,"create":true`, []string{`["carer"]`, `["professional"]`}},
		{"roles are of professionals", `,"roles":{"claim":"r","codes":["a"]}`, nil},
		{"roles needs a claim and codes", `,"roles":{"claim":"r"}`, []string{`["carer"]`, `["professional"]`}},
		{"belong together", `,"roles":{"claim":"r","codes":["a"],"organisations":["RXX"]}`, []string{`["carer"]`, `["professional"]`}},
		{"email_domains are of professionals", `,"email_domains":["example.org"]`, nil},
		{"must be one domain", `,"email_domains":["@example.org"]`, []string{`["carer"]`, `["professional"]`}},
		{"must be said, known or checked", `,"identity":{"least":"sure"}`, nil},
		{"needs a claim and the values", `,"identity":{"claim":"level"}`, nil},
		{"nobody could come in", `,"identity":{"least":"known"}`, nil},
		{"nobody could come in", `,"identity":{"claim":"l","known":["P5"],"least":"checked"}`, nil},
		{"cannot mean both", `,"identity":{"claim":"l","known":["P5"],"checked":["P5"]}`, nil},
		{"each needs a claim and values", `,"two_factors":[{"claim":"acr"}]`, nil},
		{"cannot unmarshal", `,"create":"yes"`, nil},
		{"no JSON", `,`, nil},
	} {
		_, err := settings(t, c.change, c.with...)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "providers.json") {
			t.Errorf("%s %q: %v, want %q", c.change, c.with, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "very secret") {
			t.Errorf("the message holds the secret: %v", err)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "nowhere.json"), os.Getenv); err == nil {
		t.Error("a file that is not there was read")
	}
}

// What the guide shows is what the program takes.
func TestExamplesOfTheGuideAreTaken(t *testing.T) {
	text, err := os.ReadFile("../../docs/openid-connect.md")
	if err != nil {
		t.Fatal(err)
	}
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	examples := strings.Split(string(text), "```json\n")[1:]
	if len(examples) != 2 {
		t.Fatalf("%d examples", len(examples))
	}
	for _, example := range examples {
		example, _, _ = strings.Cut(example, "```")
		dir := t.TempDir()
		for name, body := range map[string][]byte{
			"providers.json": []byte(example), "nhs-login.pem": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}), "cis2.pem": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}),
		} {
			if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if all, err := Read(filepath.Join(dir, "providers.json"), os.Getenv); err != nil || len(all) != 1 {
			t.Errorf("%v\n%s", err, example)
		}
	}
}

// Every setting stands in the guide.
func TestGuideNamesEverySetting(t *testing.T) {
	text, err := os.ReadFile("../../docs/openid-connect.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []reflect.Type{reflect.TypeFor[Setting](), reflect.TypeFor[IdentityClaim](), reflect.TypeFor[ClaimValues](), reflect.TypeFor[RoleClaim]()} {
		for i := range of.NumField() {
			if name := of.Field(i).Tag.Get("json"); name != "" && !strings.Contains(string(text), "`"+name+"`") {
				t.Errorf("the guide lacks %s", name)
			}
		}
	}
}

func TestTwoProvidersOfOneName(t *testing.T) {
	if _, err := settings(t, `},{"id":"harbour","name":"H","issuer":"https://a.example","client_id":"c","client_auth":"client_secret_post","secret_file":"secret","for":["carer"]`); err == nil || !strings.Contains(err.Error(), "the same id") {
		t.Error(err)
	}
}

// A secret is in no message, however somebody prints the settings.
func TestSecretsAreNeverPrinted(t *testing.T) {
	for _, c := range [][]string{nil, {`"secret_file":"secret"`, `"secret_env":"HARBOUR"`}} {
		all, err := settings(t, "", c...)
		if err != nil || len(all) != 1 {
			t.Fatal(all, err)
		}
		if s := all[0].secret.show(); s != "very secret words" && s != "from the environment" {
			t.Errorf("read %q", s)
		}
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			if text := fmt.Sprintf(verb, all[0]) + fmt.Sprintf(verb, &all[0]); strings.Contains(text, "very secret") || strings.Contains(text, "from the environment") {
				t.Errorf("%s prints the secret: %s", verb, text)
			}
		}
	}
}

func FuzzStrict(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":[1,{"b":null}]}`, `{"a":1,"a":2}`, `[`, `{"a"`, strings.Repeat(`{"a":`, 30) + `1` + strings.Repeat(`}`, 30), `{"a":1e999}`, `{} {}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		claims, err := strict(text)
		if (err == nil) != (claims != nil) {
			t.Fatal("an object or an error, and not both")
		}
		p := provider{set: Setting{Roles: &RoleClaim{Claim: "a", Field: "b", Codes: []string{"c"}}, Identity: IdentityClaim{Claim: "a"}}}
		p.identity(claims)
		p.role(claims)
		p.audience(claims)
		moment(claims["a"])
	})
}
