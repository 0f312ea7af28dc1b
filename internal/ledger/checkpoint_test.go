package ledger

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

func TestTreeAgreesWithOneLeafAtATime(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		many, one := newWorld(t), newWorld(t)
		whole, single := OpenTree(0, many), OpenTree(0, one)
		for range rapid.IntRange(0, 6).Draw(rt, "batches") {
			var batch []Hash
			for range rapid.IntRange(0, 9).Draw(rt, "leaves") {
				leaf := Hash(saltOf(string(rune(single.Size()))))
				batch = append(batch, leaf)
				must(t, single.Append(leaf))
			}
			must(t, whole.Append(batch...))
		}
		a, errA := whole.Root()
		b, errB := single.Root()
		if errA != nil || errB != nil || a != b || whole.Size() != single.Size() || len(many.hashes) != len(one.hashes) {
			rt.Fatalf("%d leaves: %s and %s, %v %v", whole.Size(), a, b, errA, errB)
		}
	})
}

type noStore struct{ *world }

func (noStore) StoreHashes(int64, []tlog.Hash) error { return errDisk }

func TestTreeErrors(t *testing.T) {
	w := newWorld(t)
	tree := OpenTree(0, noStore{w})
	if err := tree.Append(Hash{1}); !errors.Is(err, errDisk) || tree.Size() != 0 {
		t.Errorf("not stored: %v, size %d", err, tree.Size())
	}
	lost := OpenTree(1, w) // says one leaf, stores none
	if err := lost.Append(Hash{1}); !errors.Is(err, ErrMissing) {
		t.Errorf("lost hash: %v", err)
	}
	if _, err := lost.Root(); !errors.Is(err, ErrMissing) {
		t.Errorf("lost root: %v", err)
	}
	if _, err := SignNext(lost, Checkpoint{}, w.signer); !errors.Is(err, ErrMissing) {
		t.Errorf("signed a lost tree: %v", err)
	}
	if err := OpenTree(1, &failing{world: w, left: 1, short: true}).Append(Hash{1}); !errors.Is(err, errShort) {
		t.Errorf("short read: %v", err)
	}
}

func TestEmptyTreeHasTheRootOfNothing(t *testing.T) {
	root, err := OpenTree(0, newWorld(t)).Root()
	must(t, err)
	if root.String() != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Fatal(root)
	}
}

// The text of the specification's own example.
const example = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"

func TestCheckpointText(t *testing.T) {
	c, err := ParseCheckpoint(example)
	must(t, err)
	if c.Origin != "example.com/behind-the-sofa" || c.Size != 20852163 || c.Text() != example {
		t.Fatalf("got %+v", c)
	}
	if more, err := ParseCheckpoint(example + "more\nand more\n"); err != nil || more != c {
		t.Errorf("extension lines: %+v, %v", more, err)
	}
	root := strings.Split(example, "\n")[2]
	for name, bad := range map[string]string{
		"nothing": "", "no end": strings.TrimSuffix(example, "\n"), "two lines": "o\n1\n", "empty line": example + "\n",
		"no origin": "\n1\n" + root + "\n", "zero in front": "o\n01\n" + root + "\n", "negative": "o\n-1\n" + root + "\n",
		"sign": "o\n+1\n" + root + "\n", "no number": "o\nx\n" + root + "\n", "too large": "o\n9223372036854775808\n" + root + "\n",
		"short root": "o\n1\nAAAA\n", "no base64": "o\n1\n" + strings.Repeat("!", 44) + "\n",
		"other spelling of the root": "o\n1\n" + strings.Replace(root, "I=", "J=", 1) + "\n",
	} {
		if c, err := ParseCheckpoint(bad); !errors.Is(err, ErrCheckpoint) || c != (Checkpoint{}) {
			t.Errorf("%s: got %+v, %v", name, c, err)
		}
	}
}

func FuzzParseCheckpoint(f *testing.F) {
	f.Add(example)
	f.Add(example + "more\n")
	f.Fuzz(func(t *testing.T, s string) {
		if c, err := ParseCheckpoint(s); err == nil && !strings.HasPrefix(s, c.Text()) {
			t.Fatalf("%q was read as %+v", s, c)
		}
	})
}

