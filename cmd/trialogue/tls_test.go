package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// issue writes a certificate of our own for 127.0.0.1 and gives what trusts it.
func issue(t *testing.T, cert, key string, number int64) *x509.CertPool {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	like := &x509.Certificate{
		SerialNumber: big.NewInt(number), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	der, err := x509.CreateCertificate(rand.Reader, like, like, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		t.Fatal(err)
	}
	for path, block := range map[string]*pem.Block{cert: {Type: "CERTIFICATE", Bytes: der}, key: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	one, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(one)
	return pool
}

func get(t *testing.T, c *http.Client, url string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := c.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer
}

func TestItSpeaksTLSAndSendsPlainRequestsOn(t *testing.T) {
	dir := t.TempDir()
	cert, key, acme := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem"), filepath.Join(dir, "challenges")
	pool := issue(t, cert, key, 1)
	if err := os.MkdirAll(acme, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(acme, "token-1"), []byte("token-1.thumb"), 0o600); err != nil {
		t.Fatal(err)
	}
	secure := ""
	_, out, stop := started(t, 2, "serve", "-data", filepath.Join(dir, "data"), "-addr", "127.0.0.1:0", "-url", "https://127.0.0.1", "-tls-cert", cert, "-tls-key", key,
		"-redirect-addr", "127.0.0.1:0", "-acme-challenges", acme)
	for word := range strings.FieldsSeq(out.String()) {
		if strings.HasPrefix(word, "https://127.0.0.1:") {
			secure = word
		}
	}
	plain := "http://" + between(out.String(), "Plain http at ", " is sent on")
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}, ForceAttemptHTTP2: true}, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	page := get(t, client, secure+"/sign-in")
	if page.StatusCode != http.StatusOK || page.Proto != "HTTP/2.0" || page.Header.Get("Strict-Transport-Security") == "" {
		t.Errorf("%s by %s with %q", page.Status, page.Proto, page.Header.Get("Strict-Transport-Security"))
	}
	old := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MaxVersion: tls.VersionTLS11}}} //nolint:gosec // that is what is refused
	if answer, err := old.Get(secure + "/sign-in"); err == nil {                                                               //nolint:noctx // a test's own server
		_ = answer.Body.Close()
		t.Error("an old TLS was spoken")
	}
	if on := get(t, client, plain+"/join?x=1"); on.StatusCode != http.StatusPermanentRedirect || on.Header.Get("Location") != "https://127.0.0.1/join?x=1" {
		t.Errorf("plain http led to %s %q", on.Status, on.Header.Get("Location"))
	}
	if form, err := client.Post(plain+"/sign-in", "text/plain", nil); err != nil || form.StatusCode != http.StatusUpgradeRequired { //nolint:noctx // a test's own server
		t.Errorf("a form by plain http: %v %v", form, err)
	} else {
		_ = form.Body.Close()
	}
	for _, base := range []string{plain, secure} {
		if got := get(t, client, base+challengePath+"token-1").StatusCode; got != http.StatusOK {
			t.Errorf("the challenge at %s: %d", base, got)
		}
		for _, bad := range []string{"absent", "..%2fcert.pem", "%2e%2e%2fkey.pem", ".hidden", ""} {
			if got := get(t, client, base+challengePath+bad).StatusCode; got == http.StatusOK {
				t.Errorf("%s led out of the folder", bad)
			}
		}
	}
	if code := stop(); code != 0 {
		t.Errorf("ended with %d:\n%s", code, out)
	}
}

func between(text, before, after string) string {
	_, rest, _ := strings.Cut(text, before)
	inside, _, _ := strings.Cut(rest, after)
	return inside
}

func TestARenewedCertificateCountsWithoutARestart(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	issue(t, cert, key, 1)
	now := time.Now()
	c, err := newCertificate(cert, key, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	number := func() int64 {
		one, err := c.get(nil)
		if err != nil {
			t.Fatal(err)
		}
		parsed, err := x509.ParseCertificate(one.Certificate[0])
		if err != nil {
			t.Fatal(err)
		}
		return parsed.SerialNumber.Int64()
	}
	later := func() {
		now = now.Add(lookEvery)
		for _, path := range []string{cert, key} {
			if err := os.Chtimes(path, now, now); err != nil {
				t.Fatal(err)
			}
		}
	}
	issue(t, cert, key, 2)
	later()
	if got := number(); got != 2 {
		t.Errorf("number %d counts, not the renewed one", got)
	}
	issue(t, cert, filepath.Join(dir, "other.pem"), 3) // a certificate without its key
	later()
	if got := number(); got != 2 {
		t.Errorf("number %d counts while the files do not fit", got)
	}
	issue(t, cert, key, 4)
	later()
	if got := number(); got != 4 {
		t.Errorf("number %d counts after they fit again", got)
	}
}

func TestWrongShellSettingsStopTheProgram(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	issue(t, cert, key, 1)
	for want, args := range map[string][]string{
		"belong together":         {"-tls-cert", cert},
		"cannot be used":          {"-tls-cert", key, "-tls-key", cert},
		"trusted-proxies":         {"-trusted-proxies", "10.0.0.0/8,everybody"},
		"the setting scan":        {"-scan", "clamav"},
		"the address that people": {"-secure", "-url", "trialogue.example.org"},
	} {
		out := &spoken{}
		all := append([]string{"serve", "-data", filepath.Join(t.TempDir(), "data"), "-addr", "127.0.0.1:0"}, args...)
		if code := run(t.Context(), env{args: all, stdin: strings.NewReader(""), stdout: out, stderr: out, getenv: func(string) string { return "" }}); code == 0 || !strings.Contains(out.String(), want) {
			t.Errorf("%v ended with %d and said %q", args, code, out)
		}
	}
}
