package main

import (
	"bufio"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"trialogue/internal/sharing"
	"trialogue/internal/sharing/casefile"
)

const decideUsage = `Usage: trialogue decide [-f FILE]

Reads one sharing case in JSON a line, from FILE or from standard input, and prints one answer in JSON a line. Nothing is
stored and nobody is told: a policy can be tried here before it touches anybody. A malformed case prints an error in its
place, and the command then ends with 1.
`

// longestCase is the length a line can have, without its line end.
const longestCase = 1 << 20

// decide runs the sharing engine over cases. It returns the exit code: 1 where a case was malformed or could not be
// read or answered, 2 where the command was called wrongly.
func decide(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("decide", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() { fmt.Fprint(stderr, decideUsage) }
	file := flags.String("f", "", "")
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if flags.NArg() > 0 {
		flags.Usage()
		return 2
	}
	if *file != "" {
		f, err := os.Open(*file)
		if err != nil {
			fmt.Fprintln(stderr, "decide:", err)
			return 1
		}
		defer f.Close()
		stdin = f
	}
	sound, err := decideLines(stdin, stdout)
	if err != nil {
		fmt.Fprintln(stderr, "decide:", err)
	}
	if err != nil || !sound {
		return 1
	}
	return 0
}

// decideLines answers each line in turn and reports whether all were sound.
func decideLines(in io.Reader, out io.Writer) (sound bool, err error) {
	r := bufio.NewReaderSize(in, longestCase+len("\r\n"))
	w := bufio.NewWriter(out)
	sound = true
	for {
		line, fits, err := nextLine(r)
		if err != nil && !errors.Is(err, io.EOF) {
			return false, errors.Join(err, w.Flush())
		}
		if len(bytes.TrimSpace(line)) > 0 || !fits {
			answer, wellFormed := decideLine(line, fits)
			sound = sound && wellFormed
			if _, err := w.Write(answer); err != nil {
				return false, err
			}
		}
		if err != nil {
			return sound, w.Flush()
		}
		// Whoever types a case by hand, or feeds one after another, gets each answer before the next question.
		if r.Buffered() == 0 {
			if err := w.Flush(); err != nil {
				return false, err
			}
		}
	}
}

// nextLine reads to the end of a line. Of one that is too long it gives the beginning and leaves out the rest.
func nextLine(r *bufio.Reader) (line []byte, fits bool, err error) {
	line, err = r.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
		return line, len(line) <= longestCase, err
	}
	line = bytes.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		_, err = r.ReadSlice('\n')
	}
	return line, false, err
}

func decideLine(line []byte, fits bool) (answer []byte, sound bool) {
	if !fits {
		return casefile.Error(casefile.Name(line), errLongCase), false
	}
	c, err := casefile.Parse(line)
	if err != nil {
		return casefile.Error(c.Name, err), false
	}
	a := sharing.Decide(c.Now, &c.Triangle, &c.Item, c.Request)
	e := sharing.Explain(c.Now, &c.Triangle, &c.Item, c.Request, a)
	return casefile.Answer(c.Name, a, e), true
}

var errLongCase = fmt.Errorf("%w: line is longer than 1 MiB", sharing.ErrMalformed)
