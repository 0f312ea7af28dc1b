package main

import (
	"crypto/tls"
	"fmt"
	"os"
	"sync"
	"time"

	"trialogue/internal/seal"
)

// certificate reads the file of a certificate and its key anew when they have
// changed, so that a renewed one counts without a restart. While the new files
// do not fit together, the old one goes on.
type certificate struct {
	cert, key string
	now       func() time.Time

	mu      sync.Mutex
	held    *tls.Certificate
	changed time.Time // of the files that are held
	looked  time.Time
}

// lookEvery is how often the files are looked at.
const lookEvery = 10 * time.Second

func newCertificate(cert, key string, now func() time.Time) (*certificate, error) {
	c := &certificate{cert: cert, key: key, now: now}
	if err := c.read(); err != nil {
		return nil, fmt.Errorf("the certificate cannot be used: %w", err)
	}
	return c, nil
}

func (c *certificate) read() error {
	changed, err := latest(c.cert, c.key)
	if err != nil {
		return err
	}
	chain, err := os.ReadFile(c.cert)
	if err != nil {
		return err
	}
	key, err := seal.ReadPrivate(c.key, seal.ClosedToOthers)
	if err != nil {
		return err
	}
	one, err := tls.X509KeyPair(chain, key)
	if err != nil {
		return err
	}
	c.held, c.changed = &one, changed
	return nil
}

// latest is when one of two files was last changed.
func latest(paths ...string) (at time.Time, err error) {
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil {
			return at, err
		}
		if info.ModTime().After(at) {
			at = info.ModTime()
		}
	}
	return at, nil
}

// get is the certificate that counts now.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.now(); now.Sub(c.looked) >= lookEvery {
		c.looked = now
		if changed, err := latest(c.cert, c.key); err == nil && !changed.Equal(c.changed) {
			_ = c.read() // half-written files: the next look finds them whole
		}
	}
	return c.held, nil
}

// tlsConfig is how the program speaks TLS: 1.3, and 1.2 for old phones.
func (c *certificate) tlsConfig() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get, NextProtos: []string{"h2", "http/1.1"}}
}
