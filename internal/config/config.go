// Package config reads settings: a flag wins over TRIALOGUE_… in the
// environment, which wins over a file of NAME = VALUE lines. Absent settings work.
package config

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Config is everything an operator can set. The zero value of each is useful.
type Config struct {
	Data      string        // folder of the database, the keys and the file of settings
	Database  string        // a file, or postgres://…
	MasterKey string        // where the master key lives: a file, file:…, env, or vault:https://…
	Secret    string        // the master key itself, where it came in the environment; never a flag
	Spare     string        // a second master key from the environment; never a flag
	Masters   string        // other places of master keys that are still, or already, needed
	VaultCA   string        // file of certificates of the key service
	VaultName string        // namespace at the key service
	VaultAuth string        // file of the token for the key service
	KeysKept  time.Duration // how long open data keys stay in memory; 0 is for ever
	Addr      string        // where pages are served
	Metrics   string        // where metrics are served; empty serves none
	URL       string        // the address people know, for mails: https://…
	Secure    bool          // cookies for https alone; set behind TLS
	TLSCert   string        // file of the certificate and its chain; empty speaks plain http
	TLSKey    string        // file of the certificate's key
	Redirect  string        // address on which plain http is sent on to https; empty for none
	ACME      string        // folder in which a program for certificates puts its challenges; empty for none
	Proxies   string        // networks of trusted proxies, parted by commas
	PerSecond int           // requests from one address, on average; 0 for no bound
	AtOnce    int           // requests answered at the same time; 0 for no bound
	Scan      string        // scanner for files, see package scan; empty for none
	SMTP      string        // host:port of the mail server; empty sends no mail
	SMTPUser  string
	SMTPPass  string
	SMTPTLS   string // must, may or none; empty is must
	MailFrom  string
	Origin    string // name of the ledger's log, such as trialogue.example.org/log
	LogKey    string // file of the key that signs checkpoints
	Pages     string // folder of library pages of this service; empty for none
	Providers string // file of the organisations that vouch for people; empty for none
	JSONLogs  bool
}

// Flags declares the settings on a flag set.
func (c *Config) Flags(f *flag.FlagSet) {
	f.StringVar(&c.Data, "data", "", "folder of the database and the keys (default: trialogue-data)")
	f.StringVar(&c.Database, "database", "", "file of the SQLite database, or postgres://… (default: trialogue.db in -data)")
	f.StringVar(&c.MasterKey, "master-key", "", "where the master key lives: a file, env, or vault:https://host:8200/transit/keys/NAME (default: master.key in -data)")
	f.StringVar(&c.Masters, "other-master-keys", "", "other places of master keys, parted by commas, while you move from one to another")
	f.StringVar(&c.VaultAuth, "vault-token-file", "", "file of the token for the key service")
	f.StringVar(&c.VaultCA, "vault-ca", "", "file of certificates to trust at the key service; without it the system's")
	f.StringVar(&c.VaultName, "vault-namespace", "", "namespace at the key service")
	f.DurationVar(&c.KeysKept, "keys-kept", 0, "how long open data keys stay in memory, such as 15m; 0 is as long as the program runs")
	f.StringVar(&c.Addr, "addr", "127.0.0.1:8080", "address to serve pages on")
	f.StringVar(&c.Metrics, "metrics-addr", "", "address to serve Prometheus metrics on; empty serves none")
	f.StringVar(&c.URL, "url", "", "the address people know, for links in mails")
	f.BoolVar(&c.Secure, "secure", false, "cookies for https alone; set it behind TLS")
	f.StringVar(&c.TLSCert, "tls-cert", "", "file of the certificate and its chain; empty speaks plain http, for a proxy")
	f.StringVar(&c.TLSKey, "tls-key", "", "file of the key of the certificate")
	f.StringVar(&c.Redirect, "redirect-addr", "", "address on which plain http is sent on to https; empty for none")
	f.StringVar(&c.ACME, "acme-challenges", "", "folder in which a program for certificates puts its challenges; empty for none")
	f.StringVar(&c.Proxies, "trusted-proxies", "", "networks of proxies whose word on a browser's address counts, such as 127.0.0.1/32,10.1.0.0/16")
	f.IntVar(&c.PerSecond, "requests-per-second", 50, "requests that one address may send a second, on average; 0 for no bound")
	f.IntVar(&c.AtOnce, "requests-at-once", 512, "requests that are answered at the same time; 0 for no bound")
	f.StringVar(&c.Scan, "scan", "", "scanner for files: clamd:/path/of/socket, clamd:host:port or command:/path/of/program")
	f.StringVar(&c.SMTP, "smtp", "", "host:port of the mail server; empty sends no mail")
	f.StringVar(&c.SMTPUser, "smtp-user", "", "name at the mail server")
	f.StringVar(&c.SMTPPass, "smtp-password", "", "password at the mail server; better set in the environment")
	f.StringVar(&c.SMTPTLS, "smtp-tls", "must", "TLS to the mail server: must, may or none; port 465 speaks it at once")
	f.StringVar(&c.MailFrom, "mail-from", "", "sender of mails")
	f.StringVar(&c.Origin, "log-origin", "trialogue.invalid/log", "name of the ledger's log")
	f.StringVar(&c.LogKey, "log-key", "", "file of the key that signs checkpoints (default: log.key in -data)")
	f.StringVar(&c.Pages, "pages", "", "folder with library pages of this service")
	f.StringVar(&c.Providers, "providers", "", "file of the OpenID Connect providers (default: providers.json in -data, where there is one)")
	f.BoolVar(&c.JSONLogs, "log-json", false, "write logs as JSON")
}

