package provider

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// settings writes a file with three ways to the same provider: by a secret, by
// a wrong secret, and by a key.
func settings(t *testing.T, key *rsa.PrivateKey) func(issuer string) string {
	return func(issuer string) string {
		t.Helper()
		dir := t.TempDir()
		one := func(id, client string, more map[string]any) map[string]any {
			s := map[string]any{
				"id": id, "name": "Real " + id, "issuer": issuer, "client_id": client, "client_auth": "client_secret_basic", "for": []string{"carer"},
				"scopes": []string{"profile", "email"}, "userinfo": true, "two_factors": []map[string]any{{"claim": "amr", "values": []string{"pwd"}}},
			}
			for name, value := range more {
				s[name] = value
			}
			return s
		}
		text, err := json.Marshal(map[string]any{"providers": []any{
			one("real", bySecret, map[string]any{"secret_file": "secret"}),
			one("wrong", bySecret, map[string]any{"secret_file": "wrong"}),
			one("key", byKey, map[string]any{"client_auth": "private_key_jwt", "key_file": "key.pem", "key_id": theKeyID, "key_algorithm": "RS256", "key_audience": "issuer"}),
		}})
		must(t, err)
		der, err := x509.MarshalPKCS8PrivateKey(key)
		must(t, err)
		for name, body := range map[string][]byte{
			"providers.json": text, "secret": []byte(theSecret + "\n"), "wrong": []byte("another secret"), "key.pem": pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}),
		} {
			must(t, os.WriteFile(filepath.Join(dir, name), body, 0o600))
		}
		return filepath.Join(dir, "providers.json")
	}
}

// Jo signs in with her password, adds the provider, and comes in with it from
// another browser. Nobody else does.
func TestSignInThroughARealProvider(t *testing.T) {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	h := open(t, &key.PublicKey, settings(t, key))

	t.Run("somebody whom nobody here knows", func(t *testing.T) {
		b := newBrowser(t)
		b.get(h.ours + "/sign-in/with/real")
		b.signInThere(h, username, "not the password")
		b.signInThere(h, username, passwordThere)
		b.refused(h, "no account that goes with it yet")
	})
	for _, way := range []string{"real", "key"} {
		t.Run("add, come in, prove: "+way, func(t *testing.T) { wholeWay(t, h, way) })
	}
	t.Run("a wrong secret", func(t *testing.T) {
		b := newBrowser(t)
		b.get(h.ours + "/sign-in/with/wrong")
		b.signInThere(h, username, passwordThere)
		b.refused(h, "did not fit together")
	})
}

func wholeWay(t *testing.T, h house, way string) {
	jo := newBrowser(t)
	jo.post(h.ours+"/sign-in", "email", email, "password", passwordHere)
	jo.wants(h, "/", "You are here as Jo")
	jo.addProvider(h, way)
	jo.signInThere(h, username, passwordThere)
	jo.wants(h, "/account/ways/outside", "Real "+way)

	again := newBrowser(t)
	again.get(h.ours + "/sign-in")
	if !strings.Contains(again.body, `href="/sign-in/with/`+way+`"`) {
		t.Fatalf("no button\n%s", again.body)
	}
	again.get(h.ours + "/sign-in/with/" + way + "?next=/account")
	again.signInThere(h, username, passwordThere)
	again.wants(h, "/account", "Jo Okafor")
	home := again.back
	again.get(home)
	again.refused(h, "begun too long ago")
	stranger := newBrowser(t)
	stranger.get(home)
	stranger.refused(h, "begun too long ago")

	// Whoever is signed in proves once more who they are, and nobody else can.
	again.get(h.ours + "/sign-in/with/" + way + "?next=/account/ways/outside")
	again.signInThere(h, username, passwordThere)
	again.wants(h, "/account/ways/outside", "Real "+way)
	again.get(h.ours + "/sign-in/with/" + way)
	again.signInThere(h, otherUser, passwordThere)
	again.refused(h, "not the Real "+way+" of your account")

	again.post(h.ours + "/account/ways/outside/" + way + "/remove")
	again.wants(h, "/account/ways/outside", "Taken away.")
	gone := newBrowser(t)
	gone.get(h.ours + "/sign-in/with/" + way)
	gone.signInThere(h, username, passwordThere)
	gone.refused(h, "no account that goes with it yet")
}