func TestGenerateKey(t *testing.T) {
	if _, _, err := GenerateKey(&sequence{}, "two words"); err == nil {
		t.Error("a name with a space became a key")
	}
	if _, _, err := GenerateKey(&sequence{}, "a+b"); err == nil {
		t.Error("a name with a plus became a key")
	}
	if _, _, err := GenerateKey(bytes.NewReader(nil), origin); err == nil {
		t.Error("a key was made from nothing")
	}
}

func TestOpenCheckpoint(t *testing.T) {
	w := smallWorld(t)
	c, err := OpenCheckpoint(w.lastSigned(), w.key)
	if err != nil || c.Size != 11 || c.Origin != origin {
		t.Fatalf("got %+v, %v", c, err)
	}
	if _, err := OpenCheckpoint(w.lastSigned()); !errors.Is(err, ErrSignature) {
		t.Errorf("without a key: %v", err)
	}
	if _, err := (Checkpoint{Origin: "other"}).Sign(w.signer); err == nil {
		t.Error("signed for another log")
	}
	other := Checkpoint{Origin: "other", Root: Hash{1}}
	signed, err := note.Sign(&note.Note{Text: other.Text()}, w.signer)
	must(t, err)
	if _, err := OpenCheckpoint(signed, w.key); !errors.Is(err, ErrSignature) {
		t.Errorf("checkpoint of another log: %v", err)
	}
	signed, err = note.Sign(&note.Note{Text: "no checkpoint\n"}, w.signer)
	must(t, err)
	if _, err := OpenCheckpoint(signed, w.key); !errors.Is(err, ErrCheckpoint) {
		t.Errorf("signed letter: %v", err)
	}
	if _, err := (Checkpoint{Origin: origin}).Sign(w.signer, brokenSigner{w.signer}); !errors.Is(err, errDisk) {
		t.Errorf("broken signer: %v", err)
	}
}

type brokenSigner struct{ note.Signer }

func (brokenSigner) Name() string                { return "broken" }
func (brokenSigner) Sign([]byte) ([]byte, error) { return nil, errDisk }

func TestCheckConsistent(t *testing.T) {
	w := newWorld(t)
	tree := OpenTree(0, w)
	var all []Checkpoint
	for n := range 20 {
		root, err := tree.Root()
		must(t, err)
		all = append(all, Checkpoint{origin, tree.Size(), root})
		must(t, tree.Append(Hash{byte(n)}))
	}
	for i, prev := range all {
		for j, next := range all {
			err := CheckConsistent(prev, next, w)
			if (err == nil) != (i <= j) || err != nil && !errors.Is(err, ErrInconsistent) {
				t.Errorf("%d and %d: %v", i, j, err)
			}
			if i == 0 {
				continue
			}
			lie := prev
			lie.Root[0] ^= 1
			if err := CheckConsistent(lie, next, w); !errors.Is(err, ErrInconsistent) {
				t.Errorf("a lie of size %d before %d: %v", i, j, err)
			}
		}
	}
	if err := CheckConsistent(Checkpoint{Origin: "other"}, all[3], w); !errors.Is(err, ErrInconsistent) {
		t.Errorf("another log: %v", err)
	}
	if err := CheckConsistent(all[3], all[7], newWorld(t)); !errors.Is(err, ErrMissing) {
		t.Errorf("no hashes: %v", err)
	}
}

// The log never signs two stories, even when its database was rewritten.
func TestSignNextRefusesARewrittenTree(t *testing.T) {
	w := smallWorld(t)
	tree := OpenTree(11, w)
	must(t, tree.Append(Hash{1}))
	prev := w.newest(t)
	if _, err := SignNext(tree, prev, w.signer); err != nil {
		t.Fatal(err)
	}
	prev.Root[0] ^= 1
	if signed, err := SignNext(tree, prev, w.signer); !errors.Is(err, ErrInconsistent) || signed != nil {
		t.Fatalf("signed %q, %v", signed, err)
	}
}

