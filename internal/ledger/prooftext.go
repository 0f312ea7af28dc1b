package ledger

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// proofMagic is the first line. Every wording below is part of the format:
// change a word and the number must rise, or old files can no longer be read.
const proofMagic = "trialogue-proof 1"

// Text returns the proof as a text file: what it says in words, then all that
// is needed to check it. [ParseProof] accepts exactly this spelling, so the
// words at the top cannot say something else than the fields below.
func (p Proof) Text() string {
	var b strings.Builder
	p.writeWords(&b)
	p.writeRecord(&b)
	p.writeChain(&b)
	p.writeTree(&b)
	return b.String()
}

func (p Proof) writeWords(b *strings.Builder) {
	r := p.Record
	when := time.UnixMicro(r.At).UTC().Format("Monday 2 January 2006, 3:04pm")
	fmt.Fprintln(b, proofMagic)
	fmt.Fprintln(b, "#")
	fmt.Fprintln(b, "# This file proves that one thing was written down, and that it was not changed since.")
	fmt.Fprintln(b, "#")
	fmt.Fprintf(b, "# What happened: %s.\n", r.Kind.words())
	fmt.Fprintf(b, "# When: %s (universal time; your clock may have shown another hour).\n", when)
	if r.Actor != "" {
		fmt.Fprintf(b, "# Who did it: the person with the number %q.\n", r.Actor)
	}
	if r.Person != "" {
		fmt.Fprintf(b, "# Whom it is about: the person with the number %q.\n", r.Person)
	}
	fmt.Fprintln(b, "#")
	fmt.Fprintln(b, "# Anybody who has the public key of the service can check this file.")
	fmt.Fprintln(b, "# Nobody has to ask the service for it. Keep the file as it is: if one letter")
	fmt.Fprintln(b, "# changes, the check says so. It names people by number, so choose well whom")
	fmt.Fprintln(b, "# you give it to.")
}

func (p Proof) writeRecord(b *strings.Builder) {
	r := p.Record
	fmt.Fprintln(b, "\n# 1. What was written down.")
	quoted(b, "triangle", r.Triangle)
	fmt.Fprintf(b, "row: %d\n", r.Seq)
	fmt.Fprintf(b, "time: %d\n", r.At)
	quoted(b, "kind", string(r.Kind))
	quoted(b, "actor", r.Actor)
	quoted(b, "person", r.Person)
	quoted(b, "entry", r.Entry)
	fmt.Fprintf(b, "version: %d\n", r.Version)
	quoted(b, "topic", r.Topic)
	quoted(b, "rule", r.Rule)
	quoted(b, "ground", r.Ground)
	for _, key := range slices.Sorted(maps.Keys(r.Extra)) {
		fmt.Fprintf(b, "extra: %s %s\n", strconv.Quote(key), strconv.Quote(r.Extra[key]))
	}
}

func (p Proof) writeChain(b *strings.Builder) {
	fmt.Fprintln(b, "\n# 2. How it is bound to everything that was written before it.")
	fmt.Fprintf(b, "salt: %s\n", p.Salt.Hex())
	fmt.Fprintf(b, "before: %s\n", p.Before)
	fmt.Fprintf(b, "chain: %s\n", p.Chain)
	fmt.Fprintln(b, "\n# 3. What was written after it, each thing hidden behind one number.")
	hashes(b, "after", p.After)
	fmt.Fprintf(b, "head: %s\n", p.Head)
}

func (p Proof) writeTree(b *strings.Builder) {
	fmt.Fprintln(b, "\n# 4. Where it stands among all that the service keeps.")
	fmt.Fprintf(b, "blinded: %s\n", p.Blinded)
	fmt.Fprintf(b, "leaf: %d\n", p.Leaf)
	hashes(b, "path", p.Path)
	fmt.Fprintln(b, "\n# 5. What the service signed and published.")
	fmt.Fprintln(b, "checkpoint:")
	b.WriteString(p.Checkpoint)
}

func quoted(b *strings.Builder, name, value string) {
	fmt.Fprintf(b, "%s: %s\n", name, strconv.Quote(value))
}

func hashes(b *strings.Builder, name string, list []Hash) {
	for _, h := range list {
		fmt.Fprintf(b, "%s: %s\n", name, h)
	}
}

// words says in plain words what happened. It belongs to the proof format.
func (k Kind) words() string {
	switch k {
	case Sighting:
		return "an entry was shown to somebody"
	case Unshown:
		return "somebody ran into a limit, and nothing was shown"
	case EntryWritten:
		return "somebody wrote an entry"
	case EntryCorrected:
		return "somebody corrected an entry"
	case Decision:
		return "somebody decided what may be shared"
	case ReleaseSigned:
		return "somebody signed that something may be told without agreement"
	case Told:
		return "something was told by phone or in person"
	case Exported:
		return "a copy left the service"
	case Erased:
		return "something was erased"
	default:
		return "something of the kind " + strconv.Quote(string(k)) + " was written down"
	}
}
