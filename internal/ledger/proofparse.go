package ledger

import (
	"fmt"
	"strconv"
	"strings"
)

// ParseProof reads a proof file. It forgives line ends and a byte order mark
// that a mail program put in, and nothing else. Errors wrap [ErrProofFile].
// A proof that can be read is not yet proved: see [Proof.Check].
func ParseProof(file string) (Proof, error) {
	file = strings.ReplaceAll(strings.TrimPrefix(file, "\ufeff"), "\r\n", "\n")
	body, checkpoint, found := strings.Cut(file, "\ncheckpoint:\n")
	if !found {
		return Proof{}, fmt.Errorf("%w: it has no checkpoint", ErrProofFile)
	}
	s := &proofScanner{lines: strings.Split(body, "\n")}
	if !strings.HasPrefix(file, proofMagic+"\n") {
		return Proof{}, fmt.Errorf("%w: its first line is not %q", ErrProofFile, proofMagic)
	}
	s.lines = s.lines[1:]
	p := Proof{Record: s.record()}
	p.Salt = Salt(s.hash("salt"))
	p.Before, p.Chain = s.hash("before"), s.hash("chain")
	p.After = s.hashes("after")
	p.Head, p.Blinded, p.Leaf = s.hash("head"), s.hash("blinded"), s.number("leaf")
	p.Path = s.hashes("path")
	p.Checkpoint = checkpoint
	if s.err != nil {
		return Proof{}, s.err
	}
	if p.Text() != file {
		return Proof{}, fmt.Errorf("%w: something was added to it, or its explanation was changed", ErrProofFile)
	}
	return p, nil
}

// proofScanner takes fields in their order; after the first error it yields zeros.
type proofScanner struct {
	lines []string
	err   error
}

func (s *proofScanner) record() Record {
	r := Record{
		Triangle: s.text("triangle"), Seq: s.number("row"), At: s.number("time"), Kind: Kind(s.text("kind")),
		Actor: s.text("actor"), Person: s.text("person"), Entry: s.text("entry"), Version: int(s.number("version")),
		Topic: s.text("topic"), Rule: s.text("rule"), Ground: s.text("ground"),
	}
	for s.next("extra") {
		pair := s.value("extra")
		key, err := strconv.QuotedPrefix(pair)
		if err != nil {
			s.fail("extra")
			break
		}
		if r.Extra == nil {
			r.Extra = map[string]string{}
		}
		r.Extra[s.unquote("extra", key)] = s.unquote("extra", strings.TrimPrefix(pair[len(key):], " "))
	}
	return r
}

func (s *proofScanner) fail(field string) {
	if s.err == nil {
		s.err = fmt.Errorf("%w: the line %q is missing or damaged", ErrProofFile, field)
	}
}

// next skips explanations and reports whether the next field has this name.
func (s *proofScanner) next(name string) bool {
	for len(s.lines) > 0 && (s.lines[0] == "" || s.lines[0][0] == '#') {
		s.lines = s.lines[1:]
	}
	return s.err == nil && len(s.lines) > 0 && strings.HasPrefix(s.lines[0], name+": ")
}

func (s *proofScanner) value(name string) string {
	if !s.next(name) {
		s.fail(name)
		return ""
	}
	line := s.lines[0]
	s.lines = s.lines[1:]
	return line[len(name)+2:]
}

func (s *proofScanner) unquote(name, value string) string {
	plain, err := strconv.Unquote(value)
	if err != nil {
		s.fail(name)
	}
	return plain
}

func (s *proofScanner) text(name string) string { return s.unquote(name, s.value(name)) }

func (s *proofScanner) number(name string) int64 {
	n, err := strconv.ParseInt(s.value(name), 10, 64)
	if err != nil {
		s.fail(name)
	}
	return n
}

func (s *proofScanner) hash(name string) Hash {
	h, err := ParseHash(s.value(name))
	if err != nil {
		s.fail(name)
	}
	return h
}

func (s *proofScanner) hashes(name string) []Hash {
	var list []Hash
	for s.next(name) {
		list = append(list, s.hash(name))
	}
	return list
}
