package oidc

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"slices"
	"strings"
	"time"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"trialogue/internal/signin"
)

// skew is how far the clocks of two organisations may be apart.
const skew = time.Minute

// idToken checks the signed token and gives what it says.
func (p *provider) idToken(ctx context.Context, s *said, token *oauth2.Token, nonce string) (map[string]any, error) {
	raw, ok := token.Extra("id_token").(string)
	if !ok {
		return nil, refuse(signin.TurnedAnswer, "token")
	}
	checked, err := s.verify(goidc.ClientContext(ctx, p.client), raw)
	if err != nil {
		return nil, err
	}
	var text json.RawMessage
	if err := checked.Claims(&text); err != nil {
		return nil, refuse(signin.TurnedAnswer, "id token")
	}
	claims, err := strict(text)
	if err != nil {
		return nil, refuse(signin.TurnedAnswer, "id token")
	}
	for _, check := range []func(map[string]any) signin.Turned{p.issuer, p.audience, p.times} {
		if code := check(claims); code != "" {
			return nil, refuse(code, "id token")
		}
	}
	if said, _ := claims["nonce"].(string); nonce == "" || subtle.ConstantTimeCompare([]byte(said), []byte(nonce)) != 1 {
		return nil, refuse(signin.TurnedNonce, "id token")
	}
	if sub, _ := claims["sub"].(string); sub == "" || len(sub) > 255 {
		return nil, refuse(signin.TurnedSubject, "id token")
	}
	if checked.AccessTokenHash != "" && checked.VerifyAccessToken(token.AccessToken) != nil {
		return nil, refuse(signin.TurnedSign, "access token")
	}
	return claims, nil
}

// watchedKeys tells a key that is not there from keys that cannot be had.
type watchedKeys struct {
	goidc.KeySet
	gone bool
}

func (w *watchedKeys) VerifySignature(ctx context.Context, token string) ([]byte, error) {
	text, err := w.KeySet.VerifySignature(ctx, token)
	w.gone = err != nil && strings.HasPrefix(err.Error(), "fetching keys") // the library has no type for it
	return text, err
}

// verify checks the signature, by the library. What a token says is checked
// here, so that each thing that can be wrong has a code of its own.
func (s *said) verify(ctx context.Context, raw string) (*goidc.IDToken, error) {
	keys := &watchedKeys{KeySet: s.keys}
	checked, err := goidc.NewVerifier("", keys, &goidc.Config{
		SkipClientIDCheck: true, SkipIssuerCheck: true, SkipExpiryCheck: true, SupportedSigningAlgs: s.algs,
	}).Verify(ctx, raw)
	switch {
	case keys.gone:
		return nil, refuse(signin.TurnedAbsent, "keys")
	case err != nil:
		return nil, refuse(signin.TurnedSign, "id token")
	}
	return checked, nil
}

func (p *provider) issuer(claims map[string]any) signin.Turned {
	if claims["iss"] != p.set.Issuer {
		return signin.TurnedIssuer
	}
	return ""
}

// audience checks that the token is meant for us, and was asked for by us.
func (p *provider) audience(claims map[string]any) signin.Turned {
	meant := texts(claims["aud"])
	azp, named := claims["azp"]
	switch {
	case !slices.Contains(meant, p.set.ClientID), named && azp != p.set.ClientID, len(meant) > 1 && !named:
		return signin.TurnedFor
	}
	return ""
}

// times checks that the token is of now.
func (p *provider) times(claims map[string]any) signin.Turned {
	now := p.now()
	ends, okEnds := moment(claims["exp"])
	made, okMade := moment(claims["iat"])
	if !okEnds || !okMade || !now.Before(ends.Add(skew)) || made.After(now.Add(skew)) {
		return signin.TurnedTime
	}
	if value, there := claims["nbf"]; there {
		if begins, ok := moment(value); !ok || begins.After(now.Add(skew)) {
			return signin.TurnedTime
		}
	}
	return ""
}

// moment reads seconds since 1970.
func moment(value any) (time.Time, bool) {
	n, ok := value.(json.Number)
	if !ok {
		return time.Time{}, false
	}
	seconds, err := n.Float64()
	if err != nil || seconds < 0 || seconds > 1e11 {
		return time.Time{}, false
	}
	return time.UnixMicro(int64(seconds * 1e6)), true
}

// texts reads one text, or a list of them.
func texts(value any) []string {
	switch v := value.(type) {
	case string:
		return []string{v}
	case json.Number:
		return []string{v.String()}
	case []any:
		var all []string
		for _, one := range v {
			all = append(all, texts(one)...)
		}
		return all
	}
	return nil
}
