package oidc

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// clientKey signs who we are. Nothing of it can be printed.
type clientKey struct{ signer func() jose.Signer }

// assertionFor is how long a signed word of who we are holds.
const assertionFor = time.Minute

func newClientKey(text []byte, id, alg string) (*clientKey, error) {
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, errors.New("this is no PEM file of a private key")
	}
	key, err := privateKey(block.Bytes)
	if err != nil {
		return nil, err
	}
	switch k := key.(type) {
	case *rsa.PrivateKey:
		if alg == "ES256" {
			return nil, errors.New("an RSA key cannot sign with ES256")
		}
		if k.N.BitLen() < 2048 {
			return nil, errors.New("an RSA key of less than 2048 bits is too weak")
		}
	case *ecdsa.PrivateKey:
		if alg != "ES256" || k.Curve != elliptic.P256() {
			return nil, errors.New("an elliptic key must be of the curve P-256 and sign with ES256")
		}
	default:
		return nil, errors.New("the key must be RSA or of the curve P-256")
	}
	options := (&jose.SignerOptions{}).WithType("JWT")
	if id != "" {
		options = options.WithHeader(jose.HeaderKey("kid"), id)
	}
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.SignatureAlgorithm(alg), Key: key}, options)
	if err != nil {
		return nil, errors.New("the key cannot sign")
	}
	return &clientKey{func() jose.Signer { return signer }}, nil
}

// privateKey reads the forms in which keys are kept. Its error holds nothing of the key.
func privateKey(der []byte) (crypto.PrivateKey, error) {
	if key, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		return key, nil
	}
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, nil
	}
	if key, err := x509.ParseECPrivateKey(der); err == nil {
		return key, nil
	}
	return nil, errors.New("this is no private key without a password")
}

// assertion says who we are, once and for a minute.
func (k *clientKey) assertion(client, audience string, now time.Time) (string, error) {
	return jwt.Signed(k.signer()).Claims(jwt.Claims{
		Issuer: client, Subject: client, Audience: jwt.Audience{audience}, ID: rand.Text(),
		IssuedAt: jwt.NewNumericDate(now), NotBefore: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(assertionFor)),
	}).Serialize()
}
