package oidc

import (
	"slices"
	"strings"

	"trialogue/internal/signin"
	"trialogue/internal/triangle"
)

// vouched says in our terms what the claims say in theirs.
func (p *provider) vouched(claims map[string]any) (signin.Vouched, error) {
	v := signin.Vouched{Issuer: p.set.Issuer, Level: 1, Identity: p.identity(claims), Role: p.role(claims)}
	v.Subject, _ = claims["sub"].(string)
	for _, one := range p.set.TwoFactors {
		if holds(claims[one.Claim], one.Values) {
			v.Level = 2
		}
	}
	if verified := claims["email_verified"]; verified == true || verified == "true" {
		v.Email, _ = claims["email"].(string)
	}
	if when, there := claims["auth_time"]; there {
		at, ok := moment(when)
		if !ok || at.After(p.now().Add(skew)) {
			return v, refuse(signin.TurnedTime, "id token")
		}
		v.Proved = at.UnixMicro()
	}
	return v, nil
}

// holds reports whether a claim, or one of its list, is a value that counts.
func holds(claim any, values []string) bool {
	return slices.ContainsFunc(texts(claim), func(one string) bool { return slices.Contains(values, one) })
}

// identity is how sure they are. A value that the settings do not name means nothing.
func (p *provider) identity(claims map[string]any) triangle.Identity {
	claim := claims[p.set.Identity.Claim]
	switch {
	case p.set.Identity.Claim == "":
		return triangle.Said
	case holds(claim, p.set.Identity.Checked):
		return triangle.Checked
	case holds(claim, p.set.Identity.Known):
		return triangle.Known
	}
	return triangle.Said
}

// role reports whether one of the roles is among those that count here.
func (p *provider) role(claims map[string]any) bool {
	r := p.set.Roles
	if r == nil {
		return false
	}
	list, many := claims[r.Claim].([]any)
	if !many {
		list = []any{claims[r.Claim]}
	}
	return slices.ContainsFunc(list, func(one any) bool {
		if r.Field == "" {
			return counts(one, r.Codes)
		}
		entry, _ := one.(map[string]any)
		if r.OrganisationField != "" && !holds(entry[r.OrganisationField], r.Organisations) {
			return false
		}
		return counts(entry[r.Field], r.Codes)
	})
}

// counts compares a code whole, and by each of its parts.
func counts(code any, wanted []string) bool {
	text, _ := code.(string)
	return text != "" && (slices.Contains(wanted, text) || slices.ContainsFunc(strings.Split(text, ":"), func(part string) bool { return slices.Contains(wanted, part) }))
}
