package engine

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

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
	e := &sqliteEngine{path: path, hook: opt.Hook}
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
	// synchronous FULL: what was acknowledged survives a power cut.
	e.db, err = sql.Open("sqlite", dsn(e.path, "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "secure_delete(1)", "wal_autocheckpoint(2000)"))
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
	}
	return nil
}

func (e *sqliteEngine) Dialect() Dialect { return SQLite }

func (e *sqliteEngine) View(ctx context.Context, fn func(*Tx) error) error {
	var conn *preparedConn
	select {
	case conn = <-e.readers:
	case <-ctx.Done():
		return errs.E(errs.Unavailable, "engine.View", "", ctx.Err())
	}
	defer func() { e.readers <- conn }()
	if err := conn.run(ctx, "BEGIN"); err != nil {
		return classify(err)
	}
	defer func() { _ = conn.run(context.WithoutCancel(ctx), "ROLLBACK") }()
	return fn(&Tx{conn: conn, dialect: SQLite, hook: e.hook})
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
	if _, err := os.Stat(path); err == nil {
		return errs.E(errs.Conflict, "engine.Backup", "", fmt.Errorf("%s exists already", path))
	}
	// Not in a transaction: VACUUM INTO takes its own consistent view.
	if _, err := e.readDB.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return classify(err)
	}
	return os.Chmod(path, 0o600)
}

func (e *sqliteEngine) Close() error {
	var all []error
	if e.writer != nil {
		all = append(all, e.writer.stop())
	}
	for _, db := range []*sql.DB{e.readDB, e.db} {
		if db != nil {
			all = append(all, db.Close())
		}
	}
	return errors.Join(all...)
}
