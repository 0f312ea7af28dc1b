package provider

import (
	"context"
	"crypto/rsa"
	"html"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/zitadel/oidc/v3/example/server/exampleop"
	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/oidc"
	"github.com/zitadel/oidc/v3/pkg/op"

	"trialogue/internal/app"
	"trialogue/internal/config"
	"trialogue/internal/sharing"
	"trialogue/internal/signin"
)

// Who we are at the provider, and who can sign in there.
const (
	bySecret, theSecret = "trialogue-secret", "a secret + that / needs % escaping"
	byKey, theKeyID     = "trialogue-key", "k1"

	username, passwordThere = "test-user2", "verysecure"
	otherUser               = "test-user@127.0.0.1"

	email, passwordHere = "jo@example.org", "a rainy day in March"
)

// keyed is the storage of the example with one client more: one that signs who it is.
type keyed struct {
	*storage.Storage
	public *rsa.PublicKey
}

type keyClient struct{ op.Client }

func (keyClient) AuthMethod() oidc.AuthMethod { return oidc.AuthMethodPrivateKeyJWT }

func (k keyed) GetClientByClientID(ctx context.Context, id string) (op.Client, error) {
	one, err := k.Storage.GetClientByClientID(ctx, id)
	if err == nil && id == byKey {
		one = keyClient{one}
	}
	return one, err
}

func (k keyed) GetKeyByIDAndClientID(ctx context.Context, keyID, clientID string) (*jose.JSONWebKey, error) {
	if clientID == byKey && keyID == theKeyID {
		return &jose.JSONWebKey{Key: k.public, KeyID: keyID, Use: "sig"}, nil
	}
	return k.Storage.GetKeyByIDAndClientID(ctx, keyID, clientID)
}

// serve answers on a free port of this machine until the test ends.
func serve(t *testing.T) (address string, use func(http.Handler)) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	server := &http.Server{ReadHeaderTimeout: 10 * time.Second}
	t.Cleanup(func() { _ = server.Close() })
	return "http://" + l.Addr().String(), func(h http.Handler) {
		server.Handler = h
		go func() { _ = server.Serve(l) }()
	}
}

// house is the program and the provider.
type house struct {
	*app.App
	ours, theirs string
}

// open starts both. write makes the file of providers, once the addresses are known.
func open(t *testing.T, public *rsa.PublicKey, write func(issuer string) string) house {
	t.Helper()
	ours, useOurs := serve(t)
	theirs, useTheirs := serve(t)
	storage.RegisterClients(storage.WebClient(bySecret, theSecret, ours+"/sign-in/with/real/back", ours+"/sign-in/with/wrong/back"), storage.WebClient(byKey, "", ours+"/sign-in/with/key/back"))
	issuer := theirs + "/"
	useTheirs(exampleop.SetupServer(issuer, keyed{storage.NewStorage(storage.NewUserStore(issuer)), public}, slog.New(slog.DiscardHandler), false))

	dir := t.TempDir()
	a, err := app.New(t.Context(), config.Config{Data: dir, Database: dir + "/trialogue.db", MasterKey: dir + "/master.key", LogKey: dir + "/log.key", Origin: "trialogue.test/log", URL: ours, Providers: write(issuer)},
		app.Options{Log: slog.New(slog.DiscardHandler)})
	must(t, err)
	t.Cleanup(func() { _ = a.Close() })
	_, err = a.SignIn.SignUp(t.Context(), signin.NewAccount{Name: "Jo Okafor", Email: email, Password: passwordHere, Corner: sharing.Carer})
	must(t, err)
	useOurs(a.Handler(nil))
	return house{App: a, ours: ours, theirs: theirs}
}

// browser follows where it is led and keeps cookies.
type browser struct {
	t      *testing.T
	client *http.Client
	back   string // the last address on which the provider sent it back
	at     *url.URL
	status int
	body   string
}

func newBrowser(t *testing.T) *browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	must(t, err)
	b := &browser{t: t, client: &http.Client{Jar: jar, Timeout: 20 * time.Second}}
	b.client.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if strings.HasSuffix(r.URL.Path, "/back") {
			b.back = r.URL.String()
		}
		return nil
	}
	return b
}

func (b *browser) send(r *http.Request) {
	b.t.Helper()
	answer, err := b.client.Do(r)
	must(b.t, err)
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	must(b.t, err)
	b.at, b.status, b.body = answer.Request.URL, answer.StatusCode, string(body)
}

func (b *browser) get(address string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, address, nil)
	must(b.t, err)
	b.send(r)
}

func (b *browser) post(address string, pairs ...string) {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, address, strings.NewReader(form.Encode()))
	must(b.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	b.send(r)
}

var field = regexp.MustCompile(`name="id" value="([^"]+)"`)

// signInThere fills in the provider's own form.
func (b *browser) signInThere(h house, user, password string) {
	b.t.Helper()
	found := field.FindStringSubmatch(b.body)
	if !strings.HasPrefix(b.at.String(), h.theirs+"/login/") || found == nil {
		b.t.Fatalf("this is not the provider's page: %d at %s\n%s", b.status, b.at.Path, b.body)
	}
	b.post(h.theirs+"/login/username", "id", found[1], "username", user, "password", password)
}

// addProvider begins to add a provider and goes there.
func (b *browser) addProvider(h house, provider string) {
	b.t.Helper()
	b.post(h.ours + "/account/ways/outside/" + provider)
	_, rest, _ := strings.Cut(b.body, `href="`+h.theirs)
	query, _, ok := strings.Cut(rest, `"`)
	if !ok {
		b.t.Fatalf("no way to the provider: %d\n%s", b.status, b.body)
	}
	b.get(h.theirs + html.UnescapeString(query))
}

// wants checks where a browser arrived.
func (b *browser) wants(h house, path, words string) {
	b.t.Helper()
	if b.status != http.StatusOK || b.at.Scheme+"://"+b.at.Host != h.ours || b.at.Path != path || !strings.Contains(b.body, words) {
		b.t.Fatalf("arrived with %d at %s, and not at %s with %q\n%s", b.status, b.at, path, words, b.body)
	}
}

func (b *browser) refused(h house, words string) {
	b.t.Helper()
	if b.status != http.StatusUnprocessableEntity || !strings.HasPrefix(b.at.String(), h.ours) || !strings.Contains(b.body, words) {
		b.t.Fatalf("not refused: %d at %s\n%s", b.status, b.at, b.body)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
