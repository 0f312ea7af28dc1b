package seal

import (
	"bytes"
	"crypto/hpke"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// The recovery key has two halves. The public half lies in the database and
// closes a copy of every data key; only the other half, kept away from every
// machine, opens them. Both a curve and a lattice must fall before it does,
// since a copy of a database may be kept for decades by whoever stole it.

// RecoveryPublic closes data keys for a bad day.
type RecoveryPublic struct {
	key hpke.PublicKey
	id  string
}

// Recovery opens what RecoveryPublic closed.
type Recovery struct {
	key hpke.PrivateKey
	pub *RecoveryPublic
}

// DrawRecovery draws a recovery key.
func DrawRecovery() (*Recovery, error) {
	key, err := hpke.MLKEM768X25519().GenerateKey()
	if err != nil {
		return nil, err
	}
	return newRecovery(key)
}

func newRecovery(key hpke.PrivateKey) (*Recovery, error) {
	pub, err := ParseRecoveryPublic(hex.EncodeToString(key.PublicKey().Bytes()))
	if err != nil {
		return nil, err
	}
	return &Recovery{key, pub}, nil
}

// ParseRecoveryPublic reads what Text wrote.
func ParseRecoveryPublic(text string) (*RecoveryPublic, error) {
	raw, err := hex.DecodeString(text)
	if err != nil {
		return nil, errors.New("the public half of the recovery key is not one")
	}
	key, err := hpke.MLKEM768X25519().NewPublicKey(raw)
	if err != nil {
		return nil, errors.New("the public half of the recovery key is not one")
	}
	sum := sha256.Sum256(raw)
	return &RecoveryPublic{key, hex.EncodeToString(sum[:8])}, nil
}

// Text is the public half as the database keeps it.
func (p *RecoveryPublic) Text() string { return hex.EncodeToString(p.key.Bytes()) }

// ID names the recovery key.
func (p *RecoveryPublic) ID() string { return p.id }

// Public is the half that need not be kept secret.
func (r *Recovery) Public() *RecoveryPublic { return r.pub }

// escrowFor binds a copy to its place, so that none can stand for another.
func escrowFor(space string, version int) []byte {
	return fmt.Appendf(nil, "trialogue/escrow/%d/%s", version, space)
}

// Close seals a data key to the recovery key.
func (p *RecoveryPublic) Close(space string, version int, raw []byte) ([]byte, error) {
	return hpke.Seal(p.key, hpke.HKDFSHA256(), hpke.AES256GCM(), escrowFor(space, version), raw)
}

// Open is the reverse of Close. Any doubt is ErrOpen.
func (r *Recovery) Open(space string, version int, closed []byte) ([]byte, error) {
	raw, err := hpke.Open(r.key, hpke.HKDFSHA256(), hpke.AES256GCM(), escrowFor(space, version), closed)
	if err != nil || len(raw) != KeySize {
		return nil, ErrOpen
	}
	return raw, nil
}

// Sheet is the secret half as it is printed: short enough to be typed again,
// with the id beside it so that a slip of the finger is noticed.
func (r *Recovery) Sheet(day string) (string, error) {
	raw, err := r.key.Bytes()
	if err != nil {
		return "", err
	}
	digits := hex.EncodeToString(raw)
	var lines strings.Builder
	for i := 0; i < len(digits); i += 16 {
		fmt.Fprintf(&lines, "  %s %s %s %s\n", digits[i:i+4], digits[i+4:i+8], digits[i+8:i+12], digits[i+12:i+16])
	}
	return "Recovery key of Trialogue\nid: " + r.pub.id + "\nmade: " + day + "\n\n" + lines.String() +
		"\nWhoever has this and a copy of the database can read everything in it.\nKeep it in a safe, away from the service and from its backups.\n", nil
}

// ParseSheet reads a sheet, also one that was typed by hand: spaces and lines
// may fall anywhere among the digits. Its errors never repeat the digits.
func ParseSheet(text []byte) (*Recovery, error) {
	var id string
	var digits strings.Builder
	for line := range strings.Lines(strings.ToLower(string(bytes.TrimSpace(text)))) {
		line = strings.TrimSpace(line)
		if rest, ok := strings.CutPrefix(line, "id:"); ok {
			id = strings.TrimSpace(rest)
			continue
		}
		together := strings.ReplaceAll(line, " ", "")
		if _, err := hex.DecodeString(together + strings.Repeat("0", len(together)%2)); err == nil {
			digits.WriteString(together)
		}
	}
	raw, err := hex.DecodeString(digits.String())
	if err != nil || len(raw) != KeySize {
		return nil, fmt.Errorf("this is not a recovery key: it should hold 64 hexadecimal digits and holds %d", digits.Len())
	}
	key, err := hpke.MLKEM768X25519().NewPrivateKey(raw)
	if err != nil {
		return nil, errors.New("this is not a recovery key")
	}
	r, err := newRecovery(key)
	if err != nil {
		return nil, err
	}
	if id != "" && id != r.pub.id {
		return nil, fmt.Errorf("the digits of this recovery key do not fit its id %s: one of them was typed wrongly", id)
	}
	return r, nil
}
