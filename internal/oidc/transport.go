package oidc

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"syscall"
	"time"
)

// answerMost bounds an answer of a provider, in bytes, after unpacking.
const answerMost = 1 << 20

// errTooLarge and errInside are why a call is cut off.
var (
	errTooLarge = errors.New("oidc: the answer is too large")
	errInside   = errors.New("oidc: the address lies inside a network, and the settings do not name its host")
)

// newClient makes what speaks with one provider. It follows no redirect, knows
// no proxy, and goes to an address inside a network only where the operator
// named the host: what a provider says of itself must not lead us to a
// neighbour.
func newClient(trusted []string, wait time.Duration) *http.Client {
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		d := net.Dialer{Timeout: wait / 2}
		if host, _, err := net.SplitHostPort(address); err != nil || !slices.Contains(trusted, host) {
			d.Control = outsideOnly
		}
		return d.DialContext(ctx, network, address)
	}
	return &http.Client{
		Timeout: wait,
		Transport: bounded{&http.Transport{
			DialContext: dial, TLSHandshakeTimeout: wait / 2, ResponseHeaderTimeout: wait, MaxResponseHeaderBytes: 64 << 10,
			MaxIdleConnsPerHost: 2, IdleConnTimeout: 30 * time.Second, ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12},
		}},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// outsideOnly refuses addresses that only a machine inside can reach.
func outsideOnly(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return errInside
	}
	ip := at.Addr().Unmap()
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || carrierGrade.Contains(ip) {
		return errInside
	}
	return nil
}

// carrierGrade is shared by the customers of one network.
var carrierGrade = netip.MustParsePrefix("100.64.0.0/10")

// bounded cuts off what is too large.
type bounded struct{ next http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.next.RoundTrip(r)
	if err == nil {
		answer.Body = &boundedBody{ReadCloser: answer.Body, left: answerMost}
	}
	return answer, err
}

type boundedBody struct {
	io.ReadCloser
	left int
}

func (b *boundedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if b.left -= n; b.left < 0 {
		return 0, errTooLarge
	}
	return n, err
}
