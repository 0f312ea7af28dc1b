// Command trialogue is the whole program: it serves pages, keeps the records
// and proves them.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// env is what a subcommand gets from outside.
type env struct {
	args   []string
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	getenv func(string) string
}

// command is one subcommand. It returns the exit code.
type command struct {
	name, about string
	run         func(context.Context, env) int
}

func commands() []command {
	return []command{
		{"demo", "try it with invented people; nothing is kept unless -data says where", demoCommand},
		{"serve", "serve pages", serve},
		{"user", "make an account: the first administrator, professionals, or anybody else", userCommand},
		{"migrate", "bring the database to the shape that this program expects", migrateCommand},
		{"backup", "write a copy of the SQLite database while the service goes on", backupCommand},
		{"restore", "bring a backup back where no database is", restoreCommand},
		{"keys", "say how the keys are, change them, and keep a recovery key for a bad day", keysCommand},
		{"verify", "rebuild the whole record, or check one proof, and name the first broken place", verifyCommand},
		{"decide", "ask the sharing engine about cases in JSON", decideCommand},
		{"version", "print the version", version},
	}
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, env{args: os.Args[1:], stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		getenv: takeSecrets(os.Getenv, os.Unsetenv)})
	stop()
	os.Exit(code)
}

func run(ctx context.Context, e env) int {
	if len(e.args) > 0 {
		for _, c := range commands() {
			if c.name == e.args[0] {
				e.args = e.args[1:]
				return c.run(ctx, e)
			}
		}
	}
	fmt.Fprint(e.stderr, "Trialogue: a service user, carers and professionals as equals.\n\nUsage: trialogue COMMAND [flags]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(e.stderr, "  %-10s %s\n", c.name, c.about)
	}
	fmt.Fprint(e.stderr, "\nEach command explains its flags with -h.\n")
	return 2
}

func decideCommand(_ context.Context, e env) int { return decide(e.args, e.stdin, e.stdout, e.stderr) }

// failed prints what went wrong, once, in the operator's words.
func failed(e env, err error) int {
	fmt.Fprintln(e.stderr, "trialogue:", err)
	return 1
}
