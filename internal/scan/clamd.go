package scan

import (
	"bufio"
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"strings"
	"time"
)

// clamd speaks with ClamAV's daemon: the file in pieces, each with its length
// before it, then one line of answer.
type clamd struct{ network, address string }

// piece is how much goes into one piece; answerMost is the longest answer.
const (
	piece      = 64 << 10
	answerMost = 4 << 10
)

func (c clamd) Clean(ctx context.Context, body []byte) (bool, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	conn, err := (&net.Dialer{}).DialContext(ctx, c.network, c.address)
	if err != nil {
		return false, fmt.Errorf("the virus scanner does not answer: %w", err)
	}
	defer func() { _ = conn.Close() }() // the answer is read, or there is an error already
	if end, ok := ctx.Deadline(); ok {
		if err := conn.SetDeadline(end); err != nil {
			return false, err
		}
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.SetDeadline(time.Unix(1, 0)) })
	defer stop()
	if err := stream(conn, body); err != nil {
		return false, fmt.Errorf("the virus scanner did not take the file: %w", err)
	}
	return verdict(conn)
}

func stream(w io.Writer, body []byte) error {
	if _, err := io.WriteString(w, "zINSTREAM\x00"); err != nil {
		return err
	}
	for len(body) > 0 {
		n := min(piece, len(body))
		if _, err := w.Write(append(binary.BigEndian.AppendUint32(nil, uint32(n)), body[:n]...)); err != nil {
			return err
		}
		body = body[n:]
	}
	_, err := w.Write(make([]byte, 4)) // a piece of no length ends the file
	return err
}

// verdict reads the answer. Only "OK" is a yes.
func verdict(r io.Reader) (bool, error) {
	line, err := bufio.NewReader(io.LimitReader(r, answerMost)).ReadString(0)
	if err != nil {
		return false, fmt.Errorf("the virus scanner gave no whole answer: %w", err)
	}
	switch answer := strings.TrimRight(line, "\x00\n"); {
	case answer == "stream: OK":
		return true, nil
	case strings.HasSuffix(answer, " FOUND"):
		return false, nil
	default:
		return false, fmt.Errorf("the virus scanner answered %q", answer)
	}
}
