package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	_ "modernc.org/sqlite" // the driver registers itself

	"trialogue/internal/errs"
)

// sqliteEngine has one writing connection, owned by one goroutine, and a few
// that only read. Every commit is on the disk before anybody is told of it.
type sqliteEngine struct {
	path    string
	db      *sql.DB
	readDB  *sql.DB
	readers chan *preparedConn
	writer  *writer
	hook    func(string) error
	opened  int // readers
	closing sync.Once
	closed  chan struct{}
}

func openSQLite(ctx context.Context, path string, opt Options) (Engine, error) {
	if strings.HasPrefix(path, "file:") || path == "" || strings.Contains(path, ":memory:") {
		return nil, errs.E(errs.Invalid, "engine.Open", "", fmt.Errorf("-database takes the name of a file or postgres://…, not %q", path))
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	if err := privateFile(path); err != nil {
		return nil, err
	}
	e := &sqliteEngine{path: path, hook: opt.Hook, closed: make(chan struct{})}
	if err := e.open(ctx, opt.Readers); err != nil {
		return nil, errors.Join(classify(err), e.Close())
	}
	return e, nil
}

// privateFile makes a new database readable by its owner alone.
func privateFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	return f.Close()
}

// dsn holds every pragma, since a pragma set later is lost with its connection.
func dsn(path string, pragmas ...string) string {
	v := url.Values{}
	for _, p := range append([]string{"busy_timeout(5000)"}, pragmas...) {
		v.Add("_pragma", p)
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + v.Encode()
}

func (e *sqliteEngine) open(ctx context.Context, readers int) error {
	if readers == 0 {
		readers = 4
	}
	var err error
	// synchronous FULL: what was acknowledged survives a power cut. Recursive
	// triggers: without them REPLACE takes a row away behind the back of its trigger.
	e.db, err = sql.Open("sqlite", dsn(e.path, "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "recursive_triggers(1)",
		"secure_delete(1)", "wal_autocheckpoint(2000)"))
	if err != nil {
		return err
	}
	conn, err := e.db.Conn(ctx)
	if err != nil {
		return err
	}
	e.writer = startWriter(newPreparedConn(conn), e.hook)
	e.readDB, err = sql.Open("sqlite", dsn(e.path, "query_only(1)", "foreign_keys(1)"))
	if err != nil {
		return err
	}
	e.readers = make(chan *preparedConn, readers)
	for range readers {
		c, err := e.readDB.Conn(ctx)
		if err != nil {
			return err
		}
		e.readers <- newPreparedConn(c)
		e.opened++
	}
	return nil
}

func (e *sqliteEngine) Dialect() Dialect { return SQLite }

func (e *sqliteEngine) View(ctx context.Context, fn func(*Tx) error) error {
	var conn *preparedConn
	select {
	case conn = <-e.readers:
	case <-e.closed:
		return errs.E(errs.Unavailable, "engine.View", "", errors.New("database is closed"))
	case <-ctx.Done():
		return errs.E(errs.Unavailable, "engine.View", "", ctx.Err())
	}
	defer func() { e.readers <- conn }()
	// Begin and end are not cut short: half a BEGIN would spoil the connection for the next.
	whole := context.WithoutCancel(ctx)
	if err := conn.run(whole, "BEGIN"); err != nil {
		return classify(err)
	}
	defer func() { _ = conn.run(whole, "ROLLBACK") }()
	return call(fn, &Tx{conn: conn, dialect: SQLite, hook: e.hook})
}

func (e *sqliteEngine) Update(ctx context.Context, fn func(*Tx) error) error {
	return e.writer.do(ctx, fn)
}

// UpdateScope needs no lock of its own: there is one writer.
func (e *sqliteEngine) UpdateScope(ctx context.Context, _ string, fn func(*Tx) error) error {
	return e.writer.do(ctx, fn)
}

func (e *sqliteEngine) Ping(ctx context.Context) error {
	return e.View(ctx, func(t *Tx) error {
		var one int
		return t.Row(ctx, []any{&one}, "SELECT 1")
	})
}

func (e *sqliteEngine) Backup(ctx context.Context, path string) error {
	// The file is there first, and its owner's alone: VACUUM INTO fills an empty one.
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return errs.E(errs.Conflict, "engine.Backup", "", fmt.Errorf("%s exists already", path))
	}
	if err != nil {
		return err
	}
	// Not in a transaction: VACUUM INTO takes its own consistent view. Not on a
	// reading connection either: those may write no file at all.
	_, err = e.db.ExecContext(ctx, "VACUUM INTO ?", path)
	if err = errors.Join(classify(err), f.Sync(), f.Close()); err != nil {
		_ = os.Remove(path)
	}
	return err
}

// Close waits for what is under way, and ends everything.
func (e *sqliteEngine) Close() error {
	var all []error
	e.closing.Do(func() {
		close(e.closed)
		if e.writer != nil {
			all = append(all, e.writer.stop())
		}
		for range e.opened {
			all = append(all, (<-e.readers).close())
		}
		for _, db := range []*sql.DB{e.readDB, e.db} {
			if db != nil {
				all = append(all, db.Close())
			}
		}
	})
	return errors.Join(all...)
}
