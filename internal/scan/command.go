package scan

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
)

// command hands the file to a program on its standard input. The program ends
// with 0 for clean and 1 for harmful; anything else means that it could not look.
type command struct{ path string }

func (c command) Clean(ctx context.Context, body []byte) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	run := exec.CommandContext(ctx, c.path) //nolint:gosec // the operator's own setting
	run.Stdin, run.Env = bytes.NewReader(body), []string{}
	run.WaitDelay = patience / 10
	err := run.Run()
	var ended *exec.ExitError
	switch {
	case err == nil:
		return true, nil
	case ctx.Err() == nil && errors.As(err, &ended) && ended.ExitCode() == 1:
		return false, nil
	}
	return false, fmt.Errorf("the program that scans files could not look: %w", err)
}