// Parse reads flags, environment and file, and fills in what follows from others.
func Parse(name string, args []string, environ func(string) string, out io.Writer) (Config, []string, error) {
	var c Config
	f := flag.NewFlagSet(name, flag.ContinueOnError)
	f.SetOutput(out)
	c.Flags(f)
	file := f.String("config", "", "file with NAME = VALUE lines (default: trialogue.conf in -data, where there is one)")
	if err := f.Parse(args); err != nil {
		return c, nil, err
	}
	if err := c.rest(f, file, environ); err != nil {
		fmt.Fprintln(out, err) // as the flags have said what is wrong with them
		return c, nil, err
	}
	return c, f.Args(), nil
}

// rest fills in what no flag has set.
func (c *Config) rest(f *flag.FlagSet, file *string, environ func(string) string) error {
	environ, err := c.takeSecret(environ)
	if err != nil {
		return err
	}
	if err := fill(f, environ); err != nil {
		return err
	}
	c.derive()
	path, must := *file, *file != ""
	if !must {
		path = filepath.Join(c.Data, "trialogue.conf")
	}
	if err := fillFile(f, path, must); err != nil {
		return err
	}
	if err := c.placeMaster(f); err != nil {
		return err
	}
	c.derive()
	return nil
}

// fill sets from the environment what no flag has set.
func fill(f *flag.FlagSet, environ func(string) string) error {
	given := map[string]bool{}
	f.Visit(func(one *flag.Flag) { given[one.Name] = true })
	var err error
	f.VisitAll(func(one *flag.Flag) {
		name := "TRIALOGUE_" + strings.ToUpper(strings.ReplaceAll(one.Name, "-", "_"))
		value := environ(name)
		if value == "" || given[one.Name] {
			return
		}
		if setErr := f.Set(one.Name, value); setErr != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", name, setErr))
		}
	})
	return err
}

// fillFile sets from a file what neither flag nor environment has set.
func fillFile(f *flag.FlagSet, path string, must bool) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) && !must {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // only read
	given := map[string]bool{}
	f.Visit(func(one *flag.Flag) { given[one.Name] = true })
	lines := bufio.NewScanner(file)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		name = strings.TrimSpace(name)
		if !ok || f.Lookup(name) == nil {
			return fmt.Errorf("%s, line %d: %q is not a setting", path, n, name)
		}
		if given[name] {
			continue
		}
		if err := f.Set(name, strings.TrimSpace(value)); err != nil {
			return fmt.Errorf("%s, line %d: %w", path, n, err)
		}
	}
	return lines.Err()
}

// derive fills in what follows from the data folder.
func (c *Config) derive() {
	if c.Data == "" {
		c.Data = "trialogue-data"
	}
	for _, one := range []struct {
		field *string
		name  string
	}{{&c.Database, "trialogue.db"}, {&c.LogKey, "log.key"}} {
		if *one.field == "" {
			*one.field = filepath.Join(c.Data, one.name)
		}
	}
	if c.TLSCert != "" {
		c.Secure = true
	}
	if c.URL == "" {
		c.URL = c.scheme() + c.Addr
	}
}

func (c *Config) scheme() string {
	if c.TLSCert != "" {
		return "https://"
	}
	return "http://"
}
