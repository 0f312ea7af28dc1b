package pgtest

import (
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"
)

// Shape is a database that is prepared once a process and copied for each test
// that wants one like it. The zero Shape is ready to use.
type Shape struct {
	once sync.Once
	name string
	err  error
}

// URL returns the address of a fresh copy, which is dropped when tb ends.
// prepare runs once, and must have closed all its connections when it returns.
func (s *Shape) URL(tb testing.TB, prepare func(address string) error) string {
	tb.Helper()
	address := addressOf(tb)
	s.once.Do(func() {
		s.name = "trialogue_shape_" + strings.ReplaceAll(uuid.NewString(), "-", "")
		if s.err = run(address, "CREATE DATABASE "+s.name+" TEMPLATE template0"); s.err != nil {
			return
		}
		parsed, err := url.Parse(address)
		if err != nil {
			s.err = err
			return
		}
		parsed.Path = "/" + s.name
		s.err = prepare(parsed.String())
	})
	if s.err != nil {
		tb.Fatalf("PostgreSQL: %v", s.err)
	}
	return copyOf(tb, address, s.name)
}

// addressOf is the address of a server, or the end of the test.
func addressOf(tb testing.TB) string {
	tb.Helper()
	if address := os.Getenv(ServerVariable); address != "" {
		return address
	}
	own, err := ownServer()
	if err != nil {
		tb.Fatalf("This test needs PostgreSQL: %v\n"+
			"Run scripts/setup (or 'apt-get install postgresql'), or set %s to the address of a server "+
			"on which databases may be created.", err, ServerVariable)
	}
	return own.address
}

func copyOf(tb testing.TB, address, template string) string {
	tb.Helper()
	database, err := create(tb, address, template)
	if err != nil {
		tb.Fatalf("PostgreSQL: %v", err)
	}
	return database
}
