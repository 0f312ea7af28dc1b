package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/config"
	"trialogue/internal/web"
)

func serve(ctx context.Context, e env) int {
	c, _, err := config.Parse("serve", e.args, e.getenv, e.stderr)
	if err != nil {
		return 2
	}
	a, err := app.New(ctx, c, app.Options{Log: logger(c, e)})
	if err != nil {
		return failed(e, err)
	}
	return listen(ctx, e, a, nil)
}

// graceful is how long open requests have to end.
const graceful = 8 * time.Second

// listen serves until it is told to stop. Then, in this order: the program says
// that it is not ready and ends the streams of open pages; it takes no new
// requests and lets open ones end; jobs that run end, or go back to the queue;
// metrics end; the database closes.
func listen(ctx context.Context, e env, a *app.App, demo web.Demo) int {
	l, err := net.Listen("tcp", a.Config.Addr)
	if err != nil {
		return failed(e, errors.Join(err, a.Close()))
	}
	l, scheme, err := secured(l, a)
	if err != nil {
		return failed(e, errors.Join(err, a.Close()))
	}
	beside, err := listenBeside(e, a)
	if err != nil {
		return failed(e, errors.Join(err, l.Close(), a.Close()))
	}
	working, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	workEnded := make(chan struct{})
	go func() { a.Work(working); close(workEnded) }()
	server := &http.Server{
		Handler: challenges(a.Config.ACME, a.Handler(demo)), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 60 * time.Second, WriteTimeout: 2 * time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: headerMost, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError), // it would name addresses
	}
	fmt.Fprintf(e.stdout, "Trialogue is at %s://%s\n", scheme, l.Addr())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err = <-ended:
		a.Stopping()
	case <-ctx.Done():
		a.Stopping()
		err = shutDown(ctx, server)
	}
	stopWork()
	<-workEnded
	if err = errors.Join(err, beside.Close(), a.Close()); err != nil {
		return failed(e, err)
	}
	return 0
}

// headerMost bounds what stands above the body of a request, in bytes.
const headerMost = 32 << 10

// secured speaks TLS on a listener, where a certificate is set. It closes the listener on an error.
func secured(l net.Listener, a *app.App) (net.Listener, string, error) {
	if a.Config.TLSCert == "" {
		return l, "http", nil
	}
	c, err := newCertificate(a.Config.TLSCert, a.Config.TLSKey, a.Now)
	if err != nil {
		return nil, "", errors.Join(err, l.Close())
	}
	return tls.NewListener(l, c.tlsConfig()), "https", nil
}

// besides are the small servers beside the pages.
type besides []*http.Server

// Close ends them.
func (b besides) Close() (err error) {
	for _, one := range b {
		err = errors.Join(err, one.Close())
	}
	return err
}

func listenBeside(e env, a *app.App) (b besides, err error) {
	for _, listen := range []func(env, *app.App) (*http.Server, error){listenMetrics, listenRedirect} {
		one, err := listen(e, a)
		if err != nil {
			return nil, errors.Join(err, b.Close())
		}
		b = append(b, one)
	}
	return b, nil
}

// shutDown lets open requests end, and cuts off those that do not.
func shutDown(ctx context.Context, server *http.Server) error {
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
	defer cancel()
	err := server.Shutdown(stop)
	if errors.Is(err, context.DeadlineExceeded) {
		err = server.Close()
	}
	return err
}

// listenMetrics serves numbers on an address of their own, where one is set.
func listenMetrics(e env, a *app.App) (*http.Server, error) {
	server := &http.Server{Handler: a.Metrics(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 20 * time.Second, WriteTimeout: 20 * time.Second, MaxHeaderBytes: headerMost}
	if a.Config.Metrics == "" {
		return server, nil
	}
	l, err := net.Listen("tcp", a.Config.Metrics)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(e.stdout, "Metrics are at http://%s/metrics\n", l.Addr())
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			a.Log.Error("metrics are not served any more", "error", err.Error())
		}
	}()
	return server, nil
}

func logger(c config.Config, e env) *slog.Logger {
	if c.JSONLogs {
		return slog.New(slog.NewJSONHandler(e.stderr, nil))
	}
	return slog.New(slog.NewTextHandler(e.stderr, nil))
}
