package vault

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"trialogue/internal/errs"
)

// caller sends requests: with a token, a limit of time, and patience with a
// service that is busy. It never tries again what the service has refused.
type caller struct {
	http      *http.Client
	address   string
	namespace string
	token     tokenFile
	timeout   time.Duration
	tries     int
	pause     time.Duration

	mu      sync.Mutex
	resting time.Time // until then nobody asks a service that did not answer
	why     error
}

// answerMost bounds what is read of an answer.
const answerMost = 1 << 20

// restFor is how long others are told "not now" at once after somebody has
// waited in vain.
const restFor = time.Second

func newCaller(o Options, address string) (*caller, error) {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	if o.CAFile != "" {
		pem, err := os.ReadFile(o.CAFile)
		if err != nil {
			return nil, fmt.Errorf("the certificates of the key service: %w", err)
		}
		t.TLSClientConfig.RootCAs = x509.NewCertPool()
		if !t.TLSClientConfig.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("the certificates of the key service: %s holds none", o.CAFile)
		}
	}
	if o.TokenFile == "" {
		return nil, errors.New("a key service needs a token: say with -vault-token-file where it lies")
	}
	c := &caller{
		http: &http.Client{Transport: t, CheckRedirect: noRedirect}, address: address, namespace: o.Namespace,
		token: tokenFile{path: o.TokenFile}, timeout: o.Timeout, tries: o.Tries, pause: o.Pause,
	}
	if c.timeout == 0 {
		c.timeout = 3 * time.Second
	}
	if c.tries == 0 {
		c.tries = 3
	}
	if c.pause == 0 {
		c.pause = 100 * time.Millisecond
	}
	return c, nil
}

// noRedirect: a token goes to the address that the operator named and nowhere else.
func noRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }

// refusal is an answer that another try would not change.
type refusal struct {
	status int
	code   string
}

func (r *refusal) Error() string {
	return fmt.Sprintf("the key service refused (status %d): %s", r.status, r.code)
}

func (c *caller) post(ctx context.Context, path string, body map[string]any, into any) error {
	raw, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return c.send(ctx, http.MethodPost, path, raw, into)
}

func (c *caller) get(ctx context.Context, path string, into any) error {
	return c.send(ctx, http.MethodGet, path, nil, into)
}

// send tries until there is an answer, or no more time.
func (c *caller) send(ctx context.Context, method, path string, body []byte, into any) error {
	if why := c.rests(); why != nil {
		return why
	}
	pause := c.pause
	for try := 1; ; try++ {
		err := c.once(ctx, method, path, body, into)
		var final *refusal
		if err == nil || errors.As(err, &final) {
			return err
		}
		if try == c.tries || ctx.Err() != nil {
			return c.rest(err)
		}
		select {
		case <-time.After(pause + rand.N(pause)):
			pause *= 2
		case <-ctx.Done():
			return c.rest(err)
		}
	}
}

func (c *caller) rests() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Now().Before(c.resting) {
		return c.why
	}
	return nil
}

func (c *caller) rest(err error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.resting, c.why = time.Now().Add(restFor), err
	return err
}

// once sends one request. The token is read first, since it may have changed.
func (c *caller) once(ctx context.Context, method, path string, body []byte, into any) error {
	token, err := c.token.read()
	if err != nil {
		return errs.E(errs.Unavailable, "vault", "", err)
	}
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, method, c.address+"/v1/"+path, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("X-Vault-Token", token)
	r.Header.Set("X-Vault-Request", "true")
	if c.namespace != "" {
		r.Header.Set("X-Vault-Namespace", c.namespace)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return errs.E(errs.Unavailable, "vault", "", fmt.Errorf("the key service does not answer: %w", err))
	}
	defer func() { _ = answer.Body.Close() }()
	text, err := io.ReadAll(io.LimitReader(answer.Body, answerMost))
	if err != nil {
		return errs.E(errs.Unavailable, "vault", "", fmt.Errorf("the key service stopped in the middle of its answer: %w", err))
	}
	return understand(answer.StatusCode, text, into)
}

// understand sorts answers: taken, refused for good, or perhaps later. Words of
// the service are kept out, since it may repeat what it was sent.
func understand(status int, text []byte, into any) error {
	switch {
	case status == http.StatusOK, status == http.StatusNoContent:
		if into == nil {
			return nil
		}
		whole := struct {
			Data json.RawMessage `json:"data"`
		}{}
		if json.Unmarshal(text, &whole) != nil || json.Unmarshal(whole.Data, into) != nil {
			return strange("not in words that can be understood; perhaps another service is at this address")
		}
		return nil
	case status == http.StatusServiceUnavailable:
		return errs.E(errs.Unavailable, "vault", "", errors.New("the key service is sealed or not ready"))
	case status == http.StatusTooManyRequests, status >= 500, status == 412, status == 472, status == 473:
		return errs.E(errs.Unavailable, "vault", "", fmt.Errorf("the key service cannot answer now (status %d)", status))
	}
	said := map[int]string{400: "it does not take this request", 401: "the token is not good", 403: "the token is not good, or may not do this", 404: "there is no such key or engine"}[status]
	if said == "" {
		said = "an answer that nobody expected"
	}
	return errs.E(kindOf(status), "vault", "", &refusal{status, said})
}

// kindOf: what an operator must mend is no fault of the request at hand.
func kindOf(status int) errs.Kind {
	if status == http.StatusBadRequest {
		return errs.Invalid
	}
	return errs.Unavailable
}

// tokenFile reads a token, and reads it again when the file has changed: whoever
// renews tokens writes a new file.
type tokenFile struct {
	path string
	mu   sync.Mutex
	was  os.FileInfo
	text string
}

func (f *tokenFile) read() (string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	info, err := os.Stat(f.path)
	if err != nil {
		return "", fmt.Errorf("the token of the key service: %w", err)
	}
	if f.was != nil && os.SameFile(info, f.was) && info.ModTime().Equal(f.was.ModTime()) && info.Size() == f.was.Size() {
		return f.text, nil
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("the token of the key service %s can be read by other users: set its mode to 0600", f.path)
	}
	raw, err := os.ReadFile(f.path)
	if err != nil {
		return "", fmt.Errorf("the token of the key service: %w", err)
	}
	text := strings.TrimSpace(string(raw))
	if text == "" || strings.ContainsAny(text, " \r\n\t") {
		return "", fmt.Errorf("the token of the key service %s is not one word", f.path)
	}
	f.was, f.text = info, text
	return text, nil
}
