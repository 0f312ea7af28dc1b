package oidc

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"trialogue/internal/plain"
	"trialogue/internal/sharing"
)

var slug = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// ours are the parameters of a question that no setting may change.
var ours = []string{
	"client_id", "redirect_uri", "response_type", "response_mode", "scope", "state", "nonce", "code_challenge", "code_challenge_method",
	"request", "request_uri", "max_age", "client_secret", "client_assertion", "client_assertion_type",
}

// asymmetric are the signatures that only a provider can make. None is among
// them in which our own secret would be the key.
var asymmetric = []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}

// check says what is wrong with a setting, in the operator's words.
func (s *Setting) check() error {
	for _, one := range []func(*Setting) error{checkNames, checkClient, checkQuestion, checkPeople, checkClaims} {
		if err := one(s); err != nil {
			return err
		}
	}
	return nil
}

func checkNames(s *Setting) error {
	if !slug.MatchString(s.ID) {
		return errors.New("id must be 1 to 40 small letters, digits and hyphens, since it stands in addresses")
	}
	if !plain.Visible(s.Name) || plain.Length(s.Name) > 40 || s.Name != plain.Line(s.Name) {
		return errors.New("name must be 1 to 40 letters on one line, since it stands on a button")
	}
	u, err := url.Parse(s.Issuer)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		return errors.New("issuer must be an address such as https://login.example.org")
	}
	if !goodAddress(u) {
		return errors.New("issuer must begin with https:// (http:// is for this machine alone)")
	}
	return nil
}

// goodAddress reports whether nobody on the way can read or change what is sent.
func goodAddress(u *url.URL) bool {
	if u.User != nil || u.Hostname() == "" {
		return false
	}
	return u.Scheme == "https" || (u.Scheme == "http" && loopback(u.Hostname()))
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

func checkClient(s *Setting) error {
	if s.ClientID == "" {
		return errors.New("client_id is missing")
	}
	secrets := 0
	for _, one := range []string{s.SecretFile, s.SecretEnv} {
		if one != "" {
			secrets++
		}
	}
	switch s.ClientAuth {
	case byBasic, byPost:
		if secrets != 1 || s.KeyFile != "" || s.KeyID+s.KeyAlg+s.KeyFor != "" {
			return fmt.Errorf("client_auth %s needs either secret_file or secret_env, and no key", s.ClientAuth)
		}
	case byKey:
		if secrets != 0 || s.KeyFile == "" || !slices.Contains([]string{"RS256", "RS512", "ES256"}, s.KeyAlg) {
			return errors.New("client_auth private_key_jwt needs key_file and key_algorithm (RS512, RS256 or ES256), and no secret")
		}
		if !slices.Contains([]string{"", "token-endpoint", "issuer"}, s.KeyFor) {
			return fmt.Errorf("key_audience is %q and must be token-endpoint or issuer", s.KeyFor)
		}
	default:
		return errors.New("client_auth must be client_secret_basic, client_secret_post or private_key_jwt")
	}
	for _, alg := range s.TokenAlgs {
		if !slices.Contains(asymmetric, alg) {
			return fmt.Errorf("id_token_algorithms: %q cannot be used; choose from %s", alg, strings.Join(asymmetric, ", "))
		}
	}
	return nil
}

func checkQuestion(s *Setting) error {
	for name := range s.Parameters {
		if slices.Contains(ours, name) {
			return fmt.Errorf("parameters: %s is set by the program", name)
		}
	}
	for _, scope := range s.Scopes {
		if scope == "" || strings.ContainsAny(scope, " \t\n\"\\") {
			return fmt.Errorf("scopes: %q is not one scope", scope)
		}
	}
	for _, host := range s.Hosts {
		if host == "" || strings.ContainsAny(host, "/:@ ") {
			return fmt.Errorf("hosts: %q must be a name such as keys.example.org", host)
		}
	}
	return nil
}

func checkPeople(s *Setting) error {
	if len(s.For) == 0 {
		return errors.New("for must name whom it is for: service-user, carer, professional")
	}
	for i, corner := range s.For {
		if !slices.Contains([]sharing.Corner{sharing.ServiceUser, sharing.Carer, sharing.Professional}, corner) || slices.Contains(s.For[:i], corner) {
			return fmt.Errorf("for: %q is not one of service-user, carer, professional, each once", corner)
		}
	}
	staff := slices.Contains(s.For, sharing.Professional)
	switch {
	case s.Create && staff && len(s.For) == 1:
		return errors.New("create: professionals get their account from an administrator, so this has nobody to be for")
	case s.Roles != nil && !staff:
		return errors.New("roles are of professionals, and for does not name them")
	case len(s.Domains) > 0 && !staff:
		return errors.New("email_domains are of professionals, and for does not name them")
	}
	for _, domain := range s.Domains {
		if !strings.Contains(domain, ".") || strings.ToLower(domain) != domain || strings.ContainsAny(domain, "@* /") {
			return fmt.Errorf("email_domains: %q must be one domain in small letters, such as trust.example.org", domain)
		}
	}
	return nil
}

func checkClaims(s *Setting) error {
	i := s.Identity
	switch {
	case i.Least != "" && !slices.Contains([]string{"said", "known", "checked"}, i.Least):
		return fmt.Errorf("identity: least is %q and must be said, known or checked", i.Least)
	case i.Claim == "" && len(i.Known)+len(i.Checked) > 0, i.Claim != "" && len(i.Known)+len(i.Checked) == 0:
		return errors.New("identity needs a claim and the values that mean known or checked")
	case i.Least == "known" && len(i.Known)+len(i.Checked) == 0, i.Least == "checked" && len(i.Checked) == 0:
		return errors.New("identity: no value means what least demands, so nobody could come in")
	}
	for _, value := range i.Known {
		if slices.Contains(i.Checked, value) {
			return fmt.Errorf("identity: %q cannot mean both known and checked", value)
		}
	}
	for _, one := range s.TwoFactors {
		if one.Claim == "" || len(one.Values) == 0 || slices.Contains(one.Values, "") {
			return errors.New("two_factors: each needs a claim and values")
		}
	}
	if r := s.Roles; r != nil {
		if r.Claim == "" || len(r.Codes) == 0 || slices.Contains(r.Codes, "") {
			return errors.New("roles needs a claim and codes")
		}
		if (r.OrganisationField == "") != (len(r.Organisations) == 0) || (r.OrganisationField != "" && r.Field == "") {
			return errors.New("roles: organisation_field, organisations and field belong together")
		}
	}
	return nil
}
