package oidc

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"trialogue/internal/signin"
)

// Redeem takes the code to the provider and checks everything that comes back.
func (p *Providers) Redeem(ctx context.Context, name string, a signin.OutsideAnswer) (v signin.Vouched, err error) {
	one, err := p.find(name)
	if err != nil {
		return v, err
	}
	s, err := one.discover(ctx)
	if err != nil {
		return v, err
	}
	// Whose answer it is comes first: everything else in it could be another's.
	if (a.Issuer != "" || s.names) && a.Issuer != one.set.Issuer {
		return v, refuse(signin.TurnedMixed, "answer")
	}
	if a.Error != "" {
		return v, refuse(signin.TurnedNo, "answer")
	}
	if a.Code == "" {
		return v, refuse(signin.TurnedAnswer, "answer")
	}
	token, err := one.exchange(ctx, s, a)
	if err != nil {
		return v, err
	}
	claims, err := one.idToken(ctx, s, token, a.Nonce)
	if err != nil {
		return v, err
	}
	if one.set.UserInfo {
		if err := one.userInfo(ctx, s, token, claims); err != nil {
			return v, err
		}
	}
	return one.vouched(claims)
}

// exchange gives the code and gets tokens for it.
func (p *provider) exchange(ctx context.Context, s *said, a signin.OutsideAnswer) (*oauth2.Token, error) {
	config := p.config(s)
	more := []oauth2.AuthCodeOption{oauth2.VerifierOption(a.Verifier)}
	if p.set.clientKey != nil {
		audience := config.Endpoint.TokenURL
		if p.set.KeyFor == "issuer" {
			audience = p.set.Issuer
		}
		word, err := p.set.clientKey.assertion(p.set.ClientID, audience, p.now())
		if err != nil {
			return nil, err
		}
		more = append(more, oauth2.SetAuthURLParam("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
			oauth2.SetAuthURLParam("client_assertion", word))
	}
	token, err := config.Exchange(goidc.ClientContext(ctx, p.client), a.Code, more...)
	if err == nil {
		return token, nil
	}
	var no *oauth2.RetrieveError
	var gone *url.Error
	switch {
	case errors.As(err, &no) && no.Response != nil && no.Response.StatusCode >= http.StatusInternalServerError, errors.As(err, &gone):
		return nil, refuse(signin.TurnedAbsent, "token")
	case errors.As(err, &no):
		return nil, refuse(signin.TurnedCode, "token")
	}
	return nil, refuse(signin.TurnedAnswer, "token") // its text may hold anything, and is dropped
}

// userInfo adds what the provider tells of the same person and nobody else.
// What the signed token says goes first.
func (p *provider) userInfo(ctx context.Context, s *said, token *oauth2.Token, claims map[string]any) error {
	info, err := s.UserInfo(goidc.ClientContext(ctx, p.client), oauth2.StaticTokenSource(token))
	if err != nil {
		var gone *url.Error
		if errors.As(err, &gone) {
			return refuse(signin.TurnedAbsent, "userinfo")
		}
		return refuse(signin.TurnedAnswer, "userinfo")
	}
	var text json.RawMessage
	if err := info.Claims(&text); err != nil {
		return refuse(signin.TurnedAnswer, "userinfo")
	}
	more, err := strict(text)
	if err != nil {
		return refuse(signin.TurnedAnswer, "userinfo")
	}
	if more["sub"] != claims["sub"] {
		return refuse(signin.TurnedSubject, "userinfo")
	}
	// An address and whether it was verified belong together.
	if _, own := claims["email"]; own {
		delete(more, "email_verified")
	} else {
		delete(claims, "email_verified")
	}
	for name, value := range more {
		if _, own := claims[name]; !own {
			claims[name] = value
		}
	}
	return nil
}
