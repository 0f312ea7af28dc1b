// Package passkeytest is an authenticator made of software, with real keys and
// real signatures, so that tests can make passkeys and answer for them, rightly
// and wrongly.
package passkeytest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"
)

// Device holds one passkey. What it says of itself can be set between answers.
type Device struct {
	t testing.TB
	// Origin is where its browser stands, and RPID for whom it signs.
	Origin, RPID string
	// Verified says that it made sure who holds it.
	Verified bool
	// Eligible and Synced say where the key may be, and is, kept.
	Eligible, Synced bool
	Count            uint32
	// Other, where set, is the name of a credential that it answers for.
	Other []byte
	// Forge breaks the signature.
	Forge bool

	key    *ecdsa.PrivateKey
	id     []byte
	handle string
}

// New is a device in a browser at an origin, which makes sure who holds it.
func New(t testing.TB, origin, rpID string) *Device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	d := &Device{t: t, Origin: origin, RPID: rpID, Verified: true, key: key, id: make([]byte, 32)}
	if _, err := rand.Read(d.id); err != nil {
		t.Fatal(err)
	}
	return d
}

// Copy is a second device with the same key, as a thief would have it.
func (d *Device) Copy() *Device {
	other := *d
	return &other
}

// ID is the name of its passkey.
func (d *Device) ID() []byte { return d.id }

// Credential is the same, as it is kept.
func (d *Device) Credential() string { return b64(d.id) }

type question struct {
	Challenge        string `json:"challenge"`
	UserVerification string `json:"userVerification"`
	User             struct {
		ID string `json:"id"`
	} `json:"user"`
	AuthenticatorSelection struct {
		UserVerification string `json:"userVerification"`
		ResidentKey      string `json:"residentKey"`
	} `json:"authenticatorSelection"`
	Attestation string `json:"attestation"`
}

// Asked is what a question wishes: how sure, how kept, how shown.
type Asked struct{ Verify, Resident, Attestation string }

// Wishes reads what a question asks for.
func (d *Device) Wishes(options []byte) Asked {
	q := d.read(options)
	a := Asked{Verify: q.UserVerification, Resident: q.AuthenticatorSelection.ResidentKey, Attestation: q.Attestation}
	if a.Verify == "" {
		a.Verify = q.AuthenticatorSelection.UserVerification
	}
	return a
}

func (d *Device) read(options []byte) question {
	d.t.Helper()
	var q question
	if err := json.Unmarshal(options, &q); err != nil {
		d.t.Fatalf("the question is no JSON: %v\n%s", err, options)
	}
	return q
}

// Make answers the question for a new passkey.
func (d *Device) Make(options []byte) string {
	d.t.Helper()
	q := d.read(options)
	d.handle = q.User.ID
	attested := append(make([]byte, 16), byte(len(d.id)>>8), byte(len(d.id)))
	attested = append(append(attested, d.id...), d.cose()...)
	data := append(d.authenticatorData(0x40), attested...)
	object := append([]byte{0xa3}, text("fmt")...)
	object = append(append(object, text("none")...), text("attStmt")...)
	object = append(append(object, 0xa0), text("authData")...)
	object = append(object, bytesOf(data)...)
	return d.answer(map[string]any{"clientDataJSON": b64(d.clientData("webauthn.create", q.Challenge)), "attestationObject": b64(object), "transports": []string{"internal"}})
}

// Sign answers the question for a passkey. Each time its counter goes on.
func (d *Device) Sign(options []byte) string {
	d.t.Helper()
	if d.Count > 0 {
		d.Count++
	}
	client := d.clientData("webauthn.get", d.read(options).Challenge)
	data := d.authenticatorData(0)
	hash := sha256.Sum256(client)
	sum := sha256.Sum256(append(append([]byte{}, data...), hash[:]...))
	if d.Forge {
		sum[0] ^= 1
	}
	signature, err := ecdsa.SignASN1(rand.Reader, d.key, sum[:])
	if err != nil {
		d.t.Fatal(err)
	}
	return d.answer(map[string]any{"clientDataJSON": b64(client), "authenticatorData": b64(data), "signature": b64(signature), "userHandle": d.handle})
}

func (d *Device) answer(response map[string]any) string {
	name := d.id
	if d.Other != nil {
		name = d.Other
	}
	raw, err := json.Marshal(map[string]any{
		"id": b64(name), "rawId": b64(name), "type": "public-key", "response": response, "clientExtensionResults": map[string]any{}, "authenticatorAttachment": "platform",
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return string(raw)
}

func (d *Device) clientData(kind, challenge string) []byte {
	raw, err := json.Marshal(map[string]any{"type": kind, "challenge": challenge, "origin": d.Origin, "crossOrigin": false})
	if err != nil {
		d.t.Fatal(err)
	}
	return raw
}

func (d *Device) authenticatorData(flags byte) []byte {
	hash := sha256.Sum256([]byte(d.RPID))
	flags |= 0x01
	for flag, on := range map[byte]bool{0x04: d.Verified, 0x08: d.Eligible, 0x10: d.Synced} {
		if on {
			flags |= flag
		}
	}
	return binary.BigEndian.AppendUint32(append(hash[:], flags), d.Count)
}

// cose writes the public key as COSE does: an ES256 key.
func (d *Device) cose() []byte {
	point, err := d.key.PublicKey.Bytes()
	if err != nil {
		d.t.Fatal(err)
	}
	out := []byte{0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21}
	out = append(append(out, bytesOf(point[1:33])...), 0x22)
	return append(out, bytesOf(point[33:])...)
}

// text and bytesOf write CBOR.
func text(s string) []byte { return append([]byte{0x60 | byte(len(s))}, s...) }

func bytesOf(b []byte) []byte {
	switch n := len(b); {
	case n < 24:
		return append([]byte{0x40 | byte(n)}, b...)
	case n < 256:
		return append([]byte{0x58, byte(n)}, b...)
	default:
		return append([]byte{0x59, byte(n >> 8), byte(n)}, b...)
	}
}

func b64(b []byte) string { return base64.RawURLEncoding.EncodeToString(b) }
