// Package scan asks a virus scanner about a file before it is kept. It knows
// bytes and scanners; it never knows whose file it is.
package scan

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

// Scanner looks at the bytes of one file. An error means that nobody could
// look, and then the file must not be taken either.
type Scanner interface {
	Clean(ctx context.Context, body []byte) (bool, error)
}

// patience is how long a scanner has for one file.
const patience = 20 * time.Second

// New makes the scanner of a setting: "clamd:/run/clamav/clamd.ctl",
// "clamd:127.0.0.1:3310", or "command:/path/to/program". An empty setting is
// no scanner, and nil.
func New(setting string) (Scanner, error) {
	kind, where, _ := strings.Cut(setting, ":")
	switch {
	case setting == "":
		return nil, nil
	case kind == "clamd" && strings.HasPrefix(where, "/"):
		return clamd{network: "unix", address: where}, nil
	case kind == "clamd" && strings.Contains(where, ":"):
		return clamd{network: "tcp", address: where}, nil
	case kind == "command" && filepath.IsAbs(where):
		return command{path: where}, nil
	}
	return nil, fmt.Errorf("the setting scan is clamd:/path/of/socket, clamd:host:port or command:/path/of/program, and not %q", setting)
}
