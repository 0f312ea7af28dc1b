package engine

import (
	"context"
	"database/sql"
	"errors"
)

// preparedConn is one connection that remembers the statements it has prepared.
// One goroutine uses it at a time.
type preparedConn struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

// keepStatements bounds the memory of a connection; statements are few and fixed.
const keepStatements = 400

func newPreparedConn(c *sql.Conn) *preparedConn {
	return &preparedConn{conn: c, stmts: map[string]*sql.Stmt{}}
}

func (c *preparedConn) stmt(ctx context.Context, q string) (*sql.Stmt, error) {
	if s, ok := c.stmts[q]; ok {
		return s, nil
	}
	s, err := c.conn.PrepareContext(context.WithoutCancel(ctx), q)
	if err != nil {
		return nil, err
	}
	if len(c.stmts) >= keepStatements {
		for old, stmt := range c.stmts {
			_ = stmt.Close()
			delete(c.stmts, old)
		}
	}
	c.stmts[q] = s
	return s, nil
}

func (c *preparedConn) exec(ctx context.Context, q string, args []any) (sql.Result, error) {
	s, err := c.stmt(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (c *preparedConn) query(ctx context.Context, q string, args []any) (*sql.Rows, error) {
	s, err := c.stmt(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (c *preparedConn) run(ctx context.Context, q string) error {
	_, err := c.exec(ctx, q, nil)
	return err
}

func (c *preparedConn) close() error {
	for q, s := range c.stmts {
		_ = s.Close()
		delete(c.stmts, q)
	}
	if err := c.conn.Close(); !errors.Is(err, sql.ErrConnDone) {
		return err
	}
	return nil // closed before
}
