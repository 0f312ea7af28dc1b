// Package oidc speaks OpenID Connect with organisations that vouch for people.
// It knows their settings, their answers and how to check them; it never knows
// an account of ours, and its errors hold nothing of a person.
package oidc

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"trialogue/internal/seal"
	"trialogue/internal/sharing"
	"trialogue/internal/triangle"
)

// Setting is one provider as the operator writes it down.
type Setting struct {
	ID         string            `json:"id"`        // in addresses: nhs-login
	Name       string            `json:"name"`      // on the button
	Issuer     string            `json:"issuer"`    // as discovery says it
	ClientID   string            `json:"client_id"` // who we are there
	ClientAuth string            `json:"client_auth"`
	SecretFile string            `json:"secret_file"`
	SecretEnv  string            `json:"secret_env"`
	KeyFile    string            `json:"key_file"`
	KeyID      string            `json:"key_id"`
	KeyAlg     string            `json:"key_algorithm"`
	KeyFor     string            `json:"key_audience"` // token-endpoint, or issuer
	TokenAlgs  []string          `json:"id_token_algorithms"`
	Scopes     []string          `json:"scopes"`
	Parameters map[string]string `json:"parameters"`
	Hosts      []string          `json:"hosts"` // further hosts that may lie inside the own network
	UserInfo   bool              `json:"userinfo"`

	For        []sharing.Corner `json:"for"`
	Identity   IdentityClaim    `json:"identity"`
	TwoFactors []ClaimValues    `json:"two_factors"`
	Roles      *RoleClaim       `json:"roles"`
	Create     bool             `json:"create"`
	Domains    []string         `json:"email_domains"`

	secret    hidden
	clientKey *clientKey
}

// IdentityClaim says which claim holds how sure they are of somebody.
type IdentityClaim struct {
	Claim   string   `json:"claim"`
	Known   []string `json:"known"`
	Checked []string `json:"checked"`
	Least   string   `json:"least"` // said, known or checked
}

// ClaimValues is a claim, and the values of it that count.
type ClaimValues struct {
	Claim  string   `json:"claim"`
	Values []string `json:"values"`
}

// RoleClaim says which claim lists the roles of professionals. Where its
// entries are objects, Field holds the code and OrganisationField the
// organisation; a code of several parts between colons counts by each part.
type RoleClaim struct {
	Claim             string   `json:"claim"`
	Field             string   `json:"field"`
	Codes             []string `json:"codes"`
	OrganisationField string   `json:"organisation_field"`
	Organisations     []string `json:"organisations"`
}

// least is how sure they must be.
func (i IdentityClaim) least() triangle.Identity {
	if i.Least == "said" {
		return triangle.Said
	}
	return triangle.Identity(i.Least)
}

// hidden is a secret that no message can show, at whatever depth somebody prints it.
type hidden func() string

func hide(s string) hidden { return func() string { return s } }

// show gives it to whom it is for.
func (h hidden) show() string {
	if h == nil {
		return ""
	}
	return h()
}

// Ways in which we prove to a provider who we are.
const (
	byBasic = "client_secret_basic"
	byPost  = "client_secret_post"
	byKey   = "private_key_jwt"
)

// settingsMost bounds the file of settings, in bytes.
const settingsMost = 1 << 20

// Read reads the providers of a file. What it does not understand is an error
// in words for operators: a setting that is spelled wrongly must not be a
// setting that is missing.
func Read(path string, environ func(string) string) ([]Setting, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the file of providers cannot be read: %w", err)
	}
	defer func() { _ = file.Close() }() // only read
	text, err := io.ReadAll(io.LimitReader(file, settingsMost+1))
	if err != nil {
		return nil, fmt.Errorf("the file of providers cannot be read: %w", err)
	}
	all, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	seen := map[string]bool{}
	for i := range all {
		s := &all[i]
		err := s.check()
		if err == nil {
			err = s.readSecrets(filepath.Dir(path), environ)
		}
		if err == nil && seen[s.ID] {
			err = errors.New("another provider has the same id")
		}
		if err != nil {
			return nil, fmt.Errorf("%s, provider %d (%q): %w", path, i+1, s.ID, err)
		}
		seen[s.ID] = true
	}
	return all, nil
}

func parse(text []byte) ([]Setting, error) {
	if len(text) > settingsMost {
		return nil, errors.New("the file is larger than a megabyte")
	}
	if _, err := strict(text); err != nil {
		return nil, err
	}
	var file struct {
		Providers []json.RawMessage `json:"providers"`
	}
	if err := exactly(text, &file); err != nil {
		return nil, err
	}
	all := make([]Setting, len(file.Providers))
	for i, one := range file.Providers {
		if err := exactly(one, &all[i]); err != nil {
			return nil, fmt.Errorf("provider %d: %w", i+1, err)
		}
	}
	return all, nil
}

// exactly reads JSON that holds what is known and nothing else.
func exactly(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

// readSecrets reads what stands in files of its own, or in the environment.
func (s *Setting) readSecrets(folder string, environ func(string) string) error {
	beside := func(name string) string {
		if filepath.IsAbs(name) {
			return name
		}
		return filepath.Join(folder, name)
	}
	switch {
	case s.SecretEnv != "":
		s.secret = hide(environ(s.SecretEnv))
		if s.secret.show() == "" {
			return fmt.Errorf("secret_env names %s, which is empty in the environment", s.SecretEnv)
		}
	case s.SecretFile != "":
		text, err := seal.ReadPrivate(beside(s.SecretFile), seal.ClosedToAll)
		if err != nil {
			return fmt.Errorf("secret_file: %w", err)
		}
		s.secret = hide(string(bytes.TrimSpace(text)))
		if s.secret.show() == "" {
			return errors.New("secret_file is empty")
		}
	case s.KeyFile != "":
		text, err := seal.ReadPrivate(beside(s.KeyFile), seal.ClosedToAll)
		if err != nil {
			return fmt.Errorf("key_file: %w", err)
		}
		if s.clientKey, err = newClientKey(text, s.KeyID, s.KeyAlg); err != nil {
			return fmt.Errorf("key_file: %w", err)
		}
	}
	return nil
}

// patience is how long one call to a provider may take.
const patience = 10 * time.Second