func TestCosign(t *testing.T) {
	w := smallWorld(t)
	c, seed, err := GenerateCosigner(&sequence{7}, "witness.example/w1")
	must(t, err)
	again, err := NewCosigner("witness.example/w1", seed)
	must(t, err)
	if c.PublicKey() != again.PublicKey() {
		t.Fatal("the seed does not give the key again")
	}
	second, _, err := GenerateCosigner(&sequence{99}, "witness.example/w2")
	must(t, err)
	signed, err := c.Cosign(w.lastSigned(), 1795530600, w.key)
	must(t, err)
	signed, err = second.Cosign(signed, 1795530601, w.key)
	must(t, err)

	witness, err := NewWitness(c.PublicKey())
	must(t, err)
	n, err := note.Open(signed, note.VerifierList(w.key, witness))
	must(t, err)
	if len(n.Sigs) != 2 || len(n.UnverifiedSigs) != 1 {
		t.Fatalf("%d signatures verified, %d unknown", len(n.Sigs), len(n.UnverifiedSigs))
	}
	if _, err := OpenCheckpoint(signed, w.key); err != nil {
		t.Errorf("the log's own signature is lost: %v", err)
	}
	if _, err := OpenCheckpoint(signed, witness); !errors.Is(err, ErrSignature) {
		t.Errorf("a witness alone speaks for the log: %v", err)
	}
	sig, err := base64.StdEncoding.DecodeString(n.Sigs[1].Base64)
	must(t, err)
	if len(sig) != 4+8+64 || !bytes.Equal(sig[4:12], []byte{0, 0, 0, 0, 0x6b, 0x05, 0x9f, 0x68}) {
		t.Errorf("time bytes are %x", sig[4:12])
	}
	for i := range sig[4:] {
		bad := bytes.Clone(sig[4:])
		bad[i] ^= 128
		if witness.Verify([]byte(n.Text), bad) {
			t.Errorf("byte %d does not matter", i)
		}
	}
	if witness.Verify([]byte(n.Text), sig[4:20]) || !witness.Verify([]byte(n.Text), sig[4:]) {
		t.Error("verify is wrong about lengths")
	}
}

// A time that does not fit in 63 bits is outside the format, even well signed.
func TestWitnessRefusesTimesBeyondTheFormat(t *testing.T) {
	c, _, err := GenerateCosigner(&sequence{7}, "w")
	must(t, err)
	key, err := NewWitness(c.PublicKey())
	must(t, err)
	for unix, want := range map[uint64]bool{1<<63 - 1: true, 1 << 63: false} {
		sig := append(binary.BigEndian.AppendUint64(nil, unix), ed25519.Sign(c.key, cosigned(unix, []byte(example)))...)
		if key.Verify([]byte(example), sig) != want {
			t.Errorf("time %d: verified is %v", unix, !want)
		}
	}
}

func TestCosignRefuses(t *testing.T) {
	w := smallWorld(t)
	c, _, err := GenerateCosigner(&sequence{7}, "w")
	must(t, err)
	if _, err := c.Cosign(w.lastSigned(), -1, w.key); err == nil {
		t.Error("a time before 1970")
	}
	if _, err := c.Cosign(w.lastSigned(), 1); !errors.Is(err, ErrSignature) {
		t.Errorf("without the key of the log: %v", err)
	}
	if _, err := NewCosigner("w", make([]byte, 31)); err == nil {
		t.Error("a short seed")
	}
	for _, name := range []string{"", "a b", "a+b", "a\n", "\xff"} {
		if _, err := NewCosigner(name, make([]byte, 32)); err == nil {
			t.Errorf("name %q", name)
		}
	}
	if _, _, err := GenerateCosigner(io.LimitReader(&sequence{}, 31), "w"); err == nil {
		t.Error("a short source")
	}
	_, logKey, err := GenerateKey(&sequence{}, "w")
	must(t, err)
	good := c.PublicKey()
	for _, bad := range []string{"", "w", "w+", logKey, strings.Replace(good, "w+", "v+", 1), strings.TrimPrefix(good, "w"), good + "=", strings.ToUpper(good)} {
		if _, err := NewWitness(bad); err == nil {
			t.Errorf("key %q", bad)
		}
	}
}

func FuzzNewWitness(f *testing.F) {
	c, _, err := GenerateCosigner(&sequence{7}, "w")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(c.PublicKey())
	f.Fuzz(func(t *testing.T, s string) {
		if w, err := NewWitness(s); err == nil && !strings.HasPrefix(s, w.Name()+"+") {
			t.Fatalf("%q was read as %q", s, w.Name())
		}
	})
}
