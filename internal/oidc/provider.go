package oidc

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"time"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"trialogue/internal/errs"
	"trialogue/internal/signin"
)

// Providers are the organisations of the settings.
type Providers struct {
	all  []*provider
	list []signin.Voucher
}

// Options are what the settings do not say.
type Options struct {
	URL  string // the address under which people know the program
	Now  func() time.Time
	Wait time.Duration // for one call; 0 means ten seconds
}

// New makes the providers. It calls none of them: one that is down keeps
// nothing from starting.
func New(settings []Setting, o Options) *Providers {
	if o.Wait == 0 {
		o.Wait = patience
	}
	p := &Providers{}
	for _, s := range settings {
		issuer, _ := url.Parse(s.Issuer) // checked when it was read
		p.all = append(p.all, &provider{
			set: s, now: o.Now, back: o.URL + "/sign-in/with/" + s.ID + "/back", turn: make(chan struct{}, 1),
			client: newClient(append([]string{issuer.Hostname()}, s.Hosts...), o.Wait),
		})
		p.list = append(p.list, signin.Voucher{
			ID: s.ID, Name: s.Name, For: s.For, Least: s.Identity.least(), Create: s.Create, Domains: s.Domains, Roles: s.Roles != nil,
		})
	}
	return p
}

// All lists them in the order of the settings.
func (p *Providers) All() []signin.Voucher { return p.list }

func (p *Providers) find(name string) (*provider, error) {
	for _, one := range p.all {
		if one.set.ID == name {
			return one, nil
		}
	}
	return nil, errs.Missing("oidc.find")
}

// provider is one of them, and what it said of itself last.
type provider struct {
	set    Setting
	now    func() time.Time
	back   string // where people come back to
	client *http.Client

	turn   chan struct{} // whoever is in it may change what follows
	said   *said
	read   time.Time // when
	failed time.Time // when asking last failed
}

// said is what a provider says of itself.
type said struct {
	*goidc.Provider
	keys  goidc.KeySet
	algs  []string // with which it may sign
	names bool     // it says in every answer whose it is
	query bool     // it knows the response mode by name
}

// What a provider said of itself is asked for anew after a day; one that did
// not answer is left alone for a few seconds.
const (
	saidFor   = 24 * time.Hour
	leftAlone = 5 * time.Second
)

func refuse(code signin.Turned, step string) error { return &signin.Refused{Code: code, Step: step} }

// discover gives what the provider says of itself, asking where needed.
func (p *provider) discover(ctx context.Context) (*said, error) {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	now := p.now()
	if p.said != nil && now.Sub(p.read) < saidFor {
		return p.said, nil
	}
	if !p.failed.IsZero() && now.Sub(p.failed) < leftAlone {
		return p.lastSaid()
	}
	// Whoever asked may go away; others wait for the same answer.
	fresh, err := p.ask(context.WithoutCancel(ctx))
	if err != nil {
		p.failed = now
		return p.lastSaid()
	}
	p.said, p.read, p.failed = fresh, now, time.Time{}
	return fresh, nil
}

// lastSaid makes do with what was said before, if anything was.
func (p *provider) lastSaid() (*said, error) {
	if p.said != nil {
		return p.said, nil
	}
	return nil, refuse(signin.TurnedAbsent, "discovery")
}

func (p *provider) ask(ctx context.Context) (*said, error) {
	ctx = goidc.ClientContext(ctx, p.client)
	found, err := goidc.NewProvider(ctx, p.set.Issuer)
	if err != nil {
		return nil, err
	}
	var more struct {
		Keys     string   `json:"jwks_uri"`
		UserInfo string   `json:"userinfo_endpoint"`
		Names    bool     `json:"authorization_response_iss_parameter_supported"`
		Modes    []string `json:"response_modes_supported"`
	}
	if err := found.Claims(&more); err != nil {
		return nil, err
	}
	ends := []string{found.Endpoint().AuthURL, found.Endpoint().TokenURL, more.Keys}
	if p.set.UserInfo {
		ends = append(ends, more.UserInfo)
	}
	for _, end := range ends {
		if u, err := url.Parse(end); err != nil || !goodAddress(u) {
			return nil, errors.New("oidc: an address of the provider is not safe")
		}
	}
	algs := p.set.TokenAlgs
	if len(algs) == 0 {
		algs = asymmetric
	}
	s := &said{Provider: found, keys: goidc.NewRemoteKeySet(ctx, more.Keys), algs: algs, names: more.Names}
	for _, mode := range more.Modes {
		s.query = s.query || mode == "query"
	}
	return s, nil
}

func (p *provider) config(s *said) *oauth2.Config {
	end := s.Endpoint()
	end.AuthStyle = oauth2.AuthStyleInParams
	if p.set.ClientAuth == byBasic {
		end.AuthStyle = oauth2.AuthStyleInHeader
	}
	return &oauth2.Config{
		ClientID: p.set.ClientID, ClientSecret: p.set.secret.show(), Endpoint: end, RedirectURL: p.back,
		Scopes: append([]string{goidc.ScopeOpenID}, p.set.Scopes...),
	}
}

// Ask gives the address at the provider to which the browser goes.
func (p *Providers) Ask(ctx context.Context, name string, q signin.OutsideQuestion) (string, error) {
	one, err := p.find(name)
	if err != nil {
		return "", err
	}
	s, err := one.discover(ctx)
	if err != nil {
		return "", err
	}
	more := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(q.Verifier), goidc.Nonce(q.Nonce)}
	for key, value := range one.set.Parameters {
		more = append(more, oauth2.SetAuthURLParam(key, value))
	}
	if s.query {
		more = append(more, oauth2.SetAuthURLParam("response_mode", "query"))
	}
	if q.Again {
		more = append(more, oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	}
	return one.config(s).AuthCodeURL(q.State, more...), nil
}
