package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"time"

	"trialogue/internal/app"
)

const challengePath = "/.well-known/acme-challenge/"

// token is the name of a challenge: no dots and no slashes lead out of the folder.
var token = regexp.MustCompile(`^[A-Za-z0-9_-]{1,200}$`)

// challenges answers whoever gives out certificates and asks for a proof that
// this name is ours: a file that a program for certificates has put into the
// folder. Everything else goes on to next.
func challenges(folder string, next http.Handler) http.Handler {
	if folder == "" {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, asked := strings.CutPrefix(r.URL.Path, challengePath)
		if !asked || r.Method != http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		if !token.MatchString(name) {
			http.NotFound(w, r)
			return
		}
		text, err := fs.ReadFile(os.DirFS(folder), name)
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/plain")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		_, _ = w.Write(text) // a reader who has gone away is no error of ours
	})
}

// toSecure sends people who came by plain http to the same page by https. A
// form is not sent on: it has travelled in the open already.
func toSecure(url string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			http.Error(w, "Please come by https.", http.StatusUpgradeRequired)
			return
		}
		http.Redirect(w, r, strings.TrimSuffix(url, "/")+r.URL.RequestURI(), http.StatusPermanentRedirect)
	})
}

// listenRedirect serves what comes by plain http, where an address for it is set.
func listenRedirect(e env, a *app.App) (*http.Server, error) {
	server := &http.Server{
		Handler: challenges(a.Config.ACME, toSecure(a.Config.URL)), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 20 * time.Second, WriteTimeout: 20 * time.Second,
		MaxHeaderBytes: headerMost,
	}
	if a.Config.Redirect == "" {
		return server, nil
	}
	l, err := net.Listen("tcp", a.Config.Redirect)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(e.stdout, "Plain http at %s is sent on to %s\n", l.Addr(), a.Config.URL)
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			a.Log.Error("plain http is not sent on any more", "error", err.Error())
		}
	}()
	return server, nil
}
