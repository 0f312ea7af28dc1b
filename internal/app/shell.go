package app

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"trialogue/internal/scan"
	"trialogue/internal/web"
)

// wireShell reads what stands around every request. A setting that means
// nothing stops the program: better now than at night.
func (a *App) wireShell() error {
	trusted, err := prefixes(a.Config.Proxies)
	if err != nil {
		return err
	}
	if (a.Config.TLSCert == "") != (a.Config.TLSKey == "") {
		return errors.New("tls-cert and tls-key belong together: set both or none")
	}
	a.shell = web.Shell{Trusted: trusted, PerSecond: a.Config.PerSecond, AtOnce: a.Config.AtOnce}
	if a.Config.Secure {
		u, err := url.Parse(a.Config.URL)
		if err != nil || u.Hostname() == "" {
			return fmt.Errorf("the setting url is the address that people know, such as https://trialogue.example.org, and not %q", a.Config.URL)
		}
		a.shell.Hosts = []string{strings.ToLower(u.Hostname())}
	}
	scanner, err := scan.New(a.Config.Scan)
	if err != nil || scanner == nil {
		return err
	}
	a.Scan = scanner
	return nil
}

// prefixes reads networks parted by commas; one address stands for itself.
func prefixes(list string) (out []netip.Prefix, err error) {
	for _, one := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		p, err := netip.ParsePrefix(one)
		if err != nil {
			a, addrErr := netip.ParseAddr(one)
			if addrErr != nil {
				return nil, fmt.Errorf("the setting trusted-proxies holds networks such as 10.1.0.0/16, and not %q", one)
			}
			p = netip.PrefixFrom(a, a.BitLen())
		}
		out = append(out, p.Masked())
	}
	return out, nil
}
