package main

import (
	"context"
	"errors"
	"os"
	"time"

	"trialogue/internal/app"
	"trialogue/internal/config"
	"trialogue/internal/demo"
)

// demo fills a database with invented people and serves it. Without -data all
// of it is gone when the command ends. No mail leaves it.
func demoCommand(ctx context.Context, e env) int {
	c, _, err := config.Parse("demo", e.args, e.getenv, e.stderr)
	if err != nil {
		return 2
	}
	if !given(e.args, "data") {
		dir, err := os.MkdirTemp("", "trialogue-demo-")
		if err != nil {
			return failed(e, err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		if c, _, err = config.Parse("demo", append([]string{"-data", dir}, e.args...), e.getenv, e.stderr); err != nil {
			return 2
		}
	}
	c.SMTP = "" // the addresses are invented too
	clock := demo.NewClock(time.Now)
	a, err := app.New(ctx, c, app.Options{Log: logger(c, e), Now: clock.Now})
	if err != nil {
		return failed(e, err)
	}
	d, err := demo.Fill(ctx, a, clock)
	if err != nil {
		return failed(e, errors.Join(err, a.Close()))
	}
	return listen(ctx, e, a, d)
}

// given reports whether a flag stands on the command line.
func given(args []string, name string) bool {
	for _, a := range args {
		if a == "-"+name || a == "--"+name || len(a) > len(name)+2 && (a[:len(name)+2] == "-"+name+"=" || a[1:] == "-"+name+"=") {
			return true
		}
	}
	return false
}
