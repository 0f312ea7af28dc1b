package main

import (
	"context"
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

// listen serves until it is told to stop, and then stops in this order: no new
// requests, open requests end, jobs end, the database closes.
func listen(ctx context.Context, e env, a *app.App, demo web.Demo) int {
	l, err := net.Listen("tcp", a.Config.Addr)
	if err != nil {
		return failed(e, errors.Join(err, a.Close()))
	}
	server := &http.Server{Handler: a.Handler(demo), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute}
	fmt.Fprintf(e.stdout, "Trialogue is at http://%s\n", l.Addr())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err = <-ended:
	case <-ctx.Done():
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), graceful)
		err = server.Shutdown(stop)
		cancel()
	}
	if errors.Is(err, http.ErrServerClosed) {
		err = nil
	}
	if err = errors.Join(err, a.Close()); err != nil {
		return failed(e, err)
	}
	return 0
}

func logger(c config.Config, e env) *slog.Logger {
	if c.JSONLogs {
		return slog.New(slog.NewJSONHandler(e.stderr, nil))
	}
	return slog.New(slog.NewTextHandler(e.stderr, nil))
}
