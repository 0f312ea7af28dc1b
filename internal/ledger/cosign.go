package ledger

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/mod/sumdb/note"
)

// algCosignature is the signature type of C2SP timestamped Ed25519 cosignatures.
const algCosignature = 4

// Cosigner signs checkpoints for a witness, for example a carers' organisation
// that keeps watch over the log. Use [CheckConsistent] before signing.
type Cosigner struct {
	name string
	key  ed25519.PrivateKey
}

// NewCosigner takes the name and the 32-byte Ed25519 seed of a witness.
func NewCosigner(name string, seed []byte) (Cosigner, error) {
	if len(seed) != ed25519.SeedSize {
		return Cosigner{}, fmt.Errorf("ledger: a seed has 32 bytes, not %d", len(seed))
	}
	c := Cosigner{name: name, key: ed25519.NewKeyFromSeed(seed)}
	if _, err := NewWitness(c.PublicKey()); err != nil {
		return Cosigner{}, fmt.Errorf("ledger: %q cannot name a key", name)
	}
	return c, nil
}

// GenerateCosigner draws a new key for a witness from a cryptographic source.
func GenerateCosigner(random io.Reader, name string) (c Cosigner, seed []byte, err error) {
	seed = make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return Cosigner{}, nil, fmt.Errorf("ledger: draw a seed: %w", err)
	}
	c, err = NewCosigner(name, seed)
	return c, seed, err
}

// PublicKey returns the key that others use to check, as a verifier key.
func (c Cosigner) PublicKey() string {
	key := append([]byte{algCosignature}, c.public()...)
	return fmt.Sprintf("%s+%08x+%s", c.name, cosignerID(c.name, key), base64.StdEncoding.EncodeToString(key))
}

// Cosign adds the witness's signature, made at a time in seconds since 1970,
// and keeps all signatures that the checkpoint already bears. The log must
// have signed it with one of its keys.
func (c Cosigner) Cosign(signed []byte, unix int64, log ...note.Verifier) ([]byte, error) {
	_, n, err := openNote(signed, log)
	if err != nil {
		return nil, err
	}
	return note.Sign(n, cosignature{c, unix})
}

func (c Cosigner) public() ed25519.PublicKey { return c.key.Public().(ed25519.PublicKey) }

// cosignature is a note.Signer for one moment.
type cosignature struct {
	Cosigner
	unix int64
}

func (s cosignature) Name() string { return s.name }

func (s cosignature) KeyHash() uint32 {
	return cosignerID(s.name, append([]byte{algCosignature}, s.public()...))
}

func (s cosignature) Sign(text []byte) ([]byte, error) {
	if s.unix < 0 {
		return nil, errors.New("ledger: the time lies before 1970")
	}
	sig := ed25519.Sign(s.key, cosigned(uint64(s.unix), text))
	return append(binary.BigEndian.AppendUint64(nil, uint64(s.unix)), sig...), nil
}

// NewWitness returns the verifier for the public key of a witness.
func NewWitness(public string) (note.Verifier, error) {
	name, rest, _ := strings.Cut(public, "+")
	_, key64, _ := strings.Cut(rest, "+")
	key, err := base64.StdEncoding.DecodeString(key64)
	if err != nil || len(key) != 1+ed25519.PublicKeySize || key[0] != algCosignature {
		return nil, errors.New("ledger: not the public key of a witness")
	}
	w := witness{name: name, id: cosignerID(name, key), key: key[1:]}
	if name == "" || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsSpace) ||
		public != fmt.Sprintf("%s+%08x+%s", name, w.id, key64) {
		return nil, errors.New("ledger: the public key of the witness is damaged")
	}
	return w, nil
}

type witness struct {
	name string
	id   uint32
	key  ed25519.PublicKey
}

func (w witness) Name() string    { return w.name }
func (w witness) KeyHash() uint32 { return w.id }

func (w witness) Verify(text, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	unix := binary.BigEndian.Uint64(sig)
	return unix <= math.MaxInt64 && ed25519.Verify(w.key, cosigned(unix, text), sig[8:])
}

// cosigned is the message a witness signs: a header, the time, the checkpoint.
func cosigned(unix uint64, text []byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "cosignature/v1\ntime %d\n%s", unix, text)
	return b.Bytes()
}

func cosignerID(name string, key []byte) uint32 {
	sum := sha256.Sum256(append([]byte(name+"\n"), key...))
	return binary.BigEndian.Uint32(sum[:])
}
