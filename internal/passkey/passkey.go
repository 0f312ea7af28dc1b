// Package passkey speaks WebAuthn: what browsers and authenticators say about
// passkeys. It knows their bytes, and nothing of accounts, sessions or pages.
package passkey

import (
	"encoding/base64"
	"encoding/json"
	"net"
	"net/url"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"trialogue/internal/errs"
	"trialogue/internal/signin"
)

// Keys asks for passkeys of one service.
type Keys struct{ lib *webauthn.WebAuthn }

var _ signin.Passkeys = (*Keys)(nil)

// New speaks for the service at an address. A passkey belongs to a name, so at
// a bare number of a machine there are none: then Keys is nil.
func New(address string) (*Keys, error) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || net.ParseIP(u.Hostname()) != nil {
		return nil, nil
	}
	lib, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: "Trialogue", RPOrigins: []string{u.Scheme + "://" + u.Host}, AttestationPreference: protocol.PreferNoAttestation,
	})
	if err != nil {
		return nil, err
	}
	return &Keys{lib: lib}, nil
}

// user is a holder as the library wants to know them.
type user struct {
	signin.Holder
	known []webauthn.Credential
}

func userOf(h signin.Holder) (user, error) {
	u := user{Holder: h}
	for _, raw := range h.Records {
		var c webauthn.Credential
		if err := json.Unmarshal(raw, &c); err != nil {
			return u, err
		}
		u.known = append(u.known, c)
	}
	return u, nil
}

// WebAuthnID names the holder to an authenticator. It says nothing of anybody.
func (u user) WebAuthnID() []byte { return []byte(u.ID) }

// WebAuthnName is what holders tell their accounts apart by.
func (u user) WebAuthnName() string { return u.Name }

// WebAuthnDisplayName is the same again.
func (u user) WebAuthnDisplayName() string { return u.Name }

// WebAuthnCredentials are the passkeys that may be used.
func (u user) WebAuthnCredentials() []webauthn.Credential { return u.known }

// Create asks a browser to make a passkey that can be found without a name.
func (k *Keys) Create(who signin.Holder, v signin.Verify) (signin.Ceremony, error) {
	u, err := userOf(who)
	if err != nil {
		return signin.Ceremony{}, err
	}
	must := true
	options, state, err := k.lib.BeginRegistration(u, webauthn.WithExclusions(webauthn.Credentials(u.known).CredentialDescriptors()),
		webauthn.WithAuthenticatorSelection(protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, RequireResidentKey: &must, UserVerification: protocol.UserVerificationRequirement(v),
		}))
	if err != nil {
		return signin.Ceremony{}, err
	}
	return ceremony(options.Response, state)
}

func ceremony(options any, state *webauthn.SessionData) (c signin.Ceremony, err error) {
	if c.Options, err = json.Marshal(options); err != nil {
		return c, err
	}
	c.State, err = json.Marshal(state)
	return c, err
}

func stateOf(raw []byte) (s webauthn.SessionData, err error) {
	err = json.Unmarshal(raw, &s)
	return s, err
}

// Created checks a passkey that a browser made.
func (k *Keys) Created(who signin.Holder, state, answer []byte) (signin.Made, error) {
	s, err := stateOf(state)
	if err != nil {
		return signin.Made{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(answer)
	if err != nil {
		return signin.Made{}, noFit(err)
	}
	flags := parsed.Response.AttestationObject.AuthData.Flags
	if s.UserVerification == protocol.VerificationRequired && !flags.HasUserVerified() {
		return signin.Made{}, unverified()
	}
	c, err := k.lib.CreateCredential(user{Holder: who}, s, parsed)
	if err != nil {
		return signin.Made{}, noFit(err)
	}
	record, err := json.Marshal(c)
	return signin.Made{Credential: name(c.ID), Record: record, Verified: flags.HasUserVerified(), Eligible: c.Flags.BackupEligible, Synced: c.Flags.BackupState}, err
}

// name is how a credential is kept and looked for.
func name(credential []byte) string { return base64.RawURLEncoding.EncodeToString(credential) }

// Ask asks for one of the holder's passkeys, or for any that this browser finds.
func (k *Keys) Ask(holder *signin.Holder, v signin.Verify) (signin.Ceremony, error) {
	verify := webauthn.WithUserVerification(protocol.UserVerificationRequirement(v))
	if holder == nil {
		options, state, err := k.lib.BeginDiscoverableLogin(verify)
		if err != nil {
			return signin.Ceremony{}, err
		}
		return ceremony(options.Response, state)
	}
	u, err := userOf(*holder)
	if err != nil {
		return signin.Ceremony{}, err
	}
	options, state, err := k.lib.BeginLogin(u, verify)
	if err != nil {
		return signin.Ceremony{}, err
	}
	return ceremony(options.Response, state)
}

// Answered checks what an authenticator signed.
func (k *Keys) Answered(state, answer []byte, find func(credential string) (signin.Holder, error)) (signin.Answered, error) {
	s, err := stateOf(state)
	if err != nil {
		return signin.Answered{}, err
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(answer)
	if err != nil {
		return signin.Answered{}, noFit(err)
	}
	holder, err := find(name(parsed.RawID))
	if errs.Is(err, errs.NotFound) {
		return signin.Answered{}, noFit(err)
	}
	if err != nil {
		return signin.Answered{}, err
	}
	u, err := userOf(holder)
	if err != nil {
		return signin.Answered{}, err
	}
	c, err := k.check(u, s, parsed)
	if err != nil {
		return signin.Answered{}, why(u, s, parsed, err)
	}
	record, err := json.Marshal(c)
	return signin.Answered{
		Credential: name(c.ID), Record: record, Verified: parsed.Response.AuthenticatorData.Flags.HasUserVerified(), Synced: c.Flags.BackupState, Copied: c.Authenticator.CloneWarning,
	}, err
}

// check lets the library check an answer. Where the question named passkeys,
// only those that find knows matter, and the library compares the rest.
func (k *Keys) check(u user, s webauthn.SessionData, parsed *protocol.ParsedCredentialAssertionData) (*webauthn.Credential, error) {
	if len(s.UserID) == 0 {
		_, c, err := k.lib.ValidatePasskeyLogin(func(_, _ []byte) (webauthn.User, error) { return u, nil }, s, parsed)
		return c, err
	}
	for _, asked := range s.AllowedCredentialIDs {
		if string(asked) == string(parsed.RawID) {
			s.AllowedCredentialIDs = [][]byte{asked}
			return k.lib.ValidateLogin(u, s, parsed)
		}
	}
	return nil, protocol.ErrBadRequest.WithDetails("this passkey was not asked for")
}

// why finds words for what the library turned down. It decides nothing.
func why(u user, s webauthn.SessionData, parsed *protocol.ParsedCredentialAssertionData, err error) error {
	flags := parsed.Response.AuthenticatorData.Flags
	switch {
	case s.UserVerification == protocol.VerificationRequired && !flags.HasUserVerified():
		return unverified()
	case len(u.known) == 1 && u.known[0].Flags.BackupEligible != flags.HasBackupEligible():
		return errs.E(errs.Invalid, "passkey.Answered", "passkey.changed", err)
	}
	return noFit(err)
}

func noFit(cause error) error { return errs.E(errs.Invalid, "passkey", "passkey.no-fit", cause) }

func unverified() error { return errs.E(errs.Invalid, "passkey", "passkey.unverified", nil) }
